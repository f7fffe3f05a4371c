// One API over all providers: list, read with decisions, close. Errors are RFC 9457.

/**
 * @import {Claim, FormatId, IssueLike, Note, PaymentLink} from "paylink"
 * @import {Edge} from "./app.js"
 * @import {Attempt} from "./repeats.js"
 * @import {Provider} from "./upstream.js"
 */

import { Hono } from "hono";
import { decide, decideAll, idempotency, interpret, plan, read, readMany } from "paylink";
import { failure, json, problem, retryAfter } from "./answers.js";
import { inbound } from "./inbound.js";
import { once } from "./repeats.js";
import { fetchDocument, isSuccess, send, unreachable } from "./upstream.js";

/** @type {import("paylink").ProfileId} */
const PROFILE = "ietf";

/** Of a close that the provider was never asked for. */
const NOT_SENT = { outcome: "not_sent" };

/** @param {Edge} edge */
export function links(edge) {
  /** @type {Hono<{Variables: {caller: string}}>} */
  const app = new Hono();
  app.get("/", () => list(edge));
  app.get("/:format/:id", async (c) => show(edge, await find(edge, c.req.param())));
  app.post("/:format/:id/close", async (c) => {
    const request = await inbound(c.req.raw);
    // A key belongs to its caller, however the caller proved who it is.
    const headers = { ...Object.fromEntries(request.headers), authorization: c.get("caller") };
    const claimed = idempotency.claim(PROFILE, { ...request, headers });
    if (!claimed.ok) return problem(claimed.issues);
    const claim = claimed.value;
    const call = { store: edge.store, profile: PROFILE, claim, now: edge.now };
    return once({ ...call, face: "problem" }, async (attempt) =>
      close(edge, await find(edge, c.req.param()), claim, attempt),
    );
  });
  return app;
}

/** @param {Edge} edge */
async function list(edge) {
  /** @type {{format: FormatId, problem: unknown}[]} */
  const unavailable = [];
  /** @type {Partial<Record<FormatId, string>>} */
  const next = {};
  const providers = /** @type {[FormatId, Provider][]} */ (Object.entries(edge.providers));
  const pages = await Promise.all(
    providers.map(async ([format, provider]) => {
      const found = await fetched(provider, format);
      const answer = found.issues
        ? { ok: /** @type {const} */ (false), issues: found.issues }
        : readMany(found.body, { format });
      if (answer.ok) {
        const { links, nextCursor } = answer.value;
        if (nextCursor) next[format] = nextCursor;
        return links.map((link) => ({ format, ...link }));
      }
      unavailable.push({ format, problem: await problem(answer.issues).json() });
      return [];
    }),
  );
  // A provider that has more says where; nothing is left out in silence.
  return json({ links: pages.flat(), unavailable, next });
}

/** @typedef {{provider: Provider, link: PaymentLink, notes: Note[], document: unknown}} Found */

/** @param {Edge} edge @param {Found | {issues: readonly IssueLike[]}} found */
function show(edge, found) {
  if ("issues" in found) return problem(found.issues);
  const { link, notes, document } = found;
  const decisions = decideAll(link, { now: edge.now(), skewMs: edge.skewMs });
  return json({ link, notes, decisions, document });
}

/**
 * Decides, sends, understands the answer; tells each step that it does not get past.
 * @param {Edge} edge
 * @param {Found | {issues: readonly IssueLike[]}} found
 * @param {Claim | null} claim
 * @param {Attempt} attempt
 */
async function close(edge, found, claim, attempt) {
  if ("issues" in found) return problem(found.issues, { extra: NOT_SENT });
  const { provider, link, notes } = found;
  const clock = { now: edge.now(), skewMs: edge.skewMs };
  const idempotencyKey = claim?.key ?? idempotency.newKey();
  const planned = plan("close", link, { ...clock, idempotencyKey });
  if (!planned.ok) {
    const decision = decide("close", link, clock);
    if (decision.verdict === "already_done") return json({ outcome: "already_done", link, notes });
    return problem(planned.issues, { extra: { ...NOT_SENT, decision, link } });
  }
  const { value } = planned;
  let understood;
  try {
    const { status, headers, body } = await attempt.send(() => send(provider, value));
    understood = interpret(value, { status, headers, body }, { now: edge.now() });
  } catch (error) {
    // The provider may have acted before it fell silent.
    understood = { ...interpret(value, null), issues: [unreachable(error)] };
  }
  const { outcome, retry, error } = understood;
  if (outcome === "done") {
    return json({ outcome, link: understood.link, notes: understood.notes });
  }
  return problem(understood.issues, {
    headers: retry.afterMs ? retryAfter(retry.afterMs) : {},
    extra: { outcome, retry, error },
  });
}

/**
 * One link, read; or the issues that say why not.
 * @param {Edge} edge
 * @param {{format: string, id: string}} name
 * @returns {Promise<Found | {issues: readonly IssueLike[]}>}
 */
async function find(edge, { format, id }) {
  if (!Object.hasOwn(edge.providers, format)) return { issues: [failure("link_not_found")] };
  const known = /** @type {FormatId} */ (format);
  const provider = edge.providers[known];
  const found = await fetched(provider, known, id);
  if (found.issues) return { issues: found.issues };
  const answer = read(found.body, { format: known });
  if (!answer.ok) return { issues: answer.issues };
  const document = JSON.parse(new TextDecoder().decode(found.body));
  return { provider, link: answer.value, notes: answer.notes, document };
}

/**
 * A provider's document, or the issues that stand in its way.
 * @param {Provider} provider
 * @param {FormatId} format
 * @param {string} [id]
 */
async function fetched(provider, format, id) {
  const found = await fetchDocument(provider, format, id);
  if (found.issues || isSuccess(found)) return found;
  const missing = found.status === 404 && id !== undefined;
  const answer = String(found.status);
  return { issues: [missing ? failure("link_not_found") : failure("upstream_failed", { answer })] };
}
