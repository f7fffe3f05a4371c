// The sandbox in a Durable Object, under real workerd.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { init, readWebhook } from "paylink";
import { COUNTS, clientOf, FORMATS, LINKS, PROVIDERS } from "./sandbox.js";
import { startWorkerd } from "./servers.js";

await init();

let server;
let it;
let inside;
before(async () => {
  server = await startWorkerd();
  it = clientOf(fetch, server.url);
  inside = clientOf(fetch, `${server.url}/inside`);
});
after(() => server?.stop());

const reset = () => it.control("POST", "/reset");
const fault = async (more) => assert.equal((await it.control("POST", "/faults", more)).status, 200);

test("every call works as documented, and one sandbox is behind all of them", async () => {
  await reset();
  for (const format of FORMATS) {
    const provider = PROVIDERS[format];
    const made = await it.create(format);
    assert.deepEqual([made.status, made.type], [provider.made, provider.mediaType]);
    const { open } = LINKS[format];
    const closed = await it.close(format, open);
    assert.deepEqual([closed.status, provider.statusIn(closed.json)], [200, provider.closed]);
    assert.equal((await it.close(format, open)).status, provider.statusOf("transition_refused"));
    assert.equal(provider.listIn((await it.all(format)).json).length, COUNTS[format] + 1);
  }
});

test("its clock is pushed, and links lapse", async () => {
  await reset();
  const pushed = await it.control("POST", "/clock", { advanceMs: 3_600_000 });
  assert.ok(Date.parse(pushed.json.now) > Date.now() + 3_500_000);
  assert.equal((await it.read("connect", LINKS.connect.soon)).json.status, "EXPIRED");
});

for (const [name, effect] of [
  ["cut", false],
  ["lost_answer", true],
]) {
  test(`${name}: a Worker's own call rejects, a client outside gets no answer that it could take for one`, async () => {
    for (const client of [inside, it]) {
      await reset();
      await fault({ fault: name });
      const { open } = LINKS.connect;
      if (client === inside) {
        assert.ok((await client.close("connect", open)).json.rejected);
      } else {
        const seen = await client.close("connect", open).then(
          ({ status, text }) => ({ status, text }),
          (error) => ({ error }),
        );
        // Between a Worker and its client there may be somebody who says that the connection is lost.
        const lost = seen.error instanceof TypeError || seen.status >= 500;
        assert.ok(lost && !seen.text?.includes("paymentLinkId"), JSON.stringify(seen));
      }
      const { json } = await it.read("connect", open);
      assert.equal(json.status, effect ? "CANCELLED" : "ACTIVE");
    }
  });
}

test("cut_midway: half of a body, and no more", async () => {
  await reset();
  const { open } = LINKS.connect;
  const whole = (await it.read("connect", open)).text.length;
  await fault({ fault: "cut_midway" });
  const seen = await it.close("connect", open).then(
    ({ text }) => text,
    (error) => error,
  );
  assert.ok(seen instanceof TypeError || seen.length < whole * 0.6, String(seen));
  assert.equal((await it.read("connect", open)).json.status, "CANCELLED");
});

test("webhooks leave the object, signed, and are retried", async () => {
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
    await it.control("POST", `/links/txn/${LINKS.txn.open}/events`, { event: "opened" });
    await it.control("POST", "/clock", { advanceMs: 60_000 });
    assert.equal(told.length, 2);
    for (const { headers, body } of told) {
      const now = Number(headers["svix-timestamp"]) * 1000;
      assert.ok(readWebhook({ format: "txn", headers, body, secret: hook.secret, now }).ok);
    }
  } finally {
    receiver.close();
    receiver.closeAllConnections();
  }
});
