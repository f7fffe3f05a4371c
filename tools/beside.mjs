// Compares two builds of the package over generated lists, valid and mutated: all answers have to be equal.
// `tools/beside` makes the other build.
//
//   node tools/beside.mjs dist/beside/<revision> 100000 1

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { listOf as benchList } from "../benches/links.js";
import { chances, connectLink, listOf, txnDocument } from "../tests/js/oddities.js";

const [folder, documents = "100000", first = "1"] = process.argv.slice(2);
const here = new URL("..", import.meta.url);
const load = async (/** @type {URL} */ root) => {
  const core = await import(new URL("pkg/slim.js", root).href);
  await core.init(readFileSync(new URL("pkg/wasm/paylink_bg.wasm", root)));
  return core;
};
const ours = await load(here);
const theirs = await load(new URL(`${pathToFileURL(folder).href}/`));

const encoder = new TextEncoder();
const ACTIONS = ["cancel", "expire", "close"];
const CLOCK = { now: "2024-06-01T12:00:00Z", skewMs: 5_000 };
/** Characters of JSON and its values. */
const BYTES = encoder.encode('"\\{}[],: \n0159-+.eEtTzZaAfnu/é\u2028\0\u007f');

/** Bytes are changed, removed, inserted, duplicated, or cut off. */
function spoilt(bytes, chance) {
  let list = [...bytes];
  const { below, pick } = chance;
  for (let turn = below(3); turn >= 0 && list.length > 0; turn -= 1) {
    const at = below(list.length);
    const kind = below(6);
    if (kind === 0) list[at] = pick(BYTES);
    else if (kind === 1) list[at] = (list[at] + pick([1, 255, 32, 224])) & 255;
    else if (kind === 2) list.splice(at, 1 + below(3));
    else if (kind === 3) list.splice(at, 0, pick(BYTES));
    else if (kind === 4) list.splice(at, 0, ...list.slice(at, at + below(60)));
    else if (below(8) === 0) list = list.slice(0, at);
  }
  return Uint8Array.from(list);
}

/** All answers of a build to an input. */
function told(core, bytes, options) {
  const batch = core.readBatch(bytes, { ...options, ...CLOCK });
  const { ok, issues, notes, more, nextCursor, length } = batch;
  const columns = [
    ...[batch.status, batch.createdAt, batch.updatedAt, batch.expiresAt, batch.offsets],
    ...ACTIONS.flatMap((action) => [batch.verdicts(action), batch.reasons(action)]),
  ].map((column) => [...column]);
  const links = Array.from({ length }, (_, index) => batch.at(index));
  const array = batch.toArray?.() ?? [...batch];
  const decided = links.map(({ value }) => value && core.decideAll(value, CLOCK));
  batch.free();
  const read = options.format === undefined ? undefined : core.readList(bytes, options);
  return {
    ...{ ok, issues, notes, more, nextCursor, length, columns, links, array, decided, read },
    // Texts and bytes take different paths.
    alone: [core.read(bytes, options), core.read(new TextDecoder().decode(bytes), options)],
  };
}

const inputs = [
  (chance, format) => listOf(format, 1 + chance.below(6), chance, chance.pick([0, 0.2, 1])),
  (chance, format) =>
    format === "connect" ? connectLink(chance, chance.pick([0, 0.3])) : txnDocument(chance, 0.3),
  (chance, format) => {
    const mix = chance.pick(["clean", "clean", "words", "all"]);
    return benchList({ format, count: 1 + chance.below(5), mix, seed: chance.below(1 << 30) });
  },
];

let [compared, sound] = [0, 0];
for (let turn = 0; turn < Number(documents); turn += 1) {
  const seed = Number(first) * 1_000_003 + turn;
  const chance = chances(seed);
  const format = chance.pick(["connect", "txn"]);
  const made = chance.pick(inputs)(chance, format);
  const whole = typeof made === "string" ? encoder.encode(made) : made;
  const bytes = chance.is(0.7) ? spoilt(whole, chance) : whole;
  const options = chance.is(0.7) ? { format } : {};
  const [found, expected] = [told(ours, bytes, options), told(theirs, bytes, options)];
  assert.deepEqual(found, expected, `seed ${seed}`);
  // Including the order of members.
  assert.equal(JSON.stringify(found), JSON.stringify(expected), `seed ${seed}`);
  compared += found.links.length;
  sound += found.links.filter(({ ok }) => ok).length;
}
assert.ok(sound > compared / 4 && sound < compared, "there are sound links, and others");
console.log(`  ${documents} documents, ${compared} links, ${sound} of them sound: told alike`);
