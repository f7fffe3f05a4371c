// The hosts that every change is tested on: programs, pages, bundlers. Those with a project of their own are in
// frameworks.js.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build as esbuild } from "esbuild";
import { chromiumVersion, firefoxVersion, inChromium, inFirefox } from "./browsers.js";
import { withEsbuild, withVite, withWebpack } from "./bundlers.js";
import { freePort, ran, serving } from "./processes.js";
import { dist, here, install, root, tool, vectorsFile } from "./projects.js";
import { serve } from "./server.js";

/** @typedef {{ version: string, coldMs: number, passed: number, total: number, failed: string[] }} Report */
/**
 * @typedef {object} Host
 * @property {string} name
 * @property {() => string} version
 * @property {string} loads how the core gets there
 * @property {(tarball: string) => Promise<Report>} run
 * @property {string} [says] it does not work as it is: the line to add, which the error and the README have
 */

/** The version that a manifest pins. @param {string} folder @param {string} name */
export const pinned = (folder, name) => () => {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const version = { ...manifest.dependencies, ...manifest.devDependencies }[name];
  return version.slice(version.lastIndexOf("@") + 1);
};

/** A program whose last line is the report. @param {string} folder @param {string[]} command */
export const program = (folder, command) => async (tarball) => {
  const project = join(here, folder);
  install(project, tarball);
  const out = await ran([...command, vectorsFile], project);
  const report = JSON.parse(out.trim().split("\n").at(-1) ?? "");
  if (!report.from.includes(`/tests/packages/${folder}/node_modules/paylink/`)) {
    throw new Error(`it ran another package: ${report.from}`);
  }
  return report;
};

/** @typedef {(url: string, report: Promise<any>) => Promise<any>} Browser */

/** @param {Browser} browser @param {string} folder @param {string} path @param {string} [policy] */
async function page(browser, folder, path, policy) {
  const server = await serve({ root: folder, policy });
  try {
    return await browser(`${server.url}${path}`, server.report);
  } finally {
    server.close();
  }
}

/** @param {Browser} browser @param {string} project @param {string} [policy] */
const unbundled = (browser, project, policy) => (tarball) => {
  install(join(here, project), tarball);
  return page(browser, here, `/${project}/index.html`, policy);
};

/** A production build, then the built page. @param {string} project @param {(cwd: string, out: string) => Promise<void>} build */
const bundled = (project, build) => async (tarball) => {
  install(join(here, project), tarball);
  const out = join(dist, project);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, "index.html"), readFileSync(join(here, "browser/index.html"), "utf8"));
  await build(join(here, project), out);
  return page(inChromium, out, "/");
};

/** Everything in one file for Node, run in a folder. @param {(project: string) => string} cwd */
const oneFile = (cwd) => async (tarball) => {
  const project = join(here, "node");
  install(project, tarball);
  const outfile = join(dist, "one-file/main.mjs");
  const entryPoints = [join(project, "main.js")];
  await esbuild({ entryPoints, outfile, bundle: true, platform: "node", format: "esm" });
  return JSON.parse(await ran([node(24), outfile, vectorsFile], cwd(project)));
};

/** workerd's clock stops during computation, so the cold start is the time of the first request. */
async function workerd(tarball) {
  const project = join(here, "workerd");
  install(project, tarball);
  const port = await freePort();
  const command = [process.execPath, join(root, "node_modules/wrangler/bin/wrangler.js"), "dev"];
  command.push("--local", "--ip=127.0.0.1", `--port=${port}`, "--inspector-port=0");
  command.push("--show-interactive-dev-session=false");
  const url = `http://127.0.0.1:${port}`;
  return serving(command, project, {}, `${url}/healthz`, async (output) => {
    const start = performance.now();
    await (await fetch(`${url}/cold`)).text();
    const coldMs = performance.now() - start;
    const answer = await fetch(url, { method: "POST", body: readFileSync(vectorsFile) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${answer.status} ${text}\n${output()}`);
    return { ...JSON.parse(text), coldMs };
  });
}

const node = (version) => tool(`node${version}/bin/node`);
const deno = [tool(".bin/deno"), "run", "--no-remote", "--no-prompt", "--allow-read"];
const ours = (name) => pinned(here, name);
const FIRST = "first call";
const NOTHING = "default-src 'none'; connect-src 'self'; style-src 'none'";
const WASM = `${NOTHING}; script-src 'self' 'wasm-unsafe-eval'`;
const NO_WASM = `${NOTHING}; script-src 'self'`;
const PLAIN = "standalone, first call";

/** @type {[string, () => string, string, Host["run"], string?][]} */
const ROWS = [
  ["Node 20", ours("node20"), FIRST, program("node", [node(20), "main.js"])],
  ["Node 22", ours("node22"), FIRST, program("node", [node(22), "main.js"])],
  ["Node 24", ours("node24"), FIRST, program("node", [node(24), "main.js"])],
  ["Node 24, require", ours("node24"), FIRST, program("node", [node(24), "require.cjs"])],
  [
    "Node before 20.19, require",
    ours("node24"),
    FIRST,
    program("node", [node(24), "--no-experimental-require-module", "require.cjs"]),
  ],
  ["Node 24, slim", ours("node24"), "initSync(bytes)", program("slim", [node(24), "main.js"])],
  ["Node 24, standalone", ours("node24"), PLAIN, program("node", [node(24), "standalone.js"])],
  ["Deno", ours("deno"), FIRST, program("deno", [...deno, "main.js"])],
  ["Bun", ours("bun"), FIRST, program("bun", [tool(".bin/bun"), "run", "main.js"])],
  ["wrangler, workerd", pinned(root, "wrangler"), FIRST, workerd],
  ["Chromium", chromiumVersion, "init()", unbundled(inChromium, "browser")],
  ["Firefox", firefoxVersion, "init()", unbundled(inFirefox, "browser")],
  ["Chromium, CSP", chromiumVersion, "init()", unbundled(inChromium, "csp", WASM)],
  ["Firefox, CSP", firefoxVersion, "init()", unbundled(inFirefox, "csp", WASM)],
  [
    "Chromium, no WebAssembly",
    chromiumVersion,
    PLAIN,
    unbundled(inChromium, "standalone", NO_WASM),
  ],
  ["Firefox, no WebAssembly", firefoxVersion, PLAIN, unbundled(inFirefox, "standalone", NO_WASM)],
  ["Vite, Chromium", ours("vite"), "init()", bundled("vite", withVite)],
  ["webpack, Chromium", ours("webpack"), "init()", bundled("webpack", withWebpack)],
  [
    "esbuild, Chromium",
    pinned(root, "esbuild"),
    "init(fetch(url))",
    bundled("esbuild", withEsbuild),
  ],
  ["esbuild, Node, one file", pinned(root, "esbuild"), FIRST, oneFile((project) => project)],
  [
    "esbuild, Node, one file moved",
    pinned(root, "esbuild"),
    FIRST,
    oneFile(() => tmpdir()),
    "--external:paylink",
  ],
];

/** @type {Host[]} */
export const hosts = ROWS.map(([name, version, loads, run, says]) => ({
  ...{ name, version, loads, run, says },
}));
