// A world: its time, its chance, and what is to happen in it. One thing happens at a time; everything
// that it sets off runs to its end before the next. A seed is a world.
import { inhabit, settled } from "./host.js";

/**
 * Who something happens to. What is dead is told nothing any more, what stands still only later.
 * @typedef {{name: string, dead?: boolean, stillUntil?: number}} Owner
 */

/** @typedef {{at: number, owner: Owner, run: () => void, forgotten?: boolean}} Coming */

/** @typedef {ReturnType<typeof worldOf>} World */

/** More than this happens in no schedule that comes to rest. */
const ENOUGH = 30_000;

/** Something that must not be. */
export class Violation extends Error {
  name = "Violation";
  /** @param {string} rule @param {string} found */
  constructor(rule, found) {
    super(`${rule}: ${found}`);
    this.rule = rule;
  }
}

/** @param {number} seed @param {{traced?: boolean}} [options] */
export function worldOf(seed, { traced = false } = {}) {
  const random = randomOf(seed);
  /** @type {Coming[]} */
  let coming = [];
  /** @type {Owner} */
  let current = { name: "world" };
  /** @type {string[]} */
  const trace = [];
  /** @type {Map<string, number>} */
  const counts = new Map();
  /** @type {Violation | undefined} */
  let broken;

  const world = {
    time: 0,
    steps: 0,
    random,
    counts,
    trace,
    /** Who acts now. */
    current: () => current,
    chance: (/** @type {number} */ odds) => odds > 0 && random() < odds,
    /** At least `from`, below `to`. */
    between: (/** @type {number} */ from, /** @type {number} */ to) =>
      from + random() * (to - from),
    whole: (/** @type {number} */ below) => Math.floor(random() * below),
    /** @template T @param {readonly T[]} all @returns {T} */
    oneOf: (all) => all[Math.floor(random() * all.length)],
    /** @param {string} what */
    count: (what) => counts.set(what, (counts.get(what) ?? 0) + 1),
    /** A line of the trace; only made if somebody reads it. @param {() => string} text */
    tell(text) {
      if (traced)
        trace.push(`${world.time.toFixed(1).padStart(10)}  ${current.name.padEnd(9)} ${text()}`);
    },
    /** The first thing that must not be ends the world. @param {string} rule @param {string} found */
    forbid(rule, found) {
      broken ??= new Violation(rule, found);
      world.tell(() => `VIOLATION ${rule}: ${found}`);
    },
    /** @param {Owner} owner @param {number} ms @param {() => void} run */
    after(owner, ms, run) {
      const one = { at: world.time + ms, owner, run };
      coming.push(one);
      return one;
    },
    /** A timer of whoever sets it. @param {number} ms @param {() => void} run @param {object} [more] */
    timer(ms, run, more = {}) {
      const one = { at: world.time + Math.max(0, ms), owner: current, run, ...more };
      coming.push(one);
      return one;
    },
    /** @param {Coming | undefined} one */
    cancel(one) {
      const at = one ? coming.indexOf(one) : -1;
      if (at >= 0) coming.splice(at, 1);
    },
    /** A promise of somebody's own. @param {Owner} owner @param {number} ms @returns {Promise<void>} */
    pause: (owner, ms) => new Promise((resolve) => world.after(owner, ms, resolve)),
    /** What is still to happen to somebody, but for deadlines of calls that are over. @param {Owner} owner */
    awaits: (owner) => coming.filter((one) => one.owner === owner && !one.forgotten).length,
    /** Runs until nothing is left to happen, or something must not be. */
    async run() {
      inhabit(world);
      while (coming.length > 0 && !broken) {
        const next = taken();
        if (next.owner.dead) continue;
        world.time = Math.max(world.time, next.at);
        if ((next.owner.stillUntil ?? 0) > world.time) {
          next.at = next.owner.stillUntil;
          coming.push(next);
          continue;
        }
        current = next.owner;
        world.steps += 1;
        next.run();
        await settled();
        if (world.steps > ENOUGH) world.forbid("comes to rest", `${coming.length} things to come`);
      }
      coming = [];
      return broken;
    },
    /** @param {Error} error */
    unhandled: (error) => world.forbid("no rejection is unhandled", String(error?.stack ?? error)),
  };

  /** What comes first. */
  function taken() {
    let first = 0;
    for (let at = 1; at < coming.length; at += 1) if (coming[at].at < coming[first].at) first = at;
    const [next] = coming.splice(first, 1);
    return next;
  }

  return world;
}

/**
 * sfc32, begun with the seed: small, fast, and any two seeds are strangers.
 * @param {number} seed
 * @returns {() => number} from 0 on, below 1
 */
export function randomOf(seed) {
  let [a, b, c, d] = [0, Math.floor(seed / 2 ** 32) | 0, seed | 0, 1];
  const next = () => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 12; round += 1) next();
  return next;
}
