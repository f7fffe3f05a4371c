// The providers' own APIs at their own paths: an existing client only changes its base URL. A call is checked,
// locked by its key and passed on; the response is the provider's own, or has the provider's format.

/**
 * @import {CheckedRequest, FormatId, IssueLike, UsableLink} from "paylink"
 * @import {Edge} from "./app.js"
 * @import {Caller, Scope, Variables} from "./callers.js"
 * @import {By, Settled} from "./closing.js"
 * @import {Inbound} from "./inbound.js"
 * @import {Attempt} from "./repeats.js"
 * @import {Told} from "./sending.js"
 * @import {Reply, SendPlan, Upstream} from "./upstream.js"
 */

import { Hono } from "hono";
import { checkRequest, idempotency, planClose, planList, planRead, readList, write } from "paylink";
import { errorAnswer, failure, retryAfter } from "./answers.js";
import { boundedBody, MAX_CALL_BYTES } from "./body.js";
import { refusal } from "./callers.js";
import { closeLink } from "./closing.js";
import { createLink, heldIssue } from "./creating.js";
import { described } from "./described.js";
import { headOf } from "./inbound.js";
import { isRecognised } from "./recognised.js";
import { mayHaveBody, once } from "./repeats.js";
import { busyOf, isRefusal, isSuccess } from "./upstream.js";
import { usableIn } from "./usable.js";

/** @type {Record<CheckedRequest["operation"], Scope>} */
const SCOPES = { read: "read", list: "read", create: "create", close: "close" };

/** @param {Edge} edge */
export function gateway(edge) {
  /** @type {Hono<Variables>} */
  const app = new Hono();
  app.all("*", async (c, next) => {
    const head = headOf(c.req.raw);
    // By method and path only: nothing else is checked before the caller is known.
    const asked = checkRequest({ method: head.method, path: head.path });
    const { format, operation } = asked.ok ? asked.value : asked;
    if (format === null) return next();
    c.set("route", `/${format}`);
    const upstream = edge.upstreams.get(format);
    if (!upstream) return errorAnswer([failure("format_not_configured", { format })], format);
    if (operation === null) return refusedCall(asked);
    const identity = c.get("identity");
    const refused =
      refusal(identity, SCOPES[operation], format) ??
      // A session is for this server's own pages.
      (identity.session && missing(head));
    if (refused) return errorAnswer([identity.presented ? refused : missing(head)], format);
    const request = { ...head, body: await boundedBody(c.req.raw, MAX_CALL_BYTES) };
    const checked = checkRequest(request);
    if (!checked.ok) return refusedCall(checked);
    const caller = /** @type {Caller} */ (identity.caller);
    const by = { who: caller.name, requestId: c.get("requestId") };
    const passing = { checked: checked.value, request, caller, by };
    const answer = await passed(edge, upstream, passing);
    if (upstream.provider.played) answer.headers.set("paylink-played", "true");
    return answer;
  });
  return app;
}

/**
 * The missing or malformed credential, by the name of the provider's header; or the refusal of one that is there.
 * @param {Omit<Inbound, "body">} head
 * @returns {IssueLike}
 */
function missing(head) {
  const checked = checkRequest(head);
  const issues = checked.ok ? [] : checked.issues;
  return issues.find(({ code }) => code.startsWith("credential_")) ?? failure("credential_refused");
}

/** @param {ReturnType<typeof checkRequest>} checked */
const refusedCall = (checked) =>
  checked.ok
    ? errorAnswer([failure("internal_error")], checked.value.format)
    : errorAnswer(checked.issues, checked.format ?? "problem", {
        status: checked.status,
        headers: checked.allow.length > 0 ? { allow: checked.allow.join(", ") } : {},
      });

/**
 * @typedef {object} Passing
 * @property {CheckedRequest} checked
 * @property {Inbound} request
 * @property {Caller} caller
 * @property {By} by
 */

/** @param {Edge} edge @param {Upstream} upstream @param {Passing} passing @returns {Promise<Response>} */
async function passed(edge, upstream, passing) {
  const { checked, caller, by } = passing;
  const { format, operation } = checked;
  if (operation === "read" || operation === "list") {
    const sent = await upstream.reading.send(readOf(passing));
    if (!sent.reply) return silent(sent, format);
    const answer = answered(edge, sent.reply, checked);
    if (isSuccess(answer)) await seen(edge, format, sent.reply, by);
    return answer;
  }
  const claim = claimOf(passing);
  const repeat = {
    store: edge.store,
    profile: format,
    claim,
    now: edge.now,
    face: format,
    judged: (/** @type {string} */ verdict) =>
      edge.metrics.count("paylink_idempotency_total", { verdict }),
  };
  // The caller's own key if the provider knows the caller; otherwise a derived key.
  const key = caller.at ? checked.idempotency?.key : claim?.slot;
  return once(repeat, (attempt) =>
    operation === "create"
      ? created(edge, upstream, passing, attempt, key)
      : closed(edge, upstream, { ...passing, checked }, attempt, key),
  );
}

/**
 * A key belongs to its caller, by any credential. The provider's account is not a caller's name.
 * @param {Passing} passing
 */
function claimOf({ checked, request, caller }) {
  const profile = described(checked.format).idempotency;
  if (!checked.idempotency || !profile) return undefined;
  const scope = caller.at ? `account/${caller.at}` : `caller/${caller.name}`;
  const headers = { ...Object.fromEntries(request.headers), [profile.scopeHeader]: scope };
  const claimed = idempotency.claim(profile.id, { ...request, headers });
  return claimed.ok ? claimed.value : undefined;
}

/**
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {Passing & {checked: Extract<CheckedRequest, {operation: "close"}>}} passing
 * @param {Attempt} attempt
 * @param {string | undefined} key
 * @returns {Promise<Response>}
 */
async function closed(edge, upstream, passing, attempt, key) {
  const { checked, by } = passing;
  const { format, action, id } = checked;
  const close = {
    action,
    id,
    key: key ?? idempotency.newKey(),
    comesAgain: key !== undefined,
    by,
    dressed: dressedIn(passing),
  };
  const done = await closeLink(edge, upstream, close, attempt);
  switch (done.kind) {
    case "busy":
      return errorAnswer([failure("close_running")], format, {
        headers: retryAfter(done.busyMs),
      });
    case "unread":
      // A refusal comes from the provider; after any other failure a link could be closed without a read.
      return done.reply && isRefusal(done.reply)
        ? answered(edge, done.reply, checked)
        : silent(done, format);
    case "refused":
      return errorAnswer(done.issues, format, { headers: sourceOf(done) });
    case "settled": {
      // An earlier attempt closed it, and its response was lost: the answer is the link as it is now.
      if (done.recovered) return settledAs(done);
      const planned = planClose(action, done.link, edge.clock());
      return planned.ok
        ? settledAs(done)
        : errorAnswer(planned.issues, format, { headers: sourceOf(done) });
    }
    case "sent":
      if (done.settled?.recovered) return settledAs(done.settled);
      // The link has ended in another way: the provider's refusal says so, or this response.
      if (done.ended && !(done.reply && isRefusal(done.reply)))
        return errorAnswer(done.ended.issues, format);
      return acted(done, format);
  }
}

/**
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {Passing} passing
 * @param {Attempt} attempt
 * @param {string | undefined} key
 * @returns {Promise<Response>}
 */
async function created(edge, upstream, passing, attempt, key) {
  const { checked, request, by } = passing;
  const { format } = checked;
  const create = { body: request.body, key, by, dressed: dressedIn(passing) };
  const made = await createLink(edge, upstream, create, attempt);
  switch (made.kind) {
    case "refused":
      return errorAnswer(made.issues, format);
    case "found":
      return documentOf(made, 201);
    case "held":
      return errorAnswer([heldIssue(made)], format);
    case "open":
      return errorAnswer([failure("upstream_late")], format);
    case "sent":
      return acted(made, format);
  }
}

/** The link as the provider shows it or as it was stored. @param {Settled} settled */
const settledAs = ({ reply, source, ...known }) =>
  reply ? replied(reply) : documentOf(known, 200, sourceOf({ source }));

/**
 * A header, because a provider's document has no member for the origin of a response.
 * @param {{source?: "kept" | undefined}} done
 * @returns {Record<string, string>}
 */
const sourceOf = ({ source }) => (source ? { "paylink-source": source } : {});

/**
 * A link's document as the provider sent it, byte for byte; if it is not stored, the canonical one.
 * @param {{link: UsableLink, document?: string | undefined}} known
 * @param {number} status
 * @param {Record<string, string>} [headers]
 */
const documentOf = ({ link, document }, status, headers = {}) =>
  new Response(document ?? write(link), {
    status,
    headers: {
      "cache-control": "no-store",
      "content-type": described(link.format).mediaType,
      ...headers,
    },
  });

/** @param {Passing} passing @returns {SendPlan} */
function callOf({ checked: { format, operation }, request: { method, path, headers, body } }) {
  const { credential, idempotency: profile } = described(format);
  return {
    method,
    path,
    headers: kept(headers, ["accept", "content-type", profile?.header]),
    credential,
    operation,
    body,
  };
}

/**
 * A read with the planned media types: the caller may send none, or accept any JSON.
 * @param {Passing} passing
 * @returns {SendPlan}
 */
function readOf(passing) {
  const { format, operation, id } = passing.checked;
  const planned =
    operation === "read" && id !== undefined ? planRead(format, id) : planList(format);
  const call = callOf(passing);
  return { ...call, headers: { ...call.headers, ...(planned.ok && planned.value.headers) } };
}

/**
 * The caller's own request with the key of the plan.
 * @param {Passing} passing
 * @returns {(plan: SendPlan) => SendPlan}
 */
const dressedIn = (passing) => (planned) => {
  const call = callOf(passing);
  return { ...call, headers: { ...call.headers, ...planned.headers } };
};

/**
 * Stores the observation that a caller was shown.
 * @param {Edge} edge
 * @param {FormatId} format
 * @param {Reply} reply
 * @param {By} by
 */
async function seen(edge, format, { body }, by) {
  const list = readList(body, { format, sources: true });
  await edge.observe(usableIn(list.ok ? list.value.links : []), by);
}

/**
 * The response to a read: the provider's own if it is valid. Other responses to the operator's credential are not
 * passed on.
 * @param {Edge} edge
 * @param {Reply} reply
 * @param {{format: FormatId, id?: string | undefined}} checked
 */
function answered(edge, reply, { format, id }) {
  if (isRecognised(reply, format, id)) return replied(reply);
  if (isSuccess(reply)) return errorAnswer([failure("upstream_unreadable")], format);
  const busy = busyOf(format, reply, edge.now());
  if (busy) return silent(busy, format);
  return errorAnswer([failure("upstream_failed", { answer: String(reply.status) })], format);
}

/**
 * The response to a change: the provider's own, unless it is a success or a redirect without a link.
 * @param {Told} told
 * @param {FormatId} format
 */
function acted({ reply, understood: { outcome, retry }, issues }, format) {
  const isOwn = reply && (outcome === "done" || reply.status >= 400);
  return isOwn ? replied(reply) : errorAnswer(issues, format, waitOf(retry.afterMs));
}

/** A provider's own response. @param {Reply} reply */
const replied = ({ status, headers, body }) =>
  new Response(mayHaveBody(status) && body.length > 0 ? body : null, {
    status,
    headers: {
      "cache-control": "no-store",
      ...kept(headers, ["content-type", "retry-after", "allow"]),
    },
  });

/**
 * There was no response.
 * @param {{issues: readonly IssueLike[], pausedMs?: number | undefined}} sent
 * @param {FormatId} format
 */
const silent = ({ issues, pausedMs }, format) => errorAnswer(issues, format, waitOf(pausedMs));

/** @param {number | undefined} waitMs */
const waitOf = (waitMs) => (waitMs ? { headers: retryAfter(waitMs) } : {});

/**
 * @param {Headers} headers
 * @param {(string | undefined)[]} names
 * @returns {Record<string, string>}
 */
function kept(headers, names) {
  const found = names.flatMap((name) => {
    const value = name === undefined ? null : headers.get(name);
    return name === undefined || value === null ? [] : [[name, value]];
  });
  return Object.fromEntries(found);
}
