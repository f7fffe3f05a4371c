// Plants one bug after the other in a copy of the tree, and runs the layer that has to detect it:
// `node tools/planted.mjs [layer…]`. Fails if one is not detected, or cannot be planted any more.
import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BUGS, LAYERS } from "../tests/planted/bugs.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const tree = mkdtempSync(join(tmpdir(), "paylink-planted-"));
process.on("exit", () => rmSync(tree, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

const wanted = process.argv.slice(2);
const unknown = wanted.filter((layer) => !Object.hasOwn(LAYERS, layer));
if (unknown.length > 0) throw new Error(`no layer: ${unknown}; there are: ${Object.keys(LAYERS)}`);

execFileSync(join(root, "tools/tree"), [tree]);
for (const built of ["pkg/wasm", "pkg/page"])
  cpSync(join(root, built), join(tree, built), { recursive: true });
// Some tests ask git for the list of files.
const git = (...args) => execFileSync("git", args, { cwd: tree, stdio: "ignore" });
git("init");
git("add", "--all");

const env = {
  ...process.env,
  CARGO_TARGET_DIR: join(root, "target/planted"),
  PATH: [join(root, "node_modules/.bin"), join(root, "dist/python/bin"), process.env.PATH].join(
    ":",
  ),
};
/** @param {string} layer @returns {Promise<{failed: boolean, said: string}>} */
const run = (layer) =>
  new Promise((resolve) => {
    const options = { cwd: tree, env, maxBuffer: 2 ** 28 };
    execFile("bash", ["-c", LAYERS[layer]], options, (error, stdout, stderr) =>
      resolve({ failed: error !== null, said: `${stdout}${stderr}` }),
    );
  });

let wrong = 0;
for (const [layer, bugs] of Map.groupBy(BUGS, ({ layer }) => layer)) {
  if (wanted.length > 0 && !wanted.includes(layer)) continue;
  console.log(`\n${layer}: ${LAYERS[layer]}`);
  const sound = await run(layer);
  if (sound.failed) {
    console.log(`${sound.said.slice(-4_000)}\n  ✘ fails without any bug`);
    wrong += 1;
    continue;
  }
  for (const { bug, file, from, to, shows } of bugs) {
    const path = join(tree, file);
    const before = readFileSync(path, "utf8");
    if (before.split(from).length !== 2) {
      console.log(`  ✘ ${bug}: ${file} has no longer, or more than once, what is to be changed`);
      wrong += 1;
      continue;
    }
    writeFileSync(
      path,
      before.replace(from, () => to),
    );
    const { failed, said } = await run(layer);
    writeFileSync(path, before);
    const noticed = failed && said.includes(shows);
    if (!noticed) wrong += 1;
    const line = said.split("\n").find((each) => each.includes(shows)) ?? "";
    const how = failed ? (noticed ? line : said.slice(-2_000)) : "nothing was said";
    console.log(
      `  ${noticed ? "✔" : "✘ NOT NOTICED:"} ${bug}\n      ${how.trim().slice(0, noticed ? 140 : 2_000)}`,
    );
  }
}
console.log(wrong === 0 ? "\nall of them are noticed" : `\n${wrong} went wrong`);
process.exitCode = wrong === 0 ? 0 : 1;
