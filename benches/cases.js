// The benchmark cases: task, number and kind of links, contender. Runs on any host that can spawn isolates.

import { CLOCK } from "./clock.js";
import { documentsOf, listOf } from "./links.js";
import { roundsOf } from "./measure.js";

/** @import {Format, Mix} from "./links.js" */
/** @import {Given} from "./contenders/tasks.js" */

/** @typedef {() => Promise<import("./isolate.js").Isolate>} Spawn */

/** @typedef {{task: "screen" | "list" | "one" | "decide", format: Format, mix: Mix, count: number, aside?: boolean}} Case */

/**
 * The result of a case: microseconds for each link by contender and round, and the counts that each reported.
 * @typedef {Case & {name: string, bytes: number, taken: Record<string, number[]>, told: Record<string, Record<string, number> | undefined>}} Result
 */

/** @typedef {{rounds: number, ms: number, only: RegExp, given: Given, links: any[], tell: (line: string) => void}} How */

const SIZES = { few: 100, many: 10_000 };
/** Data of their own, and decisions on links in memory. */
const SINGLE = 64;

/** Cases with a target, for each format. @type {Omit<Case, "format">[]} */
const TARGETS = [
  { task: "screen", mix: "clean", count: SIZES.many },
  { task: "list", mix: "clean", count: SIZES.many },
  { task: "one", mix: "clean", count: SINGLE },
];
/** Cases without a target. @type {Omit<Case, "format">[]} */
const ASIDE = [
  { task: "screen", mix: "one percent", count: SIZES.many, aside: true },
  { task: "screen", mix: "all", count: SIZES.many, aside: true },
  { task: "screen", mix: "clean", count: SIZES.few, aside: true },
  { task: "list", mix: "words", count: SIZES.many, aside: true },
  { task: "list", mix: "one percent", count: SIZES.many, aside: true },
  { task: "list", mix: "all", count: SIZES.many, aside: true },
  { task: "list", mix: "clean", count: SIZES.few, aside: true },
  { task: "one", mix: "all", count: SINGLE, aside: true },
];
/** @type {Case} */
const DECIDING = { task: "decide", format: "connect", mix: "clean", count: SINGLE };

/** @param {Case} it */
export const nameOf = ({ task, format, mix, count }) =>
  task === "one" || task === "decide"
    ? `${task} ${format} ${mix}`
    : `${task} ${format} ${count} ${mix}`;

/** @param {"all" | "targets"} which @param {Format} format @returns {Case[]} */
function casesOf(which, format) {
  const cases = [...TARGETS, ...(which === "all" ? ASIDE : [])].map((it) => ({ ...it, format }));
  return format === DECIDING.format ? [DECIDING, ...cases] : cases;
}

/**
 * Every contender has one isolate for each format, so that its code is compiled for one format.
 * @param {Spawn} spawn
 * @param {readonly string[]} names of the contenders
 * @param {"all" | "targets"} which
 * @param {How} how
 */
export async function measureCases(spawn, names, which, how) {
  /** @type {Result[]} */
  const results = [];
  for (const format of /** @type {const} */ (["connect", "txn"])) {
    const cases = casesOf(which, format).filter((it) => how.only.test(nameOf(it)));
    if (cases.length === 0) continue;
    const isolates = await Promise.all(names.map((name) => contending(spawn, name, how.given)));
    for (const it of cases) {
      // Cases without a target take half the rounds.
      const rounds = it.aside ? Math.max(3, Math.round(how.rounds / 2)) : how.rounds;
      results.push(await measureCase(isolates, it, { ...how, rounds }));
    }
    for (const { isolate } of isolates) isolate.end();
  }
  return results;
}

/** @param {Spawn} spawn @param {string} name @param {Given} given */
export async function contending(spawn, name, given) {
  const isolate = await spawn();
  /** @type {string[]} */
  const tasks = await isolate.ask("begin", { name, given });
  return { name, isolate, tasks };
}

/** @param {Awaited<ReturnType<typeof contending>>[]} isolates @param {Case} it @param {How} how @returns {Promise<Result>} */
async function measureCase(isolates, it, { rounds, ms, links, tell }) {
  const { task, format, mix, count } = it;
  const name = nameOf(it);
  tell(name);
  const isList = task === "screen" || task === "list";
  const wanted = { format, mix, count };
  const bytes = isList ? listOf(wanted) : undefined;
  const documents = isList ? undefined : documentsOf(wanted);
  // Around the expiry of links of these lists.
  const nows = Array.from({ length: 7 }, (_, day) => CLOCK.now + (day - 3) * 86_400_000);
  const taking = isolates.filter(({ tasks }) => tasks.includes(task));
  /** @type {Result["told"]} */
  const told = {};
  for (const { name, isolate } of taking) {
    await isolate.ask("forget");
    const asked = { key: task, task, format, count, bytes, documents, links, nows };
    told[name] = (await isolate.ask("prepare", asked)).told;
  }
  const runners = taking.map(({ name, isolate }) => ({
    name,
    run: (/** @type {number} */ ms) => isolate.ask("run", { key: task, ms }),
  }));
  const taken = await roundsOf(runners, { rounds, ms, warm: 4 * ms });
  const size = bytes?.length ?? documents?.reduce((sum, { length }) => sum + length, 0) ?? 0;
  return { name, ...it, bytes: size, taken: Object.fromEntries(taken), told };
}

/** How often the core is started, each time in a new isolate. */
const STARTS = 9;

/** @param {Spawn} spawn @param {How} how @returns {Promise<Awaited<ReturnType<typeof import("./start.js").started>>[]>} */
export async function measureStarts(spawn, { given, tell }) {
  tell("start");
  const starts = [];
  for (let turn = 0; turn < STARTS; turn += 1) {
    const isolate = await spawn();
    starts.push(await isolate.ask("started", { wasm: given.wasm }));
    isolate.end();
  }
  return starts;
}
