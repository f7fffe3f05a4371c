// A provider whose documents are odd: a link is closed as long as its id and status can be read, on every way.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sandboxKeys } from "../../edge/sandbox/index.js";
import { deliver, invoice, journal, providers, signed } from "./deliveries.js";
import { edge } from "./edge.js";
import { placesOf } from "./hostile.js";
import { DOCUMENTS } from "./misbehaving.js";

/** Everything that the documents have, with a child. */
const WHOLE = {
  connect: (id) => ({
    ...DOCUMENTS.connect(id),
    description: "two chairs",
    paymentId: "p-1",
    expiresAt: "2099-01-15T10:00:00Z",
    completedAt: "2026-01-15T10:00:00Z",
    metadata: { order: "1" },
  }),
  txn: (id) => {
    const { data } = DOCUMENTS.txn(id);
    Object.assign(data.attributes, {
      accountCurrency: "EUR",
      network: "trx:usdt",
      networkName: "Tron",
      approvalStatus: null,
      payCurrencies: ["USDC"],
      successRedirectUrl: "https://shop.example.com/ok",
      unsuccessRedirectUrl: "https://shop.example.com/no",
    });
    const child = { type: "invoices", id: `c-${id}` };
    const attributes = {
      status: "pending",
      amountBilled: "40.00",
      billedCurrency: "EUR",
      exchangeRate: "1.1",
      reference: "r-1",
      hostedPageUrl: "https://pay.example.com/i",
      createdAt: "2026-01-15T10:00:00.000Z",
    };
    return {
      data: { ...data, relationships: { target: { data: child } } },
      included: [
        { ...child, attributes },
        { type: "addresses", id: "a" },
      ],
    };
  },
};
const CLOSED = {
  connect: (link) => ({ ...link, status: "CANCELLED" }),
  txn: (link) => ({
    ...link,
    data: { ...link.data, attributes: { ...link.data.attributes, status: "expired" } },
  }),
};
const WAYS = {
  connect: (id) => [`/payment-links/${id}/cancel`, { "x-api-key": sandboxKeys.connect }],
  txn: (id) => [
    `/api/public/v1/payment_links/${id}/expiration`,
    {
      authorization: `Bearer ${sandboxKeys.txn}`,
      "content-type": "application/vnd.api+json",
    },
  ],
};

const SHAPES = [
  ...[null, true, 7, "", [], {}, "N/A", "myapp://thanks", "USDT.e", "1:35"],
  "https://shop.example.com/?order={ORDER_ID}",
  "https://xn--bcher-kva.example/pay",
  "x".repeat(20_000),
];

/** Without these nothing says which link it is, that it is one, or its status. */
const DECISIVE = new Set([
  ...["/paymentLinkId", "/status"],
  ...["/data", "/data/id", "/data/type", "/data/attributes", "/data/attributes/status"],
]);

/** Every odd document of a format, by the id of its link. */
function oddOnes(format) {
  const documents = new Map();
  for (const { at, isNew } of placesOf(WHOLE[format]("x"))) {
    if (isNew || at === "" || DECISIVE.has(at)) continue;
    for (const shape of SHAPES) {
      const id = `odd-${documents.size}`;
      const place = [...placesOf(WHOLE[format](id))].find((each) => each.at === at && !each.isNew);
      documents.set(id, {
        document: place.with(shape),
        told: `${at} = ${JSON.stringify(shape).slice(0, 40)}`,
      });
    }
  }
  return documents;
}

/** An edge whose provider shows and closes these, and nothing else. */
function over(documents) {
  const closed = new Map();
  const made = edge({
    providers,
    disturb: async (request) => {
      const id = new URL(request.url).pathname.match(
        /(?:payment-links|payment_links)\/([^/]+)/,
      )?.[1];
      const format = request.url.includes("payment_links") ? "txn" : "connect";
      const known = documents.get(id);
      if (!known) return new Response("{}", { status: 404 });
      if (request.method === "POST") closed.set(id, (closed.get(id) ?? 0) + 1);
      const shown = closed.has(id) ? CLOSED[format](known.document) : known.document;
      return Response.json(shown);
    },
  });
  return { ...made, closed };
}

for (const format of ["connect", "txn"]) {
  describe(`usable links of ${format}`, () => {
    const documents = oddOnes(format);

    test("each is closed by the API over all providers, with its issues beside", async () => {
      const { call, closed } = over(documents);
      let withIssues = 0;
      for (const [id, { told }] of documents) {
        const answer = await call("POST", `/v1/links/${format}/${id}/close`);
        const body = await answer.json();
        assert.deepEqual([answer.status, body.outcome], [200, "done"], `${told}: ${body.detail}`);
        assert.equal(body.link.id, id);
        assert.equal(closed.get(id), 1, told);
        if (body.linkIssues) withIssues += 1;
        const shown = await (await call("GET", `/v1/links/${format}/${id}`)).json();
        assert.deepEqual(shown.linkIssues, body.linkIssues, told);
      }
      console.log(`${documents.size} documents, ${withIssues} of them with issues`);
      assert.ok(withIssues > documents.size / 3, `${withIssues} of ${documents.size}`);
    });

    test("each is closed on its provider's own path", async () => {
      const { app, closed } = over(documents);
      for (const [id, { document, told }] of documents) {
        const [path, headers] = WAYS[format](id);
        const answer = await app.request(path, { method: "POST", headers });
        assert.equal(answer.status, 200, told);
        assert.deepEqual(await answer.json(), CLOSED[format](document), told);
        assert.equal(closed.get(id), 1, told);
      }
    });

    test("each is closed by a job", async () => {
      const { call, closed } = over(documents);
      const links = [...documents.keys()].map((id) => ({ format, id }));
      for (let from = 0; from < links.length; from += 100) {
        const some = links.slice(from, from + 100);
        const job = await (await call("POST", "/v1/jobs", {}, { links: some })).json();
        const ran = await (await call("POST", `/v1/jobs/${job.id}/run`)).text();
        const { counts } = JSON.parse(ran.trim().split("\n").at(-1));
        assert.deepEqual(counts, { done: some.length });
      }
      assert.equal(closed.size, documents.size);
    });

    test("each is listed with its id, and a neighbour is not touched", async () => {
      const lists = {
        connect: (links) => ({ items: links }),
        txn: (links) => ({
          data: links.map(({ data }) => data),
          included: links.flatMap(({ included }) => (Array.isArray(included) ? included : [])),
        }),
      };
      for (const [id, { document, told }] of documents) {
        const list = lists[format]([document, WHOLE[format]("sound")]);
        const { call } = edge({ disturb: () => Response.json(list) });
        const { links } = await (await call("GET", `/v1/links?format=${format}`)).json();
        assert.equal(links.length, 2, told);
        const [odd, sound] = links;
        assert.equal(odd.ok ? odd.value.id : odd.id, id, told);
        assert.equal((odd.ok ? odd.value : odd.link).id, id, told);
        assert.equal((sound.ok ? sound.value : sound.link)?.id, "sound", told);
      }
    });
  });
}

test("a verified delivery with odd parts is taken, moves its link, and is written down with what is odd", async () => {
  const document = WHOLE.txn("linked");
  const { app, call } = edge({
    providers,
    disturb: (request) =>
      new URL(request.url).pathname.endsWith("/linked")
        ? Response.json(document)
        : Response.json({ data: [] }),
  });
  await call("GET", "/v1/links/txn/linked");
  let taken = 0;
  for (const shape of SHAPES) {
    for (const name of ["successRedirectUrl", "billedCurrency", "reference", "exchangeRate"]) {
      taken += 1;
      const body = invoice("completed", "c-linked", { [name]: shape });
      const headers = signed(body, { id: `msg_${taken}` });
      const answer = await deliver(app, "txn", body, headers);
      const told = `${name} = ${JSON.stringify(shape).slice(0, 40)}`;
      assert.deepEqual([answer.status, (await answer.json()).result], [200, "link_read"], told);
    }
  }
  const entries = (await journal(call, "/v1/events?limit=100")).filter(
    ({ type }) => type === "delivery",
  );
  assert.equal(entries.length, taken);
  const odd = entries.find(({ detail }) => detail.issues);
  assert.deepEqual(Object.keys(odd.detail.issues[0]), ["code", "pointer"]);
});
