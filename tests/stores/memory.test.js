// The store in memory.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { memoryStore } from "../../edge/stores/memory.js";
import { conformance } from "./conformance.js";
import { forgetting } from "./forgetting.js";

async function open() {
  let now = 1_800_000_000_000;
  return {
    store: memoryStore({ now: () => now }),
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
    close: async () => {},
  };
}

describe("store in memory", () => {
  conformance(open, { operations: 5000 });
  forgetting(open);

  it("another one has nothing of it", async () => {
    const [one, other] = [memoryStore(), memoryStore()];
    await one.at("place").write([{ key: "a", held: null, next: "1" }]);
    assert.deepEqual(await other.at("place").get(["a"]), [null]);
  });
});
