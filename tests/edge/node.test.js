// The edge under Node, as `make start` runs it.
import assert from "node:assert/strict";
import { request } from "node:http";
import { describe, test } from "node:test";
import { startNode } from "./servers.js";
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
