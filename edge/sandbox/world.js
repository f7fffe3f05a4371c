// The state of the sandbox between two resets: clock, links, children, due work, and webhooks. The core determines the
// effect of events.

/**
 * @import {CreateRequest, FormatId, LinkEvent, Transition} from "paylink"
 * @import {Wire} from "./provider-contract.js"
 * @import {Bytes} from "./random.js"
 * @import {Child, Link, Shelf} from "./shelf.js"
 * @import {Webhooks} from "./webhooks.js"
 */

import { transition } from "paylink";
import { described } from "../described.js";
import { memoryStore } from "../stores/memory.js";
import { clockOf } from "./clock.js";
import { dueOf } from "./due.js";
import { bytesOf, hostBytes, numbersOf } from "./random.js";
import { shelfOf } from "./shelf.js";
import { webhooksOf } from "./webhooks.js";

/** @typedef {{wire: Wire<any>, links: Shelf<any>, keys: ReturnType<typeof memoryStore>}} Provider */

/** What the sandbox simulates. @typedef {Record<string, Wire<any>>} Wires */

/**
 * @typedef {object} Start
 * @property {Wires} wires
 * @property {() => number} host the host's clock
 * @property {(request: Request) => Promise<Response>} send delivers webhooks
 * @property {Bytes} [random]
 * @property {{count?: number, random?: string}} seed
 * @property {number} [at] the initial time
 * @property {boolean} [frozen]
 */

/** @typedef {ReturnType<typeof worldOf>} World */

/** The core must be loaded. @param {Start} start */
export function worldOf({ wires, host, send, random, seed, at, frozen }) {
  const bytes =
    random ?? (seed.random === undefined ? hostBytes : bytesOf(numbersOf(`made ${seed.random}`)));
  const clock = clockOf(host, { at, standing: frozen });
  /** @type {import("./due.js").Due<(at: number) => void>} */
  const due = dueOf();
  /** @type {Map<string, {format: FormatId, child: Child, link: Link}>} */
  const children = new Map();
  /** @type {Record<string, Provider>} */
  const providers = Object.fromEntries(
    Object.entries(wires).map(([format, wire]) => [
      format,
      { wire, links: shelfOf(), keys: memoryStore({ now: clock.now }) },
    ]),
  );
  /** The start of each call that holds a key now. @type {Map<string, number>} */
  const running = new Map();
  /** @type {Webhooks} */
  const webhooks = webhooksOf({ clock, host, bytes, send, providers, waiting: arm });

  /** @param {FormatId} format @param {Link} link */
  function place(format, link) {
    providers[format].links.add(link);
    const known = described(format).statuses.find(({ word }) => word === link.status);
    if (link.expiresAt !== undefined && known && !known.final) {
      // What is over when it is made ends at once.
      const end = Math.max(link.expiresAt, link.createdAt);
      due.put(end, (at) => happen(format, link, "lapsed", { at, byTime: true }));
    }
    if (link.child) bear(format, link, link.child);
  }

  /** @param {FormatId} format @param {Link} link @param {Child} child */
  function bear(format, link, child) {
    const rules = providers[format].wire.children;
    if (!rules) return;
    children.set(`${child.type} ${child.id}`, { format, child, link });
    if (rules.next(child).length === 0) return;
    for (const { at, from, to } of rules.times(child)) {
      due.put(at, (at) => {
        if (from.includes(child.status)) moveChild(child, to, { at });
      });
    }
  }

  /**
   * @param {FormatId} format
   * @param {Link} link
   * @param {LinkEvent} event
   * @param {{at?: number, byTime?: boolean, network?: string}} [how] `byTime`: checked against `expiresAt`
   * @returns {Transition}
   */
  function happen(format, link, event, { at = clock.now(), byTime = false, network } = {}) {
    const { wire, links } = providers[format];
    const moved = transition(wire.held(link), event, byTime ? { now: at } : undefined);
    if (moved.effect !== "moved") return moved;
    remember(link);
    links.count(link.status, -1);
    const tellings = wire.moved(link, { event, status: moved.rawStatus, at, bytes, network });
    links.count(link.status, 1);
    if (link.child && !link.was?.child) bear(format, link, link.child);
    for (const telling of tellings) webhooks.tell(format, telling, at);
    return moved;
  }

  /** @param {Child} child @param {string} status @param {{at?: number, statusContext?: string}} [how] */
  function moveChild({ type, id }, status, { at = clock.now(), statusContext } = {}) {
    const held = children.get(`${type} ${id}`);
    const rules = held && providers[held.format].wire.children;
    if (!held || !rules) return;
    const { format, child, link } = held;
    remember(link);
    for (const telling of rules.move(child, { status, at, statusContext })) {
      webhooks.tell(format, telling, at);
    }
  }

  /** Processes everything that is due, each at its own instant, before a response. */
  function catchUp() {
    for (let it = due.take(clock.now()); it; it = due.take(clock.now())) it.what(it.at);
  }

  let pushing = Promise.resolve();
  /**
   * Stops at each instant with due work, including deliveries, and waits for their responses.
   * @param {(now: number) => number} untilOf
   * @param {boolean} [frozen] whether the clock is stopped afterwards; default as before
   */
  async function push(untilOf, frozen) {
    const before = pushing;
    let done = () => {};
    pushing = new Promise((resolve) => {
      done = () => resolve();
    });
    await before;
    const stands = frozen ?? clock.standing();
    clock.stand(clock.now());
    const until = untilOf(clock.now());
    try {
      for (;;) {
        catchUp();
        await webhooks.run();
        const next = Math.min(due.next(), webhooks.next());
        if (next > until) break;
        clock.stand(next);
      }
      clock.stand(until);
    } finally {
      if (!stands) clock.go();
      done();
    }
    arm();
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let ended = false;
  /** While there are webhooks, a timer runs; otherwise due work is processed on the next call. */
  function arm() {
    clearTimeout(timer);
    if (ended || webhooks.list().length === 0) return;
    const wait = Math.max(0, Math.min(due.next(), webhooks.next()) - clock.now());
    if (wait === Number.POSITIVE_INFINITY || (wait > 0 && clock.standing())) return;
    timer = setTimeout(tick, Math.min(wait, LONGEST_TIMER_MS));
    // The timer does not keep the process alive. Not every host has handles.
    if (typeof timer === "object" && "unref" in timer) timer.unref();
  }

  function tick() {
    catchUp();
    void webhooks.run();
    arm();
  }

  const bornBy = bytesOf(numbersOf(`seeds ${seed.random ?? ""}`));
  for (const format of /** @type {FormatId[]} */ (Object.keys(providers))) {
    const seeds = providers[format].wire.seeds(clock.now(), bornBy, seed.count ?? 0);
    for (const link of seeds.sort((one, other) => one.createdAt - other.createdAt)) {
      place(format, link);
    }
  }

  return {
    clock,
    providers,
    children,
    running,
    webhooks,
    happen,
    moveChild,
    catchUp,
    push,
    tick,
    /** @param {FormatId} format @param {CreateRequest} request @param {string} body */
    create(format, request, body) {
      const link = providers[format].wire.create(request, { at: clock.now(), bytes, body });
      link.was = null;
      place(format, link);
      return link;
    },
    /** Running work has no webhooks any more. */
    end() {
      ended = true;
      clearTimeout(timer);
    },
  };
}

/** The longest time of a timer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Saves the link before a change: a lagging copy may still show it. @param {Link} link */
function remember(link) {
  link.was = { ...link, was: undefined, child: link.child && { ...link.child } };
}
