// One contender in its own isolate, so that no other's objects and types affect it. It is controlled by messages, in a
// worker of Node or of a page.

import { contenders } from "./contenders/index.js";
import { listOf } from "./links.js";
import { worked } from "./measure.js";
import { peakMemory } from "./memory.js";
import { started } from "./start.js";

/** @import {Contender, Given, Ready} from "./contenders/tasks.js" */

/** @type {Contender} */
let contender = {};
/** The prepared tasks, by key. @type {Map<string, {work: () => unknown, units: number}>} */
const ready = new Map();

const asks = {
  /** The tasks of the contender. @param {{name: string, given: Given}} asked */
  async begin({ name, given }) {
    contender = await contenders[name].make(given);
    return Object.keys(contender);
  },
  /** The result of a first call. @param {any} asked */
  prepare({ key, task, wanted, bytes = wanted && listOf(wanted), count, ...data }) {
    const { work, units, told } = contender[task]({ bytes, ...data });
    ready.set(key, { work, units: units ?? count });
    return { told, bytes: bytes?.length };
  },
  /** Microseconds for each link. @param {{key: string, ms: number, ahead?: boolean}} asked */
  run({ key, ms, ahead = true }) {
    const it = ready.get(key);
    if (!it) throw new Error(`not prepared: ${key}`);
    return worked(it.work, it.units, ms, ahead);
  },
  memory: () => peakMemory(),
  forget: () => ready.clear(),
  started,
};

const port = await portOf();
port.onmessage = async ({ data: { id, ask, ...asked } }) => {
  try {
    const answer = await asks[/** @type {keyof typeof asks} */ (ask)](asked);
    port.postMessage({ id, answer });
  } catch (error) {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    port.postMessage({ id, error: words });
  }
};
port.postMessage({ id: 0 });

/** @typedef {{onmessage: ((event: {data: any}) => unknown) | null, postMessage: (message: unknown) => void}} Port */

/** @returns {Promise<Port>} */
async function portOf() {
  if (typeof process === "undefined") return /** @type {any} */ (self);
  const { parentPort } = await import("node:worker_threads");
  return /** @type {any} */ (parentPort);
}
