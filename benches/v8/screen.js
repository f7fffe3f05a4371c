// Screens a list a given number of times, for `tools/instructions-v8.mjs`, which counts the instructions of two runs.

import { readFileSync } from "node:fs";
import * as core from "../../pkg/slim.js";
import { CLOCK } from "../clock.js";
import { listOf } from "../links.js";

const [format, links, turns] = process.argv.slice(2);
if (format !== "connect" && format !== "txn") throw new Error("connect or txn");
const bytes = listOf({ format, count: Number(links) });
await core.init(readFileSync(new URL("../../pkg/wasm/paylink_bg.wasm", import.meta.url)));
for (let turn = 0; turn < Number(turns); turn += 1) {
  const batch = core.readBatch(bytes, { format, ...CLOCK });
  if (batch.verdicts("close").length !== Number(links)) throw new Error("not all links were read");
  batch.free();
}
