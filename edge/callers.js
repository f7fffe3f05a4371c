// Authentication and authorisation: access tokens with scopes, a provider's own credential on that provider's
// paths, and sessions of signed-in browsers.

/**
 * @import {FormatId} from "paylink"
 * @import {Context, MiddlewareHandler} from "hono"
 * @import {Sessions} from "./sessions.js"
 * @import {Upstream} from "./upstream.js"
 */

import { getCookie } from "hono/cookie";
import { timingSafeEqual } from "hono/utils/buffer";
import { failure, problem } from "./answers.js";
import { isBasic, passwordOf, presentedIn } from "./credentials.js";
import { described } from "./described.js";
import { sha256 } from "./digest.js";
import { isLoopback } from "./hosts.js";
import { navigates, signInPage } from "./sign-in-page.js";

/**
 * The scopes: read links, create them, close them, control the sandbox.
 * @typedef {"read" | "create" | "close" | "sandbox"} Scope
 */

/** @type {readonly Scope[]} */
export const SCOPES = ["read", "create", "close", "sandbox"];

/**
 * @typedef {object} Token
 * @property {string} name the holder's name; keys and journal belong to it, so a new token with the same
 *   name replaces the old one
 * @property {readonly Scope[]} scopes
 * @property {string} sha256 digest of the token, in hexadecimal
 */

/**
 * @typedef {object} Caller
 * @property {string} name
 * @property {readonly Scope[]} scopes
 * @property {FormatId} [at] the only provider whose paths it may use
 */

/**
 * @typedef {object} Identity
 * @property {Caller | undefined} caller
 * @property {boolean} presented whether the request has any credential. HTTP Basic counts only if it is known, because
 *   a browser may send it for a proxy in front of this server
 * @property {{id: string, until?: number} | undefined} session whose cookie the browser sends
 *   with requests of any page; `until`: its expiry
 */

/**
 * The variables of a request. `route`: the name for metrics, if it is not the path's. `hosts`: names of this server
 * beside the called one.
 * @typedef {{Variables: {identity: Identity, requestId: string, route: string | undefined,
 *   hosts: readonly string[]}}} Variables
 */

/** The session cookie. */
export const SESSION = "paylink_session";

/** The action of each scope, for the message of a refusal. @type {Record<Scope, string>} */
const MAY = {
  read: "read payment links",
  create: "create payment links",
  close: "close payment links",
  sandbox: "control the sandbox",
};

/**
 * @typedef {object} Known
 * @property {readonly Token[]} tokens
 * @property {readonly Upstream[]} upstreams
 * @property {Sessions} sessions
 * @property {readonly string[]} hosts names of this server beside the called one
 * @property {readonly string[]} origins other origins whose pages may call
 */

/**
 * Identifies the caller from the headers, and refuses nothing.
 * @param {Known} known
 * @returns {MiddlewareHandler<Variables>}
 */
export const identify = (known) => async (c, next) => {
  c.set("hosts", known.hosts);
  const secrets = shownSecrets(c, known.origins);
  const presented = secrets.some(({ basic }) => !basic);
  /** @type {Identity} */
  const identity = { caller: undefined, presented, session: undefined };
  for (const { secret, at } of secrets) identity.caller ??= await whose(known, secret, at);
  identity.presented ||= identity.caller !== undefined;
  const id = identity.presented ? undefined : getCookie(c, SESSION);
  if (id) {
    const found = await known.sessions.find(id);
    identity.presented = true;
    identity.session = { id, ...(found && { until: found.until }) };
    identity.caller = found?.token;
  }
  c.set("identity", identity);
  await next();
};

/**
 * Every credential in a header, once for each provider that has it there.
 * @param {Context} c
 * @param {readonly string[]} origins
 * @returns {{secret: string, at?: FormatId | undefined, basic?: boolean}[]}
 */
function shownSecrets(c, origins) {
  const token = presentedIn(BEARER, c.req.header(BEARER.header));
  /** @type {ReturnType<typeof shownSecrets>} */
  const shown = token === undefined ? [] : [{ secret: token }];
  for (const { id, credential: slot } of described.all()) {
    const secret = presentedIn(slot, c.req.header(slot.header));
    const basic = isBasic(slot);
    // Browsers send Basic, like a cookie, with requests of any page.
    const unasked = basic && isForeign(c) && !origins.includes(c.req.header("origin") ?? "");
    if (secret === undefined || unasked) continue;
    shown.push({ secret, at: id, basic });
    // A token of ours is the password, of any user.
    if (basic) shown.push({ secret: passwordOf(secret), basic });
  }
  return shown;
}

const BEARER = { header: "authorization", scheme: "Bearer" };

/**
 * Compares every token, by digests: the time depends neither on the length of a guess nor on how much of it is
 * right.
 * @param {Pick<Known, "tokens" | "upstreams">} known
 * @param {string} secret
 * @param {FormatId} [at]
 * @returns {Promise<Caller | undefined>}
 */
async function whose({ tokens, upstreams }, secret, at) {
  const digest = await sha256(secret);
  /** @type {Caller | undefined} */
  let found = await tokenBy(tokens, digest);
  for (const { format, provider } of upstreams) {
    if (format !== at || !provider.opens) continue;
    if (await timingSafeEqual(digest, await sha256(provider.credential))) {
      found ??= { name: `${format} account`, scopes: ACCOUNT_SCOPES, at: format };
    }
  }
  return found;
}

/** The scopes of the operator's own credential at a provider. @type {readonly Scope[]} */
const ACCOUNT_SCOPES = ["read", "create", "close"];

/** @param {readonly Token[]} tokens @param {string} digest @returns {Promise<Token | undefined>} */
async function tokenBy(tokens, digest) {
  /** @type {Token | undefined} */
  let found;
  for (const token of tokens) {
    if (await timingSafeEqual(digest, token.sha256)) found ??= token;
  }
  return found;
}

/**
 * The token with this text.
 * @param {readonly Token[]} tokens
 * @param {string} text
 */
export const tokenOfText = async (tokens, text) => tokenBy(tokens, await sha256(text));

/**
 * Admits callers with the scope; without a scope, every known caller.
 * @param {Scope} [scope]
 * @returns {MiddlewareHandler<Variables>}
 */
export const requires = (scope) => async (c, next) => {
  const identity = c.get("identity");
  const issue =
    refusal(identity, scope) ??
    (identity.session && !comesFromHere(c) ? failure("origin_refused") : undefined);
  if (!issue) return next();
  if (issue.code !== "origin_refused" && navigates(c)) return signInPage(c, { issue });
  return problem([issue], identity.caller ? {} : { headers: CHALLENGE });
};

const CHALLENGE = { "www-authenticate": 'Bearer realm="paylink"' };

/**
 * The reason for a refusal; `undefined` if the caller has the scope.
 * @param {Identity} identity
 * @param {Scope} [scope] default: any known caller
 * @param {FormatId} [at] the provider whose path it is; missing for the edge's own
 */
export function refusal({ caller, presented }, scope, at) {
  if (!caller || (caller.at !== undefined && caller.at !== at)) {
    return presented
      ? failure("credential_refused")
      : failure("credential_missing", { header: "authorization" });
  }
  return scope === undefined || caller.scopes.includes(scope)
    ? undefined
    : failure("scope_missing", { action: MAY[scope] });
}

/**
 * CSRF check: browsers send the cookie with requests of any page, so the request must come from a page of this
 * server. For a change one of the two headers is required, which every browser sends.
 * @param {Context} c
 */
export const comesFromHere = (c) =>
  !isForeign(c) && (isSafe(c) || ["origin", "sec-fetch-site"].some((name) => c.req.header(name)));

/** @param {Context} c */
const isSafe = (c) => ["GET", "HEAD"].includes(c.req.method);

/**
 * Whether the browser reports another site as the origin of the request. Both headers are checked. Links to pages
 * of this server are permitted from anywhere.
 * @param {Context} c
 */
export function isForeign(c) {
  const site = c.req.header("sec-fetch-site");
  const origin = c.req.header("origin");
  if (origin !== undefined && !isOwnOrigin(c, origin)) return true;
  if (site === undefined || site === "same-origin" || site === "none") return false;
  return !isSafe(c) || c.req.header("sec-fetch-mode") !== "navigate";
}

/**
 * Compares hosts only: a proxy may use https for this server.
 * @param {Context<Variables>} c
 * @param {string} origin
 */
function isOwnOrigin(c, origin) {
  const from = URL.parse(origin);
  if (!from) return false;
  if (from.host === new URL(c.req.url).host) return true;
  // Other servers on this machine are other origins with the same host name.
  return !isLoopback(from.hostname) && c.get("hosts").includes(from.hostname);
}

/**
 * @param {string} name
 * @param {string} token
 * @param {readonly Scope[]} [scopes]
 * @returns {Promise<Token>}
 */
export const tokenOf = async (name, token, scopes = SCOPES) => ({
  name,
  scopes,
  sha256: await sha256(token),
});
