// The panel of one link, next to the list. It shows known data at once, and then the data it reads.

import {
  calls,
  childFacts,
  findingList,
  findings,
  linkFacts,
  moneyFacts,
  section,
} from "./details.js";
import { curlClose, curlRead, masked } from "./document.js";
import { byId, h, hidden, prose } from "./dom.js";
import { readEvents } from "./edge.js";
import { escapedLines } from "./foreign.js";
import { icon } from "./icons.js";
import { closeOf } from "./links.js";
import { attentionWord, linksWords } from "./links.words.js";
import { inWords } from "./locale.js";
import { attentionText, panelWords as words } from "./panel.words.js";
import { pill } from "./pill.js";
import { callout } from "./request.js";
import { inspectorOf, nameOf, problemMark } from "./row.js";
import { hasEnded, newKey, providerName } from "./rules.js";
import { timeline } from "./timeline.js";
import { amountWords, callWord, exactDate } from "./words.js";

/** @typedef {import("./links.js").Links} Links */
/** @typedef {import("./links.js").Entry} Entry */
/** @typedef {import("./edge.js").EventEntry} EventEntry */
/** @typedef {import("./dom.js").Child} Child */

const FROM = /** @type {const} */ ({
  provider: "fromProvider",
  kept: "fromKept",
  import: "fromImport",
});

/**
 * @param {Links} links
 * @param {{close: (key: string) => void, left: (key: string) => void,
 *   announce: (text: string) => void}} page
 */
export function panelOf(links, page) {
  const dialog = byId("panel", HTMLDialogElement);
  let about = "";
  /** @type {EventEntry[]} */
  let events = [];
  /** @type {string | undefined} */
  let source;
  let reading = false;
  /** Whether closing the panel focuses the list: a close dialog has its own focus. */
  let leaves = true;
  let key = "";

  dialog.addEventListener("close", () => {
    named(null);
    if (leaves) page.left(about);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  links.subscribe((_, changed) => {
    if (dialog.open && changed.some((entry) => entry.key === about)) draw();
  });

  /** @param {string} wanted */
  async function open(wanted) {
    about = wanted;
    key = newKey();
    events = [];
    source = undefined;
    leaves = true;
    const entry = links.entry(about);
    reading = Boolean(entry?.link ?? !entry);
    draw();
    if (!dialog.open) dialog.showModal();
    named(about);
    focus(".leave");
    if (!reading) return;
    const at = about.indexOf("/");
    const name = { format: about.slice(0, at), id: about.slice(at + 1) };
    const [link, journal] = await Promise.all([
      links.reread(name),
      readEvents(name.format, name.id),
    ]);
    if (about !== wanted) return;
    reading = false;
    if (link.ok) source = link.document;
    if (journal.ok) events = journal.value;
    draw();
  }

  /** In the address, so that it can be shared. @param {string | null} value */
  function named(value) {
    const url = new URL(location.href);
    if (value === null) url.searchParams.delete("link");
    else url.searchParams.set("link", value);
    history.replaceState(null, "", url);
  }

  function draw() {
    const held = dialog.contains(document.activeElement) ? document.activeElement : null;
    const part = held instanceof HTMLElement ? held.dataset.panel : undefined;
    const opened = Array.from(
      dialog.querySelectorAll("details[open]"),
      (each) => each.querySelector("summary")?.dataset.panel,
    );
    const top = dialog.querySelector(".body")?.scrollTop ?? 0;
    const entry = links.entry(about);
    const attrs = { type: "button", "data-panel": "leave" };
    const leave = h(
      "button",
      { class: "tiny leave", attrs },
      icon("cross"),
      hidden(words("leave")),
    );
    leave.addEventListener("click", () => dialog.close());
    dialog.replaceChildren(
      h(
        "header",
        null,
        h(
          "h2",
          { attrs: { id: "panel-title" } },
          h("bdi", null, entry ? nameOf(entry) : words(reading ? "reading" : "notFound")),
        ),
        leave,
      ),
      h(
        "div",
        {
          class: "body",
          attrs: {
            tabindex: 0,
            role: "group",
            "aria-labelledby": "panel-title",
            "data-panel": "body",
          },
        },
        ...(entry ? told(entry) : [h("p", null, reading ? "" : words("notFoundText"))]),
      ),
    );
    for (const summary of dialog.querySelectorAll("summary")) {
      const details = summary.parentElement;
      if (details instanceof HTMLDetailsElement)
        details.open = opened.includes(summary.dataset.panel);
    }
    const body = dialog.querySelector(".body");
    if (body) body.scrollTop = top;
    if (part) focus(`[data-panel="${part}"]`);
  }

  /** @param {string} selector */
  function focus(selector) {
    const found = dialog.querySelector(selector);
    if (found instanceof HTMLElement) found.focus({ preventScroll: true });
  }

  /** @param {Entry} entry @returns {Child[]} */
  function told(entry) {
    const { link, notes, issues } = entry;
    if (!link) return [findings(words("issues"), issues) || null];
    return [
      ...amiss(entry),
      h(
        "p",
        { class: "lead" },
        pill(link, hasEnded(link)),
        h("span", null, providerName(link.format)),
        link.amount && h("strong", null, amountWords(link.amount)),
        problemMark(entry, () => {}),
      ),
      act(entry),
      section(words("timeline"), timeline(link, events, Date.now())),
      moneyFacts(link),
      childFacts(link),
      linkFacts(link),
      calls(entry),
      findings(words("notes"), notes),
      payloadProblems(entry),
      provenance(entry),
      raw(),
      commands(entry),
    ];
  }

  /** Items that need attention come first, and unknown states are marked as such. @param {Entry} entry @returns {Child[]} */
  function amiss({ format, attention, conflict, unconfirmed, source, seenAt }) {
    const params = { provider: providerName(format), time: exactDate(seenAt) };
    return [
      ...attention.map((code) =>
        callout("error", attentionWord(code), attentionText(code, params)),
      ),
      conflict && callout("caution", words("conflictTitle"), [conflict]),
      unconfirmed &&
        callout("caution", words("unconfirmedTitle"), [
          { message: words("unconfirmedText", { time: exactDate(unconfirmed.at) }) },
        ]),
      !reading && source !== "provider" && callout("info", words(FROM[source], params), []),
    ];
  }

  /** @param {Entry} entry */
  function act(entry) {
    const close = closeOf(entry);
    if (!close) return null;
    if (entry.unconfirmed)
      return h("div", { class: "act-line" }, opener(entry, words("checkAgain"), true));
    const why = inWords(close.reasons).map(({ message }) =>
      h("p", { class: "quiet" }, ...prose(message)),
    );
    if (!close.canTry) return h("div", { class: "act-line" }, ...why);
    const button = opener(entry, `${callWord(close.call)}…`, close.verdict === "uncertain");
    return h("div", { class: "act-line" }, button, ...why);
  }

  /** A button that opens the dialog of a close. @param {Entry} entry @param {string} label @param {boolean} uncertain */
  function opener({ key }, label, uncertain) {
    const attrs = { type: "button", "aria-haspopup": "dialog", "data-panel": "act" };
    const button = h(
      "button",
      { class: uncertain ? "button act uncertain" : "button act", attrs },
      label,
    );
    button.addEventListener("click", () => {
      leaves = false;
      dialog.close();
      page.close(key);
    });
    return button;
  }

  /** @param {Entry} entry */
  function provenance({ format, source, seenAt }) {
    const params = { provider: providerName(format), time: exactDate(seenAt) };
    return section(words("provenance"), h("p", null, words(FROM[source], params)));
  }

  /** What is wrong in the provider's document: for the provider or a developer. @param {Entry} entry */
  function payloadProblems({ format, id, issues, problems }) {
    if (problems === 0 || id === undefined) return null;
    const attrs = { href: inspectorOf({ format, id }), "data-panel": "inspect" };
    return h(
      "details",
      { class: "raw-json" },
      h("summary", { attrs: { "data-panel": "problems" } }, words("problems", { count: problems })),
      findingList(issues),
      h("a", { class: "button small", attrs }, linksWords("inspect")),
    );
  }

  function raw() {
    const summary = h("summary", { attrs: { "data-panel": "raw" } }, words("raw"));
    if (source === undefined) {
      const text = words(reading ? "reading" : "rawMissing");
      return h("details", { class: "raw-json" }, summary, h("p", { class: "quiet" }, text));
    }
    const { text, masked: count } = masked(source, words("hidden"));
    return h(
      "details",
      { class: "raw-json" },
      summary,
      count > 0 && h("p", { class: "quiet" }, words("masked", { count })),
      h(
        "pre",
        { attrs: { tabindex: 0, role: "group", "aria-label": words("raw") } },
        h("code", null, escapedLines(text)),
      ),
    );
  }

  /** @param {Entry} entry */
  function commands(entry) {
    const { link } = entry;
    if (!link) return null;
    const may = closeOf(entry)?.canTry;
    return section(
      words("curl"),
      h(
        "p",
        { class: "commands" },
        command(words("curlRead"), "curl-read", curlRead(link)),
        may && command(words("curlClose"), "curl-close", curlClose(link, key)),
      ),
      h("p", { class: "hint" }, words("curlHint")),
    );
  }

  /** @param {string} label @param {string} part @param {string} text */
  function command(label, part, text) {
    const attrs = { type: "button", "data-panel": part, title: text };
    const button = h("button", { class: "button small", attrs }, icon("copy"), label);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text);
        page.announce(words("curlCopied"));
        button.replaceChildren(icon("check"), label);
      } catch {
        // Then it is in the title, and no success is reported.
      }
    });
    return button;
  }

  return {
    /** @param {string} wanted */
    open: (wanted) => void open(wanted),
    openFromAddress() {
      const wanted = new URLSearchParams(location.search).get("link");
      if (wanted?.includes("/")) open(wanted);
    },
  };
}
