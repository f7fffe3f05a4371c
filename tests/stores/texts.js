// Texts of any kind and length: they come back as they were, and in the order of their bytes.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { awkward, bytes, expected } from "./model.js";

/** What a test does to a place: makes a new one, reads all of one, fills one. */
export function texts({ place, all, fill }) {
  describe("sizes", () => {
    /** Of a million bytes each; the last has characters of one byte that take two in memory. */
    const largest = ["x".repeat(1_000_000), "😀".repeat(250_000), `${"x".repeat(999_997)}€`];

    it("a value is up to a million bytes, whatever it is made of", async () => {
      const at = place();
      for (const value of largest) {
        assert.equal(bytes(value).length, 1_000_000);
        assert.equal(await at.write([{ key: "a", held: null, next: value }]), true);
        assert.ok((await at.get(["a"]))[0] === value);
        assert.equal(await at.write([{ key: "a", held: `yy${value.slice(2)}`, next: "" }]), false);
        assert.equal(await at.write([{ key: "a", held: value, next: null }]), true);
      }
    });

    it("a call takes and answers fifteen million code units, and no more", async () => {
      const at = place();
      const value = largest[2];
      const keys = Array.from({ length: 16 }, (_, n) => `${n}`.padStart(2, "0"));
      const changes = (...numbers) =>
        numbers.map((n) => ({ key: keys[n], held: null, next: value }));
      assert.equal(await at.write(changes(0, 1, 2, 3, 4, 5, 6, 7)), true);
      assert.equal(await at.write(changes(8, 9, 10, 11, 12, 13, 14, 15)), true);
      const got = await at.get(keys.slice(0, 15));
      assert.ok(got.length === 15 && got.every((text) => text === value));
      assert.equal((await all(at, { limit: 15 })).length, 15);
      await assert.rejects(at.get(keys), RangeError);
      await assert.rejects(all(at, { limit: 16 }), RangeError);
      const clear = (numbers) => numbers.map((n) => ({ key: keys[n], held: value, next: null }));
      await assert.rejects(at.write(clear(keys.map((_, n) => n))), RangeError);
      assert.equal(await at.write(clear([0, 1, 2, 3, 4, 5, 6])), true);
      assert.equal(await at.write(clear([7, 8, 9, 10, 11, 12, 13, 14, 15])), true);
      assert.deepEqual(await all(at), []);
    });

    it("a key is up to 1,024 bytes, whatever it is made of", async () => {
      const at = place();
      const keys = ["x".repeat(1024), "é".repeat(512), "😀".repeat(256), "\u{10ffff}".repeat(256)];
      await fill(at, Object.fromEntries(keys.map((key) => [key, key])));
      assert.deepEqual(await at.get(keys), keys);
      assert.deepEqual(
        (await all(at)).map(([key]) => key),
        keys,
      );
      for (const key of keys) {
        assert.deepEqual(await all(at, { prefix: key }), [[key, key]]);
        const after = (backwards) => all(at, { after: key, backwards });
        assert.equal((await after(false)).length + (await after(true)).length, keys.length - 1);
      }
    });
  });

  describe("text", () => {
    it("comes back as it was, whatever it is", async () => {
      const at = place();
      await fill(at, Object.fromEntries(awkward.map((key) => [key, key])));
      assert.deepEqual(await at.get(awkward), awkward);
      for (const key of awkward) {
        assert.equal(await at.write([{ key, held: `${key} `, next: "" }]), false);
      }
      const next = (key) => `${key}'";\\\u0001\ufeff`;
      assert.equal(
        await at.write(awkward.map((key) => ({ key, held: key, next: next(key) }))),
        true,
      );
      assert.deepEqual(await at.get(awkward), awkward.map(next));
    });

    it("is told apart where only what it is made of differs", async () => {
      const at = place();
      await fill(at, { "\u00e9": "composed", "e\u0301": "decomposed", E: "large", e: "small" });
      assert.deepEqual(await at.get(["\u00e9", "e\u0301", "E", "e"]), [
        "composed",
        "decomposed",
        "large",
        "small",
      ]);
      assert.equal(await at.write([{ key: "e", held: "SMALL", next: "" }]), false);
    });
  });

  describe("list", () => {
    const entries = awkward.map((key) => [key, `of ${key}`]);

    it("goes in the order of bytes, from either end", async () => {
      const at = place();
      await fill(at, Object.fromEntries(entries));
      assert.deepEqual(await all(at), expected(entries, { prefix: "", limit: 1000 }));
      assert.deepEqual(
        await all(at, { backwards: true }),
        expected(entries, { prefix: "", limit: 1000, backwards: true }),
      );
    });

    it("takes a prefix by its bytes, whatever the prefix is", async () => {
      const at = place();
      await fill(at, Object.fromEntries(entries));
      for (const prefix of awkward) {
        for (const backwards of [false, true]) {
          const range = { prefix, limit: 1000, backwards };
          assert.deepEqual(await at.list(range), expected(entries, range), JSON.stringify(range));
        }
      }
    });

    it("goes on behind a key, which need not be there nor in the range", async () => {
      const at = place();
      const keys = ["a", "b", "ba", "bb", "c"];
      await fill(at, Object.fromEntries(keys.map((key) => [key, key])));
      const list = async (range) => (await all(at, range)).map(([key]) => key).join();
      assert.equal(await list({ after: "b" }), "ba,bb,c");
      assert.equal(await list({ after: "b", backwards: true }), "a");
      assert.equal(await list({ after: "b\u0001" }), "ba,bb,c");
      assert.equal(await list({ after: "bz", backwards: true }), "bb,ba,b,a");
      assert.equal(await list({ prefix: "b", after: "a" }), "b,ba,bb");
      assert.equal(await list({ prefix: "b", after: "c" }), "");
      assert.equal(await list({ prefix: "b", after: "c", backwards: true }), "bb,ba,b");
      assert.equal(await list({ prefix: "b", after: "a", backwards: true }), "");
      assert.equal(await list({ prefix: "b", after: "ba", backwards: true }), "b");
      assert.equal(await list({ after: "c" }), "");
    });

    it("gives pages that together are everything, once", async () => {
      const at = place();
      await fill(at, Object.fromEntries(entries));
      for (const backwards of [false, true]) {
        const pages = [];
        for (let page; page?.length !== 0; pages.push(...page)) {
          page = await at.list({ prefix: "", after: pages.at(-1)?.[0], limit: 7, backwards });
          assert.ok(page.length <= 7);
        }
        assert.deepEqual(pages, expected(entries, { prefix: "", limit: 1000, backwards }));
      }
    });
  });
}
