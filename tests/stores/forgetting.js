// What is past does not pile up, where the store is written to.
import assert from "node:assert/strict";
import { it } from "node:test";

/** @param {() => Promise<import("./conformance.js").Opened>} open with a clock of ours */
export function forgetting(open) {
  it("as much as is written anew is forgotten, and only what is past", async () => {
    const { store, now, advance, close } = await open();
    const at = store.at("place");
    const entries = (kind, until) =>
      Array.from({ length: 400 }, (_, n) => ({
        key: `${kind}-${n}`,
        held: null,
        next: "x",
        until,
      }));
    await at.write(entries("past", now() + 1000));
    await at.write(entries("future", now() + 100_000));
    await at.write(entries("kept"));
    advance(1001);
    const count = async (prefix) => (await at.list({ prefix, limit: 1000 })).length;
    assert.equal(await count("past"), 400);
    // One by one: a single write does not have to pay for all.
    await at.write([{ key: "a", held: null, next: "1" }]);
    assert.ok((await count("past")) >= 396);
    for (let n = 0; n < 400; n += 1) {
      await at.write([{ key: `new-${n}`, held: null, next: "x", until: now() + 100_000 }]);
    }
    assert.deepEqual(
      [await count("past"), await count("future"), await count("kept"), await count("new")],
      [0, 400, 400, 400],
    );
    await close();
  });
}
