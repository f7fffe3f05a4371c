// A dry run of a release: the crate and the package as they would be published, their files, and whether all versions
// agree. Publishes nothing and calls no registry.

import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
/** @param {string} path */
const text = (path) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
/** @param {string} tool @param {string[]} args */
const run = (tool, ...args) =>
  execFileSync(tool, args, { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
/** @param {number} bytes */
const kb = (bytes) => `${(bytes / 1024).toFixed(0)} KB`;

/** @type {string[]} */
const wrong = [];
/** @param {boolean} fine @param {string} otherwise */
const expect = (fine, otherwise) => {
  if (!fine) wrong.push(otherwise);
};

// Versions: the crate, its lock file, the package, the edge and its dependency, the changelog.
const manifest = text("Cargo.toml");
const [, version = ""] = /^version = "(.+)"$/m.exec(manifest) ?? [];
const pkg = JSON.parse(text("pkg/package.json"));
const edge = JSON.parse(text("edge/package.json"));
const [, news = "", day = ""] = /^## (\S+) \((.+)\)$/m.exec(text("CHANGELOG.md")) ?? [];
const lock = /name = "paylink"\nversion = "(.+)"/.exec(text("Cargo.lock"))?.[1];
const said = {
  "Cargo.lock": lock,
  "pkg/package.json": pkg.version,
  "edge/package.json": edge.version,
  "edge/package.json, of paylink": edge.dependencies.paylink,
  "CHANGELOG.md": news,
};
for (const [place, other] of Object.entries(said))
  expect(other === version, `${place} says ${other}, Cargo.toml ${version}`);

// The tested compiler is the oldest supported one.
const [, least] = /^rust-version = "(.+)"$/m.exec(manifest) ?? [];
const [, tested] = /^channel = "(.+)"$/m.exec(text("rust-toolchain.toml")) ?? [];
expect(`${least}.0` === tested, `rust-version is ${least}, what is tested is ${tested}`);
// The host test runs the package on the oldest supported Node, under this name.
const [, node] = /^>=(\d+)$/.exec(pkg.engines.node) ?? [];
expect(
  text("tests/packages/hosts.js").includes(`["Node ${node}",`),
  `pkg/package.json asks for Node ${node}, which tests/packages does not run`,
);

// CI runs the same as `make test`.
const workflow = text(".github/workflows/ci.yml");
const [, targets = ""] =
  /^\t@\$\(MAKE\) --no-print-directory (check .+)$/m.exec(text("Makefile")) ?? [];
expect(targets !== "", "the Makefile's `test` names no targets");
for (const target of targets.split(" "))
  expect(new RegExp(`[ [,]${target}[\\],\n]`).test(workflow), `the workflow lacks ${target}`);

// Licences: the same two texts everywhere.
for (const name of ["LICENSE-MIT", "LICENSE-APACHE"])
  expect(text(name) === text(`pkg/${name}`), `${name} is another one in pkg`);
for (const licence of [/^license = "(.+)"$/m.exec(manifest)?.[1], pkg.license, edge.license])
  expect(licence === "MIT OR Apache-2.0", `a manifest says ${licence}`);

// The package: exactly the listed files, and no installation scripts.
const [packed] = JSON.parse(run("npm", "pack", "./pkg", "--dry-run", "--json", "--loglevel=error"));
const files = packed.files.map((/** @type {{path: string}} */ { path }) => path).sort();
const listed = text("tests/packages/files.txt").trim().split("\n");
expect(files.join() === listed.join(), `the tarball has ${files.join(" ")}`);
expect(pkg.scripts === undefined, "pkg/package.json has scripts");
for (const kind of ["dependencies", "optionalDependencies", "peerDependencies"])
  expect(pkg[kind] === undefined, `pkg/package.json has ${kind}`);

// The crate: its sources, built from the packed files.
const USUAL =
  /^(?:src\/.+\.rs|Cargo\.(?:toml|toml\.orig|lock)|README\.md|CHANGELOG\.md|LICENSE-\w+)$/;
const held = run("cargo", "package", "--locked", "--allow-dirty", "--list", "--quiet")
  .trim()
  .split("\n")
  .map((path) => path.replaceAll("\\", "/"));
for (const path of held.filter((path) => !USUAL.test(path) && path !== ".cargo_vcs_info.json"))
  wrong.push(`the crate would have ${path}`);
for (const name of ["LICENSE-MIT", "LICENSE-APACHE", "README.md", "CHANGELOG.md", "src/lib.rs"])
  expect(held.includes(name), `the crate lacks ${name}`);
execFileSync("cargo", ["package", "--locked", "--allow-dirty", "--quiet"], {
  cwd: root,
  stdio: ["ignore", "inherit", "inherit"],
});
const target = process.env.CARGO_TARGET_DIR ?? `${root}target`;
const crate = statSync(`${target}/package/paylink-${version}.crate`).size;
expect(crate < 1024 * 1024, `the crate weighs ${kb(crate)}`);

console.log(`  paylink ${version} (${day}); Rust ${tested}, Node ${node} and newer`);
console.log(`  crate: ${held.length} files, ${kb(crate)} packed, built from its own tarball`);
console.log(`  npm: ${files.length} files, ${kb(packed.size)} packed, ${packed.integrity}`);
for (const what of wrong) console.error(`  ✘ ${what}`);
if (wrong.length > 0) process.exitCode = 1;
else
  console.log("  published is nothing; from a workflow, `npm publish --provenance` says by whom");
