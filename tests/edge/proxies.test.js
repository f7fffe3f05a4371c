// Who a request comes from behind proxies, and what one address may have.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { describe, test } from "node:test";
import { contains, parseAddress, rangeOf, subscriberOf } from "../../edge/addresses.js";
import { proxiesOf } from "../../edge/proxies.js";
import { until } from "./edge.js";
import { startNode, token } from "./servers.js";

const contextOf = (remote, headers = {}) => ({
  remote,
  req: { url: "http://edge/", header: (name) => headers[name] },
});
const trusting = (...ranges) => proxiesOf(ranges.map(rangeOf), (c) => c.remote);

test("addresses are read in every spelling, and ranges have their addresses", () => {
  for (const [text, same] of [
    ["::ffff:10.0.0.1", "10.0.0.1"],
    ["::FFFF:a00:1", "10.0.0.1"],
    ["2001:db8::1", "2001:0db8:0:0:0:0:0:1"],
    ["fe80::1%eth0", "fe80::1"],
  ])
    assert.deepEqual(parseAddress(text), parseAddress(same), text);
  for (const text of [
    "",
    "unknown",
    "1.2.3",
    "1.2.3.4.5",
    "256.1.1.1",
    ":::",
    "1::2::3",
    "[::1]",
    "a:b",
  ])
    assert.equal(parseAddress(text), undefined, text);
  for (const [range, inside, outside] of [
    ["10.0.0.0/8", "10.255.0.1", "11.0.0.1"],
    ["10.0.0.5/8", "10.1.1.1", "9.255.255.255"],
    ["192.0.2.7", "192.0.2.7", "192.0.2.8"],
    ["0.0.0.0/0", "255.255.255.255", "::1"],
    ["2001:db8::/32", "2001:db8:ffff::1", "2001:db9::"],
    ["::ffff:10.0.0.0/104", "10.9.9.9", "11.0.0.0"],
    ["10.0.0.0/8", "::ffff:10.1.1.1", "::a01:101"],
  ]) {
    assert.ok(contains(rangeOf(range), parseAddress(inside)), `${range} ${inside}`);
    assert.ok(!contains(rangeOf(range), parseAddress(outside)), `${range} ${outside}`);
  }
  for (const text of [
    "10.0.0.0/33",
    "::/129",
    "10.0.0.0/",
    "/8",
    "10.0.0.0/8/8",
    "::ffff:1.2.3.4/90",
  ])
    assert.equal(rangeOf(text), undefined, text);
});

test("F13: an IPv6 subscriber is counted by its /64, an IPv4 one by its address", () => {
  assert.equal(subscriberOf("2001:db8:1:2:3::4"), subscriberOf("2001:db8:1:2:ffff::1"));
  assert.notEqual(subscriberOf("2001:db8:1:2::1"), subscriberOf("2001:db8:1:3::1"));
  assert.equal(subscriberOf("::ffff:192.0.2.7"), "192.0.2.7");
  assert.notEqual(subscriberOf("192.0.2.7"), subscriberOf("192.0.2.8"));
});

test("F13: X-Forwarded-For is believed from trusted proxies only, from the right", () => {
  const forwarded = (list, remote = "10.0.0.1") => contextOf(remote, { "x-forwarded-for": list });
  const { addressOf } = trusting("10.0.0.0/8", "2001:db8::1");
  for (const [list, expected, remote] of [
    ["192.0.2.1", "192.0.2.1"],
    ["192.0.2.9, 192.0.2.1", "192.0.2.1"],
    ["192.0.2.1, 10.0.0.2", "192.0.2.1"],
    ["192.0.2.1,10.0.0.2 , 10.0.0.3", "192.0.2.1"],
    ["10.0.0.9", "10.0.0.9"],
    ["192.0.2.1:4711", "192.0.2.1"],
    ["[2001:db8:1:2::1]:80", subscriberOf("2001:db8:1:2::1")],
    ["192.0.2.1, unknown", "10.0.0.1"],
    ["192.0.2.1,", "10.0.0.1"],
    ["", "10.0.0.1"],
    [undefined, "10.0.0.1"],
    ["192.0.2.1", "198.51.100.7", "198.51.100.7"],
    ["192.0.2.1", "192.0.2.1", "::ffff:10.0.0.1"],
    ["192.0.2.1", "anywhere", undefined],
  ]) {
    const remoteIs = remote ?? (expected === "anywhere" ? undefined : "10.0.0.1");
    assert.equal(
      addressOf({ ...forwarded(list), remote: remoteIs }),
      expected,
      `${list} ${remoteIs}`,
    );
  }
  const nobody = trusting();
  assert.equal(nobody.addressOf(forwarded("192.0.2.1", "127.0.0.1")), "127.0.0.1");
});

test("X-Forwarded-Proto is believed from trusted proxies only", () => {
  const { protocolOf } = trusting("10.0.0.1");
  const told = (proto, remote = "10.0.0.1") => contextOf(remote, { "x-forwarded-proto": proto });
  assert.equal(protocolOf(told("https")), "https");
  assert.equal(protocolOf(told("HTTPS")), "https");
  assert.equal(protocolOf(told("https, http")), "http", "the nearest proxy's own word");
  assert.equal(protocolOf(told("javascript")), "http");
  assert.equal(protocolOf(told(undefined)), "http");
  assert.equal(protocolOf(told("https", "10.0.0.2")), "http");
});

const guess = (server, forwarded) =>
  fetch(`${server.url}/v1/links`, {
    headers: { authorization: "Bearer a-wrong-guess", "x-forwarded-for": forwarded },
  }).then(({ status }) => status);

describe("F13: behind a proxy", () => {
  test("each caller without a known token is counted for itself, if the proxy is trusted", async () => {
    const env = { PAYLINK_PER_MINUTE: "5", PAYLINK_TRUSTED_PROXIES: "127.0.0.1, ::1" };
    const server = await startNode(env);
    try {
      for (let n = 0; n < 6; n += 1) await guess(server, "192.0.2.1");
      assert.equal(await guess(server, "192.0.2.1"), 429);
      assert.equal(
        await guess(server, "198.51.100.9, 192.0.2.1"),
        429,
        "no claim makes another of it",
      );
      assert.equal(await guess(server, "192.0.2.2"), 401);
    } finally {
      await server.stop();
    }
  });

  test("without the setting, nobody's X-Forwarded-For is believed", async () => {
    const server = await startNode({ PAYLINK_PER_MINUTE: "5" });
    try {
      for (let n = 0; n < 6; n += 1) await guess(server, `192.0.2.${n}`);
      assert.equal(await guess(server, "192.0.2.99"), 429);
    } finally {
      await server.stop();
    }
  });
});

describe("W6: connections that cost without asking", () => {
  const open = (server) =>
    new Promise((resolve) => {
      const socket = connect(new URL(server.url).port, "127.0.0.1");
      const state = { socket, over: false, text: "" };
      socket.on("data", (bytes) => (state.text += bytes));
      socket.on("error", () => {});
      socket.on("close", () => (state.over = true));
      socket.once("connect", () => resolve(state));
    });
  const closing = (all) => {
    for (const { socket } of all) socket.destroy();
  };

  test("one address has so many at most; each that ends makes room; the log says so once", async () => {
    const server = await startNode({ PAYLINK_CONNECTIONS: "8" });
    const all = [];
    try {
      await until(async () => {
        // The connections of the start are still there for a moment.
        closing(all.splice(0));
        for (let n = 0; n < 40; n += 1) all.push(await open(server));
        await new Promise((resolve) => setTimeout(resolve, 100));
        return all.filter(({ over }) => !over).length > 0;
      });
      const held = all.filter(({ over }) => !over);
      assert.ok(held.length <= 8, `${held.length}`);
      const lines = server.output().match(/"event":"connections_refused"/g);
      assert.equal(lines.length, 1);
      closing(all);
      await until(() =>
        fetch(`${server.url}/healthz`).then(
          ({ ok }) => ok,
          () => false,
        ),
      );
    } finally {
      closing(all);
      await server.stop();
    }
  });

  test("trusted proxies have as many as they need", async () => {
    const env = { PAYLINK_CONNECTIONS: "8", PAYLINK_TRUSTED_PROXIES: "127.0.0.0/8" };
    const server = await startNode(env);
    const all = [];
    try {
      for (let n = 0; n < 40; n += 1) all.push(await open(server));
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.equal(all.filter(({ over }) => over).length, 0);
    } finally {
      closing(all);
      await server.stop();
    }
  });

  test("half a head and half a body are not waited for, long before a minute; others are answered", async () => {
    const server = await startNode();
    const [head, body, idle] = [await open(server), await open(server), await open(server)];
    try {
      const since = performance.now();
      head.socket.write("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow:");
      body.socket.write(
        `POST /v1/imports HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\nContent-Length: 100000\r\n\r\n{`,
      );
      await until(() => head.over && idle.over, 30_000);
      assert.ok(!body.over || body.text.length > 0, "a body has more time than a head");
      await until(() => body.over, 50_000);
      assert.ok(performance.now() - since < 50_000);
      assert.match(head.text, /^HTTP\/1\.1 408 /);
      assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
      assert.doesNotMatch(server.output(), /"level":"error"/);
    } finally {
      closing([head, body, idle]);
      await server.stop();
    }
  });
});
