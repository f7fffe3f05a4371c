// What a query finds is what a filter and a sort over the links themselves find.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, init, REASONS, readBatch, STATUSES, VERDICTS } from "paylink";
import { chances, listOf } from "./oddities.js";

await init();

const ACTIONS = /** @type {const} */ (["cancel", "expire", "close"]);
const SORTS = ["createdAt", "updatedAt", "expiresAt", "status", "id"];
const NEEDLES = [
  "ORDER",
  "pay.example",
  "r-1",
  "é",
  "É",
  "x",
  "日",
  "😀",
  "-9",
  "no such",
  "k",
  "Ω",
];
const clock = { now: "2024-06-01T12:00:00Z", skewMs: 1000 };
const mistake = { name: "PaylinkError", code: "invalid_argument" };

const some = (chance, names) =>
  chance.is(0.5) ? chance.pick(names) : names.filter(() => chance.is(0.4));

/** A query, each part with a chance. */
function queryOf(chance) {
  const { below, is, pick } = chance;
  return {
    ...(is(0.4) && { status: some(chance, [...STATUSES, "refused"]) }),
    ...(is(0.5) && { action: pick(ACTIONS) }),
    ...(is(0.3) && { verdict: some(chance, VERDICTS) }),
    ...(is(0.2) && { reason: some(chance, REASONS) }),
    ...(is(0.3) && { text: pick(NEEDLES) }),
    ...(is(0.6) && { sort: `${is(0.5) ? "-" : ""}${pick(SORTS)}` }),
    ...(is(0.3) && { from: below(20) }),
    ...(is(0.3) && { count: below(20) }),
  };
}

const within = (wanted, value) =>
  wanted === undefined || (Array.isArray(wanted) ? wanted.includes(value) : wanted === value);

/** The texts that are searched. */
const textsOf = ({ id, url, description, reference, payment }) =>
  [id, url, description, reference, payment?.id].filter((text) => text !== undefined);

/** The same by the links themselves. */
function found(links, query) {
  const { status, action = "close", verdict, reason, text, sort, from = 0, count } = query;
  const wanted = links.filter(({ link, decisions }) => {
    const decision = decisions?.[action];
    const isReason = (wanted) =>
      decision?.reasons.some(({ code }) => within(wanted, code)) ?? false;
    const lower = text?.toLowerCase();
    return (
      within(status, link?.status ?? "refused") &&
      (verdict === undefined || within(verdict, decision?.verdict)) &&
      (reason === undefined || isReason(reason)) &&
      (lower === undefined || textsOf(link).some((text) => text.toLowerCase().includes(lower)))
    );
  });
  const by = sort?.replace("-", "");
  const value = ({ link, times, codes }) =>
    by === "id" ? codes : by === "status" && link ? STATUSES.indexOf(link.status) : times[by];
  const isNone = (one) => one === undefined || Number.isNaN(one);
  const way = sort?.startsWith("-") ? -1 : 1;
  const sorted = wanted.toSorted((one, two) => {
    const [a, b] = [value(one), value(two)];
    if (by === undefined || (isNone(a) && isNone(b)) || a === b) return 0;
    if (isNone(a)) return 1;
    if (isNone(b)) return -1;
    return way * (a < b ? -1 : 1);
  });
  const numbers = sorted.map(({ index }) => index);
  return { total: numbers.length, indices: numbers.slice(from, from + (count ?? numbers.length)) };
}

/** Every link with what is decided of it, and its times as the batch has them. */
const linksOf = (batch) =>
  Array.from(batch, (answer, index) => {
    const link = answer.ok ? answer.value : undefined;
    const decided = ACTIONS.map((action) => [action, link && decide(action, link, clock)]);
    const { createdAt, updatedAt, expiresAt } = batch;
    const times = {
      createdAt: createdAt[index],
      updatedAt: updatedAt[index],
      expiresAt: expiresAt[index],
    };
    // By code points, as bytes of UTF-8 are ordered.
    const codes = link && Buffer.from(link.id).toString("latin1");
    return { index, link, decisions: link && Object.fromEntries(decided), times, codes };
  });

for (const format of /** @type {const} */ (["connect", "txn"])) {
  test(`queries of ${format} find what a filter finds`, () => {
    const sizes = new Set();
    for (let seed = 1; seed <= 20; seed += 1) {
      const chance = chances(seed);
      const batch = readBatch(listOf(format, 60, chance, chance.pick([0.1, 0.3])), {
        format,
        ...clock,
      });
      const links = linksOf(batch);
      for (let count = 0; count < 60; count += 1) {
        const query = queryOf(chance);
        // What could be read of a refused link is searched and sorted by, and nobody else has it.
        const isOfAll = query.text === undefined && query.sort !== "id" && query.sort !== "-id";
        const asked = isOfAll ? query : { ...query, status: query.status ?? STATUSES };
        if ([asked.status].flat().includes("refused") && !isOfAll) continue;
        const { total, indices } = batch.query(asked);
        const expected = found(links, asked);
        assert.deepEqual([...indices], expected.indices, `${seed} ${JSON.stringify(asked)}`);
        assert.equal(total, expected.total);
        sizes.add(total);
      }
      batch.free();
    }
    assert.ok(sizes.size > 25, String(sizes.size));
  });
}

test("a query that asks nothing finds all, in the order of the source", () => {
  const batch = readBatch(listOf("connect", 5, chances(1), 1), { format: "connect" });
  for (const query of [undefined, {}, { text: "" }, { status: undefined, sort: undefined }]) {
    assert.deepEqual(batch.query(query), { total: 5, indices: Uint32Array.of(0, 1, 2, 3, 4) });
  }
  assert.deepEqual(batch.query({ status: [] }), { total: 0, indices: new Uint32Array() });
  assert.deepEqual(batch.query({ from: 9 }), { total: 5, indices: new Uint32Array() });
  assert.deepEqual(batch.query({ count: 0 }), { total: 5, indices: new Uint32Array() });
});

test("what a query found is a copy, that stays", () => {
  const batch = readBatch(listOf("connect", 5, chances(1), 0));
  const { indices } = batch.query();
  batch.free();
  assert.deepEqual(indices, Uint32Array.of(0, 1, 2, 3, 4));
});

test("names that there are not, and verdicts without a clock, are mistakes of the caller", () => {
  const list = listOf("connect", 5, chances(1), 0);
  const decided = readBatch(list, clock);
  const undecided = readBatch(list);
  for (const query of [
    ...[{ status: "OPEN" }, { status: ["open", "gone"] }, { status: 0 }, { verdict: "maybe" }],
    ...[
      { reason: ["expired"] },
      { action: "pay" },
      { sort: "url" },
      { sort: "--id" },
      { sort: "" },
    ],
    ...[
      { from: -1 },
      { from: 0.5 },
      { count: -1 },
      { count: 2 ** 32 },
      { count: "5" },
      { text: 5 },
    ],
  ]) {
    assert.throws(() => decided.query(query), mistake, JSON.stringify(query));
  }
  for (const query of [{ verdict: "allowed" }, { reason: "not_yet" }, { verdict: [] }]) {
    assert.equal(decided.query(query).total >= 0, true);
    assert.throws(() => undecided.query(query), mistake);
  }
  for (const action of ACTIONS) {
    assert.throws(() => undecided.verdicts(action), mistake);
    assert.throws(() => undecided.reasons(action), mistake);
    assert.throws(() => undecided.decide(action, 0), mistake);
  }
  undecided.decideAgain(clock);
  assert.deepEqual(undecided.query({ verdict: "allowed" }), decided.query({ verdict: "allowed" }));
});
