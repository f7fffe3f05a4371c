// What an answer says is said of its key: of all that was sent under it, not of the last try alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { edge, effects, OPEN, OPEN_TXN } from "./edge.js";

const LINKS = { connect: OPEN, txn: OPEN_TXN };
const keyed = (key) => ({ "idempotency-key": `"${key}"` });
const ENDED = {
  connect: {
    status: "COMPLETED",
    no: { code: "failed_precondition", message: "no" },
    word: "COMPLETED",
  },
  txn: { status: "completed", no: { errors: [{ status: "409", code: "conflict", detail: "no" }] } },
};
const isWrite = (request) => request.method === "POST";

/** A provider that shows the link as `shows` says, and answers its close as `closes` does. */
function told(format, closes) {
  const state = { shows: undefined, closes, sent: 0 };
  const here = edge({
    disturb: async (request, effect) => {
      if (isWrite(request)) {
        state.sent += 1;
        return state.closes(state, effect);
      }
      if (!state.shows) return undefined;
      const document = JSON.parse(await (await effect()).text());
      if (format === "connect") document.status = state.shows;
      else document.data.attributes.status = state.shows;
      return Response.json(document);
    },
  });
  const path = `/v1/links/${format}/${LINKS[format]}/close`;
  const close = async (key = "k") => {
    const answer = await here.call("POST", path, keyed(key));
    return {
      ...(await answer.json()),
      status: answer.status,
      wait: answer.headers.get("retry-after"),
    };
  };
  return { ...here, state, close };
}
const late = () => {
  throw new DOMException("late", "TimeoutError");
};
/** Where a provider knows keys, the same call again finds out. */
const LOST = { connect: "retry", txn: "unclear" };
const never = { connect: late, txn: late };

for (const format of /** @type {const} */ (["connect", "txn"])) {
  const completed = ENDED[format].status;

  test(`T11: a repeat of an unclear close says what was sent, that it is unclear, and when its lease ends, ${format}`, async () => {
    const here = told(format, never[format]);
    const first = await here.close();
    assert.deepEqual([first.outcome, first.wait !== null], [LOST[format], true]);
    const { sent } = here.state;
    here.clock.now += 25_000;
    const again = await here.close();
    assert.deepEqual([again.outcome, again.code], [LOST[format], first.code]);
    assert.ok(!JSON.stringify(again).includes("still running"));
    assert.ok(Number(again.wait) > 30 && Number(again.wait) <= 35, again.wait);
    assert.equal(here.state.sent, sent);
  });

  test(`T11: a repeat whose first call still runs is unclear, not unsent, ${format}`, async () => {
    const { promise, resolve } = Promise.withResolvers();
    const here = told(format, async (_, effect) => {
      await promise;
      return effect();
    });
    const first = here.close();
    while (here.state.sent === 0) await new Promise((done) => setTimeout(done, 5));
    const again = await here.close();
    assert.deepEqual([again.code, again.outcome], ["idempotency_key_locked", "unclear"]);
    resolve();
    assert.equal((await first).outcome, "done");
  });

  test(`T11: a key under which something left is never said to be unsent: the link turns out to be completed, ${format}`, async () => {
    const here = told(format, never[format]);
    assert.equal((await here.close()).outcome, LOST[format]);
    const { sent } = here.state;
    here.clock.now += 61_000;
    here.state.shows = completed;
    const found = await here.close();
    assert.deepEqual([found.status, found.outcome], [409, "refused"]);
    assert.deepEqual([found.link.status, found.decision.verdict], ["completed", "refused"]);
    assert.match(found.detail, /completed/);
    assert.equal(here.state.sent, sent);
    // Of another key nothing left.
    assert.equal((await here.close("other")).outcome, "not_sent");
  });

  test(`T11: a key under which something left is never said to be unsent: nobody can read the link, ${format}`, async () => {
    let down = false;
    const here = edge({
      disturb: (request) => {
        if (isWrite(request)) return late();
        return down ? new Response("", { status: 500 }) : undefined;
      },
    });
    const close = async () =>
      (await here.call("POST", `/v1/links/${format}/${LINKS[format]}/close`, keyed("k"))).json();
    assert.equal((await close()).outcome, LOST[format]);
    here.clock.now += 61_000;
    down = true;
    assert.equal((await close()).outcome, "unclear");
  });

  for (const status of [400, 409]) {
    test(`T11: a refusal carries the link that was read after it, and says what it is, ${format} ${status}`, async () => {
      const here = told(format, (state) => {
        state.shows = completed;
        return Response.json(ENDED[format].no, { status });
      });
      const answer = await here.close();
      assert.deepEqual([answer.outcome, answer.link?.status], ["refused", "completed"]);
      assert.match(answer.detail, /completed/);
      const again = await here.close();
      assert.deepEqual([again.outcome, again.link.id], ["refused", LINKS[format]]);
      assert.equal(here.state.sent, 1);
    });
  }

  test(`T11: a lost close of a link that turns out to be completed is refused, ${format}`, async () => {
    const here = told(format, (state) => {
      state.shows = completed;
      return new Response("", { status: 500 });
    });
    const answer = await here.close();
    assert.deepEqual([answer.outcome, answer.link.status], ["refused", "completed"]);
  });

  test(`T12: what the provider has accepted is not done yet, and nothing else is sent meanwhile, ${format}`, async () => {
    const here = told(format, async (_, effect) => {
      const path = `/v1/links/${format}/${LINKS[format]}`;
      void effect;
      const { document } = await (await here.call("GET", path)).json();
      return Response.json(document, { status: 202 });
    });
    const first = await here.close();
    assert.deepEqual([first.outcome, first.retry.advice], ["unclear", "read_first"]);
    assert.match(first.detail, /accepted the request but not completed it yet/);
    assert.ok(!JSON.stringify(first).includes("contradict"));
    for (const key of ["k", "k"]) assert.equal((await here.close(key)).outcome, "unclear");
    assert.equal(here.state.sent, 1);
    here.clock.now += 61_000;
    here.state.shows = format === "connect" ? "CANCELLED" : "expired";
    assert.equal((await here.close()).outcome, "done");
    assert.equal(here.state.sent, 1);
  });

  test(`T12: for five minutes nothing is sent again for what was accepted, by no key, ${format}`, async () => {
    const here = told(format, () => new Response("", { status: 202 }));
    await here.close();
    for (const key of ["k", "another", "k"]) {
      here.clock.now += 61_000;
      const answer = await here.close(key);
      assert.deepEqual([answer.outcome, answer.retry.advice], ["unclear", "read_first"]);
      assert.match(answer.detail, /accepted the request but not completed it yet/);
    }
    assert.equal(here.state.sent, 1);
    // What was not done by then has been forgotten there.
    here.state.closes = (_, effect) => effect();
    here.clock.now += 3 * 61_000;
    assert.equal((await here.close()).outcome, "done");
    assert.equal(here.state.sent, 2);
  });

  test(`T12: an acceptance without a body is one, and a close that is done meanwhile is done, ${format}`, async () => {
    const open = told(format, () => new Response("", { status: 202 }));
    assert.match((await open.close()).detail, /accepted the request but not completed it yet/);
    const done = told(format, async (_, effect) => {
      await effect();
      return new Response("", { status: 202 });
    });
    assert.equal((await done.close()).outcome, "done");
  });
}

test("T11: a close that an own lost try did is done, though the next try was refused", async () => {
  let sent = 0;
  const here = told("connect", async (_, effect) => {
    sent += 1;
    if (sent === 1) {
      await effect();
      throw new TypeError("fetch failed");
    }
    return Response.json(ENDED.connect.no, { status: 400 });
  });
  const answer = await here.close();
  assert.deepEqual([answer.outcome, answer.link.status, sent], ["done", "cancelled", 2]);
});

test("T11: a provider that gives its failure again for the key is read, and a new key is advised", async () => {
  const here = told("connect", () => new Response("", { status: 500 }));
  const answer = await here.close();
  assert.deepEqual([answer.outcome, answer.retry.advice], ["retry", "new_key"]);
  const done = told("connect", async (_, effect) => {
    await effect();
    return new Response("", { status: 500 });
  });
  assert.equal((await done.close()).outcome, "done");
  here.state.closes = (_, effect) => effect();
  assert.equal((await here.close("new")).outcome, "done");
  assert.ok(effects(here.calls) > 1);
});

test("T11: the first answer to a close that nobody answered says when to come again, as its repeats do", async () => {
  const { call } = edge({
    disturb: ({ method }) => {
      if (method === "POST") throw new TypeError("fetch failed");
    },
  });
  const close = () => call("POST", `/v1/links/connect/${OPEN}/close`, keyed("k"));
  const first = await close();
  const again = await close();
  // Until the lease ends the same call finds out nothing more.
  assert.equal(Number(again.headers.get("retry-after")), 60);
  assert.equal(first.headers.get("retry-after"), again.headers.get("retry-after"));
});
