// The control calls of the sandbox over HTTP, under `/sandbox`.

/**
 * @import {Answer} from "./problems.js"
 * @import {controlsOf} from "./controls.js"
 */

import { validate } from "paylink";
import { failure } from "../answers.js";
import { problemOf } from "./problems.js";

/** @typedef {ReturnType<typeof controlsOf>} Controls */

/** The largest body of a control call. */
const LARGEST_BYTES = 64 * 1024;

/**
 * @typedef {object} Route
 * @property {string} method
 * @property {string} path with names in braces
 * @property {string} does
 * @property {boolean} [reads] whether it has a body
 * @property {(controls: Controls, path: string[], body: unknown) => Answer | Promise<Answer>} run
 */

/** @type {Route[]} */
const ROUTES = [
  {
    method: "GET",
    path: "/sandbox",
    does: "what it is and how it stands",
    run: (controls) => described(controls.what()),
  },
  {
    method: "POST",
    path: "/sandbox/reset",
    does: "begins anew: links, clock, keys, faults, webhooks",
    run: (controls) => described(controls.reset()),
  },
  {
    method: "GET",
    path: "/sandbox/clock",
    does: "what time it is",
    run: (controls) => controls.clock(),
  },
  {
    method: "POST",
    path: "/sandbox/clock",
    does: "{advanceMs} or {at} pushes it, {frozen} stops it or lets it go; answers when all that was due has happened",
    reads: true,
    run: (controls, _, body) => controls.clock(body),
  },
  {
    method: "POST",
    path: "/sandbox/links/{format}/{id}/events",
    does: "{event}: opened, paid, lapsed, cancelled, expired; {network} of the payment, if the link has a choice",
    reads: true,
    run: (controls, [format, id], body) => controls.event(format, id, body),
  },
  {
    method: "GET",
    path: "/sandbox/children/{type}/{id}",
    does: "a child of a link, as its own read call has it",
    run: (controls, [type, id]) => controls.child(type, id),
  },
  {
    method: "POST",
    path: "/sandbox/children/{type}/{id}",
    does: "{status} moves it on; {statusContext} of a completed one, if its type has it",
    reads: true,
    run: (controls, [type, id], body) => controls.moveChild(type, id, body),
  },
  {
    method: "GET",
    path: "/sandbox/faults",
    does: "the faults in force",
    run: (controls) => controls.faults(),
  },
  {
    method: "POST",
    path: "/sandbox/faults",
    does: "{fault}, for which calls {format, operation, id}, how often {times}, how long {ms}",
    reads: true,
    run: (controls, _, body) => controls.addFault(body),
  },
  {
    method: "DELETE",
    path: "/sandbox/faults",
    does: "ends all faults",
    run: (controls) => controls.removeFault(),
  },
  {
    method: "DELETE",
    path: "/sandbox/faults/{number}",
    does: "ends one",
    run: (controls, [number]) => controls.removeFault(numberOf(number)),
  },
  {
    method: "GET",
    path: "/sandbox/webhooks",
    does: "who is told",
    run: (controls) => controls.webhooks(),
  },
  {
    method: "POST",
    path: "/sandbox/webhooks",
    does: "{format, url} is told from now on; the secret is shown once, or is {secret}",
    reads: true,
    run: (controls, _, body) => controls.addWebhook(body),
  },
  {
    method: "DELETE",
    path: "/sandbox/webhooks",
    does: "tells nobody any more",
    run: (controls) => controls.removeWebhook(),
  },
  {
    method: "DELETE",
    path: "/sandbox/webhooks/{id}",
    does: "tells one no more",
    run: (controls, [id]) => controls.removeWebhook(numberOf(id)),
  },
  {
    method: "GET",
    path: "/sandbox/deliveries",
    does: "every delivery with its attempts, and when the next is due",
    run: (controls) => controls.deliveries(),
  },
  {
    method: "POST",
    path: "/sandbox/deliveries/{id}/resend",
    does: "delivers once more, now: a duplicate, a late one, one out of order",
    run: (controls, [id]) => controls.resend(numberOf(id)),
  },
];

/** A text that is not a number gives NaN, which matches nothing. @param {string} text */
const numberOf = (text) => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : Number.NaN);

/** Adds the list of supported calls. @param {Answer} answer @returns {Answer} */
const described = (answer) =>
  answer.ok
    ? {
        ok: true,
        value: {
          ...answer.value,
          calls: ROUTES.map(({ method, path, does }) => ({ method, path, does })),
        },
      }
    : answer;

/** @param {string} path */
export const isOwn = (path) => path === "/sandbox" || path.startsWith("/sandbox/");

/**
 * @param {Controls} controls
 * @param {Request} request
 * @returns {Promise<Response>}
 */
export async function controlled(controls, request) {
  const path = new URL(request.url).pathname;
  const fitting = ROUTES.map((route) => ({ route, found: matched(route.path, path) })).filter(
    ({ found }) => found,
  );
  if (fitting.length === 0) return said(problemOf([failure("route_unknown")]));
  const called = fitting.find(({ route }) => route.method === request.method);
  if (!called?.found) {
    const allow = fitting.map(({ route }) => route.method).join(", ");
    const params = { expected: allow, found: `\`${request.method}\`` };
    return said(problemOf([failure("method_not_allowed", params)]), { allow });
  }
  const { route, found } = called;
  const body = await bodyOf(request, route.reads ?? false);
  return said(body.ok ? await route.run(controls, found, body.value) : body);
}

/**
 * The named parts of a path; `undefined` if it does not match the pattern.
 * @param {string} pattern
 * @param {string} path
 */
function matched(pattern, path) {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  if (wanted.length !== given.length) return undefined;
  /** @type {string[]} */
  const found = [];
  for (const [at, step] of wanted.entries()) {
    if (step.startsWith("{")) found.push(decoded(given[at]));
    else if (step !== given[at]) return undefined;
  }
  return found;
}

/** An invalid encoding matches nothing. @param {string} step */
function decoded(step) {
  try {
    return decodeURIComponent(step);
  } catch {
    return "";
  }
}

/**
 * Requires the media type of JSON: a page of another origin cannot send it without a preflight.
 * @param {Request} request
 * @param {boolean} wanted
 * @returns {Promise<Answer<unknown>>}
 */
async function bodyOf(request, wanted) {
  const text = await request.text();
  if (!wanted) {
    const empty = text === "" || text.trim() === "{}";
    return empty
      ? { ok: true, value: undefined }
      : problemOf([failure("body_unexpected", { expected: "no body" })]);
  }
  const type = request.headers.get("content-type");
  const expected = "`application/json`";
  if (type === null) return problemOf([failure("media_type_missing", { expected })]);
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    return problemOf([failure("media_type_unsupported", { expected, found: "another" })]);
  }
  if (text.length > LARGEST_BYTES) {
    return problemOf([failure("json_too_large", { limit: String(LARGEST_BYTES) })]);
  }
  const answer = validate("json", text);
  if (!answer.ok) return problemOf(answer.issues);
  return { ok: true, value: JSON.parse(text) };
}

/** @param {Answer} answer @param {Record<string, string>} [headers] */
function said(answer, headers = {}) {
  const [body, type, status] = answer.ok
    ? [answer.value, "application/json", 200]
    : [answer.problem, "application/problem+json", answer.problem.status];
  return new Response(`${JSON.stringify(body, null, 2)}\n`, {
    status,
    headers: { "content-type": type, "cache-control": "no-store", ...headers },
  });
}
