// Counts the instructions for each link, from bytes to verdicts, independent of the load of the machine.
//
//   node tools/instructions.mjs native [--bless]   the crate, by callgrind; seconds
//   node tools/instructions.mjs v8 [--bless]       what ships, in Node, by cachegrind; about a minute
//
// Both are compared with stored figures, benches/<which>/instructions.json; `--bless` stores new ones. The native build is
// optimised for speed and the shipped module for size, so one may gain where the other loses.

import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const target = `${process.env.CARGO_TARGET_DIR ?? path("target")}/bench`;
/** Excludes the libraries of other compilers, and other hosts' `memcpy`. */
const TOLERANCE = 0.03;
const FORMATS = ["connect", "txn"];

const has = (tool) => {
  try {
    execFileSync(tool, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

const running = promisify(execFile);

/** The output of a valgrind tool for a run. @param {string[]} args */
async function counted(args) {
  const { stderr } = await running("valgrind", args, { maxBuffer: 1 << 24 });
  const [, refs = "NaN"] = /I\s+refs:\s+([\d,]+)/.exec(stderr) ?? [];
  return Number(refs.replaceAll(",", ""));
}

/** Without the generation of the links. @param {string} format @param {number} links */
async function ofReading(format, links) {
  const runs = ["read", "make"].map(async (what) => {
    const out = `${target}/callgrind.${format}.${links}.${what}`;
    const args = [`${target}/release/instructions`, format, String(links), what];
    await running("valgrind", ["--tool=callgrind", `--callgrind-out-file=${out}`, ...args]);
    const [, total] = /^(?:summary|totals): (\d+)/m.exec(readFileSync(out, "utf8")) ?? [];
    rmSync(out);
    return Number(total);
  });
  const [read, make] = await Promise.all(runs);
  return read - make;
}

/** @param {string} format */
async function natively(format) {
  const LINKS = 1_000;
  const [less, more] = [await ofReading(format, LINKS), await ofReading(format, 3 * LINKS)];
  return (more - less) / (2 * LINKS);
}

/**
 * All code is compiled before the first call, by the optimising compiler only; then two runs differ only in
 * how often the list is read. @param {string} format
 */
async function inV8(format) {
  const [LINKS, LESS, MORE] = [10_000, 2, 6];
  const ofTurns = (/** @type {number} */ turns) =>
    counted([
      ...["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"],
      // V8 writes code that it runs.
      "--smc-check=all-non-file",
      ...[process.execPath, "--single-threaded", "--no-liftoff", "--no-wasm-lazy-compilation"],
      ...["--hash-seed=1", "--random-seed=1", path("benches/v8/screen.js")],
      ...[format, String(LINKS), String(turns)],
    ]);
  const [less, more] = await Promise.all([ofTurns(LESS), ofTurns(MORE)]);
  return (more - less) / ((MORE - LESS) * LINKS);
}

const [which] = process.argv.slice(2);
const count = { native: natively, v8: inV8 }[which];
if (count === undefined) {
  console.error("node tools/instructions.mjs native|v8 [--bless]");
  process.exit(2);
}
if (!has("valgrind")) {
  console.log("  instructions: not counted, for there is no valgrind here");
  process.exit(process.env.CI === "true" ? 1 : 0);
}
mkdirSync(target, { recursive: true });
if (which === "native") {
  execFileSync(
    "cargo",
    [
      ...["build", "--quiet", "--release", "--locked", "--bin", "instructions"],
      ...["--manifest-path", path("benches/native/Cargo.toml"), "--target-dir", target],
    ],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
}

/** @type {Record<string, number>} */
const now = {};
for (const format of FORMATS) now[format] = Math.round(await count(format));

const kept = path(`benches/${which}/instructions.json`);
if (process.argv.includes("--bless")) {
  writeFileSync(kept, `${JSON.stringify(now, null, 2)}\n`);
  console.log(`  instructions a link, ${which}: ${JSON.stringify(now)}`);
  process.exit(0);
}

const known = JSON.parse(readFileSync(kept, "utf8"));
let isFine = true;
for (const [format, instructions] of Object.entries(now)) {
  const change = instructions / known[format] - 1;
  const words = `${format}, ${which}: ${instructions} instructions a link, ${known[format]} expected`;
  console.log(`  ${words} (${change < 0 ? "" : "+"}${(100 * change).toFixed(1)} %)`);
  // NaN is an invalid count too.
  if (!(change <= TOLERANCE)) isFine = false;
  if (change < -TOLERANCE) console.log("  that is better: make bless-instructions keeps it");
}
if (!isFine) {
  console.error("  the hot path takes more instructions than before");
  process.exit(1);
}
