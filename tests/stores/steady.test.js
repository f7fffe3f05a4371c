// A host's clock that is wrong for a while costs no entry.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, test } from "node:test";
import { memoryStore } from "../../edge/stores/memory.js";
import { sqliteStore } from "../../edge/stores/sqlite.js";
import { steadyClock } from "../../edge/stores/steady.js";

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

describe("W5: the clock that entries are forgotten by", () => {
  const clocks = () => {
    const time = { host: 1000 * DAY, ticks: 0 };
    const options = { now: () => time.host, ticks: () => time.ticks };
    /** Time passes, for both. */
    const pass = (ms) => {
      time.host += ms;
      time.ticks += ms;
    };
    return { time, options, pass };
  };

  test("it follows the host's clock in small steps, and slowly where that jumps", () => {
    const { time, options, pass } = clocks();
    const steady = steadyClock(options.now, options);
    pass(HOUR / 2);
    assert.equal(steady(), time.host);
    time.host += HOUR / 2;
    assert.equal(steady(), time.host);
    const before = time.host;
    time.host += 3 * YEAR;
    assert.equal(steady(), before);
    pass(HOUR);
    assert.equal(steady(), before + DAY);
    time.host -= 3 * YEAR;
    assert.equal(steady(), before + DAY, "it never goes back");
    pass(DAY);
    assert.equal(steady(), time.host);
  });

  const folder = mkdtempSync(path.join(tmpdir(), "paylink-steady-"));
  const stores = {
    "in memory": (options) => memoryStore(options),
    SQLite: (options) => sqliteStore({ path: path.join(folder, "edge.db"), ...options }),
  };
  for (const [name, open] of Object.entries(stores)) {
    test(`${name}: years ahead for eight writes, nothing is forgotten`, async (t) => {
      if (name === "SQLite") t.after(() => rmSync(folder, { recursive: true }));
      const { time, options, pass } = clocks();
      let store = open(options);
      const write = (kind, n, until) =>
        store.at("place").write([{ key: `${kind}-${n}`, held: null, next: "x", until }]);
      const count = async (kind) =>
        (await store.at("place").list({ prefix: kind, limit: 1000 })).length;
      for (let n = 0; n < 42; n += 1) await write("old", n, time.host + 2 * DAY);
      time.host += 3 * YEAR;
      for (let n = 0; n < 8; n += 1) await write("ahead", n, time.host + 2 * DAY);
      assert.equal(await count("old"), 42);
      if (name === "SQLite") {
        await store.close();
        // The machine starts with the wrong clock.
        store = open(options);
        for (let n = 8; n < 16; n += 1) await write("ahead", n, time.host + 2 * DAY);
        assert.equal(await count("old"), 42);
      }
      time.host -= 3 * YEAR;
      for (let day = 0; day < 3; day += 1) pass(DAY);
      for (let n = 0; n < 60; n += 1) await write("new", n, time.host + 2 * DAY);
      assert.equal(await count("old"), 0, "what is past is forgotten, in time");
      await store.close?.();
    });
  }
});
