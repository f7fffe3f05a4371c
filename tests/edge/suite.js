// What the edge must do on every host, over HTTP. A host's test starts a server and runs this.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sandboxKeys } from "../../edge/sandbox/index.js";

const OPEN_CONNECT = "a2f7c9d4-6a3b-4a0e-8b7e-51c2d3e4f502";
const DONE_CONNECT = "b7c6d5e4-f3a2-4b1c-8d9e-0f1a2b3c4d06";
const ODD_CONNECT = "c4a2e0f8-6b5d-4c3a-8e1f-2d4b6a8c0e11";
const OPEN_TXN = "2c4e6a80-1b3d-4f5e-8a7c-9d0b2e4f6a22";
const PENDING_TXN = "91a3b5c7-d9e0-4f12-8a34-b5c6d7e8f925";
const DONE_TXN = "5c7e9a1b-3d4f-4b6a-9c8e-0d2f4a6b8c29";

const apiKey = { "X-API-Key": sandboxKeys.connect };
const bearer = { Authorization: `Bearer ${sandboxKeys.txn}` };
const jsonApi = { "Content-Type": "application/vnd.api+json" };

const cancelPath = (id) => `/payment-links/${encodeURIComponent(id)}/cancel`;
const expirePath = (id) => `/api/public/v1/payment_links/${encodeURIComponent(id)}/expiration`;

/** @param {() => Promise<{url: string, token: string, stop: () => Promise<void>}>} start */
export function suite(start) {
  let server;
  before(async () => {
    server = await start();
  });
  after(() => server?.stop());

  const call = async (method, path, headers = {}, body = undefined) => {
    const response = await fetch(server.url + path, { method, headers, body, redirect: "manual" });
    const text = await response.text();
    const json = /\bjson\b/.test(response.headers.get("content-type") ?? "")
      ? JSON.parse(text)
      : null;
    return { status: response.status, headers: response.headers, text, json };
  };
  const cancel = (id, headers, body) => call("POST", cancelPath(id), headers, body);
  const expire = (id, headers, body) => call("POST", expirePath(id), headers, body);
  const owner = () => ({ Authorization: `Bearer ${server.token}` });

  test("cancel as documented; the same key gives the same answer, a modified request 409", async () => {
    const keyed = { ...apiKey, "X-Idempotency-Key": "suite-cancel-1" };
    const first = await cancel(OPEN_CONNECT, keyed);
    assert.equal(first.status, 200);
    assert.equal(first.headers.get("content-type"), "application/json");
    assert.equal(first.json.paymentLinkId, OPEN_CONNECT);
    assert.equal(first.json.status, "CANCELLED");

    const again = await cancel(OPEN_CONNECT, keyed);
    assert.equal(again.status, 200);
    assert.equal(again.text, first.text, "byte for byte");

    const modified = await cancel(
      OPEN_CONNECT,
      { ...keyed, "Content-Type": "application/json" },
      "{}",
    );
    assert.equal(modified.status, 409);
    assert.equal(modified.json.code, "idempotency_key_mismatch");
    const elsewhere = await cancel(DONE_CONNECT, keyed);
    assert.equal(elsewhere.status, 409);
    assert.equal(elsewhere.json.code, "idempotency_key_mismatch");

    const fresh = await cancel(OPEN_CONNECT, { ...apiKey, "X-Idempotency-Key": "suite-cancel-2" });
    assert.equal(fresh.status, 409);
    assert.equal(fresh.json.code, "payment_link_not_cancellable");
    assert.match(fresh.json.message, /already cancelled/);
  });

  test("a key of 256 characters is taken, one of 257 and an empty one are not", async () => {
    const keyed = (key) => cancel(DONE_CONNECT, { ...apiKey, "X-Idempotency-Key": key });
    assert.equal((await keyed("k".repeat(256))).status, 409);
    const long = await keyed("k".repeat(257));
    assert.equal(long.status, 400);
    assert.equal(long.json.code, "VALIDATION_ERROR");
    assert.equal(long.json.details[0].property, "x-idempotency-key");
    assert.match(long.json.details[0].message, /at most 256 characters .* found 257/);
    assert.equal((await keyed("")).status, 400);
  });

  test("a cancel that cannot be has the right status and a clear error", async () => {
    const missing = await cancel(OPEN_CONNECT);
    assert.deepEqual([missing.status, missing.json.code], [401, "unauthorized"]);
    const wrong = await cancel(OPEN_CONNECT, { "X-API-Key": "guess" });
    assert.deepEqual([wrong.status, wrong.json.code], [401, "unauthorized"]);
    assert.ok(!wrong.text.includes("guess"), "a credential is never repeated");
    const unknown = await cancel("no-such-link", apiKey);
    assert.deepEqual([unknown.status, unknown.json.code], [404, "not_found"]);
    const done = await cancel(DONE_CONNECT, apiKey);
    assert.deepEqual([done.status, done.json.code], [409, "payment_link_not_cancellable"]);
    assert.match(done.json.message, /has ended: it is completed/);
    const odd = await cancel(ODD_CONNECT, apiKey);
    assert.equal(odd.status, 409);
    assert.match(odd.json.message, /unknown status `PAUSED`/);
    const text = await cancel(
      OPEN_CONNECT,
      { ...apiKey, "Content-Type": "application/json" },
      "nope",
    );
    assert.deepEqual([text.status, text.json.details[0].code], [400, "JSON_SYNTAX"]);
    const type = await cancel(OPEN_CONNECT, { ...apiKey, "Content-Type": "text/plain" }, "{}");
    assert.equal(type.status, 415);
    const method = await call("DELETE", cancelPath(OPEN_CONNECT), apiKey);
    assert.deepEqual([method.status, method.headers.get("allow")], [405, "POST"]);
  });

  test("expire as documented, from created and from pending", async () => {
    for (const id of [OPEN_TXN, PENDING_TXN]) {
      const done = await expire(id, { ...bearer, ...jsonApi });
      assert.equal(done.status, 200);
      assert.equal(done.headers.get("content-type"), "application/vnd.api+json");
      assert.equal(done.json.data.type, "paymentLinks");
      assert.equal(done.json.data.attributes.status, "expired");
    }
  });

  test("an expire that cannot be has the right status and a JSON:API error", async () => {
    const all = { ...bearer, ...jsonApi };
    const error = async (answer, status, code) => {
      const { status: found, headers, json } = await answer;
      assert.equal(found, status);
      assert.equal(headers.get("content-type"), "application/vnd.api+json");
      assert.deepEqual([json.errors[0].status, json.errors[0].code], [status, code]);
      return json.errors[0];
    };
    await error(expire(OPEN_TXN, jsonApi), 401, "unauthorized");
    await error(
      expire(OPEN_TXN, { ...jsonApi, Authorization: "Bearer guess" }),
      401,
      "unauthorized",
    );
    await error(
      expire(OPEN_TXN, { ...jsonApi, Authorization: "Basic Z3Vlc3M=" }),
      401,
      "unauthorized",
    );
    await error(expire(OPEN_TXN, bearer), 415, "media_type_missing");
    const wrong = { ...bearer, "Content-Type": "application/json" };
    await error(expire(OPEN_TXN, wrong), 415, "media_type_unsupported");
    await error(expire(OPEN_TXN, { ...all, Accept: "text/html" }), 406, "not_acceptable");
    await error(expire("no-such-link", all), 404, "link_not_found");
    await error(expire(OPEN_TXN, all, "nope"), 400, "json_syntax");
    const refused = await error(expire(DONE_TXN, all), 422, "transition_refused");
    assert.match(refused.detail, /has ended: it is completed/);
  });

  test("F23: ids are ids, whatever they look like, and those that a path cannot carry are refused", async () => {
    const odd = ["ü", "<script>", " ", "a;b", "a:b@c", "~", "..."];
    const refused = ["a/b", "..%2f", "%", "x?y#z", "a\\b", "\u0000", "a\n", "%2e%2e"];
    for (const [ids, status] of [
      [odd, 404],
      [refused, 400],
    ]) {
      for (const id of ids) {
        assert.equal((await cancel(id, apiKey)).status, status, id);
        assert.equal((await expire(id, { ...bearer, ...jsonApi })).status, status, id);
        const path = `/v1/links/connect/${encodeURIComponent(id)}`;
        const shown = await call("GET", path, owner());
        assert.equal(shown.status, status, id);
        if (status === 400) assert.equal(shown.json.code, "id_not_addressable", id);
        assert.equal((await call("POST", `${path}/close`, owner())).status, status, id);
      }
    }
    assert.equal((await call("POST", "/payment-links/%ff/cancel", apiKey)).status, 400);
  });

  test("the unified list has every link of both providers, in every status", async () => {
    const { status, json } = await call("GET", "/v1/links", owner());
    assert.equal(status, 200);
    assert.deepEqual(json.unavailable, []);
    const count = (format) => json.links.filter((link) => link.format === format).length;
    assert.ok(count("connect") >= 12 && count("txn") >= 12);
    assert.ok(json.links.every(({ ok }) => ok));
    const statuses = new Set(json.links.map(({ value }) => value.status));
    for (const wanted of ["open", "in_progress", "completed", "expired", "cancelled", "unknown"]) {
      assert.ok(statuses.has(wanted), wanted);
    }
  });

  test("a link is shown with its decisions, its notes and its document", async () => {
    const { json } = await call("GET", `/v1/links/connect/${ODD_CONNECT}`, owner());
    assert.equal(json.link.rawStatus, "PAUSED");
    assert.equal(json.document.status, "PAUSED");
    assert.deepEqual(
      json.notes.map(({ code }) => code),
      ["status_unknown"],
    );
    assert.deepEqual(
      json.decisions.map(({ action, verdict, canTry }) => [action, verdict, canTry]),
      [
        ["cancel", "uncertain", false],
        ["expire", "refused", false],
        ["close", "uncertain", false],
      ],
    );
  });

  test("one call closes a link at either provider; repeats and refusals are told apart", async () => {
    const close = (format, id, key, more = {}) =>
      call("POST", `/v1/links/${format}/${id}/close`, {
        ...owner(),
        ...(key && { "Idempotency-Key": key }),
        ...more,
      });
    for (const [format, id, closed] of [
      ["connect", "6f1d2c58-0b1e-4f5a-9a53-2f8c1f0a7e01", "cancelled"],
      ["txn", "7d0f5a3e-4b21-4c68-9f1d-3a5b7c9e1f21", "expired"],
    ]) {
      const done = await close(format, id, `"${format}-1"`);
      assert.deepEqual(
        [done.status, done.json.outcome, done.json.link.status],
        [200, "done", closed],
      );
      const again = await close(format, id, `"${format}-1"`);
      assert.deepEqual([again.status, again.text], [200, done.text]);
      const other = await close(format, id, `"${format}-2"`);
      assert.deepEqual([other.status, other.json.outcome], [200, "already_done"]);
    }
    const mismatch = await close("txn", DONE_TXN, '"connect-1"');
    assert.deepEqual([mismatch.status, mismatch.json.code], [422, "idempotency_key_mismatch"]);
    const unquoted = await close("txn", DONE_TXN, "plain");
    assert.deepEqual([unquoted.status, unquoted.json.code], [400, "idempotency_key_malformed"]);
    const refused = await close("txn", DONE_TXN);
    assert.equal(refused.headers.get("content-type"), "application/problem+json");
    assert.deepEqual([refused.status, refused.json.code], [409, "transition_refused"]);
    assert.equal(refused.json.decision.reasons[0].code, "terminal_status");
    assert.equal((await close("txn", "nope")).status, 404);
    assert.equal((await close("visa", "nope")).status, 404);
  });

  test("nobody gets into the unified API without the token", async () => {
    for (const headers of [
      {},
      { Authorization: "Bearer guess" },
      { Cookie: "paylink_session=guess" },
    ]) {
      const { status, json, text } = await call("GET", "/v1/links", headers);
      assert.equal(status, 401);
      assert.match(json.code, /^credential_/);
      assert.ok(!text.includes("guess"));
    }
    const form = { "Content-Type": "application/x-www-form-urlencoded" };
    const answer = await fetch(`${server.url}/sign-in`, {
      method: "POST",
      headers: form,
      body: new URLSearchParams({ token: server.token }),
      redirect: "manual",
    });
    const cookie = { Cookie: answer.headers.get("set-cookie").split(";")[0] };
    assert.equal((await call("GET", "/v1/links", cookie)).status, 200);
    assert.equal((await call("GET", "/v1/me", cookie)).json.name, "owner");
    const foreign = { ...cookie, "Sec-Fetch-Site": "cross-site" };
    assert.equal((await call("GET", "/v1/links", foreign)).status, 403);
  });

  test("what is nobody's path is a problem, and health is open", async () => {
    for (const path of ["/nowhere", "/payment-links/a/b/cancel", "/v1/nowhere"]) {
      const { status, json } = await call("GET", path, owner());
      assert.deepEqual([status, json.code], [404, "route_unknown"]);
    }
    assert.equal((await call("GET", "/healthz")).status, 200);
  });

  test("the dashboard and the core are served with a strict policy, to who may read", async () => {
    const page = await call("GET", "/", owner());
    assert.equal(page.status, 200);
    assert.match(page.headers.get("content-security-policy"), /default-src 'none'/);
    assert.match(page.text, /<title>/);
    const wasm = await call("GET", "/paylink/wasm/paylink_bg.wasm", owner());
    assert.equal(wasm.headers.get("content-type"), "application/wasm");
    assert.equal((await call("GET", "/paylink/package.json.js", owner())).status, 404);
    assert.equal((await call("GET", "/style.css")).status, 401);
  });

  test("the sandbox can be pushed, by who may close", async () => {
    assert.equal((await call("GET", "/sandbox")).status, 401);
    const { json } = await call("GET", "/sandbox", owner());
    assert.ok(json.clock.now, JSON.stringify(json));
  });

  test("a job runs over both providers, line by line", async () => {
    const { json: list } = await call("GET", "/v1/links?can=close", owner());
    const links = list.links.map(({ format, value }) => ({ format, id: value.id }));
    const made = await call("POST", "/v1/jobs", owner(), JSON.stringify({ links }));
    assert.equal(made.status, 201);
    const run = await call("POST", `/v1/jobs/${made.json.id}/run`, owner());
    const lines = run.text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.deepEqual(lines.at(-1), {
      job: made.json.id,
      finished: true,
      counts: { done: links.length },
    });
    const { json: events } = await call("GET", "/v1/events", owner());
    assert.ok(events.events.length > links.length);
  });
}
