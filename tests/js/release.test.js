// What a release depends on: versions, licences and the workflow say the same everywhere.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { init, version } from "paylink";

const root = fileURLToPath(new URL("../..", import.meta.url));
const text = (name) => readFileSync(path.join(root, name), "utf8");
const json = (name) => JSON.parse(text(name));
const manifest = text("Cargo.toml");
const field = (name) => new RegExp(`^${name} = "(.+)"$`, "m").exec(manifest)?.[1];
const pkg = json("pkg/package.json");
const edge = json("edge/package.json");

test("the crate, the package, the edge, the built core and the changelog have one version", async () => {
  await init();
  const versions = {
    "Cargo.lock": /name = "paylink"\nversion = "(.+)"/.exec(text("Cargo.lock"))?.[1],
    "pkg/package.json": pkg.version,
    "edge/package.json": edge.version,
    "edge/package.json, of paylink": edge.dependencies.paylink,
    "package-lock.json, of paylink": json("package-lock.json").packages.pkg.version,
    "CHANGELOG.md": /^## (\S+) \(.+\)$/m.exec(text("CHANGELOG.md"))?.[1],
    "the built core": version(),
  };
  for (const [place, found] of Object.entries(versions))
    assert.equal(found, field("version"), `${place} says ${found}`);
});

test("wasm-bindgen has one version", () => {
  const locked = /name = "wasm-bindgen"\nversion = "(.+)"/.exec(text("Cargo.lock"))?.[1];
  for (const place of ["Cargo.toml", "tools/bindgen/Cargo.toml", "tests/coverage/Cargo.toml"]) {
    const [, pinned] = /^wasm-bindgen(?:-cli-support)? = "=(.+)"$/m.exec(text(place)) ?? [];
    assert.equal(pinned, locked, place);
  }
});

test("the package and the crate name their repository, which is one", () => {
  const repository = field("repository");
  assert.match(repository, /^https:\/\//);
  assert.equal(pkg.repository.url, `git+${repository}.git`);
  for (const url of [pkg.homepage, pkg.bugs]) assert.ok(url.startsWith(repository), url);
  assert.deepEqual(pkg.publishConfig, { access: "public", provenance: true });
});

test("the oldest supported Node is tested", () => {
  const tested = text("tests/packages/hosts.js");
  const [, node] = /^>=(\d+)$/.exec(pkg.engines.node) ?? [];
  assert.ok(tested.includes(`["Node ${node}",`), `tests/packages does not run Node ${node}`);
});

test("the workflow runs the same as make test", () => {
  const workflow = text(".github/workflows/ci.yml");
  const [, targets] = /^\t@\$\(MAKE\) --no-print-directory .*(check .+)$/m.exec(text("Makefile"));
  for (const target of targets.split(" "))
    assert.match(workflow, new RegExp(`[ [,]${target}[\\],\n]`));
});

test("the licences are the same everywhere", () => {
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE"])
    assert.equal(text(name), text(`pkg/${name}`));
  for (const licence of [field("license"), pkg.license, edge.license])
    assert.equal(licence, "MIT OR Apache-2.0");
});
