// The decisions in the columns of a batch equal those of `decide` for each link.
import assert from "node:assert/strict";
import { test } from "node:test";
import { codes, decide, formats, init, readBatch } from "paylink";
import { chances, listOf } from "./oddities.js";

await init();

const { action: ACTIONS, reasonCode: REASONS, status: STATUSES, verdict: VERDICTS } = codes();
const NOW = Date.parse("2024-06-01T12:00:00Z");
/** Instants around the expiry of most links of the lists. */
const CLOCKS = [
  { now: NOW - 86_400_000 },
  { now: NOW - 1 },
  { now: NOW },
  { now: NOW + 1, skewMs: 0 },
  { now: NOW + 123, skewMs: 1 },
  { now: NOW + 0.5 },
  { now: new Date(NOW - 5000), skewMs: 5000 },
  { now: new Date(NOW + 5001), skewMs: 5000 },
  { now: "2024-06-01T12:00:00.123455Z" },
  { now: "2024-06-01T12:00:00.123456Z", skewMs: 0 },
  { now: "2024-06-01T14:00:00.123457+02:00" },
  { now: "2024-06-01T12:00:00.000001Z" },
  { now: "2024-06-01T12:00:05.0001Z", skewMs: 5000 },
  { now: "9999-12-31T23:59:59.999Z", skewMs: 1 },
  { now: 1e12, skewMs: 2 ** 40 },
  { now: "1970-01-01T00:00:00Z", skewMs: 2 ** 41 },
  { now: "1969-12-31T23:59:59.999Z" },
];

/** Compares the columns of a batch with the decision about each of its links. */
function isDecided(batch, clock, name) {
  for (const action of ACTIONS) {
    const verdicts = batch.verdicts(action).slice();
    const reasons = batch.reasons(action).slice();
    for (let index = 0; index < batch.length; index += 1) {
      const answer = batch.at(index);
      const link = answer.ok ? answer.value : answer.link;
      const expected = link && decide(action, link, clock);
      assert.equal(VERDICTS[verdicts[index]], expected?.verdict, name);
      const found = REASONS.filter((_, bit) => (reasons[index] >> bit) & 1);
      const wanted = new Set(expected?.reasons.map(({ code }) => code));
      assert.deepEqual(new Set(found), wanted, name);
      if (expected === undefined) assert.deepEqual([verdicts[index], reasons[index]], [255, 0]);
    }
  }
}

/** Lists of both formats, with enough mutations that each kind occurs. */
const lists = formats().map(({ id }) => ({ id, list: listOf(id, 60, chances(11), 0.5) }));

for (const { id, list } of lists) {
  test(`the columns of ${id} equal the decisions, for every clock and after decideAgain`, () => {
    const again = readBatch(list, { format: id });
    for (const clock of CLOCKS) {
      const name = `${id} ${JSON.stringify(clock)}`;
      const batch = readBatch(list, { format: id, ...clock });
      isDecided(batch, clock, name);
      again.decideAgain(clock);
      for (const action of ACTIONS) {
        assert.deepEqual(again.verdicts(action), batch.verdicts(action), name);
        assert.deepEqual(again.reasons(action), batch.reasons(action), name);
      }
      batch.free();
    }
    assert.ok(new Set(again.verdicts("close")).size >= 4);
    again.free();
  });

  test(`the columns of ${id} have the status and the times of each link`, () => {
    const batch = readBatch(list, { format: id });
    const source = Buffer.from(list);
    const millis = (instant) => (instant === undefined ? Number.NaN : Date.parse(instant));
    for (let index = 0; index < batch.length; index += 1) {
      const answer = batch.at(index);
      const [start, end] = batch.offsets.subarray(2 * index, 2 * index + 2);
      const text = source.subarray(start, end).toString();
      JSON.parse(text);
      const link = answer.ok ? answer.value : answer.link;
      assert.equal(batch.isValid(index), answer.ok);
      assert.equal(STATUSES[batch.status[index]], link?.status);
      if (!link) {
        assert.equal(batch.status[index], 255);
        continue;
      }
      const { id: own, createdAt, updatedAt, expiresAt } = link;
      assert.ok(text.includes(JSON.stringify(own)) || text.includes("\\"), text);
      // JavaScript has no leap seconds, and rounds instants before 1970 upwards.
      const times = { createdAt, updatedAt, expiresAt };
      for (const [name, instant] of Object.entries(times)) {
        if (/:60|^19/.test(instant ?? "")) continue;
        assert.equal(batch[name][index], millis(instant), instant);
      }
    }
    batch.free();
  });
}

test("an invalid clock throws", () => {
  const mistake = { name: "PaylinkError", code: "invalid_argument" };
  for (const clock of [
    {},
    { now: "soon" },
    { now: Number.NaN },
    { now: 0 },
    { now: NOW, skewMs: -1 },
  ]) {
    const batch = readBatch(lists[0].list, { now: NOW });
    const before = batch.verdicts("close").slice();
    assert.throws(() => batch.decideAgain(clock), mistake);
    assert.deepEqual(batch.verdicts("close"), before);
    if ("now" in clock) assert.throws(() => readBatch("{}", clock), mistake);
  }
});
