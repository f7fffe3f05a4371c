// The edge under Node, as `make start` runs it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, test } from "node:test";
import { promisify } from "node:util";
import { startNode, token } from "./servers.js";
import { startStrict } from "./strict.js";
import { suite } from "./suite.js";

describe("edge under Node", () => suite(startNode));

describe("the server that signs the local browser in", () => {
  test("the page brings a cookie that opens the API, out of reach of scripts and other sites", async () => {
    const server = await startNode();
    try {
      const page = await fetch(server.url);
      const cookie = page.headers.get("set-cookie");
      assert.match(cookie, /HttpOnly/);
      assert.match(cookie, /SameSite=Strict/);
      const headers = { cookie: cookie.split(";")[0] };
      assert.equal((await fetch(`${server.url}/v1/links`, { headers })).status, 200);
      assert.equal((await fetch(`${server.url}/style.css`)).headers.get("set-cookie"), null);
      for (const page of ["/inspector/", "/rules/"]) {
        assert.match((await fetch(server.url + page)).headers.get("set-cookie"), /HttpOnly/);
      }
    } finally {
      await server.stop();
    }
  });

  test("a foreign name that resolves to this machine gets nothing", async () => {
    const server = await startNode();
    try {
      const status = await new Promise((resolve, reject) => {
        const call = request(server.url, { headers: { host: "evil.example" } }, (answer) => {
          answer.resume();
          resolve([answer.statusCode, answer.headers["set-cookie"]]);
        });
        call.once("error", reject);
        call.end();
      });
      assert.deepEqual(status, [421, undefined]);
    } finally {
      await server.stop();
    }
  });

  test("it says how to try it, with commands that work", async () => {
    const server = await startNode();
    try {
      assert.match(server.output(), /curl -i -X POST .*\/cancel/);
      assert.match(server.output(), /curl -i -X POST .*\/expiration/);
    } finally {
      await server.stop();
    }
  });
});

describe("a server that stops", () => {
  const close = (server, id) =>
    fetch(`${server.url}/v1/links/txn/${id}/close`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "idempotency-key": `"${id}"` },
    });

  test("finishes what it has begun, and remembers it when it is started again", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "paylink-stop-"));
    const strict = await startStrict({ delayMs: () => 500 });
    const env = { ...strict.env, PAYLINK_DB: path.join(folder, "edge.db") };
    const first = await startNode(env);
    try {
      const begun = close(first, "begun");
      while (strict.calls() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      const stopped = first.stop();
      const answer = await begun;
      const text = await answer.text();
      assert.deepEqual([answer.status, JSON.parse(text).outcome], [200, "done"]);
      await stopped;
      assert.equal(first.child.exitCode, 0);
      const second = await startNode(env);
      try {
        assert.equal(await (await close(second, "begun")).text(), text);
        assert.equal(strict.calls(), 1);
      } finally {
        await second.stop();
      }
    } finally {
      await first.kill();
      await strict.stop();
      rmSync(folder, { recursive: true });
    }
  });
});

describe("a server that others can reach", () => {
  const env = { HOST: "0.0.0.0" };

  test("does not start without a token, and says which settings are wrong", async () => {
    const started = promisify(execFile)(process.execPath, ["edge/node.js"], {
      env: { ...process.env, ...env, PORT: "0", PAYLINK_TOKEN: "" },
    });
    await assert.rejects(started, ({ stderr }) =>
      /set PAYLINK_TOKEN or PAYLINK_TOKENS/.test(stderr),
    );
  });

  test("signs nobody in, takes nobody's sandbox keys, and answers to the names it was given", async () => {
    const server = await startNode({ ...env, PAYLINK_HOSTS: "127.0.0.1,edge.example.com" });
    try {
      const page = await fetch(server.url);
      assert.deepEqual([page.status, page.headers.get("set-cookie")], [401, null]);
      const known = { "x-api-key": "sandbox-connect-key" };
      assert.equal((await fetch(`${server.url}/payment-links`, { headers: known })).status, 401);
      const own = { "x-api-key": token };
      assert.equal((await fetch(`${server.url}/payment-links`, { headers: own })).status, 200);
      const status = await new Promise((resolve, reject) => {
        const call = request(server.url, { headers: { host: "evil.example" } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        call.once("error", reject);
        call.end();
      });
      assert.equal(status, 421);
      assert.ok(!server.output().includes(token), "a token is never printed there");
    } finally {
      await server.stop();
    }
  });
});
