// The providers' own APIs at their own paths: an existing client changes its base URL and nothing
// else. A call is checked, kept from running twice, guarded and passed on; the answer is the
// provider's own, or looks as the provider's would.

/**
 * @import {Action, CheckedRequest, FormatId} from "paylink"
 * @import {Edge} from "./app.js"
 * @import {Inbound} from "./inbound.js"
 * @import {Provider} from "./upstream.js"
 */

import { Hono } from "hono";
import { checkRequest, plan, read } from "paylink";
import { errorAnswer, failure } from "./answers.js";
import { described } from "./described.js";
import { inbound } from "./inbound.js";
import { once } from "./repeats.js";
import { fetchDocument, send, unreachable } from "./upstream.js";

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
    const pass = () => passOn(provider, format, request);
    if (action === undefined) return pass();
    return once({ store: edge.store, profile: format, claim, now: edge.now, face: format }, () =>
      guarded(edge, provider, { ...checked.value, action }, request, pass),
    );
  });
  return app;
}

/**
 * Only what the state of the link does not forbid reaches the provider.
 * @param {Edge} edge
 * @param {Provider} provider
 * @param {CheckedRequest & {action: Action}} checked
 * @param {Inbound} request
 * @param {() => Promise<Response>} pass
 */
async function guarded(edge, provider, { format, action, id, idempotency }, request, pass) {
  const own = { authorisation: authorisationOf(format, request) };
  const found = await fetchDocument(provider, format, id, own);
  if (found.issues) return errorAnswer(found.issues, format);
  // Unknown link, refused credential: that is for the provider to say.
  if (!found.response.ok) return pass();
  const answer = read(found.body, { format });
  // A link that cannot be read cannot be judged either; the provider can.
  if (!answer.ok) return pass();
  const planned = plan(action, answer.value, {
    now: edge.now(),
    skewMs: edge.skewMs,
    idempotencyKey: idempotency?.key,
  });
  return planned.ok ? pass() : errorAnswer(planned.issues, format);
}

/**
 * The call as it came, to the same path.
 * @param {Provider} provider
 * @param {FormatId} format
 * @param {Inbound} request
 */
async function passOn(provider, format, { method, path, headers, body }) {
  const { credential, idempotency } = described(format);
  const passed = kept(headers, ["accept", "content-type", idempotency?.header]);
  const authorisation = authorisationOf(format, { headers });
  let response;
  try {
    const call = { method, path, headers: passed, credential };
    response = await send(provider, call, { authorisation, body });
  } catch (error) {
    return errorAnswer([unreachable(error)], format);
  }
  return new Response(await response.arrayBuffer(), {
    status: response.status,
    headers: {
      "cache-control": "no-store",
      ...kept(response.headers, ["content-type", "retry-after", "allow"]),
    },
  });
}

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
