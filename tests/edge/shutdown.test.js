// How the Node server ends: in good order, within its time, and with the right code.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startNode, token } from "./servers.js";
import { startStrict } from "./strict.js";

const authorization = `Bearer ${token}`;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** One call over an agent's connections: its answer, or the error. */
const call = (url, { agent, method = "GET", headers = {} } = {}) =>
  new Promise((resolve) => {
    const sent = request(
      url,
      { agent, method, headers: { authorization, ...headers } },
      (answer) => {
        let body = "";
        answer.on("data", (text) => (body += text));
        answer.on("end", () =>
          resolve({ status: answer.statusCode, headers: answer.headers, body }),
        );
        answer.on("error", (error) => resolve({ error, begun: true }));
      },
    );
    sent.on("error", (error) => resolve({ error, begun: false }));
    sent.end();
  });

/** Waits for the end of a server; how long it took. */
async function ended({ child }) {
  const since = performance.now();
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return performance.now() - since;
}

/** The first answer of `/readyz` that is another than 200, on a connection that is kept until then. */
async function unready(url, agent) {
  for (;;) {
    const answer = await call(`${url}/readyz`, { agent });
    if (answer.status !== 200) return answer;
  }
}

describe("F9: a server that is told to stop", () => {
  test("answers what comes on kept connections, closes each with its answer, and ends", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "paylink-stop-"));
    const db = path.join(folder, "edge.db");
    const server = await startNode({ PAYLINK_DB: db });
    const agent = new Agent({ keepAlive: true, maxSockets: 16 });
    try {
      let signalled = false;
      const seen = { answered: 0, after: 0, closing: 0, refused: 0, begun: 0, other: [] };
      const client = async () => {
        for (;;) {
          const answer = await call(`${server.url}/v1/links`, { agent });
          if (answer.status === 200) {
            seen.answered += 1;
            if (signalled) seen.after += 1;
            if (answer.headers.connection === "close") seen.closing += 1;
            JSON.parse(answer.body);
          } else if (answer.error?.code === "ECONNREFUSED") {
            seen.refused += 1;
            return;
          } else if (answer.begun) seen.begun += 1;
          else seen.other.push(answer.error?.code ?? answer.status);
        }
      };
      const clients = Array.from({ length: 16 }, client);
      while (seen.answered < 100) await sleep(5);
      process.kill(server.child.pid, "SIGTERM");
      const took = ended(server);
      await sleep(20);
      signalled = true;
      await Promise.all(clients);
      assert.ok((await took) < 10_000);
      assert.equal(server.child.exitCode, 0);
      assert.equal(seen.refused, 16, JSON.stringify(seen));
      assert.deepEqual([seen.begun, seen.other], [0, []], "no request was lost");
      assert.ok(seen.closing >= 1 && seen.closing <= 64, JSON.stringify(seen));
      assert.ok(!existsSync(`${db}-wal`), "the store was closed");
    } finally {
      agent.destroy();
      await server.kill();
      rmSync(folder, { recursive: true });
    }
  });

  test("does not wait for connections that ask for nothing, nor for those that never asked", async () => {
    const server = await startNode();
    const agent = new Agent({ keepAlive: true });
    const silent = connect(new URL(server.url).port, "127.0.0.1");
    try {
      silent.on("error", () => {});
      await once(silent, "connect");
      await call(`${server.url}/healthz`, { agent });
      process.kill(server.child.pid, "SIGTERM");
      assert.ok((await ended(server)) < 5000);
      assert.equal(server.child.exitCode, 0);
    } finally {
      silent.destroy();
      agent.destroy();
      await server.kill();
    }
  });

  test("says at /readyz that it is not ready, on a connection that is still open", async () => {
    const strict = await startStrict({ delayMs: () => 1000 });
    const server = await startNode(strict.env);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    try {
      assert.equal((await call(`${server.url}/readyz`, { agent })).status, 200);
      const slow = call(`${server.url}/v1/links/txn/a/close`, { method: "POST" });
      while (strict.calls() === 0) await sleep(5);
      process.kill(server.child.pid, "SIGTERM");
      const ready = await unready(server.url, agent);
      assert.deepEqual([ready.status, ready.headers.connection], [503, "close"]);
      const { status, headers, body } = await slow;
      assert.deepEqual([status, JSON.parse(body).outcome], [200, "done"]);
      assert.equal(headers.connection, "close", "it was asked for before the signal");
      await ended(server);
      assert.equal(server.child.exitCode, 0);
    } finally {
      agent.destroy();
      await server.kill();
      await strict.stop();
    }
  });

  test("ends a running job at a link's end, and says so in its last line; the next run goes on", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "paylink-stop-"));
    const strict = await startStrict({ delayMs: () => 300 });
    const env = { ...strict.env, PAYLINK_DB: path.join(folder, "edge.db") };
    const first = await startNode(env);
    let second;
    const links = Array.from({ length: 40 }, (_, n) => ({ format: "txn", id: `link-${n}` }));
    const post = (url, body) =>
      fetch(url, {
        method: "POST",
        headers: { authorization },
        body: body && JSON.stringify(body),
      });
    const linesIn = (text) =>
      text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
    try {
      const { id } = await (await post(`${first.url}/v1/jobs`, { links })).json();
      const running = await post(`${first.url}/v1/jobs/${id}/run?concurrency=2`);
      while (strict.calls() < 3) await sleep(5);
      process.kill(first.child.pid, "SIGTERM");
      const lines = linesIn(await running.text());
      assert.deepEqual(lines.at(-1), { interrupted: true });
      const done = lines.slice(0, -1);
      assert.ok(done.length >= 2 && done.length < 10, `${done.length}`);
      assert.ok(done.every(({ outcome }) => outcome === "done"));
      assert.ok((await ended(first)) < 5000);
      assert.equal(first.child.exitCode, 0);
      assert.equal(strict.calls(), done.length, "none was begun and not told of");
      second = await startNode({ ...env, PAYLINK_PER_MINUTE: "100000" });
      const rest = linesIn(
        await (await post(`${second.url}/v1/jobs/${id}/run?concurrency=16`)).text(),
      );
      assert.deepEqual(rest.at(-1), { job: id, finished: true, counts: { done: 40 } });
      assert.equal(strict.calls(), 40);
    } finally {
      await first.kill();
      await second?.kill();
      await strict.stop();
      rmSync(folder, { recursive: true });
    }
  });

  test("keeps the outcome of a close whose caller has left", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "paylink-stop-"));
    const strict = await startStrict({ delayMs: () => 800 });
    const env = { ...strict.env, PAYLINK_DB: path.join(folder, "edge.db") };
    const server = await startNode(env);
    let again;
    const close = (url, signal) =>
      fetch(`${url}/v1/links/txn/left/close`, {
        method: "POST",
        headers: { authorization, "idempotency-key": '"left"' },
        signal,
      });
    try {
      const left = new AbortController();
      const begun = close(server.url, left.signal).catch(() => null);
      while (strict.calls() === 0) await sleep(5);
      left.abort();
      await begun;
      process.kill(server.child.pid, "SIGTERM");
      await ended(server);
      assert.equal(server.child.exitCode, 0);
      again = await startNode(env);
      const answer = await close(again.url);
      assert.deepEqual([answer.status, (await answer.json()).outcome], [200, "done"]);
      assert.equal(strict.calls(), 1);
    } finally {
      await server.kill();
      await again?.kill();
      await strict.stop();
      rmSync(folder, { recursive: true });
    }
  });

  test("gives up at PAYLINK_DRAIN_MS, closes the store, and exits 1", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "paylink-stop-"));
    const strict = await startStrict({ delayMs: () => 4000 });
    const db = path.join(folder, "edge.db");
    const server = await startNode({ ...strict.env, PAYLINK_DB: db, PAYLINK_DRAIN_MS: "500" });
    try {
      const slow = call(`${server.url}/v1/links/txn/a/close`, { method: "POST" });
      while (strict.calls() === 0) await sleep(5);
      process.kill(server.child.pid, "SIGTERM");
      assert.ok((await ended(server)) < 5000);
      assert.equal(server.child.exitCode, 1);
      assert.match(server.output(), /"event":"drain_timeout"/);
      assert.ok(!existsSync(`${db}-wal`), "the store was closed");
      assert.ok((await slow).error);
    } finally {
      await server.kill();
      await strict.stop();
      rmSync(folder, { recursive: true });
    }
  });

  test("ends at once at the second signal", async () => {
    const strict = await startStrict({ delayMs: () => 4000 });
    const server = await startNode({ ...strict.env, PAYLINK_LOG: "1" });
    try {
      const slow = call(`${server.url}/v1/links/txn/a/close`, { method: "POST" });
      while (strict.calls() === 0) await sleep(5);
      process.kill(server.child.pid, "SIGTERM");
      while (!/"event":"stopping"/.test(server.output())) await sleep(5);
      process.kill(server.child.pid, "SIGINT");
      assert.ok((await ended(server)) < 3000);
      assert.equal(server.child.exitCode, 1);
      await slow;
    } finally {
      await server.kill();
      await strict.stop();
    }
  });
});

describe("F3: an error that nothing caught", () => {
  const script = fileURLToPath(new URL("uncaught.js", import.meta.url));

  for (const [how, event] of [
    ["exception", "uncaught_exception"],
    ["rejection", "unhandled_rejection"],
    ["both", "uncaught_exception"],
  ]) {
    test(`is one line of the log, without secrets; what runs is finished, and it exits 1 (${how})`, async () => {
      const child = spawn(process.execPath, [script, how], { stdio: ["ignore", "pipe", "pipe"] });
      let output = "";
      child.stdout.on("data", (text) => (output += text));
      child.stderr.on("data", (text) => (output += text));
      const exit = once(child, "exit");
      while (!/port \d+/.test(output)) await sleep(5);
      const url = `http://127.0.0.1:${output.match(/port (\d+)/)[1]}`;
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      assert.equal((await call(`${url}/readyz`, { agent })).status, 200);
      const slow = call(`${url}/slow`);
      while (!/slow has begun/.test(output)) await sleep(5);
      const broken = call(`${url}/break`, { agent });
      assert.equal((await broken).body, "broken");
      assert.equal((await unready(url, agent)).status, 503);
      assert.equal((await slow).body, "slow");
      assert.deepEqual(await exit, [1, null]);
      const lines = output.split("\n").filter((line) => line.includes('"level":"error"'));
      assert.deepEqual(
        lines.map((line) => JSON.parse(line).event),
        how === "both" ? [event, "unhandled_rejection"] : [event],
        output,
      );
      assert.match(lines[0], /broken on purpose/);
      assert.ok(!output.includes("the-secret-of-the-provider"), output);
      assert.match(output, /the store is closed/);
      agent.destroy();
    });
  }
});
