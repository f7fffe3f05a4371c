// Webhook deliveries of providers: verified, processed once, reconciled with the stored link.

/**
 * @import {IssueLike, WebhookEvent} from "paylink"
 * @import {Edge} from "./app.js"
 * @import {Variables} from "./callers.js"
 * @import {Upstream} from "./upstream.js"
 */

import { Hono } from "hono";
import { timingSafeEqual } from "hono/utils/buffer";
import { readWebhook } from "paylink";
import { readBody } from "paylink/client";
import { failure, json, moreOf, problem } from "./answers.js";
import { presentedIn } from "./credentials.js";
import { takenOnce } from "./deliveries.js";
import { absent, described } from "./described.js";
import { sha256 } from "./digest.js";
import { refuseOthers } from "./methods.js";
import { detailOf, placed } from "./placing.js";

/** Larger than any event of the providers; also the most that is buffered before verification. */
const MAX_DELIVERY_BYTES = 64 * 1024;

/** @param {Edge} edge */
export function webhooks(edge) {
  /** @type {Hono<Variables>} */
  const app = new Hono();
  app.post("/:format", async (c) => {
    const name = c.req.param("format");
    const upstream = edge.upstreams.get(name);
    if (!upstream) return problem([absent(name, "route_unknown")]);
    const { format } = upstream;
    const requestId = c.get("requestId");
    /** @param {string} result */
    const told = (result) => edge.metrics.count("paylink_webhooks_total", { format, result });
    /** @param {readonly IssueLike[]} issues @param {{more?: number}} [counted] */
    const refused = (issues, counted = {}) => {
      told("refused");
      const codes = issues.map(({ code }) => code);
      edge.log({ level: "warn", event: "delivery_refused", requestId, format, codes });
      return problem(issues, { extra: moreOf(counted) });
    };
    const { headers } = c.req.raw;
    const stranger = await refusal(upstream, headers, edge.now());
    if (stranger) return refused(stranger);
    const body = await readBody(c.req.raw, MAX_DELIVERY_BYTES);
    if (!body) return refused([failure("json_too_large", { limit: String(MAX_DELIVERY_BYTES) })]);
    const read = readWebhook({ ...secretsOf(upstream), format, headers, body, now: edge.now() });
    if (!read.ok) return refused(read.issues, read);
    const event = read.value;
    const by = { who: format, requestId };
    const differs = () => {
      const entry = { type: /** @type {const} */ ("delivery_differs"), ...by, format };
      return edge.journal.add({ ...entry, ...aboutOf(event), detail: detailOf(event) });
    };
    const take = () => taken(edge, upstream, event, by);
    /** @type {Response | undefined} */
    let answer;
    // Counted after verification, so that forged deliveries do not block the provider.
    const limited = await edge.deliveriesLimited(c, async () => {
      const delivery = { format, id: event.id, body };
      answer = await takenOnce(edge, delivery, { take, differs, told });
    });
    return answer ?? limited;
  });
  refuseOthers(app);
  return app;
}

/** The secrets for the core's verification. @param {Upstream} upstream */
const secretsOf = ({ format, provider }) => ({
  secret: described(format).signing ? [...(provider.webhookSecrets ?? [])] : [],
});

/**
 * Why a delivery is not the provider's, by its headers only: before its body is read. If the provider signs, the
 * signature is verified over the body before it is parsed. If not, it has to send a secret in the header of its
 * credential (assumed: the documents show no other header on a delivery).
 * @param {Upstream} upstream
 * @param {Headers} headers
 * @param {number} now
 * @returns {Promise<readonly IssueLike[] | undefined>}
 */
async function refusal(upstream, headers, now) {
  const { format, provider } = upstream;
  const { signing, credential } = described(format);
  if (signing) {
    const unread = readWebhook({ ...secretsOf(upstream), format, headers, body: "", now });
    const issues = unread.ok ? [] : unread.issues;
    return issues.some(({ code }) => OF_HEADERS.includes(code)) ? issues : undefined;
  }
  const secrets = provider.webhookSecrets ?? [];
  const { header } = credential;
  const shown = presentedIn(credential, headers.get(header));
  if (!shown) return [failure("credential_missing", { header })];
  if (secrets.length === 0) return [failure("secret_missing")];
  const digest = await sha256(shown);
  let fits = false;
  // Compares all of them, by digests, like callers' tokens.
  for (const secret of secrets) {
    fits = (await timingSafeEqual(digest, await sha256(secret))) || fits;
  }
  return fits ? undefined : [failure("credential_refused")];
}

/** Codes of a signed delivery that do not depend on its body. */
const OF_HEADERS = [
  ...[
    "header_duplicate",
    "signature_missing",
    "timestamp_malformed",
    "secret_missing",
    "secret_malformed",
  ],
];

/** @param {WebhookEvent} event @param {string} [id] of the link, if it is known by other means */
const aboutOf = ({ link }, id = link?.id) => (id === undefined ? {} : { link: id });

/**
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {WebhookEvent} event
 * @param {{who: string, requestId: string}} by
 */
async function taken(edge, upstream, event, by) {
  const { format } = upstream;
  const found = await placed(edge, upstream, event, by);
  // Not confirmed, so it will be redelivered.
  if (found.issues) return problem(found.issues);
  const detail = { ...detailOf(event), ...(found.verdict && { verdict: found.verdict }) };
  const about = aboutOf(event, found.link);
  await edge.journal.add({ type: "delivery", ...by, format, ...about, detail });
  return json({ event: event.id, result: found.result });
}
