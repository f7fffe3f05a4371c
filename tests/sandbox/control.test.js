// The sandbox's own calls: what they take, and how they refuse nonsense: all of it at once, each by its place.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { init } from "paylink";
import { LINKS, NOW, sandboxFor, taken } from "./sandbox.js";

await init();

const { open } = LINKS.txn;

/** What is refused, and where: path, body, status, pointers with their codes. */
const NONSENSE = [
  ["/clock", {}, 400, [["", "exactly_one"]]],
  ["/clock", { advanceMs: 1, at: "2030-01-01T00:00:00Z" }, 400, [["", "exactly_one"]]],
  ["/clock", { advanceMs: -1 }, 400, [["/advanceMs", "type_mismatch"]]],
  ["/clock", { advanceMs: 1.5 }, 400, [["/advanceMs", "type_mismatch"]]],
  [
    "/clock",
    { advanceMs: "1000", frozen: 1 },
    400,
    [
      ["/advanceMs", "type_mismatch"],
      ["/frozen", "type_mismatch"],
    ],
  ],
  ["/clock", { at: "tomorrow" }, 400, [["/at", "instant_malformed"]]],
  ["/clock", { at: 5 }, 400, [["/at", "type_mismatch"]]],
  ["/clock", { at: "2026-06-18T11:59:59.999Z" }, 409, [["", "clock_refused"]]],
  [
    "/clock",
    { advanceMs: 3_000_000_000_000, frozen: true, speed: 2 },
    400,
    [["/speed", "member_unexpected"]],
  ],
  ["/clock", [], 400, [["", "type_mismatch"]]],
  ["/clock", null, 400, [["", "type_mismatch"]]],
  [`/links/txn/${open}/events`, {}, 400, [["/event", "member_missing"]]],
  [`/links/txn/${open}/events`, { event: "exploded" }, 400, [["/event", "word_unknown"]]],
  [
    `/links/txn/${open}/events`,
    { event: "opened", network: "cash" },
    400,
    [["/network", "word_unknown"]],
  ],
  [
    `/links/txn/${open}/events`,
    { event: "lapsed", network: "txrp" },
    400,
    [["/network", "member_unexpected"]],
  ],
  [`/links/txn/${open}/events`, { event: "cancelled" }, 409, [["", "transition_refused"]]],
  [
    `/links/connect/${LINKS.connect.open}/events`,
    { event: "opened" },
    409,
    [["", "transition_refused"]],
  ],
  [
    `/links/connect/${LINKS.connect.open}/events`,
    { event: "paid", network: "txrp" },
    400,
    [["/network", "member_unexpected"]],
  ],
  ["/links/txn/nobody/events", { event: "paid" }, 404, [["", "link_not_found"]]],
  ["/links/visa/1/events", { event: "paid" }, 404, [["", "link_not_found"]]],
  ["/links/__proto__/1/events", { event: "paid" }, 404, [["", "link_not_found"]]],
  ["/children/invoices/nobody", { status: "completed" }, 404, [["", "child_not_found"]]],
  ["/children/refunds/nobody", { status: "completed" }, 404, [["", "child_not_found"]]],
  [
    "/children/invoices/4ab7737b-e8a6-41cf-addc-968e876fef26",
    { status: "gone", statusContext: "half" },
    400,
    [
      ["/status", "word_unknown"],
      ["/statusContext", "word_unknown"],
    ],
  ],
  [
    "/children/invoices/4ab7737b-e8a6-41cf-addc-968e876fef26",
    { status: "pending" },
    409,
    [["", "child_refused"]],
  ],
  [
    "/children/payouts/e2be6c3c-75cc-4006-983a-afd4e83c7a31",
    { status: "completed", statusContext: "full" },
    400,
    [["/statusContext", "member_unexpected"]],
  ],
  ["/faults", {}, 400, [["/fault", "member_missing"]]],
  [
    "/faults",
    { fault: "meteor", format: "visa", operation: "pay", id: "", times: 0, ms: -1, x: 1 },
    400,
    [
      ["/fault", "word_unknown"],
      ["/format", "word_unknown"],
      ["/operation", "word_unknown"],
      ["/id", "text_empty"],
      ["/times", "type_mismatch"],
      ["/ms", "type_mismatch"],
      ["/x", "member_unexpected"],
    ],
  ],
  ["/faults", { fault: "slow" }, 400, [["/ms", "member_missing"]]],
  ["/faults", { fault: "cut", ms: 5 }, 400, [["/ms", "member_unexpected"]]],
  ["/faults", { fault: "lost_answer", operation: "read" }, 400, [["/operation", "word_unknown"]]],
  [
    "/faults",
    { fault: "stale_read", operation: "close", ms: 1 },
    400,
    [
      ["/operation", "word_unknown"],
      ["/ms", "member_unexpected"],
    ],
  ],
  ["/faults", { fault: "key_locked", format: "txn" }, 400, [["/format", "word_unknown"]]],
  ["/faults", { fault: "constructor" }, 400, [["/fault", "word_unknown"]]],
  [
    "/webhooks",
    {},
    400,
    [
      ["/format", "member_missing"],
      ["/url", "member_missing"],
    ],
  ],
  ["/webhooks", { format: "txn", url: "shop.example.com" }, 400, [["/url", "url_malformed"]]],
  [
    "/webhooks",
    { format: "txn", url: "ftp://shop.example.com/" },
    400,
    [["/url", "url_malformed"]],
  ],
  [
    "/webhooks",
    { format: "txn", url: "http://shop.example.com/" },
    400,
    [["/url", "url_malformed"]],
  ],
  [
    "/webhooks",
    { format: "txn", url: "http://localhost.example.com/" },
    400,
    [["/url", "url_malformed"]],
  ],
  [
    "/webhooks",
    { format: "txn", url: "https://a:b@shop.example.com/" },
    400,
    [["/url", "url_credentials"]],
  ],
  [
    "/webhooks",
    { format: "txn", url: "https://shop.example.com", secret: "hunter2" },
    400,
    [["/secret", "value_malformed"]],
  ],
  [
    "/webhooks",
    { format: "connect", url: "https://shop.example.com", secret: "x", timestamp: "host" },
    400,
    [
      ["/secret", "member_unexpected"],
      ["/timestamp", "member_unexpected"],
    ],
  ],
  [
    "/webhooks",
    { format: "txn", url: "https://shop.example.com", timestamp: "lunar", "a/b~c": 1 },
    400,
    [
      ["/timestamp", "word_unknown"],
      ["/a~1b~0c", "member_unexpected"],
    ],
  ],
  ["/deliveries/1/resend", undefined, 404, [["", "delivery_not_found"]]],
  ["/deliveries/x/resend", undefined, 404, [["", "delivery_not_found"]]],
];

describe("nonsense is refused, by place and code, and changes nothing", () => {
  for (const [path, body, status, found] of NONSENSE) {
    test(`${path} ${JSON.stringify(body)}`, async () => {
      const { sandbox, control } = sandboxFor();
      const before = JSON.stringify(await sandbox.what());
      const answer = await control("POST", path, body);
      assert.deepEqual(
        [answer.status, answer.type],
        [status, "application/problem+json"],
        answer.text,
      );
      assert.deepEqual(
        answer.json.issues.map(({ pointer, code }) => [pointer, code]),
        found,
      );
      const { title, detail, code, type, issues } = answer.json;
      assert.ok(title && detail && type.endsWith(code));
      for (const { message } of issues) {
        assert.ok(!/undefined|\{\w+\}/.test(message), message);
        assert.ok(!/hunter2/.test(answer.text), "no secret is repeated");
      }
      assert.equal(JSON.stringify(await sandbox.what()), before);
    });
  }

  test("what is not JSON, twice the same or not said to be JSON", async () => {
    const { call } = sandboxFor();
    const json = { "content-type": "application/json" };
    for (const [headers, body, status, code] of [
      [json, "{", 400, "json_syntax"],
      [json, "", 400, "json_syntax"],
      [json, '{"fault":"cut","fault":"slow"}', 400, "member_duplicate"],
      [{ "content-type": "text/plain" }, '{"fault":"cut"}', 415, "media_type_unsupported"],
      [{ "content-type": "application/jsonp" }, '{"fault":"cut"}', 415, "media_type_unsupported"],
      [json, `{"fault":"${"x".repeat(70_000)}"}`, 413, "json_too_large"],
    ]) {
      const answer = await call("POST", "/sandbox/faults", { headers, body });
      assert.deepEqual([answer.status, answer.json.code], [status, code]);
    }
    const untyped = new Request("http://sandbox.invalid/sandbox/faults", {
      method: "POST",
      body: new TextEncoder().encode('{"fault":"cut"}'),
    });
    const answer = await sandboxFor().sandbox.fetch(untyped);
    assert.deepEqual([answer.status, (await answer.json()).code], [415, "media_type_missing"]);
  });

  test("what is too long to repeat is cut, and nothing breaks out of its quotes", async () => {
    const { sandbox } = sandboxFor();
    const { problem } = await sandbox.addFault({
      fault: `\`\n${"x".repeat(500)}`,
      ["y".repeat(500)]: 1,
    });
    assert.ok(problem.detail.length < 700, problem.detail);
    assert.ok(!problem.detail.includes("\n") && problem.detail.includes("\\u0060\\n"));
  });

  test("paths and methods that it does not have", async () => {
    const { control } = sandboxFor();
    for (const path of ["/nowhere", "/clock/now", "/faults/1/2", "es"]) {
      assert.equal((await control("GET", path)).status, 404, path);
    }
    const { status, headers, json } = await control("PUT", "/faults", {});
    assert.deepEqual(
      [status, headers.get("allow"), json.code],
      [405, "GET, POST, DELETE", "method_not_allowed"],
    );
    for (const path of ["/faults/7", "/faults/x", "/webhooks/7", "/webhooks/%ff"]) {
      assert.equal((await control("DELETE", path)).status, 404, path);
    }
    assert.equal((await control("POST", "/reset", { all: true })).json.code, "body_unexpected");
  });

  test("no clock goes beyond the year 9999", async () => {
    const { sandbox } = sandboxFor();
    await taken(sandbox.clock({ at: "9999-12-31T23:59:59.999Z" }));
    const { problem } = await sandbox.clock({ advanceMs: 1 });
    assert.equal(problem.code, "clock_refused");
  });
});

describe("what it is", () => {
  test("it names its clock, links, faults, credentials and every call that it takes", async () => {
    const { control } = sandboxFor({ seed: { count: 10, random: "x" } });
    await control("POST", "/faults", { fault: "cut", operation: "close" });
    await control("POST", "/webhooks", { format: "txn", url: "http://localhost:9/" });
    const { status, json } = await control("GET", "");
    assert.equal(status, 200);
    assert.deepEqual(json.clock, { now: new Date(NOW).toISOString(), frozen: true });
    const count = (format) =>
      Object.values(json.providers[format].links).reduce((sum, links) => sum + links);
    assert.deepEqual([count("connect"), count("txn")], [22, 22]);
    assert.deepEqual(json.providers.connect.credential, { "x-api-key": "sandbox-connect-key" });
    assert.deepEqual([json.faults.length, json.webhooks.length], [1, 1]);
    for (const { method, path } of json.calls) {
      assert.match(`${method} ${path}`, /^(GET|POST|DELETE) \/sandbox/);
    }
    assert.equal(json.calls.length, 17);
  });

  test("the counts follow what happens", async () => {
    const { sandbox, close, create } = sandboxFor();
    const links = async () => (await taken(sandbox.what())).providers.connect.links;
    const before = await links();
    await close("connect", LINKS.connect.open);
    await create("connect");
    await sandbox.event("connect", LINKS.connect.other, { event: "paid" });
    const after = await links();
    assert.deepEqual(
      [
        after.ACTIVE - before.ACTIVE,
        after.CANCELLED - before.CANCELLED,
        after.COMPLETED - before.COMPLETED,
      ],
      [-1, 1, 1],
    );
  });

  test("over HTTP and in process it is the same", async () => {
    const { sandbox, control } = sandboxFor();
    const calls = [
      [() => sandbox.clock({ advanceMs: 5 }), () => control("POST", "/clock", { advanceMs: 0 })],
      [() => sandbox.faults(), () => control("GET", "/faults")],
      [() => sandbox.webhooks(), () => control("GET", "/webhooks")],
      [() => sandbox.deliveries(), () => control("GET", "/deliveries")],
    ];
    for (const [inProcess, overHttp] of calls) {
      const { value } = await inProcess();
      assert.deepEqual((await overHttp()).json, value);
    }
    const { problem } = await sandbox.addFault({});
    assert.deepEqual((await control("POST", "/faults", {})).json, problem);
  });
});
