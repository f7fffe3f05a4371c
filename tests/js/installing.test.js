// What an installation brings: no scripts, no package without a digest in a lock file, nothing from elsewhere than
// the registry.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../../", import.meta.url);
const json = (path) => JSON.parse(readFileSync(new URL(path, root), "utf8"));
const locks = execFileSync("git", ["ls-files", "*package-lock.json"], {
  cwd: root,
  encoding: "utf8",
})
  .trim()
  .split("\n");
const RUNS = /^(pre|post)?(install|prepare|uninstall)$|^(pre|post)?pack$|^prepublish/;

test("the package has no dependencies, and no script at its installation", () => {
  const manifest = json("pkg/package.json");
  for (const kind of [
    "dependencies",
    "peerDependencies",
    "optionalDependencies",
    "bundleDependencies",
  ])
    assert.equal(manifest[kind], undefined, kind);
  // It builds what is missing before it is packed.
  assert.deepEqual(Object.keys(manifest.scripts), ["prepack"]);
  assert.equal(manifest.gypfile, undefined);
  assert.equal(manifest.bin, undefined);
});

test("the edge depends on four pinned packages without installation scripts", () => {
  const { packages } = json("package-lock.json");
  const needed = new Set();
  const need = (name) => {
    const at = packages[`node_modules/${name}`]?.resolved ?? `node_modules/${name}`;
    const { link, ...held } = packages[at] ?? packages[`node_modules/${name}`];
    if (needed.has(name)) return;
    needed.add(name);
    if (!link && name !== "paylink") assert.match(held.integrity, /^sha512-/, name);
    assert.equal(held.hasInstallScript, undefined, name);
    for (const each of Object.keys(held.dependencies ?? {})) need(each);
    for (const [each] of Object.entries(held.peerDependencies ?? {}))
      if (!held.peerDependenciesMeta?.[each]?.optional) need(each);
  };
  const { dependencies } = json("edge/package.json");
  for (const [name, version] of Object.entries(dependencies)) {
    assert.match(version, /^\d+\.\d+\.\d+$/, `${name} is exact`);
    need(name);
  }
  assert.deepEqual([...needed].sort(), [
    "@hono/node-server",
    "hono",
    "hono-rate-limiter",
    "paylink",
  ]);
});

/** Development tools that download a program at installation. No user installs them. */
const TOOLS = {
  "package-lock.json": ["esbuild", "node", "workerd"],
  "tests/packages/package-lock.json": ["bun", "deno", "node20", "node22", "node24"],
  "tests/packages/frameworks/astro/package-lock.json": ["esbuild"],
  "tests/packages/frameworks/jest/package-lock.json": ["@parcel/watcher"],
  "tests/packages/frameworks/pnpm/package-lock.json": ["pnpm"],
  "tests/packages/frameworks/vite6/package-lock.json": ["esbuild"],
  "tests/packages/frameworks/vite7/package-lock.json": ["esbuild"],
  "tests/packages/frameworks/workers/package-lock.json": ["esbuild", "workerd", "workerd"],
};

test("only known development tools have installation scripts", () => {
  assert.ok(locks.length >= 3);
  for (const lock of locks) {
    const { packages } = json(lock);
    const running = Object.entries(packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.replace(/^.*node_modules\//, ""));
    assert.deepEqual(running.sort(), TOOLS[lock] ?? [], lock);
  }
  for (const own of ["package.json", "edge/package.json", "tools/typedoc/package.json"]) {
    const scripts = Object.keys(json(own).scripts ?? {});
    assert.deepEqual(
      scripts.filter((name) => RUNS.test(name)),
      [],
      own,
    );
  }
});

test("every lock file has digests and registry addresses only", () => {
  for (const lock of locks) {
    const { lockfileVersion, packages } = json(lock);
    assert.equal(lockfileVersion, 3, lock);
    const installed = Object.entries(packages).filter(([path]) => path.includes("node_modules/"));
    for (const [path, { version, integrity, resolved, link, optional, os }] of installed) {
      const where = `${lock}, ${path}`;
      if (link) {
        assert.ok(["edge", "pkg", "tests/react", "tools/typedoc"].includes(resolved), where);
        continue;
      }
      assert.match(version, /^\d+\.\d+\.\d+/, where);
      // Programs for other platforms, which npm has not resolved.
      const isElsewhere = optional && os && integrity === undefined;
      if (!isElsewhere) assert.match(integrity ?? "", /^sha512-/, where);
      assert.ok(resolved === undefined || /^https:/.test(resolved), `${where}: ${resolved}`);
    }
  }
});
