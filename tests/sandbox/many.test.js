// A hundred thousand links: a call costs what it shows, not what there is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { init } from "paylink";
import { FORMATS, PROVIDERS, SECOND, sandboxFor, taken } from "./sandbox.js";

await init();

/** By how much a call may be dearer with a thousand times the links; what is measured is shared with others. */
const MOST = 6;

/** The median of so many, in milliseconds. */
async function cost(times, call) {
  const taken = [];
  for (let round = 0; round < times; round += 1) {
    const began = performance.now();
    await call(round);
    taken.push(performance.now() - began);
  }
  return taken.toSorted((one, other) => one - other)[Math.floor(times / 2)];
}

async function measured(count) {
  const began = performance.now();
  const it = sandboxFor({ seed: { count, random: "many" } });
  await it.sandbox.what();
  const costs = { start: performance.now() - began };
  for (const format of FORMATS) {
    const provider = PROVIDERS[format];
    const query = `?${provider.parameter("limit")}=25`;
    const page = async (more = "") => {
      const answer = await it.list(format, query + more);
      assert.equal(answer.status, 200);
      assert.equal(provider.listIn(answer.json).length, 25);
      return answer.json;
    };
    await cost(60, () => page());
    costs[`${format} page`] = await cost(60, () => page());
    costs[`${format} create`] = await cost(60, () => it.create(format));
    const ids = [];
    for (let round = 0; round < 60; round += 1)
      ids.push(provider.idIn((await it.create(format)).json));
    costs[`${format} read`] = await cost(60, (round) => it.read(format, ids[round]));
    costs[`${format} close`] = await cost(60, async (round) => {
      assert.equal((await it.close(format, ids[round])).status, 200);
    });
  }
  costs["clock by a second"] = await cost(60, () => taken(it.sandbox.clock({ advanceMs: SECOND })));
  costs["what it is"] = await cost(60, () => it.sandbox.what());
  return costs;
}

test("with a thousand times the links, a page, a read and a close cost the same", async (context) => {
  const few = await measured(100);
  const many = await measured(100_000);
  for (const [name, ms] of Object.entries(many)) {
    const ratio = ms / few[name];
    context.diagnostic(
      `${name}: ${few[name].toFixed(3)} ms → ${ms.toFixed(3)} ms (× ${ratio.toFixed(2)})`,
    );
    // Below a tenth of a millisecond, it is the machine that is measured.
    if (name !== "start") assert.ok(ratio < MOST || ms < 0.1, `${name}: × ${ratio.toFixed(1)}`);
  }
});

test("links in realistic proportions, the same every time", async () => {
  const state = async () => {
    const { sandbox, list } = sandboxFor({ seed: { count: 2000, random: "x" } });
    const pages = await Promise.all(FORMATS.map(async (format) => (await list(format)).text));
    const { providers } = await taken(sandbox.what());
    const counts = Object.fromEntries(FORMATS.map((format) => [format, providers[format].links]));
    return { pages, ...counts };
  };
  const one = await state();
  assert.deepEqual(await state(), one);
  const share = (counts, word) => counts[word] / 2012;
  assert.ok(share(one.connect, "COMPLETED") > 0.5 && share(one.connect, "COMPLETED") < 0.8);
  assert.ok(share(one.connect, "ACTIVE") > 0.1 && share(one.connect, "ACTIVE") < 0.4);
  assert.ok(share(one.txn, "completed") > 0.4 && share(one.txn, "expired") > 0.15);
  assert.ok(one.txn.pending > 10 && one.txn.created > 50);
});
