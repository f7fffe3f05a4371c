// Waiting until a decision changes: by a clock that the test moves.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { decide, init } from "paylink";
import { untilChange, wait } from "paylink/client";

await init();

const BEGIN = Date.parse("2024-01-01T00:00:00Z");
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Moves time by minutes, until something has come or the time is over. */
async function pass(ms, come) {
  for (let left = ms; left > 0 && !come(); left -= MINUTE) {
    mock.timers.tick(Math.min(left, MINUTE));
    await turn();
  }
}

const changing = (ms) => ({ changesAt: new Date(BEGIN + ms).toISOString() });

/** Runs with a clock that stands still, and every delay that a timer was given. */
async function stopped(work) {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: BEGIN });
  const timers = mock.method(globalThis, "setTimeout");
  try {
    await work();
    for (const { arguments: given } of timers.mock.calls) assert.ok(given[1] < 2 ** 31);
  } finally {
    mock.restoreAll();
    mock.timers.reset();
  }
}

for (const ms of [1, 5000, MINUTE, MINUTE + 1, 24 * DAY, 2 ** 31 - 1, 2 ** 31 + 5, 60 * DAY]) {
  test(`a change in ${ms} ms is awaited, neither early nor late`, () =>
    stopped(async () => {
      let came;
      untilChange(changing(ms)).then((changed) => (came = changed));
      await pass(ms, () => came !== undefined);
      assert.equal(came, undefined, "before its time");
      assert.equal(Date.now(), BEGIN + ms);
      await pass(1, () => came !== undefined);
      assert.equal(came, true);
    }));
}

test("of many decisions the first that changes counts, and what has changed already is not awaited", () =>
  stopped(async () => {
    let came;
    const many = [{}, changing(DAY), { changesAt: undefined }, changing(5000), changing(6000)];
    untilChange(many).then((changed) => (came = changed));
    await pass(5001, () => came);
    assert.equal(came, true);
    assert.equal(await untilChange(changing(-1)), true);
  }));

test("a change that never comes is not awaited", async () => {
  assert.equal(await untilChange({}), false);
  assert.equal(await untilChange([]), false);
});

test("a signal ends the wait at once, and leaves nothing behind", () =>
  stopped(async () => {
    const stop = new AbortController();
    const waits = [untilChange(changing(60 * DAY), stop), wait(DAY, stop.signal)];
    stop.abort();
    assert.deepEqual(await Promise.all(waits), [false, false]);
    assert.equal(await wait(5, stop.signal), false);
    assert.equal(await untilChange(changing(-1), stop), false);
  }));

test("a decision has changed when the wait for it is over", () =>
  stopped(async () => {
    const link = { format: "connect", rawStatus: "ACTIVE", expiresAt: "2024-01-01T00:10:00.0009Z" };
    const deciding = () => decide("close", link, { now: Date.now() });
    let decision = deciding();
    let turns = 0;
    for (let known = decision; known.changesAt; known = decision) {
      turns += 1;
      let came = false;
      untilChange(known).then(() => (came = true));
      await pass(DAY, () => came);
      decision = deciding();
      assert.notDeepEqual(decision.verdict, known.verdict);
    }
    assert.equal(turns, 1);
  }));
