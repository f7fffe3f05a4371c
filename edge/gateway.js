// The providers' own APIs at their own paths: an existing client changes its base URL and nothing
// else. A call is checked, kept from running twice, guarded and passed on; the answer is the
// provider's own, or looks as the provider's would.

import { Hono } from "hono";
import { checkRequest, formats, plan, read } from "paylink";
import { errorAnswer, failure } from "./answers.js";
import { once } from "./repeats.js";
import { fetchDocument, send, unreachable } from "./upstream.js";

/** @param {import("./app.js").Edge} edge */
export function gateway(edge) {
  const app = new Hono();
  app.all("*", async (c) => {
    const url = new URL(c.req.url);
    const request = {
      method: c.req.method,
      path: url.pathname + url.search,
      headers: c.req.raw.headers,
      body: new Uint8Array(await c.req.arrayBuffer()),
    };
    const checked = checkRequest(request);
    if (!checked.ok) {
      const allow = checked.allow.length > 0 ? { allow: checked.allow.join(", ") } : {};
      return errorAnswer(checked.issues, checked.format ?? "problem", {
        status: checked.status,
        headers: allow,
      });
    }
    const { format, operation, idempotency: claim } = checked.value;
    const provider = edge.providers[format];
    if (!provider) return errorAnswer([failure("route_unknown")], format);
    const pass = () => passOn(provider, format, request);
    if (operation !== "close") return pass();
    return once({ store: edge.store, profile: format, claim, now: edge.now, face: format }, () =>
      guarded(edge, provider, checked.value, request, pass),
    );
  });
  return app;
}

/** Only what the state of the link does not forbid reaches the provider. */
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

/** The call as it came, to the same path. */
async function passOn(provider, format, request) {
  const described = formats().find(({ id }) => id === format);
  const kept = ["accept", "content-type", described?.idempotency?.header];
  const headers = {};
  for (const name of kept) {
    const value = name && request.headers.get(name);
    if (value) headers[name] = value;
  }
  const call = {
    method: request.method,
    path: request.path,
    headers: {},
    credential: described.credential,
  };
  let response;
  try {
    const authorisation = authorisationOf(format, request);
    response = await send(provider, call, { authorisation, headers, body: request.body });
  } catch (error) {
    return errorAnswer([unreachable(error)], format);
  }
  const passed = new Headers({ "cache-control": "no-store" });
  for (const name of ["content-type", "retry-after", "allow"]) {
    const value = response.headers.get(name);
    if (value) passed.set(name, value);
  }
  return new Response(await response.arrayBuffer(), { status: response.status, headers: passed });
}

/** The caller's own credential: on these paths the caller is the provider's customer. */
function authorisationOf(format, request) {
  const { header } = formats().find(({ id }) => id === format).credential;
  return request.headers.get(header);
}
