// The targets with the measured values. Ratios are of two contenders in the same round.

import { ratiosOf, spreadOf } from "./measure.js";

/** @typedef {import("./cases.js").Result} Result */
/** @typedef {import("./measure.js").Spread} Spread */

/**
 * One line: `most` or `least` is the target; without one the ratio is only reported.
 * @typedef {{host: string, what: string, least?: number, most?: number, measured?: Spread, unit?: string}} Row
 */

const CORE = "paylink";

/** @typedef {{connect: number, txn: number}} Goal */
/** The reference of each task. @type {Record<string, {than: string, least?: Goal, most?: Goal}[]>} */
const GOALS = {
  screen: [
    { than: "JSON.parse", least: { connect: 2.8, txn: 2.5 } },
    { than: "JSON.parse of text" },
    { than: "ajv" },
  ],
  list: [
    { than: "JSON.parse", least: { connect: 1, txn: 1 } },
    { than: "JSON.parse of text" },
    { than: "ajv" },
  ],
  one: [
    { than: "JSON.parse", most: { connect: 1.25, txn: 0.95 } },
    { than: "JSON.parse of text" },
    { than: "ajv" },
  ],
  decide: [],
};
const WORDS = {
  screen: "screened",
  list: "made objects",
  one: "one link, bytes to answer",
  decide: "a decision",
};

/** @param {string} host @param {readonly Result[]} results @returns {Row[]} */
export const rowsOf = (host, results) =>
  results
    .filter(({ aside }) => !aside)
    .flatMap(({ task, format, count, taken }) =>
      GOALS[task].map(({ than, least, most }) => {
        const many =
          task === "screen" || task === "list" ? `${count.toLocaleString("en")} links ` : "";
        const [one, other] = [taken[CORE], taken[than]];
        const of = most === undefined ? `${than} ÷ ${CORE}` : `${CORE} ÷ ${than}`;
        const ratios =
          one && other && (most === undefined ? ratiosOf(other, one) : ratiosOf(one, other));
        const measured = ratios && spreadOf(ratios);
        const what = `${format}, ${many}${WORDS[task]}: ${of}`;
        return { host, what, least: least?.[format], most: most?.[format], measured };
      }),
    );

/** @param {readonly import("./million.js").Scaled[]} scaled @returns {Row[]} */
export const scaleRows = (scaled) =>
  scaled.flatMap(({ contender, task, few, many, bytes, memory }) => {
    const own = contender === CORE;
    const what = `1,000,000 links ÷ 10,000, each link, ${contender} (${task})`;
    const measured = spreadOf(ratiosOf(many, few));
    /** @type {Row[]} */
    const rows = [{ host: "Node", what, most: own ? 1.1 : undefined, measured }];
    if (own) {
      const peak = memory / bytes;
      const measured = { median: peak, low: peak, high: peak };
      rows.push({
        host: "Node",
        what: `1,000,000 links, memory ÷ input, after ${task}`,
        most: 1.7,
        measured,
      });
    }
    return rows;
  });

/** @param {Row} row */
export function verdictOf({ least, most, measured }) {
  if (measured === undefined) return "not yet";
  if (least !== undefined) return measured.median >= least ? "ok" : "MISSED";
  if (most !== undefined) return measured.median <= most ? "ok" : "MISSED";
  return "";
}
