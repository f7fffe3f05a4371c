// Compares the core with equivalent JavaScript, in Node and in Chromium: ratios within one run, with their spread. Times
// alone mean nothing on a shared machine.
//
//   make bench-core       ROUNDS=11, MS=25 for each turn, ONLY='list connect' for some of the cases,
//                         HOSTS=node,chromium,workerd
//
// Prints tables, and writes all results to dist/bench/core.json.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import * as core from "../pkg/slim.js";
import { measureCases, measureStarts } from "./cases.js";
import { contenders } from "./contenders/index.js";
import { spawn } from "./host.js";
import { listOf } from "./links.js";
import { measureMillion } from "./million.js";
import { tellDifferences, tellResults, tellStarts, tellTargets } from "./report.js";
import { rowsOf, scaleRows, verdictOf } from "./targets.js";

const { ROUNDS = "11", MS = "25", ONLY = "", HOSTS = "node,chromium,workerd" } = process.env;
const folder = fileURLToPath(new URL("../dist/bench/", import.meta.url));
const page = path.join(folder, "page");
const tell = (/** @type {string} */ line) => console.log(line);
const tellOnTheWay = (/** @type {string} */ line) => console.error(`  ${line}`);

if (!existsSync(new URL("peers/node_modules/ajv", import.meta.url))) {
  console.error("the peers are missing: npm ci --prefix benches/peers");
  process.exit(2);
}
mkdirSync(page, { recursive: true });
const wasm = readFileSync(new URL("../pkg/wasm/paylink_bg.wasm", import.meta.url));
await core.init(wasm);
const schemas = [core.schema("connect-list"), core.schema("txn-list")];
const standalone = path.join(page, "standalone.js");
await (await import("./standalone.js")).writeStandalone(standalone, schemas);
const read = core.readList(listOf({ format: "connect", count: 64 }));
const links = read.ok ? read.value.links.map((it) => (it.ok ? it.value : undefined)) : [];

const only = new RegExp(ONLY);
const given = { wasm: new Uint8Array(wasm), schemas, standalone: `file://${standalone}` };
const how = { rounds: Number(ROUNDS), ms: Number(MS), only, given, links, tell: tellOnTheWay };

for (const name of ["readBatch"]) {
  if (!(name in core))
    tell(`this package has no \`${name}\` yet: what is measured by it is left out`);
}
const results = [];
const rows = [];
/** @type {Record<string, unknown>} */
const found = { machine: { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version } };

if (HOSTS.includes("node")) {
  const name = `Node ${process.versions.node}`;
  const starts = only.test("start") ? await measureStarts(spawn, how) : [];
  const measured = await measureCases(spawn, Object.keys(contenders), "all", how);
  const scaled = only.test("million") ? await measureMillion(spawn, how) : [];
  tellResults(name, measured, tell);
  tellStarts(`${name}, from bytes to the first answer`, starts, tell);
  tellDifferences(name, measured, tell);
  results.push({ host: name, starts, measured, scaled });
  rows.push(...rowsOf("Node", measured), ...scaleRows(scaled));
}
if (HOSTS.includes("chromium")) {
  const { inChromium } = await import("./page.js");
  const { rounds, ms } = how;
  const asked = { only: ONLY, schemas, links, rounds: Math.min(rounds, 7), ms };
  const { results: measured, starts, version } = await inChromium(page, asked, tellOnTheWay);
  const name = `Chromium ${version}`;
  tellResults(name, measured, tell);
  tellStarts(`${name}, from bytes to the first answer`, starts, tell);
  tellDifferences(name, measured, tell);
  results.push({ host: name, starts, measured });
  rows.push(...rowsOf("Chromium", measured));
}
if (HOSTS.includes("workerd") && only.test("start")) {
  const { startsInWorkerd } = await import("./workerd.js");
  const starts = await startsInWorkerd(folder, wasm);
  tellStarts("workerd, from its process to its first answer", starts, tell);
  results.push({ host: "workerd", starts });
}
const size = brotliCompressSync(wasm).length / 1024;
const measured = { median: size, low: size, high: size };
rows.push({ host: "wasm", what: "size, brotli", most: 176, unit: "KiB", measured });

tellTargets(rows, tell);
const less = Object.entries(contenders).map(([name, { less }]) => [name, less ?? ""]);
Object.assign(found, {
  rounds: how.rounds,
  less: Object.fromEntries(less),
  results,
  targets: rows.map((row) => ({ ...row, verdict: verdictOf(row) })),
});
writeFileSync(path.join(folder, "core.json"), `${JSON.stringify(found, null, 1)}\n`);
tell(`\n${path.relative(process.cwd(), folder)}/core.json has every round`);
