// What happens to links and children: on demand, by time, and never otherwise than the core says.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { init, lifecycle, read, readList, readWebhook } from "paylink";
import { described } from "../../edge/described.js";
import { numbersOf } from "../../edge/sandbox/random.js";
import { assertJsonApi } from "../json-api.js";
import {
  DAY,
  FORMATS,
  HOUR,
  LINKS,
  MINUTE,
  NOW,
  PROVIDERS,
  SECOND,
  SOON_AT,
  sandboxFor,
  taken,
} from "./sandbox.js";

await init();

const EVENTS = ["opened", "paid", "lapsed", "cancelled", "expired"];

describe("events", () => {
  test("every event from every status ends as the core's lifecycle has it, and is refused in its words", async () => {
    for (const format of FORMATS) {
      for (const [name, id] of Object.entries(LINKS[format])) {
        for (const event of EVENTS) {
          const { sandbox, read: shown } = sandboxFor();
          const before = await shown(format, id);
          const { status } = read(before.json, { format }).value;
          const answer = await sandbox.event(format, id, { event });
          const row = lifecycle(format).find((row) => row.from === status && row.event === event);
          const after = read((await shown(format, id)).json, { format }).value;
          if (row.to !== undefined) {
            assert.ok(answer.ok, `${format} ${name} ${event}`);
            assert.deepEqual([answer.value.transition.effect, after.status], ["moved", row.to]);
            assert.deepEqual(answer.value.link, (await shown(format, id)).json);
            continue;
          }
          assert.equal((await shown(format, id)).text, before.text);
          if (answer.ok) assert.equal(answer.value.transition.effect, "already");
          else {
            const { status: code, issues } = answer.problem;
            assert.equal(code, 409);
            assert.match(
              issues[0].message,
              new RegExp(`^cannot apply \`${event}\` to this payment link: .+`),
            );
          }
        }
      }
    }
  });

  test("connect: what is paid has a payment and its time; what lapses on demand has reached its time", async () => {
    const { sandbox, read: shown } = sandboxFor();
    await sandbox.clock({ advanceMs: 5 * SECOND });
    await taken(sandbox.event("connect", LINKS.connect.open, { event: "paid" }));
    const { json: paid } = await shown("connect", LINKS.connect.open);
    assert.equal(paid.completedAt, "2026-06-18T12:00:05Z");
    assert.match(paid.paymentId, /^[0-9a-f-]{36}$/);
    await taken(sandbox.event("connect", LINKS.connect.other, { event: "lapsed" }));
    const { json: lapsed } = await shown("connect", LINKS.connect.other);
    assert.deepEqual([lapsed.status, lapsed.expiresAt], ["EXPIRED", "2026-06-18T12:00:05Z"]);
  });

  test("what lapses in the instant in which it is made still has a time after that", async () => {
    for (const format of FORMATS) {
      const it = sandboxFor();
      const id = PROVIDERS[format].idIn((await it.create(format)).json);
      await taken(it.sandbox.event(format, id, { event: "lapsed" }));
      const answer = read((await it.read(format, id)).json, { format });
      const codes = new Set(answer.notes.map(({ code }) => code));
      codes.delete("member_unmapped");
      assert.deepEqual([answer.value.status, [...codes]], ["expired", []]);
      assert.ok(Date.parse(answer.value.expiresAt) <= NOW + SECOND);
    }
  });

  test("txn: opened chooses a network and makes the child, paid lets the link end and the child go on", async () => {
    const { sandbox, read: shown } = sandboxFor();
    await taken(sandbox.event("txn", LINKS.txn.open, { event: "opened", network: "txrp" }));
    const link = async (id) => read((await shown("txn", id)).json, { format: "txn" }).value;
    const opened = await link(LINKS.txn.open);
    assert.deepEqual(
      [
        opened.status,
        opened.network.code,
        opened.child.type,
        opened.child.status,
        opened.child.paymentStatus,
      ],
      ["in_progress", "txrp", "invoice", "pending", "expecting"],
    );
    assert.deepEqual(opened.child.billed, opened.amount);
    assert.equal(opened.child.charged.currency, "XRP");
    await taken(sandbox.event("txn", LINKS.txn.open, { event: "paid" }));
    const paid = await link(LINKS.txn.open);
    assert.deepEqual(
      [paid.status, paid.child.id, paid.child.status, paid.child.paymentStatus, paid.child.final],
      ["completed", opened.child.id, "processing", "on_time", false],
    );
    await taken(sandbox.event("txn", LINKS.txn.payout, { event: "opened" }));
    const payout = await link(LINKS.txn.payout);
    assert.deepEqual(
      [payout.child.type, payout.child.status, payout.child.txid],
      ["payout", "processing", undefined],
    );
    await taken(sandbox.event("txn", LINKS.txn.payout, { event: "paid" }));
    assert.match((await link(LINKS.txn.payout)).child.txid, /^[0-9a-f]{64}$/);
  });

  test("txn: the end user may only choose what the link offers", async () => {
    const { sandbox } = sandboxFor();
    const answer = await sandbox.event("txn", LINKS.txn.other, {
      event: "opened",
      network: "txrp",
    });
    assert.deepEqual([answer.problem.status, answer.problem.issues[0].pointer], [400, "/network"]);
    const { link } = await taken(
      sandbox.event("txn", LINKS.txn.other, { event: "opened", network: "polygon:usdcv2" }),
    );
    assert.equal(link.included[0].attributes.chargedCurrency, "USDC");
  });

  test("a payout costs to the digit what the documents' own payload says", async () => {
    const { sandbox, create } = sandboxFor();
    const { json } = await create("txn", {
      data: {
        type: "payment_links",
        attributes: {
          amount: "1000",
          currency: "TRY",
          paymentType: "Payout",
          expires_at: new Date(NOW + DAY).toISOString(),
        },
      },
    });
    const { link } = await taken(sandbox.event("txn", json.data.id, { event: "opened" }));
    const { attributes } = link.included[0];
    const documented = {
      absorbFees: null,
      absorbNetworkFee: false,
      absorbPayoutFee: true,
      amount: "1000.00",
      amountCharged: "21.77",
      amountChargedCurrency: "EUR",
      currency: "TRY",
      displayFee: "10.00",
      displayFeeCurrency: "TRY",
      exchangeRate: "40.636611347206",
      networkFee: "2.000000",
      networkFeeCurrency: "USDT",
      payAmount: "22.608351",
      payChargeRate: "0.8755286",
      payChargeRateCurrency: "EUR",
      payCurrency: "USDT",
      payNetwork: "ttrx:usdt",
      payNetworkName: "Tron (TRC20)",
      paymentMethod: "on_chain",
      payoutFee: "0.22",
      payoutFeeCurrency: "EUR",
      status: "processing",
      txid: null,
    };
    for (const [name, value] of Object.entries(documented))
      assert.equal(attributes[name], value, name);
    assert.equal(Date.parse(attributes.expiresAt) - Date.parse(attributes.createdAt), 30 * SECOND);
  });

  test("an invoice costs to the digit what the documents' own payload says", async () => {
    const { sandbox, create } = sandboxFor();
    const body = structuredClone(PROVIDERS.txn.create);
    Object.assign(body.data.attributes, { amount: "40", currency: "USD" });
    const { json } = await create("txn", body);
    const { link } = await taken(sandbox.event("txn", json.data.id, { event: "opened" }));
    const [invoice, , fee] = link.included;
    const { amountBilled, amountCharged, chargedCurrency, exchangeRate } = invoice.attributes;
    assert.deepEqual(
      [amountBilled, amountCharged, chargedCurrency, exchangeRate],
      ["40.00", "40.424657", "USDT", "0.9894951"],
    );
    assert.deepEqual(fee.attributes, { transactionFee: "0.40", transactionFeeCurrency: "USD" });
  });
});

describe("children", () => {
  /** The documents' tables: what an invoice may say beside each status. */
  const TABLE = {
    pending: [["unpaid"], ["expecting"]],
    expired: [["unpaid"], ["expecting"]],
    processing: [["unpaid"], ["on_time", "late"]],
    completed: [
      ["full", "underpaid", "overpaid"],
      ["on_time", "late"],
    ],
    on_hold: [["unpaid"], ["expecting"]],
    cancelled: [["unpaid"], ["expecting", "on_time", "late"]],
    rejected: [["unpaid"], ["expecting"]],
  };

  async function invoice() {
    const it = sandboxFor();
    const { link } = await taken(it.sandbox.event("txn", LINKS.txn.open, { event: "opened" }));
    const { id } = link.data.relationships.target.data;
    const move = (status, more = {}) => it.sandbox.moveChild("invoices", id, { status, ...more });
    const shown = async () => (await taken(it.sandbox.child("invoices", id))).data.attributes;
    return { ...it, id, move, shown };
  }

  test("an invoice goes every way to the end, and on each says only what the table has", async () => {
    // Every way that there is, walked to its end.
    const ways = [[]];
    const ended = new Set();
    while (ways.length > 0) {
      const way = ways.shift();
      const it = await invoice();
      for (const status of way) await taken(it.move(status));
      const { status, statusContext, paymentStatus } = await it.shown();
      assert.ok(TABLE[status][0].includes(statusContext), `${way}: ${statusContext}`);
      assert.ok(TABLE[status][1].includes(paymentStatus), `${way}: ${paymentStatus}`);
      const open = [];
      for (const next of Object.keys(TABLE)) {
        const answer = await (await walked(way)).move(next);
        if (next === status) assert.equal(answer.value.effect, "already");
        else if (answer.ok) open.push(next);
        else assert.deepEqual([answer.problem.status, answer.problem.code], [409, "child_refused"]);
      }
      const link = read((await it.read("txn", LINKS.txn.open)).json, { format: "txn" }).value;
      assert.equal(link.child.rawStatus, status);
      assert.equal(
        link.child.final,
        open.length === 0,
        `${status} is final where the core says so`,
      );
      if (open.length === 0) ended.add(status);
      // On hold and back again is the one way that has no end of its own.
      for (const next of open) if (!way.includes(next)) ways.push([...way, next]);
    }
    assert.deepEqual([...ended].sort(), ["cancelled", "completed", "rejected"]);
  });

  async function walked(way) {
    const it = await invoice();
    for (const status of way) await taken(it.move(status));
    return it;
  }

  test("how much came is said of what is completed, and of nothing else", async () => {
    const it = await invoice();
    assert.equal(
      (await it.move("processing", { statusContext: "full" })).problem.issues[0].pointer,
      "/statusContext",
    );
    await taken(it.move("processing"));
    await taken(it.move("completed", { statusContext: "underpaid" }));
    assert.equal((await it.shown()).statusContext, "underpaid");
  });

  test("a payout goes from processing to its end", async () => {
    for (const status of ["completed", "cancelled"]) {
      const { sandbox } = sandboxFor();
      const { link } = await taken(sandbox.event("txn", LINKS.txn.payout, { event: "opened" }));
      const { id } = link.data.relationships.target.data;
      assert.equal(
        (await sandbox.moveChild("payouts", id, { status: "draft" })).problem.status,
        409,
      );
      const { child } = await taken(sandbox.moveChild("payouts", id, { status }));
      assert.equal(child.data.attributes.status, status);
      const back = await sandbox.moveChild("payouts", id, { status: "processing" });
      assert.match(back.problem.detail, /has ended/);
    }
  });

  test("time alone: expired after 20 minutes, late after that, cancelled after 168 hours", async () => {
    const nobodyPays = await invoice();
    const at = async (advanceMs) => {
      await nobodyPays.sandbox.clock({ advanceMs });
      return (await nobodyPays.shown()).status;
    };
    assert.equal(await at(20 * MINUTE - 1), "pending");
    assert.equal(await at(1), "expired");
    assert.equal(await at(7 * DAY - 20 * MINUTE - 1), "expired");
    assert.equal(await at(1), "cancelled");
    const late = await invoice();
    await late.sandbox.clock({ advanceMs: HOUR });
    await taken(late.sandbox.event("txn", LINKS.txn.open, { event: "paid" }));
    const { status, paymentStatus } = await late.shown();
    assert.deepEqual([status, paymentStatus], ["processing", "late"]);
    await late.sandbox.clock({ advanceMs: 30 * DAY });
    assert.equal((await late.shown()).status, "processing", "what is seen is not given up");
  });

  test("an expired link leaves its child alone", async () => {
    const it = await invoice();
    await it.close("txn", LINKS.txn.open);
    assert.equal((await it.shown()).status, "pending");
    await taken(it.move("processing"));
  });
});

describe("the clock", () => {
  test("links lapse at their own instant, to the millisecond, however far the clock is pushed", async () => {
    const { sandbox, read: shown } = sandboxFor();
    const soonest = FORMATS.toSorted((one, other) => SOON_AT[one] - SOON_AT[other]);
    for (const format of soonest) {
      if (Date.parse((await taken(sandbox.clock())).now) >= SOON_AT[format]) continue;
      const id = LINKS[format].soon;
      const status = async () => read((await shown(format, id)).json, { format }).value.status;
      await sandbox.clock({ at: new Date(SOON_AT[format] - 1).toISOString() });
      assert.equal(await status(), "open");
      await sandbox.clock({ advanceMs: 1 });
      assert.equal(await status(), "expired");
    }
    await sandbox.clock({ advanceMs: 300 * DAY });
    const { json } = await shown("connect", LINKS.connect.soon);
    assert.equal(json.updatedAt, new Date(NOW + 4 * MINUTE).toISOString().replace(".000", ""));
  });

  test("a link lapses when its document says so, though that has whole seconds", async () => {
    const it = sandboxFor();
    await it.sandbox.clock({ advanceMs: 789 });
    const { json } = await it.create("connect");
    await it.sandbox.clock({ at: json.expiresAt });
    assert.equal((await it.read("connect", json.paymentLinkId)).json.status, "EXPIRED");
  });

  test("what has no time does not lapse, nor what nobody knows", async () => {
    const { sandbox, read: shown } = sandboxFor();
    await sandbox.clock({ advanceMs: 1000 * DAY });
    assert.equal((await shown("connect", LINKS.connect.endless)).json.status, "ACTIVE");
    assert.equal((await shown("connect", LINKS.connect.odd)).json.status, "PAUSED");
  });

  test("it runs with the host's, stands still on demand, and never goes back", async () => {
    const host = { now: NOW };
    const { sandbox } = sandboxFor({ now: () => host.now, at: undefined, frozen: false });
    const now = async (change) => Date.parse((await taken(sandbox.clock(change))).now) - NOW;
    assert.equal(await now(), 0);
    host.now += 7;
    assert.equal(await now(), 7);
    assert.equal(await now({ advanceMs: 100 }), 107);
    host.now += 7;
    assert.equal(await now({ frozen: true }), 114);
    host.now += 7;
    assert.equal(await now(), 114);
    assert.equal(await now({ frozen: false }), 114);
    host.now += 7;
    assert.equal(await now(), 121);
    const back = await sandbox.clock({ at: new Date(NOW).toISOString() });
    assert.deepEqual([back.problem.status, back.problem.code], [409, "clock_refused"]);
    assert.equal(await now(), 121);
  });

  test("two who push at once push it by both", async () => {
    const { sandbox } = sandboxFor();
    await Promise.all([sandbox.clock({ advanceMs: 1000 }), sandbox.clock({ advanceMs: 10 })]);
    assert.equal((await taken(sandbox.clock())).now, new Date(NOW + 1010).toISOString());
  });

  test("a reset begins anew, to the letter", async () => {
    const it = sandboxFor({ seed: { random: "again", count: 5 } });
    const state = async () => [(await it.list("connect")).text, (await it.list("txn")).text];
    const first = await state();
    const made = (await it.create("connect")).text;
    await it.sandbox.clock({ advanceMs: DAY });
    await it.sandbox.addFault({ fault: "cut", times: null });
    await it.sandbox.addWebhook({ format: "txn", url: "https://shop.example.com/hooks" });
    await taken(it.sandbox.reset());
    assert.deepEqual(await state(), first);
    assert.equal((await it.create("connect")).text, made);
    assert.deepEqual((await taken(it.sandbox.webhooks())).webhooks, []);
  });
});

describe("whatever happens", () => {
  /** Notes that documents have because the sandbox is faithful. */
  const KNOWN_NOTES = [
    /^member_unmapped \/included(\/\d+)?(\/relationships|\/attributes\/absorbFees)?$/,
    /^member_unmapped \/data\/(relationships|attributes\/absorbFees)$/,
    /^member_unmapped (\/included|\/links)/,
    // The documents' own example is no UUID, and one link has a word that is not theirs.
    /^id_not_uuid (\/items\/\d+|\/data)?\/paymentLinkId$/,
    /^status_unknown .*\/status$/,
    // Flat documents have members beside those of the model.
    /^member_unmapped (\/(data|payment_links)\/\d+|\/data\/object|\/payload\/payment_link\/entity)?\/\w+$/,
    /^member_unmapped \/(\w+|payload\/(order|payment))$/,
    /^member_unmapped .*\/payments\/\d+(\/\w+)?$/,
    /^expiry_default .*\/expire_by$/,
    /^recovery_offered .*\/after_expiration\/recovery\/url$/,
  ];

  const expected = (notes, what) => {
    for (const { code, pointer } of notes) {
      assert.ok(
        KNOWN_NOTES.some((known) => known.test(`${code} ${pointer}`)),
        `${what}: ${code} ${pointer}`,
      );
    }
  };

  for (const seed of Array.from({ length: 12 }, (_, index) => `run ${index}`)) {
    test(`every document and every delivery reads without a finding: ${seed}`, async () => {
      const number = numbersOf(seed);
      const one = (list) => list[Math.floor(number() * list.length)];
      const told = [];
      const secrets = {};
      const it = sandboxFor({
        seed: { random: seed, count: 30 },
        fetch: async (request) => {
          told.push({
            headers: request.headers,
            body: await request.text(),
            format: new URL(request.url).pathname.slice(1),
          });
          return new Response(null, { status: number() < 0.7 ? 204 : 500 });
        },
      });
      for (const format of FORMATS) {
        const hook = { format, url: `https://shop.example.com/${format}` };
        secrets[format] = (await taken(it.sandbox.addWebhook(hook))).secret;
      }
      const ids = Object.fromEntries(FORMATS.map((format) => [format, []]));
      const children = new Map();

      const look = (format, answer) => {
        if (answer.status >= 400) return;
        const link = read(answer.json, { format });
        assert.ok(link.ok, `${answer.text} ${JSON.stringify(link.issues)}`);
        expected(link.notes, answer.text);
        ids[format].push(link.value.id);
        if (format === "txn") {
          assertJsonApi(answer.json);
          const { child } = link.value;
          if (child) children.set(child.id, `${child.type}s`);
        }
      };

      for (let step = 0; step < 60; step += 1) {
        const format = one(FORMATS);
        const page = await it.list(format);
        const many = readList(page.json, { format });
        assert.ok(many.ok);
        expected(many.notes, page.text);
        for (const link of many.value.links) {
          assert.ok(link.ok);
          expected(link.notes, page.text);
          ids[format].push(link.value.id);
        }
        if (format === "txn") assertJsonApi(page.json);
        const id = one(ids[format]);
        await one([
          async () => look(format, await it.create(format)),
          async () => look(format, await it.close(format, id)),
          async () => look(format, await it.read(format, id)),
          async () => it.sandbox.event(format, id, { event: one(EVENTS) }),
          async () => it.sandbox.event(format, id, { event: one(["opened", "paid"]) }),
          async () => it.sandbox.clock({ advanceMs: Math.floor(number() * 3 * DAY) }),
          async () => {
            const child = one([...children]);
            if (!child) return;
            const statuses = [
              "processing",
              "completed",
              "on_hold",
              "cancelled",
              "rejected",
              "expired",
            ];
            await it.sandbox.moveChild(child[1], child[0], { status: one(statuses) });
          },
        ])();
        look(format, await it.read(format, id));
      }

      await it.sandbox.clock({ advanceMs: 0 });
      const kinds = new Set();
      for (const { headers, body, format } of told) {
        const signed =
          headers.get("svix-timestamp") ?? headers.get("stripe-signature")?.slice(2, 12);
        const now = Number(signed ?? NOW / 1000) * 1000;
        const event = readWebhook({ format, headers, body, secret: secrets[format], now });
        assert.ok(event.ok, `${body} ${JSON.stringify(event.issues)}`);
        expected(event.notes, body);
        assert.equal(event.value.verified, described(format).signing !== undefined);
        assert.ok(format === "txn" ? event.value.child : event.value.link);
        if (format === "txn") assertJsonApi(body);
        kinds.add(event.value.child?.type ?? event.value.type);
      }
      assert.ok(told.length > 5, `${told.length} deliveries`);
      assert.ok(kinds.size >= 2, [...kinds].join());
    });
  }
});
