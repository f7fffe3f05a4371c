// A million links against ten thousand, and how much memory they take. Each contender makes its own list:
// it is 400 MB.

import { contending } from "./cases.js";
import { roundsOf } from "./measure.js";

/** @import {How, Spawn} from "./cases.js" */

const MANY = 1_000_000;
const FEW = 10_000;
/** Whom there is room for, and the tasks of each. */
const TAKING = { paylink: ["screen", "stream"], "JSON.parse": ["screen"], "by hand": ["screen"] };

/** @typedef {{contender: string, task: string, few: number[], many: number[], bytes: number, memory: number}} Scaled */

/** @param {Spawn} spawn @param {How} how @returns {Promise<Scaled[]>} */
export async function measureMillion(spawn, { given, tell }) {
  const isolates = await Promise.all(
    Object.keys(TAKING).map((name) => contending(spawn, name, given)),
  );
  /** @type {Scaled[]} */
  const scaled = [];
  const runners = [];
  for (const { name, isolate, tasks } of isolates) {
    for (const task of TAKING[/** @type {"paylink"} */ (name)]) {
      if (!tasks.includes(task)) {
        tell(`a million links, ${name}: no \`${task}\` in this package yet`);
        continue;
      }
      tell(`a million links, ${name}, ${task}`);
      const wanted = /** @type {const} */ ({ format: "connect", mix: "clean" });
      let bytes = 0;
      for (const count of [FEW, MANY]) {
        const key = `${task} ${count}`;
        ({ bytes } = await isolate.ask("prepare", {
          key,
          task,
          ...wanted,
          count,
          wanted: { ...wanted, count },
        }));
        runners.push({
          name: `${name} ${key}`,
          run: (/** @type {number} */ ms) => isolate.ask("run", { key, ms, ahead: count === FEW }),
        });
      }
      scaled.push({ contender: name, task, few: [], many: [], bytes, memory: 0 });
    }
  }
  const taken = await roundsOf(runners, { rounds: 3, ms: 50, warm: 0 });
  for (const it of scaled) {
    it.few = taken.get(`${it.contender} ${it.task} ${FEW}`) ?? [];
    it.many = taken.get(`${it.contender} ${it.task} ${MANY}`) ?? [];
    const { isolate } = isolates.find(({ name }) => name === it.contender) ?? isolates[0];
    it.memory = await isolate.ask("memory");
  }
  for (const { isolate } of isolates) isolate.end();
  return scaled;
}
