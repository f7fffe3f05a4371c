// Tests the package on every host: packs it as npm would publish it, installs it into a project for each host, and
// checks the vectors there. `make test-packages`; `--all` adds the frameworks that take minutes (`make test-hosts`),
// another argument selects the hosts whose name contains it.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cheap, heavy } from "./frameworks.js";
import { hosts } from "./hosts.js";
import { here, install, installTools, pack, root, tool, writeVectors } from "./projects.js";
import { reportSizes } from "./sizes.js";

const given = process.argv.slice(2);
const isAll = given.includes("--all");
const wanted = given.find((argument) => argument !== "--all")?.toLowerCase() ?? "";

const began = performance.now();
const seconds = (from) => ((performance.now() - from) / 1000).toFixed(1);
const tarball = pack();
const expected = writeVectors();
installTools();

const WIDTHS = [-46, -16, -22, -11, 10, 8, 7];
const row = (...cells) =>
  console.log(
    cells
      .map((cell, at) => `${cell}`[WIDTHS[at] < 0 ? "padEnd" : "padStart"](Math.abs(WIDTHS[at])))
      .join(" "),
  );

/** Whether the line that a host needs is in the error and in the README. @param {string} line @param {string} error */
const isNamed = (line, error) =>
  [error, readFileSync(join(root, "pkg/README.md"), "utf8")].every((text) => text.includes(line));

/** The result of a host, and what to print if it failed. @param {import("./hosts.js").Host} host */
async function resultOf({ run, says }) {
  try {
    const report = await run(tarball.file);
    if (report.error) throw new Error(report.error);
    const { version, passed, total, failed, coldMs } = report;
    // At least as many as the vectors.
    const isFine = passed === total && total >= expected && version === tarball.version;
    const cells = [`${passed}/${total}`, coldMs.toFixed(1)];
    if (says !== undefined) return { cells, output: `it works without \`${says}\`` };
    return { cells, output: isFine ? undefined : [version, ...failed].join("\n") };
  } catch (error) {
    const output = error.stack ?? `${error}`;
    const isTold = says !== undefined && isNamed(says, output);
    return { cells: ["-", "-"], output: isTold ? undefined : output };
  }
}

row("host", "version", "loads by", "result", "vectors", "cold ms", "s");
let failures = 0;
for (const host of [...hosts, ...cheap, ...(isAll ? heavy : [])]) {
  if (!host.name.toLowerCase().includes(wanted)) continue;
  const start = performance.now();
  const { cells, output } = await resultOf(host);
  const result = output !== undefined ? "FAILED" : host.says ? "names line" : "works";
  row(host.name, host.version(), host.loads, result, ...cells, seconds(start));
  if (output === undefined) continue;
  failures += 1;
  console.error(output);
}

/** What is published, checked by other tools. @param {string} name @param {string} program @param {string[]} args */
function lint(name, program, ...args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
  console.log(`${name}: ${status === 0 ? "nothing to say" : "see below"}`);
  if (status === 0) return;
  failures += 1;
  console.error(`${stdout}${stderr}`);
}

if (!wanted) {
  console.log();
  failures += reportSizes(new URL("../../pkg/", import.meta.url), tarball.file);
  console.log();
  lint("publint", tool(".bin/publint"), "run", tarball.file, "--strict");
  // Bundlers differ in what an imported wasm file is: a module, a URL, bytes.
  const resolved = ["--profile=esm-only", "--exclude-entrypoints=./paylink.wasm"];
  lint("attw", tool(".bin/attw"), tarball.file, ...resolved);
  const types = join(here, "types");
  install(types, tarball.file);
  const tsc = join(root, "node_modules/.bin/tsc");
  lint("tsc", tsc, "--project", types);
  lint("tsc, bundler", tsc, "--project", types, "--module", "preserve");
}
console.log(`\n${seconds(began)} s`);
if (failures > 0) {
  console.error(`${failures} failed`);
  process.exitCode = 1;
}
