// What every contender is asked for, and how it tells what came of it.

/** @typedef {import("../links.js").Format} Format */
/** What a contender may need. @typedef {{wasm: Uint8Array, schemas: object[], standalone: string}} Given */
/** What is worked on. @typedef {{format: Format, bytes: Uint8Array, documents: Uint8Array[], links: any[], nows: number[]}} Data */
/** `units`: how many links one call is about, where it is not the whole list. @typedef {{work: () => unknown, units?: number, told?: Record<string, number>}} Ready */

/**
 * Each by the name of what it does:
 * - `screen`: bytes of a list to verdicts;
 * - `list`: bytes of a list to all links as objects, with verdicts, every value touched;
 * - `one`: bytes of a link to its answer;
 * - `decide`: one decision on a link that is held.
 * @typedef {Record<string, (data: Data) => Ready>} Contender
 */

/** @typedef {{less?: string, make: (given: Given) => Promise<Contender>}} Entry */

export const VERDICTS = ["allowed", "already_done", "refused", "uncertain"];

/** How many links of each verdict; 255 is for one that is not sound. @param {Iterable<number>} verdicts @param {readonly string[]} [names] */
export function counted(verdicts, names = VERDICTS) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const verdict of verdicts) {
    const name = names[verdict] ?? "unsound";
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** So many at once, for looking at the clock takes longer than a decision. */
const TURNS = 200;
/** What came last: a result that nobody keeps may be left out by the compiler. @type {unknown[]} */
const results = new Array(8).fill(undefined);

/**
 * One after the other, for ever.
 * @template T
 * @param {readonly T[]} list
 * @param {(it: T, turn: number) => unknown} each
 * @returns {Ready}
 */
export function inTurn(list, each) {
  let turn = 0;
  const work = () => {
    for (const until = turn + TURNS; turn < until; turn += 1) {
      results[turn & 7] = each(list[turn % list.length], turn);
    }
  };
  return { work, units: TURNS };
}

/**
 * What a complete pipeline does of each task.
 * @param {(format: Format) => {list: (bytes: Uint8Array) => any, screen: (bytes: Uint8Array) => any, one: (bytes: Uint8Array) => any}} pipeline
 * @param {(format: Format) => (answers: any[]) => number} touching
 * @returns {Contender}
 */
export const pipelined = (pipeline, touching) => ({
  screen({ format, bytes }) {
    const { screen } = pipeline(format);
    return { work: () => screen(bytes), told: counted(screen(bytes).verdicts) };
  },
  list({ format, bytes }) {
    const { list } = pipeline(format);
    const touch = touching(format);
    const { verdicts, answers } = list(bytes);
    const told = { ...counted(verdicts), touched: touch(answers) };
    return { work: () => touch(list(bytes).answers), told };
  },
  one({ format, documents }) {
    return inTurn(documents, pipeline(format).one);
  },
});
