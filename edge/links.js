// One API over all providers: list, read with decisions, create, close. Errors are RFC 9457.

/**
 * @import {Attention, Claim, Issue, Note, UsableLink} from "paylink"
 * @import {Context} from "hono"
 * @import {Edge} from "./app.js"
 * @import {Variables} from "./callers.js"
 * @import {By, Closed, Ended, Settled} from "./closing.js"
 * @import {Created} from "./creating.js"
 * @import {Attempt} from "./repeats.js"
 * @import {Told} from "./sending.js"
 * @import {Reply, Upstream} from "./upstream.js"
 */

import { Hono } from "hono";
import { decideAll, idempotency } from "paylink";
import { failure, json, moreOf, problem, retryAfter } from "./answers.js";
import { requires } from "./callers.js";
import { attentionIn } from "./changes.js";
import { closeLink, readNow } from "./closing.js";
import { createLink, heldIssue } from "./creating.js";
import { absent } from "./described.js";
import { entriesOf } from "./events.js";
import { inbound } from "./inbound.js";
import { list } from "./listing.js";
import { masked } from "./masked.js";
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
      const format = c.req.param("format");
      const upstream = edge.upstreams.get(format);
      if (!upstream) return problem([absent(format, "route_unknown")]);
      const create = { body, key: claim?.slot, by: byOf(c) };
      const made = await createLink(edge, upstream, create, attempt);
      return madeAnswer(upstream, made, attempt.recovering);
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
      if (!upstream) return problem([absent(format, "link_not_found")], { extra: NOT_SENT });
      return closedAnswer(
        upstream,
        await closeLink(edge, upstream, closeOf(id, claim, byOf(c)), attempt),
      );
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
  // Replaces the caller's key at the provider, where keys belong to the account.
  key: claim?.slot ?? idempotency.newKey(),
  comesAgain: claim !== null,
  by,
});

/** The longest wait of a call for the first one with its key. */
const LONGEST_WAIT_S = 30;

/**
 * Runs an effect once for each `Idempotency-Key` of its caller.
 * @param {Edge} edge
 * @param {Context<Variables>} c
 * @param {{needed?: boolean, maxBytes?: number, isCall?: boolean}} options whether a key is required; the limit of the
 *   body; whether it calls a provider
 * @param {(claim: Claim | null, body: Uint8Array<ArrayBuffer>, attempt: Attempt) => Promise<Response>} effect
 * @returns {Promise<Response>}
 */
export async function withKey(edge, c, { needed = false, maxBytes, isCall = true }, effect) {
  const request = await inbound(c.req.raw, maxBytes);
  // A key belongs to its caller, by any credential.
  const scope = `caller/${byOf(c).who}`;
  const headers = { ...Object.fromEntries(request.headers), authorization: scope };
  const claimed = idempotency.claim(PROFILE, { ...request, headers });
  if (!claimed.ok) return problem(claimed.issues);
  const claim = claimed.value;
  if (needed && !claim) {
    return problem([failure("idempotency_key_missing", { header: "idempotency-key" })]);
  }
  // RFC 7240: a caller may wait instead of being told that the first call is running.
  const wait = c.req.header("prefer")?.match(/(?:^|[,;\s])wait=(\d{1,3})(?:$|[,;\s])/)?.[1];
  const patienceS = Math.min(Number(wait ?? 0), LONGEST_WAIT_S);
  const answer = await once(
    {
      store: edge.store,
      profile: PROFILE,
      claim,
      now: edge.now,
      face: "problem",
      isCall,
      patienceMs: patienceS * 1000,
      judged: (verdict) => edge.metrics.count("paylink_idempotency_total", { verdict }),
    },
    (attempt) => effect(claim, request.body, attempt),
  );
  if (wait !== undefined) answer.headers.set("preference-applied", `wait=${patienceS}`);
  return answer;
}

/**
 * A link as it is now; or, if its provider cannot show it, as it was last observed.
 * @param {Edge} edge
 * @param {{format: string, id: string}} name
 * @param {By} by
 */
async function show(edge, { format, id }, by) {
  const upstream = edge.upstreams.get(format);
  if (!upstream) return problem([absent(format, "link_not_found")]);
  const found = await readNow(edge, { ...upstream, ...upstream.reading }, { id, by });
  if ("link" in found) {
    const seenAt = new Date(edge.now()).toISOString();
    return shown(edge, upstream, { ...found, source: "provider", seenAt });
  }
  const known = await edge.seen.link(upstream.format, id);
  if (!known) {
    return problem(found.issues, { headers: found.pausedMs ? retryAfter(found.pausedMs) : {} });
  }
  const source = known.origin === "import" ? "import" : "kept";
  const unavailable = await problem(found.issues).json();
  return shown(edge, upstream, { ...known, source, unavailable });
}

/**
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {{link: UsableLink, notes?: Note[], linkIssues?: readonly Issue[], attention?: readonly Attention[], document?: string | undefined,
 *   source: string, seenAt: string, unavailable?: object}} known
 */
function shown(
  edge,
  upstream,
  { link, notes = [], linkIssues, attention = [], document, ...known },
) {
  const decisions = decideAll(link, edge.clock());
  const first = JSON.stringify({ link, notes, linkIssues, decisions, ...attentionIn(attention) });
  // The document byte for byte, without its secrets: parsing it would round its numbers. It has been read, so it is
  // valid JSON.
  const text = document?.replace(/^\ufeff/, "");
  const own = text === undefined ? "" : `"document":${masked(text)},`;
  const { source, seenAt, unavailable } = known;
  const rest = JSON.stringify({ source, ...playedBy(upstream), seenAt, unavailable });
  return new Response(`${first.slice(0, -1)},${own}${rest.slice(1)}`, {
    headers: { "cache-control": "no-store", "content-type": "application/json" },
  });
}

/** Marks responses of the sandbox in place of a provider. @param {Upstream} upstream */
const playedBy = ({ provider }) => (provider.played ? { played: /** @type {const} */ (true) } : {});

/** For a call that was not sent to the provider. */
const NOT_SENT = { outcome: "not_sent" };

/**
 * For a call that was not sent. If its key was used before, the result of that use may be unknown.
 * @param {boolean} earlier
 */
const unsent = (earlier) => (earlier ? { outcome: "unclear" } : NOT_SENT);

/** @param {Upstream} upstream @param {Closed} closed @returns {Response} */
export function closedAnswer(upstream, closed) {
  const played = playedBy(upstream);
  switch (closed.kind) {
    case "busy":
      return problem([failure("close_running")], {
        headers: retryAfter(closed.busyMs),
        extra: unsent(closed.earlier),
      });
    case "unread":
      return problem(closed.issues, {
        headers: closed.pausedMs ? retryAfter(closed.pausedMs) : {},
        extra: unsent(closed.earlier),
      });
    case "refused": {
      const { decision, link, linkIssues, issues, source, earlier } = closed;
      // The link has ended in another way, so no earlier attempt had the effect.
      const outcome = earlier ? "refused" : "not_sent";
      return problem(issues, {
        extra: { outcome, decision, link, linkIssues, ...restsOn(source) },
      });
    }
    case "settled":
      return settledAnswer(closed, played);
    case "sent": {
      const { decision, linkIssues, understood, settled, ended, earlier } = closed;
      if (settled) return settledAnswer(settled, played);
      if (ended) return endedAnswer(closed, ended, played);
      const decided = { ...(decision && { decision }), ...played };
      if (understood.outcome !== "done") {
        return notDone(closed, earlier, { linkIssues, ...decided });
      }
      return json({ outcome: "done", ...linkIn(understood), ...decided });
    }
  }
}

/** A link in a response. @param {{link: UsableLink, notes: Note[], linkIssues?: readonly Issue[]}} shown */
const linkIn = ({ link, notes, linkIssues }) => ({ link, notes, linkIssues });

/** @param {Settled} settled @param {object} more */
const settledAnswer = ({ link, notes, linkIssues, decision, recovered, source }, more) => {
  const outcome = recovered ? "done" : "already_done";
  return json({ outcome, link, notes, linkIssues, decision, ...restsOn(source), ...more });
};

/** Set if it is not the provider's current state. @param {"kept" | undefined} source */
const restsOn = (source) => (source ? { source } : {});

/**
 * The call was sent without effect: the link has ended in another way.
 * @param {Told} told
 * @param {Ended} ended
 * @param {object} more
 */
function endedAnswer({ understood: { error } }, { issues, decision, link, linkIssues }, more) {
  const retry = { advice: "stop" };
  const about = { decision, link, linkIssues, ...more };
  const extra = { outcome: "refused", retry, ...(error && { error }), ...about };
  return problem(issues, { extra });
}

/** @param {Told} told @param {boolean} earlier @param {object} extra */
function notDone({ issues, left, understood: { outcome, retry, error } }, earlier, extra) {
  const what = left ? { outcome, retry, ...(error && { error }) } : unsent(earlier);
  return problem(issues, {
    headers: retry.afterMs ? retryAfter(retry.afterMs) : {},
    extra: { ...what, ...extra },
  });
}

/**
 * @param {Upstream} upstream
 * @param {Created} created
 * @param {boolean} earlier whether an earlier attempt with this key may have been sent
 * @returns {Response}
 */
function madeAnswer(upstream, created, earlier) {
  /** @param {{link: UsableLink, notes: Note[], linkIssues?: readonly Issue[]}} shown */
  const made = (shown) => {
    const location = `/v1/links/${upstream.format}/${encodeURIComponent(shown.link.id)}`;
    const answer = { outcome: "done", ...linkIn(shown), ...playedBy(upstream) };
    return json(answer, { status: 201, headers: { location } });
  };
  switch (created.kind) {
    case "refused":
      return problem(created.issues, { extra: { ...unsent(earlier), ...moreOf(created) } });
    case "found":
      return made(created);
    case "open":
      return problem([failure("upstream_late")], {
        extra: { outcome: "unclear", retry: { advice: "read_first" } },
      });
    case "held":
      return problem([heldIssue(created)], {
        extra: {
          outcome: "unclear",
          retry: { advice: "read_first" },
          holders: created.holders.map(({ id, amount, status }) => ({
            id,
            status,
            ...(amount && { amount }),
          })),
          ...playedBy(upstream),
        },
      });
    case "sent": {
      const { understood } = created;
      return understood.outcome === "done"
        ? made(understood)
        : notDone(created, earlier, playedBy(upstream));
    }
  }
}
