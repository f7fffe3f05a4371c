// Splits a text of any length into rows of limited width: a list of 50 MB on one line has rows too. Offsets are bytes; the
// text is not changed.

/** The longest row, in bytes. */
export const WIDEST = 160;

const NEWLINE = 0x0a;

/** The interval of progress reports, in bytes. */
const STEP = 2 << 20;

/**
 * @typedef {object} Row
 * @property {number} start
 * @property {number} end of what is shown of it
 * @property {number} until where the next one begins
 * @property {number} line from 1
 * @property {boolean} first whether the line begins here
 *
 * @typedef {object} Lines
 * @property {number} count of rows
 * @property {number} lines of the text
 * @property {(row: number) => Row} row
 * @property {(offset: number) => number} rowOf the row that an offset is in
 */

/**
 * @param {Uint8Array} bytes
 * @param {(done: number) => void} [progress]
 * @returns {Lines}
 */
export function linesOf(bytes, progress = () => {}) {
  let starts = new Uint32Array(1024);
  let numbers = new Uint32Array(1024);
  let count = 0;
  let line = 0;
  let told = 0;

  /** @param {number} start */
  const push = (start) => {
    if (count === starts.length) {
      starts = grown(starts);
      numbers = grown(numbers);
    }
    starts[count] = start;
    numbers[count] = line;
    count += 1;
  };

  let at = 0;
  do {
    const found = bytes.indexOf(NEWLINE, at);
    const end = found < 0 ? bytes.length : found;
    line += 1;
    push(at);
    for (let cut = at + WIDEST; cut < end; cut += WIDEST) {
      cut = whole(bytes, cut);
      push(cut);
      if (cut - told > STEP) {
        told = cut;
        progress(cut);
      }
    }
    if (end - told > STEP) {
      told = end;
      progress(end);
    }
    at = end + 1;
  } while (at <= bytes.length);

  /** @param {number} row */
  const startOf = (row) => (row < count ? /** @type {number} */ (starts[row]) : bytes.length + 1);

  return {
    count,
    lines: line,
    row(row) {
      const number = /** @type {number} */ (numbers[row]);
      const start = startOf(row);
      const next = startOf(row + 1);
      const last = row + 1 >= count || numbers[row + 1] !== number;
      let end = Math.min(last ? next - 1 : next, bytes.length);
      if (last && end > start && bytes[end - 1] === 0x0d) end -= 1;
      return {
        start,
        end,
        until: next,
        line: number,
        first: row === 0 || numbers[row - 1] !== number,
      };
    },
    rowOf(offset) {
      let low = 0;
      let high = count - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (startOf(middle) <= offset) low = middle;
        else high = middle - 1;
      }
      return low;
    },
  };
}

/** Never within a character. @param {Uint8Array} bytes @param {number} cut */
function whole(bytes, cut) {
  let at = cut;
  while (at > cut - 4 && /** @type {number} */ (bytes[at] & 0xc0) === 0x80) at -= 1;
  return at;
}

/** @param {Uint32Array<ArrayBuffer>} held */
function grown(held) {
  const next = new Uint32Array(held.length * 2);
  next.set(held);
  return next;
}
