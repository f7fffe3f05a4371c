// What is counted, as Prometheus reads it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { edge, OPEN, OPEN_TXN } from "./edge.js";

const lines = async (call) => {
  const answer = await call("GET", "/metrics");
  assert.match(answer.headers.get("content-type"), /^text\/plain; version=0\.0\.4/);
  return (await answer.text()).trimEnd().split("\n");
};
const LINE =
  /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="([^"\\]|\\.)*"(,[a-z]+="([^"\\]|\\.)*")*\})? -?[\d.e+-]+)$/;

test("every line is one that Prometheus reads, and each name is said what it is", async () => {
  const { call } = edge();
  await call("POST", `/v1/links/connect/${OPEN}/close`, { "idempotency-key": '"k"' });
  await call("GET", '/v1/links/connect/a"b%0Ac');
  const all = await lines(call);
  for (const line of all) assert.match(line, LINE);
  const named = new Set(
    all.filter((line) => line.startsWith("# TYPE")).map((line) => line.split(" ")[2]),
  );
  for (const line of all.filter((each) => !each.startsWith("#"))) {
    const name = line.match(/^[a-z_]+/)[0].replace(/_(bucket|sum|count)$/, "");
    assert.ok(named.has(name), line);
  }
});

test("requests, closes, repeats and calls to providers are counted", async () => {
  const { call } = edge();
  for (let at = 0; at < 3; at += 1)
    await call("POST", `/v1/links/txn/${OPEN_TXN}/close`, { "idempotency-key": '"k"' });
  const all = await lines(call);
  for (const line of [
    'paylink_http_requests_total{method="POST",route="/v1/links/:format/:id/close",status="200"} 3',
    'paylink_closes_total{format="txn",outcome="done"} 1',
    'paylink_idempotency_total{verdict="proceed"} 1',
    'paylink_idempotency_total{verdict="replay"} 2',
    'paylink_upstream_requests_total{format="txn",operation="close",outcome="200"} 1',
    'paylink_upstream_requests_total{format="txn",operation="read",outcome="200"} 1',
    'paylink_upstream_request_seconds_count{format="txn",operation="close"} 1',
  ]) {
    assert.ok(all.includes(line), `${line}\n${all.join("\n")}`);
  }
});

test("no id, no key and no made-up method becomes a label", async () => {
  const { call } = edge();
  await call("POST", `/v1/links/txn/${OPEN_TXN}/close`, { "idempotency-key": '"secret-key"' });
  await call("GET", `/payment-links/${OPEN}`);
  for (let at = 0; at < 20; at += 1) await call(`MADEUP${at}`, "/v1/links");
  const text = (await lines(call)).join("\n");
  for (const word of [OPEN, OPEN_TXN, "secret-key", "MADEUP"])
    assert.ok(!text.includes(word), word);
});
