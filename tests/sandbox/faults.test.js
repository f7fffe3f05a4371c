// Faults in process: which calls meet them, and what is left behind them. Over a socket: `alone.test.js`.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { init, interpretResponse, planClose, read } from "paylink";
import { FAULTS } from "../../edge/sandbox/faults.js";
import {
  COUNTS,
  FORMATS,
  LINKS,
  MINUTE,
  NOW,
  PROVIDERS,
  SECOND,
  sandboxFor,
  taken,
} from "./sandbox.js";

await init();

/** A sandbox with one fault. */
async function faulty(fault, options) {
  const it = sandboxFor(options);
  await taken(it.sandbox.addFault(fault));
  const inForce = async () => (await taken(it.sandbox.faults())).faults;
  const status = async (format, id) =>
    read((await it.read(format, id)).json, { format }).value.status;
  return { ...it, inForce, status };
}

/** What the core makes of an answer to a close. */
async function understood(format, id, answer) {
  const { read: shown } = sandboxFor();
  const link = read((await shown(format, id)).json, { format }).value;
  const planned = planClose("close", link, { now: NOW, idempotencyKey: "k" });
  const { status, headers, text } = answer;
  return interpretResponse(planned.value, { status, headers, body: text }, { now: NOW });
}

for (const format of FORMATS) {
  const { open, other } = LINKS[format];
  const provider = PROVIDERS[format];

  describe(`${format}, without effect`, () => {
    for (const [fault, status, type] of [
      ["server_error", 500, provider.mediaType],
      ["bad_gateway", 502, "text/html; charset=utf-8"],
      ["maintenance", 503, "text/html; charset=utf-8"],
      ["rate_limited", 429, provider.mediaType],
      ["not_json", 200, "text/html; charset=utf-8"],
    ]) {
      test(`${fault}: ${status}, once, whatever the call; the link is untouched`, async () => {
        for (const call of ["close", "read", "list", "create"]) {
          const it = await faulty({ fault });
          const argument = call === "list" || call === "create" ? undefined : open;
          const answer = await it[call](format, argument);
          assert.deepEqual([answer.status, answer.type], [status, type], call);
          assert.deepEqual(await it.inForce(), [], "it was for one call");
          assert.equal(await it.status(format, open), "open");
          if (call === "close") {
            const { outcome } = await understood(format, open, answer);
            assert.ok(["retry", "unclear"].includes(outcome), outcome);
          }
        }
      });
    }

    test("cut: the call rejects as fetch does, and nothing has happened", async () => {
      const it = await faulty({ fault: "cut" });
      await assert.rejects(it.close(format, open), (error) => {
        assert.ok(error instanceof TypeError);
        assert.equal(error.message, "fetch failed");
        assert.equal(error.cause.code, "ECONNRESET");
        return true;
      });
      assert.equal(await it.status(format, open), "open");
    });
  });

  describe(`${format}, behind the effect`, () => {
    const closed = provider.status;

    test("lost_answer: it is done, and nobody hears of it", async () => {
      const it = await faulty({ fault: "lost_answer" });
      await assert.rejects(it.close(format, open), TypeError);
      assert.equal(await it.status(format, open), closed);
    });

    test("lost_answer_5xx: it is done, and a proxy says otherwise", async () => {
      const it = await faulty({ fault: "lost_answer_5xx" });
      const answer = await it.close(format, open);
      assert.deepEqual([answer.status, answer.type], [504, "text/html; charset=utf-8"]);
      assert.equal(await it.status(format, open), closed);
    });

    test("cut_midway: the head and half of the body, then an error while it is read", async () => {
      const it = await faulty({ fault: "cut_midway" });
      const request = new Request(`http://sandbox.invalid${provider.close(open)}`, {
        method: "POST",
        headers: provider.headers,
      });
      const response = await it.sandbox.fetch(request);
      const whole = Number(response.headers.get("content-length"));
      const reader = response.body.getReader();
      const { value } = await reader.read();
      assert.deepEqual([response.status, value.length], [200, Math.ceil(whole / 2)]);
      await assert.rejects(reader.read(), TypeError);
      assert.equal(await it.status(format, open), closed);
    });

    test("a link that was made behind a lost answer can be found", async () => {
      const it = await faulty({ fault: "lost_answer", operation: "create" });
      await assert.rejects(it.create(format), TypeError);
      assert.equal(provider.listIn((await it.all(format)).json).length, COUNTS[format] + 1);
    });

    test("other_link: a success that shows another link, which the core finds unclear", async () => {
      const it = await faulty({ fault: "other_link" });
      const answer = await it.close(format, open);
      assert.equal(answer.status, 200);
      assert.notEqual(provider.idIn(answer.json), open);
      const { outcome, notes } = await understood(format, open, answer);
      assert.equal(outcome, "unclear");
      assert.ok(notes.some(({ code }) => code === "answer_other_link"));
      assert.equal(await it.status(format, open), closed);
    });
  });

  test(`${format}: other_link is another one for each link that there is`, async () => {
    const it = await faulty({ fault: "other_link", times: null });
    for (const { id } of provider.listIn((await it.all(format)).json)) {
      assert.notEqual(provider.idIn((await it.read(format, id)).json), id);
    }
  });

  describe(`${format}, a copy that lags behind`, () => {
    test("stale_read: as it was before its last change, so many times", async () => {
      const it = sandboxFor();
      const before = await it.read(format, open);
      await it.close(format, open);
      await taken(it.sandbox.addFault({ fault: "stale_read", times: 2 }));
      assert.equal((await it.read(format, open)).text, before.text);
      const listed = provider.listIn((await it.all(format)).json);
      assert.equal(listed.find(({ id }) => id === open).status, "open");
      assert.equal(provider.statusIn((await it.read(format, open)).json), provider.closed);
    });

    test("stale_read: what was only just made is not there yet", async () => {
      const it = await faulty({ fault: "stale_read", times: 2 });
      const made = provider.idIn((await it.create(format)).json);
      assert.equal((await it.read(format, made)).status, provider.statusOf("link_not_found"));
      assert.equal(provider.listIn((await it.all(format)).json).length, COUNTS[format]);
      assert.equal((await it.read(format, made)).status, 200);
    });

    test("stale_read: what never changed is as it is", async () => {
      const it = await faulty({ fault: "stale_read" });
      assert.equal((await it.read(format, other)).status, 200);
    });
  });

  describe(`${format}, slow`, () => {
    test("it takes its time, in the host's time", async () => {
      const it = await faulty({ fault: "slow", ms: 60 });
      const began = performance.now();
      assert.equal((await it.close(format, open)).status, 200);
      assert.ok(performance.now() - began >= 59);
    });

    test("a caller that leaves is let go at once, and the effect comes all the same", async () => {
      const it = await faulty({ fault: "slow", ms: 1000, operation: "close" });
      const leaving = new AbortController();
      const call = it.close(format, open, { signal: leaving.signal });
      setTimeout(() => leaving.abort(new DOMException("enough", "TimeoutError")), 10);
      await assert.rejects(call, { name: "TimeoutError" });
      assert.equal(await it.status(format, open), "open", "not yet");
      while ((await it.status(format, open)) === "open") {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    });

    test("it goes together with another fault", async () => {
      const it = await faulty({ fault: "slow", ms: 60 });
      await taken(it.sandbox.addFault({ fault: "bad_gateway" }));
      const began = performance.now();
      assert.equal((await it.read(format, open)).status, 502);
      assert.ok(performance.now() - began >= 59);
    });
  });
}

describe("what providers ask for", () => {
  test("rate_limited says in seconds how long to wait, maintenance at which date, by the sandbox's clock", async () => {
    const it = sandboxFor();
    await taken(it.sandbox.addFault({ fault: "rate_limited", ms: 7 * SECOND }));
    assert.equal((await it.list("txn")).headers.get("retry-after"), "7");
    await taken(it.sandbox.addFault({ fault: "maintenance", ms: 5 * MINUTE }));
    const { headers } = await it.list("connect");
    assert.equal(headers.get("retry-after"), "Thu, 18 Jun 2026 12:05:00 GMT");
    assert.equal(headers.get("date"), "Thu, 18 Jun 2026 12:00:00 GMT");
  });

  test("the core waits as long as the answers say", async () => {
    for (const format of FORMATS) {
      for (const fault of ["rate_limited", "maintenance"]) {
        const it = await faulty({ fault, ms: 90 * SECOND });
        const { retry } = await understood(
          format,
          LINKS[format].open,
          await it.close(format, LINKS[format].open),
        );
        assert.equal(retry.afterMs, 90 * SECOND, `${format} ${fault}`);
      }
    }
  });
});

describe("keys at connect", () => {
  const key = { headers: { "x-idempotency-key": "k" } };
  const { open } = LINKS.connect;

  test("key_locked: 409 with the documented code, and then the key is free", async () => {
    const it = await faulty({ fault: "key_locked" });
    const locked = await it.close("connect", open, key);
    assert.deepEqual([locked.status, locked.json.code], [409, "idempotency_key_locked"]);
    assert.equal((await it.close("connect", open, key)).status, 200);
  });

  test("a call that takes its time really holds its key", async () => {
    const it = await faulty({ fault: "slow", ms: 60 });
    const first = it.close("connect", open, key);
    while ((await it.inForce()).length > 0) await new Promise(setImmediate);
    const second = await it.close("connect", open, key);
    assert.deepEqual([second.status, second.json.code], [409, "idempotency_key_locked"]);
    assert.equal(
      (await it.close("connect", open, key)).text,
      (await it.close("connect", open, key)).text,
    );
    assert.equal((await first).status, 200);
    assert.equal((await it.close("connect", open, key)).text, (await first).text);
  });

  test("however far the clock is pushed meanwhile: the key stays held, and the link is made once", async () => {
    const it = await faulty({ fault: "slow", ms: 60 });
    const first = it.create("connect", undefined, key);
    while ((await it.inForce()).length > 0) await new Promise(setImmediate);
    await it.sandbox.clock({ advanceMs: 60 * MINUTE });
    assert.equal((await it.create("connect", undefined, key)).json.code, "idempotency_key_locked");
    const made = await first;
    assert.equal(made.status, 201);
    assert.equal((await it.create("connect", undefined, key)).text, made.text);
    assert.equal((await it.list("connect")).json.items.length, 13);
  });

  test("a repeat after a lost answer gets the answer that was lost", async () => {
    const it = await faulty({ fault: "lost_answer" });
    await assert.rejects(it.close("connect", open, key), TypeError);
    const again = await it.close("connect", open, key);
    assert.deepEqual([again.status, again.json.status], [200, "CANCELLED"]);
  });
});

describe("which calls meet a fault", () => {
  test("only those of its provider, its operation and its link", async () => {
    const it = await faulty({
      fault: "server_error",
      format: "connect",
      operation: "read",
      id: LINKS.connect.open,
      times: null,
    });
    const statuses = [
      await it.read("connect", LINKS.connect.open),
      await it.read("connect", LINKS.connect.other),
      await it.close("connect", LINKS.connect.open),
      await it.list("connect"),
      await it.read("txn", LINKS.txn.open),
      await it.read("connect", LINKS.connect.open),
    ].map(({ status }) => status);
    assert.deepEqual(statuses, [500, 200, 200, 200, 200, 500]);
    const [{ met, left }] = await it.inForce();
    assert.deepEqual([met, left], [2, null]);
  });

  test("so many times, in the order in which they were asked for", async () => {
    const it = sandboxFor();
    for (const [fault, times] of [
      ["bad_gateway", 2],
      ["server_error", 1],
    ]) {
      await taken(it.sandbox.addFault({ fault, times }));
    }
    const statuses = [];
    for (let call = 0; call < 4; call += 1) statuses.push((await it.list("txn")).status);
    assert.deepEqual(statuses, [502, 502, 500, 200]);
  });

  test("a call that is refused before anybody knows what it is for meets what every call meets", async () => {
    const it = sandboxFor();
    await taken(it.sandbox.addFault({ fault: "bad_gateway", format: "txn" }));
    await taken(it.sandbox.addFault({ fault: "lost_answer", format: "txn", times: null }));
    const unnamed = () => it.call("GET", PROVIDERS.txn.all);
    assert.equal((await unnamed()).status, 502);
    assert.equal((await unnamed()).status, 401);
  });

  test("faults are ended one by one, or all", async () => {
    const it = sandboxFor();
    const { number } = await taken(it.sandbox.addFault({ fault: "cut", times: null }));
    await taken(it.sandbox.addFault({ fault: "bad_gateway", times: null }));
    await taken(it.sandbox.removeFault(number));
    assert.equal((await it.list("txn")).status, 502);
    await taken(it.sandbox.removeFault());
    assert.equal((await it.list("txn")).status, 200);
  });

  test("its own calls meet none", async () => {
    const it = sandboxFor();
    for (const [fault, { needsMs }] of Object.entries(FAULTS)) {
      await taken(it.sandbox.addFault({ fault, times: null, ...(needsMs && { ms: 1000 }) }));
    }
    assert.equal((await it.control("GET", "")).status, 200);
  });
});
