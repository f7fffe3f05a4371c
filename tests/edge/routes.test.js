// Every route asks in the same order: method and path, rate, credential, scope, and only then the body.
import assert from "node:assert/strict";
import { test } from "node:test";
import { formats, init } from "paylink";
import { tokenOf } from "../../edge/callers.js";
import { edge } from "./edge.js";

await init();

const MiB = 1024 * 1024;
/** What an anonymous caller may have read of a body, where a signature over the body is the credential. */
const MAX_ANONYMOUS = 64 * 1024;

/** Routes that are open to everybody. A route that is not here has to refuse before it reads. */
const OPEN = [
  ...["GET /healthz", "GET /readyz", "GET /sign-in", "POST /sign-in", "POST /sign-out"],
  ...["GET /sign-in.css", "GET /favicon.svg"],
];

/** Routes whose credential is a signature over the body. */
const SIGNED = ["POST /webhooks/txn"];

/** A body that counts how much of it was read, and has no end. */
function endless() {
  const seen = { bytes: 0 };
  const chunk = new TextEncoder().encode('"eventId":1,'.repeat(1000));
  const body = new ReadableStream(
    {
      pull(controller) {
        seen.bytes += chunk.byteLength;
        controller.enqueue(chunk);
      },
    },
    { highWaterMark: 0 },
  );
  return { body, seen };
}

/** Every route that is registered, and every call of every provider. */
function routes({ app }) {
  const own = app.routes
    .filter(({ path }) => path !== "*" && path !== "/*")
    .flatMap(({ method, path }) =>
      (method === "ALL" ? ["GET", "POST", "DELETE"] : [method]).map((each) => [each, path]),
    );
  const providers = formats().flatMap(({ calls }) =>
    calls.map(({ method, path }) => [method, path]),
  );
  const named = [...own, ...providers].map(([method, path]) => {
    const filled = path
      .replace(":format", "connect")
      .replaceAll(/:\w+|\{id\}/g, "a")
      .replace("*", "a");
    return `${method} ${filled}`;
  });
  const deliveries = formats().map(({ id }) => `POST /webhooks/${id}`);
  return [...new Set([...named, ...deliveries])];
}

const server = () =>
  edge({
    tokens: [tokens.owner, tokens.nothing],
    assets: (c) => c.text("the dashboard"),
    sandbox: { fetch: async () => new Response("controlled") },
    providers: { connect: { webhookSecrets: ["a-secret-of-the-connect-account"] } },
  });
const tokens = {
  owner: await tokenOf("owner", "a-token-of-the-owner"),
  nothing: await tokenOf("nothing", "a-token-that-may-do-nothing", []),
};

const ask = (app, route, headers, body) => {
  const [method, path] = route.split(" ");
  const bodied = ["GET", "HEAD"].includes(method) ? {} : { body, duplex: "half" };
  return app.request(path, { method, headers, ...bodied });
};

for (const [who, headers, expected] of [
  ["nobody", {}, [401, 405]],
  [
    "a guess",
    { authorization: "Bearer a-guess-of-sixteen", "x-api-key": "a-guess-of-sixteen" },
    [401, 405],
  ],
  [
    "a token without a scope",
    {
      authorization: "Bearer a-token-that-may-do-nothing",
      "x-api-key": "a-token-that-may-do-nothing",
    },
    [200, 401, 403, 404, 405],
  ],
]) {
  test(`F2, F4, F7: no route reads a byte of what ${who} sends before it refuses`, async () => {
    const { app } = server();
    let walked = 0;
    for (const route of routes({ app })) {
      if (OPEN.includes(route)) continue;
      const { body, seen } = endless();
      const answer = await ask(app, route, { "content-type": "text/odd", ...headers }, body);
      const most = SIGNED.includes(route) ? MAX_ANONYMOUS + 16 * 1024 : 0;
      assert.ok(
        seen.bytes <= most,
        `${route} read ${seen.bytes} bytes and answered ${answer.status}`,
      );
      if (!SIGNED.includes(route))
        assert.ok(expected.includes(answer.status), `${route}: ${answer.status}`);
      walked += 1;
    }
    assert.ok(walked > 20, `${walked} routes`);
  });
}

test("F2, F4: what is open to everybody reads little of a body and parses none of it", async () => {
  const { app } = server();
  for (const route of OPEN) {
    const { body, seen } = endless();
    const answer = await ask(app, route, {}, body);
    assert.ok(seen.bytes <= 32 * 1024, `${route} read ${seen.bytes} bytes`);
    assert.ok(answer.status < 500, `${route}: ${answer.status}`);
  }
});

test("F2: an anonymous megabyte is answered in a few bytes", async () => {
  const { app } = server();
  const junk = `{${'"eventId":1,'.repeat(87_000)}"a":1}`;
  for (const { id } of formats()) {
    const answer = await app.request(`/webhooks/${id}`, { method: "POST", body: junk });
    assert.ok([401, 413].includes(answer.status), `${id}: ${answer.status}`);
    assert.ok((await answer.text()).length <= 4096);
  }
});

test("F7: a caller who is not known learns nothing of what is wrong with the call", async () => {
  const { app } = server();
  for (const { calls } of formats()) {
    for (const { method, path } of calls.filter(({ method }) => method === "POST")) {
      const answer = await app.request(path.replace("{id}", "a"), {
        method,
        headers: { "content-type": "text/odd", accept: "image/png" },
        body: `{${'"a":1,'.repeat(10_000)}"a":1}`,
      });
      assert.equal(answer.status, 401, path);
      assert.ok((await answer.text()).length < 1000, path);
    }
  }
});

test("a call with too large a body is refused, and its path says how much is taken", async () => {
  const { app } = server();
  const headers = {
    authorization: "Bearer a-token-of-the-owner",
    "x-api-key": "a-token-of-the-owner",
  };
  const limits = [
    ["POST /v1/links/connect", 64 * 1024],
    ["POST /v1/links/connect/a/close", 64 * 1024],
    ["POST /payment-links", 64 * 1024],
    ["POST /v1/jobs", MiB],
    ["POST /v1/imports", 8 * MiB],
    ["POST /sandbox/clock", 64 * 1024],
  ];
  for (const [route, limit] of limits) {
    const { body, seen } = endless();
    const answer = await ask(app, route, headers, body);
    assert.equal(answer.status, 413, route);
    assert.ok(seen.bytes <= limit + 16 * 1024, `${route} read ${seen.bytes} bytes`);
    assert.match(await answer.text(), new RegExp(`${limit}`), route);
  }
});
