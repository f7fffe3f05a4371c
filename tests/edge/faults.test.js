// Every fault of the sandbox × every provider: what a close comes to, and what the same close comes to
// when it is asked again after the lease. The effect happens once, or the answer says why not.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { described } from "../../edge/described.js";
import { FAULTS, isPossibleAt } from "../../edge/sandbox/faults.js";
import { FORMATS, LINKS, PROVIDERS } from "../providers/index.js";
import { edge, effects } from "./edge.js";

/** How a provider treats repeats: with keys, with keys that keep failures, or without keys. */
function kindOf(format) {
  const { idempotency } = described(format);
  if (!idempotency) return "keyless";
  return idempotency.replaysFailures ? "replaying" : "keyed";
}

const DONE = ["done", "closed", "done"];
const UNCLEAR = ["unclear", "open", "done"];

/**
 * By kind of provider: outcome now, the link at the provider then, and what the same call comes to later.
 * `unclear`: nobody can tell, for the provider may yet be at it; a link is never closed on a guess.
 */
const EXPECTED = {
  slow: { keyed: DONE, keyless: DONE },
  // Where the key keeps the failure, a repeat needs another one.
  server_error: { keyed: DONE, replaying: UNCLEAR, keyless: UNCLEAR },
  bad_gateway: { keyed: DONE, keyless: UNCLEAR },
  // It is away for a minute, which is longer than anybody waits.
  maintenance: { keyed: ["retry", "open", "done"], keyless: UNCLEAR },
  rate_limited: { keyed: DONE, keyless: DONE },
  not_json: { keyed: UNCLEAR, keyless: UNCLEAR },
  cut: { keyed: DONE, keyless: UNCLEAR },
  cut_midway: { keyed: DONE, keyless: DONE },
  lost_answer: { keyed: DONE, keyless: DONE },
  lost_answer_5xx: { keyed: DONE, keyless: DONE },
  key_locked: { keyed: DONE },
  other_link: { keyed: DONE, keyless: DONE },
};

/** What the provider says of it, behind the gateway's back. */
async function statusAt(sandbox, format) {
  const { one, headers, statusIn, closed } = PROVIDERS[format];
  const url = `http://sandbox.invalid${one(LINKS[format].open)}`;
  const document = await (await sandbox.fetch(new Request(url, { headers }))).json();
  return statusIn(document) === closed ? "closed" : "open";
}

test("every fault that a close can meet is looked at", () => {
  const kinds = Object.entries(FAULTS).filter(([, { operations }]) => operations.includes("close"));
  assert.deepEqual(kinds.map(([name]) => name).toSorted(), Object.keys(EXPECTED).toSorted());
});

for (const [fault, expected] of Object.entries(EXPECTED)) {
  describe(fault, () => {
    for (const format of FORMATS.filter((format) => isPossibleAt(fault, format))) {
      const kind = kindOf(format);
      const [now, then, later] = expected[kind] ?? expected.keyed;
      test(`${format}: ${now}, the link is ${then}; asked again: ${later}`, async () => {
        const { call, calls, clock, sandbox } = edge();
        const made = await sandbox.addFault({
          fault,
          format,
          operation: "close",
          ...(fault === "slow" && { ms: 50 }),
        });
        assert.ok(made.ok, JSON.stringify(made));
        const close = async () => {
          const path = `/v1/links/${format}/${LINKS[format].open}/close`;
          const answer = await call("POST", path, { "idempotency-key": '"k"' });
          return { status: answer.status, text: await answer.text() };
        };
        const first = await close();
        assert.equal(JSON.parse(first.text).outcome, now, first.text);
        assert.equal(await statusAt(sandbox, format), then);
        if (now === "done") {
          const sent = effects(calls);
          assert.deepEqual(await close(), first, "the same call is the same answer");
          assert.equal(effects(calls), sent);
        }
        clock.now += 61_000;
        const again = await close();
        assert.equal(JSON.parse(again.text).outcome, later, again.text);
        assert.equal(await statusAt(sandbox, format), "closed");
      });
    }
  });
}

for (const format of FORMATS) {
  const { open } = LINKS[format];
  const { status: closed, request } = PROVIDERS[format];

  test(`stale_read, ${format}: a copy that lags lets a call through, and the provider has the last word`, async () => {
    const { call, sandbox } = edge();
    const close = (key) =>
      call("POST", `/v1/links/${format}/${open}/close`, { "idempotency-key": `"${key}"` });
    assert.equal((await close("first")).status, 200);
    await sandbox.addFault({ fault: "stale_read", format, operation: "read" });
    const second = await close("second");
    const { outcome } = await second.json();
    assert.deepEqual([second.status, outcome], [200, "already_done"]);
    // What had been seen closed stays so, whatever a lagging copy shows.
    const kept = await (await call("GET", `/v1/links?source=kept&format=${format}`)).json();
    const link = kept.links.find(({ value }) => value.id === open);
    assert.equal(link.value.status, closed);
  });

  test(`a list that meets faults says so, ${format}`, async () => {
    for (const fault of ["server_error", "not_json", "cut", "cut_midway"]) {
      const { call, sandbox } = edge();
      await sandbox.addFault({ fault, format, operation: "list", times: null });
      const list = await (await call("GET", "/v1/links")).json();
      assert.deepEqual(
        list.unavailable.map((entry) => entry.format),
        [format],
        fault,
      );
      assert.ok(list.links.length >= 12 && list.links.every((link) => link.format !== format));
    }
  });

  test(`a create that meets faults makes one link, ${format}`, async () => {
    const body = request("made-once");
    for (const fault of ["cut", "lost_answer", "lost_answer_5xx", "cut_midway", "bad_gateway"]) {
      const { call, clock, sandbox } = edge();
      const count = async () => {
        const ids = new Set();
        for (let next = ""; next !== undefined; ) {
          const page = await (
            await call("GET", `/v1/links?format=${format}${next && `&cursor=${next}`}`)
          ).json();
          for (const { value } of page.links) ids.add(value.id);
          next = page.next;
        }
        return ids.size;
      };
      const before = await count();
      await sandbox.addFault({ fault, format, operation: "create" });
      const create = () => call("POST", `/v1/links/${format}`, { "idempotency-key": '"k"' }, body);
      const first = await create();
      assert.ok(kindOf(format) === "keyless" || first.status === 201, `${fault}: ${first.status}`);
      clock.now += 61_000;
      const made = await create();
      assert.equal(made.status, 201, `${fault}: ${await made.text()}`);
      assert.equal(await count(), before + 1, fault);
    }
  });
}
