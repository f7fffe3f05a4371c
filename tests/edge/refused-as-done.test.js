// A provider that refuses what is done already, in words that say so, and keeps its own failures under a key.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { LINKS, PROVIDERS } from "../providers/index.js";
import { edge, effects } from "./edge.js";

const { open } = LINKS.stripe;
const { headers, close: closePath, one } = PROVIDERS.stripe;

const saying = (status, message, more = {}) =>
  new Response(JSON.stringify({ error: { message, type: "invalid_request_error", ...more } }), {
    status,
    headers: { "content-type": "application/json" },
  });

const HAS_EXPIRED = "This Checkout Session has a status of `expired`.";

const isEffect = (request) => request.method === "POST";

const closing =
  ({ call }) =>
  async (key = "k") => {
    const answer = await call("POST", `/v1/links/stripe/${open}/close`, {
      "idempotency-key": `"${key}"`,
    });
    return { status: answer.status, ...(await answer.json()) };
  };

/** An edge whose link lapses between its read and its call: the provider refuses the call in its own words. */
function beaten() {
  const it = edge({
    disturb: async (request) => {
      if (isEffect(request)) await it.sandbox.event("stripe", open, { event: "lapsed" });
    },
  });
  return it;
}

describe("a refusal that says that the link has the status already", () => {
  test("is already_done after a read that shows it, and not counted as our own effect", async () => {
    const it = beaten();
    const { status, outcome, link } = await closing(it)();
    assert.deepEqual([status, outcome, link.status], [200, "already_done", "expired"]);
    const metrics = await (await it.call("GET", "/metrics")).text();
    assert.match(metrics, /paylink_closes_total\{format="stripe",outcome="already_done"\} 1/);
    const { events } = await (await it.call("GET", "/v1/events")).json();
    const answered = events.find(({ type }) => type === "close_answered");
    assert.deepEqual(
      [answered.detail.outcome, answered.detail.foundByReading],
      ["already_done", true],
    );
  });

  test("is passed on at the provider's own path, word for word", async () => {
    const { app } = beaten();
    const answer = await app.request(closePath(open), { method: "POST", headers });
    const { message } = (await answer.json()).error;
    assert.equal(answer.status, 400);
    assert.ok(message.endsWith(HAS_EXPIRED), message);
  });

  test("is our own effect after a lost answer to the same call", async () => {
    let calls = 0;
    const it = edge({
      disturb: async (request, effect) => {
        if (!isEffect(request)) return undefined;
        calls += 1;
        if (calls === 1) {
          await effect();
          throw new TypeError("fetch failed", { cause: { code: "ECONNRESET" } });
        }
        return saying(400, HAS_EXPIRED);
      },
    });
    const { status, outcome } = await closing(it)();
    assert.deepEqual([status, outcome, calls], [200, "done", 2]);
  });

  test("stays what it says if the link cannot be read: 409, and the next call looks again", async () => {
    let down = false;
    const it = edge({
      disturb: async (request, effect) => {
        if (!isEffect(request)) return down ? saying(400, "down") : undefined;
        await effect();
        down = true;
        return saying(400, HAS_EXPIRED);
      },
    });
    const { status, outcome, retry } = await closing(it)();
    assert.deepEqual([status, outcome, retry.advice], [409, "already_done", "read_first"]);
    down = false;
    assert.equal((await closing(it)("another")).outcome, "already_done");
  });

  test("is an end of another kind if the link was paid: a conflict with its decision", async () => {
    const it = edge({
      disturb: async (request) => {
        if (!isEffect(request)) return undefined;
        await it.sandbox.event("stripe", open, { event: "paid" });
        return saying(400, "This Checkout Session has a status of 'complete'.");
      },
    });
    const { status, outcome, link, retry } = await closing(it)();
    assert.deepEqual(
      [status, outcome, link.status, retry.advice],
      [409, "refused", "completed", "stop"],
    );
  });
});

describe("a failure that the provider keeps under the key", () => {
  test("asks for another key, which then has the effect at once", async () => {
    const it = edge();
    await it.sandbox.addFault({ fault: "server_error", format: "stripe", operation: "close" });
    const first = await closing(it)();
    assert.deepEqual([first.outcome, first.retry.advice], ["unclear", "new_key"]);
    assert.equal(effects(it.calls), 1);
    const second = await closing(it)("another");
    assert.deepEqual([second.status, second.outcome], [200, "done"]);
  });

  test("does not stop the same caller's key, which gets another one at the provider", async () => {
    const it = edge();
    await it.sandbox.addFault({ fault: "server_error", format: "stripe", operation: "close" });
    await closing(it)();
    const again = await closing(it)();
    assert.deepEqual([again.status, again.outcome], [200, "done"]);
  });

  test("does not stop a job, whose keys are its own", async () => {
    const it = edge();
    await it.sandbox.addFault({ fault: "server_error", format: "stripe", operation: "close" });
    const links = [{ format: "stripe", id: open }];
    const job = await (await it.call("POST", "/v1/jobs", {}, { links })).json();
    const run = async () => {
      const lines = (await (await it.call("POST", `/v1/jobs/${job.id}/run`)).text()).trim();
      return JSON.parse(lines.split("\n")[0]);
    };
    const first = await run();
    assert.deepEqual([first.outcome, first.final], ["unclear", false]);
    const second = await run();
    assert.deepEqual([second.outcome, second.final], ["done", true]);
  });

  test("is done if the link shows the effect", async () => {
    const it = edge({
      disturb: async (request, effect) => {
        if (!isEffect(request)) return undefined;
        await effect();
        return saying(500, "sorry", { type: "api_error" });
      },
    });
    const { status, outcome } = await closing(it)();
    assert.deepEqual([status, outcome], [200, "done"]);
  });

  test("is replayed at the provider's own path, as the provider would", async () => {
    const it = edge();
    await it.sandbox.addFault({ fault: "server_error", format: "stripe", operation: "close" });
    const own = async (key) => {
      const sent = { ...headers, "idempotency-key": key };
      const answer = await it.app.request(closePath(open), { method: "POST", headers: sent });
      return [answer.status, await answer.text()];
    };
    const first = await own("k");
    assert.equal(first[0], 500);
    assert.deepEqual(await own("k"), first);
    assert.equal(effects(it.calls), 1);
    assert.equal((await own("another"))[0], 200);
    const shown = await (await it.app.request(one(open), { headers })).json();
    assert.equal(shown.status, "expired");
  });

  test("leaves a create unclear: the same key learns nothing, and no other is tried", async () => {
    const it = edge();
    await it.sandbox.addFault({ fault: "server_error", format: "stripe", operation: "create" });
    const create = async () => {
      const body = PROVIDERS.stripe.request("o-1");
      const answer = await it.call("POST", "/v1/links/stripe", { "idempotency-key": '"k"' }, body);
      return { status: answer.status, ...(await answer.json()) };
    };
    const first = await create();
    assert.deepEqual(
      [first.status, first.outcome, first.retry.advice],
      [502, "unclear", "read_first"],
    );
    it.clock.now += 61_000;
    const again = await create();
    assert.deepEqual([again.status, again.outcome], [502, "unclear"]);
  });
});
