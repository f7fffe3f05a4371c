// A provider is a folder: the sandbox without one, and what a folder may have of its own.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { init } from "paylink";
import { pageOf } from "../../edge/sandbox/paging.js";
import { wires } from "../../edge/sandbox/providers/index.js";
import { shelfOf } from "../../edge/sandbox/shelf.js";
import { LINKS, NOW, PROVIDERS, SECOND, sandboxFor, taken } from "./sandbox.js";

await init();

const HOOK = "https://shop.example.com/hooks";

test("only the list of folders names a provider", async () => {
  const folder = new URL("../../edge/sandbox/", import.meta.url);
  for (const file of (await readdir(folder)).filter((name) => name.endsWith(".js"))) {
    const text = await readFile(new URL(file, folder), "utf8");
    for (const id of Object.keys(wires)) {
      assert.doesNotMatch(text, new RegExp(`["'\`./]${id}\\b`), `${file}: ${id}`);
    }
    assert.doesNotMatch(text, /svix-/i, file);
  }
});

describe("a provider of the core without a folder", () => {
  const { connect } = wires;
  const alone = () => sandboxFor({ wires: { connect } });

  test("has no calls, in its own format; the others have theirs", async () => {
    const { read, list, close, create } = alone();
    for (const answer of [
      await read("txn", LINKS.txn.open),
      await list("txn"),
      await close("txn", LINKS.txn.open),
      await create("txn"),
    ]) {
      assert.deepEqual([answer.status, answer.type], [404, PROVIDERS.txn.mediaType]);
      assert.equal(answer.json.errors[0].code, "format_not_configured");
    }
    assert.equal((await close("connect", LINKS.connect.open)).status, 200);
  });

  test("is unknown to the control calls", async () => {
    const { sandbox } = alone();
    assert.deepEqual(Object.keys((await taken(sandbox.what())).providers), ["connect"]);
    for (const [pointer, answer] of [
      ["/format", await sandbox.addFault({ fault: "cut", format: "txn" })],
      ["/format", await sandbox.addWebhook({ format: "txn", url: HOOK })],
      ["", await sandbox.event("txn", LINKS.txn.open, { event: "paid" })],
      ["", await sandbox.child("invoices", "4ab7737b-e8a6-41cf-addc-968e876fef26")],
    ]) {
      assert.equal(answer.ok, false);
      assert.equal(answer.problem.issues[0].pointer, pointer);
    }
    await taken(sandbox.addFault({ fault: "cut", times: null }));
    await taken(sandbox.reset());
  });
});

describe("what a folder may have of its own", () => {
  test("the answer to a refused close", async () => {
    const seen = [];
    const refusedClose = (link, issues) => {
      seen.push([link.id, issues[0].code]);
      return link.status === "COMPLETED" ? new Response("so it is", { status: 400 }) : undefined;
    };
    const { close } = sandboxFor({
      wires: { ...wires, connect: { ...wires.connect, refusedClose } },
    });
    const { completed, expired } = LINKS.connect;
    const own = await close("connect", completed);
    assert.deepEqual([own.status, own.text], [400, "so it is"]);
    const usual = await sandboxFor().close("connect", expired);
    assert.deepEqual((await close("connect", expired)).text, usual.text);
    assert.deepEqual(
      seen.map(([id]) => id),
      [completed, expired],
    );
    assert.ok(seen.every(([, code]) => typeof code === "string"));
  });

  test("the ids and the schedule of its webhooks", async () => {
    const told = [];
    const webhooks = { messageId: (bytes) => `evt_${bytes(1).length}`, retryAfterMs: [SECOND] };
    const { sandbox } = sandboxFor({
      wires: { ...wires, connect: { ...wires.connect, webhooks } },
      fetch: async (request) => {
        told.push(await request.text());
        return new Response(null, { status: 500 });
      },
    });
    await taken(sandbox.addWebhook({ format: "connect", url: HOOK }));
    await taken(sandbox.event("connect", LINKS.connect.open, { event: "paid" }));
    await taken(sandbox.clock({ advanceMs: 60 * SECOND }));
    assert.deepEqual(
      told.map((body) => JSON.parse(body).eventId),
      ["evt_1", "evt_1"],
    );
    const [{ state, attempts }] = (await taken(sandbox.deliveries())).deliveries;
    assert.equal(state, "failed");
    assert.deepEqual(
      attempts.map(({ at }) => Date.parse(at) - NOW),
      [0, SECOND],
    );
  });
});

test("the pages of a list, by each word of the core", () => {
  const shelf = shelfOf();
  const ids = Array.from({ length: 7 }, (_, at) => `link-${at}`);
  for (const [at, id] of ids.entries()) shelf.add({ id, status: "open", createdAt: NOW + at });
  for (const newestFirst of [true, false]) {
    const order = newestFirst ? ids.toReversed() : ids;
    for (const [pages, cursors] of Object.entries({
      by_cursor: undefined,
      by_number: ["2", "3", undefined],
      by_last_id: [order[2], order[5], undefined],
      by_offset: ["3", "6", undefined],
    })) {
      const found = [];
      const seen = [];
      for (let cursor, page; !page || cursor !== undefined; cursor = page.next) {
        page = pageOf(pages, shelf, { limit: 3, newestFirst }, cursor);
        found.push(page.links.map(({ id }) => id));
        seen.push(page.next);
        assert.equal(page.hasMore, page.next !== undefined);
      }
      assert.deepEqual(found, [order.slice(0, 3), order.slice(3, 6), order.slice(6)], pages);
      if (cursors) assert.deepEqual(seen, cursors, pages);
    }
  }
  assert.equal(pageOf("by_last_id", shelf, { limit: 3 }, "no-such-link"), undefined);
  assert.equal(pageOf("by_cursor", shelf, { limit: 3 }, "no-such-cursor"), undefined);
  assert.deepEqual(pageOf("by_offset", shelf, { limit: 3 }, "9").links, []);
});
