// The edge under Node, as `make start` runs it.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, test } from "node:test";
import { promisify } from "node:util";
import { urlOf } from "../../edge/banner.js";
import { FORMATS } from "../providers/index.js";
import { until } from "./edge.js";
import { commandsOf, pasted } from "./pasted.js";
import { startNode, token } from "./servers.js";
import { startStrict } from "./strict.js";
import { suite } from "./suite.js";

describe("edge under Node", () => suite(startNode));

describe("signing in at a server on the loopback address", () => {
  const linkIn = (output) => output.match(/http:\S+\/sign-in\?code=[\w-]+/g)?.at(-1);

  test("F1: a one-time link in the terminal signs one browser in, and no page does", async () => {
    const server = await startNode({ PAYLINK_TOKEN: "" });
    try {
      for (const page of ["/", "/inspector/", "/rules/", "/sign-in"]) {
        const answer = await fetch(server.url + page, { headers: { accept: "text/html" } });
        assert.equal(answer.headers.get("set-cookie"), null, page);
      }
      const link = linkIn(server.output());
      const first = await fetch(link);
      const cookie = first.headers.get("set-cookie");
      assert.match(cookie, /HttpOnly/);
      const headers = { cookie: cookie.split(";")[0] };
      assert.equal((await fetch(`${server.url}/v1/links`, { headers })).status, 200);
      const second = await fetch(link);
      assert.deepEqual([second.status, second.headers.get("set-cookie")], [401, null]);
      const next = linkIn(server.output());
      assert.notEqual(next, link);
      assert.match((await fetch(next)).headers.get("set-cookie"), /HttpOnly/);
    } finally {
      await server.stop();
    }
  });

  test("where a token is set, no link is printed and the page takes the token", async () => {
    const server = await startNode();
    try {
      assert.equal(linkIn(server.output()), undefined);
      assert.equal((await fetch(`${server.url}/sign-in`)).status, 200);
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
});

describe("F20: what a server prints when it starts", () => {
  const run = async (command) => (await pasted(command, { PAYLINK_TOKEN: token })).status;

  for (const [what, settings, count] of [
    ["to a newcomer", { PAYLINK_SANDBOX: "", PAYLINK_TOKEN: "" }, 2 + FORMATS.length],
    ["with a token", { PAYLINK_SANDBOX: "" }, 2 + FORMATS.length],
    ["where others can reach it", { HOST: "0.0.0.0" }, 2],
  ]) {
    test(`has commands that work as they stand, ${what}`, async () => {
      const server = await startNode(settings);
      try {
        const commands = commandsOf(server.output());
        assert.equal(commands.length, count, server.output());
        for (const command of commands) assert.equal(await run(command), "200", command);
      } finally {
        await server.stop();
      }
    });
  }

  test("names what is played, and nothing that is not", async () => {
    const txn = { PAYLINK_TXN_URL: "https://txn.example", PAYLINK_TXN_KEY: "a-key-at-txn" };
    const some = await startNode(txn);
    const none = await startNode({ ...txn, PAYLINK_SANDBOX: "" });
    try {
      assert.match(some.output(), /A sandbox plays connect, stripe and razorpay\./);
      const commands = commandsOf(some.output());
      assert.equal(commands.length, 1 + FORMATS.length);
      assert.ok(commands.every((command) => !command.includes("/api/public/")));
      assert.doesNotMatch(none.output(), /sandbox|curl/i);
    } finally {
      await some.stop();
      await none.stop();
    }
  });

  test("F16: has its address as a URL, with the port that it really has", async () => {
    assert.equal(urlOf("::1", 8787), "http://[::1]:8787");
    assert.equal(urlOf("127.0.0.1", 8787), "http://127.0.0.1:8787");
    const child = spawn(process.execPath, ["edge/node.js"], {
      env: { PATH: process.env.PATH, PORT: "0", HOST: "::1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    try {
      const [text] = await once(child.stdout, "data");
      const [url, port] = `${text}`.match(/http:\/\/\[::1\]:(\d+)/);
      assert.notEqual(port, "0");
      assert.equal((await fetch(`${url}/healthz`)).status, 200);
    } finally {
      child.kill();
    }
  });
});

describe("F16: a server that cannot start says why in a line, without a stack", () => {
  const refused = async (settings) => {
    const env = { PATH: process.env.PATH, PORT: "0", ...settings };
    const started = promisify(execFile)(process.execPath, ["edge/node.js"], { env });
    const { code, stdout, stderr } = await started.then(
      () => assert.fail("it started"),
      (error) => error,
    );
    assert.deepEqual([code, stdout], [1, ""]);
    return stderr.trimEnd().split("\n");
  };

  test("whatever is wrong", async () => {
    const { url, stop } = await startNode();
    try {
      const { port } = new URL(url);
      for (const [settings, ...patterns] of [
        [{ PORT: "abc" }, /^PORT: expected a whole number/],
        [
          { PORT: port },
          new RegExp(`^port ${port} is taken: set PORT to another; (?!${port})\\d+ is free$`),
        ],
        [
          { HOST: "192.0.2.1", PAYLINK_TOKEN: token, PAYLINK_SANDBOX: "1" },
          /^cannot listen on http/,
        ],
        [
          { PAYLINK_DB: "/nowhere/at/all.db" },
          /^PAYLINK_DB: the store \/nowhere\/at\/all\.db cannot/,
        ],
        [{ PAYLINK_SANDBOX: "0" }, /^no provider is set: .*PAYLINK_CONNECT_URL.*PAYLINK_SANDBOX=1/],
        [
          { PAYLINK_TXN_URl: "x", PAYLINK_LOG: "on" },
          /did you mean PAYLINK_TXN_URL/,
          /^PAYLINK_LOG/,
        ],
      ]) {
        const lines = await refused(settings);
        assert.equal(lines.length, patterns.length, lines.join("\n"));
        for (const [at, pattern] of patterns.entries()) assert.match(lines[at], pattern);
      }
    } finally {
      await stop();
    }
  });
});

describe("the log", () => {
  const broken = (server) =>
    new Promise((resolve) => {
      const socket = connect(new URL(server.url).port, "127.0.0.1", () => {
        socket.write(
          `POST /v1/imports HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\nContent-Length: 1000\r\n\r\n{`,
        );
        setTimeout(() => socket.destroy(), 100);
      });
      socket.on("close", resolve);
      socket.on("error", () => {});
    });

  test("W10: a caller that breaks off its upload is information, not a failure", async () => {
    const server = await startNode({ PAYLINK_LOG: "1" });
    try {
      await Promise.all([broken(server), broken(server), broken(server)]);
      await until(() => (server.output().match(/"status":499/g) ?? []).length === 3);
      assert.doesNotMatch(server.output(), /"level":"error"|"status":500|stack/);
    } finally {
      await server.stop();
    }
  });

  test("W9: by default, on the loopback address, it has failures and nothing else", async () => {
    const at = mkdtempSync(path.join(tmpdir(), "paylink-log-"));
    const server = await startNode({ PAYLINK_DB: path.join(at, "edge.db") });
    try {
      assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
      assert.doesNotMatch(server.output(), /"event"/);
      rmSync(at, { recursive: true });
      await until(async () => (await fetch(`${server.url}/readyz`)).status === 503);
      await until(() => /"level":"error","event":"not_ready"/.test(server.output()));
      assert.doesNotMatch(server.output(), /"level":"info"/);
    } finally {
      await server.stop();
    }
  });

  test("W17: a name that is not answered has security headers, an id and a line", async () => {
    const server = await startNode({ PAYLINK_LOG: "1", PAYLINK_HOSTS: "pay.example.com" });
    try {
      const asked = (host) =>
        new Promise((resolve, reject) => {
          const call = request(`${server.url}/healthz`, { headers: { host } }, (answer) => {
            answer.resume();
            resolve(answer);
          });
          call.once("error", reject);
          call.end();
        });
      const { statusCode, headers } = await asked("evil.example");
      assert.equal(statusCode, 421);
      assert.match(headers["content-security-policy"], /default-src 'none'/);
      assert.ok(headers["x-request-id"]);
      await until(() => /"status":421/.test(server.output()));
      assert.equal((await asked("pay.example.com")).statusCode, 200, "a name of a proxy's here");
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
