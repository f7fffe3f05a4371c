// The documented calls of the providers: refused by the core's rules, in the provider's format.

/**
 * @import {Action, CheckedRequest, FormatId, Listing} from "paylink"
 * @import {Inbound} from "../inbound.js"
 * @import {Repeat} from "../repeats.js"
 * @import {Call, Faults, How} from "./faults.js"
 * @import {Link} from "./shelf.js"
 * @import {World} from "./world.js"
 */

import { checkRequest, planClose } from "paylink";
import { errorAnswer, failure } from "../answers.js";
import { MAX_JOB_BYTES as MAX_REQUEST_BYTES, textOf } from "../body.js";
import { presentedIn } from "../credentials.js";
import { described } from "../described.js";
import { inbound } from "../inbound.js";
import { once } from "../repeats.js";
import { disturbed, sleep } from "./faults.js";
import { pageOf } from "./paging.js";

/** The default page size, if neither the caller nor the core gives one. */
const USUAL_PAGE = 25;

/**
 * @param {World} world
 * @param {Faults} faults
 * @param {Request} request
 * @returns {Promise<Response>}
 */
export async function answered(world, faults, request) {
  const seen = await inbound(request, MAX_REQUEST_BYTES);
  world.catchUp();
  const checked = checkRequest(seen);
  const format = checked.ok ? checked.value.format : checked.format;
  const problem = checked.ok
    ? undefined
    : errorAnswer(checked.issues, format ?? "problem", {
        status: checked.status,
        headers: checked.allow.length > 0 ? { allow: checked.allow.join(", ") } : {},
      });
  // An unknown path has no provider, so no fault applies.
  if (problem && format === null) return problem;
  if (format !== null && !world.providers[format]) {
    return errorAnswer([failure("format_not_configured", { format })], format);
  }
  /** @type {Call} */
  const call = checked.ok ? checked.value : { format: /** @type {FormatId} */ (format) };
  const { slow, other } = faults.meet(call);
  const wait = () => (slow ? sleep(slow.ms ?? 0, request.signal) : Promise.resolve());

  return disturbed(
    other,
    call,
    async (how = {}) => {
      if (!checked.ok) {
        await wait();
        return how.failed ?? /** @type {Response} */ (problem);
      }
      return performed(world, checked.value, { seen, url: request.url, wait, ...how });
    },
    { clock: world.clock, wait, another: (answer) => another(world, call, answer) },
  );
}

/**
 * @param {World} world
 * @param {CheckedRequest} call
 * @param {How & {seen: Inbound, url: string, wait: () => Promise<unknown>}} how
 */
async function performed(world, call, { seen, url, wait, stale = false, failed }) {
  const { format, operation, action, id, create, idempotency } = call;
  const { wire, keys } = world.providers[format];
  const { credential } = described(format);
  if (presentedIn(credential, seen.headers.get(credential.header)) !== wire.key) {
    await wait();
    return errorAnswer([failure("credential_refused")], format);
  }
  /** @param {() => Response} effect */
  const keyed = (effect) =>
    held(world, { store: keys, profile: format, claim: idempotency, face: format }, async () => {
      await wait();
      return failed ?? effect();
    });
  switch (operation) {
    case "create":
      return keyed(() =>
        shown(world, format, world.create(format, create, textOf(seen.body)), wire.made ?? 201),
      );
    case "close":
      return keyed(() => closed(world, format, id, action));
    case "read": {
      await wait();
      if (failed) return failed;
      world.catchUp();
      const link = asSeen(world.providers[format].links.get(id), stale);
      return link ? shown(world, format, link) : errorAnswer([failure("link_not_found")], format);
    }
    case "list":
      await wait();
      if (failed) return failed;
      world.catchUp();
      return listed(world, format, url, call.listing, stale);
  }
}

/**
 * Executes a call once for each key, which is locked meanwhile, however far the clock is moved.
 * @param {World} world
 * @param {Omit<Repeat, "now">} repeat
 * @param {() => Promise<Response>} effect
 */
async function held({ clock, running }, repeat, effect) {
  const slot = repeat.claim?.slot ?? "";
  const now = () => running.get(slot) ?? clock.now();
  const { replaysFailures } = described(/** @type {FormatId} */ (repeat.face)).idempotency ?? {};
  const keepsBelow = replaysFailures ? 501 : 500;
  let mine = false;
  try {
    return await once({ ...repeat, now, keepsBelow }, async () => {
      mine = slot !== "";
      if (mine) running.set(slot, clock.now());
      return effect();
    });
  } finally {
    if (mine) running.delete(slot);
  }
}

/**
 * A lagging copy does not have a link that was just created.
 * @param {Link | undefined} link
 * @param {boolean} stale
 */
const asSeen = (link, stale) => (stale && link?.was !== undefined ? link.was : link);

/**
 * @param {World} world
 * @param {FormatId} format
 * @param {string} id
 * @param {Action} action
 */
function closed(world, format, id, action) {
  world.catchUp();
  const { wire, links } = world.providers[format];
  const link = links.get(id);
  if (!link) return errorAnswer([failure("link_not_found")], format);
  const planned = planClose(action, wire.held(link), { now: world.clock.now() });
  if (!planned.ok) {
    return wire.refusedClose?.(link, planned.issues) ?? errorAnswer(planned.issues, format);
  }
  world.happen(format, link, action === "cancel" ? "cancelled" : "expired");
  return shown(world, format, link);
}

/**
 * @param {World} world
 * @param {FormatId} format
 * @param {string} url
 * @param {Listing} listing
 * @param {boolean} stale
 */
function listed(world, format, url, listing, stale) {
  const { wire, links } = world.providers[format];
  const { pages, usual = USUAL_PAGE, largest, parameters } = described(format).listing;
  const { cursor, order = "newest_first", reference } = listing;
  const wanted = {
    limit: Math.min(listing.limit ?? usual, largest),
    reference,
    newestFirst: order === "newest_first",
    from: instant(listing.createdFrom),
    to: instant(listing.createdTo),
  };
  const page = pageOf(pages, links, wanted, cursor);
  const { parameter = "cursor" } = parameters.find(({ member }) => member === "cursor") ?? {};
  if (!page) {
    const params = { parameter, expected: "a cursor of an earlier page", found: "another" };
    return errorAnswer([failure("parameter_malformed", params)], format);
  }
  const seen = page.links.map((link) => asSeen(link, stale)).filter((link) => link !== null);
  const next = page.next && nextOf(page.next, parameter, url);
  return documentAnswer(format, wire.list(seen, { hasMore: page.hasMore, ...(next && { next }) }));
}

/** @param {string | undefined} text */
const instant = (text) => (text === undefined ? undefined : Date.parse(text));

/**
 * The next page: its cursor, and the same URL with it.
 * @param {string} cursor
 * @param {string} parameter
 * @param {string} url
 */
function nextOf(cursor, parameter, url) {
  const next = new URL(url);
  next.searchParams.set(parameter, cursor);
  return { cursor, url: next.href };
}

/**
 * The response for another link.
 * @param {World} world
 * @param {Call} call
 * @param {Response} answer
 */
async function another(world, { format }, answer) {
  if (!answer.ok) return answer;
  const { wire, links } = world.providers[format];
  const text = await answer.text();
  const [one, two] = links.page({ limit: 2, newestFirst: false }).links;
  const other = text === JSON.stringify(wire.document(one)) ? two : one;
  return documentAnswer(format, wire.document(other), answer.status);
}

/** @param {World} world @param {FormatId} format @param {Link} link @param {number} [status] */
const shown = (world, format, link, status) =>
  documentAnswer(format, world.providers[format].wire.document(link), status);

/** @param {FormatId} format @param {object} body @param {number} [status] */
const documentAnswer = (format, body, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": described(format).mediaType },
  });
