// One link as one row of the table, drawn again only where something changed.

import { details } from "./details.js";
import { h, hidden, outward, prose } from "./dom.js";
import { icon } from "./icons.js";
import { pill } from "./pill.js";
import { hasEnded, providerName } from "./rules.js";
import {
  amountWords,
  capital,
  counted,
  DASH,
  exactDate,
  isNear,
  shortDate,
  timeLeft,
  titleOf,
} from "./words.js";

/** @typedef {import("./links.js").Entry} Entry */
/** @typedef {import("./rules.js").PaymentLink} PaymentLink */
/** @typedef {import("./dom.js").Child} Child */

/**
 * @typedef {object} RowActions
 * @property {(key: string) => void} close
 * @property {(text: string) => void} announce
 */

let count = 0;

export class Row {
  /** @type {Entry} */
  #entry;
  /** @type {RowActions} */
  #actions;
  /** @type {HTMLTimeElement | null} */
  #left = null;
  #open = false;
  #more;

  /** @param {Entry} entry @param {RowActions} actions */
  constructor(entry, actions) {
    const id = `details-${++count}`;
    this.#entry = entry;
    this.#actions = actions;
    this.element = h("tr", { class: "link", attrs: { role: "row" } });
    this.#more = h("tr", { class: "more", attrs: { role: "row", id, hidden: true } });
    this.#draw();
  }

  /** Both rows: the link's, and the one that tells more of it. */
  get elements() {
    return [this.element, this.#more];
  }

  /** @param {Entry} entry */
  update(entry) {
    if (entry === this.#entry) return;
    this.#entry = entry;
    const focused = this.element.contains(document.activeElement) ? document.activeElement : null;
    const title = focused === this.#title();
    this.#draw();
    // What had the focus is drawn anew, so the focus has to be led back.
    if (focused) {
      if (title) this.#title()?.focus();
      else this.focus();
    }
  }

  /** To the action, if there is one. */
  focus() {
    const action = this.element.querySelector("button.act") ?? this.#title();
    if (action instanceof HTMLElement) action.focus();
  }

  /** @param {number} now */
  tick(now) {
    if (this.#left === null) return;
    const ms = Date.parse(this.#left.dateTime) - now;
    if (Number.isNaN(ms)) return;
    const words = timeLeft(ms);
    if (this.#left.textContent !== words) this.#left.textContent = words;
    this.#left.classList.toggle("near", isNear(ms));
  }

  #draw() {
    const { key, link, format } = this.#entry;
    this.#left = null;
    this.element.dataset.link = key;
    this.element.replaceChildren(
      h("th", { attrs: { scope: "row", role: "rowheader" } }, ...this.#names()),
      cell("Provider", "provider", providerName(format)),
      cell("Status", "status", ...status(link)),
      cell("Amount", "amount", link ? amount(link) : quietDash()),
      cell("Time left", "left", ...(link ? this.#time(link) : [quietDash()])),
      cell("Close", "close", ...this.#closing()),
    );
    this.tick(Date.now());
    if (this.#open) this.#drawMore();
  }

  /** @returns {HTMLButtonElement | null} */
  #title() {
    return this.element.querySelector("button.title");
  }

  /** @returns {Child[]} */
  #names() {
    const { link, notes, issues } = this.#entry;
    const name = link ? titleOf(link) : "A link that cannot be read";
    const title = h(
      "button",
      {
        class: "title",
        attrs: { type: "button", "aria-expanded": this.#open, "aria-controls": this.#more.id },
        on: { click: () => this.#toggle() },
      },
      icon("chevron"),
      h("bdi", null, name),
    );
    if (link === null) {
      const found = counted(issues.length, "issue");
      return [title, h("div", { class: "sub" }, this.#marker(found, "issues"))];
    }
    return [
      title,
      h(
        "div",
        { class: "sub" },
        h("code", { class: "id", attrs: { title: link.id } }, link.id),
        this.#copy(link.id, name),
        outward(
          link.url,
          { class: "tiny", attrs: { title: "Open the payment page" } },
          icon("external"),
          hidden(`Open the payment page of ${name} in a new tab`),
        ),
        notes.length > 0 && this.#marker(counted(notes.length, "note"), "notes"),
      ),
    ];
  }

  /** @param {string} words @param {string} kind */
  #marker(words, kind) {
    const attrs = { type: "button", title: `Show the ${kind}` };
    const show = () => {
      if (!this.#open) this.#toggle();
      const found = this.#more.querySelector(".notes");
      if (found instanceof HTMLElement) found.focus();
    };
    return h("button", { class: `marker ${kind}`, attrs, on: { click: show } }, words);
  }

  /** @param {string} id @param {string} name */
  #copy(id, name) {
    const label = hidden(`Copy the id of ${name}`);
    const attrs = { type: "button", title: "Copy the id" };
    const button = h("button", { class: "tiny", attrs }, icon("copy"), label);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(id);
        button.replaceChildren(icon("check"), label);
        this.#actions.announce("The id is copied");
        setTimeout(() => button.replaceChildren(icon("copy"), label), 1500);
      } catch {
        // Without the right to write the clipboard, the id is at least ready to be copied by hand.
        const shown = this.element.querySelector("code.id");
        if (shown) getSelection()?.selectAllChildren(shown);
      }
    });
    return button;
  }

  /** @param {PaymentLink} link @returns {Child[]} */
  #time(link) {
    if (hasEnded(link)) {
      return [h("span", { class: "quiet" }, hidden("The link has ended"), dash())];
    }
    if (!link.expiresAt) return [h("span", { class: "quiet" }, "No expiry")];
    const title = `Expires ${exactDate(link.expiresAt)}`;
    this.#left = h("time", { attrs: { datetime: link.expiresAt, title } });
    return [this.#left, h("span", { class: "at" }, shortDate(link.expiresAt))];
  }

  /** @returns {Child[]} */
  #closing() {
    const { key, link, close } = this.#entry;
    if (link === null || close === undefined) {
      return [h("p", { class: "why" }, "Nothing can be told of it until it can be read")];
    }
    const why = close.reasons.map(({ message }) =>
      h("p", { class: "why", attrs: { title: message.replaceAll("`", "") } }, ...prose(message)),
    );
    const unsure = close.verdict === "unsure";
    if (!close.mayTry) return why;
    const button = h(
      "button",
      {
        class: unsure ? "button act unsure" : "button act",
        attrs: { type: "button", "aria-haspopup": "dialog" },
        on: { click: () => this.#actions.close(key) },
      },
      unsure && icon("caution"),
      `${capital(close.call)}\u2026`,
      hidden(` ${titleOf(link)}`),
    );
    const warned = close.warnings.length;
    const heed =
      warned > 0 && h("p", { class: "heed" }, icon("caution"), counted(warned, "warning"));
    return [button, heed, ...why];
  }

  #toggle() {
    this.#open = !this.#open;
    this.#more.hidden = !this.#open;
    this.#title()?.setAttribute("aria-expanded", String(this.#open));
    this.element.classList.toggle("open", this.#open);
    if (this.#open) this.#drawMore();
  }

  #drawMore() {
    const attrs = { role: "cell", colspan: 6 };
    this.#more.replaceChildren(h("td", { attrs }, details(this.#entry)));
  }
}

/** @param {string} label @param {string} name @param {...Child} children */
const cell = (label, name, ...children) =>
  h("td", { class: name, attrs: { role: "cell", "data-label": label } }, ...children);

const quietDash = () => h("span", { class: "quiet" }, DASH);

const dash = () => h("span", { attrs: { "aria-hidden": "true" } }, DASH);

/** A status that has no word of ours is shown in the provider's. @param {PaymentLink | null} link */
function status(link) {
  if (link === null) return [h("span", { class: "pill" }, "Unreadable")];
  const raw = h("code", { class: "raw", attrs: { "aria-hidden": "true" } }, link.rawStatus);
  return [pill(link), link.status === "unknown" && raw];
}

/** @param {PaymentLink} link */
function amount(link) {
  if (link.amount) return amountWords(link.amount);
  const where = "The amount stands in the order or invoice that the link was made for";
  return h("span", { class: "quiet", attrs: { title: where } }, dash(), hidden(where));
}
