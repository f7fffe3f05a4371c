// How many instructions a link takes natively, from bytes to verdicts: counted, so that a busy machine
// changes nothing. Held to what is written in benches/native/instructions.json; `--bless` writes it.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const target = `${process.env.CARGO_TARGET_DIR ?? path("target")}/bench`;
const kept = path("benches/native/instructions.json");
/** Another compiler's library, or another host's `memcpy`, is no slower code of ours. */
const TOLERANCE = 0.03;
const LINKS = 1_000;

const runs = (tool, ...args) => execFileSync(tool, args, { encoding: "utf8", stdio: "pipe" });
const has = (tool) => {
  try {
    runs(tool, "--version");
    return true;
  } catch {
    return false;
  }
};

if (!has("valgrind")) {
  console.log("  instructions: not counted, for there is no valgrind here");
  process.exit(process.env.CI === "true" ? 1 : 0);
}

execFileSync(
  "cargo",
  [
    ...["build", "--quiet", "--release", "--locked", "--bin", "instructions"],
    ...["--manifest-path", path("benches/native/Cargo.toml"), "--target-dir", target],
  ],
  { stdio: ["ignore", "inherit", "inherit"] },
);

/** @param {string} format @param {number} links @param {"read" | "make"} what */
function counted(format, links, what) {
  const out = `${target}/callgrind.${format}.${links}.${what}`;
  mkdirSync(target, { recursive: true });
  runs(
    "valgrind",
    ...["--tool=callgrind", `--callgrind-out-file=${out}`, `${target}/release/instructions`],
    ...[format, String(links), what],
  );
  const [, total] = /^(?:summary|totals): (\d+)/m.exec(readFileSync(out, "utf8")) ?? [];
  rmSync(out);
  return Number(total);
}

/** Without what it takes to make them. @param {string} format @param {number} links */
const ofReading = (format, links) =>
  counted(format, links, "read") - counted(format, links, "make");

const now = Object.fromEntries(
  ["connect", "txn"].map((format) => [
    format,
    Math.round((ofReading(format, 3 * LINKS) - ofReading(format, LINKS)) / (2 * LINKS)),
  ]),
);

if (process.argv.includes("--bless")) {
  writeFileSync(kept, `${JSON.stringify(now, null, 2)}\n`);
  console.log(`  instructions a link: ${JSON.stringify(now)}`);
  process.exit(0);
}

const known = JSON.parse(readFileSync(kept, "utf8"));
let isFine = true;
for (const [format, instructions] of Object.entries(now)) {
  const change = instructions / known[format] - 1;
  const words = `${format}: ${instructions} instructions a link, ${known[format]} expected`;
  console.log(`  ${words} (${change < 0 ? "" : "+"}${(100 * change).toFixed(1)} %)`);
  if (change > TOLERANCE) isFine = false;
  if (change < -TOLERANCE) console.log("  that is better: make bless-instructions keeps it");
}
if (!isFine) {
  console.error("  the hot path takes more instructions than before");
  process.exit(1);
}
