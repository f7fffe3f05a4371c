// Issues and notes, each with a link to its position in the text.

import { h, prose } from "../dom.js";
import { escaped } from "../foreign.js";
import { inWords } from "../locale.js";
import { say } from "./words.js";

/**
 * @typedef {(import("paylink").Issue | import("paylink").Note) & {id: number, row: number, line: number,
 *   start: number, end: number, missing: boolean}} Placed
 */

/** The most that are listed; all of them are marked in the text. */
const MOST = 200;

/**
 * @param {readonly Placed[]} whole what is said of the text as a whole
 * @param {readonly Placed[]} found
 * @param {(finding: Placed) => void} reveal
 * @param {string | null} heading
 */
export function findingList(whole, found, reveal, heading) {
  const all = [...whole, ...found];
  const items = inWords(all.slice(0, MOST)).map((finding) => item(finding, reveal));
  const rest = all.length - items.length;
  return [
    h(
      "h2",
      null,
      heading ?? say("findings"),
      heading === null && all.length > 0 && h("span", { class: "count" }, ` ${all.length}`),
    ),
    all.length === 0
      ? h("p", { class: "quiet" }, say("noFindings"))
      : h("ul", { class: "findings" }, ...items),
    ...(rest > 0 ? [h("p", { class: "hint" }, say("moreFindings", { count: rest }))] : []),
  ];
}

/** @param {Placed} finding @param {(finding: Placed) => void} reveal */
function item(finding, reveal) {
  const { severity, pointer, line, missing, message, code, id } = finding;
  return h(
    "li",
    { attrs: { "data-severity": severity } },
    h(
      "p",
      { class: "finding-head" },
      h("strong", null, say(severity)),
      h("code", { class: "quiet" }, code),
    ),
    h("p", null, ...prose(message)),
    h(
      "button",
      {
        class: "marker",
        attrs: { type: "button", "data-finding": id },
        on: { click: () => reveal(finding) },
      },
      say("line", { line }),
      pointer !== "" && " · ",
      pointer !== "" && h("code", null, escaped(pointer)),
      missing && ` · ${say("missing")}`,
    ),
  );
}
