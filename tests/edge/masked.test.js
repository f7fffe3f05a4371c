// A client secret in a provider's document is given to the provider's own client only: no answer of the API over all
// providers, no log, no journal, no metric and no stored link has it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { read } from "paylink";
import { described } from "../../edge/described.js";
import { masked } from "../../edge/masked.js";
import { hostBytes } from "../../edge/sandbox/random.js";
import { newSecret, signed } from "../../edge/sandbox/signatures.js";
import { memoryStore } from "../../edge/stores/memory.js";
import { NOW, PROVIDERS } from "../providers/index.js";
import { edge } from "./edge.js";

const EMBEDDED = "cs_test_b1Sk1aV6tDy5Zf1PhRu9EsNz3Mb8Pk4WaKg7Bt5Cn8Ff2Jj5Vv1Yy9Rr4";
const VALUE = `${EMBEDDED}_secret_`;
const { headers, one, close, all, create, requestType } = PROVIDERS.stripe;

/** A store that remembers all that was ever written to it. */
function remembering() {
  const kept = memoryStore({ now: () => NOW });
  const written = [];
  return {
    written,
    at: (place) => ({
      ...kept.at(place),
      write: async (changes) => {
        written.push(...changes.map(({ key, next }) => ({ place, key, next })));
        return kept.at(place).write(changes);
      },
    }),
  };
}

describe("the client secret of a session", () => {
  test("is in no answer, log line, metric or stored link, whatever is called", async () => {
    const signing = described("stripe").signing;
    const webhookSecret = newSecret(signing, hostBytes);
    const store = remembering();
    const it = edge({ store, providers: { stripe: { webhookSecrets: [webhookSecret] } } });
    const document = await (await it.app.request(one(EMBEDDED), { headers })).text();
    assert.ok(document.includes(VALUE), "the provider's own client gets it");

    const said = [];
    const ask = async (method, path, more, body) => {
      const answer = await it.call(method, path, more, body);
      said.push({ path, text: await answer.text() });
      return said.at(-1).text;
    };
    const event = JSON.stringify({
      id: "evt_1",
      object: "event",
      type: "checkout.session.completed",
      created: NOW / 1000,
      data: { object: JSON.parse(document) },
    });
    const about = JSON.stringify({
      id: "evt_2",
      object: "event",
      type: "payment_intent.succeeded",
      created: NOW / 1000,
      data: { object: { id: "pi_1", object: "payment_intent", client_secret: VALUE } },
    });
    for (const body of [event, event.replace("evt_1", "evt_3").replace('"open"', "7"), about]) {
      const delivery = { secret: webhookSecret, id: "", at: NOW, body };
      await ask("POST", "/webhooks/stripe", await signed(signing, delivery), body);
    }
    const link = `/v1/links/stripe/${EMBEDDED}`;
    await ask("GET", link);
    await ask("GET", "/v1/links?limit=100");
    await ask("POST", "/v1/imports", {}, document);
    await ask("POST", "/v1/imports", {}, `{"object":"list","has_more":false,"data":[${document}]}`);
    await ask("POST", "/v1/imports", {}, document.replace('"created":', '"created":"now","was":'));
    const made = `${create}&ui_mode=embedded_page`;
    await ask("POST", "/v1/links/stripe", { "idempotency-key": '"made"' }, made);
    await it.sandbox.addFault({ fault: "other_link", format: "stripe", operation: "close" });
    await ask("POST", `${link}/close`, { "idempotency-key": '"k"' });
    await ask("POST", `${link}/close`);
    await it.sandbox.addFault({ fault: "cut", format: "stripe", operation: "read", times: null });
    await ask("GET", link);
    await ask("GET", "/v1/links?source=kept&limit=100");
    const links = [{ format: "stripe", id: EMBEDDED }];
    const { id } = JSON.parse(await ask("POST", "/v1/jobs", {}, { links }));
    await ask("POST", `/v1/jobs/${id}/run`);
    await ask("GET", `/v1/jobs/${id}`);
    await ask("GET", "/v1/events?limit=200");
    await ask("GET", `${link}/events`);
    await ask("GET", "/metrics");

    assert.ok(said.some(({ text }) => text.includes('"client_secret":"***')));
    for (const { path, text } of said) assert.doesNotMatch(text, /_secret_/, path);
    assert.doesNotMatch(JSON.stringify(it.log), /_secret_/);
    const kept = store.written.filter(({ next }) => /_secret_/.test(next ?? ""));
    assert.deepEqual(kept, []);
  });

  test("is passed on at the provider's own paths, in every document", async () => {
    const { app } = edge();
    const own = async (method, path, body) => {
      const sent = { ...headers, ...(body && { "content-type": requestType }) };
      return (await app.request(path, { method, headers: sent, body })).text();
    };
    assert.ok((await own("GET", `${all}?limit=100`)).includes(VALUE));
    assert.match(await own("POST", all, `${create}&ui_mode=embedded_page`), /_secret_/);
    assert.ok((await own("POST", close(EMBEDDED))).includes(VALUE));
  });
});

test("masking changes the value only, and keeps every position", () => {
  for (const [text, expected] of [
    ['{"client_secret":"abc"}', '{"client_secret":"***"}'],
    ['{"client_secret" :\n "a\\"b\\\\","id":"x"}', '{"client_secret" :\n "******","id":"x"}'],
    ['{"client_secret":"é"}', '{"client_secret":"**"}'],
    ['{"client_secret":null,"client_secrets":"abc"}', undefined],
    ['{"a":"client_secret","b":"\\"client_secret\\":\\"abc"}', undefined],
    [
      '{"p":{"client_secret":"abc"},"q":[{"client_secret":"d"}]}',
      '{"p":{"client_secret":"***"},"q":[{"client_secret":"*"}]}',
    ],
    ['{"client_secret":""}', undefined],
    ['{"client_secret":"not ended', undefined],
  ]) {
    assert.equal(masked(text), expected ?? text);
  }
});

test("a masked document reads like the one that it was", async () => {
  const { app } = edge();
  const document = await (await app.request(one(EMBEDDED), { headers })).text();
  assert.deepEqual(
    read(masked(document), { format: "stripe" }),
    read(document, { format: "stripe" }),
  );
});
