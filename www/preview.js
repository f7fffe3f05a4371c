// The dialog before a close: what would happen is shown first, sent only when confirmed, and its outcome
// told in the same place. One opened dialog is one close, so every try of it has the same key.

import { basis } from "./basis.js";
import { callWords, closeWords as words } from "./close.words.js";
import { byId, h, prose } from "./dom.js";
import { closeLink } from "./edge.js";
import { closeOf } from "./links.js";
import { codeOf } from "./problem.js";
import { callout, request, subject, transition } from "./request.js";
import { newKey, planClose } from "./rules.js";
import { may, nameOfMe } from "./session.js";
import { signIn } from "./states.js";
import { statusWord, titleOf } from "./words.js";

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
    const allowed = may("close");
    const verb = callWords(close.verdict === "unsure" ? "try" : "do", close.call);
    const confirm = planned.ok && allowed && button(verb, "danger confirm");
    if (confirm) confirm.addEventListener("click", () => this.#confirm(shown, confirm));
    const reasons = close.reasons;
    const title = planned.ok ? callWords("ask", close.call) : words("nothingSent");
    this.#draw(
      title,
      [
        subject(link),
        notice !== null && callout("info", notice, []),
        !allowed && callout("error", words("mayNot", { name: nameOfMe() }), []),
        close.next && planned.ok && transition(link, close.next),
        reasons.length > 0 &&
          callout("caution", words(planned.ok ? "onlyProvider" : "notNow"), reasons),
        close.warnings.length > 0 && callout("caution", words("beforeYouGoOn"), close.warnings),
        planned.ok && allowed && h("p", { class: "final" }, words("final")),
        planned.ok && allowed && request(link, planned.value),
        h("section", null, h("h3", null, words("restsOn")), basis(close)),
      ],
      [this.#leave(words(planned.ok ? "keep" : "leave")), confirm],
    );
    this.#live.textContent = notice ?? "";
  }

  /** @param {Told} shown @param {HTMLButtonElement} confirm */
  #confirm(shown, confirm) {
    if (this.#sending) return;
    const now = told(this.#links.decideAgain(shown.key));
    if (now === null) return this.#dialog.close();
    if (essence(now) !== essence(shown)) {
      this.#review(now, words("changed"));
      return this.#focus(".keep");
    }
    this.#send(now, confirm);
  }

  /** @param {Told} entry @param {HTMLButtonElement} pressed */
  async #send({ link }, pressed) {
    this.#sending = true;
    // Kept focusable: a button that is disabled would drop the focus to the page behind.
    for (const each of this.#dialog.querySelectorAll("footer button")) {
      each.setAttribute("aria-disabled", "true");
    }
    pressed.classList.add("busy");
    pressed.textContent = words("sending");
    this.#live.textContent = words("sendingNow");
    const at = Date.now();
    try {
      const answer = await closeLink(link.format, link.id, this.#key);
      if (answer.ok) {
        const entry = this.#links.closed(answer.value.link, answer.value.notes, at);
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
    const text = words(outcome === "already_done" ? "alreadyWords" : "doneWords", { status });
    this.#end(words("closed"), link, [callout("done", text, [])], text, null);
  }

  /** @param {PaymentLink} before @param {Problem} problem */
  async #failed(before, problem) {
    if (problem.status === 401) {
      const { title, detail } = problem;
      const parts = [callout("error", title, [{ message: detail }]), h("p", null, signIn())];
      return this.#end(words("refusedTitle"), before, parts, `${title}. ${detail}`, null);
    }
    // Whatever is amiss, what the provider says now is what counts.
    const again = await this.#links.reread(before);
    const entry = told(again.ok ? again.entry : this.#links.decideAgain(keyOf(before)));
    const link = entry?.link ?? before;
    const status = statusWord(link.status).toLowerCase();
    const closed = again.ok && entry?.close.verdict === "already_done";
    if (problem.unclear && closed) {
      const text = words("lostWords", { status });
      return this.#end(words("closed"), link, [callout("done", text, [])], text, null);
    }
    const read = again.ok
      ? words("readAgain", { status, word: link.rawStatus })
      : words("notReadAgain");
    const detail = problem.detail || problem.title;
    const messages = [...new Set([detail, ...problem.issues.map(({ message }) => message), read])];
    const remarks = messages.map((message) => ({ message }));
    const news = entry?.close.reasons.filter(({ message }) => !detail.includes(message)) ?? [];
    const title = words(problem.unclear ? "unclear" : "refused");
    const possible = entry !== null && planClose(entry.link, this.#key).ok;
    const retry = possible && problem.again ? entry : null;
    const parts = [
      callout(problem.unclear ? "caution" : "error", title, remarks),
      !possible && news.length > 0 && callout("info", words("now"), news),
      retry && h("p", { class: "hint" }, words("sameKey")),
      h("p", { class: "code" }, h("code", null, codeOf(problem))),
    ];
    this.#end(
      words(problem.unclear ? "unclearTitle" : "refusedTitle"),
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
   * @param {string} text the outcome in one sentence
   * @param {Told | null} retry
   */
  #end(title, link, parts, text, retry) {
    const again = retry && button(words("retry"), "primary retry");
    if (again) again.addEventListener("click", () => this.#confirm(retry, again));
    this.#draw(title, [subject(link), ...parts], [this.#leave(words("leave")), again]);
    this.#live.textContent = text;
    // The dialog can be forced shut while it waits; the outcome must reach the user all the same.
    if (this.#dialog.open) this.#focus(again ? ".retry" : ".keep");
    else this.#announce(`${titleOf(link)}: ${text}`);
  }

  /** @param {string} title @param {Child[]} body @param {Child[]} actions */
  #draw(title, body, actions) {
    const attrs = { id: "preview-title" };
    this.#dialog.replaceChildren(
      h("header", null, h("h2", { attrs }, ...prose(title))),
      h(
        "div",
        { class: "body", attrs: { tabindex: 0, role: "group", "aria-label": words("preview") } },
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
function told(entry) {
  const close = entry && closeOf(entry);
  return entry?.link && close ? { ...entry, link: entry.link, close } : null;
}

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
