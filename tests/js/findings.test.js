// No document gives a large answer, or costs more than others of its size.

import assert from "node:assert/strict";
import { test } from "node:test";
import { checkRequest, init, read, readCreateRequest, readList, readWebhook } from "paylink";

await init();

/** @param {number} count */
const junk = (count) => Buffer.from(`{${'"eventId":1,'.repeat(count)}"a":1}`);

/** @type {Record<string, (body: Buffer) => any>} */
const READERS = {
  read: (body) => read(body),
  readList: (body) => {
    const list = readList(body, { format: "connect" });
    return list.ok ? list.value.links[0] : list;
  },
  "readCreateRequest connect": (body) => readCreateRequest(body, { format: "connect" }),
  "readCreateRequest txn": (body) => readCreateRequest(body, { format: "txn" }),
  readWebhook: (body) => readWebhook({ format: "connect", headers: {}, body, now: 1e12 }),
  checkRequest: (body) => checkRequest({ method: "POST", path: "/payment-links", body }),
};

test("F2, F10: a megabyte of duplicate members gives 100 findings and a count", () => {
  for (const [name, reader] of Object.entries(READERS)) {
    const answer = reader(junk(87_000));
    assert.equal(answer.ok, false, name);
    assert.ok(answer.issues.length <= 100, name);
    assert.ok(JSON.stringify(answer).length < 64 * 1024, name);
    if (name !== "read") assert.ok(answer.more > 86_000, name);
  }
});

test("F7: the cost of members is linear", () => {
  for (const [name, reader] of Object.entries(READERS)) {
    const [few, many] = [junk(1_000), junk(60_000)];
    const spent = (/** @type {() => void} */ work) => {
      let best = Number.POSITIVE_INFINITY;
      for (let round = 0; round < 7; round += 1) {
        const before = process.cpuUsage();
        work();
        const { user, system } = process.cpuUsage(before);
        best = Math.min(best, user + system);
      }
      return best;
    };
    const one = spent(() => {
      for (let time = 0; time < 60; time += 1) reader(few);
    });
    assert.ok(spent(() => reader(many)) < 8 * one + 20_000, name);
  }
});
