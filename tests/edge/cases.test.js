// What other products were told of in public reports, tried here; each test begins with its report.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sandboxKeys } from "../../edge/sandbox/index.js";
import { CHILD, deliver, invoice, journal, PENDING, providers, signed } from "./deliveries.js";
import { DAY, edge, effects, NOW, OPEN, OPEN_TXN, TOKEN, txnRequest } from "./edge.js";

const LINKS = { connect: OPEN, txn: OPEN_TXN };
const FORMATS = /** @type {const} */ (["connect", "txn"]);
const keyed = (key) => ({ "idempotency-key": `"${key}"` });

/** A link's document with another status, as its provider shows one that has been paid or closed. */
function withStatus(format, document, status) {
  const shown = structuredClone(document);
  if (format === "txn") shown.data.attributes.status = status;
  else {
    shown.status = status;
    if (status === "COMPLETED") {
      shown.completedAt = "2026-06-18T12:00:00Z";
      shown.paymentId = "pay_1";
    }
  }
  return shown;
}
const PAID = { connect: "COMPLETED", txn: "completed" };
const CLOSED = { connect: "CANCELLED", txn: "expired" };

/** A provider whose close is answered by `answers`, and that shows the link as they left it. */
function answering(format, answers) {
  const state = { sent: 0, keys: new Set(), shows: "" };
  const here = edge({
    disturb: async (request, effect) => {
      if (request.method === "POST") {
        state.sent += 1;
        state.keys.add(request.headers.get("x-idempotency-key"));
        return answers(state, (status) => withStatus(format, open, status));
      }
      const document = await (await effect()).json();
      return Response.json(state.shows ? withStatus(format, document, state.shows) : document);
    },
  });
  let open;
  const close = async (key = "k") => {
    const path = `/v1/links/${format}/${LINKS[format]}`;
    open ??= (await (await here.call("GET", path)).json()).document;
    const answer = await here.call("POST", `${path}/close`, keyed(key));
    return { status: answer.status, ...(await answer.json()) };
  };
  return { ...here, state, close };
}

const REFUSED = {
  connect: { message: "the payment link has been paid", code: "conflict" },
  txn: { errors: [{ status: "409", code: "conflict", detail: "has been paid" }] },
};
/** How a provider may answer a close that came after the payment. */
const AFTER_PAYMENT = {
  "200 with the paid link": (format, shown) => Response.json(shown(PAID[format])),
  409: (format) => Response.json(REFUSED[format], { status: 409 }),
  "200 without a body": () => new Response(""),
};
for (const format of FORMATS) {
  for (const [name, answer] of Object.entries(AFTER_PAYMENT)) {
    test(`VivaPayments/API#2360: paid between the look and the close, ${format}, ${name}`, async () => {
      const here = answering(format, (state, shown) => {
        state.shows = PAID[format];
        return answer(format, shown);
      });
      const first = await here.close();
      assert.ok(["refused", "conflict"].includes(first.outcome), JSON.stringify(first));
      assert.deepEqual([first.link.status, first.link.rawStatus], ["completed", PAID[format]]);
      const again = await here.close();
      assert.deepEqual([again.outcome, again.status], [first.outcome, first.status]);
      assert.equal(again.link.status, "completed");
      assert.equal(here.state.sent, 1);
      const path = `/v1/links?source=kept&format=${format}&limit=100`;
      const { links } = await (await here.call("GET", path)).json();
      const kept = links.find(({ value }) => value.id === LINKS[format]);
      assert.equal(kept.value.status, "completed");
      const entries = await journal(here.call, "/v1/events?order=oldest_first&limit=200");
      assert.ok(
        entries.some(({ type, detail }) => type === "link_changed" && detail.to === PAID[format]),
      );
    });
  }
}

test("mollie/WooCommerce#668, mollie/spree-mollie-gateway#62: of two links for one order each keeps its own end", async () => {
  const { call, sandbox } = edge({ providers });
  const ids = [];
  for (const key of ["first", "second"]) {
    const answer = await call(
      "POST",
      "/v1/links/txn",
      keyed(key),
      txnRequest({ reference: "o-1" }),
    );
    ids.push((await answer.json()).link.id);
  }
  const [abandoned, paid] = ids;
  for (const event of ["opened", "paid", "completed"]) await sandbox.event("txn", paid, { event });
  await sandbox.event("txn", abandoned, { event: "expired" });
  for (const source of ["providers", "kept"]) {
    const path = `/v1/links?format=txn&limit=100&reference=o-1&source=${source}`;
    const { links } = await (await call("GET", path)).json();
    const statuses = Object.fromEntries(links.map(({ value }) => [value.id, value.status]));
    assert.deepEqual(statuses, { [abandoned]: "expired", [paid]: "completed" }, source);
  }
});

const SORRY = {
  responseInfo: {
    responseCode: 500,
    responseMessage: "Something went wrong, please try again later.",
  },
};
/** What comes after the failures, and what a caller may be told. @type {Record<string, [string | undefined, string[]]>} */
const AFTER_FAILURES = {
  "then it is completed": [PAID.connect, ["refused", "conflict"]],
  "then it is cancelled": [CLOSED.connect, ["done"]],
  "for ever": [undefined, ["retry", "unclear"]],
};
test("vippsas/vipps-ecom-api#198: a cancel that is refused with 500 while a payment is authorised", async (t) => {
  const variants = Object.entries(AFTER_FAILURES).map(([name, [then, outcomes]]) =>
    t.test(name, async () => {
      const here = answering("connect", (state, shown) => {
        if (then === undefined || state.sent <= 3) return Response.json(SORRY, { status: 500 });
        state.shows = then;
        return Response.json(shown(then));
      });
      const answer = await here.close();
      assert.ok(outcomes.includes(answer.outcome), JSON.stringify(answer));
      assert.ok(here.state.sent > 3, "it is tried again");
      assert.equal(here.state.keys.size, 1, "with the same key");
      if (then) assert.equal(answer.link.rawStatus, then);
    }),
  );
  await Promise.all(variants);
});

test("mollie/magento2#1086: a link that a mail scanner opened is closed with a warning that claims no payer", async () => {
  const { call } = edge({
    disturb: async (request, effect) => {
      if (request.method !== "GET") return undefined;
      const document = await (await effect()).json();
      if (!document.data.attributes) return Response.json(document);
      document.data.attributes.status = "pending";
      document.data.attributes.createdAt = new Date(NOW - 1000).toISOString();
      document.data.relationships.target.data = null;
      delete document.included;
      return Response.json(document);
    },
  });
  const answer = await (await call("GET", `/v1/links/txn/${OPEN_TXN}`)).json();
  const decision = answer.decisions.find(({ action }) => action === "expire");
  assert.deepEqual([answer.link.status, decision.verdict], ["in_progress", "allowed"]);
  const [warning, ...others] = decision.warnings;
  assert.deepEqual([warning.code, others], ["payment_in_progress", []]);
  assert.equal(
    warning.message,
    "the provider reports the link as `pending`: a payment may have started",
  );
});

test("woocommerce/woocommerce-paypal-payments#4489: a delivery that comes before the answer to the create loses nothing", async () => {
  /** @type {Promise<Response>[]} */
  const early = [];
  const here = edge({
    providers,
    disturb: async (request, effect) => {
      if (request.method !== "POST") return undefined;
      const answer = await effect();
      const { id } = (await answer.clone().json()).data;
      const opened = await here.sandbox.event("txn", id, { event: "opened" });
      const { type, id: childId } = opened.value.link.data.relationships.target.data;
      for (const event of ["paid", "completed"]) await here.sandbox.event("txn", id, { event });
      await here.sandbox.moveChild(type, childId, { status: "completed" });
      const body = JSON.stringify((await here.sandbox.child(type, childId)).value);
      early.push(deliver(here.app, "txn", body, signed(body)));
      await early[0];
      return answer;
    },
  });
  const made = await here.call("POST", "/v1/links/txn", keyed("k"), txnRequest());
  assert.equal(made.status, 201);
  assert.equal((await early[0]).status, 200);
  const { link } = await made.json();
  const { links } = await (
    await here.call("GET", "/v1/links?source=kept&format=txn&limit=100")
  ).json();
  const kept = links.find(({ value }) => value.id === link.id);
  assert.deepEqual([kept.value.status, kept.value.child.rawStatus], ["completed", "completed"]);
  assert.equal(effects(here.calls), 1);
});

test("themeum/tutor#2360, pay-rails/pay#339: deliveries out of order do not move a payment back", async () => {
  const here = edge({ providers });
  await here.call("GET", `/v1/links/txn/${PENDING}`);
  for (const status of ["processing", "completed"])
    await here.sandbox.moveChild("invoices", CHILD, { status });
  for (const [at, status] of ["completed", "processing", "pending"].entries()) {
    const body = invoice(status);
    here.clock.now = NOW + at * 1000;
    const answer = await deliver(
      here.app,
      "txn",
      body,
      signed(body, { id: `m-${at}`, at: here.clock.now }),
    );
    assert.equal(answer.status, 200);
    const { links } = await (
      await here.call("GET", "/v1/links?source=kept&format=txn&limit=100")
    ).json();
    const { value } = links.find((each) => each.value.id === PENDING);
    assert.equal(value.child.rawStatus, "completed", `after ${status}`);
  }
  here.clock.now += DAY;
  const { link } = await (await here.call("GET", `/v1/links/txn/${PENDING}`)).json();
  assert.equal(link.child.rawStatus, "completed");
});

for (const format of FORMATS) {
  test(`AbacatePay/documentation#33: a second close from elsewhere is told that it is done already, ${format}`, async () => {
    const { call, calls } = edge();
    const path = `/v1/links/${format}/${LINKS[format]}/close`;
    const close = async (key) => (await call("POST", path, keyed(key))).json();
    assert.equal((await close("tab-a")).outcome, "done");
    const second = await close("tab-b");
    assert.deepEqual([second.outcome, second.link.rawStatus], ["already_done", CLOSED[format]]);
    assert.equal(effects(calls), 1);
  });
}

const PROVIDERS_OWN = {
  connect: {
    path: "/payment-links",
    close: "cancel",
    headers: { "x-api-key": sandboxKeys.connect },
  },
  txn: {
    path: "/api/public/v1/payment_links",
    close: "expiration",
    headers: {
      authorization: `Bearer ${sandboxKeys.txn}`,
      "content-type": "application/vnd.api+json",
    },
  },
};

/** Every way to a read at the provider, with the credentials of its path. */
const reads = (format, id = LINKS[format]) => {
  const { path, close, headers } = PROVIDERS_OWN[format];
  return [
    { name: "a link", method: "GET", path: `/v1/links/${format}/${id}` },
    { name: "a close", method: "POST", path: `/v1/links/${format}/${id}/close` },
    { name: "its own link", method: "GET", path: `${path}/${id}`, headers },
    { name: "its own list", method: "GET", path, headers },
    { name: "its own close", method: "POST", path: `${path}/${id}/${close}`, headers },
  ];
};

/** The given wait, and the seconds that a caller is told. */
const WAITS = [
  ["59", "59"],
  ["0", "1"],
  [undefined, "1"],
  ["1.5", "1"],
  ["-1", "1"],
  ["120, 120", "1"],
  [new Date(NOW + 59_000).toUTCString(), "59"],
  [new Date(NOW - DAY).toUTCString(), "1"],
  [String(NOW / 1000), "1"],
  ["31536000", "1"],
  ["99999999999999999999", "1"],
];
for (const format of FORMATS) {
  test(`elizaOS/eliza#22162, tombii/better-ccflare#164: a 429 to any read is busy, with a wait that can be meant, ${format}`, async () => {
    for (const [wait, told] of WAITS) {
      for (const body of ["", "<html><title>Too Many Requests</title>"]) {
        const { call, app, calls } = edge({
          disturb: (request) => {
            if (request.method !== "GET") return undefined;
            // A date is relative to the answer's own: the clock of a test is none of the server's.
            const date = new Date(NOW).toUTCString();
            const headers = { date, ...(wait !== undefined && { "retry-after": wait }) };
            return new Response(body, { status: 429, headers });
          },
        });
        for (const { name, method, path, headers } of reads(format)) {
          if (body === "" && method === "GET" && headers) continue; // An own answer is passed on.
          const answer = headers
            ? await app.request(path, { method, headers })
            : await call(method, path);
          assert.deepEqual(
            [answer.status, answer.headers.get("retry-after")],
            [503, told],
            `${name}, ${wait}`,
          );
          assert.match(await answer.text(), /try again later|upstream_busy/);
        }
        const list = await (await call("GET", `/v1/links?format=${format}`)).json();
        assert.equal(list.unavailable[0].problem.code, "upstream_busy");
        assert.equal(effects(calls), 0);
      }
    }
  });

  test(`Art4/json-api-client#46, jacek-gorgon/NJsonApi#23: the words of any error body are told, ${format}`, async () => {
    for (const [body, words] of [
      ['{"error":"card network down"}', "card network down"],
      ['{"error":{"message":"card network down","status":200}}', "card network down"],
      ['{"errors":{"error":{"Status":"404","Title":"card network down"}}}', "card network down"],
      ['{"errors":["card network down"]}', "card network down"],
      ["card network down", "card network down"],
      ["<!doctype html><title>card network down</title>", "card network down"],
    ]) {
      for (const status of [403, 422]) {
        const failing = (method) =>
          edge({
            disturb: (request) =>
              request.method === method ? new Response(body, { status }) : undefined,
          });
        const { call } = failing("GET");
        const path = `/v1/links/${format}/${LINKS[format]}`;
        const read = await call("GET", path);
        const { detail } = await read.json();
        assert.deepEqual([read.status, detail.includes(words)], [502, true], detail);
        const { unavailable } = await (await call("GET", `/v1/links?format=${format}`)).json();
        assert.match(unavailable[0].problem.detail, new RegExp(words));
        const closed = await failing("POST").call("POST", `${path}/close`, keyed("k"));
        const { error, outcome } = await closed.json();
        assert.deepEqual([error.status, error.message], [status, words]);
        assert.equal(outcome, status === 403 ? "reauthorise" : "refused");
      }
    }
  });

  test(`qvantel/jsonapi-scala#15, eclipse-ee4j/jersey#1439: an id is decoded once and encoded once, ${format}`, async () => {
    const { call, app, calls } = edge();
    const bad = [
      "%ff",
      "%c3",
      "%",
      "%zz",
      "%00",
      "%2e%2e",
      "%2E",
      "ab%2Fcd",
      "ab%5ccd",
      "ab%252Fcd",
      "a%3Fb",
      "a%23b",
      "a%0ab",
    ];
    for (const id of bad) {
      for (const { name, method, path, headers } of reads(format, id)) {
        if (!path.includes(id)) continue;
        const answer = headers
          ? await app.request(path, { method, headers })
          : await call(method, path);
        const text = await answer.text();
        // A URL parser takes dot segments away, so that another path is asked.
        const expected = id.toLowerCase().startsWith("%2e") ? [400, 401, 404, 405] : [400];
        assert.ok(expected.includes(answer.status), `${name} ${id}: ${answer.status} ${text}`);
      }
      if (id.toLowerCase().startsWith("%2e")) continue;
      const events = await call("GET", `/v1/links/${format}/${id}/events`);
      assert.ok(events.status < 500, `${id}: ${events.status}`);
    }
    const unknown = calls.filter((path) => !/payment[-_]links$/.test(path));
    assert.deepEqual(unknown, [], "nothing of them is asked of the provider");
    for (const id of ["a%20b", "%C3%BC", "a%3Ab", "x".repeat(1000)]) {
      calls.length = 0;
      assert.equal((await call("GET", `/v1/links/${format}/${id}`)).status, 404);
      assert.deepEqual(calls, [`GET ${PROVIDERS_OWN[format].path}/${id}`]);
    }
  });

  test(`dodopayments/dodopayments-go#239: repeated headers of a caller are refused, and nothing is sent, ${format}`, async () => {
    const { app, calls } = edge();
    const { path, close, headers: own } = PROVIDERS_OWN[format];
    const twice = (base, name, one, other = one) => {
      const lines = new Headers(base);
      lines.delete(name);
      lines.append(name, one);
      lines.append(name, other);
      return lines;
    };
    const ours = { authorization: `Bearer ${TOKEN}` };
    const [credential] = Object.keys(own);
    const type = format === "txn" ? "application/vnd.api+json" : "application/json";
    const attempts = [
      ["/close", twice(ours, "idempotency-key", '"a"', '"b"')],
      ["/close", twice(ours, "idempotency-key", '"a"')],
      ["/close", twice(ours, "authorization", ours.authorization)],
      ["/close", twice(ours, "authorization", ours.authorization, "Bearer other")],
      [close, twice(own, credential, own[credential])],
      [close, twice(own, credential, own[credential], "Bearer other")],
      [close, twice(own, "content-type", type), "{}"],
      [close, twice(own, "content-type", `${type};charset=utf-8`, "text/plain"), "{}"],
      ...(format === "connect" ? [[close, twice(own, "x-idempotency-key", "a")]] : []),
    ];
    for (const [what, headers, body] of attempts) {
      const at =
        what === "/close"
          ? `/v1/links/${format}/${LINKS[format]}${what}`
          : `${path}/${LINKS[format]}/${what}`;
      const answer = await app.request(at, { method: "POST", headers, body });
      const text = await answer.text();
      assert.ok([400, 401].includes(answer.status), `${[...headers]}: ${answer.status} ${text}`);
    }
    assert.deepEqual(calls, []);
  });
}

test("axios/axios#86, laravel-json-api/laravel#29: a client that sends no content type reads, and its provider gets its own", async () => {
  const seen = [];
  const { app } = edge({
    disturb: async (request, effect) => {
      seen.push([request.headers.get("content-type"), request.headers.get("accept")]);
      const answer = await effect();
      const headers = new Headers(answer.headers);
      headers.set("content-type", "application/vnd.api+json; charset=utf-8");
      return new Response(await answer.arrayBuffer(), { status: answer.status, headers });
    },
  });
  const authorization = PROVIDERS_OWN.txn.headers.authorization;
  const type = "application/vnd.api+json";
  for (const path of ["", `/${OPEN_TXN}`]) {
    for (const headers of [
      {},
      { "content-type": "application/x-www-form-urlencoded" },
      { "content-type": `${type}; charset=utf-8` },
      { accept: "application/json" },
      { accept: "application/json, text/plain, */*" },
      { accept: "*/*" },
    ]) {
      const answer = await app.request(PROVIDERS_OWN.txn.path + path, {
        headers: { authorization, ...headers },
      });
      assert.equal(answer.status, 200, JSON.stringify(headers));
      assert.deepEqual(seen.pop(), [type, type]);
      assert.ok((await answer.json()).data);
    }
  }
  const close = `${PROVIDERS_OWN.txn.path}/${OPEN_TXN}/expiration`;
  const unsaid = await app.request(close, { method: "POST", headers: { authorization } });
  assert.equal(unsaid.status, 415);
  assert.match(
    await unsaid.text(),
    /expected the content type `application\/vnd.api\+json`, found none/,
  );
  const accept = `${type}; charset=utf-8`;
  const headers = { authorization, accept };
  assert.equal(
    (await app.request(`${PROVIDERS_OWN.txn.path}/${OPEN_TXN}`, { headers })).status,
    406,
  );
});

test("SatyamPandey-07/WorkSphere#481, EasyPost/easypost-node#467: a delivery is verified over the bytes that were sent", async () => {
  const { app } = edge({ providers });
  const body = `${invoice("pending", CHILD, { rate: 1, url: "https://pay.example.com/?a=1&b=2" })}`
    .replaceAll(":", ":  ")
    .replace('"rate":  1', '"rate":  1.0')
    .replace("&", "\\u0026")
    .concat("\n");
  const written = JSON.stringify(JSON.parse(body));
  assert.notEqual(written, body);
  assert.equal((await deliver(app, "txn", written, signed(body))).status, 401);
  assert.equal((await deliver(app, "txn", body, signed(body))).status, 200);
});

test("ArnasDon/wacrm#65: without a secret, and with an empty one, no delivery is taken", async () => {
  const body = invoice("completed");
  const empty = signed(body, { secret: "whsec_" });
  for (const webhookSecrets of [undefined, []]) {
    const { app, call } = edge({
      providers: { txn: { webhookSecrets }, connect: { webhookSecrets } },
    });
    for (const [format, headers] of [
      ["txn", {}],
      ["txn", signed(body)],
      ["txn", empty],
      ["connect", {}],
      ["connect", { "x-api-key": "" }],
      ["connect", { "x-api-key": "undefined" }],
    ]) {
      assert.equal((await deliver(app, format, body, headers)).status, 401);
    }
    assert.deepEqual(await journal(call), []);
  }
  const { app } = edge({ providers });
  for (const headers of [{}, empty]) {
    assert.equal((await deliver(app, "txn", body, headers)).status, 401);
  }
  assert.equal((await deliver(app, "connect", body, { "x-api-key": "" })).status, 401);
});

test("dodopayments/dodopayments-go#239: of a delivery the signature may stand twice, its id and time may not", async () => {
  const { app } = edge({ providers });
  const body = invoice("pending");
  const headers = signed(body);
  for (const name of ["svix-id", "svix-timestamp", "svix-signature"]) {
    const lines = new Headers(headers);
    lines.append(name, headers[name]);
    const { status } = await deliver(app, "txn", body, lines);
    const expected = name === "svix-signature" ? [200] : [400, 401];
    assert.ok(expected.includes(status), `${name}: ${status}`);
  }
  for (const at of ["1772359200000", "1abc", "1.5", "0x10", "+5", " "]) {
    const { status } = await deliver(app, "txn", body, { ...headers, "svix-timestamp": at });
    assert.ok([400, 401].includes(status), `${at}: ${status}`);
  }
});
