// What was measured, as tables to read.

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
  tell(`|${widths.map((width, at) => (at ? `${"-".repeat(width + 1)}:` : "-".repeat(width + 2))).join("|")}|`);
  for (const row of rows.slice(1)) tell(line(row));
}

/**
 * @param {string} host
 * @param {readonly import("./cases.js").Result[]} results
 * @param {(line: string) => void} tell
 */
export function tellResults(host, results, tell) {
  for (const { name, count, task, bytes, taken } of results) {
    const base = taken["JSON.parse"] ? "JSON.parse" : "by hand";
    const each = task === "decide" ? "" : `, ${Math.round(bytes / count)} bytes a link`;
    tell(`\n${host}: ${name}${each}`);
    const unit = task === "decide" ? "ns each" : "µs a link";
    const rows = [["", unit, `× ${base}`, "does less"]];
    for (const [contender, micros] of Object.entries(taken)) {
      const scale = task === "decide" ? 1_000 : 1;
      const times = micros.map((time) => time * scale);
      const ratio = told(spreadOf(ratiosOf(micros, taken[base])));
      rows.push([contender, told(spreadOf(times)), ratio, contenders[contender].less ?? ""]);
    }
    table(rows, tell);
  }
}

/** @param {readonly import("./targets.js").Row[]} rows @param {(line: string) => void} tell */
export function tellTargets(rows, tell) {
  const cells = rows.map((row) => {
    const { host, what, least, most, measured, unit = "×" } = row;
    const goal = least !== undefined ? `≥ ${least} ${unit}` : most !== undefined ? `≤ ${most} ${unit}` : "";
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
  tell(`\n${host}: from bytes to the first answer, ms: ${parts.join(", ")}`);
}

/**
 * Whoever answers otherwise than the core, or otherwise than the pipeline by hand, which a test holds to it.
 * @param {readonly import("./cases.js").Result[]} results
 * @param {(line: string) => void} tell
 */
export function tellDifferences(results, tell) {
  for (const { name, mix, told } of results) {
    const { touched: sum, ...verdicts } = told.paylink ?? told["by hand"] ?? {};
    for (const [contender, found] of Object.entries(told)) {
      if (!found) continue;
      const { touched, ...others } = found;
      const spoken = Object.keys(others).length > 0;
      if (touched !== undefined && sum !== undefined && touched !== sum && mix !== "one percent" && mix !== "all") {
        throw new Error(`${name}: ${contender} made other links: ${touched}, ${sum}`);
      }
      const same = Object.keys({ ...verdicts, ...others }).every((it) => verdicts[it] === others[it]);
      if (spoken && !same) {
        tell(`${name}: ${contender} decides otherwise: ${JSON.stringify(others)}, not ${JSON.stringify(verdicts)}`);
      }
    }
  }
}
