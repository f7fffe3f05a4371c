// A provider's document is handed out to the byte from memory, however it was read: numbers, escapes, white
// space, members that nobody knows.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sandboxKeys } from "../../edge/sandbox/index.js";
import { edge, OPEN, OPEN_TXN } from "./edge.js";

const LEASE = 61_000;

/** What no writer of ours would write so. */
const ODD = String.raw`"\u0078" :[1.0,1e2 ,-0.0, 12345678901234567890 , "\ud83d\ude00\/é"],
	`;

const connect = (status) => String.raw`
 {"paymentLinkId":"${OPEN}", ${ODD}"url":"https:\/\/pay.example.com/x" , "status":"${status}",
"description":"caf\u00e9" ,"createdAt":"2026-01-15T11:00:00+01:00","updatedAt": "2026-01-15T10:00:00Z",
 "metadata":{"a" : 1.0, "b":[1e2]} }

`;

const CHILD = String.raw`{"type":"invoices", ${ODD}"id":"c\u002d1","attributes":{"status" :"expired"}}`;

const resource = (status) => `{ "id":"${OPEN_TXN}", ${ODD}"type":"paymentLinks",
 "attributes":{"amount":"100.00" ,"currency":"eur","hostedPageUrl":"https://pay.example.com/x",
  "status":"${status}" ,"expiresAt":"2026-07-15T10:00:00.000Z","createdAt":"2026-01-15T10:00:00.000Z"},
 "relationships" :{"target":{"data":{"type":"invoices","id":"c-1"}}}}`;

const FORMATS = {
  connect: {
    id: OPEN,
    open: connect("ACTIVE"),
    ended: connect("CANCELLED"),
    listed: connect("CANCELLED").trim(),
    list: ` {"items": [ ${connect("CANCELLED")} ]}`,
    one: `/payment-links/${OPEN}`,
    many: "/payment-links",
    close: `/payment-links/${OPEN}/cancel`,
    headers: { "x-api-key": sandboxKeys.connect, "x-idempotency-key": "k" },
  },
  txn: {
    id: OPEN_TXN,
    open: `{"data":${resource("created")}}`,
    ended: `\n{"included" :[ ${CHILD}] ,"data":  ${resource("expired")}, "meta":{"n":1.0}}\t`,
    listed: `{"data":${resource("expired")},"included":[${CHILD}]}`,
    list: `{"included" :[ ${CHILD}] ,"data":  [ ${resource("expired")}\n]}`,
    one: `/api/public/v1/payment_links/${OPEN_TXN}`,
    many: "/api/public/v1/payment_links",
    close: `/api/public/v1/payment_links/${OPEN_TXN}/expiration`,
    headers: {
      authorization: `Bearer ${sandboxKeys.txn}`,
      "content-type": "application/vnd.api+json",
      "idempotency-key": "k",
    },
  },
};

/** An edge whose provider shows one link, as a text, or none, and never answers a close. */
function showing({ open, list, one, many }, format) {
  const state = { shows: open };
  const headers = {
    "content-type": format === "txn" ? "application/vnd.api+json" : "application/json",
  };
  const made = edge({
    disturb: async ({ method, url }) => {
      const { pathname } = new URL(url);
      if (![one, many].some((path) => pathname.startsWith(path))) return undefined;
      if (method === "POST" && !state.answer)
        throw new TypeError("fetch failed", { cause: new Error("reset") });
      const body = method === "POST" ? state.answer : pathname === many ? list : state.shows;
      return new Response(body, { status: state.shows === null ? 404 : 200, headers });
    },
  });
  return { ...made, state };
}

/** The text of the answer's own document. */
const documentIn = (text) => /,"document":(.*),"source":"kept"/s.exec(text)?.[1];

for (const [format, its] of Object.entries(FORMATS)) {
  const ways = {
    "one link, by the API over all": [`/v1/links/${format}/${its.id}`, {}, its.ended],
    "a list, by the API over all": [`/v1/links?format=${format}`, {}, its.listed],
    "one link, on the provider's own path": [its.one, its.headers, its.ended],
    "a list, on the provider's own path": [its.many, its.headers, its.listed],
  };
  describe(`T7: a document of ${format}`, () => {
    for (const [way, [path, headers, expected]] of Object.entries(ways)) {
      test(`${way}, comes back byte for byte from memory`, async () => {
        const { call, clock, state } = showing(its, format);
        const close = () => call("POST", its.close, its.headers);
        assert.ok((await close()).status >= 500, "its answer was lost");
        state.shows = its.ended;
        clock.now += LEASE;
        assert.equal((await call("GET", path, headers)).status, 200);
        state.shows = null;
        const known = await call("GET", `/v1/links/${format}/${its.id}`);
        assert.equal(documentIn(await known.text()), expected);
        const again = await close();
        assert.deepEqual([again.status, again.headers.get("paylink-source")], [200, "kept"]);
        assert.equal(await again.text(), expected);
      });
    }

    test("that answers a close comes back byte for byte from memory", async () => {
      const { call, state } = showing(its, format);
      state.answer = its.ended;
      assert.equal((await call("POST", its.close, its.headers)).status, 200);
      state.shows = null;
      const known = await call("GET", `/v1/links/${format}/${its.id}`);
      assert.equal(documentIn(await known.text()), its.ended);
    });

    test("with a byte order mark comes back with it on the provider's own path, and without it in JSON", async () => {
      const marked = `\ufeff${its.ended}`;
      const { call, clock, state } = showing(its, format);
      await call("POST", its.close, its.headers);
      state.shows = marked;
      clock.now += LEASE;
      await call("GET", `/v1/links/${format}/${its.id}`);
      state.shows = null;
      const known = await call("GET", `/v1/links/${format}/${its.id}`);
      assert.equal(documentIn(await known.text()), its.ended);
      const bytes = await (await call("POST", its.close, its.headers)).bytes();
      assert.deepEqual(bytes, new TextEncoder().encode(marked));
    });

    test("that is too long is not kept, and its link is handed out as the model has it", async () => {
      const { call, clock, state } = showing(its, format);
      await call("POST", its.close, its.headers);
      state.shows = its.ended.replace("1e2", `"${"x".repeat(50_000)}"`);
      clock.now += LEASE;
      await call("GET", `/v1/links/${format}/${its.id}`);
      state.shows = null;
      const known = await (await call("GET", `/v1/links/${format}/${its.id}`)).json();
      assert.deepEqual([known.source, known.document], ["kept", undefined]);
      const again = await call("POST", its.close, its.headers);
      assert.equal(again.status, 200);
      const text = await again.text();
      assert.match(text, /^\{"(paymentLinkId|data)":/);
      assert.ok(text.length < 2000 && !text.includes("xxxx"));
    });

    test("that was pasted is shown byte for byte", async () => {
      const { call, state } = showing(its, format);
      state.shows = null;
      assert.equal((await call("POST", "/v1/imports", {}, its.list)).status, 200);
      const known = await (await call("GET", `/v1/links/${format}/${its.id}`)).text();
      assert.ok(known.includes(`"document":${its.listed},"source":"import"`), known);
    });
  });
}

test("a link that is the same in other words is kept in the words that were seen last", async () => {
  const its = FORMATS.connect;
  const { call, clock, state } = showing(its, "connect");
  const path = `/v1/links/connect/${OPEN}`;
  for (const shows of [its.ended, its.ended.replace("1.0", "1.00")]) {
    state.shows = shows;
    await call("GET", path);
    clock.now += LEASE;
  }
  state.shows = null;
  const known = await call("GET", path);
  assert.equal(documentIn(await known.text()), its.ended.replace("1.0", "1.00"));
});
