// The dialog before a close: it shows the effect first, sends only after confirmation, and shows the result in the same
// place. One opened dialog is one close, so every attempt has the same key.

import { basis } from "./basis.js";
import { callWords, closeWords as words } from "./close.words.js";
import { byId, h, prose } from "./dom.js";
import { closeLink } from "./edge.js";
import { escaped, isolated } from "./foreign.js";
import { closeOf, keyOf } from "./links.js";
import { codeOf } from "./problem.js";
import { callout, request, subject, transition } from "./request.js";
import { hasEnded, MONEY, newKey, planClose, providerName } from "./rules.js";
import { may, nameOfMe } from "./session.js";
import { signIn } from "./states.js";
import { exactDate, statusWord, titleOf } from "./words.js";

/** @typedef {import("./links.js").Links} Links */
/** @typedef {import("./links.js").Entry} Entry */
/** @typedef {import("./rules.js").UsableLink} UsableLink */
/** @typedef {import("./rules.js").Decision} Decision */
/** @typedef {import("./problem.js").Problem} Problem */
/** @typedef {import("./dom.js").Child} Child */

/** An entry with a link and a decision. @typedef {Entry & {link: UsableLink, close: Decision}} Told */

export class Preview {
  #dialog = byId("preview", HTMLDialogElement);
  #live = h("p", { class: "visually-hidden", attrs: { role: "status" } });
  #links;
  #announce;
  #key = "";
  #sending = false;
  #turn = 0;

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
    this.#dialog.addEventListener("close", () => {
      this.#turn += 1;
      left(about);
    });
    this.open = (/** @type {string} */ key) => {
      const entry = told(links.decideAgain(key));
      if (entry === null || this.#dialog.open || this.#sending) return;
      about = key;
      this.#key = entry.unconfirmed?.key ?? newKey();
      if (entry.unconfirmed) this.#check(entry, entry.unconfirmed);
      else this.#review(entry, null);
      this.#dialog.showModal();
      this.#focus(".keep");
    };
  }

  /**
   * A close was requested and its result is unknown: the link is read, and nothing is sent unless the user requests it again.
   * @param {Told} entry
   * @param {import("./unconfirmed.js").Asked} asked
   */
  #check({ link }, { at, job }) {
    this.#draw(
      words("unclearTitle"),
      [subject(link), h("p", null, words("checking"))],
      [this.#leave(words("leave"))],
    );
    this.#live.textContent = words("checking");
    /** @type {Problem} */
    const problem = {
      status: 0,
      code: "",
      title: "",
      detail: words(job ? "askedInBulk" : "askedAt", { time: exactDate(at) }),
      issues: [],
      unclear: true,
      again: job === undefined,
    };
    this.#failed(link, problem, job !== undefined);
  }

  /** @param {Told} shown @param {string | null} notice */
  #review(shown, notice) {
    const { link, close } = shown;
    const planned = planClose(link, this.#key);
    const allowed = may("close");
    const verb = callWords(close.verdict === "uncertain" ? "try" : "do", close.call);
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
        ...heeded(close.warnings),
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
  async #send({ key, link, unconfirmed }, pressed) {
    this.#sending = true;
    // Kept focusable: a disabled button would move the focus to the page behind.
    for (const each of this.#dialog.querySelectorAll("footer button")) {
      each.setAttribute("aria-disabled", "true");
    }
    pressed.classList.add("busy");
    pressed.textContent = words("sending");
    this.#live.textContent = words("sendingNow");
    const at = Date.now();
    try {
      // Stored before it is sent, because this page may be closed before the response.
      const isAgain = unconfirmed?.key === this.#key;
      this.#links.asked(key, { key: this.#key, at: isAgain ? unconfirmed.at : at });
      const answer = await closeLink(link.format, link.id, this.#key);
      if (answer.ok) {
        this.#done(this.#links.closed(answer.value, at), link, answer.value);
      } else {
        const { problem } = answer;
        if (problem.spoilt) this.#key = newKey();
        if (problem.spoilt && problem.unclear) this.#links.asked(key, { key: this.#key, at });
        // A rejected request says nothing about an earlier one.
        const known = !problem.unclear && (unconfirmed === null || isDecided(problem));
        this.#links.answered([key], known ? [key] : []);
        await this.#failed(link, problem);
      }
    } finally {
      this.#sending = false;
    }
  }

  /** @param {Entry} entry @param {UsableLink} before @param {import("./edge.js").Closing} answer */
  #done(entry, before, { outcome, source = "provider" }) {
    const link = entry.link ?? before;
    const name = outcome === "already_done" ? "alreadyWords" : "doneWords";
    const text = words(source === "provider" ? name : "keptWords", seenWords(entry, link));
    this.#end(words("closed"), link, [callout("done", text, [])], text, null);
  }

  /**
   * @param {UsableLink} before
   * @param {Problem} problem
   * @param {boolean} [inBulk] whether a bulk close asked for it: this dialog does not have its key
   */
  async #failed(before, problem, inBulk = false) {
    if (problem.status === 401) {
      const { title, detail } = problem;
      const parts = [callout("error", title, [{ message: detail }]), h("p", null, signIn())];
      return this.#end(words("refusedTitle"), before, parts, `${title}. ${detail}`, null);
    }
    // The provider's current state counts; the state from before does not.
    const turn = this.#turn;
    const again = await this.#links.reread(before);
    if (turn !== this.#turn && !this.#sending) return;
    const entry = told(again.ok ? again.entry : this.#links.decideAgain(keyOf(before)));
    const link = entry?.link ?? before;
    const isShown = again.ok && again.source === "provider";
    const ended = isShown && hasEnded(link);
    const params = seenWords(entry, link);
    if (problem.unclear && isShown && entry?.close.verdict === "already_done") {
      const text = words("lostWords", params);
      return this.#end(words("closed"), link, [callout("done", text, [])], text, null);
    }
    // It has ended in another way, so this call did not close it.
    const unclear = problem.unclear && !ended;
    const read = words(
      isShown ? "readAgain" : entry?.source === "import" ? "asImported" : "notReadAgain",
      params,
    );
    const detail = problem.detail || problem.title;
    const messages = [...new Set([detail, ...problem.issues.map(({ message }) => message), read])];
    const remarks = messages.map((message) => ({ message }));
    const news = entry?.close.reasons.filter(({ message }) => !detail.includes(message)) ?? [];
    const title = words(unclear ? "unclear" : "refused");
    const possible = entry !== null && planClose(entry.link, this.#key).ok;
    if (inBulk && isShown && possible) {
      // The link can be closed here, whether the bulk close continues or not.
      this.#key = newKey();
      this.#review(entry, `${detail} ${plain(read)}`);
      return this.#focus(".keep");
    }
    // The state from before forbids nothing: the edge reads again before it sends.
    const canAsk = possible || (unclear && !isShown);
    const retry = canAsk && (problem.again || problem.spoilt) ? entry : null;
    const parts = [
      callout(unclear ? "caution" : "error", title, remarks),
      !possible && isShown && news.length > 0 && callout("info", words("now"), news),
      retry &&
        !problem.spoilt &&
        h("p", { class: "hint" }, words(unclear ? "checkKey" : "sameKey")),
      codeOf(problem) !== "" && h("p", { class: "code" }, h("code", null, codeOf(problem))),
    ];
    const label = retry && words(unclear ? "checkAgain" : "retry");
    const heading = words(unclear ? "unclearTitle" : "refusedTitle");
    this.#end(heading, link, parts, `${title} ${detail}`, retry, label ?? undefined);
  }

  /**
   * @param {string} title
   * @param {UsableLink} link
   * @param {Child[]} parts
   * @param {string} text the outcome in one sentence
   * @param {Told | null} retry
   * @param {string} [label] of the button for it
   */
  #end(title, link, parts, text, retry, label = words("retry")) {
    const again = retry && button(label, "primary retry");
    if (again) again.addEventListener("click", () => this.#confirm(retry, again));
    this.#draw(title, [subject(link), ...parts], [this.#leave(words("leave")), again]);
    this.#live.textContent = text;
    // The dialog can be closed while it waits; the result must reach the user nevertheless.
    if (this.#dialog.open) this.#focus(again ? ".retry" : ".keep");
    else this.#announce(`${isolated(titleOf(link))}: ${text}`);
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

/** The content that is confirmed: everything except the instant of the next change. */
const essence = (/** @type {Told} */ { link, close }) => {
  // Time passes while the user reads; only a change of the decision is shown.
  const { changesAt: _, remainingMs: __, ...decision } = close;
  return JSON.stringify([link.rawStatus, link.amount, decision]);
};

/** Payments in progress come before all other warnings. @param {Decision["warnings"]} warnings */
function heeded(warnings) {
  const others = warnings.filter(({ code }) => !MONEY.some((each) => each === code));
  return [
    ...MONEY.map((code) => {
      const money = warnings.filter((each) => each.code === code);
      return money.length > 0 && callout("error", words(code), money);
    }),
    others.length > 0 && callout("caution", words("beforeYouGoOn"), others),
  ];
}

/** Without markup for code. @param {string} text */
const plain = (text) => text.replaceAll("`", "");

/** @param {Entry | null} entry @param {UsableLink} link */
const seenWords = (entry, link) => ({
  provider: providerName(link.format),
  status: statusWord(link.status).toLowerCase(),
  // As code within a sentence.
  word: escaped(link.rawStatus).replaceAll("`", "\\u{60}"),
  time: entry ? exactDate(entry.seenAt) : "",
});

/** Whether the call was processed, and not rejected for its credential or rate. @param {Problem} problem */
const isDecided = ({ status }) =>
  status >= 400 && status < 500 && ![401, 403, 408, 425, 429].includes(status);

/** @param {string} label @param {string} kind */
const button = (label, kind) =>
  h("button", { class: `button ${kind}`, attrs: { type: "button" } }, label);
