// Plants one bug after the other in a copy of the tree, and runs the layer that has to notice:
// `node tools/planted.mjs [layer…]`. Fails where one is not noticed, or cannot be planted any more.
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { BUGS, LAYERS } from "../tests/planted/bugs.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const tree = mkdtempSync(join(tmpdir(), "paylink-planted-"));
process.on("exit", () => rmSync(tree, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

const wanted = process.argv.slice(2);
const unknown = wanted.filter((layer) => !Object.hasOwn(LAYERS, layer));
if (unknown.length > 0) throw new Error(`no layer: ${unknown}; there are: ${Object.keys(LAYERS)}`);

const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
for (const file of execFileSync("git", list, { cwd: root, encoding: "utf8" }).split("\0")) {
  if (file === "") continue;
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  cpSync(join(root, file), join(tree, file));
}
cpSync(join(root, "pkg/wasm"), join(tree, "pkg/wasm"), { recursive: true });
mkdirSync(join(tree, "node_modules"));
for (const name of readdirSync(join(root, "node_modules"))) {
  const target = name === "paylink" ? "../pkg" : join(root, "node_modules", name);
  symlinkSync(target, join(tree, "node_modules", name));
}
// Some ask git what belongs to them.
const git = (...args) => execFileSync("git", args, { cwd: tree, stdio: "ignore" });
git("init");
git("add", "--all");

const env = {
  ...process.env,
  CARGO_TARGET_DIR: join(root, "target/planted"),
  PATH: `${join(root, "node_modules/.bin")}:${process.env.PATH}`,
};
/** @param {string} layer */
function run(layer) {
  const options = { cwd: tree, env, encoding: "utf8", maxBuffer: 2 ** 28 };
  const { status, stdout, stderr } = spawnSync("bash", ["-c", LAYERS[layer]], options);
  return { failed: status !== 0, said: `${stdout}${stderr}` };
}

let wrong = 0;
for (const [layer, bugs] of Map.groupBy(BUGS, ({ layer }) => layer)) {
  if (wanted.length > 0 && !wanted.includes(layer)) continue;
  console.log(`\n${layer}: ${LAYERS[layer]}`);
  const sound = run(layer);
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
    const { failed, said } = run(layer);
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
