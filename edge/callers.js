// Who calls: tokens of ours, with scopes; a provider's own credential, on that provider's paths; a
// browser that was signed in by the page it loaded from here, or that asked its user.

/**
 * @import {FormatId} from "paylink"
 * @import {Context, MiddlewareHandler} from "hono"
 * @import {Upstream} from "./upstream.js"
 */

import { getCookie, setCookie } from "hono/cookie";
import { timingSafeEqual } from "hono/utils/buffer";
import { failure, problem } from "./answers.js";
import { described } from "./described.js";
import { sha256 } from "./digest.js";

/** What a caller may do: look, make links, end them. @typedef {"read" | "create" | "close"} Scope */

/** @type {readonly Scope[]} */
export const SCOPES = ["read", "create", "close"];

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
 * @property {boolean} browser whether a browser shows it by itself, with whatever request a page makes
 */

/**
 * What a request carries with it; `route`: under which name it is counted, where that is not its path's.
 * @typedef {{Variables: {identity: Identity, requestId: string, route: string | undefined}}} Variables
 */

/** The cookie of a browser that was signed in. */
export const SESSION = "paylink_session";

/** What a caller may do, in the words of the refusal. @type {Record<Scope, string>} */
const MAY = {
  read: "read payment links",
  create: "create payment links",
  close: "close payment links",
};

/**
 * Finds out who calls, and refuses nobody.
 * @param {{tokens: readonly Token[], upstreams: readonly Upstream[]}} known
 * @returns {MiddlewareHandler<Variables>}
 */
export const identify = (known) => async (c, next) => {
  const shown = presented(c);
  let caller;
  for (const { secret, at } of shown.secrets) caller ??= await whose(known, secret, at);
  c.set("identity", { caller, presented: shown.secrets.length > 0, browser: shown.browser });
  await next();
};

/**
 * @param {Context} c
 * @returns {{secrets: {secret: string, at?: FormatId | undefined}[], browser: boolean}}
 */
function presented(c) {
  const authorization = c.req.header("authorization");
  const [, scheme = "", rest = ""] = authorization?.match(/^(\S+) +(\S+)$/) ?? [];
  const own = slots().flatMap(({ format, header, scheme: wanted }) => {
    const value = c.req.header(header);
    if (value === undefined) return [];
    if (wanted === undefined) return [{ secret: value, at: format }];
    const fits = header === "authorization" && scheme.toLowerCase() === wanted.toLowerCase();
    return fits ? [{ secret: rest, at: format }] : [];
  });
  const bearer = scheme.toLowerCase() === "bearer" ? [{ secret: rest }] : [];
  if (own.length + bearer.length > 0) return { secrets: [...bearer, ...own], browser: false };
  // The password is the token; the user name is nobody's business.
  if (scheme.toLowerCase() === "basic") {
    const password = decoded(rest)?.split(":").slice(1).join(":");
    return { secrets: password ? [{ secret: password }] : [], browser: true };
  }
  const cookie = getCookie(c, SESSION);
  return { secrets: cookie ? [{ secret: cookie }] : [], browser: true };
}

/** @type {{format: FormatId, header: string, scheme?: string | undefined}[] | undefined} */
let known;

const slots = () => {
  known ??= described.all().map(({ id, credential }) => ({ format: id, ...credential }));
  return known;
};

/** @param {string} base64 */
function decoded(base64) {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

/**
 * Every token is compared, whichever fits, and as a digest with a digest: however long a guess is and
 * however much of it is right, what is compared is as long and has nothing of it.
 * @param {{tokens: readonly Token[], upstreams: readonly Upstream[]}} known
 * @param {string} secret
 * @param {FormatId} [at]
 * @returns {Promise<Caller | undefined>}
 */
async function whose({ tokens, upstreams }, secret, at) {
  const digest = await sha256(secret);
  /** @type {Caller | undefined} */
  let found;
  for (const { name, scopes, sha256: wanted } of tokens) {
    if (await timingSafeEqual(digest, wanted)) found ??= { name, scopes };
  }
  for (const { format, provider } of upstreams) {
    if (format !== at || !provider.opens) continue;
    if (await timingSafeEqual(digest, await sha256(provider.credential))) {
      found ??= { name: `${format} account`, scopes: SCOPES, at: format };
    }
  }
  return found;
}

/**
 * Lets in who has the scope.
 * @param {Scope} scope
 * @returns {MiddlewareHandler<Variables>}
 */
export const requires = (scope) => async (c, next) => {
  const refused = refusal(c.get("identity"), scope);
  if (refused) return problem([refused], { headers: challenge(c, refused.code) });
  if (c.get("identity").browser && isForeign(c)) return problem([failure("origin_refused")]);
  return next();
};

/**
 * Why a caller may not do it; nothing if it may.
 * @param {Identity} identity
 * @param {Scope} scope
 * @param {FormatId} [at] the provider whose path it is; without one it is ours
 */
export function refusal({ caller, presented }, scope, at) {
  if (!caller || (caller.at !== undefined && caller.at !== at)) {
    return presented
      ? failure("credential_refused")
      : failure("credential_missing", { header: "authorization" });
  }
  return caller.scopes.includes(scope)
    ? undefined
    : failure("scope_missing", { action: MAY[scope] });
}

/**
 * A browser shows cookies and passwords with whatever request a page makes; only our own pages may
 * make one. A link to a page of ours may be followed from anywhere.
 * @param {Context} c
 */
function isForeign(c) {
  const site = c.req.header("sec-fetch-site");
  if (site === undefined || site === "same-origin" || site === "none") return false;
  return !(c.req.method === "GET" && c.req.header("sec-fetch-mode") === "navigate");
}

/**
 * A browser that opens a page asks its user for a name and the token; nobody else is asked.
 * @param {Context} c
 * @param {string} code
 * @returns {Record<string, string>}
 */
function challenge(c, code) {
  if (code === "scope_missing") return {};
  const navigates = c.req.header("sec-fetch-mode") === "navigate";
  const scheme = navigates ? 'Basic realm="paylink", charset="UTF-8"' : 'Bearer realm="paylink"';
  return { "www-authenticate": scheme };
}

/**
 * Signs in the browser that loads the page. Only for a server that nobody else can reach.
 * @param {string} token that of the owner
 * @returns {MiddlewareHandler<Variables>}
 */
export const signIn = (token) => async (c, next) => {
  setCookie(c, SESSION, token, { httpOnly: true, sameSite: "Strict", path: "/" });
  c.set("identity", {
    caller: { name: "owner", scopes: SCOPES },
    presented: true,
    browser: true,
  });
  await next();
};

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
