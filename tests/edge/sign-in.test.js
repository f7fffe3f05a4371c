// Signing in: who gets a session, what its cookie is, and what it may do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { tokenOf } from "../../edge/callers.js";
import { SESSION_MS } from "../../edge/sessions.js";
import { signInCodes } from "../../edge/sign-in.js";
import { localPath } from "../../edge/sign-in-page.js";
import { memoryStore } from "../../edge/stores/memory.js";
import { edge, NOW, OPEN } from "./edge.js";

const TEXT = "an-access-token-of-anna";
const anna = await tokenOf("anna", TEXT, ["read", "close"]);
const closer = await tokenOf("closer", "an-access-token-to-close", ["close"]);
const NAVIGATES = { "sec-fetch-mode": "navigate", "sec-fetch-site": "none", accept: "text/html" };
const SAME = { "sec-fetch-site": "same-origin", origin: "http://localhost" };
const FORM = { "content-type": "application/x-www-form-urlencoded" };

function server(options = {}) {
  const made = edge({ tokens: [anna, closer], assets: (c) => c.text("the dashboard"), ...options });
  const get = (path, headers = {}) => made.app.request(path, { headers });
  const post = (path, form = {}, headers = {}) =>
    made.app.request(path, {
      method: "POST",
      headers: { ...FORM, ...SAME, ...headers },
      body: new URLSearchParams(form).toString(),
    });
  const signedIn = async (token = TEXT) => {
    const answer = await post("/sign-in", { token });
    return { cookie: answer.headers.get("set-cookie").split(";")[0] };
  };
  return { ...made, get, post, signedIn };
}

test("F1: no address and no page signs a browser in", async () => {
  const { get } = server();
  for (const path of ["/", "/inspector/", "/rules/", "/sign-in", "/index.html", "/v1/links"]) {
    const answer = await get(path, NAVIGATES);
    assert.equal(answer.headers.get("set-cookie"), null, path);
    assert.notEqual(await answer.text(), "the dashboard", path);
  }
});

test("a browser that is not signed in gets a page with a field, not JSON", async () => {
  const { get } = server();
  for (const headers of [NAVIGATES, { accept: "text/html,application/xhtml+xml" }]) {
    const answer = await get("/rules/?a=b", headers);
    assert.equal(answer.status, 401);
    assert.match(answer.headers.get("content-type"), /^text\/html/);
    const page = await answer.text();
    assert.match(page, /<label for="token">Access token<\/label>/);
    assert.match(page, /name="next" value="\/rules\/\?a=b"/);
  }
  const data = await get("/v1/links", { "sec-fetch-mode": "cors" });
  assert.match(data.headers.get("content-type"), /problem\+json/);
  assert.match(data.headers.get("www-authenticate"), /^Bearer/);
});

test("W3: the cookie is a random id that the store knows by its digest only", async () => {
  const store = memoryStore({ now: () => NOW });
  const { post } = server({ store });
  const answer = await post("/sign-in", { token: ` ${TEXT}\n`, next: "/rules/" });
  assert.deepEqual([answer.status, answer.headers.get("location")], [303, "/rules/"]);
  const cookie = answer.headers.get("set-cookie");
  assert.match(cookie, /^paylink_session=[\w-]{43};/);
  assert.match(cookie, /; HttpOnly/);
  assert.match(cookie, /; SameSite=Strict/);
  assert.match(cookie, /; Path=\//);
  assert.match(cookie, new RegExp(`Max-Age=${SESSION_MS / 1000}`));
  assert.ok(!cookie.includes(TEXT));
  const id = cookie.match(/=([\w-]{43});/)[1];
  const kept = JSON.stringify(await store.at("sessions").list({ prefix: "", limit: 10 }));
  assert.ok(!kept.includes(id) && !kept.includes(TEXT), kept);
  const bearer = { authorization: `Bearer ${id}` };
  assert.equal((await server({ store }).get("/v1/me", bearer)).status, 401);
});

test("the cookie is `Secure` where the browser speaks https", async () => {
  const { app } = server();
  const asked = (url, headers = {}) =>
    app.request(url, {
      method: "POST",
      headers: { ...FORM, "sec-fetch-site": "same-origin", ...headers },
      body: `token=${TEXT}`,
    });
  const secure = async (answer) => /; Secure/.test((await answer).headers.get("set-cookie"));
  assert.equal(await secure(asked("http://pay.example.com/sign-in")), false);
  assert.equal(await secure(asked("https://pay.example.com/sign-in")), true);
  const behind = asked("http://pay.example.com/sign-in", { origin: "https://pay.example.com" });
  assert.equal(await secure(behind), true);
  const proxied = server({ protocolOf: () => "https" });
  assert.match(
    (await proxied.post("/sign-in", { token: TEXT })).headers.get("set-cookie"),
    /; Secure/,
  );
});

test("a session opens the pages, says who it is, ends by itself and by signing out", async () => {
  const { get, post, signedIn, clock } = server();
  const session = await signedIn();
  assert.equal(await (await get("/", { ...NAVIGATES, ...session })).text(), "the dashboard");
  assert.deepEqual(await (await get("/v1/me", session)).json(), {
    name: "anna",
    scopes: ["read", "close"],
    session: { expiresAt: new Date(NOW + SESSION_MS).toISOString() },
  });
  const bearer = { authorization: `Bearer ${TEXT}` };
  assert.deepEqual(await (await get("/v1/me", bearer)).json(), {
    name: "anna",
    scopes: ["read", "close"],
  });
  clock.now = NOW + SESSION_MS - 1;
  assert.equal((await get("/v1/me", session)).status, 200);
  clock.now = NOW + SESSION_MS;
  const over = await get("/", { ...NAVIGATES, ...session });
  assert.equal(over.status, 401);
  assert.match(await over.text(), /Your session has ended/);

  const again = await signedIn();
  const out = await post("/sign-out", {}, again);
  assert.deepEqual([out.status, out.headers.get("location")], [303, "/sign-in"]);
  assert.match(out.headers.get("set-cookie"), /paylink_session=;.*Max-Age=0/);
  assert.equal((await get("/v1/me", again)).status, 401);
});

test("a token that is taken away takes its sessions with it", async () => {
  const store = memoryStore({ now: () => NOW });
  const session = await server({ store }).signedIn();
  const after = server({ store, tokens: [await tokenOf("anna", "another-token-of-anna")] });
  assert.equal((await after.get("/v1/me", session)).status, 401);
});

test("a wrong token is said on the page, and a token without `read` on the page as well", async () => {
  const { post, get, signedIn } = server();
  const wrong = await post("/sign-in", { token: "a-guess-of-a-token", next: "/rules/" });
  assert.deepEqual([wrong.status, wrong.headers.get("set-cookie")], [401, null]);
  const page = await wrong.text();
  assert.match(page, /not known here/);
  assert.match(page, /value="\/rules\/"/);
  assert.ok(!page.includes("a-guess"));
  const session = await signedIn("an-access-token-to-close");
  const refused = await get("/", { ...NAVIGATES, ...session });
  assert.equal(refused.status, 403);
  assert.match(await refused.text(), /scope `read`/);
});

test("W2: `Origin` and `Sec-Fetch-Site` are both judged for whatever changes something", async () => {
  const { app, signedIn } = server();
  const session = await signedIn();
  const close = async (headers) =>
    (
      await app.request(`/v1/links/connect/${OPEN}/close`, {
        method: "POST",
        headers: { ...session, ...headers },
      })
    ).status;
  const EVIL = "https://evil.example.com";
  for (const headers of [
    {},
    { origin: EVIL },
    { origin: "null" },
    { origin: "http://localhost:3000" },
    { origin: "http://localhost.evil.example.com" },
    { origin: EVIL, "sec-fetch-site": "same-origin" },
    { origin: "http://localhost", "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" },
  ]) {
    assert.equal(await close(headers), 403, JSON.stringify(headers));
    const sent = { method: "POST", headers: { ...FORM, ...headers }, body: `token=${TEXT}` };
    const signing = await app.request("/sign-in", sent);
    const isSilent = Object.keys(headers).length === 0;
    assert.equal(signing.headers.has("set-cookie"), isSilent, JSON.stringify(headers));
  }
  assert.equal(await close({ origin: "http://localhost" }), 200);
  assert.equal(await close({ "sec-fetch-site": "same-origin" }), 200);
  assert.equal(await close({ ...SAME }), 200);
  const read = (headers) => app.request("/v1/links", { headers: { ...session, ...headers } });
  assert.equal((await read({})).status, 200);
  assert.equal((await read({ origin: EVIL })).status, 403);
});

test("behind a proxy that hides the name of the server the operator lists it", async () => {
  const named = server({ hosts: ["localhost", "pay.example.com"] });
  const session = await named.signedIn();
  const close = (app, origin) =>
    app.request(`/v1/links/connect/${OPEN}/close`, {
      method: "POST",
      headers: { ...session, origin, "sec-fetch-site": "same-origin" },
    });
  assert.equal((await close(named.app, "https://pay.example.com")).status, 200);
  assert.equal((await close(named.app, "https://other.example.com")).status, 403);
});

test("a one-time code signs one browser in, once", async () => {
  const codes = signInCodes();
  const code = codes.make();
  const { get } = server({ link: { token: anna, take: codes.take } });
  const first = await get(`/sign-in?code=${code}&next=/rules/`, NAVIGATES);
  assert.equal(first.status, 200);
  assert.match(first.headers.get("set-cookie"), /HttpOnly/);
  assert.match(await first.text(), /http-equiv="refresh" content="0; url=\/rules\/"/);
  for (const used of [code, codes.make().slice(1), ""]) {
    const answer = await get(`/sign-in?code=${used}`, NAVIGATES);
    assert.deepEqual([answer.status, answer.headers.get("set-cookie")], [401, null]);
    assert.match(await answer.text(), /The terminal shows a new one/);
  }
  const without = await server().get(`/sign-in?code=${codes.make()}`, NAVIGATES);
  assert.equal(without.headers.get("set-cookie"), null);
});

test("signing in leads to pages of this server only", () => {
  for (const path of [
    "//evil.example.com",
    "/\\evil.example.com",
    "https://evil.example.com",
    "javascript:alert(1)",
    "",
    "/\t/evil.example.com",
    "/sign-out",
    "/sign-in?code=x",
  ]) {
    assert.equal(localPath(path), "/", path);
  }
  assert.equal(localPath("/rules/?format=txn"), "/rules/?format=txn");
});

test("W18: a page about a problem is open to every caller who is known", async () => {
  const { get } = server();
  const bearer = { authorization: "Bearer an-access-token-to-close" };
  assert.equal((await get("/problems/link_not_found", bearer)).status, 200);
  assert.equal((await get("/problems/link_not_found")).status, 401);
});

test("W17: pages are private and metrics are not stored", async () => {
  const { get, signedIn } = server();
  const session = await signedIn();
  assert.equal((await get("/", session)).headers.get("cache-control"), "private, no-cache");
  assert.equal((await get("/metrics", session)).headers.get("cache-control"), "no-store");
});

test("W19: a page of a listed origin may show the providers' credentials and keys", async () => {
  const { app } = server({ origins: ["https://shop.example.com"] });
  const answer = await app.request("/payment-links", {
    method: "OPTIONS",
    headers: { origin: "https://shop.example.com", "access-control-request-method": "POST" },
  });
  const allowed = answer.headers.get("access-control-allow-headers");
  for (const header of ["x-api-key", "x-idempotency-key", "authorization"]) {
    assert.ok(allowed.toLowerCase().includes(header), header);
  }
});
