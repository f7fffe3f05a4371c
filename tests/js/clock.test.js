// Every function with an instant among its arguments refuses a clock that stands still or counts seconds.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  decide,
  decideAll,
  findMade,
  idempotency,
  init,
  interpretResponse,
  planClose,
  planCreate,
  read,
  readBatch,
  readWebhook,
  reconcile,
  transition,
} from "paylink";
import { declarations } from "./declarations.js";

await init();

const NOW = 1_772_359_200_000;
const DOCUMENT = {
  paymentLinkId: "lnk_7Q",
  url: "https://pay.example.com/lnk_7Q",
  status: "ACTIVE",
  createdAt: "2026-03-01T10:00:00Z",
  updatedAt: "2026-03-01T10:00:00Z",
  expiresAt: "2026-03-03T10:00:00Z",
};
const answer = read(JSON.stringify(DOCUMENT), { format: "connect" });
assert.ok(answer.ok);
const link = answer.value;
const REQUEST = JSON.stringify({
  data: {
    type: "payment_links",
    attributes: {
      amount: "100",
      currency: "EUR",
      reference: "order-17",
      paymentType: "Invoice",
      expires_at: "2026-03-12T23:00:00.000Z",
    },
  },
});
const planned = planCreate(REQUEST, { format: "txn" });
assert.ok(planned.ok);
const CLAIM = { key: "k", slot: "s", fingerprint: "f" };
const RECORD = { fingerprint: "f", startedAt: "2026-03-01T10:00:00Z", attempt: 1 };
const batch = readBatch([DOCUMENT], { now: NOW });

/** By the name of the argument. @type {Record<string, Record<string, (now: any) => unknown>>} */
const CALLS = {
  now: {
    decide: (now) => decide("close", link, { now }),
    decideAll: (now) => decideAll(link, { now }),
    planClose: (now) => planClose("close", link, { now }),
    transition: (now) => transition(link, "expired", { now }),
    readBatch: (now) => readBatch([DOCUMENT], { now }),
    decideAgain: (now) => batch.decideAgain({ now }),
    interpretResponse: (now) => interpretResponse(planned.value, null, { now }),
    readWebhook: (now) => readWebhook({ format: "connect", headers: {}, body: "{}", now }),
    judge: (now) => idempotency.judge("ietf", null, CLAIM, now),
    mayAct: (now) => idempotency.mayAct(RECORD, now, 1),
    newKey: (now) => idempotency.newKey(undefined, now),
  },
  firstTriedAt: {
    findMade: (firstTriedAt) => findMade(REQUEST, [], { format: "txn", firstTriedAt }),
  },
  storedAt: { reconcile: (storedAt) => reconcile(link, link, { storedAt }) },
  observedAt: { reconcile: (observedAt) => reconcile(link, link, { observedAt }) },
};
const SECONDS = NOW / 1000;
const STOPPED = [0, -0, -1, 1, SECONDS, 999_999_999_999.9, new Date(0), new Date(SECONDS)];
const INVALID = [
  BigInt(NOW),
  Number.NaN,
  Number.POSITIVE_INFINITY,
  new Date(Number.NaN),
  "now",
  {},
  true,
];
const VALID = [1e12, NOW, NOW + 0.5, new Date(NOW), "2026-03-02T00:00:00Z", "1970-01-01T00:00:00Z"];

for (const [argument, calls] of Object.entries(CALLS)) {
  for (const [name, call] of Object.entries(calls)) {
    test(`cloudflare/workerd#6839, #6907: ${name} refuses a stopped clock and seconds as ${argument}`, () => {
      for (const now of STOPPED) {
        assert.throws(() => call(now), {
          name: "PaylinkError",
          code: "invalid_argument",
          message: `${argument}: expected milliseconds since 1970; this looks like seconds or a stopped clock`,
        });
      }
      for (const now of INVALID) {
        assert.throws(
          () => call(now),
          { name: "PaylinkError", code: "invalid_argument" },
          `${now}`,
        );
      }
      for (const now of VALID) call(now);
    });
  }
}

test("every instant among the declared arguments has a test here", () => {
  const declared = declarations();
  const names = new Set([...declared.matchAll(/(\w+)\??: Now\b/g)].map(([, name]) => name));
  assert.deepEqual([...names].sort(), Object.keys(CALLS).sort());
});
