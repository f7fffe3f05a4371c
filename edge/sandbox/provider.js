// The documented calls of both providers: refused by the core's rules, in the provider's format.

/**
 * @import {Action, CheckedRequest, FormatId, ListingParts} from "paylink"
 * @import {Repeat} from "../repeats.js"
 * @import {Call, Faults} from "./faults.js"
 * @import {Link, Wanted} from "./shelf.js"
 * @import {World} from "./world.js"
 */

import { checkRequest, planClose } from "paylink";
import { errorAnswer, failure } from "../answers.js";
import { MAX_JOB_BYTES as MAX_REQUEST_BYTES } from "../body.js";
import { described } from "../described.js";
import { inbound } from "../inbound.js";
import { once } from "../repeats.js";
import { disturbed, sleep } from "./faults.js";
import { KEY } from "./shelf.js";

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
  /** @type {Call} */
  const call = checked.ok ? checked.value : { format: /** @type {FormatId} */ (format) };
  const { slow, other } = faults.meet(call);
  const wait = () => (slow ? sleep(slow.ms ?? 0, request.signal) : Promise.resolve());

  return disturbed(
    other,
    call,
    async ({ stale = false } = {}) => {
      if (!checked.ok) {
        await wait();
        return /** @type {Response} */ (problem);
      }
      return performed(world, checked.value, { request, wait, stale });
    },
    { clock: world.clock, wait, another: (answer) => another(world, call, answer) },
  );
}

/**
 * @param {World} world
 * @param {CheckedRequest} call
 * @param {{request: Request, wait: () => Promise<unknown>, stale: boolean}} how
 */
async function performed(world, call, { request, wait, stale }) {
  const { format, operation, action, id, create, idempotency } = call;
  const { wire, keys } = world.providers[format];
  const { header, scheme = "" } = described(format).credential;
  const sent = request.headers.get(header)?.slice(scheme.length).trim();
  if (sent !== wire.key) {
    await wait();
    return errorAnswer([failure("credential_refused")], format);
  }
  /** @param {() => Response} effect */
  const keyed = (effect) =>
    held(world, { store: keys, profile: format, claim: idempotency, face: format }, async () => {
      await wait();
      return effect();
    });
  switch (operation) {
    case "create":
      return keyed(() => shown(world, format, world.create(format, create), 201));
    case "close":
      return keyed(() => closed(world, format, id, action));
    case "read": {
      await wait();
      world.catchUp();
      const link = asSeen(world.providers[format].links.get(id), stale);
      return link ? shown(world, format, link) : errorAnswer([failure("link_not_found")], format);
    }
    case "list":
      await wait();
      world.catchUp();
      return listed(world, format, request, call.listing, stale);
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
  let mine = false;
  try {
    return await once({ ...repeat, now, keepsRefusals: true }, async () => {
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
  if (!planned.ok) return errorAnswer(planned.issues, format);
  world.happen(format, link, action === "cancel" ? "cancelled" : "expired");
  return shown(world, format, link);
}

/**
 * @param {World} world
 * @param {FormatId} format
 * @param {Request} request
 * @param {ListingParts} listing
 * @param {boolean} stale
 */
function listed(world, format, request, listing, stale) {
  const { wire, links } = world.providers[format];
  const { pages, usual = USUAL_PAGE, largest } = described(format).listing;
  const limit = Math.min(listing.limit ?? usual, largest);
  const { cursor, order = "newest_first", reference } = listing;
  /** @type {Wanted} */
  const wanted = {
    limit,
    reference,
    newestFirst: order === "newest_first",
    from: instant(listing.createdFrom),
    to: instant(listing.createdTo),
  };
  const page = pages === "by_number" ? Number(cursor ?? 1) : undefined;
  if (page !== undefined) wanted.skip = (page - 1) * limit;
  else if (cursor !== undefined && !KEY.test(cursor)) {
    const params = {
      parameter: "cursor",
      expected: "a cursor of an earlier page",
      found: "another",
    };
    return errorAnswer([failure("parameter_malformed", params)], format);
  } else wanted.after = cursor;

  const { links: found, more } = links.page(wanted);
  const last = found.at(-1);
  const next = more && last ? nextOf(links.keyOf(last), page, request.url) : undefined;
  const seen = found.map((link) => asSeen(link, stale)).filter((link) => link !== null);
  return documentAnswer(format, wire.list(seen, next));
}

/** @param {string | undefined} text */
const instant = (text) => (text === undefined ? undefined : Date.parse(text));

/**
 * The address of the next page: a key, or the same URL with another number.
 * @param {string} key
 * @param {number | undefined} page
 * @param {string} url
 */
function nextOf(key, page, url) {
  const next = new URL(url);
  next.searchParams.set("page", String((page ?? 0) + 1));
  return { cursor: key, url: next.href };
}

/**
 * The response for another link.
 * @param {World} world
 * @param {Call} call
 * @param {Response} answer
 */
async function another(world, { format }, answer) {
  if (!answer.ok) return answer;
  const { links } = world.providers[format];
  const { wire } = world.providers[format];
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
