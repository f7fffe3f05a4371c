// A store that is far away: each call arrives, happens as a whole, and is answered, and between any two
// of these anything else may happen. It keeps what it has answered for, whoever dies.

/**
 * @import {Place, Store} from "../../../edge/stores/store.js"
 * @import {Owner, World} from "./world.js"
 */

/** What a call may do to whoever makes it. @typedef {{dies: () => void, standsStill: () => void}} Faults */

import { memoryStore } from "../../../edge/stores/memory.js";
import { BEGINNING } from "./host.js";

/**
 * @param {World} world
 * @param {import("./weather.js").Weather} weather
 * @param {(place: string, changes: import("../../../edge/stores/store.js").Change[]) => void} written is
 *   told of each write that happened
 */
export function storeOf(world, weather, written) {
  const kept = memoryStore({
    now: () => BEGINNING + Math.floor(world.time),
    ticks: () => world.time,
  });
  const it = { name: "store" };
  const { failsBefore, failsAfter } = weather.store;
  const slow = () => world.between(0, world.time < weather.clearsAt ? weather.store.slowMs : 2);
  const wild = (/** @type {number} */ odds) => world.time < weather.clearsAt && world.chance(odds);

  /**
   * @template T
   * @param {Owner} edge who calls
   * @param {() => string} what
   * @param {() => Promise<T>} call
   * @param {Faults} faults
   * @returns {Promise<T>}
   */
  const far = (edge, what, call, { dies, standsStill }) =>
    new Promise((resolve, reject) => {
      const fail = (/** @type {string} */ why) =>
        world.after(edge, slow(), () => reject(new Error(why)));
      // What has left a process may arrive when that is dead, and after another took its place.
      const overtakes = world.chance(0.5);
      world.after(it, slow(), async () => {
        if (edge.dead && !overtakes) return;
        if (wild(failsBefore)) {
          world.count("fault: store failed before");
          world.tell(() => `${edge.name}: ${what()}: fails, and did nothing`);
          return fail("the disk is full");
        }
        const answer = await call();
        world.tell(() => `${edge.name}: ${what()} = ${shown(answer)}`);
        if (wild(weather.edge.diesAtStore)) dies();
        if (wild(weather.edge.standsStill / 4)) standsStill();
        if (wild(failsAfter)) {
          world.count("fault: store failed after");
          world.tell(() => `${edge.name}: ${what()}: fails, but was done`);
          return fail("the connection to the store was lost");
        }
        world.after(edge, slow(), () => resolve(answer));
      });
    });

  return {
    kept,
    /** As one edge reaches it. @param {Owner} edge @param {Faults} faults @returns {Store} */
    from: (edge, faults) => ({
      at(name) {
        const place = kept.at(name);
        return {
          get: (keys) =>
            far(
              edge,
              () => `get ${name} ${keys.map(short)}`,
              () => place.get(keys),
              faults,
            ),
          list: (range) =>
            far(
              edge,
              () => `list ${name}`,
              () => place.list(range),
              faults,
            ),
          write: (changes) =>
            far(
              edge,
              () =>
                `write ${name} ${changes.map(({ key, next }) => `${short(key)}=${shown(next)}`)}`,
              async () => {
                const done = await place.write(changes);
                if (done) written(name, changes);
                return done;
              },
              faults,
            ),
        };
      },
    }),
  };
}

/** @param {string} key */
const short = (key) => (key.length > 40 ? `${key.slice(0, 8)}…${key.slice(-8)}` : key);

/** @param {unknown} answer */
const shown = (answer) => {
  const text = JSON.stringify(answer) ?? "";
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
};
