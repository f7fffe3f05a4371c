// Real traps through real calls, and the calls after them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import * as paylink from "paylink";
import * as standalone from "paylink/standalone";

/** More than the core can allocate at once, so that it aborts; never touched, so it takes no memory. */
const tooMuch = new Uint8Array(2 ** 31);
const crashed = { name: "PaylinkCrash", code: "crashed" };

for (const [entry, core] of Object.entries({ paylink, standalone })) {
  await core.init();
  const expected = core.read("{}");

  test(`${entry}: a trap throws a PaylinkCrash once`, () => {
    assert.throws(
      () => core.read(tooMuch),
      (error) => {
        assert.ok(error instanceof core.PaylinkCrash && error instanceof Error);
        assert.ok(!(error instanceof core.PaylinkError));
        assert.match(error.cause.message, /unreachable/);
        return error.code === "crashed";
      },
    );
    assert.deepEqual(core.read("{}"), expected);
    assert.throws(() => core.lifecycle("visa"), { code: "invalid_argument" });
  });

  test(`${entry}: at the end of the stack a call answers or crashes, and the next one answers`, () => {
    const outcomes = new Set();
    const dive = () => {
      try {
        dive();
      } catch {
        // Nearly no stack is left: the call fails at first, and gets further with each return.
        try {
          outcomes.add(core.read("{}").ok);
        } catch (error) {
          outcomes.add(error.code ?? error.name);
          throw error;
        }
      }
    };
    dive();
    // If not even an error can be created, the host's own is thrown.
    const possible = new Set([false, "crashed", "RangeError"]);
    assert.deepEqual(outcomes.difference(possible), new Set());
    assert.ok(outcomes.size > 1);
    assert.deepEqual(core.read("{}"), expected);
  });

  test(`${entry}: an exception from an argument is an invalid_argument without effect on later calls`, () => {
    const mine = new Error("mine");
    const hostile = {
      format: "connect",
      get rawStatus() {
        throw mine;
      },
    };
    for (let count = 0; count < 1000; count += 1) {
      assert.throws(
        () => core.decide("close", hostile, { now: 1e12 }),
        (error) => error instanceof core.PaylinkError && error.code === "invalid_argument",
      );
    }
    assert.deepEqual(core.read("{}"), expected);
  });

  test(`${entry}: a nested call that crashes affects neither call`, () => {
    const reentrant = {
      format: "connect",
      get rawStatus() {
        assert.throws(() => core.read(tooMuch), crashed);
        return "ACTIVE";
      },
    };
    try {
      assert.equal(core.decide("close", reentrant, { now: 1e12 }).verdict, "allowed");
    } catch (error) {
      assert.equal(error.code, "crashed");
    }
    assert.deepEqual(core.read("{}"), expected);
  });
}

// Without WebAssembly the core's memory is an ArrayBuffer that Node counts; with it only the system does.
const inJavaScript = process.execArgv.some((argument) => argument.includes("standalone"));

/** A hundred instances of more than 4 MiB each would be four times as much. */
const LEAST = 100 * 2 ** 20;

test("a hundred crashes leak no memory", async () => {
  const large = JSON.stringify({ url: "x".repeat(4 << 20) });
  const crash = async (times) => {
    for (let count = 0; count < times; count += 1) {
      paylink.read(large);
      assert.throws(() => paylink.read(tooMuch), crashed);
      if (count % 10 === 0) await pause(1);
    }
  };
  const settled = async () => {
    globalThis.gc?.();
    await pause(50);
    const { rss, arrayBuffers } = process.memoryUsage();
    return inJavaScript ? arrayBuffers : rss;
  };
  await crash(20);
  const before = await settled();
  await crash(100);
  let grown = Number.POSITIVE_INFINITY;
  // Memory that is finalised in one collection is freed in a later one, and returned later still.
  for (let round = 0; round < 40 && grown >= LEAST; round += 1) {
    grown = Math.min(grown, (await settled()) - before);
  }
  console.log(`100 crashes: ${(grown / 2 ** 20).toFixed(1)} MiB`);
  assert.ok(grown < LEAST, `${grown} bytes`);
});
