// A store as simple as can be, and whatever may be asked of one, at random: both must answer the same.
import assert from "node:assert/strict";
import { it } from "node:test";

/** @param {string} text */
export const bytes = (text) => Buffer.from(text, "utf8");

/** Keys that something in between could take for something else. */
export const awkward = [
  ..."%_*?[]^'\"`\\;:/ ~\t\n\u0001\u007f\u0080\u00ff\u07ff\u0800\ud7ff\ue000\ufeff\ufffd\ufffe\uffff😀",
  ..."\u{10000}\u{10ffff}\u{e0001}",
  "\u{10ffff}\u{10ffff}",
  "\u{10ffff}a",
  "\ud7ff\u{10ffff}",
  "\ufeffbom",
  "a",
  "A",
  "a%",
  "a_",
  "a'--",
  "á",
  "a\u0301",
  "ÿÿ",
  "null",
  "0",
  "00",
  "1e3",
  "-1",
  "0x10",
  "__proto__",
  "constructor",
  "key/with/parts",
  "key/with/partsx",
];

/** What a list has to say of these entries. */
export function expected(entries, { prefix, after, limit, backwards = false }) {
  const way = backwards ? -1 : 1;
  const start = bytes(prefix);
  return entries
    .filter(([key]) => bytes(key).subarray(0, start.length).equals(start))
    .filter(([key]) => after === undefined || way * bytes(key).compare(bytes(after)) > 0)
    .sort(([a], [b]) => way * bytes(a).compare(bytes(b)))
    .slice(0, limit);
}

/** mulberry32: the same numbers for the same seed. @returns {(below: number) => number} */
export function dice(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Another one in each run, unless it is asked for. */
export const seedOf = (t) => {
  const seed = Number(process.env.PAYLINK_SEED ?? Date.now() % 1_000_000_007);
  t.diagnostic(`PAYLINK_SEED=${seed}`);
  return seed;
};

export function randomly(place, operations) {
  it("it answers as the model does", async (t) => {
    const roll = dice(seedOf(t));
    const pick = (list) => list[roll(list.length)];
    const parts = [
      "a",
      "b",
      "/",
      "%",
      "\u0001",
      "ÿ",
      "\ud7ff",
      "\ue000",
      "\uffff",
      "😀",
      "\u{10ffff}",
    ];
    const text = () => Array.from({ length: 1 + roll(3) }, () => pick(parts)).join("");
    const rooms = Array.from({ length: 2 }, () => ({ at: place(), model: new Map() }));
    const changes = (model) => {
      const keys = new Set(Array.from({ length: 1 + roll(4) }, text));
      return [...keys].map((key) => ({
        key,
        held: roll(8) === 0 ? pick([null, "", "x"]) : (model.get(key) ?? null),
        next: roll(4) === 0 ? null : pick(["", "x", text(), `${roll(1000)}`]),
      }));
    };
    const counts = { yes: 0, no: 0, list: 0, get: 0 };
    for (let n = 0; n < operations; n += 1) {
      const { at, model } = pick(rooms);
      const kind = roll(4);
      if (kind < 2) {
        const asked = changes(model);
        const fits = asked.every(({ key, held }) => (model.get(key) ?? null) === held);
        assert.equal(await at.write(asked), fits, JSON.stringify(asked));
        counts[fits ? "yes" : "no"] += 1;
        for (const { key, next } of fits ? asked : []) {
          if (next === null) model.delete(key);
          else model.set(key, next);
        }
      } else if (kind === 2) {
        const range = {
          prefix: roll(2) ? "" : text(),
          after: roll(2) ? undefined : text(),
          limit: 1 + roll(roll(2) ? 5 : 1000),
          backwards: roll(2) === 0,
        };
        assert.deepEqual(await at.list(range), expected([...model], range), JSON.stringify(range));
        counts.list += 1;
      } else {
        const keys = Array.from({ length: roll(5) }, text);
        assert.deepEqual(
          await at.get(keys),
          keys.map((key) => model.get(key) ?? null),
        );
        counts.get += 1;
      }
    }
    t.diagnostic(JSON.stringify(counts));
    assert.ok(Math.min(...Object.values(counts)) > operations / 50, "every kind was tried");
  });
}
