// The control calls of the sandbox: clock, events of links and children, faults, webhooks. The same over HTTP and in
// process.

/**
 * @import {FormatId, LinkEvent} from "paylink"
 * @import {Fault, Faults} from "./faults.js"
 * @import {Answer} from "./problems.js"
 * @import {Reach} from "./reach.js"
 * @import {Delivery, Endpoint} from "./webhooks.js"
 * @import {World} from "./world.js"
 */

import { validate } from "paylink";
import { credentialHeader } from "paylink/client";
import { failure } from "../answers.js";
import { described } from "../described.js";
import { address, asked, flag, instant, orNull, refused, text, whole, word } from "./asked.js";
import { FAULTS, isPossibleAt, OPERATIONS } from "./faults.js";
import { ownProblem, problemOf } from "./problems.js";

/** Longer than any process takes, plus a day. */
const LONGEST_MS = 100 * 366 * 24 * 60 * 60_000;

/** The last instant with a year of four digits. */
const END_OF_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** @type {LinkEvent[]} */
const EVENTS = ["opened", "paid", "lapsed", "cancelled", "expired"];

/** @param {number} time */
const millis = (time) => new Date(time).toISOString();

/** @template T @param {T} value @returns {{ok: true, value: T}} */
const done = (value) => ({ ok: true, value });

/**
 * @typedef {object} Controlled
 * @property {() => World} world
 * @property {() => Faults} faults
 * @property {Reach} reach
 * @property {() => void} reset
 */

/** @param {Controlled} sandbox */
export function controlsOf({ world, faults, reach, reset }) {
  const ids = () => /** @type {FormatId[]} */ (Object.keys(world().providers));
  const shownClock = () => ({ now: millis(world().clock.now()), frozen: world().clock.standing() });

  /** The description and state of the sandbox. @returns {Answer} */
  function what() {
    world().catchUp();
    const { providers, webhooks } = world();
    const states = { waiting: 0, delivered: 0, failed: 0, dropped: 0 };
    for (const { state } of webhooks.deliveries()) states[state] += 1;
    return done({
      name: "paylink sandbox",
      clock: shownClock(),
      providers: Object.fromEntries(
        ids().map((id) => {
          const { wire, links } = providers[id];
          const { name, credential, calls } = described(id);
          return [
            id,
            {
              name,
              credential: { [credential.header]: credentialHeader(credential, wire.key) },
              links: links.counts(),
              calls: calls.map(({ operation, method, path, basis }) => ({
                operation,
                method,
                path,
                basis,
              })),
            },
          ];
        }),
      ),
      faults: faults().list(),
      webhooks: webhooks.list().map(shownEndpoint),
      deliveries: states,
      faultKinds: Object.fromEntries(
        Object.entries(FAULTS).map(([name, { does }]) => [name, does]),
      ),
    });
  }

  /** @param {unknown} [change] @returns {Promise<Answer>} */
  async function clock(change) {
    if (change === undefined) return done(shownClock());
    const read = asked(change, {
      advanceMs: { rule: whole(0, LONGEST_MS) },
      at: { rule: instant },
      frozen: { rule: flag },
    });
    if (!read.ok) return problemOf(read.issues);
    const { advanceMs, at, frozen } = read.value;
    const pushed = [advanceMs, at].filter((given) => given !== undefined).length;
    if (pushed === 2 || (pushed === 0 && frozen === undefined)) {
      const params = { expected: "`advanceMs`, `at`", found: pushed === 2 ? "both" : "neither" };
      return problemOf([failure("exactly_one", params)]);
    }
    /** @param {number} now */
    const until = (now) => (at === undefined ? now + (advanceMs ?? 0) : Date.parse(at));
    const now = world().clock.now();
    if (until(now) < now || until(now) > END_OF_TIME) {
      return ownProblem("clock_refused", { now: millis(now) });
    }
    await world().push(until, frozen);
    return done(shownClock());
  }

  /** @param {string} format @param {string} id @param {unknown} given @returns {Answer} */
  function event(format, id, given) {
    world().catchUp();
    const known = ids().find((each) => each === format);
    const link = known && world().providers[known].links.get(id);
    if (!known || !link) return problemOf([failure("link_not_found")]);
    const { wire } = world().providers[known];
    const networks = wire.networks?.(link) ?? [];
    const read = asked(given, {
      event: { rule: word(EVENTS), needed: true },
      ...(networks.length > 0 && { network: { rule: word(networks) } }),
    });
    if (!read.ok) return problemOf(read.issues);
    const { event: name, network } = read.value;
    if (network !== undefined && name !== "opened" && name !== "paid") {
      return problemOf(refused("/network", "member_unexpected", { member: "network" }).issues);
    }
    const transition = world().happen(known, link, name, { network });
    if (transition.effect === "refused" || transition.effect === "uncertain") {
      const action = `apply \`${name}\` to`;
      return problemOf(
        transition.reasons.map(({ code, message, params }) =>
          failure("transition_refused", { ...params, action, reason: code, why: message }),
        ),
      );
    }
    return done({ transition, link: wire.document(link) });
  }

  /** The child with its provider's rules. @param {string} type @param {string} id */
  function find(type, id) {
    world().catchUp();
    const held = world().children.get(`${type} ${id}`);
    const rules = held && world().providers[held.format].wire.children;
    return held && rules && { child: held.child, rules };
  }

  /** @param {string} type @param {string} id @returns {Answer} */
  function child(type, id) {
    const held = find(type, id);
    return held ? done(held.rules.document(held.child)) : ownProblem("child_not_found");
  }

  /** @param {string} type @param {string} id @param {unknown} given @returns {Answer} */
  function moveChild(type, id, given) {
    const held = find(type, id);
    if (!held) return ownProblem("child_not_found");
    const { child, rules } = held;
    const contexts = rules.statusContexts?.(child) ?? [];
    const read = asked(given, {
      status: { rule: word(rules.statuses(child)), needed: true },
      ...(contexts.length > 0 && { statusContext: { rule: word(contexts) } }),
    });
    if (!read.ok) return problemOf(read.issues);
    const { status, statusContext } = read.value;
    if (statusContext !== undefined && status !== "completed") {
      const params = { member: "statusContext" };
      return problemOf(refused("/statusContext", "member_unexpected", params).issues);
    }
    if (child.status === status) return done({ effect: "already", child: rules.document(child) });
    const ways = rules.next(child);
    if (!ways.includes(status)) {
      const why = ways.length > 0 ? `from \`${child.status}\` it goes to ${quoted(ways)} only` : "";
      return ownProblem("child_refused", {
        found: child.type.slice(0, -1),
        status,
        why: why || `it has ended: it is \`${child.status}\``,
      });
    }
    world().moveChild(child, status, { statusContext });
    return done({ effect: "moved", child: rules.document(child) });
  }

  /** @param {unknown} given @returns {Answer<Fault>} */
  function addFault(given) {
    const read = asked(given, {
      fault: { rule: word(Object.keys(FAULTS)), needed: true },
      format: { rule: word(ids()) },
      operation: { rule: word(OPERATIONS) },
      id: { rule: text },
      times: { rule: orNull(whole(1, 1_000_000)) },
      ms: { rule: whole(0, 24 * 60 * 60_000) },
    });
    if (!read.ok) return problemOf(read.issues);
    const { fault, format, operation, id, times = 1, ms } = read.value;
    const info = FAULTS[/** @type {Fault["fault"]} */ (fault)];
    const issues = [
      ...misfit("/operation", operation, info.operations),
      ...misfit(
        "/format",
        format,
        ids().filter((id) => isPossibleAt(fault, id)),
      ),
      ...(ms !== undefined && !info.ms
        ? refused("/ms", "member_unexpected", { member: "ms" }).issues
        : []),
      ...(ms === undefined && info.needsMs
        ? refused("/ms", "member_missing", { member: "ms" }).issues
        : []),
    ];
    if (issues.length > 0) return problemOf(issues);
    return done(faults().add({ fault, format, operation, id, left: times, ms }));
  }

  /** @param {number} [number] missing for all @returns {Answer} */
  function removeFault(number) {
    if (number === undefined) faults().clear();
    else if (!faults().remove(number)) return ownProblem("fault_not_found");
    return done({ faults: faults().list() });
  }

  /** The secret is shown only here. @param {unknown} given @returns {Answer} */
  function addWebhook(given) {
    const read = asked(given, {
      format: { rule: word(ids()), needed: true },
      url: { rule: address(reach), needed: true },
      secret: { rule: text },
      timestamp: { rule: word(["sandbox", "host"]) },
    });
    if (!read.ok) return problemOf(read.issues);
    const { format, secret, timestamp } = read.value;
    const { signing } = described(format);
    const issues = signing
      ? []
      : Object.entries({ secret, timestamp })
          .filter(([, value]) => value !== undefined)
          .flatMap(([name]) => refused(`/${name}`, "member_unexpected", { member: name }).issues);
    if (signing && secret !== undefined) {
      const valid = validate("webhook_secret", secret, { format });
      const expected = valid.ok
        ? []
        : valid.issues.map(({ params }) => params.expected ?? "another");
      if (expected.length > 0) {
        const params = { expected: expected.join(" and ") };
        issues.push(...refused("/secret", "value_malformed", params).issues);
      }
    }
    if (issues.length > 0) return problemOf(issues);
    const endpoint = world().webhooks.add(read.value);
    return done({ ...shownEndpoint(endpoint), secret: endpoint.secret });
  }

  const webhooks = () => ({ webhooks: world().webhooks.list().map(shownEndpoint) });

  /** @param {number} [id] missing for all @returns {Answer} */
  function removeWebhook(id) {
    const held = world().webhooks;
    if (id === undefined) for (const endpoint of held.list()) held.remove(endpoint.id);
    else if (!held.remove(id)) return ownProblem("webhook_not_found");
    return done(webhooks());
  }

  /** @param {number} id @returns {Promise<Answer>} */
  async function resend(id) {
    const delivery = world().webhooks.get(id);
    if (!delivery) return ownProblem("delivery_not_found");
    return done(shownDelivery(await world().webhooks.resend(delivery), reach));
  }

  return {
    what,
    reset: () => {
      reset();
      return what();
    },
    clock,
    event,
    child,
    moveChild,
    faults: () => done({ faults: faults().list() }),
    addFault,
    removeFault,
    webhooks: () => done(webhooks()),
    addWebhook,
    removeWebhook,
    deliveries: () =>
      done({
        deliveries: world()
          .webhooks.deliveries()
          .map((each) => shownDelivery(each, reach)),
      }),
    resend,
  };
}

/** @param {readonly string[]} words */
const quoted = (words) => words.map((each) => `\`${each}\``).join(", ");

/** @param {string} pointer @param {string | undefined} value @param {readonly string[]} fitting */
const misfit = (pointer, value, fitting) =>
  value === undefined || fitting.includes(value)
    ? []
    : refused(pointer, "word_unknown", {
        expected: `one of ${quoted(fitting)} for this fault`,
        found: `\`${value}\``,
      }).issues;

/** @param {Endpoint} endpoint */
const shownEndpoint = ({ id, format, url, secret, timestamp }) => ({
  id,
  format,
  url,
  ...(secret !== undefined && { timestamp }),
});

/**
 * The details of an attempt are reported only if callers could reach the address themselves: a timeout, a refused
 * connection and a status would reveal a private network.
 * @param {Delivery} delivery
 * @param {Reach} reach
 */
const shownDelivery = ({ id, messageId, endpoint, about, state, at, nextAt, attempts }, reach) => ({
  id,
  messageId,
  webhook: endpoint.id,
  about,
  state,
  at: millis(at),
  attempts: attempts.map(({ at, taken, ...answer }) => ({
    at: millis(at),
    ...(reach === "public" ? taken !== undefined && { taken } : answer),
  })),
  nextAt: nextAt === undefined ? null : millis(nextAt),
});
