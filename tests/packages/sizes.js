// The sizes of the package on disk and compressed, against their budget.
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const budgets = JSON.parse(readFileSync(new URL("budget.json", import.meta.url), "utf8"));
const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })
    .length;

/**
 * @param {URL} folder the package's
 * @param {string} tarball
 * @returns {number} how many budgets are exceeded
 */
export function reportSizes(folder, tarball) {
  const row = (...cells) =>
    console.log(
      cells.map((cell, at) => `${cell}`[at ? "padStart" : "padEnd"](at ? 10 : 16)).join(" "),
    );
  row("bytes", "raw", "gzip", "brotli", "budget", "goal");
  let exceeded = 0;
  for (const [name, { files, of, budget, goal = "" }] of Object.entries(budgets)) {
    const contents = files.map((file) =>
      readFileSync(file === "*.tgz" ? tarball : new URL(file, folder)),
    );
    const sum = (measure) => contents.reduce((total, bytes) => total + measure(bytes), 0);
    const sizes = {
      raw: sum((bytes) => bytes.length),
      gzip: sum((bytes) => gzipSync(bytes, { level: 9 }).length),
      brotli: sum(brotli),
    };
    row(name, sizes.raw, sizes.gzip, sizes.brotli, budget, goal);
    if (sizes[of] > budget) {
      exceeded += 1;
      console.error(`${name} is ${sizes[of]} bytes (${of}), and may be ${budget}`);
    }
  }
  return exceeded;
}
