// A summary of the inspection.

import { formats } from "/paylink/browser.js";
import { locale, numberWords } from "../locale.js";
import { say } from "./words.js";

/** @param {number} bytes */
export function sizeWords(bytes) {
  const [unit, by] =
    bytes >= 1e6
      ? /** @type {const} */ (["megabyte", 1e6])
      : bytes >= 1e3
        ? /** @type {const} */ (["kilobyte", 1e3])
        : /** @type {const} */ (["byte", 1]);
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay: unit === "byte" ? "long" : "short",
    maximumFractionDigits: 1,
  }).format(bytes / by);
}

/** @param {string | null} format */
const nameOf = (format) => formats().find(({ id }) => id === format)?.name ?? "";

/**
 * @param {{kind: string, what: string, isLink: boolean, event: string | null, chosen: string,
 *   detected: string | null, links: number, wrong: number,
 *   unusable: number, noted: number, size: number, lines: number}} answer
 * @returns {string[]}
 */
export function summaryOf(answer) {
  const { kind, what, isLink, event, chosen, detected, links, wrong, unusable, noted } = answer;
  const how =
    chosen === ""
      ? say("detected")
      : detected !== null && detected !== chosen
        ? say("chosenOther", { name: nameOf(detected) })
        : say("chosen");
  const format = chosen || detected;
  const name = isLink
    ? kind === "list"
      ? say("list", { count: links })
      : say("one")
    : nameOfKind(what, event);
  return [
    ...(format ? [nameOf(format), how, name] : [isLink ? say("noFormat") : name]),
    ...(kind === "list" && wrong > 0 ? [`${say("wrong")}: ${numberWords(wrong)}`] : []),
    ...(kind === "list" && unusable > 0 ? [`${say("unusable")}: ${numberWords(unusable)}`] : []),
    ...(kind === "list" && noted > 0 ? [`${say("noted")}: ${numberWords(noted)}`] : []),
    sizeWords(answer.size),
    say("lines", { count: answer.lines }),
  ];
}

/** What a payload is. @param {string} kind @param {string | null} event the event of a webhook */
export function nameOfKind(kind, event) {
  const name = say(/** @type {Parameters<typeof say>[0]} */ (`is_${kind}`));
  return event === null ? name : `${name}: ${event}`;
}
