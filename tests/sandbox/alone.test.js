// The sandbox as `make sandbox` runs it: what a plain `fetch` client sees of each fault, over a real socket.
import assert from "node:assert/strict";
import { createServer, request as requestOf } from "node:http";
import { after, before, describe, test } from "node:test";
import { init, readWebhook } from "paylink";
import { COUNTS, clientOf, FORMATS, LINKS, PROVIDERS } from "./sandbox.js";
import { startAlone } from "./servers.js";

await init();

let server;
let it;
before(async () => {
  server = await startAlone();
  it = clientOf(fetch, server.url);
});
after(() => server?.stop());

const reset = () => it.control("POST", "/reset");
const fault = async (more) => assert.equal((await it.control("POST", "/faults", more)).status, 200);

for (const format of FORMATS) {
  const provider = PROVIDERS[format];
  const { open } = LINKS[format];

  describe(`${format}, over a socket`, () => {
    const status = async () => provider.statusIn((await it.read(format, open)).json);
    const closed = () => status().then((word) => word === provider.closed);

    test("every call works as documented", async () => {
      await reset();
      const made = await it.create(format);
      assert.deepEqual([made.status, made.type], [provider.made, provider.mediaType]);
      assert.equal((await it.read(format, provider.idIn(made.json))).text, made.text);
      assert.equal((await it.close(format, open)).status, 200);
      assert.equal(provider.listIn((await it.all(format)).json).length, COUNTS[format] + 1);
      assert.ok(await closed());
    });

    for (const [name, expected] of Object.entries({
      server_error: [500, provider.mediaType, false],
      bad_gateway: [502, "text/html; charset=utf-8", false],
      maintenance: [503, "text/html; charset=utf-8", false],
      rate_limited: [429, provider.mediaType, false],
      not_json: [200, "text/html; charset=utf-8", false],
      lost_answer_5xx: [504, "text/html; charset=utf-8", true],
      other_link: [200, provider.mediaType, true],
    })) {
      test(`${name} is seen as ${expected[0]}`, async () => {
        await reset();
        await fault({ fault: name });
        const answer = await it.close(format, open);
        assert.deepEqual([answer.status, answer.type, await closed()], expected);
        const waits = answer.headers.get("retry-after");
        assert.equal(waits !== null, name === "maintenance" || name === "rate_limited");
      });
    }

    for (const [name, effect] of [
      ["cut", false],
      ["lost_answer", true],
    ]) {
      test(`${name} is seen as a connection that is reset`, async () => {
        await reset();
        await fault({ fault: name });
        await assert.rejects(it.close(format, open), (error) => {
          assert.ok(error instanceof TypeError);
          assert.match(
            `${error.cause?.code} ${error.cause?.message}`,
            /ECONNRESET|other side closed/,
          );
          return true;
        });
        assert.equal(await closed(), effect);
      });
    }

    test("cut_midway is seen as a head, half of a body, and an end that is none", async () => {
      await reset();
      await fault({ fault: "cut_midway" });
      const response = await fetch(server.url + provider.close(open), {
        method: "POST",
        headers: provider.headers,
      });
      assert.deepEqual(
        [response.status, response.headers.get("content-type")],
        [200, provider.mediaType],
      );
      await assert.rejects(response.text(), TypeError);
      assert.ok(await closed());
    });

    test("slow is seen as a timeout by whoever waits less; the effect comes all the same", async () => {
      await reset();
      await fault({ fault: "slow", ms: 250, operation: "close" });
      const signal = AbortSignal.timeout(60);
      await assert.rejects(it.close(format, open, { signal }), { name: "TimeoutError" });
      while (!(await closed())) await new Promise((resolve) => setTimeout(resolve, 20));
    });

    test("stale_read is seen as a link that has not changed yet", async () => {
      await reset();
      const before = await it.read(format, open);
      await it.close(format, open);
      await fault({ fault: "stale_read" });
      assert.equal((await it.read(format, open)).text, before.text);
      assert.ok(await closed());
    });
  });
}

test("key_locked is seen as 409, and the repeat is done", async () => {
  await reset();
  await fault({ fault: "key_locked" });
  const key = { headers: { "x-idempotency-key": "k" } };
  const { open } = LINKS.connect;
  const locked = await it.close("connect", open, key);
  assert.deepEqual([locked.status, locked.json.code], [409, "idempotency_key_locked"]);
  assert.equal((await it.close("connect", open, key)).status, 200);
});

test("a page of a list goes on where it says", async () => {
  await reset();
  const page = await it.list("txn", "?per_page=5");
  assert.ok(page.json.links.next.startsWith(`${server.url}/api/`), page.json.links.next);
  const next = await fetch(page.json.links.next, { headers: PROVIDERS.txn.headers });
  assert.equal((await next.json()).data.length, 5);
});

test("webhooks reach a real receiver, signed, and are retried when the clock is pushed", async () => {
  await reset();
  const told = [];
  const receiver = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    told.push({ headers: request.headers, body: Buffer.concat(chunks) });
    response.writeHead(told.length === 1 ? 500 : 204).end();
  });
  await new Promise((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  try {
    const url = `http://127.0.0.1:${receiver.address().port}/hooks`;
    const { json: hook } = await it.control("POST", "/webhooks", { format: "txn", url });
    const path = `/links/txn/${LINKS.txn.open}/events`;
    assert.equal((await it.control("POST", path, { event: "opened" })).status, 200);
    await it.control("POST", "/clock", { advanceMs: 60_000 });
    assert.equal(told.length, 2);
    for (const { headers, body } of told) {
      const now = Number(headers["svix-timestamp"]) * 1000;
      const event = readWebhook({ format: "txn", headers, body, secret: hook.secret, now });
      assert.ok(event.ok);
      assert.equal(event.value.child.status, "pending");
    }
    assert.equal(told[0].headers["svix-id"], told[1].headers["svix-id"]);
  } finally {
    receiver.close();
    receiver.closeAllConnections();
  }
});

test("a receiver that sends somebody elsewhere has not taken it, and nobody goes there", async () => {
  await reset();
  const asked = [];
  const receiver = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(307, { location: "/elsewhere" }).end();
  });
  await new Promise((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  try {
    const url = `http://127.0.0.1:${receiver.address().port}/hooks`;
    await it.control("POST", "/webhooks", { format: "connect", url });
    await it.close("connect", LINKS.connect.open);
    await it.control("POST", "/clock", { advanceMs: 0 });
    const { json } = await it.control("GET", "/deliveries");
    assert.deepEqual(
      [json.deliveries[0].state, json.deliveries[0].attempts[0].status],
      ["waiting", 307],
    );
    assert.deepEqual(asked, ["/hooks"]);
  } finally {
    receiver.close();
    receiver.closeAllConnections();
  }
});

describe("the server", () => {
  /** Headers that `fetch` would not let one set. */
  const raw = (headers, path = "/sandbox") =>
    new Promise((resolve, reject) => {
      const call = requestOf(server.url + path, { headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      call.once("error", reject);
      call.end();
    });

  test("answers to the names of this machine only, and not to pages of other origins", async () => {
    assert.equal(await raw({ host: "evil.example" }), 421);
    assert.equal(await raw({ host: "127.0.0.1.evil.example" }), 421);
    assert.equal(await raw({ host: "localhost:1" }), 200);
    assert.equal(await raw({ "sec-fetch-site": "cross-site" }), 403);
    assert.equal(await raw({ "sec-fetch-site": "same-site" }), 403);
    assert.equal(await raw({ "sec-fetch-site": "none" }), 200);
  });

  test("a body beyond the limit is refused, and the server goes on", async () => {
    const body = JSON.stringify({ fault: "x".repeat(2 * 1024 * 1024) });
    const headers = { "content-type": "application/json" };
    const answer = await it.call("POST", "/sandbox/faults", { headers, body });
    assert.equal(answer.status, 413);
    assert.equal((await it.control("GET", "")).status, 200);
  });

  test("it says how to try it, with commands that it takes", async () => {
    const output = server.output();
    for (const wanted of [
      /curl -i -X POST .*\/cancel/,
      /\/expiration/,
      /\/sandbox\/clock/,
      /\/sandbox\/faults/,
    ]) {
      assert.match(output, wanted);
    }
  });

  test("from the same seed and time it is the same, to the letter, standing still", async () => {
    const env = {
      PAYLINK_SANDBOX_SEED: "tuesday",
      PAYLINK_SANDBOX_NOW: "2026-06-18T14:00:00+02:00",
      PAYLINK_SANDBOX_LINKS: "20",
    };
    const state = async () => {
      const own = await startAlone(env);
      try {
        const client = clientOf(fetch, own.url);
        const answers = [];
        for (const format of FORMATS) answers.push(await client.create(format));
        for (const format of FORMATS) answers.push(await client.all(format));
        const texts = answers.map(({ text }) => text.replaceAll(own.url, ""));
        const { json } = await client.control("GET", "");
        return { texts, clock: json.clock };
      } finally {
        await own.stop();
      }
    };
    const [one, other] = await Promise.all([state(), state()]);
    assert.deepEqual(one, other);
    assert.deepEqual(one.clock, { now: "2026-06-18T12:00:00.000Z", frozen: true });
  });

  test("what it is told wrong at its start it says, and ends", async () => {
    for (const [env, words] of [
      [{ PAYLINK_SANDBOX_NOW: "noon" }, /PAYLINK_SANDBOX_NOW: expected/],
      [{ PAYLINK_SANDBOX_LINKS: "-1" }, /PAYLINK_SANDBOX_LINKS: expected/],
      ...["abc", "99999", "-1", "1.5", "0x50", "8788 "].map((PORT) => [
        { PORT },
        /^PORT: expected .+/,
      ]),
    ]) {
      const { code, output } = await startAlone(env);
      assert.equal(code, 1);
      assert.match(output(), words);
      assert.equal(output().trim().split("\n").length, 1, output());
    }
  });
});
