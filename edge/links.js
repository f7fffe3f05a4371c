// One API over all providers: list, read with decisions, close. Errors are RFC 9457.

import { Hono } from "hono";
import { decideAll, idempotency, interpret, plan, read, readMany } from "paylink";
import { failure, json, problem } from "./answers.js";
import { once } from "./repeats.js";
import { fetchDocument, send, unreachable } from "./upstream.js";

const PROFILE = "ietf";

/** @param {import("./app.js").Edge} edge */
export function links(edge) {
  const app = new Hono();
  app.get("/", () => list(edge));
  app.get("/:format/:id", (c) => show(edge, c.req.param("format"), c.req.param("id")));
  app.post("/:format/:id/close", async (c) => {
    const url = new URL(c.req.url);
    const headers = Object.fromEntries(c.req.raw.headers);
    const claimed = idempotency.claim(PROFILE, {
      method: c.req.method,
      path: url.pathname + url.search,
      // A key belongs to its caller, however the caller proved who it is.
      headers: { ...headers, authorization: c.get("caller") },
      body: new Uint8Array(await c.req.arrayBuffer()),
    });
    if (!claimed.ok) return problem(claimed.issues);
    const claim = claimed.value;
    return once({ store: edge.store, profile: PROFILE, claim, now: edge.now, face: "problem" }, () =>
      close(edge, c.req.param("format"), c.req.param("id"), claim?.key),
    );
  });
  return app;
}

async function list(edge) {
  const unavailable = [];
  const pages = await Promise.all(
    Object.entries(edge.providers).map(async ([format, provider]) => {
      const found = await fetched(provider, format);
      const answer = found.issues ? found : readMany(found.body, { format });
      if (answer.issues) {
        unavailable.push({ format, problem: await problem(answer.issues).json() });
        return [];
      }
      return answer.value.links.map((link) => ({ format, ...link }));
    }),
  );
  return json({ links: pages.flat(), unavailable });
}

async function show(edge, format, id) {
  const found = await link(edge, format, id);
  if (!found.ok) return problem(found.issues);
  const clock = { now: edge.now(), skewMs: edge.skewMs };
  return json({
    link: found.value,
    notes: found.notes,
    decisions: decideAll(found.value, clock),
    document: found.document,
  });
}

/** Reads, decides, sends, understands the answer; tells each step that it does not get past. */
async function close(edge, format, id, key) {
  const found = await link(edge, format, id);
  if (!found.ok) return problem(found.issues);
  const planned = plan("close", found.value, {
    now: edge.now(),
    skewMs: edge.skewMs,
    idempotencyKey: key ?? idempotency.newKey(),
  });
  const { notes, value } = found;
  if (!planned.ok) {
    const decision = decideAll(value, { now: edge.now(), skewMs: edge.skewMs }).find(
      ({ action }) => action === "close",
    );
    if (decision?.verdict === "already_done") {
      return json({ outcome: "already_done", link: value, notes });
    }
    return problem(planned.issues, { extra: { decision, link: value } });
  }
  let response;
  try {
    response = await send(edge.providers[format], planned.value);
  } catch (error) {
    // The provider may have acted before it fell silent.
    return problem([unreachable(error)], { extra: { outcome: "unclear" } });
  }
  const understood = interpret(planned.value, {
    status: response.status,
    headers: response.headers,
    body: new Uint8Array(await response.arrayBuffer()),
  });
  if (understood.outcome === "done") {
    return json({ outcome: "done", link: understood.link, notes: [] });
  }
  const { outcome, retry, error } = understood;
  const after = retry.afterMs && { "retry-after": String(Math.ceil(retry.afterMs / 1000)) };
  return problem(understood.issues, { headers: after || {}, extra: { outcome, retry, error } });
}

/** One link, read; the issues say why not. */
async function link(edge, format, id) {
  const provider = Object.hasOwn(edge.providers, format) && edge.providers[format];
  if (!provider) return { ok: false, issues: [failure("link_not_found")] };
  const found = await fetched(provider, format, id);
  if (found.issues) return { ok: false, issues: found.issues };
  const answer = read(found.body, { format });
  if (!answer.ok) return answer;
  return { ...answer, document: JSON.parse(new TextDecoder().decode(found.body)) };
}

/** A provider's document, or the issues that stand in its way. */
async function fetched(provider, format, id) {
  const found = await fetchDocument(provider, format, id);
  if (found.issues || found.response.ok) return found;
  const { status } = found.response;
  if (status === 404 && id !== undefined) return { issues: [failure("link_not_found")] };
  return { issues: [failure("upstream_failed", { why: `it answered ${status}` })] };
}
