// The list over all providers: one page of each at a time, or the stored links.

/**
 * @import {FormatId, IssueLike, Listing, UsableLink} from "paylink"
 * @import {Edge} from "./app.js"
 * @import {By} from "./closing.js"
 * @import {Query} from "./query.js"
 * @import {Upstream} from "./upstream.js"
 */

import { codes, decide, readList, validate } from "paylink";
import { failure, json, problem } from "./answers.js";
import { attentionIn } from "./changes.js";
import { described } from "./described.js";
import { matching, oneOf, queryOf, someOf, whole } from "./query.js";
import { failedRead, isSuccess } from "./upstream.js";
import { linkOf, usableIn } from "./usable.js";

/** The default number of links of each provider on a page. */
const PAGE = 50;

/**
 * Where a provider numbers its pages, a new link shifts the last one of a page to the next. With the oldest first
 * it is appended instead: a caller that follows the list to its end gets every link once.
 */
const ORDER = "oldest_first";

const parameters = () => ({
  format: oneOf(described.all().map(({ id }) => id)),
  status: someOf(codes().status),
  can: oneOf(codes().action),
  reference: matching(/^.{1,200}$/su, "1 to 200 characters"),
  createdFrom: instant,
  createdTo: instant,
  order: oneOf(codes().listOrder),
  source: oneOf(/** @type {const} */ (["providers", "kept"])),
  limit: whole(1, 100),
  cursor: matching(/^[\w-]{1,4000}$/, "a cursor as it was given out"),
});

/** @type {import("./query.js").Parameter<string>} */
const instant = (text) => {
  const answer = validate("instant", text);
  return answer.ok ? { value: answer.value } : { expected: "an RFC 3339 instant" };
};

/** @param {FormatId} format */
const notConfigured = (format) => failure("format_not_configured", { format });

/** @typedef {Query<ReturnType<typeof parameters>>} Wanted */

/**
 * The position in a provider's list: its own cursor (`null` for the first page), and the core's `walk`, which ends
 * a list that repeats itself.
 * @typedef {{cursor: string | null, walk?: string | undefined}} Place
 */

/** Providers without further pages are missing. @typedef {{[F in FormatId]?: Place}} Cursors */

/** @param {Edge} edge @param {string} url @param {By} by @returns {Promise<Response>} */
export async function list(edge, url, by) {
  const query = queryOf(url, parameters());
  if (!query.ok) return problem(query.issues);
  const wanted = query.value;
  const { cursor, format, source = "providers" } = wanted;
  if (format !== undefined && !edge.upstreams.has(format)) return problem([notConfigured(format)]);
  const from = cursor === undefined ? undefined : parsed(cursor);
  if (from === null || (from && (typeof from === "string") !== (source === "kept"))) {
    const params = {
      parameter: "cursor",
      expected: "a cursor of this list",
      found: "another text",
    };
    return problem([failure("parameter_malformed", params)]);
  }
  return source === "kept"
    ? listKept(edge, wanted, /** @type {string | undefined} */ (from))
    : listProviders(edge, wanted, /** @type {Cursors | undefined} */ (from), by);
}

/**
 * @param {Edge} edge
 * @param {Wanted} wanted
 * @param {Cursors | undefined} from
 * @param {By} by
 */
async function listProviders(edge, wanted, from, by) {
  const asked = [...edge.upstreams.values()].filter(
    ({ format }) =>
      (wanted.format ?? format) === format && (from === undefined || Object.hasOwn(from, format)),
  );
  const pages = await Promise.all(
    asked.map((upstream) => page(edge, upstream, wanted, by, from?.[upstream.format])),
  );
  /** @type {Cursors} */
  const next = {};
  for (const { format, place } of pages) if (place) next[format] = place;
  const notes = pages.flatMap(({ format, notes }) => (notes.length > 0 ? [{ format, notes }] : []));
  return json({
    links: pages.flatMap(({ links }) => links),
    unavailable: pages.flatMap(({ unavailable }) => unavailable),
    ...(notes.length > 0 && { notes }),
    ...playedOf(edge, wanted),
    ...(Object.keys(next).length > 0 && { next: encoded(next) }),
  });
}

/**
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {Wanted} wanted
 * @param {By} by
 * @param {Place} [from]
 */
async function page(edge, upstream, wanted, by, from = { cursor: null }) {
  const { format } = upstream;
  const { cursor, walk } = from;
  /** @type {Listing} */
  const listing = { limit: wanted.limit ?? PAGE, ...(cursor && { cursor }) };
  const asked = { ...listing, ...offered(format, wanted) };
  const sent = await upstream.readList(asked);
  const answer = sent.reply
    ? isSuccess(sent.reply)
      ? readList(sent.reply.body, { format, listing: asked, walk, sources: true })
      : refused([failedRead(format, sent.reply, edge.now())])
    : refused(sent.issues);
  if (!answer.ok) {
    const unread = sent.reply && isSuccess(sent.reply) ? [failure("upstream_unreadable")] : [];
    const unavailable = [{ format, problem: await problem([...unread, ...answer.issues]).json() }];
    // It continues at the same position when the provider works again.
    return { format, links: [], unavailable, notes: [], place: from };
  }
  const { links, nextCursor, walk: next } = answer.value;
  const usable = usableIn(links);
  const observed = await edge.observe(usable, by);
  const look = new Map(usable.map(({ link }, at) => [link, observed[at]?.attention]));
  // A link without a status may be any.
  const fitting = links.filter((answer) => {
    const link = linkOf(answer);
    return !link || fits(edge, link, wanted);
  });
  const listed = fitting.map(({ source, ...answer }) => {
    const link = linkOf(answer);
    return { format, ...answer, ...attentionIn((link && look.get(link)) ?? []) };
  });
  /** @type {Place | undefined} */
  const place = nextCursor ? { cursor: nextCursor, walk: next } : undefined;
  return { format, links: listed, unavailable: [], notes: answer.notes, place };
}

/**
 * The providers that the sandbox simulates: their links are test data.
 * @param {Edge} edge
 * @param {Wanted} wanted
 */
function playedOf(edge, { format: only }) {
  const played = [...edge.upstreams.values()]
    .filter(({ format, provider }) => (only ?? format) === format && provider.played)
    .map(({ format }) => format);
  return played.length > 0 && { played };
}

/** @param {readonly IssueLike[]} issues */
const refused = (issues) => ({ ok: /** @type {const} */ (false), issues });

/**
 * The filters of a provider's own list; the others are applied here.
 * @param {FormatId} format
 * @param {Wanted} wanted
 * @returns {Listing}
 */
function offered(format, { reference, createdFrom, createdTo, order = ORDER }) {
  const can = new Set(described(format).listing.parameters.map(({ member }) => member));
  return {
    ...(reference !== undefined && can.has("reference") && { reference }),
    ...(createdFrom !== undefined && can.has("createdFrom") && { createdFrom }),
    ...(createdTo !== undefined && can.has("createdTo") && { createdTo }),
    ...(can.has("order") && { order }),
  };
}

/**
 * @param {Edge} edge
 * @param {Wanted} wanted
 * @param {string | undefined} after
 */
async function listKept(edge, wanted, after) {
  const { format, limit = PAGE } = wanted;
  const { snapshots, next } = await edge.seen.list({ format, after, limit });
  const links = snapshots.filter(({ link }) => fits(edge, link, wanted));
  return json({
    links: links.map(({ link, seenAt, origin, attention = [] }) => ({
      format: link.format,
      ok: true,
      value: link,
      notes: [],
      ...attentionIn(attention),
      seenAt,
      origin,
    })),
    unavailable: [],
    ...playedOf(edge, wanted),
    ...(next !== undefined && { next: encoded(next) }),
  });
}

/** @param {Edge} edge @param {UsableLink} link @param {Wanted} wanted */
function fits(edge, link, { status, can, reference, createdFrom, createdTo }) {
  const made = Date.parse(link.createdAt ?? "");
  return (
    (status === undefined || status.includes(link.status)) &&
    (reference === undefined || link.reference === reference) &&
    // A link that does not say when it was created may be any.
    (createdFrom === undefined || !(made < Date.parse(createdFrom))) &&
    (createdTo === undefined || !(made > Date.parse(createdTo))) &&
    (can === undefined || decide(can, link, edge.clock()).canTry)
  );
}

/** @param {string | Cursors} cursor */
const encoded = (cursor) => {
  const bytes = new TextEncoder().encode(JSON.stringify(cursor));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
};

/** @param {any} place */
const isPlace = (place) =>
  (place?.cursor === null || typeof place?.cursor === "string") &&
  (place.walk === undefined || typeof place.walk === "string");

/** @param {string} cursor @returns {string | Cursors | null} */
function parsed(cursor) {
  try {
    const text = atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
    const value = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof value === "string") return value;
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
    return Object.values(value).every(isPlace) ? value : null;
  } catch {
    return null;
  }
}
