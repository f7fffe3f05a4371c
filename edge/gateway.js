// The providers' own APIs at their own paths: an existing client changes its base URL and nothing
// else. A call is checked, kept from running twice, guarded and passed on; the answer is the
// provider's own, or looks as the provider's would.

/**
 * @import {Action, CheckedRequest, FormatId} from "paylink"
 * @import {Edge} from "./app.js"
 * @import {Inbound} from "./inbound.js"
 * @import {Attempt} from "./repeats.js"
 * @import {Provider, Reply} from "./upstream.js"
 */

import { Hono } from "hono";
import { checkRequest, decide, plan, read } from "paylink";
import { errorAnswer, failure } from "./answers.js";
import { described } from "./described.js";
import { inbound } from "./inbound.js";
import { once } from "./repeats.js";
import { fetchDocument, isSuccess, send, unreachable } from "./upstream.js";

/** @param {Edge} edge */
export function gateway(edge) {
  const app = new Hono();
  app.all("*", async (c) => {
    const request = await inbound(c.req.raw);
    const checked = checkRequest(request);
    if (!checked.ok) {
      return errorAnswer(checked.issues, checked.format ?? "problem", {
        status: checked.status,
        headers: checked.allow.length > 0 ? { allow: checked.allow.join(", ") } : {},
      });
    }
    const { format, action, idempotency: claim } = checked.value;
    const provider = edge.providers[format];
    if (!provider) return errorAnswer([failure("route_unknown")], format);
    const repeat = { store: edge.store, profile: format, claim, now: edge.now, face: format };
    return once(repeat, (attempt) => {
      const pass = () => passOn(provider, format, request, attempt);
      if (action === undefined) return pass();
      const call = { ...checked.value, action, request, recovering: attempt.recovering };
      return guarded(edge, provider, call, pass);
    });
  });
  return app;
}

/**
 * Only what the state of the link does not forbid reaches the provider.
 * @param {Edge} edge
 * @param {Provider} provider
 * @param {CheckedRequest & {action: Action, request: Inbound, recovering: boolean}} call
 * @param {() => Promise<Response>} pass
 */
async function guarded(edge, provider, call, pass) {
  const { format, action, id, idempotency, request, recovering } = call;
  const own = { authorisation: authorisationOf(format, request) };
  const found = await fetchDocument(provider, format, id, own);
  if (found.issues) return errorAnswer(found.issues, format);
  // Unknown link, refused credential: that is for the provider to say.
  if (!isSuccess(found)) return pass();
  const answer = read(found.body, { format });
  // A link that cannot be read cannot be judged either; the provider can.
  if (!answer.ok) return pass();
  const clock = { now: edge.now(), skewMs: edge.skewMs };
  // An earlier attempt did it, and nobody heard: its answer is the link as it is now.
  const done = recovering && decide(action, answer.value, clock).verdict === "already_done";
  if (done) return replied(found);
  const planned = plan(action, answer.value, { ...clock, idempotencyKey: idempotency?.key });
  return planned.ok ? pass() : errorAnswer(planned.issues, format);
}

/**
 * The call as it came, to the same path.
 * @param {Provider} provider
 * @param {FormatId} format
 * @param {Inbound} request
 * @param {Attempt} attempt
 */
async function passOn(provider, format, { method, path, headers, body }, attempt) {
  const { credential, idempotency } = described(format);
  const passed = kept(headers, ["accept", "content-type", idempotency?.header]);
  const authorisation = authorisationOf(format, { headers });
  const call = { method, path, headers: passed, credential };
  try {
    return replied(await attempt.send(() => send(provider, call, { authorisation, body })));
  } catch (error) {
    return errorAnswer([unreachable(error)], format);
  }
}

/** A provider's own answer. @param {Reply} reply */
const replied = ({ status, headers, body }) =>
  new Response(body.length > 0 ? body : null, {
    status,
    headers: {
      "cache-control": "no-store",
      ...kept(headers, ["content-type", "retry-after", "allow"]),
    },
  });

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

/**
 * The caller's own credential: on these paths the caller is the provider's customer.
 * @param {FormatId} format
 * @param {Pick<Inbound, "headers">} request
 */
const authorisationOf = (format, { headers }) =>
  headers.get(described(format).credential.header) ?? "";
