// Formats the results as tables.

import { contenders } from "./contenders/index.js";
import { ratiosOf, spreadOf } from "./measure.js";
import { verdictOf } from "./targets.js";

/** @typedef {import("./measure.js").Spread} Spread */

/** @param {number} value */
const short = (value) => (value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2));

/** @param {Spread} spread */
const told = ({ median, low, high }) => `${short(median)} (${short(low)} to ${short(high)})`;

/** @param {readonly (readonly string[])[]} rows @param {(line: string) => void} tell */
function table(rows, tell) {
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => row[at].length)));
  const line = (/** @type {readonly string[]} */ row) =>
    `| ${row.map((cell, at) => cell[at ? "padStart" : "padEnd"](widths[at])).join(" | ")} |`;
  tell(line(rows[0]));
  tell(
    `|${widths.map((width, at) => (at ? `${"-".repeat(width + 1)}:` : "-".repeat(width + 2))).join("|")}|`,
  );
  for (const row of rows.slice(1)) tell(line(row));
}

/** What a contender does less, as a mark after its name. */
const MARKS = new Map(
  [...new Set(Object.values(contenders).flatMap(({ less }) => less ?? []))].map((less, at) => [
    less,
    "abcdefgh"[at],
  ]),
);

/** @param {string} name */
function labelled(name) {
  const { less } = contenders[name];
  return less === undefined ? name : `${name} [${MARKS.get(less)}]`;
}

/**
 * @param {string} host
 * @param {readonly import("./cases.js").Result[]} results
 * @param {(line: string) => void} tell
 */
export function tellResults(host, results, tell) {
  for (const { name, count, task, bytes, taken } of results) {
    const decide = task === "decide";
    const [base, unit, scale] = decide
      ? ["a switch", "ns each", 1_000]
      : ["JSON.parse", "µs a link", 1];
    tell(`\n${host}: ${name}${decide ? "" : `, ${Math.round(bytes / count)} bytes a link`}`);
    const rows = [["", unit, `× ${base}`]];
    for (const [contender, micros] of Object.entries(taken)) {
      const times = micros.map((time) => time * scale);
      const ratio = told(spreadOf(ratiosOf(micros, taken[base])));
      rows.push([labelled(contender), told(spreadOf(times)), ratio]);
    }
    table(rows, tell);
  }
  if (results.length === 0) return;
  tell("\ndoes less than the core:");
  for (const [less, mark] of MARKS) tell(`  [${mark}] ${less}`);
}

/** @param {readonly import("./targets.js").Row[]} rows @param {(line: string) => void} tell */
export function tellTargets(rows, tell) {
  const cells = rows.map((row) => {
    const { host, what, least, most, measured, unit = "×" } = row;
    const goal =
      least !== undefined ? `≥ ${least} ${unit}` : most !== undefined ? `≤ ${most} ${unit}` : "";
    const found = measured ? `${told(measured)} ${unit}` : "";
    return [`${host}: ${what}`, goal, found, verdictOf(row)];
  });
  tell("");
  table([["", "target", "measured", ""], ...cells], tell);
}

/**
 * @param {string} host
 * @param {readonly Record<string, number>[]} starts
 * @param {(line: string) => void} tell
 */
export function tellStarts(host, starts, tell) {
  if (starts.length === 0) return;
  const parts = Object.keys(starts[0]).map(
    (part) => `${part} ${told(spreadOf(starts.map((start) => start[part])))}`,
  );
  tell(`\n${host}, ms: ${parts.join(", ")}`);
}

/**
 * Contenders that decide differently from the core, because libraries do not detect duplicate members. For clean documents
 * all must give the same models.
 * @param {string} host
 * @param {readonly import("./cases.js").Result[]} results
 * @param {(line: string) => void} tell
 */
export function tellDifferences(host, results, tell) {
  for (const { name, mix, told } of results) {
    const { touched: sum, ...right } = told.paylink ?? {};
    /** @type {Map<string, string[]>} */
    const others = new Map();
    for (const [contender, found] of Object.entries(told)) {
      if (!found) continue;
      const { touched, ...verdicts } = found;
      const clean = mix === "clean" || mix === "words";
      if (clean && touched !== undefined && sum !== undefined && touched !== sum) {
        throw new Error(`${name}: ${contender} made other links: ${touched}, not ${sum}`);
      }
      const wrong = Object.keys({ ...right, ...verdicts }).filter(
        (verdict) => verdicts[verdict] !== right[verdict],
      );
      if (Object.keys(verdicts).length === 0 || wrong.length === 0) continue;
      const words = wrong.map((it) => `${verdicts[it] ?? 0} ${it}, not ${right[it] ?? 0}`);
      const line = words.join("; ");
      others.set(line, [...(others.get(line) ?? []), contender]);
    }
    for (const [line, names] of others) tell(`${host}: ${name}: ${names.join("; ")} have ${line}`);
  }
}
