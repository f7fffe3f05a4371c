// Real JSON:API clients at a running edge: they read, list, make and expire a link at the provider's
// documented paths, with a base URL and headers of ours and nothing else.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Jsona } from "jsona";
import Kitsu from "kitsu";
import { sandboxKeys } from "../../edge/sandbox/index.js";
import { startNode } from "../edge/servers.js";

const OPEN = "7d0f5a3e-4b21-4c68-9f1d-3a5b7c9e1f21";
const OTHER = "2c4e6a80-1b3d-4f5e-8a7c-9d0b2e4f6a22";
const PENDING = "91a3b5c7-d9e0-4f12-8a34-b5c6d7e8f925";
const DONE = "5c7e9a1b-3d4f-4b6a-9c8e-0d2f4a6b8c29";
const CHILD = "4ab7737b-e8a6-41cf-addc-968e876fef26";

let server;
before(async () => {
  server = await startNode();
});
after(() => server?.stop());

const headers = { Authorization: `Bearer ${sandboxKeys.txn}` };
const base = () => `${server.url}/api/public/v1`;

/** The paths are written as the provider writes them, so kitsu is asked to leave names alone. */
const kitsu = (more = {}) =>
  new Kitsu({
    baseURL: base(),
    headers,
    camelCaseTypes: false,
    resourceCase: "none",
    pluralize: false,
    ...more,
  });

const refusal = async (call) => {
  const error = await call.then(
    () => assert.fail("it was not refused"),
    (thrown) => thrown,
  );
  // Kitsu puts the errors of a JSON:API answer on what it throws.
  return { status: error.response.status, errors: error.errors };
};

test("kitsu reads a link with what it brought forth", async () => {
  const { data, status } = await kitsu().get(`payment_links/${PENDING}`);
  assert.equal(status, 200);
  assert.deepEqual([data.id, data.type, data.status], [PENDING, "paymentLinks", "pending"]);
  assert.deepEqual([data.amount, data.currency], ["420.00", "EUR"]);
  const child = data.target.data;
  assert.deepEqual([child.id, child.type, child.status], [CHILD, "invoices", "processing"]);
});

test("kitsu lists, by the provider's own parameters", async () => {
  const { data } = await kitsu().get("payment_links", { params: { reference: "order-58214" } });
  assert.deepEqual(
    data.map(({ id }) => id),
    [OTHER],
  );
  const params = { page: 1, per_page: 3, order: "created_at", order_type: "asc" };
  const page = await kitsu().get("payment_links", { params });
  const times = page.data.map(({ createdAt }) => createdAt);
  assert.equal(times.length, 3);
  assert.deepEqual(times, times.toSorted());
});

test("kitsu makes a link, and expires it and others", async () => {
  const made = await kitsu().post("payment_links", {
    amount: "12.50",
    currency: "EUR",
    paymentType: "Invoice",
    expires_at: new Date(Date.now() + 3_600_000).toISOString(),
    reference: "kitsu-1",
  });
  assert.deepEqual([made.status, made.data.status], [201, "created"]);
  // Whether a client sends an empty resource or none, it is the documented call without a body.
  for (const id of [made.data.id, OPEN]) {
    const { data, status } = await kitsu().post(`payment_links/${id}/expiration`, {});
    assert.deepEqual([status, data.id, data.status], [200, id, "expired"]);
  }
  const url = `payment_links/${OTHER}/expiration`;
  const asked = await kitsu().request({ method: "POST", url, type: "payment_links", body: {} });
  assert.deepEqual([asked.status, asked.data.status], [200, "expired"]);
  const { data } = await kitsu().get(`payment_links/${OPEN}`);
  assert.equal(data.status, "expired");
});

test("kitsu presents refusals as the provider's errors", async () => {
  const expired = await refusal(kitsu().post(`payment_links/${DONE}/expiration`, {}));
  assert.equal(expired.status, 422);
  assert.deepEqual(
    expired.errors.map(({ status, code }) => [status, code]),
    [[422, "transition_refused"]],
  );
  assert.match(expired.errors[0].detail, /has ended: it is completed/);
  const missing = await refusal(kitsu().get("payment_links/no-such-link"));
  assert.deepEqual([missing.status, missing.errors[0].code], [404, "link_not_found"]);
  const stranger = kitsu({ headers: { Authorization: "Bearer guess" } });
  const refused = await refusal(stranger.get(`payment_links/${DONE}`));
  assert.deepEqual([refused.status, refused.errors[0].code], [401, "unauthorized"]);
  const wrong = await refusal(kitsu().post("payment_links", { amount: 12.5, currency: "EUR" }));
  assert.equal(wrong.status, 400);
  const places = wrong.errors.map(({ source }) => source.pointer);
  assert.deepEqual(places[0], "/data/attributes/amount");
  assert.ok(wrong.errors.length >= 3, "everything that is wrong, at once");
});

/** As any client would ask: the documented call by `fetch`. */
const ask = async (path, method = "GET") => {
  const typed = { ...headers, "Content-Type": "application/vnd.api+json" };
  const answer = await fetch(`${base()}${path}`, { method, headers: typed });
  return { status: answer.status, document: await answer.json() };
};

test("jsona makes models of what is read, listed and expired, with what is included", async () => {
  const jsona = new Jsona();
  const read = jsona.deserialize((await ask(`/payment_links/${PENDING}`)).document);
  assert.deepEqual([read.id, read.type, read.status], [PENDING, "paymentLinks", "pending"]);
  assert.deepEqual([read.target.id, read.target.type], [CHILD, "invoices"]);
  assert.ok(read.relationshipNames.includes("target"));

  const listed = jsona.deserialize((await ask("/payment_links?per_page=100")).document);
  assert.ok(listed.length >= 12);
  const child = listed.find(({ id }) => id === PENDING).target;
  assert.deepEqual([child.id, child.status], [CHILD, read.target.status]);

  const expiring = await ask(`/payment_links/${PENDING}/expiration`, "POST");
  const expired = jsona.deserialize(expiring.document);
  assert.deepEqual([expiring.status, expired.id, expired.status], [200, PENDING, "expired"]);
  assert.equal(expired.target.id, CHILD, "the payment lives on, and is shown");
  // And back: what it makes of the model names the same resource.
  const { data } = jsona.serialize({ stuff: expired, includeNames: ["target"] });
  assert.deepEqual([data.type, data.id], ["paymentLinks", PENDING]);
  assert.deepEqual(data.relationships.target.data, { type: "invoices", id: CHILD });
});
