// Every provider on its own documented paths and on the API over all of them: what is closed, refused, repeated, made,
// listed and delivered.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { errorBody, planClose } from "paylink";
import { described } from "../../edge/described.js";
import { createSandbox } from "../../edge/sandbox/index.js";
import { hostBytes } from "../../edge/sandbox/random.js";
import { newSecret, signed } from "../../edge/sandbox/signatures.js";
import { COUNTS, FORMATS, LINKS, NOW, PROVIDERS } from "../providers/index.js";
import { edge, effects } from "./edge.js";

/** Calls at a provider's own path, as its customer makes them. */
function customer({ app }, format) {
  const { headers, requestType, keyHeader } = PROVIDERS[format];
  return async (method, path, { key, body } = {}) => {
    const answer = await app.request(path, {
      method,
      headers: {
        ...headers,
        ...(body && { "content-type": requestType }),
        ...(key && keyHeader && { [keyHeader]: key }),
      },
      body: typeof body === "object" ? JSON.stringify(body) : body,
    });
    const text = await answer.text();
    return { status: answer.status, type: answer.headers.get("content-type"), text };
  };
}

for (const format of FORMATS) {
  const provider = PROVIDERS[format];
  const { open, other, completed } = LINKS[format];
  const { idempotency, signing } = described(format);

  describe(`${format}, at its own paths`, () => {
    test("a close is passed on, and the answer is the provider's own, byte for byte", async () => {
      const it = edge();
      const own = customer(it, format);
      const answer = await own("POST", provider.close(open), { key: "k" });
      assert.deepEqual([answer.status, answer.type], [200, provider.mediaType]);
      assert.equal(provider.statusIn(answer.text), provider.closed);
      const shown = await own("GET", provider.one(open));
      assert.equal(shown.text, answer.text);
    });

    test("a close again is refused as the provider refuses it, with its key it is the same answer", async () => {
      const it = edge();
      const own = customer(it, format);
      const first = await own("POST", provider.close(open), { key: "k" });
      const again = await own("POST", provider.close(open), { key: "k" });
      if (idempotency) assert.deepEqual(again, first);
      else assert.equal(again.status, provider.statusOf("transition_refused"));
      assert.equal(effects(it.calls), 1);
      const rival = await own("POST", provider.close(open), { key: "another" });
      assert.equal(rival.status, provider.statusOf("transition_refused"));
    });

    test("another request with the key is refused by the provider's code", async (context) => {
      if (!idempotency) return context.skip("there are no keys");
      const it = edge();
      const own = customer(it, format);
      await own("POST", provider.close(open), { key: "k" });
      const answer = await own("POST", provider.close(other), { key: "k" });
      assert.equal(answer.status, idempotency.mismatchStatus);
      assert.ok(answer.text.includes(idempotency.mismatchCode), answer.text);
      assert.equal(effects(it.calls), 1);
    });

    test("what has ended is refused before anything is sent, in the provider's envelope", async () => {
      const it = edge();
      const own = customer(it, format);
      const answer = await own("POST", provider.close(completed));
      const [word] = described(format).statuses.filter(({ status }) => status === "completed");
      const link = { format, id: completed, rawStatus: word.word };
      const { issues } = planClose("close", link, { now: NOW });
      const { status, contentType, body } = errorBody(issues, format);
      assert.deepEqual(answer, { status, type: contentType, text: body });
      assert.equal(effects(it.calls), 0);
    });

    test("a link that nobody knows is not found, in its words", async () => {
      const it = edge();
      const own = customer(it, format);
      const { status, body } = errorBody([{ code: "link_not_found" }], format);
      for (const answer of [
        await own("GET", provider.one("no-such-link")),
        await own("POST", provider.close("no-such-link")),
      ]) {
        assert.deepEqual([answer.status, answer.text], [status, body]);
      }
    });

    test("a link is made by the provider's own request, and stands in its list", async () => {
      const it = edge();
      const own = customer(it, format);
      const body = provider.request("order-own");
      const made = await own("POST", provider.all, { key: "k", body });
      assert.deepEqual([made.status, made.type], [provider.made, provider.mediaType]);
      const list = await own("GET", provider.all + provider.whole);
      const links = provider.listIn(list.text);
      assert.equal(links.length, COUNTS[format] + 1);
      assert.ok(links.some(({ id }) => id === provider.idIn(made.text)));
      if (!idempotency) return;
      assert.deepEqual(await own("POST", provider.all, { key: "k", body }), made);
      assert.equal(effects(it.calls), 1);
    });

    test("a request with mistakes is refused, and nothing is sent", async () => {
      const it = edge();
      const [body] = provider.mistaken;
      const answer = await customer(it, format)("POST", provider.all, { body });
      assert.deepEqual([answer.status, answer.type], [400, provider.mediaType]);
      assert.equal(effects(it.calls), 0);
    });
  });

  describe(`${format}, by the API over all providers`, () => {
    test("a close has its effect once, and says so again", async () => {
      const { call, calls } = edge();
      const close = (key) =>
        call("POST", `/v1/links/${format}/${open}/close`, { "idempotency-key": `"${key}"` });
      const first = await close("k");
      const text = await first.text();
      const { outcome, link } = JSON.parse(text);
      assert.deepEqual([first.status, outcome, link.status], [200, "done", provider.status]);
      assert.equal(await (await close("k")).text(), text);
      const rival = await (await close("another")).json();
      assert.equal(rival.outcome, "already_done");
      assert.equal(effects(calls), 1);
    });

    test("what has ended is refused with the decision and its source", async () => {
      const { call, calls } = edge();
      const answer = await call("POST", `/v1/links/${format}/${completed}/close`);
      const { code, outcome, decision } = await answer.json();
      assert.deepEqual([answer.status, code, outcome], [409, "transition_refused", "not_sent"]);
      assert.match(decision.source.url, /^https:/);
      assert.equal(effects(calls), 0);
    });

    test("a link that nobody knows is 404", async () => {
      const { call } = edge();
      for (const [method, path] of [
        ["GET", ""],
        ["POST", "/close"],
      ]) {
        const answer = await call(method, `/v1/links/${format}/no-such-link${path}`);
        // Where no read is documented, the provider is asked to close it.
        assert.deepEqual(
          [answer.status, (await answer.json()).code],
          [404, "link_not_found"],
          method,
        );
      }
    });

    test("a link is made once for its key", async () => {
      const { call, calls } = edge();
      const create = () =>
        call("POST", `/v1/links/${format}`, { "idempotency-key": '"k"' }, provider.request("o-1"));
      const made = await create();
      const text = await made.text();
      assert.equal(made.status, 201, text);
      assert.equal(JSON.parse(text).link.status, "open");
      assert.equal(await (await create()).text(), text);
      assert.equal(effects(calls), 1);
    });

    test("a list goes on from page to page until it ends, with every link once", async () => {
      const { call } = edge();
      for (const size of [1, 4, 14, 50]) {
        const ids = [];
        for (let next = ""; next !== undefined; ) {
          const cursor = next && `&cursor=${next}`;
          const answer = await call("GET", `/v1/links?format=${format}&limit=${size}${cursor}`);
          const page = await answer.json();
          assert.deepEqual(page.unavailable, []);
          ids.push(...page.links.map(({ value }) => value.id));
          next = page.next;
        }
        assert.deepEqual([ids.length, new Set(ids).size], [COUNTS[format], COUNTS[format]]);
      }
    });

    test("a link is shown with its decisions and its own document", async () => {
      const { call } = edge();
      const shown = await (await call("GET", `/v1/links/${format}/${open}`)).json();
      assert.equal(provider.idIn(shown.document), open);
      assert.deepEqual(
        shown.decisions.map(({ verdict }) => verdict),
        ["cancel", "expire", "close"].map((action) =>
          action === "close" || action === described(format).close ? "allowed" : "refused",
        ),
      );
    });
  });

  describe(`${format}, deliveries`, { skip: !signing && "they are not signed" }, () => {
    const secret = newSecret(signing ?? { secret: "text" }, hostBytes);
    const before = newSecret(signing ?? { secret: "text" }, hostBytes);
    /** What the sandbox delivers when a link is paid. */
    async function delivered() {
      const it = edge({ providers: { [format]: { webhookSecrets: [secret, before] } } });
      const told = [];
      const sandbox = createSandbox({
        at: NOW,
        frozen: true,
        fetch: async (request) => {
          told.push(await request.text());
          return new Response(null, { status: 204 });
        },
      });
      const hook = { format, url: "https://shop.example.com/hooks", secret };
      assert.ok((await sandbox.addWebhook(hook)).ok);
      assert.ok((await sandbox.event(format, open, { event: "paid" })).ok);
      await sandbox.clock({ advanceMs: 0 });
      const [body] = told;
      const deliver = async (how = {}) => {
        const delivery = { secret, id: "event-1", at: NOW, body, ...how };
        const answer = await it.app.request(`/webhooks/${format}`, {
          method: "POST",
          headers: { "content-type": "application/json", ...(await signed(signing, delivery)) },
          body: delivery.body,
        });
        return { status: answer.status, text: await answer.text() };
      };
      return { ...it, body, deliver };
    }

    test("one is taken once, by the event's id, whichever secret signed it", async () => {
      const { call, deliver } = await delivered();
      const first = await deliver();
      assert.equal(first.status, 200, first.text);
      assert.deepEqual(await deliver({ secret: before }), first);
      const { events } = await (await call("GET", "/v1/events")).json();
      const taken = events.filter(({ type }) => type === "delivery");
      assert.deepEqual(
        taken.map(({ who, detail }) => [who, detail.verified]),
        [[format, true]],
      );
    });

    test("one that is signed with another secret is refused", async () => {
      const { deliver } = await delivered();
      const answer = await deliver({ secret: newSecret(signing, hostBytes) });
      assert.deepEqual([answer.status, JSON.parse(answer.text).code], [401, "signature_refused"]);
    });

    test("an old one is refused where the time is signed, and taken where there is none", async () => {
      const { deliver } = await delivered();
      const { status } = await deliver({ at: NOW - 60 * 60_000 });
      assert.equal(status, signing.form === "body_hex" ? 200 : 401);
    });
  });
}

test("a job closes links of every provider", async () => {
  const { call } = edge();
  const links = FORMATS.map((format) => ({ format, id: LINKS[format].open }));
  const job = await (await call("POST", "/v1/jobs", {}, { links })).json();
  const run = await (await call("POST", `/v1/jobs/${job.id}/run`)).text();
  const lines = run
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(lines.at(-1).counts, { done: FORMATS.length });
  assert.deepEqual(new Set(lines.slice(0, -1).map(({ format }) => format)), new Set(FORMATS));
});

test("one list has the links of every provider", async () => {
  const { call } = edge();
  const { links, unavailable } = await (await call("GET", "/v1/links?limit=100")).json();
  assert.deepEqual(unavailable, []);
  const counts = Object.groupBy(links, ({ format }) => format);
  assert.deepEqual(
    FORMATS.map((format) => counts[format].length),
    FORMATS.map((format) => COUNTS[format]),
  );
});
