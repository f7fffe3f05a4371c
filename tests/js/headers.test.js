// Headers of hosts and of outside requests: all are answered, and only mistakes of the calling program throw.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request } from "node:http";
import { test } from "node:test";
import {
  checkRequest,
  idempotency,
  init,
  interpretResponse,
  planClose,
  readWebhook,
} from "paylink";

await init();

const NOW = 1_614_265_330_000;
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const BODY = '{"test": 2432232314}';
const SIGNED = {
  "svix-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
  "svix-timestamp": "1614265330",
  "svix-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
};
const OTHER = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

/** @param {any} headers @param {any} [secret] */
const deliver = (headers, secret = SECRET) =>
  readWebhook({ format: "txn", headers, body: BODY, secret, now: NOW });

/** @param {any} answer */
const isVerified = (answer) =>
  answer.ok ||
  !answer.issues.some((/** @type {any} */ { code }) => /^(signature|secret)_/.test(code));

const LINK = { format: /** @type {const} */ ("connect"), id: "j", rawStatus: "ACTIVE" };
const planned = planClose("close", LINK, { now: NOW });
assert.ok(planned.ok);
const CANCELLED = JSON.stringify({
  paymentLinkId: "j",
  url: "https://pay.example.com/j",
  status: "CANCELLED",
  createdAt: "2024-01-15T10:00:00Z",
  updatedAt: "2024-01-15T10:00:00Z",
});

const PROFILES = {
  connect: {
    header: "x-idempotency-key",
    scopeHeader: "x-api-key",
    relevantHeaders: ["content-type", "authorization"],
  },
  ietf: {
    header: "idempotency-key",
    scopeHeader: "authorization",
    relevantHeaders: ["content-type"],
  },
};

const ODD = [
  ["a=b", "c=d"],
  [],
  [null, undefined, 5, {}, [["deep"]]],
  5,
  5n,
  Number.NaN,
  null,
  undefined,
  true,
  {},
  Symbol("x"),
  () => {},
  new Date(0),
  "\ud800\r\n\0",
];

test("K3: header values of any type are lines, a text or none, in every call with headers", () => {
  assert.ok(planned.ok);
  for (const odd of ODD) {
    const beside = { "Set-Cookie": odd };
    assert.ok(isVerified(deliver({ ...SIGNED, ...beside })), String(odd));
    for (const headers of [beside, Object.entries(beside), new Map(Object.entries(beside))]) {
      // @ts-expect-error: headers of an outside request have no type
      const meant = interpretResponse(planned.value, { status: 200, headers, body: CANCELLED });
      assert.equal(meant.outcome, "done", String(odd));
      const call = { method: "GET", path: "/payment-links/a", headers, body: undefined };
      // @ts-expect-error: the same
      assert.equal(checkRequest(call).ok, false);
      // @ts-expect-error: the same
      assert.deepEqual(idempotency.claim("connect", call), { ok: true, value: null, notes: [] });
    }
  }
});

test("K3: two lines of a signature verify in any order and representation", () => {
  const { "svix-signature": right, ...rest } = SIGNED;
  const lines = (/** @type {string[]} */ ...values) => [
    ...Object.entries(rest),
    ...values.map((value) => ["svix-signature", value]),
  ];
  for (const [one, other] of [
    [right, OTHER],
    [OTHER, right],
  ]) {
    assert.ok(isVerified(deliver({ ...rest, "Svix-Signature": [one, other] })));
    assert.ok(isVerified(deliver({ ...rest, "svix-signature": `${one}, ${other}` })));
    assert.ok(isVerified(deliver({ ...rest, "svix-signature": `${one},${other}` })));
    assert.ok(isVerified(deliver({ ...rest, "svix-signature": `${one} ${other}` })));
    assert.ok(isVerified(deliver(lines(one, other))));
    assert.ok(isVerified(deliver(new Headers(/** @type {any} */ (lines(one, other))))));
  }
  assert.ok(!isVerified(deliver({ ...rest, "svix-signature": [OTHER, OTHER] })));
});

test("K3: invalid header arguments of the program throw, and the error names them", () => {
  for (const headers of ["a: b", 5, ["a", "b"], [[5, "b"]]]) {
    assert.throws(() => deliver(headers), { name: "PaylinkError", message: /^headers: / });
  }
  assert.throws(() => deliver(SIGNED, [5]), { name: "PaylinkError", message: /^secret: / });
  assert.ok(isVerified(deliver(SIGNED, [undefined, SECRET, null])));
});

test("K3: Node's headers are accepted unchanged, also of an outside request", async () => {
  /** @type {any} */
  let answer;
  const server = createServer((incoming, outgoing) => {
    answer = readWebhook({
      format: "txn",
      headers: incoming.headers,
      body: "{}",
      secret: SECRET,
      now: NOW,
    });
    outgoing.end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const outgoing = request({
    port,
    method: "POST",
    headers: { "set-cookie": ["a=b"] },
    agent: false,
  });
  outgoing.end("{}");
  const [response] = await once(outgoing, "response");
  response.resume();
  server.close();
  assert.equal(answer.issues[0].code, "signature_missing");
});

const TWICE = {
  authorization: "Bearer t",
  "content-length": "0",
  "content-type": "application/json",
  host: "a.example",
  "idempotency-key": '"k"',
  "x-api-key": "k",
  "x-idempotency-key": "k",
};
/** Two lines of a header in every representation; the second one equal or another. */
const twice = (/** @type {string} */ name, /** @type {string} */ one) =>
  [one, `${one}x`].flatMap((other) => {
    const upper = name.toUpperCase();
    return [
      { [name]: [one, other] },
      { [name]: one, [upper]: other },
      { [upper]: other, [name]: one },
      [
        [name, one],
        [name, other],
      ],
      new Map([
        [name, one],
        [upper, other],
      ]),
    ];
  });
const isDuplicate = (/** @type {any} */ answer, /** @type {string} */ header) =>
  !answer.ok &&
  answer.issues.some(
    (/** @type {any} */ { code, params }) =>
      code === "header_duplicate" && params.header === header,
  );

test("two lines of a header with one value are an error, in every call and representation", () => {
  for (const [name, one] of Object.entries(TWICE)) {
    for (const headers of twice(name, one)) {
      const call = { method: "POST", path: "/payment-links/a/cancel", headers };
      // @ts-expect-error: pairs of any length
      assert.ok(isDuplicate(checkRequest(call), name), name);
      for (const profile of /** @type {const} */ (["connect", "ietf"])) {
        const { header, scopeHeader, relevantHeaders } = PROFILES[profile];
        const isOfClaim = [header, scopeHeader, ...relevantHeaders].includes(name);
        // @ts-expect-error: the same
        assert.equal(isDuplicate(idempotency.claim(profile, call), name), isOfClaim, name);
      }
    }
  }
  for (const name of ["svix-id", "svix-timestamp"]) {
    for (const headers of twice(name, SIGNED[/** @type {keyof SIGNED} */ (name)])) {
      const entries = Symbol.iterator in headers ? [...headers] : Object.entries(headers);
      const others = Object.entries(SIGNED).filter(([other]) => other !== name);
      assert.ok(isDuplicate(deliver([...others, ...entries]), name), name);
    }
  }
});

test("F2: a long text instead of an object is refused in constant time", () => {
  const long = "x".repeat(5_000_000);
  const started = process.cpuUsage();
  for (const call of [
    () => readWebhook(/** @type {any} */ (long)),
    () => checkRequest(/** @type {any} */ (long)),
    () => idempotency.claim("connect", /** @type {any} */ (long)),
    () =>
      interpretResponse(
        /** @type {any} */ (planned.ok && planned.value),
        /** @type {any} */ (long),
      ),
    () => deliver(long),
  ]) {
    assert.throws(call, { name: "PaylinkError" });
  }
  const { user } = process.cpuUsage(started);
  // This once took seconds: a list of five million texts, each a member.
  assert.ok(user < 1_000_000, `${user} µs`);
});
