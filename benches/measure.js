// Rounds and their spread. Every contender has its turn in every round, in a rotating order, so that other load affects
// all of them; comparisons are within a round.

/** A contender that works for some milliseconds, and gives microseconds for each unit. @typedef {{name: string, run: (ms: number) => Promise<number>}} Runner */

/** The times of each, by round, in microseconds for each unit. @typedef {Map<string, number[]>} Taken */

/**
 * @param {Runner[]} runners
 * @param {{rounds: number, ms: number, warm: number}} how
 * @returns {Promise<Taken>}
 */
export async function roundsOf(runners, { rounds, ms, warm }) {
  /** @type {Taken} */
  const taken = new Map(runners.map(({ name }) => [name, []]));
  for (const { run } of runners) await run(warm);
  for (let round = 0; round < rounds; round += 1) {
    const first = round % runners.length;
    for (const { name, run } of [...runners.slice(first), ...runners.slice(0, first)]) {
      taken.get(name)?.push(await run(ms));
    }
  }
  return taken;
}

/** Median and quartiles. @typedef {{median: number, low: number, high: number}} Spread */

/** @param {readonly number[]} values @returns {Spread} */
export function spreadOf(values) {
  const sorted = values.toSorted((a, b) => a - b);
  /** @param {number} share */
  const at = (share) => {
    const place = (sorted.length - 1) * share;
    const below = Math.floor(place);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/** The ratios of the first to the second, by round. @param {readonly number[]} first @param {readonly number[]} second */
export const ratiosOf = (first, second) => first.map((took, round) => took / second[round]);

/**
 * Works for some milliseconds, at least once; gives microseconds for each unit.
 * @param {() => unknown} work
 * @param {number} units of one call
 * @param {number} ms
 * @param {boolean} ahead whether a call goes ahead that does not count: others have had the caches
 */
export function worked(work, units, ms, ahead) {
  if (ahead) work();
  const since = performance.now();
  let calls = 0;
  let took = 0;
  do {
    kept = work();
    calls += 1;
    took = performance.now() - since;
  } while (took < ms);
  kept = undefined;
  return (took * 1_000) / (calls * units);
}

/** The current result: the compiler could remove work whose result is unused. @type {unknown} */
export let kept;
