// One API over all providers: list, read with decisions, make, close. Errors are RFC 9457.

/**
 * @import {Claim, IssueLike, Note, PaymentLink} from "paylink"
 * @import {Context} from "hono"
 * @import {Edge} from "./app.js"
 * @import {Variables} from "./callers.js"
 * @import {By, Closed, Settled} from "./closing.js"
 * @import {Created} from "./creating.js"
 * @import {Attempt} from "./repeats.js"
 * @import {Told} from "./sending.js"
 * @import {Reply, Upstream} from "./upstream.js"
 */

import { Hono } from "hono";
import { decideAll, idempotency } from "paylink";
import { failure, json, problem, retryAfter } from "./answers.js";
import { requires } from "./callers.js";
import { closeLink, readNow } from "./closing.js";
import { createLink } from "./creating.js";
import { entriesOf } from "./events.js";
import { inbound } from "./inbound.js";
import { list } from "./listing.js";
import { once } from "./repeats.js";

/** @type {import("paylink").ProfileId} */
const PROFILE = "ietf";

/** @param {Edge} edge */
export function links(edge) {
  /** @type {Hono<Variables>} */
  const app = new Hono();
  app.get("/", requires("read"), (c) => list(edge, c.req.url, byOf(c)));
  app.post("/:format", requires("create"), (c) =>
    withKey(edge, c, { needed: true }, async (claim, body, attempt) => {
      const upstream = edge.upstreams.get(c.req.param("format"));
      if (!upstream) return problem([failure("route_unknown")]);
      const create = { body, key: claim?.slot, by: byOf(c) };
      return madeAnswer(upstream, await createLink(edge, upstream, create, attempt));
    }),
  );
  app.get("/:format/:id", requires("read"), (c) => show(edge, c.req.param(), byOf(c)));
  app.get("/:format/:id/events", requires("read"), (c) =>
    entriesOf(edge, c.req.url, c.req.param()),
  );
  app.post("/:format/:id/close", requires("close"), (c) =>
    withKey(edge, c, {}, async (claim, _, attempt) => {
      const { format, id } = c.req.param();
      const upstream = edge.upstreams.get(format);
      if (!upstream) return problem([failure("link_not_found")], { extra: NOT_SENT });
      return closedAnswer(await closeLink(edge, upstream, closeOf(id, claim, byOf(c)), attempt));
    }),
  );
  return app;
}

/** @param {Context<Variables>} c @returns {By} */
export const byOf = (c) => ({
  who: c.get("identity").caller?.name ?? "",
  requestId: c.get("requestId"),
});

/** @param {string} id @param {Pick<Claim, "slot"> | null} claim @param {By} by */
export const closeOf = (id, claim, by) => ({
  action: /** @type {const} */ ("close"),
  id,
  // What stands for the key of this caller at the provider, where keys are the account's.
  key: claim?.slot ?? idempotency.newKey(),
  comesAgain: claim !== null,
  by,
});

/** For how long at most a caller may have its call wait for the first of its key. */
const LONGEST_WAIT_S = 30;

/**
 * Runs an effect once for each `Idempotency-Key` of its caller.
 * @param {Edge} edge
 * @param {Context<Variables>} c
 * @param {{needed?: boolean}} options whether the call must have a key
 * @param {(claim: Claim | null, body: Uint8Array<ArrayBuffer>, attempt: Attempt) => Promise<Response>} effect
 * @returns {Promise<Response>}
 */
export async function withKey(edge, c, { needed = false }, effect) {
  const request = await inbound(c.req.raw);
  // A key belongs to its caller, however the caller proved who it is.
  const headers = { ...Object.fromEntries(request.headers), authorization: byOf(c).who };
  const claimed = idempotency.claim(PROFILE, { ...request, headers });
  if (!claimed.ok) return problem(claimed.issues);
  const claim = claimed.value;
  if (needed && !claim) {
    return problem([failure("idempotency_key_missing", { header: "idempotency-key" })]);
  }
  // RFC 7240: a caller that would rather wait than be told that the first still runs.
  const wait = c.req.header("prefer")?.match(/(?:^|[,;\s])wait=(\d{1,3})(?:$|[,;\s])/)?.[1];
  const patienceS = Math.min(Number(wait ?? 0), LONGEST_WAIT_S);
  const answer = await once(
    {
      store: edge.store,
      profile: PROFILE,
      claim,
      now: edge.now,
      face: "problem",
      patienceMs: patienceS * 1000,
      judged: (verdict) => edge.metrics.count("paylink_idempotency_total", { verdict }),
    },
    (attempt) => effect(claim, request.body, attempt),
  );
  if (wait !== undefined) answer.headers.set("preference-applied", `wait=${patienceS}`);
  return answer;
}

/**
 * A link as it is now; or, while its provider cannot show it, as it was last seen.
 * @param {Edge} edge
 * @param {{format: string, id: string}} name
 * @param {By} by
 */
async function show(edge, { format, id }, by) {
  const upstream = edge.upstreams.get(format);
  if (!upstream) return problem([failure("link_not_found")]);
  const found = await readNow(edge, { ...upstream, ...upstream.reading }, { id, by });
  if ("link" in found) {
    const { link, notes, reply } = found;
    const shown = JSON.stringify({ link, notes, decisions: decideAll(link, edge.clock()) });
    // Its own text, byte for byte: parsing it would round its numbers. It was read, so it is JSON.
    const document = new TextDecoder().decode(reply.body);
    const from = JSON.stringify({
      source: "provider",
      seenAt: new Date(edge.now()).toISOString(),
    });
    return new Response(`${shown.slice(0, -1)},"document":${document},${from.slice(1)}`, {
      headers: { "cache-control": "no-store", "content-type": "application/json" },
    });
  }
  const known = await edge.seen.link(upstream.format, id);
  if (!known) {
    return problem(found.issues, { headers: found.pausedMs ? retryAfter(found.pausedMs) : {} });
  }
  return json({
    link: known.link,
    notes: [],
    decisions: decideAll(known.link, edge.clock()),
    source: known.origin === "import" ? "import" : "kept",
    seenAt: known.seenAt,
    unavailable: await problem(found.issues).json(),
  });
}

/** Of what the provider was never asked for. */
const NOT_SENT = { outcome: "not_sent" };

/** @param {Closed} closed @returns {Response} */
export function closedAnswer(closed) {
  switch (closed.kind) {
    case "busy":
      return problem([failure("close_running")], {
        headers: retryAfter(closed.busyMs),
        extra: NOT_SENT,
      });
    case "unread":
      return problem(closed.issues, {
        headers: closed.pausedMs ? retryAfter(closed.pausedMs) : {},
        extra: NOT_SENT,
      });
    case "refused": {
      const { decision, link, issues } = closed;
      return problem(issues, { extra: { ...NOT_SENT, decision, link } });
    }
    case "settled":
      return settledAnswer(closed);
    case "sent": {
      const { decision, understood, settled } = closed;
      if (settled) return settledAnswer(settled);
      if (understood.outcome !== "done") return notDone(closed, { decision });
      return json({ outcome: "done", link: understood.link, notes: understood.notes, decision });
    }
  }
}

/** @param {Settled} settled */
const settledAnswer = ({ link, notes, decision, recovered }) =>
  json({ outcome: recovered ? "done" : "already_done", link, notes, decision });

/** @param {Told} told @param {object} [extra] */
function notDone({ issues, left, understood: { outcome, retry, error } }, extra = {}) {
  const what = left ? { outcome, retry, ...(error && { error }) } : NOT_SENT;
  return problem(issues, {
    headers: retry.afterMs ? retryAfter(retry.afterMs) : {},
    extra: { ...what, ...extra },
  });
}

/** @param {Upstream} upstream @param {Created} created @returns {Response} */
function madeAnswer(upstream, created) {
  /** @param {PaymentLink} link @param {Note[]} notes */
  const made = (link, notes) => {
    const location = `/v1/links/${upstream.format}/${encodeURIComponent(link.id)}`;
    return json({ outcome: "done", link, notes }, { status: 201, headers: { location } });
  };
  switch (created.kind) {
    case "refused":
      return problem(created.issues, { extra: NOT_SENT });
    case "found":
      return made(created.link, created.notes);
    case "open":
      return problem([failure("upstream_late")], {
        extra: { outcome: "unclear", retry: { advice: "read_first" } },
      });
    case "sent": {
      const { understood } = created;
      return understood.outcome === "done"
        ? made(understood.link, understood.notes)
        : notDone(created);
    }
  }
}
