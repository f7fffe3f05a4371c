// A create whose answer was lost: what an earlier try made is found by reading, and nothing else is taken for it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DAY, edge, NOW, txnRequest } from "./edge.js";

const key = (text) => ({ "idempotency-key": `"${text}"` });
const LEASE = 61_000;

/** An edge whose provider loses calls that make a link, before or after their effect, while `mood` says so. */
function losing() {
  const state = { mood: "well", later: undefined };
  const made = edge({
    disturb: async (request, effect) => {
      const creates = request.method === "POST" && request.url.endsWith("/payment_links");
      if (!creates || state.mood === "well") return undefined;
      if (state.mood === "accepted") {
        state.later = effect;
        return Response.json({}, { status: 202 });
      }
      if (state.mood === "after") await effect();
      throw new TypeError("fetch failed", { cause: new Error("reset") });
    },
  });
  const create = async (name, attributes) => {
    const answer = await made.call("POST", "/v1/links/txn", key(name), txnRequest(attributes));
    return { status: answer.status, ...(await answer.json()) };
  };
  const links = async (reference) => {
    const answer = await made.call("GET", `/v1/links?format=txn&reference=${reference}`);
    return (await answer.json()).links;
  };
  return { ...made, state, create, links };
}

/** What is there before, with the same reference, and asked for otherwise. */
const OTHERS = {
  "another amount": { amount: "5" },
  "another currency": { currency: "USD" },
  "a payout instead of an invoice": { paymentType: "Payout" },
  "another expiry": { expires_at: new Date(NOW + 2 * DAY).toISOString() },
  "the same, but made before": {},
};

for (const [name, attributes] of Object.entries(OTHERS)) {
  test(`T1: another link of the same reference is not passed off as the one that was made: ${name}`, async () => {
    const { create, links, clock, state, call } = losing();
    const old = await create("old", { reference: "r", ...attributes });
    assert.equal(old.status, 201);
    clock.now += 10 * LEASE;
    state.mood = "before";
    const lost = await create("k", { reference: "r" });
    assert.deepEqual([lost.status, lost.outcome], [502, "unclear"]);
    state.mood = "well";
    clock.now += LEASE;
    const again = await create("k", { reference: "r" });
    assert.deepEqual([again.status, again.code, again.outcome], [409, "reference_held", "unclear"]);
    assert.deepEqual(again.holders[0].id, old.link.id);
    assert.deepEqual(again.holders[0].amount, old.link.amount);
    assert.match(again.detail, new RegExp(old.link.id));
    assert.equal((await links("r")).length, 1, "nothing was made");
    const events = await (await call("GET", "/v1/events?order=oldest_first")).json();
    const told = events.events.filter(({ type }) => type === "create_answered");
    assert.ok(told.every(({ detail }) => !detail.foundByReading));
    // A new key is another request, and begins anew.
    assert.equal((await create("k2", { reference: "r" })).status, 201);
  });
}

test("T1: what an earlier try made is found, however much else has its reference", async () => {
  const { create, links, clock, state } = losing();
  await create("old", { reference: "r", amount: "5" });
  clock.now += 10 * LEASE;
  state.mood = "after";
  assert.equal((await create("k", { reference: "r" })).outcome, "unclear");
  state.mood = "well";
  clock.now += LEASE;
  const again = await create("k", { reference: "r" });
  assert.deepEqual([again.status, again.outcome, again.link.amount.value], [201, "done", "100.00"]);
  assert.equal((await links("r")).length, 2, "it was not made twice");
  assert.deepEqual((await create("k", { reference: "r" })).link.id, again.link.id);
});

test("T1: all pages are looked at", async () => {
  const { create, clock, state } = losing();
  state.mood = "after";
  assert.equal((await create("k", { reference: "r" })).outcome, "unclear");
  state.mood = "well";
  for (let n = 0; n < 30; n += 1) await create(`n${n}`, { reference: "r", amount: String(n + 1) });
  clock.now += LEASE;
  const again = await create("k", { reference: "r" });
  assert.deepEqual(
    [again.status, again.outcome, again.link?.amount.value],
    [201, "done", "100.00"],
  );
});

test("T1: where nothing has the reference, it is made once", async () => {
  const { create, links, clock, state } = losing();
  state.mood = "before";
  assert.equal((await create("k", { reference: "r" })).outcome, "unclear");
  state.mood = "well";
  clock.now += LEASE;
  assert.equal((await create("k", { reference: "r" })).status, 201);
  assert.equal((await links("r")).length, 1);
});

test("T1: a list that cannot be read to its end proves nothing", async () => {
  const { create, clock, state, sandbox } = losing();
  state.mood = "before";
  assert.equal((await create("k", { reference: "r" })).outcome, "unclear");
  state.mood = "well";
  clock.now += LEASE;
  await sandbox.addFault({ fault: "not_json", operation: "list", times: null });
  const again = await create("k", { reference: "r" });
  assert.deepEqual([again.status, again.outcome], [504, "unclear"]);
});

test("T12: a create that was accepted is not sent again for five minutes, and is found when it is there", async () => {
  const { create, links, clock, state } = losing();
  state.mood = "accepted";
  const first = await create("k", { reference: "r" });
  assert.deepEqual([first.status, first.outcome], [503, "unclear"]);
  assert.match(first.detail, /accepted the request but not completed it yet/);
  state.mood = "well";
  for (let minutes = 1; minutes < 4; minutes += 1) {
    clock.now += LEASE;
    assert.equal((await create("k", { reference: "r" })).outcome, "unclear");
  }
  assert.equal((await links("r")).length, 0);
  // The provider has done it meanwhile.
  await state.later();
  clock.now += LEASE;
  const found = await create("k", { reference: "r" });
  assert.deepEqual([found.status, found.outcome], [201, "done"]);
  assert.equal((await links("r")).length, 1);
});

for (const [when, afterMs] of Object.entries({ "a moment before": 1000, after: -1000 })) {
  test(`T1: a link that was made under another key ${when} is not passed off as the one of this key`, async () => {
    const { create, clock, state, links } = losing();
    const lost = async () => {
      state.mood = "before";
      assert.equal((await create("k", { reference: "r" })).outcome, "unclear");
      state.mood = "well";
    };
    if (afterMs < 0) await lost();
    clock.now += 1000;
    const other = await create("other", { reference: "r" });
    assert.equal(other.status, 201);
    clock.now += 1000;
    if (afterMs > 0) await lost();
    clock.now += LEASE;
    const again = await create("k", { reference: "r" });
    assert.deepEqual([again.status, again.code, again.outcome], [409, "reference_held", "unclear"]);
    assert.deepEqual(
      again.holders.map(({ id }) => id),
      [other.link.id],
    );
    assert.equal((await links("r")).length, 1, "nothing was made");
  });
}

test("T1: two links that both fit leave it unclear", async () => {
  const { create, clock, state, links } = losing();
  state.mood = "after";
  for (const name of ["k", "l"])
    assert.equal((await create(name, { reference: "r" })).outcome, "unclear");
  state.mood = "well";
  clock.now += LEASE;
  for (const name of ["k", "l"]) {
    const again = await create(name, { reference: "r" });
    assert.deepEqual([again.status, again.code, again.holders.length], [409, "reference_held", 2]);
  }
  assert.equal((await links("r")).length, 2);
});

test("T1: beside a link that was made under another key the own one is found", async () => {
  const { create, clock, state } = losing();
  state.mood = "after";
  assert.equal((await create("k", { reference: "r" })).outcome, "unclear");
  state.mood = "well";
  const other = await create("other", { reference: "r" });
  clock.now += LEASE;
  const found = await create("k", { reference: "r" });
  assert.deepEqual([found.status, found.outcome], [201, "done"]);
  assert.notEqual(found.link.id, other.link.id);
});
