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
 * @param {{kind: string, chosen: string, detected: string | null, links: number, wrong: number,
 *   unusable: number, noted: number, size: number, lines: number}} answer
 * @returns {string[]}
 */
export function summaryOf({ kind, chosen, detected, links, wrong, unusable, noted, size, lines }) {
  const how =
    chosen === ""
      ? say("detected")
      : detected !== null && detected !== chosen
        ? say("chosenOther", { name: nameOf(detected) })
        : say("chosen");
  const format = chosen || detected;
  return [
    format ? nameOf(format) : say("noFormat"),
    ...(format ? [how] : []),
    ...(format ? [kind === "list" ? say("list", { count: links }) : say("one")] : []),
    ...(kind === "list" && wrong > 0 ? [`${say("wrong")}: ${numberWords(wrong)}`] : []),
    ...(kind === "list" && unusable > 0 ? [`${say("unusable")}: ${numberWords(unusable)}`] : []),
    ...(kind === "list" && noted > 0 ? [`${say("noted")}: ${numberWords(noted)}`] : []),
    sizeWords(size),
    say("lines", { count: lines }),
  ];
}
