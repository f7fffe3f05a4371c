// A delivery is taken only when what it brought is kept: a store that fails at any write costs nothing but a redelivery.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sha256 } from "../../edge/digest.js";
import { memoryStore } from "../../edge/stores/memory.js";
import {
  CHILD,
  deliver,
  invoice,
  journal,
  PENDING,
  providers,
  SHARED,
  signed,
} from "./deliveries.js";
import { edge, NOW, OPEN } from "./edge.js";

/** A store that fails at the nth write from when `fails` was set; `passed` counts the writes. */
const failing = () => {
  const kept = memoryStore({ now: () => NOW });
  const told = { at: 0, count: 0, where: "" };
  const store = {
    at: (name) => ({
      ...kept.at(name),
      write: async (changes) => {
        told.count += 1;
        if (told.count === told.at) {
          told.where = name;
          throw new Error("the disk is full");
        }
        return kept.at(name).write(changes);
      },
    }),
  };
  return { store, told };
};

/** A link that has moved on at its provider since it was seen, and the delivery that says so. */
const COURSES = {
  txn: async (options) => {
    const here = edge({ providers, ...options });
    const { app, call, sandbox } = here;
    await call("GET", `/v1/links/txn/${PENDING}`);
    for (const status of ["processing", "completed"])
      await sandbox.moveChild("invoices", CHILD, { status });
    return {
      ...here,
      id: PENDING,
      deliver: () => deliver(app, "txn", DELIVERED, signed(DELIVERED)),
    };
  },
  connect: async (options) => {
    const here = edge({ providers, ...options });
    const { app, call } = here;
    const { document } = await (await call("GET", `/v1/links/connect/${OPEN}`)).json();
    const data = { ...document, status: "COMPLETED", updatedAt: "2026-06-18T12:00:00Z" };
    const told = {
      eventId: "e-1",
      type: "payment_link.updated",
      occurredAt: "2026-06-18T12:00:00Z",
    };
    const body = JSON.stringify({ ...told, data });
    const headers = { "X-API-Key": SHARED };
    return { ...here, id: OPEN, deliver: () => deliver(app, "connect", body, headers) };
  },
};
const DELIVERED = invoice("completed");

/** What is known of the link, and which entries there are of it, without what differs from time to time. */
const leftBy = async ({ call, id }, format) => {
  const { links } = await (await call("GET", `/v1/links?source=kept&format=${format}`)).json();
  const [link] = links.filter(({ value }) => value.id === id);
  const entries = await journal(call, `/v1/links/${format}/${id}/events?order=oldest_first`);
  const { status, child } = link.value;
  return {
    status,
    child: child?.rawStatus,
    types: new Set(entries.map(({ type }) => type)),
    changes: entries.filter(({ type }) => type !== "delivery").length,
  };
};

for (const [format, course] of Object.entries(COURSES)) {
  test(`T5: whichever write fails while a delivery is taken, its redelivery is processed, ${format}`, async () => {
    const good = await course({});
    assert.equal((await good.deliver()).status, 200);
    const wanted = await leftBy(good, format);
    assert.ok(wanted.types.has("link_changed") || wanted.types.has("child_changed"));
    const failed = new Set();
    for (let at = 1; ; at += 1) {
      const { store, told } = failing();
      const here = await course({ store });
      Object.assign(told, { at, count: 0 });
      const first = await here.deliver();
      if (told.count < at) break;
      failed.add(told.where);
      // Letting go of a hold is no part of what a delivery brings: it ends by itself.
      if (first.status === 200) {
        assert.match(told.where, /^keys-/);
        assert.deepEqual(await leftBy(here, format), wanted, `write ${at}, ${told.where}`);
        continue;
      }
      assert.equal(first.status, 503, `write ${at}, ${told.where}`);
      const again = await here.deliver();
      assert.equal(again.status, 200, `write ${at}, ${told.where}`);
      assert.deepEqual(await leftBy(here, format), wanted, `write ${at}, ${told.where}`);
    }
    assert.ok(failed.has("links") && failed.has("journal") && failed.has("deliveries"));
  });
}

test("a delivery that another process takes meanwhile is answered as that one answered it", async () => {
  const kept = memoryStore({ now: () => NOW });
  const theirs = { event: "msg_1", result: "theirs" };
  let gets = 0;
  const store = {
    at: (name) => ({
      ...kept.at(name),
      get: async (keys) => {
        const found = await kept.at(name).get(keys);
        if (name !== "deliveries") return found;
        gets += 1;
        // Behind the last look before it is taken here.
        if (gets === 2) {
          const next = JSON.stringify({ at: NOW, body: await sha256(DELIVERED), answer: theirs });
          assert.ok(await kept.at(name).write([{ key: keys[0], held: null, next }]));
        }
        return found;
      },
    }),
  };
  const here = await COURSES.txn({ store });
  for (const _ of [1, 2]) assert.deepEqual(await (await here.deliver()).json(), theirs);
});
