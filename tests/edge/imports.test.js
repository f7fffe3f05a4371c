// What was pasted informs and decides nothing; what its provider showed before decides where a link has ended.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { describe, test } from "node:test";
import { edge, effects, NOW, OPEN, OPEN_TXN, TOKEN } from "./edge.js";

const SHARED = "what-connect-shows-us";
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const PENDING = "91a3b5c7-d9e0-4f12-8a34-b5c6d7e8f925";
const CHILD = "4ab7737b-e8a6-41cf-addc-968e876fef26";
const json = async (answer) => (await answer).json();

/** Connect documents no read call, so a real one may answer any of these. */
const unreadable = (status) => (request) => {
  if (request.method === "GET") return new Response("", { status });
};
const pasted = (more = {}) => ({
  paymentLinkId: OPEN,
  url: "https://checkout.example.com/x",
  status: "CANCELLED",
  createdAt: "2026-06-16T12:00:00Z",
  updatedAt: "2026-06-18T11:00:00Z",
  ...more,
});
const cancel = (call) => call("POST", `/payment-links/${OPEN}/cancel`, { "x-api-key": TOKEN });
const close = (call, id = OPEN) => call("POST", `/v1/links/connect/${id}/close`);
const runJob = async (call) => {
  const links = [{ format: "connect", id: OPEN }];
  const job = await json(call("POST", "/v1/jobs", {}, { links }));
  const lines = await (await call("POST", `/v1/jobs/${job.id}/run`)).text();
  return JSON.parse(lines.split("\n")[0]);
};

for (const status of [404, 405, 501]) {
  for (const word of ["CANCELLED", "COMPLETED", "EXPIRED", "PAUSED"]) {
    test(`F5: a pasted ${word} decides no close where the read is answered ${status}`, async () => {
      const { call, calls } = edge({ disturb: unreadable(status) });
      await call("POST", "/v1/imports", {}, pasted({ status: word }));
      const answer = await close(call);
      const { outcome, link, source, decision } = await answer.json();
      assert.deepEqual(
        [answer.status, outcome, link.rawStatus, source, decision],
        [200, "done", "CANCELLED", undefined, undefined],
      );
      assert.equal(effects(calls), 1);
    });
  }
}

test("F5: a pasted ending decides no close on the provider's own path, and none of a job", async () => {
  for (const act of [cancel, runJob]) {
    const { call, calls } = edge({ disturb: unreadable(404) });
    await call("POST", "/v1/imports", {}, pasted());
    assert.equal((await act(call)).status, 200);
    assert.equal(effects(calls), 1);
  }
});

test("F5: a pasted ending does not end a doubt: the same call is made again", async () => {
  let lost = true;
  const { call, calls, clock } = edge({
    disturb: async (request, effect) => {
      if (request.method === "GET") return new Response("", { status: 404 });
      if (!lost) return;
      await effect();
      throw new TypeError("fetch failed");
    },
  });
  const again = () => call("POST", `/v1/links/connect/${OPEN}/close`, { "idempotency-key": '"k"' });
  assert.equal((await again()).status, 502);
  const sent = effects(calls);
  await call("POST", "/v1/imports", {}, pasted());
  lost = false;
  clock.now += 61_000;
  assert.deepEqual((await json(again())).outcome, "done");
  assert.equal(effects(calls), sent + 1);
});

test("F5: an import says that it is unverified, and the journal what a close did not rest on", async () => {
  const { call } = edge({ disturb: unreadable(404) });
  const answer = await json(call("POST", "/v1/imports", {}, pasted()));
  assert.deepEqual(
    [answer.source, answer.verified, answer.links[0].known, answer.links[0].origin],
    ["import", false, "CANCELLED", "import"],
  );
  const shown = await json(call("GET", `/v1/links/connect/${OPEN}`));
  assert.deepEqual([shown.source, shown.link.rawStatus], ["import", "CANCELLED"]);
  const listed = await json(call("GET", "/v1/links?source=kept"));
  assert.deepEqual(
    listed.links.map(({ origin }) => origin),
    ["import"],
  );
  await close(call);
  const { events } = await json(call("GET", `/v1/links/connect/${OPEN}/events`));
  const { detail } = events.find(({ type }) => type === "close_decided");
  assert.deepEqual(
    [detail.verdict, detail.origin, detail.imported],
    ["uncertain", "unseen", "CANCELLED"],
  );
});

describe("an ending that its provider showed", () => {
  /** Delivered by Connect, which shows no links. */
  const told = async (status) => {
    const made = edge({
      providers: { connect: { webhookSecrets: [SHARED] } },
      disturb: unreadable(404),
    });
    const data = pasted({ status });
    const event = {
      eventId: "e-1",
      type: "payment_link.updated",
      occurredAt: data.updatedAt,
      data,
    };
    const headers = { "x-api-key": SHARED, authorization: "" };
    assert.equal((await made.call("POST", "/webhooks/connect", headers, event)).status, 200);
    return made;
  };

  test("F5: settles a close, and the answer says what it rests on", async () => {
    const { call, calls } = await told("CANCELLED");
    const answer = await json(close(call));
    assert.deepEqual([answer.outcome, answer.source], ["already_done", "kept"]);
    const own = await cancel(call);
    assert.deepEqual([own.status, own.headers.get("paylink-source")], [409, "kept"]);
    assert.deepEqual((await runJob(call)).source, "kept");
    assert.equal(effects(calls), 0);
    const { events } = await json(call("GET", `/v1/links/connect/${OPEN}/events`));
    const decided = events.filter(({ type }) => type === "close_decided");
    assert.deepEqual(new Set(decided.map(({ detail }) => detail.origin)), new Set(["kept"]));
  });

  test("F5: refuses a close that it rules out, and the answer says what it rests on", async () => {
    const { call, calls } = await told("COMPLETED");
    const answer = await close(call);
    const { outcome, source } = await answer.json();
    assert.deepEqual([answer.status, outcome, source], [409, "not_sent", "kept"]);
    assert.equal(effects(calls), 0);
  });

  test("F5: anything else that it showed before is for the provider to judge", async () => {
    for (const status of ["ACTIVE", "PAUSED"]) {
      const { call, calls } = await told(status);
      assert.equal((await json(close(call))).outcome, "done");
      assert.equal(effects(calls), 1);
    }
  });
});

test("F5: what was pasted neither contradicts nor hides what a provider shows later", async () => {
  const { call } = edge();
  const document = (await json(edge().call("GET", `/v1/links/connect/${OPEN}`))).document;
  await call("POST", "/v1/imports", {}, { ...document, status: "COMPLETED" });
  const shown = await json(call("GET", `/v1/links/connect/${OPEN}`));
  assert.equal(shown.link.rawStatus, "ACTIVE");
  const [kept] = (await json(call("GET", "/v1/links?source=kept&format=connect"))).links;
  assert.deepEqual([kept.value.rawStatus, kept.origin], ["ACTIVE", "provider"]);
  const types = async () =>
    (await json(call("GET", "/v1/events"))).events.map(({ type, detail }) => [type, detail.origin]);
  assert.deepEqual(await types(), [["link_imported", undefined]]);
  // The other way about it is written down, once, with its origin.
  for (const _ of [1, 2, 3]) {
    await call("POST", "/v1/imports", {}, { ...document, createdAt: "2020-01-01T00:00:00Z" });
  }
  const conflicts = (await types()).filter(([type]) => type === "link_conflict");
  assert.deepEqual(conflicts, [["link_conflict", "import"]]);
});

for (const other of ["no-such-link", OPEN_TXN]) {
  test(`F5: a child that was pasted for ${other} keeps no delivery out, nor the link that its provider shows`, async () => {
    const { app, call } = edge({ providers: { txn: { webhookSecrets: [SECRET] } } });
    const { document } = await json(edge().call("GET", `/v1/links/txn/${PENDING}`));
    const forged = JSON.stringify(document).replaceAll(PENDING, other);
    const deliver = async (id) => {
      const attributes = { status: "completed", statusContext: "paid", paymentStatus: "received" };
      const body = JSON.stringify({ data: { id: CHILD, type: "invoices", attributes } });
      const at = String(NOW / 1000);
      const key = Buffer.from(SECRET.slice("whsec_".length), "base64");
      const mac = createHmac("sha256", key).update(`${id}.${at}.${body}`).digest("base64");
      const headers = { "svix-id": id, "svix-timestamp": at, "svix-signature": `v1,${mac}` };
      const answer = await app.request("/webhooks/txn", { method: "POST", headers, body });
      return [answer.status, (await answer.json()).result];
    };
    await call("POST", "/v1/imports?format=txn", {}, forged);
    assert.deepEqual(await deliver("msg_1"), [200, "link_not_known"]);
    await call("GET", `/v1/links/txn/${PENDING}`);
    assert.deepEqual(await deliver("msg_2"), [200, "link_read"]);
    const { events } = await json(call("GET", `/v1/links/txn/${PENDING}/events`));
    assert.ok(events.some(({ type }) => type === "delivery"));
  });
}

test("F15: a link that its provider cannot show is sent to it; where reading is documented its 404 counts", async () => {
  for (const act of [close, cancel, runJob]) {
    const { call, calls } = edge({ disturb: unreadable(404) });
    assert.equal((await act(call)).status, 200);
    assert.equal(effects(calls), 1);
  }
  const { call, calls } = edge({ disturb: unreadable(404) });
  const answer = await call("POST", `/v1/links/txn/${OPEN_TXN}/close`);
  const { code, outcome } = await answer.json();
  assert.deepEqual([answer.status, code, outcome], [404, "link_not_found", "not_sent"]);
  assert.equal(effects(calls), 0);
});

test("F15: a link that its provider showed before is sent to it, though a read finds it no more", async () => {
  let gone = false;
  const { call } = edge({
    disturb: (request) => (gone ? unreadable(404)(request) : undefined),
  });
  await call("GET", `/v1/links/txn/${OPEN_TXN}`);
  gone = true;
  assert.equal((await json(call("POST", `/v1/links/txn/${OPEN_TXN}/close`))).outcome, "done");
});

test("F2, F10: of many mistakes in a pasted document a hundred are told, and the others counted", async () => {
  const { call } = edge();
  const junk = `{"items":[],${'"pagination":1,'.repeat(5_000)}"a":1}`;
  const answer = await call("POST", "/v1/imports?format=connect", {}, junk);
  const text = await answer.text();
  const { issues, more } = JSON.parse(text);
  assert.deepEqual([answer.status, issues.length], [400, 100]);
  assert.ok(more > 1_000, `${more}`);
  assert.ok(text.length <= 256 * 1024, `${text.length} bytes`);
});
