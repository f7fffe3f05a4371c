// What an anonymous client can do to a running server, over real sockets.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { PATIENCE_MS } from "../patience.js";
import { startNode } from "./servers.js";

const KiB = 1024;
const MiB = 1024 * KiB;

let server;
before(async () => {
  server = await startNode({
    PAYLINK_CONNECT_WEBHOOK_SECRET: "what-connect-shows-us",
    PAYLINK_SANDBOX: "1",
  });
});
after(() => server.stop());

/** Resident memory of the server, in bytes. */
const memory = () => {
  const status = readFileSync(`/proc/${server.child.pid}/status`, "utf8");
  return Number(status.match(/^VmRSS:\s+(\d+) kB$/m)[1]) * KiB;
};

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

async function timed(run) {
  const since = performance.now();
  await run();
  return performance.now() - since;
}

const healthz = async () => {
  const answer = await fetch(`${server.url}/healthz`);
  assert.equal(answer.status, 200);
  await answer.text();
};

/** How long a health check takes, by the median of many. */
async function health(times) {
  const all = [];
  for (let at = 0; at < times; at += 1) all.push(await timed(healthz));
  return { median: median(all), longest: Math.max(...all) };
}

const junk = `{${'"eventId":1,'.repeat(87_000)}"a":1}`;

test("F2: an anonymous megabyte gets a short answer and does not stop the server", async () => {
  assert.ok(junk.length > 1_000_000);
  await health(20);
  const idle = await health(40);
  const answers = [];
  let done = false;
  const attack = Promise.all(
    Array.from({ length: 8 }, async (_, at) => {
      const path = at % 2 === 0 ? "/webhooks/connect" : "/webhooks/txn";
      const headers = {
        "content-type": "application/json",
        "svix-id": "m",
        "svix-timestamp": "1",
        "svix-signature": "v1,AAAA",
      };
      const answer = await fetch(server.url + path, { method: "POST", headers, body: junk });
      answers.push([answer.status, (await answer.arrayBuffer()).byteLength]);
    }),
  ).finally(() => {
    done = true;
  });
  const beside = [];
  while (!done || beside.length < 10) beside.push(await timed(healthz));
  await attack;
  for (const [status, bytes] of answers) {
    assert.ok([401, 413].includes(status), String(status));
    assert.ok(bytes <= 64 * KiB, `${bytes} bytes`);
  }
  // Eight at once, on a shared machine; the review measured five seconds.
  const longest = Math.max(...beside);
  assert.ok(
    longest <= 1_000 || longest <= 5 * idle.longest,
    `health checks took up to ${longest} ms beside it, ${idle.longest} ms without`,
  );
});

/** Sends a chunked body without end until the server closes; says what came back. */
function upload(path, bytes) {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let answer = "";
    let sent = 0;
    const piece = Buffer.concat([
      Buffer.from("4000\r\n"),
      Buffer.alloc(0x4000, " "),
      Buffer.from("\r\n"),
    ]);
    const write = () => {
      while (sent < bytes && !socket.destroyed) {
        sent += piece.length;
        if (!socket.write(piece)) return socket.once("drain", write);
      }
      return undefined;
    };
    socket.on("data", (data) => (answer += data));
    socket.on("error", () => {});
    socket.on("close", () => resolve({ answer, sent }));
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    write();
  });
}

/** By how much eighty uploads to paths that nobody may use make a server grow, in bytes. */
async function growth() {
  const before = memory();
  const paths = ["/v1/imports", "/v1/jobs", "/webhooks/txn", "/webhooks/connect", "/payment-links"];
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, memory());
  }, 20);
  try {
    const ended = await Promise.all(
      Array.from({ length: 80 }, (_, at) => upload(paths[at % paths.length], 8 * MiB)),
    );
    const refused = ended.filter(({ answer }) => /^HTTP\/1\.1 (401|413)/.test(answer));
    // A reset may overtake the answer; nobody gets anything else.
    assert.ok(refused.length > 0);
    for (const { answer } of ended) assert.match(answer, /^($|HTTP\/1\.1 (401|413|400))/);
  } finally {
    clearInterval(watch);
  }
  return Math.max(most, memory()) - before;
}

test("F4: eighty anonymous uploads are not held in memory", async () => {
  // On a busy machine the collector of garbage comes late, so the best of three tells.
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 3 && least > 50 * MiB; tries += 1) {
    least = Math.min(least, await growth());
  }
  assert.ok(least <= 50 * MiB, `${Math.round(least / MiB)} MiB more`);
  await healthz();
});

test("F7: what nobody is known for costs nothing but its refusal", async () => {
  const body = `{${'"a":1,'.repeat(10_000)}"a":1}`;
  const ask = (path, text) => async () => {
    const headers = { "content-type": "application/vnd.api+json" };
    const answer = await fetch(server.url + path, { method: "POST", headers, body: text });
    assert.equal(answer.status, 401);
    await answer.text();
  };
  for (const path of ["/payment-links", "/api/public/v1/payment_links", "/v1/links/connect"]) {
    const [empty, full] = [[], []];
    for (let at = 0; at < 15; at += 1) {
      empty.push(await timed(ask(path, "{}")));
      full.push(await timed(ask(path, body)));
    }
    assert.ok(
      median(full) <= 10 + 5 * median(empty),
      `${path}: ${median(full)} and ${median(empty)} ms`,
    );
  }
});
