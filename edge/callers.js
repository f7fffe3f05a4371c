// Authentication and authorisation: access tokens with scopes, a provider's own credential on that provider's
// paths, and the sessions of signed-in browsers.

/**
 * @import {FormatId} from "paylink"
 * @import {Context, MiddlewareHandler} from "hono"
 * @import {Sessions} from "./sessions.js"
 * @import {Upstream} from "./upstream.js"
 */

import { getCookie } from "hono/cookie";
import { timingSafeEqual } from "hono/utils/buffer";
import { failure, problem } from "./answers.js";
import { described } from "./described.js";
import { sha256 } from "./digest.js";
import { isLoopback } from "./hosts.js";
import { navigates, signInPage } from "./sign-in-page.js";

/**
 * What a caller may do: read links, create them, close them, control the sandbox.
 * @typedef {"read" | "create" | "close" | "sandbox"} Scope
 */

/** @type {readonly Scope[]} */
export const SCOPES = ["read", "create", "close", "sandbox"];

/**
 * @typedef {object} Token
 * @property {string} name who it was given to; keys and journal are by it, so a new token of the same
 *   name takes the old one's place
 * @property {readonly Scope[]} scopes
 * @property {string} sha256 of the token itself, in hexadecimal: what is kept opens nothing
 */

/**
 * @typedef {object} Caller
 * @property {string} name
 * @property {readonly Scope[]} scopes
 * @property {FormatId} [at] the provider whose paths alone it may use
 */

/**
 * @typedef {object} Identity
 * @property {Caller | undefined} caller
 * @property {boolean} presented whether any credential was shown
 * @property {{id: string, until?: number} | undefined} session whose cookie the browser sends by itself,
 *   with every request that any page makes; `until`: when it ends, if it is one
 */

/**
 * What a request carries with it. `route`: under which name it is counted, where that is not its path's.
 * `hosts`: names of this server beside the one that was called.
 * @typedef {{Variables: {identity: Identity, requestId: string, route: string | undefined,
 *   hosts: readonly string[]}}} Variables
 */

/** The cookie of a signed-in browser. */
export const SESSION = "paylink_session";

/** What a caller may do, in the words of the refusal. @type {Record<Scope, string>} */
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
 * @property {readonly string[]} hosts names of this server beside the one that is called
 */

/**
 * Identifies the caller, and refuses nobody. Reads headers only.
 * @param {Known} known
 * @returns {MiddlewareHandler<Variables>}
 */
export const identify = (known) => async (c, next) => {
  const secrets = shownSecrets(c);
  /** @type {Identity} */
  const identity = { caller: undefined, presented: secrets.length > 0, session: undefined };
  for (const { secret, at } of secrets) identity.caller ??= await whose(known, secret, at);
  const id = secrets.length === 0 ? getCookie(c, SESSION) : undefined;
  if (id) {
    const found = await known.sessions.find(id);
    identity.presented = true;
    identity.session = { id, ...(found && { until: found.until }) };
    identity.caller = found?.token;
  }
  c.set("identity", identity);
  c.set("hosts", known.hosts);
  await next();
};

/**
 * Every credential in a header.
 * @param {Context} c
 * @returns {{secret: string, at?: FormatId | undefined}[]}
 */
function shownSecrets(c) {
  const authorization = c.req.header("authorization");
  const [, scheme = "", rest = ""] = authorization?.match(/^(\S+) +(\S+)$/) ?? [];
  const own = slots().flatMap(({ format, header, scheme: wanted }) => {
    const value = c.req.header(header);
    if (value === undefined) return [];
    if (wanted === undefined) return [{ secret: value, at: format }];
    const fits = header === "authorization" && scheme.toLowerCase() === wanted.toLowerCase();
    return fits ? [{ secret: rest, at: format }] : [];
  });
  return scheme.toLowerCase() === "bearer" ? [{ secret: rest }, ...own] : own;
}

/** @type {{format: FormatId, header: string, scheme?: string | undefined}[] | undefined} */
let known;

const slots = () => {
  known ??= described.all().map(({ id, credential }) => ({ format: id, ...credential }));
  return known;
};

/**
 * Every token is compared, whichever fits, and as a digest with a digest: however long a guess is and
 * however much of it is right, what is compared is as long and has nothing of it.
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

/** What the operator's own account at a provider may do there. @type {readonly Scope[]} */
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
 * Lets in callers that have the scope; without one, every caller that is known.
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
 * Why a caller may not do it; nothing if it may.
 * @param {Identity} identity
 * @param {Scope} [scope] default: nothing but being known
 * @param {FormatId} [at] the provider whose path it is; without one it is ours
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
 * A browser sends its cookie with every request that any page makes, so a page of this server has to have made
 * this one. What changes something has to say so: every browser sends one of the two headers then.
 * @param {Context} c
 */
export const comesFromHere = (c) =>
  !isForeign(c) && (isSafe(c) || ["origin", "sec-fetch-site"].some((name) => c.req.header(name)));

/** @param {Context} c */
const isSafe = (c) => ["GET", "HEAD"].includes(c.req.method);

/**
 * Whether a browser says that another site's page made the request. Both headers are judged. A link to a page
 * of this server may be followed from anywhere.
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
 * By the host alone: a proxy may speak https for this server.
 * @param {Context<Variables>} c
 * @param {string} origin
 */
function isOwnOrigin(c, origin) {
  const from = URL.parse(origin);
  if (!from) return false;
  if (from.host === new URL(c.req.url).host) return true;
  // Other servers of this machine are other sites, though they have its name.
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
