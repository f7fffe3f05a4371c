// What the pages of the dashboard ran, of what the browser tests left in a folder, counted as Node counts:
// `node tests/coverage/www.js FOLDER`. A line was not run if none of its pages ran any of it.
import { globSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** @typedef {{startOffset: number, endOffset: number, count: number}} Range */
/** @typedef {{url: string, source?: string, functions: {functionName: string, ranges: Range[]}[]}} Script */

const [folder] = process.argv.slice(2);
const www = fileURLToPath(new URL("../../www/", import.meta.url));

/** By file: the characters that ran, and by where each function begins, whether it did. */
const ran = new Map();
for (const name of readdirSync(folder)) {
  /** @type {Script[]} */
  const scripts = JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));
  for (const { url, source: told, functions } of scripts) {
    const file = new URL(url).pathname.slice(1);
    // A page that was left may have no text to tell any more: what is served is what stands in the folder.
    const source = told ?? readFileSync(`${www}${file}`, "utf8");
    const known = ran.get(file) ?? {
      source,
      characters: new Uint8Array(source.length),
      calls: new Map(),
    };
    ran.set(file, known);
    const now = new Uint8Array(source.length);
    // The outer before the inner, whatever function they are of: what stands inside says more.
    const ranges = functions.flatMap(({ ranges }) => ranges);
    ranges.sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
    for (const { startOffset, endOffset, count } of ranges) {
      now.fill(count > 0 ? 1 : 0, startOffset, endOffset);
    }
    for (const [at, isRun] of now.entries()) known.characters[at] |= isRun;
    for (const { ranges } of functions) {
      const [{ startOffset, count }] = ranges;
      known.calls.set(startOffset, known.calls.get(startOffset) || count > 0);
    }
  }
}

const all = { lines: 0, linesRun: 0, calls: 0, callsRun: 0 };
const percent = (/** @type {number} */ part, /** @type {number} */ of) =>
  of === 0 ? "100.0" : ((100 * part) / of).toFixed(1);
const elsewhere = [];
for (const file of globSync("**/*.js", { cwd: www }).sort()) {
  const known = ran.get(file);
  if (!known) {
    elsewhere.push(file);
    continue;
  }
  const { source, characters, calls } = known;
  const missed = [];
  let at = 0;
  const lines = source.split("\n");
  for (const [index, line] of lines.entries()) {
    const part = characters.subarray(at, at + line.length);
    if (line.length > 0 && !part.includes(1)) missed.push(index + 1);
    at += line.length + 1;
  }
  const callsRun = [...calls.values()].filter(Boolean).length;
  const linesRun = lines.length - missed.length;
  all.lines += lines.length;
  all.linesRun += linesRun;
  all.calls += calls.size;
  all.callsRun += callsRun;
  console.log(
    `${file.padEnd(28)} lines ${percent(linesRun, lines.length)}, functions ${percent(callsRun, calls.size)}  ${missed.join(" ")}`,
  );
}
console.log(`not in a page: ${elsewhere.join(" ")}`);
console.log(
  `TOTAL lines ${percent(all.linesRun, all.lines)} %, functions ${percent(all.callsRun, all.calls)} %`,
);
