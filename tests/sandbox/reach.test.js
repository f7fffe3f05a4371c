// Where a sandbox that strangers can reach delivers webhooks to: public https addresses, whatever the
// address is called; and what its answers tell of the rest.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createTls } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { after, before, describe, mock, test } from "node:test";
import { fetchPublic, isPublicAddress } from "../../edge/sandbox/reach.js";
import { LINKS, sandboxFor, taken } from "./sandbox.js";

const dns = process.getBuiltinModule("node:dns");
const tls = process.getBuiltinModule("node:tls");

/** By every spelling that URLs have for it. */
const NOT_PUBLIC = {
  loopback: [
    "127.0.0.1",
    "127.1",
    "127.255.255.254",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "x.localhost",
  ],
  unspecified: ["0.0.0.0", "0", "0.1.2.3", "[::]"],
  private: [
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "[fc00::1]",
    "[fd12:3456::1]",
  ],
  "link-local": ["169.254.1.1", "[fe80::1]", "[febf::1]", "[fec0::1]"],
  metadata: ["169.254.169.254", "[fd00:ec2::254]", "metadata.google.internal", "100.100.100.200"],
  CGNAT: ["100.64.0.1", "100.127.255.255"],
  multicast: ["224.0.0.1", "239.255.255.250", "[ff02::1]"],
  reserved: [
    "240.0.0.1",
    "255.255.255.255",
    "192.0.0.8",
    "198.18.0.1",
    "203.0.113.7",
    "[2001:db8::1]",
  ],
  "IPv4 in IPv6": [
    "[::ffff:127.0.0.1]",
    "[::ffff:a9fe:a9fe]",
    "[::ffff:8.8.8.8]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::1]",
    "[2002:7f00:1::]",
    "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
  ],
  names: ["intranet", "router.lan", "printer.local", "db.corp", "nas.home.arpa", "a.internal."],
};

const PUBLIC = [
  "shop.example.com",
  "localhost.example.com",
  "internal.example.com",
  "8.8.8.8",
  "11.0.0.1",
  "100.128.0.1",
  "172.32.0.1",
  "[2606:4700::1111]",
  "[2a00:1450:4001:81b::200e]",
];

const open = () => sandboxFor({ reach: "public", fetch: undefined });

describe("F14: a sandbox that strangers can reach", () => {
  for (const [kind, hosts] of Object.entries(NOT_PUBLIC)) {
    test(`takes no webhook to ${kind} addresses, and says what to do instead`, async () => {
      const { control } = open();
      for (const host of hosts) {
        for (const url of [`https://${host}/x`, `https://${host}:8443/`, `http://${host}/`]) {
          const { status, json } = await control("POST", "/webhooks", { format: "txn", url });
          assert.equal(status, 400, url);
          assert.deepEqual(
            [json.issues[0].pointer, json.issues[0].code],
            ["/url", "url_malformed"],
          );
          // The core itself refuses some spellings of addresses.
          assert.match(json.issues[0].message, /public https URL.*`make sandbox`|RFC 3986/, url);
        }
      }
      assert.deepEqual((await control("GET", "/webhooks")).json.webhooks, []);
    });
  }

  test("takes webhooks to public addresses by https only; in process it takes what it always did", async () => {
    const { control } = open();
    const local = sandboxFor();
    for (const host of PUBLIC) {
      const url = `https://${host}/hooks`;
      const { status, text } = await control("POST", "/webhooks", { format: "txn", url });
      assert.equal(status, 200, text);
      const plain = { format: "txn", url: `http://${host}/hooks` };
      assert.equal((await control("POST", "/webhooks", plain)).status, 400, host);
    }
    for (const url of ["http://127.0.0.1:9/", "http://localhost/", "https://10.0.0.1/"]) {
      assert.equal((await local.control("POST", "/webhooks", { format: "txn", url })).status, 200);
    }
  });

  test("tells of a delivery whether it was taken, not what was met", async () => {
    const met = [
      () => Promise.reject(new TypeError("connection refused")),
      () => Promise.reject(new DOMException("late", "TimeoutError")),
      async () => new Response(null, { status: 404 }),
      async () => new Response(null, { status: 500 }),
    ];
    const told = [];
    for (const fetch of met) {
      const { sandbox } = sandboxFor({ reach: "public", fetch });
      await taken(sandbox.addWebhook({ format: "txn", url: "https://shop.example.com/" }));
      await taken(sandbox.event("txn", LINKS.txn.open, { event: "opened" }));
      await taken(sandbox.clock({ advanceMs: 0 }));
      const { deliveries } = await taken(sandbox.deliveries());
      const again = await taken(sandbox.resend(deliveries[0].id));
      told.push([deliveries[0].state, deliveries[0].attempts, again.attempts]);
    }
    for (const each of told) assert.deepEqual(each, told[0]);
    assert.deepEqual(Object.keys(told[0][1][0]), ["at", "taken"]);
    const { sandbox } = sandboxFor({ fetch: met[1] });
    await taken(sandbox.addWebhook({ format: "txn", url: "https://shop.example.com/" }));
    await taken(sandbox.event("txn", LINKS.txn.open, { event: "opened" }));
    await taken(sandbox.clock({ advanceMs: 0 }));
    const { deliveries } = await taken(sandbox.deliveries());
    assert.equal(deliveries[0].attempts[0].error, "timeout");
  });
});

describe("F14: a name that stands for an address which is not public", () => {
  let listener;
  let port;
  let connections = 0;
  before(async () => {
    listener = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise((resolve) => listener.listen(0, "127.0.0.1", resolve));
    ({ port } = listener.address());
  });
  after(() => listener.close());

  const post = (url) => new Request(url, { method: "POST", body: "{}" });

  for (const [what, found] of [
    ["loopback", [{ address: "127.0.0.1", family: 4 }]],
    ["a mapped address", [{ address: "::ffff:127.0.0.1", family: 6 }]],
    [
      "a public and a private one",
      [
        { address: "93.184.215.14", family: 4 },
        { address: "127.0.0.1", family: 4 },
      ],
    ],
    ["nothing", []],
  ]) {
    test(`is not called where it resolves to ${what}`, async (t) => {
      t.mock.method(dns, "lookup", (_host, _options, callback) => callback(null, found));
      await assert.rejects(fetchPublic(post(`https://rebind.example.com:${port}/`)));
      assert.equal(connections, 0);
    });
  }

  test("addresses as resolvers write them", () => {
    for (const address of ["127.0.0.1", "::ffff:10.0.0.1", "::1", "fe80::1%eth0", "fd00::1", ""]) {
      assert.equal(isPublicAddress(address), false, address);
    }
    for (const address of ["8.8.8.8", "2606:4700::1111"]) assert.ok(isPublicAddress(address));
  });
});

describe("a public receiver", () => {
  let folder;
  let receiver;
  const told = [];
  before(async () => {
    folder = mkdtempSync(`${tmpdir()}/paylink-tls-`);
    const [key, cert] = [`${folder}/key.pem`, `${folder}/cert.pem`];
    const subject = [
      "-subj",
      "/CN=shop.example.com",
      "-addext",
      "subjectAltName=DNS:shop.example.com",
    ];
    execFileSync(
      "openssl",
      ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, ...subject],
      { stdio: "ignore" },
    );
    const files = { key: readFileSync(key), cert: readFileSync(cert) };
    receiver = createTls(files, async (request, response) => {
      const body = Buffer.concat(await Array.fromAsync(request)).toString();
      told.push({ method: request.method, headers: request.headers, body });
      response.writeHead(Number(request.url.slice(1)), { location: "https://10.0.0.1/" });
      response.end("what it says");
    });
    await new Promise((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  });
  after(() => {
    receiver.close();
    rmSync(folder, { recursive: true });
  });

  test("gets the delivery at the address that was checked; a redirect is not followed", async () => {
    const address = [{ address: "93.184.215.14", family: 4 }];
    mock.method(dns, "lookup", (_host, _options, callback) => callback(null, address));
    // The public address is played by this machine, where the connection is made.
    const { connect } = tls;
    const looked = [];
    mock.method(tls, "connect", (options, ...more) => {
      options.lookup(options.host, { all: true }, (error, found) => looked.push(error ?? found));
      const ca = readFileSync(`${folder}/cert.pem`);
      const here = {
        ...options,
        host: "127.0.0.1",
        port: receiver.address().port,
        lookup: undefined,
      };
      return connect({ ...here, ca, servername: options.host }, ...more);
    });
    try {
      for (const status of [204, 302, 500]) {
        const headers = { "content-type": "application/json", "x-signature": "s" };
        const request = new Request(`https://shop.example.com/${status}`, {
          method: "POST",
          headers,
          body: '{"é":1}',
        });
        assert.equal((await fetchPublic(request)).status, status);
        const { method, headers: came, body } = told.at(-1);
        assert.deepEqual([method, came["x-signature"], body], ["POST", "s", '{"é":1}']);
        assert.equal(came.host, "shop.example.com");
      }
      assert.equal(told.length, 3);
      assert.deepEqual(looked, [address, address, address]);
    } finally {
      mock.restoreAll();
    }
  });
});
