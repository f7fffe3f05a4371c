// Money that comes after a link has ended, and other changes of a link's payment: told by whichever way they are seen.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CHILD, deliver, journal, PENDING, providers, signed } from "./deliveries.js";
import { edge } from "./edge.js";

/** A link that expired while a payer was at it, and is paid late; it was seen before. */
async function paidLate(seen) {
  const here = edge({ providers });
  const { call, sandbox } = here;
  await call("GET", `/v1/links/txn/${PENDING}`);
  await sandbox.event("txn", PENDING, { event: "expired" });
  await seen?.(here, "expired");
  await sandbox.moveChild("invoices", CHILD, { status: "processing" });
  await sandbox.moveChild("invoices", CHILD, { status: "completed", statusContext: "full" });
  return here;
}
const document = async (sandbox) => JSON.stringify((await sandbox.child("invoices", CHILD)).value);
const entries = async (call) =>
  journal(call, `/v1/links/txn/${PENDING}/events?order=oldest_first&limit=200`);
const WAYS = {
  "a read": ({ call }) => call("GET", `/v1/links/txn/${PENDING}`),
  "a list": ({ call }) => call("GET", "/v1/links?format=txn&limit=100"),
  "the provider's own path": ({ call }) =>
    call("GET", `/api/public/v1/payment_links/${PENDING}`, {
      "content-type": "application/vnd.api+json",
    }),
  "a webhook": async ({ app, sandbox }, id) => {
    const body = await document(sandbox);
    return deliver(app, "txn", body, signed(body, { id: `msg_${id}` }));
  },
};

for (const [way, see] of Object.entries(WAYS)) {
  test(`T4: money that came after the end is said once, found by ${way}`, async () => {
    const here = await paidLate();
    const { call } = here;
    for (const at of [1, 2, 3]) {
      const answer = await see(here, at);
      assert.equal(answer.status, 200, await answer.text());
    }
    const late = (await entries(call)).filter(({ type }) => type === "paid_after_end");
    assert.equal(late.length, 1);
    assert.deepEqual(late[0].detail.child, {
      type: "invoice",
      id: CHILD,
      rawStatus: "completed",
      statusContext: "full",
      paymentStatus: late[0].detail.child.paymentStatus,
    });
    const shown = await (await call("GET", `/v1/links/txn/${PENDING}`)).json();
    assert.deepEqual(shown.attention, ["paid_after_end"]);
    for (const source of ["providers", "kept"]) {
      const path = `/v1/links?format=txn&limit=100&source=${source}`;
      const { links } = await (await call("GET", path)).json();
      const marked = links.filter(({ attention }) => attention);
      assert.deepEqual(
        marked.map(({ value, attention }) => [value.id, attention]),
        [[PENDING, ["paid_after_end"]]],
        source,
      );
    }
    const metrics = await (await call("GET", "/metrics")).text();
    assert.match(metrics, /^paylink_late_payments_total\{format="txn"\} 1$/m);
  });
}

test("T4: each change of a link's payment is a line of the journal, from and to", async () => {
  const here = await paidLate(WAYS["a read"]);
  await WAYS["a read"](here);
  const all = (await entries(here.call)).filter(({ type }) => type !== "close_decided");
  assert.deepEqual(
    all.map(({ type, detail }) => [
      type,
      detail.from?.rawStatus ?? detail.from,
      detail.to?.rawStatus,
    ]),
    [
      ["link_changed", "pending", undefined],
      ["child_changed", "processing", "completed"],
      ["paid_after_end", undefined, undefined],
    ],
  );
  assert.deepEqual(all[1].detail.to.statusContext, "full");
});

test("T4: two different endings of a payment are a conflict, told once; the first is kept", async () => {
  let status;
  const here = edge({
    providers,
    disturb: async (_, effect) => {
      if (status === undefined) return undefined;
      const text = await (await effect()).text();
      const told = JSON.parse(text);
      for (const each of told.included ?? [])
        if (each.id === CHILD) Object.assign(each.attributes, { status });
      return Response.json(told);
    },
  });
  const { call } = here;
  for (status of ["cancelled", "completed", "cancelled", "completed"]) {
    here.clock.now += 60_000;
    assert.equal((await WAYS["a list"](here)).status, 200);
  }
  const conflicts = (await entries(call)).filter(({ type }) => type === "link_conflict");
  assert.deepEqual(
    conflicts.map(({ detail: { why, child } }) => [why, child.from.rawStatus, child.to.rawStatus]),
    [["child_ended_otherwise", "cancelled", "completed"]],
  );
  const { links } = await (await call("GET", "/v1/links?source=kept&format=txn&limit=100")).json();
  const [link] = links.filter(({ value }) => value.id === PENDING);
  assert.deepEqual([link.value.child.rawStatus, link.attention], ["cancelled", ["child_conflict"]]);
});

test("T4: what is pasted is no news of money", async () => {
  const here = await paidLate();
  const { call } = here;
  const { document: link } = await (await call("GET", `/v1/links/txn/${PENDING}`)).json();
  const other = JSON.stringify(link).replaceAll(PENDING, "pasted");
  assert.equal((await call("POST", "/v1/imports", {}, other)).status, 200);
  const all = await journal(call);
  const late = all.filter(({ type }) => type === "paid_after_end");
  assert.deepEqual(
    late.map(({ link }) => link),
    [PENDING],
  );
});
