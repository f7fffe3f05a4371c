// The providers, as they may be at their worst: they do what they are told, once for each time that they
// are told, and say so late, wrongly or not at all. What really happened stands in a ledger of theirs.

/**
 * @import {Owner, World} from "./world.js"
 * @import {Kept} from "./documents.js"
 */

import { readCreateRequest } from "paylink";
import { described } from "../../../edge/described.js";
import { each, PROVIDERS } from "../../providers/index.js";
import { nameIn, wishOf } from "./clients.js";
import { documentOf, KINDS, listOf, newsOf, refusalOf, WORDS } from "./documents.js";
import { BEGINNING } from "./host.js";
import { ENDED, far } from "./lifecycle.js";

/** Five minutes, less what the clocks of two edges may differ by, and the way of an answer. */
const FORGOTTEN_MS = 5 * 60_000 - 15_000;

/** The credential of the account at each. */
export const KEYS = await each((format) => `the-account-at:${format}-7c1e93ab`);

/** A path: of all links, of one, or of its close. */
const PATHS = await each((format) => {
  const { all, close } = PROVIDERS[format];
  const [, closes] = close("id").split(`${all}/id`);
  return new RegExp(`^${all}(?:/([^/?]+))?(${closes})?(?:\\?|$)`);
});

/** The status of a reference that is taken. */
const TAKEN = 422;

/**
 * @param {World} world
 * @param {import("./weather.js").Weather} weather
 * @param {{acted: (effect: object) => void, news: (format: string, body: object, event: string) => void}} told
 */
export function providerOf(world, weather, told) {
  /** @type {Map<string, Kept & {before?: Kept}>} */
  const links = new Map();
  /** By provider and idempotency key. @type {Map<string, {print: string, answer?: object}>} */
  const begun = new Map();
  /** How often somebody asked for it: by the id of what is closed, by the reference or the amount of what is made. */
  const sought = new Map();
  /** What was accepted and is not done yet, and since when its caller knows. @type {Map<string, number>} */
  const accepted = new Map();
  /** Until when nothing is sent again, by what was accepted. @type {Map<string, number>} */
  const held = new Map();
  const it = { name: "provider" };
  const now = () => BEGINNING + world.time;
  let made = 0;
  let calls = 0;
  let events = 0;

  /** Wishes whose failure is kept under their key. @type {Set<string>} */
  const spoilt = new Set();

  /** @param {string} format @param {object} [more] */
  function add(format, more = {}) {
    const id = `${format}-${++made}`;
    const link = {
      id,
      format,
      status: WORDS[format].open,
      madeAt: now(),
      changedAt: now(),
      // Of what is there from the beginning, some has a name by which a delivery finds it.
      ...(KINDS[format].named && made % 3 > 0 && { reference: `named-${made}` }),
      ...more,
    };
    links.set(id, link);
    return link;
  }

  /** @param {Kept} link @param {string} status @param {Kept["child"]} [child] */
  function change(link, status, child = link.child) {
    link.before = { ...link, before: undefined };
    link.status = status;
    if (far(status) === ENDED) accepted.delete(link.id);
    if (child) link.child = child;
    link.changedAt = now();
    const event = `event-${++events}`;
    const body = weather.webhooks.told ? newsOf(link, event, now()) : undefined;
    if (body) told.news(link.format, body, event);
  }

  /** Somebody pays, in as many steps as there are. @param {Kept} link */
  function pay(link) {
    const words = WORDS[link.format];
    if (words.begun !== words.open && link.status === words.open) {
      const { hasChildren } = KINDS[link.format];
      const child = { id: `invoice-of-${link.id}`, status: "pending" };
      change(link, words.begun, hasChildren ? child : undefined);
      world.after(it, world.between(500, 20_000), () => pay(link));
    } else if (link.status === words.open || link.status === words.begun) {
      change(link, words.paid, link.child && { ...link.child, status: "completed" });
      takesBack(link);
    } else if (link.child?.status === "pending") {
      // The link has ended, and its payer pays all the same.
      change(link, link.status, { ...link.child, status: "completed" });
      takesBack(link);
      world.count("event: late payment");
    } else return;
    world.tell(() => `${link.id} is ${link.status}: somebody pays`);
    world.count("event: payment");
  }

  /** A payment that had ended is said to have ended otherwise. @param {Kept} link */
  function takesBack(link) {
    if (!link.child || !world.chance(weather.reverses)) return;
    world.after(it, world.between(500, 30_000), () => {
      change(link, link.status, link.child && { ...link.child, status: "rejected" });
      world.count("event: payment taken back");
    });
  }

  /** @param {string} format @param {string | null} reference */
  const named = (format, reference) =>
    [...links.values()].filter((link) => link.format === format && link.reference === reference);

  /** What is done, now. @returns {{status: number, body: object, link?: Kept}} */
  function act({ format, id, operation, body, by, letGo }) {
    const words = WORDS[format];
    if (operation === "create") {
      const asked = readCreateRequest(body, { format }).value;
      const reference = asked.orderId ?? asked.reference;
      if (weather.unique && KINDS[format].named && reference !== undefined) {
        const [taken] = named(format, reference);
        if (taken) {
          world.count("refused: the reference is taken");
          return { ...refusalOf(format, "reference_held", { status: TAKEN }), link: taken };
        }
      }
      const link = add(format, { reference, ...(asked.amount && { amount: asked.amount.value }) });
      told.acted({ operation, format, link, reference, by });
      return { status: PROVIDERS[format].made, body: documentOf(link), link };
    }
    const link = links.get(id);
    if (!link) return refusalOf(format, "link_not_found");
    const again = link.status === words.closed;
    const isBegun = link.status === words.begun && words.begun !== words.open;
    const isRefused =
      link.status === words.paid ||
      (again && !weather.strict) ||
      (isBegun && !KINDS[format].closesBegun);
    if (isRefused) {
      const { status } = described(format).statuses.find(({ word }) => word === link.status);
      const params = { status, found: `\`${link.status}\``, why: `the link is ${link.status}` };
      return { ...refusalOf(format, "transition_refused", { params }), link };
    }
    if (!again) change(link, words.closed);
    told.acted({ operation, format, link, by, letGo });
    return { status: 200, body: documentOf(link), link };
  }

  /** @returns {{status: number, body: object}} */
  function show({ format, id, query }) {
    if (id === undefined) {
      const among = named(format, query.get(KINDS[format].named));
      const shown = among.filter((link) => now() - link.madeAt >= weather.listsLagMs);
      if (shown.length < among.length) world.count("fault: upstream list lags");
      return { status: 200, body: listOf(format, shown) };
    }
    const link = links.get(id);
    const hidden = !KINDS[format].documentsReading && !weather.showsConnect;
    if (!link || hidden) return refusalOf(format, "link_not_found");
    return { status: 200, body: documentOf(link), link };
  }

  const wild = (/** @type {number} */ odds) => world.time < weather.clearsAt && world.chance(odds);

  const slow = () => world.between(1, world.time < weather.clearsAt ? weather.network.slowMs : 20);

  /** What goes wrong with one call, if anything. @param {string} operation */
  function fault(operation) {
    if (operation !== "read" && wild(weather.accepts)) {
      world.count("fault: upstream accepts");
      return "accepts";
    }
    for (const kind of Object.keys(weather.upstream)) {
      const reading = kind === "lags" || kind === "missing";
      if (reading && (operation !== "read" || weather.strict)) continue;
      if (kind === "saysOpen" && operation !== "close") continue;
      // Who makes a link and shows another cannot be believed by anybody.
      if (kind === "otherLink" && operation === "create") continue;
      if (!wild(weather.upstream[kind])) continue;
      world.count(`fault: upstream ${kind}`);
      return kind;
    }
    return "none";
  }

  /**
   * @param {string} format
   * @param {Owner} edge who calls
   * @param {() => void} dies
   */
  const fetchFor = (format, edge, dies) => async (/** @type {Request} */ request) => {
    const { pathname, search, searchParams: query } = new URL(request.url);
    const [, id, closes] = PATHS[format].exec(pathname + search) ?? [];
    const acts = request.method === "POST";
    const operation = acts ? (closes ? "close" : "create") : "read";
    const body = acts && !closes ? await request.text() : "";
    const { keyHeader = "", replaysFailures } = KINDS[format];
    const key = acts && keyHeader ? request.headers.get(keyHeader) : null;
    const slot = `${format} ${key}`;
    const by = `call-${++calls}`;
    const kind = fault(operation);
    // Its caller is let go, and may come again with the same key, while it is still at work.
    const early = kind === "errorEarly" || kind === "resetEarly";
    const letGo = early && /^[0-9a-f]{64}$/.test(key ?? "");
    const call = { format, id, operation, body, by, query, letGo };
    const wish = acts ? (id ?? nameIn(body)) : "";
    if (acts && kind !== "refused") sought.set(wish, (sought.get(wish) ?? 0) + 1);
    if (acts && accepted.has(wish)) {
      const since = Math.round(world.time - (accepted.get(wish) ?? 0));
      world.forbid("nothing is sent again for what was accepted", `${wish}, ${since} ms after it`);
    }
    const print = `${request.method} ${pathname} ${body}`;
    const name = () => `${by} ${operation} ${id ?? ""}`;
    world.count(`call: ${operation}`);
    world.tell(
      () => `${edge.name}: ${name()} goes out${key ? ` with ${key.slice(0, 8)}` : ""} [${kind}]`,
    );

    return new Promise((resolve, reject) => {
      let over = false;
      const back = (/** @type {() => void} */ run) =>
        world.after(edge, slow(), () => {
          if (over) return;
          over = true;
          run();
        });
      request.signal.addEventListener("abort", () => {
        if (over) return;
        over = true;
        world.tell(() => `${name()} was waited for long enough`);
        reject(request.signal.reason);
      });
      const breaks = (/** @type {string} */ code) =>
        back(() =>
          reject(
            new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) }),
          ),
        );
      const answers = (
        { status, body, headers = {} },
        /** @type {string} */ text = JSON.stringify(body),
      ) => {
        world.tell(() => `${name()} is answered ${status} ${text.slice(0, 120)}`);
        back(() =>
          resolve(
            new Response(text, {
              status,
              headers: { "content-type": PROVIDERS[format].mediaType, ...headers },
            }),
          ),
        );
      };
      if (kind === "refused") return breaks("ECONNREFUSED");
      if (kind === "resetBefore") return breaks("ECONNRESET");
      const overtakes = world.chance(0.5);
      world.after(it, slow(), () => {
        if (edge.dead && !overtakes) return;
        // A process may die when its call has arrived, and before it knows.
        if (acts && wild(weather.edge.diesAtCall)) dies();
        if (kind === "limited") {
          const headers = { "retry-after": String(1 + world.whole(3)) };
          return answers({ ...refusalOf(format, "rate_limited"), headers });
        }
        // What a provider keeps under a key is its own; before it stands a gateway.
        const isOwn = !early && !begun.has(slot);
        const status = world.oneOf(replaysFailures && key && !isOwn ? [502, 503] : [500, 502, 503]);
        const error = refusalOf(format, "internal_error", { status });
        const keeps = replaysFailures && key && status === 500;
        const keep = (/** @type {any} */ answer) => {
          begun.set(slot, { print, answer });
          spoilt.add(wish);
          world.count("fault: upstream keepsFailure");
        };
        if (kind === "errorBefore") {
          if (keeps) keep(error);
          return answers(error);
        }
        if (kind === "missing") return answers(refusalOf(format, "link_not_found"));
        if (kind === "accepts") {
          // An edge that stands still hears of it later.
          const lateMs = weather.edge.standsStill > 0 ? weather.edge.stillMs : 0;
          held.set(wish, world.time + 5 * 60_000 + lateMs);
          const link = links.get(id);
          const isOpen = link && far(link.status) < ENDED;
          const body = isOpen && world.chance(0.5) ? documentOf(link) : {};
          answers({ status: 202, body });
        }
        if (kind === "resetEarly") breaks("ECONNRESET");
        if (kind === "errorEarly") answers(error);
        if (kind === "hangs" && world.chance(0.5)) return;
        if (kind === "saysOpen") {
          const link = links.get(id);
          return link
            ? answers({
                status: 200,
                body: documentOf({ ...link, status: WORDS[format].open }),
              })
            : answers(error);
        }
        const say = (/** @type {{status: number, body: any, link?: any}} */ done) => {
          if (["hangs", "resetEarly", "errorEarly", "accepts"].includes(kind)) return;
          if (kind === "resetAfter") return breaks("ECONNRESET");
          if (kind === "errorAfter") {
            if (keeps) keep(error);
            return answers(error);
          }
          if (kind === "garbage")
            return answers(
              { status: 200, body: null, headers: { "content-type": "text/html" } },
              "<html>busy</html>",
            );
          if (kind === "cutMidway") {
            return back(() =>
              resolve(
                brokenOff(done.status, JSON.stringify(done.body), PROVIDERS[format].mediaType),
              ),
            );
          }
          if (kind === "otherLink" && done.link) {
            return answers({
              status: done.status,
              body: documentOf({ ...done.link, id: `another-link-at-${format}` }),
            });
          }
          if (kind === "lags" && done.link?.before && now() - done.link.changedAt < 30_000) {
            return answers({ status: 200, body: documentOf(done.link.before) });
          }
          answers(done);
        };
        if (!acts) return say(show(call));
        const { mismatchStatus, lockedStatus } = described(format).idempotency ?? {};
        const first = key ? begun.get(slot) : undefined;
        if (first && first.print !== print) {
          const status = mismatchStatus;
          return answers(refusalOf(format, "idempotency_key_mismatch", { status }));
        }
        if (first?.answer) return say(first.answer);
        if (first) {
          return answers(refusalOf(format, "idempotency_key_locked", { status: lockedStatus }));
        }
        /** @type {{print: string, answer?: any}} */
        const begins = { print };
        if (key) begun.set(slot, begins);
        const isLong = kind === "accepts" && weather.acceptsForMs > 0;
        // A link that has ended is shown as ended, by whichever copy; then nobody waits for what was accepted.
        const hasEnded = far(links.get(id)?.status ?? WORDS[format].open) === ENDED;
        if (isLong && !hasEnded) accepted.set(wish, world.time);
        if (isLong && world.chance(0.2)) {
          // It is never done, and after a while nobody waits for it any more.
          return void world.after(it, FORGOTTEN_MS, () => {
            accepted.delete(wish);
            if (key) begun.delete(slot);
          });
        }
        const effectMs = isLong ? weather.acceptsForMs : weather.effectMs;
        world.after(it, world.between(0, world.time < weather.clearsAt ? effectMs : 20), () => {
          accepted.delete(wish);
          begins.answer = act(call);
          world.tell(
            () =>
              `${name()} has happened: ${begins.answer.status} ${begins.answer.link?.status ?? ""}`,
          );
          say(begins.answer);
        });
      });
    });
  };

  return {
    add,
    pay,
    links,
    fetchFor,
    calls: () => calls,
    /** How many of them were to change something. */
    acts: () => [...sought.values()].reduce((sum, times) => sum + times, 0),
    /** How many calls that change something left for here. @param {import("./clients.js").Intent} intent */
    timesAsked: (intent) => sought.get(wishOf(intent)) ?? 0,
    /** Whether a failure is kept under its key. @param {import("./clients.js").Intent} intent */
    isSpoilt: (intent) => spoilt.has(wishOf(intent)),
    /** @param {string} wish */
    heldUntil: (wish) => held.get(wish) ?? 0,
  };
}

/** An answer that ends before its end. @param {number} status @param {string} text @param {string} type */
const brokenOff = (status, text, type) => {
  let sent = false;
  const body = new ReadableStream({
    pull(controller) {
      if (sent) return controller.error(new TypeError("terminated"));
      sent = true;
      controller.enqueue(new TextEncoder().encode(text.slice(0, text.length / 2)));
    },
  });
  return new Response(body, { status, headers: { "content-type": type } });
};
