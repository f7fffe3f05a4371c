// One link as a row of the list.

import { h, hidden, outward, prose } from "./dom.js";
import { escaped, isolated } from "./foreign.js";
import { icon } from "./icons.js";
import { closeOf } from "./links.js";
import { attentionWord, linksWords as words } from "./links.words.js";
import { inWords } from "./locale.js";
import { pill } from "./pill.js";
import { hasEnded, MONEY, providerName } from "./rules.js";
import {
  amountWords,
  callWord,
  DASH,
  exactDate,
  isNear,
  shortDate,
  timeLeft,
  titleOf,
} from "./words.js";

/** @typedef {import("./links.js").Entry} Entry */
/** @typedef {import("./rules.js").UsableLink} UsableLink */
/** @typedef {import("./rules.js").Decision} Decision */
/** @typedef {import("./dom.js").Child} Child */

/**
 * @typedef {object} RowActions
 * @property {(key: string) => void} open
 * @property {(key: string) => void} close
 * @property {(key: string, range: boolean) => void} choose
 * @property {(text: string) => void} announce
 */

/** @param {Entry} entry */
export const nameOf = ({ link, id }) =>
  link ? titleOf(link) : id === undefined ? words("unreadableTitle") : escaped(id);

/**
 * @param {Entry} entry
 * @param {{selected: boolean}} state
 * @param {RowActions} actions
 */
export function drawRow(entry, { selected }, actions) {
  const { key, link, format, source, seenAt } = entry;
  const isNow = source === "provider";
  const left = link ? time(link) : null;
  const element = h(
    "div",
    {
      class: isNow ? "row" : "row kept",
      attrs: { role: "row", "data-link": key, "aria-selected": String(selected) },
      // A click outside of a control opens the row.
      on: {
        click: (event) => {
          if (event.target instanceof Element && event.target.closest("[data-part], .check"))
            return;
          if (String(getSelection())) return;
          actions.open(key);
        },
      },
    },
    cell("select", 1, chooser(entry, selected, actions)),
    h(
      "div",
      { class: "cell link", attrs: { role: "rowheader", "aria-colindex": 2 } },
      ...names(entry, actions),
    ),
    cell(
      "provider",
      3,
      providerName(format),
      !isNow &&
        h(
          "span",
          { class: "sub" },
          words(source === "import" ? "imported" : "lastSeen", { date: shortDate(seenAt) }),
        ),
    ),
    cell("status", 4, ...status(entry)),
    cell("amount", 5, amount(entry)),
    cell("left", 6, ...(left?.children ?? [quietDash()])),
    cell("close", 7, ...closing(entry, actions)),
  );
  return { element, tick: left?.tick ?? (() => {}) };
}

/** @param {string} name @param {number} column @param {...Child} children */
const cell = (name, column, ...children) =>
  h(
    "div",
    { class: `cell ${name}`, attrs: { role: "gridcell", "aria-colindex": column } },
    ...children,
  );

/** @param {Entry} entry @param {boolean} selected @param {RowActions} actions */
function chooser(entry, selected, actions) {
  const label = words("select", { name: isolated(nameOf(entry)) });
  const box = h("input", {
    attrs: { type: "checkbox", "aria-label": label, "data-part": "select", autocomplete: "off" },
    on: {
      click: (event) => actions.choose(entry.key, event instanceof MouseEvent && event.shiftKey),
    },
  });
  box.checked = selected;
  return h("label", { class: "check" }, box);
}

/** @param {Entry} entry @param {RowActions} actions @returns {Child[]} */
function names(entry, actions) {
  const { key, link, notes, problems } = entry;
  const odd = notes.filter(({ code }) => code !== "member_unmapped").length;
  const name = nameOf(entry);
  const title = h(
    "button",
    {
      class: "title",
      attrs: { type: "button", "aria-haspopup": "dialog", "data-part": "title" },
      on: { click: () => actions.open(key) },
    },
    h("bdi", null, name),
  );
  if (entry.id === undefined) {
    return [title, h("div", { class: "sub issues" }, words("issues", { count: problems }))];
  }
  const page = words("openPage", { name: isolated(name) });
  const id = escaped(entry.id);
  return [
    title,
    h(
      "div",
      { class: "sub" },
      h("code", { class: "id", attrs: { title: id } }, id),
      copier(entry.id, words("copyId", { name: isolated(name) }), "copy", () =>
        actions.announce(words("copied")),
      ),
      outward(
        link?.url ?? "",
        { class: "tiny", attrs: { title: page, "data-part": "page" } },
        icon("external"),
        hidden(page),
      ),
      // What a document has beside the model is nothing odd: the panel lists it.
      odd > 0 && h("span", { class: "marker" }, words("notes", { count: odd })),
      problemMark(entry, () => actions.open(key)),
    ),
  ];
}

/**
 * The number of problems of a payload. It leads to the first of them in the inspector; if nothing can be done with the
 * link, the edge does not show its payload, and the panel lists them.
 * @param {Entry} entry
 * @param {() => void} open
 */
export function problemMark(entry, open) {
  const { format, id, link, problems } = entry;
  if (problems === 0 || id === undefined) return null;
  const text = [words("problems", { count: problems }), hidden(` ${isolated(nameOf(entry))}`)];
  const part = { "data-part": "problems", "data-panel": "mark" };
  if (link === null) {
    const attrs = { ...part, type: "button", "aria-haspopup": "dialog" };
    return h("button", { class: "problems", attrs, on: { click: open } }, ...text);
  }
  const attrs = { ...part, title: words("inspect"), href: inspectorOf({ format, id }) };
  return h("a", { class: "problems", attrs }, ...text);
}

/** The inspector with the payload of this link. @param {{format: string, id: string}} link */
export const inspectorOf = ({ format, id }) =>
  `/inspector/?${new URLSearchParams({ link: `${format}/${id}` })}`;

/**
 * @param {string} text what is copied
 * @param {string} label
 * @param {string} part
 * @param {() => void} copied
 */
export function copier(text, label, part, copied) {
  const attrs = { type: "button", title: label, "data-part": part };
  const button = h("button", { class: "tiny", attrs }, icon("copy"), hidden(label));
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without permission for the clipboard, the failure is reported.
      return;
    }
    button.replaceChildren(icon("check"), hidden(label));
    copied();
    setTimeout(() => button.replaceChildren(icon("copy"), hidden(label)), 1500);
  });
  return button;
}

/** @param {UsableLink} link @returns {{children: Child[], tick?: (now: number) => void}} */
function time(link) {
  if (hasEnded(link)) {
    return { children: [h("span", { class: "quiet" }, hidden(words("hasEnded")), dash())] };
  }
  if (!link.expiresAt) {
    const text = words(link.expiryUnreadable ? "expiryUnreadable" : "noExpiry");
    return { children: [h("span", { class: "quiet" }, text)] };
  }
  const title = words("expires", { date: exactDate(link.expiresAt) });
  const left = h("time", { attrs: { datetime: link.expiresAt, title } });
  const at = Date.parse(link.expiresAt);
  const tick = (/** @type {number} */ now) => {
    if (Number.isNaN(at)) return;
    const text = timeLeft(at - now);
    if (left.textContent !== text) left.textContent = text;
    left.classList.toggle("near", isNear(at - now));
  };
  return { children: [left, h("span", { class: "sub" }, shortDate(link.expiresAt))], tick };
}

/** @param {Entry} entry @param {RowActions} actions @returns {Child[]} */
function closing(entry, actions) {
  const { key, link, unconfirmed } = entry;
  const close = closeOf(entry);
  if (unconfirmed) return checking(entry, unconfirmed.at, actions);
  if (link === null || !close) return [h("p", { class: "why" }, words("unreadableWhy"))];
  const reasons = inWords(close.reasons);
  const text = reasons.map(({ message }) => message.replaceAll("`", "")).join("\n");
  const why =
    reasons.length > 0 &&
    h(
      "p",
      { class: "why", attrs: { title: text } },
      ...reasons
        .flatMap(({ message }, place) => [place > 0 && " · ", ...prose(message)])
        .filter((part) => part !== false),
    );
  if (!close.canTry) return [why];
  const uncertain = close.verdict === "uncertain";
  const heed = heedOf(close.warnings);
  return [
    h(
      "button",
      {
        class: uncertain ? "button act uncertain" : "button act",
        attrs: { type: "button", "aria-haspopup": "dialog", "data-part": "close" },
        on: { click: () => actions.close(key) },
      },
      uncertain && icon("caution"),
      `${callWord(close.call)}…`,
      hidden(` ${isolated(titleOf(link))}`),
    ),
    heed && h("p", { class: "heed" }, icon("caution"), heed),
    why,
  ];
}

/** @param {Decision["warnings"]} warnings the gravest first */
function heedOf(warnings) {
  if (warnings.length === 0) return null;
  const money = MONEY.find((each) => warnings.some(({ code }) => code === each));
  return money ? words(money) : words("warnings", { count: warnings.length });
}

/**
 * Instead of another close: the result of the requested one.
 * @param {Entry} entry
 * @param {number} at
 * @param {RowActions} actions
 * @returns {Child[]}
 */
const checking = ({ key, link }, at, actions) => [
  h(
    "button",
    {
      class: "button act uncertain",
      attrs: { type: "button", "aria-haspopup": "dialog", "data-part": "close" },
      on: { click: () => actions.close(key) },
    },
    icon("caution"),
    words("checkAgain"),
    link && hidden(` ${isolated(titleOf(link))}`),
  ),
  h(
    "p",
    { class: "why", attrs: { title: words("requestedAt", { time: exactDate(at) }) } },
    words("unconfirmedWhy"),
  ),
];

const quietDash = () => h("span", { class: "quiet" }, DASH);

const dash = () => h("span", { attrs: { "aria-hidden": "true" } }, DASH);

/** A status without a label is shown as the provider's word. @param {Entry} entry @returns {Child[]} */
function status({ link, conflict, attention, unconfirmed }) {
  if (link === null) return [h("span", { class: "pill" }, words("unreadable"))];
  const marks = [
    ...attention.map(attentionWord),
    ...(conflict ? [words("contradicts")] : []),
    ...(unconfirmed ? [words("unconfirmed")] : []),
  ];
  const raw = h(
    "code",
    { class: "raw", attrs: { "aria-hidden": "true" } },
    escaped(link.rawStatus),
  );
  return [
    pill(link, hasEnded(link)),
    link.status === "unknown" && raw,
    // There is room for one line: the most important one, and the number of others.
    marks.length > 0 &&
      h(
        "span",
        { class: "sub near", attrs: { title: marks.join("\n") } },
        marks[0],
        marks.length > 1 && h("span", { class: "more" }, `+${marks.length - 1}`),
      ),
  ];
}

/** @param {Entry} entry */
function amount({ link, problems }) {
  if (link?.amount) return amountWords(link.amount);
  // It may be what cannot be read.
  if (problems > 0) return quietDash();
  const where = words("noAmount");
  return h("span", { class: "quiet", attrs: { title: where } }, dash(), hidden(where));
}
