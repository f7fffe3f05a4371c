// A dry run of a release: the crate and the package as they would be published, with their files, and what is attached to
// the release, in dist/release: the OpenAPI document and the JSON Schemas. They are not in the package, because it has the
// schemas by `schema(name)` already, and the OpenAPI document describes the edge. Publishes nothing and calls no registry.
// tests/js/release.test.js checks the versions.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { formats, init } from "paylink";
import { openapi } from "../edge/contract/openapi.js";

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

const [, version = ""] = /^version = "(.+)"$/m.exec(text("Cargo.toml")) ?? [];
const pkg = JSON.parse(text("pkg/package.json"));

// The package: exactly the listed files, and no installation scripts.
const [packed] = JSON.parse(run("npm", "pack", "./pkg", "--dry-run", "--json", "--loglevel=error"));
const files = packed.files.map((/** @type {{path: string}} */ { path }) => path).sort();
const listed = text("tests/packages/files.txt").trim().split("\n");
expect(files.join() === listed.join(), `the tarball has ${files.join(" ")}`);
for (const kind of ["dependencies", "optionalDependencies", "peerDependencies"])
  expect(pkg[kind] === undefined, `pkg/package.json has ${kind}`);

// The crate: its sources, built from the packed files.
const USUAL =
  /^(?:src\/(?:.+\.rs|provider\/\w+\/examples\.json)|Cargo\.(?:toml|toml\.orig|lock)|README\.md|CHANGELOG\.md|LICENSE-\w+)$/;
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

// Attached to the release, for tools that read them without a server or the package.
await init();
const attached = `${root}dist/release`;
rmSync(attached, { recursive: true, force: true });
mkdirSync(attached, { recursive: true });
const document = openapi(formats().map(({ id }) => id));
writeFileSync(`${attached}/openapi.json`, `${JSON.stringify(document, null, 2)}\n`);
const isSchema = (/** @type {string} */ path) =>
  statSync(path).isDirectory() || path.endsWith(".schema.json");
cpSync(`${root}rules`, `${attached}/schemas`, { recursive: true, filter: isSchema });

console.log(`  paylink ${version}`);
console.log(`  crate: ${held.length} files, ${kb(crate)} packed, built from its own tarball`);
console.log(`  npm: ${files.length} files, ${kb(packed.size)} packed, ${packed.integrity}`);
console.log("  attached: dist/release, the OpenAPI document and the JSON Schemas");
for (const what of wrong) console.error(`  ✘ ${what}`);
if (wrong.length > 0) process.exitCode = 1;
else console.log("  published is nothing; `npm publish` from a workflow says by whom (provenance)");
