// A million links against ten thousand, and the memory they take. Each contender generates its own list, which has
// 400 MB.

import { contending } from "./cases.js";
import { roundsOf } from "./measure.js";

/** @import {How, Spawn} from "./cases.js" */

const MANY = 1_000_000;
const FEW = 10_000;
/** The contenders that have enough memory; each task in its own isolate, because memory is its peak. */
const TAKING = [
  ["paylink", "screen"],
  ["JSON.parse", "screen"],
];

/**
 * Microseconds for each link, round by round, and bytes of the list and of WebAssembly's memory.
 * @typedef {{contender: string, task: string, few: number[], many: number[], bytes: number, memory: number}} Scaled
 */

/** @param {Spawn} spawn @param {How} how @returns {Promise<Scaled[]>} */
export async function measureMillion(spawn, { given, tell }) {
  const taking = [];
  const runners = [];
  for (const [contender, task] of TAKING) {
    const { isolate, tasks } = await contending(spawn, contender, given);
    if (!tasks.includes(task)) {
      isolate.end();
      continue;
    }
    tell(`a million links: ${contender}, ${task}`);
    const name = `${contender} ${task}`;
    let bytes = 0;
    for (const count of [FEW, MANY]) {
      const wanted = { format: "connect", mix: "clean", count };
      const asked = { key: count, task, format: wanted.format, count, wanted };
      ({ bytes } = await isolate.ask("prepare", asked));
      const ahead = count === FEW;
      runners.push({
        name: `${name} ${count}`,
        run: (/** @type {number} */ ms) => isolate.ask("run", { key: count, ms, ahead }),
      });
    }
    taking.push({ contender, task, name, bytes, isolate });
  }
  const taken = await roundsOf(runners, { rounds: 5, ms: 50, warm: 0 });
  /** @type {Scaled[]} */
  const scaled = [];
  for (const { contender, task, name, bytes, isolate } of taking) {
    const [few, many] = [FEW, MANY].map((count) => taken.get(`${name} ${count}`) ?? []);
    scaled.push({ contender, task, few, many, bytes, memory: await isolate.ask("memory") });
    isolate.end();
  }
  return scaled;
}
