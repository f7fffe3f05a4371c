// What is not so yet: not run with the others.
import assert from "node:assert/strict";
import { test } from "node:test";
import { edge, OPEN, txnRequest } from "../edge.js";

const keyed = (key) => ({ "idempotency-key": `"${key}"` });
const read = async (answer) => ({ ...(await answer.clone().json()), status: answer.status });

/** When another key of the same caller makes the same link, beside the lost call. */
for (const [when, afterMs] of Object.entries({ "a moment before": 1000, after: -1000 })) {
  test(`T1: a link that was made under another key ${when} is not passed off as the one of this key`, async () => {
    let isDown = false;
    const { call, clock } = edge({
      disturb: ({ method }) => {
        if (isDown && method === "POST") throw new TypeError("fetch failed");
      },
    });
    const create = async (key) =>
      read(await call("POST", "/v1/links/txn", keyed(key), txnRequest({ reference: "r" })));
    const lost = async () => {
      isDown = true;
      assert.equal((await create("k")).outcome, "unclear");
      isDown = false;
    };
    if (afterMs < 0) await lost();
    clock.now += 1000;
    const other = await create("other");
    assert.equal(other.status, 201);
    clock.now += 1000;
    if (afterMs > 0) await lost();
    clock.now += 61_000;
    const again = await create("k");
    assert.notEqual(again.link?.id, other.link.id, "one link was told as made under two keys");
  });
}

test("T11: the first answer to a close that nobody answered says when to come again, as its repeats do", async () => {
  const { call } = edge({
    disturb: ({ method }) => {
      if (method === "POST") throw new TypeError("fetch failed");
    },
  });
  const close = () => call("POST", `/v1/links/connect/${OPEN}/close`, keyed("k"));
  const first = await close();
  const again = await close();
  // Until the lease ends the same call finds out nothing more.
  assert.equal(Number(again.headers.get("retry-after")), 60);
  assert.equal(first.headers.get("retry-after"), again.headers.get("retry-after"));
});
