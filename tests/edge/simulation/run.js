// Runs schedules, on every core, and says what was reached; stops at the first that shows a fault, and
// replays it. `SEED=7 node run.js` is schedule 7 with its trace; `SEED=7 SCHEDULES=1000`: from there on.
import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { realNow } from "./host.js";
import { prepared, simulate } from "./simulate.js";

const given = (/** @type {string} */ name) => {
  const text = process.env[name];
  if (text && !/^\d{1,15}$/.test(text)) throw new Error(`${name}: expected a whole number`);
  return text ? Number(text) : undefined;
};
const [seed, schedules, skewMs] = ["SEED", "SCHEDULES", "SKEW_MS"].map(given);
const beyond = skewMs === undefined ? undefined : { skewMs };

if (!isMainThread) await work(workerData);
else if (seed !== undefined && schedules === undefined) await replay(seed);
else await many(seed ?? Date.now() % 2 ** 32, schedules ?? 5_000);

/** Every so many schedules a worker says where it stands. */
async function work({ from, to, step }) {
  await prepared();
  for (let seed = from; seed < to; seed += step) {
    const { broken, counts, steps, stuckMs } = await simulate(seed, { beyond });
    parentPort.postMessage({
      seed,
      counts,
      steps,
      stuckMs,
      ...(broken && { broken: broken.message }),
    });
    if (broken) return;
  }
}

/** @param {number} seed */
async function replay(seed) {
  await prepared();
  const { trace, broken, hash } = await simulate(seed, { traced: true, beyond });
  console.log(trace.join("\n"));
  console.log(
    `\nseed ${seed}, trace ${hash.slice(0, 16)}: ${broken ? broken.message : "nothing wrong"}`,
  );
  process.exitCode = broken ? 1 : 0;
}

/** @param {number} from @param {number} schedules */
async function many(from, schedules) {
  console.log(`${schedules} schedules from seed ${from} on`);
  const begun = { at: realNow(), cpu: process.cpuUsage() };
  /** @type {Map<string, number>} */
  const all = new Map();
  let [done, steps, stuckMs] = [0, 0, 0];
  /** @type {{seed: number, broken: string} | undefined} */
  let failed;
  const say = () => report({ done, steps, stuckMs, all, begun });
  process.on("SIGINT", () => {
    say();
    process.exit(130);
  });
  const step = Math.min(availableParallelism(), schedules);
  const workers = Array.from({ length: step }, (_, at) => {
    const worker = new Worker(new URL(import.meta.url), {
      workerData: { from: from + at, to: from + schedules, step },
    });
    worker.on("message", (told) => {
      done += 1;
      steps += told.steps;
      stuckMs = Math.max(stuckMs, told.stuckMs);
      for (const [what, times] of told.counts) all.set(what, (all.get(what) ?? 0) + times);
      if (done % 10_000 === 0) console.log(`${done} schedules`);
      if (!told.broken) return;
      if (!failed || told.seed < failed.seed) failed = told;
      for (const each of workers) each.terminate();
    });
    return worker;
  });
  await Promise.all(
    workers.map(
      (worker) =>
        new Promise((resolve, reject) => {
          worker.on("exit", resolve);
          worker.on("error", reject);
        }),
    ),
  );
  say();
  if (failed) {
    console.log(`\nseed ${failed.seed} fails after ${done} schedules: ${failed.broken}\n`);
    await replay(failed.seed);
    console.log(`\nmake simulate SEED=${failed.seed} is this schedule once more`);
  }
}

function report({ done, steps, stuckMs, all, begun }) {
  const seconds = (realNow() - begun.at) / 1000;
  const { user, system } = process.cpuUsage(begun.cpu);
  const cpu = (user + system) / 1e6;
  const groups = Map.groupBy([...all].toSorted(), ([what]) => what.split(": ")[0]);
  for (const [group, each] of groups) {
    console.log(group);
    for (const [what, times] of each) {
      const name = what.slice(group.length + 2) || "all";
      console.log(`  ${String(times).padStart(9)}  ${name}`);
    }
  }
  const outcomes = [...all.keys()].filter((what) => what.startsWith("outcome: ")).length;
  console.log(
    `longest wait for an answer once it is quiet: ${Math.round(stuckMs / 1000)} s of the world's time`,
  );
  console.log(
    `${done} schedules, ${outcomes} kinds of outcome, ${(steps / done).toFixed(0)} steps each; ` +
      `${(done / seconds).toFixed(0)} schedules/s, ${(done / cpu).toFixed(0)} in each second of one core`,
  );
}
