// What a store owes to callers that ask at the same time.
import assert from "node:assert/strict";
import { it } from "node:test";
import { dice, seedOf } from "./model.js";

/** Whoever asks without end has to let others have their turn. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

const several = (count, work) => Promise.all(Array.from({ length: count }, (_, n) => work(n)));

/** Adds one, as often as it takes. Says how often it was too late. */
export async function increment(at, key) {
  for (let late = 0; ; late += 1) {
    const [held] = await at.get([key]);
    if (await at.write([{ key, held, next: `${Number(held) + 1}` }])) return late;
  }
}

/** Moves one from an account to another, unless there is none. */
export async function transfer(at, from, to) {
  const [left, right] = await at.get([from, to]);
  if (left === "0") return false;
  return at.write([
    { key: from, held: left, next: `${Number(left) - 1}` },
    { key: to, held: right, next: `${Number(right) + 1}` },
  ]);
}

export function concurrency(place) {
  it("five clients count to 500 together, and miss nothing", async (t) => {
    const at = place();
    const late = await several(5, async () => {
      let sum = 0;
      for (let n = 0; n < 100; n += 1) sum += await increment(at, "counter");
      return sum;
    });
    assert.deepEqual(await at.get(["counter"]), ["500"]);
    t.diagnostic(`too late: ${late.join()}`);
  });

  it("of those who want the same thing at once, one gets it", async () => {
    const at = place();
    for (let round = 0; round < 10; round += 1) {
      const key = `key-${round}`;
      const won = await several(10, (n) => at.write([{ key, held: null, next: `${n}` }]));
      assert.equal(won.filter(Boolean).length, 1);
      assert.deepEqual(await at.get([key]), [`${won.indexOf(true)}`]);
    }
  });

  it("changes of several keys are seen together or not at all", async () => {
    const at = place();
    const accounts = ["a", "b", "c"];
    await at.write(accounts.map((key) => ({ key, held: null, next: "10" })));
    const sum = (values) => values.reduce((total, value) => total + Number(value), 0);
    let moved = 0;
    let working = true;
    const movers = several(4, async (n) => {
      for (let step = 0; step < 25; step += 1) {
        const from = (n + step) % 3;
        if (await transfer(at, accounts[from], accounts[(from + 1 + (n % 2)) % 3])) moved += 1;
      }
    }).finally(() => {
      working = false;
    });
    let seen = 0;
    const readers = several(2, async (n) => {
      for (; working; seen += 1) {
        const values = n
          ? await at.get(accounts)
          : (await at.list({ prefix: "", limit: 10 })).map(([, value]) => value);
        assert.equal(sum(values), 30);
        await turn();
      }
    });
    await Promise.all([movers, readers]);
    assert.ok(moved > 0 && seen > 0);
  });

  it("a list is of one moment, while others write", async () => {
    const at = place();
    // Each writer keeps one key, which goes up one step at a time: there is one each, always.
    const keys = (n, step) => `${String((n + step) % 40).padStart(2, "0")}-of-${n}`;
    await several(3, (n) => at.write([{ key: keys(n, 0), held: null, next: "" }]));
    let working = true;
    const writers = several(3, async (n) => {
      for (let step = 0; step < 40; step += 1) {
        const made = await at.write([
          { key: keys(n, step), held: "", next: null },
          { key: keys(n, step + 1), held: null, next: "" },
        ]);
        assert.ok(made);
      }
    }).finally(() => {
      working = false;
    });
    for (let backwards = false; working; backwards = !backwards) {
      const listed = await at.list({ prefix: "", limit: 100, backwards });
      assert.deepEqual(listed.map(([key]) => key.at(-1)).sort(), ["0", "1", "2"]);
      await turn();
    }
    await writers;
  });

  it("there is an order of all calls that explains every answer", async (t) => {
    const at = place();
    const roll = dice(seedOf(t));
    const calls = [];
    let unique = 0;
    await several(5, async () => {
      let held = null;
      for (let n = 0; n < 40; n += 1) {
        const call = { begun: performance.now() };
        if (roll(3) === 0) {
          [call.saw] = await at.get(["register"]);
          held = call.saw;
        } else {
          unique += 1;
          const next = `${unique}`;
          const done = await at.write([{ key: "register", held, next }]);
          Object.assign(call, done ? { held, next } : { missed: held });
          if (done) held = next;
          else [held] = await at.get(["register"]);
        }
        call.ended = performance.now();
        calls.push(call);
      }
    });
    explain(calls);
  });
}

/**
 * Every value is written once, so what each write replaced says in which order they happened. Then no
 * call may need a value of before it began, nor one of after it ended. A refusal may not have been
 * right all the time.
 */
function explain(calls) {
  const by = new Map(calls.filter(({ next }) => next).map((call) => [call.held, call]));
  const order = [{ next: null, begun: -1, ended: -1 }];
  while (by.has(order.at(-1).next)) order.push(by.get(order.at(-1).next));
  assert.equal(order.length - 1, by.size, "each write replaced what another had written");
  assert.equal(by.size, calls.filter(({ next }) => next).length, "and nothing was replaced twice");
  assert.ok(by.size > 10);

  // When each value was written: at the earliest, once its write had begun, and those before it, and
  // the calls that still saw what it replaced; at the latest, when its own or one that saw it ended.
  const at = new Map(order.map(({ next }, index) => [next, index]));
  const earliest = order.map(({ begun }) => begun);
  const latest = order.map(({ ended }) => ended);
  for (const { saw, begun, ended } of calls.filter(({ saw }) => saw !== undefined)) {
    const index = at.get(saw);
    latest[index] = Math.min(latest[index], ended);
    if (index + 1 < order.length) earliest[index + 1] = Math.max(earliest[index + 1], begun);
  }
  for (let index = 1; index < order.length; index += 1) {
    earliest[index] = Math.max(earliest[index], earliest[index - 1]);
    assert.ok(earliest[index] <= latest[index], `${order[index].next} was seen out of time`);
  }
  for (const { missed, begun, ended } of calls.filter(({ missed }) => missed !== undefined)) {
    const index = at.get(missed);
    const since = latest[index] < begun;
    const still = index + 1 === order.length || earliest[index + 1] > ended;
    assert.ok(!(since && still), `${missed} was there, and was said not to be`);
  }
}
