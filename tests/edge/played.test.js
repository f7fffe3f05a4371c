// A provider that the sandbox plays says so; one that is not configured is absent.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sandboxKeys } from "../../edge/sandbox/index.js";
import { edge, OPEN, OPEN_TXN, txnRequest } from "./edge.js";

const key = (text) => ({ "idempotency-key": `"${text}"` });

for (const played of [true, false]) {
  test(`F6: answers of a provider that is ${played ? "" : "not "}played by the sandbox`, async () => {
    const { call, cancel } = edge({ providers: { connect: { played }, txn: { played } } });
    const answers = {
      link: await call("GET", `/v1/links/connect/${OPEN}`),
      made: await call("POST", "/v1/links/txn", key("m"), txnRequest()),
      closed: await call("POST", `/v1/links/txn/${OPEN_TXN}/close`, key("c")),
      again: await call("POST", `/v1/links/txn/${OPEN_TXN}/close`, key("d")),
    };
    for (const [name, answer] of Object.entries(answers)) {
      assert.ok(answer.ok, name);
      assert.equal((await answer.json()).played, played ? true : undefined, name);
    }
    const list = await (await call("GET", "/v1/links")).json();
    assert.deepEqual(list.played, played ? ["connect", "txn"] : undefined);
    const own = await cancel(OPEN);
    assert.equal(own.headers.get("paylink-played"), played ? "true" : null);
  });
}

test("F6: a provider that is not configured is absent everywhere, and said to be", async () => {
  const { app, call, sandbox } = edge();
  const { createApp } = await import("../../edge/app.js");
  const { tokenOf } = await import("../../edge/callers.js");
  const { memoryStore } = await import("../../edge/stores/memory.js");
  const alone = createApp({
    providers: {
      connect: {
        baseUrl: "http://upstream.invalid",
        credential: sandboxKeys.connect,
        fetch: sandbox.fetch,
      },
    },
    store: memoryStore(),
    tokens: [await tokenOf("owner", "a-token-of-the-owner")],
    log: () => {},
  });
  assert.ok(app && call);
  const headers = { authorization: "Bearer a-token-of-the-owner", ...key("k") };
  const ask = (method, path, body) => alone.request(path, { method, headers, body });
  for (const [method, path, body] of [
    ["GET", `/v1/links/txn/${OPEN_TXN}`],
    ["GET", `/v1/links/txn/${OPEN_TXN}/events`],
    ["POST", `/v1/links/txn/${OPEN_TXN}/close`],
    ["POST", "/v1/links/txn", JSON.stringify(txnRequest())],
    ["POST", "/webhooks/txn", "{}"],
    ["GET", `/api/public/v1/payment_links/${OPEN_TXN}`],
  ]) {
    const answer = await ask(method, path, body);
    assert.equal(answer.status, 404, path);
    assert.match(await answer.text(), /format_not_configured/, path);
  }
  const list = await (await ask("GET", "/v1/links")).json();
  assert.deepEqual(new Set(list.links.map(({ format }) => format)), new Set(["connect"]));
  const document = await (await ask("GET", "/openapi.json")).json();
  assert.deepEqual(document.components.schemas.Format.enum, ["connect"]);
  assert.ok(!Object.keys(document.paths).some((path) => path.startsWith("/api/public")));
  assert.ok(!(await (await ask("GET", "/metrics")).text()).includes('format="txn"'));
});
