// Pages on problems: one for each code, in the core's words, for browsers and for programs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { codes, init, messages } from "paylink";
import { sandboxKeys } from "../../edge/sandbox/index.js";
import { edge } from "../edge/edge.js";

await init();
const { app, call } = edge();
const BROWSER = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

test("every code has a page that says what to do about it", async () => {
  const texts = messages().messages;
  for (const code of codes().issueCode) {
    const answer = await call("GET", `/problems/${code}`);
    const page = await answer.json();
    assert.equal(answer.status, 200, code);
    assert.deepEqual([page.code, page.message], [code, texts[code]]);
    assert.ok(page.status >= 400 && page.status < 600, code);
    assert.match(page.advice, /^[A-Z`].*\S$/, code);
    assert.ok(page.advice.length >= 20 && page.advice.length < 300, code);
    for (const name of page.parameters) assert.ok(page.message.includes(`{${name}}`), code);
  }
  const { problems } = await (await call("GET", "/problems")).json();
  assert.deepEqual(
    problems.map(({ code }) => code),
    codes().issueCode,
  );
});

test("a problem leads to its page", async () => {
  const problem = await (await call("GET", "/v1/links?limit=0")).json();
  assert.equal(problem.type, "urn:paylink:problem:parameter_malformed");
  assert.equal(problem.help, "/problems/parameter_malformed");
  const page = await (await call("GET", problem.help)).json();
  assert.deepEqual([page.type, page.title], [problem.type, problem.title]);
});

test("a page says where the status is another one", async () => {
  const page = await (await call("GET", "/problems/transition_refused")).json();
  const refused = await call("POST", "/v1/links/txn/5c7e9a1b-3d4f-4b6a-9c8e-0d2f4a6b8c29/close");
  assert.equal(page.status, refused.status);
  const own = await call(
    "POST",
    "/api/public/v1/payment_links/5c7e9a1b-3d4f-4b6a-9c8e-0d2f4a6b8c29/expiration",
    {
      authorization: `Bearer ${sandboxKeys.txn}`,
      "content-type": "application/vnd.api+json",
    },
  );
  assert.equal(page.statuses.txn, own.status);
  const key = await (await call("GET", "/problems/idempotency_key_mismatch")).json();
  assert.deepEqual(
    [key.status, key.statuses],
    [422, { connect: 409, txn: 409, stripe: 400, razorpay: 409 }],
  );
});

test("a browser gets HTML that needs nothing but a style sheet", async () => {
  for (const path of ["/problems", "/problems/idempotency_key_malformed"]) {
    const answer = await call("GET", path, BROWSER);
    assert.match(answer.headers.get("content-type"), /^text\/html/);
    assert.match(answer.headers.get("vary"), /accept/i);
    assert.match(answer.headers.get("content-security-policy"), /style-src 'self'/);
    const text = await answer.text();
    assert.match(text, /^<!doctype html>\n<html lang="en">/);
    assert.doesNotMatch(text, /<script|<style|\sstyle=|\son\w+=|\[object/);
  }
  const text = await (await call("GET", "/problems/idempotency_key_malformed", BROWSER)).text();
  assert.match(text, /<code>Idempotency-Key: &quot;order-17&quot;<\/code>/);
  assert.match(text, /expected \{expected\} in the header <code>\{header\}<\/code>/);
});

test("what is no code has no page, and who may not read gets none", async () => {
  for (const code of ["nonsense", "constructor", "status_unknown", "%3Cscript%3E"]) {
    assert.equal((await call("GET", `/problems/${code}`, BROWSER)).status, 404, code);
  }
  assert.equal((await app.request("/problems")).status, 401);
});
