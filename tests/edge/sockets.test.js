// Bad answers of a provider over real sockets, to a real process: it goes on, the answer is right or 502,
// and a close that was answered badly is never told as done.
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { after, before, describe, test } from "node:test";
import { init } from "paylink";
import { metricsOf } from "../../edge/metrics.js";
import { nodeFetch } from "../../edge/node-client.js";
import { upstreamOf } from "../../edge/upstream.js";
import { answer, longList, misbehaving, RIGHT, SLOW, WAYS } from "./misbehaving.js";
import { startNode, token } from "./servers.js";

const KEY = "the-key-that-nobody-may-see";
const MIB = 1024 * 1024;
let provider;
let server;

before(async () => {
  await init();
  provider = await misbehaving();
  const url = `http://127.0.0.1:${provider.port}`;
  server = await startNode({
    PAYLINK_CONNECT_URL: url,
    PAYLINK_CONNECT_KEY: KEY,
    PAYLINK_TXN_URL: url,
    PAYLINK_TXN_KEY: KEY,
    PAYLINK_LOG: "1",
  });
});
after(async () => {
  await server?.stop();
  provider?.stop();
});

async function call(path, init = {}) {
  const headers = { authorization: `Bearer ${token}`, ...init.headers };
  const response = await fetch(`${server.url}${path}`, { ...init, headers, redirect: "manual" });
  const text = await response.text();
  assert.ok(!text.includes(KEY), "the credential is in an answer");
  assert.ok(!text.includes("nobody may see"), "another document is passed on");
  return { status: response.status, headers: response.headers, text };
}

async function alive() {
  assert.equal(server.child.exitCode, null, server.output().slice(-2000));
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
}

/** A name for a link that was not used before. */
let made = 0;
const fresh = () => `link-${++made}`;

/** The paths that show a link: ours, and the provider's. */
const shown = (format) =>
  format === "txn"
    ? [(id) => `/v1/links/txn/${id}`, (id) => `/api/public/v1/payment_links/${id}`]
    : [(id) => `/v1/links/connect/${id}`, (id) => `/payment-links/${id}`];

const OWN = {
  txn: { "content-type": "application/vnd.api+json" },
  connect: { "x-api-key": token, "content-type": "application/json" },
};

const SAME_KEY = ["gzip that nobody asked for", "status 600", "less than its length"];

/** A success in between: failures of several links in a row would pause the calls. */
async function settle(format) {
  provider.way = {};
  assert.equal((await call(shown(format)[0](fresh()))).status, 200);
}

test("F3: twenty of twenty compressed lists of 5 MB with `Connection: close` leave the process alive", async () => {
  provider.way = { list: WAYS["a list of 5 MB in gzip"] };
  for (let time = 0; time < 20; time += 1) {
    const list = await call("/v1/links?format=connect");
    const [{ problem }] = JSON.parse(list.text).unavailable;
    assert.equal(problem.code, "upstream_unreadable");
    const own = await call("/payment-links", { headers: OWN.connect });
    assert.deepEqual([own.status, JSON.parse(own.text).code], [502, "upstream_unreadable"]);
    await alive();
  }
});

test("F3: a plain list of 5 MB, on a connection that closes, is read", async () => {
  provider.way = { list: longList };
  const { status, text } = await call("/payment-links", { headers: OWN.connect });
  assert.equal(status, 200);
  assert.ok(text.length > 4_000_000);
  await alive();
});

test("F3: twenty of twenty answers that are read late, when their connection is closed, are read", async () => {
  // With Node 24.21's own `fetch` most of these end the process, compressed or not.
  const body = "x".repeat(70_000);
  provider.way = { read: (socket) => socket.end(answer(body, 200, "Connection: close")) };
  for (let time = 0; time < 20; time += 1) {
    const url = `http://127.0.0.1:${provider.port}/payment-links/${fresh()}`;
    const response = await nodeFetch(new Request(url));
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal((await response.text()).length, body.length);
  }
});

test("F3: answers are asked for as they are", async () => {
  provider.way = {};
  const before = provider.calls.length;
  for (const format of ["connect", "txn"])
    for (const path of shown(format)) await call(path(fresh()), { headers: OWN[format] });
  const calls = provider.calls.slice(before);
  assert.equal(calls.length, 4);
  for (const { text } of calls) assert.match(text, /\r\naccept-encoding: identity\r\n/i);
});

for (const format of ["connect", "txn"]) {
  describe(`F3, F19: bad answers, ${format}`, () => {
    for (const [name, way] of Object.entries(WAYS)) {
      test(`to a read: ${name}`, async () => {
        for (const path of shown(format)) {
          provider.way = { read: way };
          const { status, text } = await call(path(fresh()), { headers: OWN[format] });
          assert.equal(status, 502, text);
          await alive();
          await settle(format);
        }
        assert.equal(provider.elsewhere, 0, "a redirect was followed");
      });

      // With a key its calls are made again, which takes seconds.
      if (format === "connect" && !SAME_KEY.includes(name)) continue;
      test(`to a close: ${name}`, async () => {
        const id = fresh();
        provider.way = { act: way };
        const close = await call(`/v1/links/${format}/${id}/close`, { method: "POST" });
        const { outcome } = JSON.parse(close.text);
        assert.ok(close.status >= 400 && close.status < 600 && close.status !== 500, close.text);
        assert.ok(["unclear", "retry"].includes(outcome), close.text);
        await alive();
        assert.equal(provider.elsewhere, 0, "a redirect was followed");
      });
    }

    for (const [name, way] of Object.entries(RIGHT)) {
      test(`right all the same: ${name}`, async () => {
        for (const path of shown(format)) {
          provider.way = { read: way };
          const { status, text } = await call(path(fresh()), { headers: OWN[format] });
          assert.equal(status, 200, text);
        }
      });
    }
  });
}

test("what a provider sends without an end is cut while it arrives", async () => {
  for (const name of ["chunks without an end", "no length and no end", "a length of 5 GB"]) {
    for (const [kind, path, most] of [
      ["read", `/v1/links/connect/${fresh()}`, 16 * MIB],
      ["list", "/v1/links?format=connect", 48 * MIB],
    ]) {
      await settle("connect");
      const before = provider.written;
      provider.way = { [kind]: WAYS[name] };
      await call(path);
      const written = provider.written - before;
      assert.ok(written < most, `${name}, ${kind}: ${written} bytes were taken`);
    }
  }
});

describe("within a deadline", () => {
  for (const [name, way] of Object.entries(SLOW)) {
    test(name, async () => {
      const log = [];
      const upstream = upstreamOf(
        "connect",
        { baseUrl: `http://127.0.0.1:${provider.port}`, credential: KEY },
        { now: Date.now, metrics: metricsOf(), log: (line) => log.push(line), fetch: nodeFetch },
      );
      provider.way = { act: way };
      const credential = { header: "x-api-key" };
      const plan = { method: "POST", path: "/payment-links/x/cancel", headers: {}, credential };
      const since = performance.now();
      const sent = await upstream.send({ ...plan, operation: "close" }, 300);
      assert.deepEqual([sent.issues?.[0]?.code, sent.lost], ["upstream_late", true]);
      assert.ok(performance.now() - since < 5_000);
      assert.deepEqual(
        log.map(({ event, code }) => [event, code]),
        [["upstream_unreachable", "deadline"]],
      );
    });
  }
});

test("W8: the log says why a provider is unreachable, and nothing that is secret", async () => {
  await settle("connect");
  provider.way = { read: WAYS["a connection that is reset at once"] };
  const { status, text } = await call(`/v1/links/connect/${fresh()}`);
  assert.deepEqual([status, JSON.parse(text).code], [502, "upstream_unreachable"]);
  assert.ok(!/ECONNRESET|127\.0\.0\.1/.test(text), text);
  const lines = server.output().split("\n");
  const line = lines.findLast((each) => each.includes('"upstream_unreachable"'));
  const { event, code, format, operation, level } = JSON.parse(line);
  assert.deepEqual(
    { event, code, format, operation, level },
    {
      event: "upstream_unreachable",
      code: "ECONNRESET",
      format: "connect",
      operation: "read",
      level: "warn",
    },
  );
  const said = lines.filter((each) => /"event":"upstream_/.test(each)).join("\n");
  assert.ok(!said.includes(KEY) && !said.includes("127.0.0.1") && !said.includes("link-"), said);
});

test("W8: refused connections, names that do not exist and failures of TLS are told apart", async () => {
  const plain = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end("HTTP/1.1 400 Plain HTTP\r\n\r\n"));
  });
  await new Promise((resolve) => plain.listen(0, "127.0.0.1", resolve));
  const codes = [];
  for (const baseUrl of [
    "http://127.0.0.1:1",
    "http://a-name.invalid",
    `https://127.0.0.1:${plain.address().port}`,
  ]) {
    const upstream = upstreamOf(
      "connect",
      { baseUrl, credential: KEY },
      {
        now: Date.now,
        metrics: metricsOf(),
        log: ({ code }) => codes.push(code),
        fetch: nodeFetch,
      },
    );
    const sent = await upstream.send({
      method: "POST",
      path: "/payment-links/x/cancel",
      headers: {},
      credential: { header: "x-api-key" },
      operation: "close",
    });
    assert.deepEqual(sent.issues?.[0]?.code, "upstream_unreachable");
    if (baseUrl.startsWith("http:")) assert.equal(sent.lost, false, "nothing was sent");
  }
  plain.close();
  assert.equal(codes[0], "ECONNREFUSED");
  assert.match(codes[1], /^(ENOTFOUND|EAI_AGAIN)$/);
  assert.equal(new Set(codes).size, 3, codes.join());
});
