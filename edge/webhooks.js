// What providers deliver by themselves: verified, taken once, put in its place beside what is known.

/**
 * @import {IssueLike, WebhookEvent} from "paylink"
 * @import {Edge} from "./app.js"
 * @import {Variables} from "./callers.js"
 * @import {Upstream} from "./upstream.js"
 */

import { Hono } from "hono";
import { timingSafeEqual } from "hono/utils/buffer";
import { idempotency, readWebhook } from "paylink";
import { failure, json, problem } from "./answers.js";
import { readNow } from "./closing.js";
import { described } from "./described.js";
import { sha256 } from "./digest.js";
import { inbound } from "./inbound.js";
import { refuseOthers } from "./methods.js";
import { once } from "./repeats.js";

/** How long a delivery waits for another one of the same event. */
const PATIENCE_MS = 5_000;

/** @param {Edge} edge */
export function webhooks(edge) {
  /** @type {Hono<Variables>} */
  const app = new Hono();
  app.post("/:format", async (c) => {
    const upstream = edge.upstreams.get(c.req.param("format"));
    if (!upstream) return problem([failure("route_unknown")]);
    const { format } = upstream;
    const { headers, body, method, path } = await inbound(c.req.raw);
    const read = await verified(upstream, headers, body, edge.now());
    if (!read.ok) {
      edge.metrics.count("paylink_webhooks_total", { format, result: "refused" });
      return problem(read.issues);
    }
    const event = read.value;
    // A redelivery has the same id, and that alone makes it one.
    const keyed = { authorization: `webhook ${format}`, "idempotency-key": quoted(event.id) };
    const claimed = idempotency.claim("ietf", { method, path, headers: keyed });
    const repeat = {
      store: edge.store,
      profile: /** @type {const} */ ("ietf"),
      claim: claimed.ok ? claimed.value : null,
      now: edge.now,
      face: /** @type {const} */ ("problem"),
      patienceMs: PATIENCE_MS,
      judged: (/** @type {string} */ verdict) => {
        const result = verdict === "replay" ? "repeated" : "taken";
        edge.metrics.count("paylink_webhooks_total", { format, result });
      },
    };
    return once(repeat, () => taken(edge, upstream, event, c.get("requestId")));
  });
  refuseOthers(app);
  return app;
}

/** @param {string} id as a quoted string (RFC 8941) */
const quoted = (id) => `"${id.replace(/[\\"]/g, (char) => `\\${char}`)}"`;

/**
 * Read and verified by the core; where the provider signs nothing, by a secret that it has to show in
 * the header of its credential (assumed: the documents show no other header on a delivery).
 * @param {Upstream} upstream
 * @param {Headers} headers
 * @param {Uint8Array<ArrayBuffer>} body
 * @param {number} now
 * @returns {Promise<{ok: true, value: WebhookEvent} | {ok: false, issues: readonly IssueLike[]}>}
 */
async function verified({ format, provider }, headers, body, now) {
  const secrets = provider.webhookSecrets ?? [];
  const { signing, credential } = described(format);
  const read = readWebhook({ format, headers, body, secret: signing ? [...secrets] : [], now });
  if (!read.ok || signing) return read;
  const { header } = credential;
  const shown = headers.get(header);
  if (!shown) return { ok: false, issues: [failure("credential_missing", { header })] };
  const digest = await sha256(shown);
  let fits = false;
  // Each of them, and by digests, as callers' tokens are.
  for (const secret of secrets) {
    fits = (await timingSafeEqual(digest, await sha256(secret))) || fits;
  }
  return fits ? read : { ok: false, issues: [failure("credential_refused")] };
}

/**
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {WebhookEvent} event
 * @param {string} requestId
 */
async function taken(edge, upstream, event, requestId) {
  const { format } = upstream;
  const by = { who: format, requestId };
  const found = await placed(edge, upstream, event, by);
  // Not taken: whoever delivered it will do so again.
  if (found.issues) return problem(found.issues);
  const { child, link } = event;
  const detail = {
    event: event.id,
    ...(event.type !== undefined && { kind: event.type }),
    at: event.at,
    verified: event.verified,
    ...(child && { child: { type: child.type, id: child.id, rawStatus: child.rawStatus } }),
    ...(found.verdict && { verdict: found.verdict }),
  };
  const id = found.link ?? link?.id;
  const about = id === undefined ? {} : { link: id };
  await edge.journal.add({ type: "delivery", ...by, format, ...about, detail });
  return json({ event: event.id, result: found.result });
}

/**
 * A delivery of a link is an observation of it. One of a link's child only says that something has
 * happened: the link itself is read, for deliveries come late and in any order.
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {WebhookEvent} event
 * @param {{who: string, requestId: string}} by
 * @returns {Promise<{issues: readonly IssueLike[]}
 *   | {issues?: undefined, result: string, link?: string, verdict?: string | undefined}>}
 */
async function placed(edge, upstream, { link, child, at }, by) {
  if (link) {
    const [observed] = await edge.seen.observe([{ link, at }], by);
    return { result: "link", link: link.id, verdict: observed?.verdict };
  }
  if (!child) return { result: "nothing_to_do" };
  const id = await edge.seen.linkOf(upstream.format, child);
  if (id === null) return { result: "link_not_known" };
  const found = await readNow(edge, upstream, { id, by });
  if (!("link" in found)) {
    // It was shown before, so it is there: a provider that does not find it now may find it later.
    const missing = found.issues.some(({ code }) => code === "link_not_found");
    const answer = String(found.reply?.status);
    return { issues: missing ? [failure("upstream_failed", { answer })] : found.issues };
  }
  return { result: "link_read", link: id };
}
