// The packed package, and the projects that it is installed into, as their users would.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";
import { gathered } from "./vectors.js";

export const here = fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "");
export const root = join(here, "../..");
export const dist = join(root, "dist/packages");
export const vectorsFile = join(dist, "vectors.json");

/** A program or a package among the tools of these tests. @param {string} name */
export const tool = (name) => join(here, "node_modules", name);

// No requests beyond those of an installation, and no interactive input.
export const env = {
  ...process.env,
  CI: "1",
  ASTRO_TELEMETRY_DISABLED: "1",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  DENO_NO_UPDATE_CHECK: "1",
  NEXT_TELEMETRY_DISABLED: "1",
  NO_COLOR: "1",
  WRANGLER_SEND_METRICS: "false",
};

const npm = (cwd, ...args) =>
  execFileSync("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });

/** Does the work only if its input has changed. */
function once(stamp, input, work) {
  const hash = createHash("sha256").update(input).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  work();
  writeFileSync(stamp, hash);
}

/** Packs the package as npm would publish it. */
export function pack() {
  mkdirSync(dist, { recursive: true });
  const [made] = JSON.parse(npm(root, "pack", "./pkg", "--json", `--pack-destination=${dist}`));
  const list = made.files.map(({ path }) => path).sort();
  const kept = readFileSync(join(here, "files.txt"), "utf8").trim().split("\n");
  if (list.join() !== kept.join()) {
    throw new Error(`the tarball holds other files than files.txt says:\n${list.join("\n")}`);
  }
  return { file: join(dist, made.filename), version: made.version };
}

/** Writes the vectors for all hosts; their number. */
export function writeVectors() {
  const { document, rows } = gathered();
  writeFileSync(vectorsFile, document);
  return rows;
}

export function installTools() {
  const lock = readFileSync(join(here, "package-lock.json"));
  once(join(dist, "tools.sha256"), lock, () => npm(here, "ci"));
}

/** Installs the package into a folder: npm's own way; there is nothing to lock. */
export function install(folder, tarball) {
  const modules = join(folder, "node_modules");
  once(join(modules, ".paylink"), readFileSync(tarball), () => {
    rmSync(join(modules, "paylink"), { recursive: true, force: true });
    npm(folder, "install", "--no-save", "--no-package-lock", tarball);
  });
}

const outside = createHash("sha256").update(root).digest("hex").slice(0, 8);

/**
 * Makes a project of a framework outside of the repository, whose lock files and packages some frameworks would take for
 * theirs: the folders on top of each other, with what all projects share. Returns its folder.
 * @param {string[]} folders of `frameworks` @param {string} tarball
 */
export function project(folders, tarball) {
  const folder = join(tmpdir(), `paylink-hosts-${outside}`, folders.join("-"));
  mkdirSync(folder, { recursive: true });
  // Nothing of an earlier run but the installed packages: caches do not know that the package has changed.
  const kept = ["node_modules", ".installed"];
  const old = readdirSync(folder).filter((name) => !kept.includes(name));
  for (const name of [...old, "node_modules/.vite", "node_modules/.astro"]) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
  for (const part of folders) cpSync(join(here, "frameworks", part), folder, { recursive: true });
  for (const file of ["conformance.js", "page.js"]) cpSync(join(here, file), join(folder, file));
  const shared = readFileSync(join(here, "conformance.js"), "utf8");
  writeFileSync(join(folder, "conformance.cjs"), transformSync(shared, { format: "cjs" }).code);
  const lock = readFileSync(join(folder, "package-lock.json"));
  once(join(folder, ".installed"), lock, () => npm(folder, "ci"));
  install(folder, tarball);
  return folder;
}
