// The dialog before a close: what would happen is shown first, sent only when confirmed, and its outcome
// told in the same place. One opened dialog is one close, so every try of it has the same key.

import { basis } from "./basis.js";
import { byId, h, prose } from "./dom.js";
import { closeLink } from "./edge.js";
import { codeOf } from "./problem.js";
import { callout, request, subject, transition } from "./request.js";
import { newKey, planClose } from "./rules.js";
import { capital, statusWord, titleOf } from "./words.js";

/** @typedef {import("./links.js").Links} Links */
/** @typedef {import("./links.js").Entry} Entry */
/** @typedef {import("./rules.js").PaymentLink} PaymentLink */
/** @typedef {import("./rules.js").Decision} Decision */
/** @typedef {import("./problem.js").Problem} Problem */
/** @typedef {import("./dom.js").Child} Child */

/** An entry of which something can be told. @typedef {Entry & {link: PaymentLink, close: Decision}} Told */

export class Preview {
  #dialog = byId("preview", HTMLDialogElement);
  #live = h("p", { class: "visually-hidden", attrs: { role: "status" } });
  #links;
  #announce;
  #key = "";
  #sending = false;

  /**
   * @param {Links} links
   * @param {{announce: (text: string) => void, left: (key: string) => void}} page
   */
  constructor(links, { announce, left }) {
    this.#links = links;
    this.#announce = announce;
    let about = "";
    this.#dialog.addEventListener("cancel", (event) => {
      if (this.#sending) event.preventDefault();
    });
    this.#dialog.addEventListener("close", () => left(about));
    this.open = (/** @type {string} */ key) => {
      const entry = told(links.decideAgain(key));
      if (entry === null || this.#dialog.open || this.#sending) return;
      about = key;
      this.#key = newKey();
      this.#review(entry, null);
      this.#dialog.showModal();
      this.#focus(".keep");
    };
  }

  /** @param {Told} shown @param {string | null} notice */
  #review(shown, notice) {
    const { link, close } = shown;
    const planned = planClose(link, this.#key);
    const verb = close.verdict === "unsure" ? `Try to ${close.call}` : capital(close.call);
    const confirm = planned.ok && button(`${verb} link`, "danger confirm");
    if (confirm) confirm.addEventListener("click", () => this.#confirm(shown, confirm));
    const reasons = close.reasons;
    const title = planned.ok ? `${capital(close.call)} this payment link?` : "Nothing was sent";
    this.#draw(
      title,
      [
        subject(link),
        notice !== null && callout("info", notice, []),
        close.next && planned.ok && transition(link, close.next),
        reasons.length > 0 &&
          callout(
            "caution",
            planned.ok ? "Only the provider can tell" : "This cannot be done now",
            reasons,
          ),
        close.warnings.length > 0 && callout("caution", "Before you go on", close.warnings),
        planned.ok && h("p", { class: "final" }, "This cannot be undone."),
        planned.ok && request(link, planned.value),
        h("section", null, h("h3", null, "What this rests on"), basis(close)),
      ],
      [this.#leave(planned.ok ? "Keep link" : "Close"), confirm],
    );
    this.#live.textContent = notice ?? "";
  }

  /** @param {Told} shown @param {HTMLButtonElement} confirm */
  #confirm(shown, confirm) {
    if (this.#sending) return;
    const now = told(this.#links.decideAgain(shown.key));
    if (now === null) return this.#dialog.close();
    if (essence(now) !== essence(shown)) {
      this.#review(now, "This has changed since you opened it. Nothing was sent.");
      return this.#focus(".keep");
    }
    this.#send(now, confirm);
  }

  /** @param {Told} entry @param {HTMLButtonElement} pressed */
  async #send({ link, close }, pressed) {
    this.#sending = true;
    // Kept focusable: a button that is disabled would drop the focus to the page behind.
    for (const each of this.#dialog.querySelectorAll("footer button")) {
      each.setAttribute("aria-disabled", "true");
    }
    pressed.classList.add("busy");
    pressed.textContent = "Sending\u2026";
    this.#live.textContent = `Sending the request to ${close.call} the link`;
    try {
      const answer = await closeLink(link.format, link.id, this.#key);
      if (answer.ok) {
        const entry = this.#links.closed(answer.value.link, answer.value.notes);
        this.#done(entry.link ?? link, answer.value.outcome);
      } else {
        await this.#failed(link, answer.problem);
      }
    } finally {
      this.#sending = false;
    }
  }

  /** @param {PaymentLink} link @param {string} outcome */
  #done(link, outcome) {
    const status = statusWord(link.status).toLowerCase();
    const words =
      outcome === "already_done"
        ? `Nothing was left to do: the link was already ${status}.`
        : `Done: the link is now ${status}.`;
    this.#end("The link is closed", link, [callout("done", words, [])], words, null);
  }

  /** @param {PaymentLink} before @param {Problem} problem */
  async #failed(before, problem) {
    // Whatever is amiss, what the provider says now is what counts.
    const again = await this.#links.reread(before);
    const entry = told(again.ok ? again.entry : this.#links.decideAgain(keyOf(before)));
    const link = entry?.link ?? before;
    const status = statusWord(link.status).toLowerCase();
    const closed = again.ok && entry?.close.verdict === "already_done";
    if (problem.unclear && closed) {
      const words = `The answer was lost, but the link was read again: it is now ${status}.`;
      return this.#end("The link is closed", link, [callout("done", words, [])], words, null);
    }
    const unclear = "It is unclear whether the link was closed.";
    const read = again.ok
      ? `The link was read again: it is ${status} (\`${link.rawStatus}\`).`
      : "The link could not be read again, so what is shown of it may be out of date.";
    const detail = problem.detail || problem.title;
    const messages = [...new Set([detail, ...problem.issues.map(({ message }) => message), read])];
    const remarks = messages.map((message) => ({ message }));
    const news = entry?.close.reasons.filter(({ message }) => !detail.includes(message)) ?? [];
    const title = problem.unclear ? unclear : "This request did not close the link.";
    const possible = entry !== null && planClose(entry.link, this.#key).ok;
    const retry = possible && problem.again ? entry : null;
    const parts = [
      callout(problem.unclear ? "caution" : "error", title, remarks),
      problem.status === 401 &&
        h("p", null, "Reload the page to begin a new session, then try once more."),
      !possible && news.length > 0 && callout("info", "Now", news),
      retry &&
        h(
          "p",
          { class: "hint" },
          "A retry carries the same key, so the edge takes both for one request.",
        ),
      h("p", { class: "code" }, h("code", null, codeOf(problem))),
    ];
    this.#end(
      problem.unclear ? "The outcome is unclear" : "That did not work",
      link,
      parts,
      `${title} ${detail}`,
      retry,
    );
  }

  /**
   * @param {string} title
   * @param {PaymentLink} link
   * @param {Child[]} parts
   * @param {string} words the outcome in one sentence
   * @param {Told | null} retry
   */
  #end(title, link, parts, words, retry) {
    const again = retry && button("Retry", "primary retry");
    if (again) again.addEventListener("click", () => this.#confirm(retry, again));
    this.#draw(title, [subject(link), ...parts], [this.#leave("Close"), again]);
    this.#live.textContent = words;
    // The dialog can be forced shut while it waits; the outcome must reach the user all the same.
    if (this.#dialog.open) this.#focus(again ? ".retry" : ".keep");
    else this.#announce(`${titleOf(link)}: ${words}`);
  }

  /** @param {string} title @param {Child[]} body @param {Child[]} actions */
  #draw(title, body, actions) {
    const attrs = { id: "preview-title" };
    this.#dialog.replaceChildren(
      h("header", null, h("h2", { attrs }, ...prose(title))),
      h(
        "div",
        { class: "body", attrs: { tabindex: 0, role: "group", "aria-label": "Preview" } },
        ...body,
      ),
      h("footer", null, ...actions),
      this.#live,
    );
  }

  /** @param {string} label */
  #leave(label) {
    const leave = button(label, "keep");
    leave.addEventListener("click", () => {
      if (!this.#sending) this.#dialog.close();
    });
    return leave;
  }

  /** @param {string} selector */
  #focus(selector) {
    const found = this.#dialog.querySelector(selector);
    if (found instanceof HTMLElement) found.focus();
  }
}

/** @param {Entry | undefined} entry @returns {Told | null} */
const told = (entry) =>
  entry?.link && entry.close ? { ...entry, link: entry.link, close: entry.close } : null;

/** What a confirmation is given to: everything but the instant of the next change. */
const essence = (/** @type {Told} */ { link, close }) => {
  // Time runs on while one reads; only where it changes the answer is that news.
  const { changesAt: _, remainingMs: __, ...decision } = close;
  return JSON.stringify([link.rawStatus, link.amount, decision]);
};

/** @param {PaymentLink} link */
const keyOf = ({ format, id }) => `${format}/${id}`;

/** @param {string} label @param {string} kind */
const button = (label, kind) =>
  h("button", { class: `button ${kind}`, attrs: { type: "button" } }, label);
