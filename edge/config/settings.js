// The table of settings: each name with its reader. Reading, the check for unknown names, and the test of the
// table in docs/running.md use it.

import { rangeOf } from "../addresses.js";
import { isLoopback } from "../hosts.js";

/** @typedef {Record<string, string | undefined>} Env */

/**
 * Reads the text of a setting. Mistakes go to `refuse`, without the text: it may be a misplaced secret.
 * @template T
 * @typedef {(text: string, refuse: (why: string) => void) => T} Reader
 */

/** Sixteen random characters cannot be guessed. */
export const SHORTEST_SECRET = 16;

/** @type {Reader<string>} */
const text = (given) => given;

/** @type {Reader<boolean>} */
const flag = (given, refuse) => {
  if (given !== "0" && given !== "1") refuse("expected 0 or 1");
  return given === "1";
};

/** @param {number} least @param {number} most @returns {Reader<number>} */
const whole = (least, most) => (given, refuse) => {
  const value = /^\d{1,10}$/.test(given) ? Number(given) : Number.NaN;
  if (!(value >= least && value <= most)) {
    refuse(`expected a whole number from ${least} to ${most}`);
  }
  return value;
};

/** @param {string} given @param {(why: string) => void} refuse */
export function refuseBlanks(given, refuse) {
  if (given === given.trim()) return false;
  refuse("begins or ends with white space: remove it");
  return true;
}

/** @type {Reader<string>} */
const token = (given, refuse) => {
  if (!refuseBlanks(given, refuse) && given.length < SHORTEST_SECRET) {
    refuse(`expected at least ${SHORTEST_SECRET} characters`);
  }
  return given;
};

/** @type {Reader<unknown[]>} */
const jsonArray = (given, refuse) => {
  try {
    const value = JSON.parse(given);
    if (Array.isArray(value)) return value;
  } catch {
    // Reported below.
  }
  refuse("expected a JSON array");
  return [];
};

/**
 * @template T
 * @param {(part: string) => T | undefined} read
 * @param {string} expected
 * @returns {Reader<T[]>}
 */
const listOf = (read, expected) => (given, refuse) =>
  given
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean)
    .flatMap((part, at) => {
      const value = read(part);
      if (value !== undefined) return [value];
      // A URL may contain a password.
      const shown = part.includes("@") ? `number ${at + 1}` : `\`${part.slice(0, 80)}\``;
      refuse(`${shown} is not ${expected}`);
      return [];
    });

/** @param {string} part */
const originOf = (part) =>
  /^https?:/.test(part) && URL.parse(part)?.origin === part ? part : undefined;

/** @param {string} part */
function hostnameOf(part) {
  const name = part.toLowerCase();
  return URL.parse(`http://${name}`)?.host === name && !/:\d+$/.test(name) ? name : undefined;
}

/** @type {Reader<string>} */
const baseUrl = (given, refuse) => {
  const url = URL.parse(given);
  if (!url) refuse("expected a URL");
  else if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    refuse("expected https, because a credential is sent there (http on this machine only)");
  } else if (url.username || url.password || url.search || url.hash) {
    refuse("expected a base, without user name, password, query and fragment");
  }
  return given;
};

/** @type {Reader<string>} */
const credential = (given, refuse) => {
  if (!refuseBlanks(given, refuse) && !/^[\x21-\x7e]+$/.test(given)) {
    refuse("expected visible ASCII characters");
  }
  return given;
};

/** @type {Reader<string[]>} */
const secrets = (given, refuse) => {
  refuseBlanks(given, refuse);
  return given.split(/\s+/).filter(Boolean);
};

/**
 * The reader of a setting: `all` hosts, the Node server, the sandbox's own server (`edge/sandbox/node.js`), or the
 * tools that `make` starts.
 * @typedef {"all" | "node" | "sandbox" | "tools"} On
 */

/** @template T @param {On} on @param {Reader<T>} read */
const setting = (on, read) => ({ on, read });

export const SETTINGS = {
  PAYLINK_SANDBOX: setting("all", flag),
  PAYLINK_TOKENS: setting("all", jsonArray),
  PAYLINK_TOKEN: setting("all", token),
  PAYLINK_ORIGINS: setting("all", listOf(originOf, "an origin such as https://shop.example.com")),
  PAYLINK_PER_MINUTE: setting("all", whole(1, 1_000_000_000)),
  PAYLINK_SKEW_MS: setting("all", whole(0, 1_000_000_000)),
  PAYLINK_DB: setting("node", text),
  HOST: setting("node", text),
  PORT: setting("node", whole(0, 65_535)),
  PAYLINK_HOSTS: setting(
    "node",
    listOf(hostnameOf, "a host name such as pay.example.com, without scheme and port"),
  ),
  PAYLINK_TRUSTED_PROXIES: setting(
    "node",
    listOf(rangeOf, "an IP address or a range such as 10.0.0.0/8"),
  ),
  PAYLINK_CONNECTIONS: setting("node", whole(1, 1_000_000)),
  PAYLINK_DRAIN_MS: setting("node", whole(0, 3_600_000)),
  PAYLINK_LOG: setting("node", flag),
  PAYLINK_SANDBOX_LINKS: setting("sandbox", text),
  PAYLINK_SANDBOX_SEED: setting("sandbox", text),
  PAYLINK_SANDBOX_NOW: setting("sandbox", text),
  PAYLINK_TOOLS: setting("tools", text),
};

/** The settings of one provider; each name begins with `PAYLINK_<FORMAT>_`. */
export const PROVIDER_SETTINGS = {
  URL: setting("all", baseUrl),
  KEY: setting("all", credential),
  OPEN: setting("all", flag),
  WEBHOOK_SECRET: setting("all", secrets),
};

/**
 * The values of the settings; an empty text counts as not set.
 * @template {Record<string, {on: On, read: Reader<any>}>} Table
 * @typedef {{[N in keyof Table]?: ReturnType<Table[N]["read"]>}} Values
 */

/**
 * @template {Record<string, {on: On, read: Reader<any>}>} Table
 * @param {Env} env
 * @param {Table} table
 * @param {{host: On, prefix?: string}} of
 * @param {string[]} wrong
 * @returns {Values<Table>}
 */
export function valuesOf(env, table, { host, prefix = "" }, wrong) {
  const read = Object.entries(table).flatMap(([suffix, { on, read }]) => {
    const name = prefix + suffix;
    const given = env[name];
    if (!given || (on !== "all" && on !== host)) return [];
    return [[suffix, read(given, (why) => wrong.push(`${name}: ${why}`))]];
  });
  return /** @type {Values<Table>} */ (Object.fromEntries(read));
}

/** @param {string} format */
export const prefixOf = (format) => `PAYLINK_${format.toUpperCase().replace(/[^A-Z0-9]/g, "_")}_`;

/**
 * Unknown names, and names that this host does not read: without this check a misspelt setting would be ignored.
 * @param {Env} env
 * @param {readonly string[]} formats
 * @param {On} host
 * @param {string[]} wrong
 */
export function refuseUnknown(env, formats, host, wrong) {
  const ours = Object.entries(SETTINGS).map(([name, { on }]) => ({ name, on }));
  const theirs = formats.flatMap((format) =>
    Object.entries(PROVIDER_SETTINGS).map(([suffix, { on }]) => ({
      name: prefixOf(format) + suffix,
      on,
    })),
  );
  const known = [...ours, ...theirs];
  for (const name of Object.keys(env)) {
    if (!/^paylink_/i.test(name)) continue;
    const found = known.find((each) => each.name === name);
    if (found?.on === "node" && host !== "node") {
      wrong.push(`${name} is a setting of the Node server only: remove it`);
    }
    if (found) continue;
    const nearest = nearestOf(
      name,
      known.map((each) => each.name),
    );
    const hint = nearest ? `did you mean ${nearest}?` : "docs/running.md lists the settings";
    wrong.push(`${name} is not a setting: ${hint}`);
  }
}

/** The most edits between a misspelt name and its suggestion. */
const MOST_EDITS = 3;

/** @param {string} name @param {readonly string[]} known */
function nearestOf(name, known) {
  const [best] = known
    .map((each) => ({ each, edits: editsBetween(name.toUpperCase(), each) }))
    .sort((a, b) => a.edits - b.edits);
  return best && best.edits <= MOST_EDITS ? best.each : undefined;
}

/** The Levenshtein distance. @param {string} a @param {string} b */
function editsBetween(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, char] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const [left = 0, up = 0, across = 0] = [next[j], row[j + 1], row[j]];
      next.push(Math.min(left + 1, up + 1, across + (char === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
