// What `edge/stores/store.js` says, clause by clause: every store passes it.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { concurrency } from "./concurrency.js";
import { awkward, bytes, expected, randomly } from "./model.js";

/**
 * What a test gets of a store.
 * @typedef {object} Opened
 * @property {import("../../edge/stores/store.js").Store} store
 * @property {() => number} now the store's clock
 * @property {(ms: number) => void} [advance] lets time pass, where the clock is ours
 * @property {() => Promise<void>} [reopen] closes the store and opens it again
 * @property {() => Promise<void>} close
 */

/** Entries that were read back, of all places. */
async function dump(store, places) {
  const all = {};
  for (const name of places) {
    all[name] = [];
    for (let page; page?.length !== 0; ) {
      page = await store.at(name).list({ prefix: "", after: all[name].at(-1)?.[0], limit: 10 });
      all[name].push(...page);
    }
  }
  return all;
}

/**
 * @param {() => Promise<Opened>} open
 * @param {{operations: number}} options how many a random run has
 */
export function conformance(open, { operations }) {
  /** @type {Opened} */
  let opened;
  let count = 0;
  const used = new Set();
  before(async () => {
    opened = await open();
  });
  after(() => opened?.close());

  /** A new name of a place each time. */
  const name = () => {
    const next = `place-${count++}`;
    used.add(next);
    return next;
  };
  /** @returns {import("../../edge/stores/store.js").Place} */
  const place = (at = name()) => ({
    get: (keys) => opened.store.at(at).get(keys),
    write: (changes) => opened.store.at(at).write(changes),
    list: (range) => opened.store.at(at).list(range),
  });
  const all = (at, more = {}) => at.list({ prefix: "", limit: 1000, ...more });
  /** Entries where there were none. */
  const fill = (at, entries) =>
    at.write(Object.entries(entries).map(([key, next]) => ({ key, held: null, next })));

  // What was answered for is still there when the store is opened again.
  afterEach(async () => {
    if (!opened.reopen) return;
    const held = await dump(opened.store, used);
    await opened.reopen();
    assert.deepEqual(await dump(opened.store, used), held);
    used.clear();
  });

  describe("get", () => {
    it("answers for each key in the order asked, twice for one asked twice, null for none", async () => {
      const at = place();
      await fill(at, { a: "1", b: "2" });
      assert.deepEqual(await at.get(["b", "none", "a", "b"]), ["2", null, "1", "2"]);
      assert.deepEqual(await at.get([]), []);
    });

    it("takes a thousand keys", async () => {
      const at = place();
      const keys = Array.from({ length: 1000 }, (_, n) => `key-${n}`);
      assert.equal(await at.write(keys.map((key) => ({ key, held: null, next: key }))), true);
      assert.deepEqual(await at.get(keys), keys);
    });
  });

  describe("write", () => {
    it("makes what is not there, changes what is, and takes it away", async () => {
      const at = place();
      assert.equal(await at.write([{ key: "a", held: null, next: "1" }]), true);
      assert.equal(await at.write([{ key: "a", held: "1", next: "2" }]), true);
      assert.deepEqual(await at.get(["a"]), ["2"]);
      assert.equal(await at.write([{ key: "a", held: "2", next: null }]), true);
      assert.deepEqual(await at.get(["a"]), [null]);
      assert.deepEqual(await all(at), []);
    });

    it("says no and does nothing where a key holds something else", async () => {
      const at = place();
      await fill(at, { a: "1", empty: "" });
      for (const change of [
        { key: "a", held: null, next: "2" },
        { key: "a", held: "", next: "2" },
        { key: "a", held: "1 ", next: "2" },
        { key: "a", held: "2", next: null },
        { key: "empty", held: null, next: "2" },
        { key: "none", held: "", next: "2" },
        { key: "none", held: "1", next: null },
      ]) {
        assert.equal(await at.write([change]), false, JSON.stringify(change));
      }
      assert.deepEqual(await all(at), [
        ["a", "1"],
        ["empty", ""],
      ]);
    });

    it("does all of its changes or none, wherever the one is that does not fit", async () => {
      const at = place();
      await fill(at, { a: "1", b: "1", c: "1" });
      const fitting = [
        { key: "a", held: "1", next: "2" },
        { key: "b", held: "1", next: null },
        { key: "d", held: null, next: "2" },
      ];
      const wrong = { key: "c", held: "other", next: "2" };
      for (const index of [0, 1, 2, 3]) {
        assert.equal(await at.write(fitting.toSpliced(index, 0, wrong)), false);
      }
      assert.deepEqual(await at.get(["a", "b", "c", "d"]), ["1", "1", "1", null]);
      assert.equal(await at.write(fitting), true);
      assert.deepEqual(await at.get(["a", "b", "c", "d"]), ["2", null, "1", "2"]);
    });

    it("keeps what is as it is: nothing for nothing, the same for the same, no change at all", async () => {
      const at = place();
      await fill(at, { a: "1" });
      assert.equal(await at.write([{ key: "a", held: "1", next: "1" }]), true);
      assert.equal(await at.write([{ key: "none", held: null, next: null }]), true);
      assert.equal(await at.write([]), true);
      assert.deepEqual(await all(at), [["a", "1"]]);
    });

    it("goes by what was asked, whatever the caller does to its arrays meanwhile", async () => {
      const at = place();
      const changes = [{ key: "a", held: null, next: "1" }];
      const keys = ["a"];
      const range = { prefix: "a", limit: 1 };
      const written = at.write(changes);
      Object.assign(changes[0], { key: "b", next: "2" });
      changes.length = 0;
      assert.equal(await written, true);
      const got = at.get(keys);
      const listed = at.list(range);
      keys[0] = "b";
      range.prefix = "b";
      assert.deepEqual(await got, ["1"]);
      assert.deepEqual(await listed, [["a", "1"]]);
    });

    it("takes effect for whoever asks after the answer", async () => {
      const [at, again] = Array(2).fill(name()).map(place);
      for (let n = 0; n < 20; n += 1) {
        assert.equal(
          await at.write([{ key: "n", held: n ? `${n - 1}` : null, next: `${n}` }]),
          true,
        );
        assert.deepEqual(await Promise.all([at.get(["n"]), again.get(["n"])]), [
          [`${n}`],
          [`${n}`],
        ]);
      }
    });
  });

  describe("misuse is a TypeError, too much a RangeError, and nothing is done", () => {
    const change = { key: "a", held: null, next: "1" };
    const range = { prefix: "", limit: 1 };
    const long = "x".repeat(1_000_001);
    const cases = {
      "a key changed twice": (at) => at.write([change, { ...change, next: "2" }]),
      "an empty key": (at) => at.write([{ ...change, key: "" }]),
      "a key of 1,025 bytes": (at) => at.write([{ ...change, key: "x".repeat(1025) }]),
      "a key of 1,026 bytes in two-byte characters": (at) => at.get(["é".repeat(513)]),
      "a key with half a character": (at) => at.get(["a\ud83d"]),
      "a key with U+0000": (at) => at.get(["a\0b"]),
      "a key that is no text": (at) => at.get([1]),
      "an empty key that is read": (at) => at.get([""]),
      "a value with half a character": (at) => at.write([{ ...change, next: "\udc00" }]),
      "a value with U+0000": (at) => at.write([{ ...change, next: "\0" }]),
      "a value that is no text": (at) => at.write([{ ...change, next: 1 }]),
      "a value of a million bytes and one": (at) => at.write([{ ...change, next: long }]),
      "held text that is too long": (at) => at.write([{ ...change, held: long }]),
      "held nothing, not said": (at) => at.write([{ key: "a", next: "1" }]),
      "a time that is a fraction": (at) => at.write([{ ...change, until: 1.5 }]),
      "a time that is none": (at) => at.write([{ ...change, until: Number.NaN }]),
      "1,001 keys": (at) => at.get(Array(1001).fill("a")),
      "a limit of none": (at) => at.list({ ...range, limit: 0 }),
      "a limit of 1,001": (at) => at.list({ ...range, limit: 1001 }),
      "half a limit": (at) => at.list({ ...range, limit: 1.5 }),
      "a prefix with half a character": (at) => at.list({ ...range, prefix: "\ud83d" }),
      "an empty key to go on from": (at) => at.list({ ...range, after: "" }),
    };
    for (const [what, call] of Object.entries(cases)) {
      it(what, async () => {
        const at = place();
        await assert.rejects(call(at), TypeError);
        assert.deepEqual(await all(at), []);
      });
    }

    it("a place with another name", () => {
      for (const wrong of ["", "A", "a_b", "a/b", "ä", "x".repeat(65), undefined]) {
        assert.throws(() => opened.store.at(wrong), TypeError, wrong);
      }
      opened.store.at("x".repeat(64));
    });
  });

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

  it("places know nothing of each other", async () => {
    const names = [name(), name(), `${name()}-`];
    const [one, other, third] = names.map(place);
    await fill(one, { a: "one" });
    await fill(other, { a: "other", b: "other" });
    assert.deepEqual(await Promise.all([one, other, third].map((at) => at.get(["a", "b"]))), [
      ["one", null],
      ["other", "other"],
      [null, null],
    ]);
    assert.equal(await one.write([{ key: "a", held: "other", next: null }]), false);
    assert.deepEqual(await all(other), [
      ["a", "other"],
      ["b", "other"],
    ]);
    assert.deepEqual(await all(third), []);
    assert.deepEqual(await all(place(names[0])), [["a", "one"]]);
  });

  describe("until", () => {
    it("nothing is forgotten before its time, nor what has none", async () => {
      const at = place();
      const until = opened.now() + 60_000;
      await at.write([
        { key: "a", held: null, next: "1", until },
        { key: "b", held: null, next: "1" },
        { key: "c", held: null, next: "1", until: Number.MAX_SAFE_INTEGER },
      ]);
      opened.advance?.(60_000);
      for (let n = 0; n < 20; n += 1) {
        await at.write([{ key: `other-${n}`, held: null, next: "", until }]);
      }
      assert.deepEqual(await at.get(["a", "b", "c"]), ["1", "1", "1"]);
    });

    it("goes by what was said last", async (t) => {
      if (!opened.advance) return t.skip("the clock is the world's");
      const at = place();
      const soon = opened.now() + 1000;
      const later = soon + 60_000;
      await at.write([
        { key: "a", held: null, next: "1", until: soon },
        { key: "b", held: null, next: "1", until: soon },
      ]);
      await at.write([
        { key: "a", held: "1", next: "1" },
        { key: "b", held: "1", next: "1", until: later },
      ]);
      opened.advance(2000);
      for (let n = 0; n < 20; n += 1) {
        await at.write([{ key: `other-${n}`, held: null, next: "", until: later }]);
      }
      assert.deepEqual(await at.get(["a", "b"]), ["1", "1"]);
    });
  });

  describe("all at once", () => concurrency(place));
  describe("at random", () => randomly(place, operations));
}
