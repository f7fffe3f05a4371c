// The tasks of every contender, and the counts it reports.

/** @typedef {import("../links.js").Format} Format */
/** The inputs of a contender. @typedef {{wasm: Uint8Array, schemas: object[], standalone: string}} Given */
/** The data of a task. @typedef {{format: Format, bytes: Uint8Array, documents: Uint8Array[], links: any[], nows: number[]}} Data */
/** `units`: the links of one call, if not the whole list. @typedef {{work: () => unknown, units?: number, told?: Record<string, number>}} Ready */

/**
 * The tasks by name:
 * - `screen`: bytes of a list to verdicts;
 * - `list`: bytes of a list to all links as objects, with verdicts, every value touched;
 * - `one`: bytes of a link to its answer;
 * - `decide`: one decision on a link in memory.
 * @typedef {Record<string, (data: Data) => Ready>} Contender
 */

/** @typedef {{less?: string, make: (given: Given) => Promise<Contender>}} Entry */

export const VERDICTS = ["allowed", "already_done", "refused", "uncertain"];

/** The number of links by verdict; 255 is an invalid link. @param {Iterable<number>} verdicts @param {readonly string[]} [names] */
export function counted(verdicts, names = VERDICTS) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const verdict of verdicts) {
    const name = names[verdict] ?? "unsound";
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** Several decisions for each reading of the clock, which takes longer than a decision. */
const TURNS = 200;
/** The last result: the compiler could remove work whose result is unused. @type {unknown[]} */
const results = new Array(8).fill(undefined);

/**
 * Endlessly, one after the other.
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
 * The tasks of a complete pipeline.
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
