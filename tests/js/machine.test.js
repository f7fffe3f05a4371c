// Machines that lack what is needed: what is missing is named, and only if it is needed.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const made = mkdtempSync(path.join(tmpdir(), "paylink with blanks "));
after(() => rmSync(made, { recursive: true, force: true }));

const { MAKEFLAGS: _, MAKELEVEL: __, ...env } = process.env;
const withoutRust = env.PATH.split(":")
  .filter((folder) => !existsSync(`${folder}/cargo`))
  .join(":");

/** A copy of the tree in which nothing is built. @param {string} name */
function copy(name) {
  const folder = path.join(made, name);
  execFileSync("tools/tree", [folder], { cwd: root });
  assert.ok(!existsSync(path.join(folder, "pkg/wasm")));
  // What is installed is shared, so nothing is to be installed.
  writeFileSync(path.join(folder, "node_modules/.paylink-test"), "");
  return folder;
}

/** @param {string} cwd @param {string} PATH @param {string[]} command */
const run = (cwd, PATH, [program, ...args]) =>
  spawnSync(program, args, { cwd, env: { ...env, PATH }, encoding: "utf8" });

test("what is built already is served without Rust", () => {
  const { status, stderr } = run(root, withoutRust, ["make", "build"]);
  assert.deepEqual([status, stderr], [0, ""]);
});

test("what has to be built needs Rust, and says so", () => {
  const { status, stderr } = run(copy("no Rust"), withoutRust, ["make", "build"]);
  assert.notEqual(status, 0);
  assert.match(stderr, /^missing: Rust\n {2}install it with rustup/m);
});

test("an old Node is named before anything else, with the one that is needed", () => {
  const folder = copy("old Node");
  rmSync(path.join(folder, "node_modules"), { recursive: true });
  const old = path.join(made, "old");
  execFileSync("mkdir", [old]);
  for (const program of ["node", "npm"]) {
    writeFileSync(path.join(old, program), "#!/bin/sh\n[ $1 = --version ] && echo v18.19.0\n");
    chmodSync(path.join(old, program), 0o755);
  }
  const { status, stdout, stderr } = run(folder, `${old}:${withoutRust}`, ["make", "start"]);
  assert.notEqual(status, 0);
  assert.equal(stdout, "");
  assert.match(stderr, /^missing: Node\.js 20 or newer\n {2}found v18\.19\.0 at .+: install/m);
});

test("npm packs nothing if the core is missing and cannot be built", () => {
  const folder = copy("pack");
  const { status, stderr } = run(folder, withoutRust, ["npm", "pack", "./pkg", "--json"]);
  assert.notEqual(status, 0);
  assert.match(stderr, /missing: Rust/);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith(".tgz")),
    [],
  );
});
