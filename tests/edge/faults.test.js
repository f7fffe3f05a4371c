// Every fault of the sandbox × both providers: what a close comes to, and what the same close comes to
// when it is asked again after the lease. The effect happens once, or the answer says why not.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { FAULTS } from "../../edge/sandbox/faults.js";
import { edge, effects, OPEN, OPEN_TXN, txnRequest } from "./edge.js";

/**
 * By provider: outcome now, the link at the provider then, and what the same call comes to later.
 * `unclear`: nobody can tell, for the provider may yet be at it; a link is never closed on a guess.
 */
const EXPECTED = {
  slow: { connect: ["done", "closed", "done"], txn: ["done", "closed", "done"] },
  server_error: { connect: ["done", "closed", "done"], txn: ["unclear", "open", "done"] },
  bad_gateway: { connect: ["done", "closed", "done"], txn: ["unclear", "open", "done"] },
  // It is away for a minute, which is longer than anybody waits.
  maintenance: { connect: ["retry", "open", "done"], txn: ["unclear", "open", "done"] },
  rate_limited: { connect: ["done", "closed", "done"], txn: ["done", "closed", "done"] },
  not_json: { connect: ["unclear", "open", "done"], txn: ["unclear", "open", "done"] },
  cut: { connect: ["done", "closed", "done"], txn: ["unclear", "open", "done"] },
  cut_midway: { connect: ["done", "closed", "done"], txn: ["done", "closed", "done"] },
  lost_answer: { connect: ["done", "closed", "done"], txn: ["done", "closed", "done"] },
  lost_answer_5xx: { connect: ["done", "closed", "done"], txn: ["done", "closed", "done"] },
  key_locked: { connect: ["done", "closed", "done"] },
  other_link: { connect: ["done", "closed", "done"], txn: ["done", "closed", "done"] },
};

const CLOSED = { connect: "cancelled", txn: "expired" };
const IDS = { connect: OPEN, txn: OPEN_TXN };

/** What the provider says of it, behind the gateway's back. */
async function statusAt(sandbox, format) {
  const request = {
    connect: ["/payment-links/", { "x-api-key": "sandbox-connect-key" }],
    txn: [
      "/api/public/v1/payment_links/",
      {
        authorization: "Bearer txn_cmp_sandbox0000000000000000000000",
        "content-type": "application/vnd.api+json",
      },
    ],
  }[format];
  const url = `http://sandbox.invalid${request[0]}${IDS[format]}`;
  const document = await (await sandbox.fetch(new Request(url, { headers: request[1] }))).json();
  const word = document.status ?? document.data.attributes.status;
  return word.toLowerCase() === CLOSED[format] ? "closed" : "open";
}

test("every fault that a close can meet is looked at", () => {
  const kinds = Object.entries(FAULTS).filter(([, { operations }]) => operations.includes("close"));
  assert.deepEqual(kinds.map(([name]) => name).toSorted(), Object.keys(EXPECTED).toSorted());
});

for (const [fault, expected] of Object.entries(EXPECTED)) {
  describe(fault, () => {
    for (const [format, [now, then, later]] of Object.entries(expected)) {
      test(`${format}: ${now}, the link is ${then}; asked again: ${later}`, async () => {
        const { call, calls, clock, sandbox } = edge();
        const made = await sandbox.addFault({
          fault,
          format,
          operation: "close",
          ...(fault === "slow" && { ms: 50 }),
        });
        assert.ok(made.ok, JSON.stringify(made));
        const close = async () => {
          const path = `/v1/links/${format}/${IDS[format]}/close`;
          const answer = await call("POST", path, { "idempotency-key": '"k"' });
          return { status: answer.status, text: await answer.text() };
        };
        const first = await close();
        assert.equal(JSON.parse(first.text).outcome, now, first.text);
        assert.equal(await statusAt(sandbox, format), then);
        if (now === "done") {
          const sent = effects(calls);
          assert.deepEqual(await close(), first, "the same call is the same answer");
          assert.equal(effects(calls), sent);
        }
        clock.now += 61_000;
        const again = await close();
        assert.equal(JSON.parse(again.text).outcome, later, again.text);
        assert.equal(await statusAt(sandbox, format), "closed");
      });
    }
  });
}

for (const format of ["connect", "txn"]) {
  test(`stale_read, ${format}: a copy that lags lets a call through, and the provider has the last word`, async () => {
    const { call, sandbox } = edge();
    const close = (key) =>
      call("POST", `/v1/links/${format}/${IDS[format]}/close`, { "idempotency-key": `"${key}"` });
    assert.equal((await close("first")).status, 200);
    await sandbox.addFault({ fault: "stale_read", format, operation: "read" });
    const second = await close("second");
    const { outcome } = await second.json();
    assert.deepEqual([second.status, outcome], [200, "already_done"]);
    // What had been seen closed stays so, whatever a lagging copy shows.
    const kept = await (await call("GET", `/v1/links?source=kept&format=${format}`)).json();
    const link = kept.links.find(({ value }) => value.id === IDS[format]);
    assert.equal(link.value.status, CLOSED[format]);
  });

  test(`a list that meets faults says so, ${format}`, async () => {
    for (const fault of ["server_error", "not_json", "cut", "cut_midway"]) {
      const { call, sandbox } = edge();
      await sandbox.addFault({ fault, format, operation: "list", times: null });
      const list = await (await call("GET", "/v1/links")).json();
      assert.deepEqual(
        list.unavailable.map((entry) => entry.format),
        [format],
        fault,
      );
      assert.ok(list.links.length >= 12 && list.links.every((link) => link.format !== format));
    }
  });

  test(`a create that meets faults makes one link, ${format}`, async () => {
    const body = {
      connect: { orderId: "o-1" },
      txn: txnRequest({ reference: "made-once" }),
    }[format];
    for (const fault of ["cut", "lost_answer", "lost_answer_5xx", "cut_midway", "bad_gateway"]) {
      const { call, clock, sandbox } = edge();
      const count = async () => {
        const ids = new Set();
        for (let next = ""; next !== undefined; ) {
          const page = await (
            await call("GET", `/v1/links?format=${format}${next && `&cursor=${next}`}`)
          ).json();
          for (const { value } of page.links) ids.add(value.id);
          next = page.next;
        }
        return ids.size;
      };
      const before = await count();
      await sandbox.addFault({ fault, format, operation: "create" });
      const create = () => call("POST", `/v1/links/${format}`, { "idempotency-key": '"k"' }, body);
      const first = await create();
      assert.ok(format === "txn" || first.status === 201, `${fault}: ${first.status}`);
      clock.now += 61_000;
      const made = await create();
      assert.equal(made.status, 201, `${fault}: ${await made.text()}`);
      assert.equal(await count(), before + 1, fault);
    }
  });
}
