// Tests the package on every host: packs it as npm would publish it, installs it into a project for each host, and
// checks the vectors there. `make test-packages`; an argument selects the hosts whose name contains it.

import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build as esbuild } from "esbuild";
import { chromium } from "playwright-core";
import { serve } from "./server.js";
import { reportSizes } from "./sizes.js";
import { gathered } from "./vectors.js";

const here = fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "");
const root = join(here, "../..");
const dist = join(root, "dist/packages");
const vectorsFile = join(dist, "vectors.json");
const tool = (name) => join(here, "node_modules", name);
const DEADLINE = 120_000;

// No requests beyond those of an installation, and no interactive input.
const env = { ...process.env, CI: "1", DENO_NO_UPDATE_CHECK: "1", WRANGLER_SEND_METRICS: "false" };
env.CLOUDFLARE_CF_FETCH_ENABLED = "false";

const npm = (cwd, ...args) =>
  execFileSync("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });

/** Installs only if the dependencies have changed. */
function once(stamp, of, work) {
  const hash = createHash("sha256").update(of).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  work();
  writeFileSync(stamp, hash);
}

function pack() {
  mkdirSync(dist, { recursive: true });
  const [made] = JSON.parse(npm(root, "pack", "./pkg", "--json", `--pack-destination=${dist}`));
  const list = made.files.map(({ path }) => path).sort();
  const kept = readFileSync(join(here, "files.txt"), "utf8").trim().split("\n");
  if (list.join() !== kept.join()) {
    throw new Error(`the tarball holds other files than files.txt says:\n${list.join("\n")}`);
  }
  return { file: join(dist, made.filename), version: made.version };
}

function vectors() {
  const { document, rows } = gathered();
  writeFileSync(vectorsFile, document);
  return rows;
}

/** The last line of a program's output. */
function program(project, command, ...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args, "main.js", vectorsFile], {
      cwd: join(here, project),
      env,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: DEADLINE,
    });
    let out = "";
    let noise = "";
    child.stdout.on("data", (text) => (out += text));
    child.stderr.on("data", (text) => (noise += text));
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code !== 0) return reject(new Error(`ended with ${code}\n${noise}${out}`));
      const report = JSON.parse(out.trim().split("\n").at(-1));
      if (!report.from.includes(`/tests/packages/${project}/node_modules/paylink/`)) {
        return reject(new Error(`it ran another package: ${report.from}`));
      }
      resolve({ ...report, bytes: installed(project, report.from) });
    });
  });
}

/** The files that a host without a browser loads: entry, API, glue and core. */
function installed(project, entry) {
  const folder = join(here, project, "node_modules/paylink");
  const modules = ["api.js", "batch.js", "columns.js", "core.js", "links.js"];
  const files = [...modules, "wasm/paylink.js", "wasm/paylink_bg.wasm"];
  return [entry.slice(entry.lastIndexOf("/") + 1), ...files]
    .map((file) => statSync(join(folder, file)).size)
    .reduce((sum, size) => sum + size);
}

const within = (promise, what) => {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: no report in time`)), DEADLINE);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

/** The first of these programs that is there. @param {string[]} names */
const found = (...names) =>
  execFileSync("sh", ["-c", names.map((name) => `command -v ${name}`).join(" || ")], {
    encoding: "utf8",
  }).trim();

async function inChromium(url, report) {
  const executablePath = found("chromium", "chromium-browser");
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
  args.push("--disable-background-networking", "--disable-component-update", "--disable-sync");
  const browser = await chromium.launch({ executablePath, args });
  try {
    const page = await browser.newPage();
    const failed = new Promise((_, reject) => page.on("pageerror", reject));
    await page.goto(url);
    return await within(Promise.race([report, failed]), "Chromium");
  } finally {
    await browser.close();
  }
}

/** By its command line only; the page reports its own results. */
async function inFirefox(url, report) {
  const profile = mkdtempSync(join(tmpdir(), "paylink-firefox-"));
  const quiet = [
    "app.normandy.enabled",
    "app.update.enabled",
    "browser.aboutwelcome.enabled",
    "browser.safebrowsing.downloads.remote.enabled",
    "browser.safebrowsing.malware.enabled",
    "browser.safebrowsing.phishing.enabled",
    "datareporting.policy.dataSubmissionEnabled",
    "network.captive-portal-service.enabled",
    "network.connectivity-service.enabled",
    "services.settings.enabled",
  ];
  writeFileSync(
    join(profile, "user.js"),
    quiet.map((name) => `user_pref("${name}", false);\n`).join(""),
  );
  const child = spawn(
    found("firefox", "firefox-esr"),
    ["--headless", "--no-remote", "--profile", profile, url],
    {
      stdio: "ignore",
      detached: true,
    },
  );
  const ended = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  try {
    const early = ended.then(() => Promise.reject(new Error("Firefox ended")));
    return await within(Promise.race([report, early]), "Firefox");
  } finally {
    // The whole process group: a browser has many processes, and its command may be a script.
    if (child.exitCode === null) process.kill(-child.pid, "SIGTERM");
    await ended.catch(() => {});
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function page(browser, folder, path, policy) {
  const server = await serve({ root: folder, vectors: vectorsFile, policy });
  try {
    const report = await browser(`${server.url}${path}`, server.report);
    if (report.error) throw new Error(report.error);
    return { ...report, bytes: server.bytes() };
  } finally {
    server.close();
  }
}

const unbundled = (browser, project, policy) => () =>
  page(browser, here, `/${project}/index.html`, policy);

/** A production build, then the built page. */
const bundled = (project, build) => async () => {
  const out = join(dist, project);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const index = readFileSync(join(here, "browser/index.html"), "utf8");
  writeFileSync(join(out, "index.html"), index);
  await build(join(here, project), out);
  return page(inChromium, out, "/");
};

const withVite = async (cwd, outDir) => {
  // It is not a package of the root, so it cannot be imported by name here.
  const { build } = await import(join(tool("vite"), "dist/node/index.js"));
  await build({ root: cwd, logLevel: "warn", base: "./", build: { outDir, emptyOutDir: true } });
};

const withWebpack = async (cwd, path) => {
  const { default: webpack } = await import(join(tool("webpack"), "lib/index.js"));
  const stats = await new Promise((resolve, reject) => {
    const config = { mode: "production", context: cwd, entry: "./main.js" };
    const output = { path, filename: "main.js", module: true };
    const experiments = { outputModule: true };
    webpack({ ...config, output, experiments, performance: false }, (error, done) =>
      error ? reject(error) : resolve(done),
    );
  });
  if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString("errors-warnings"));
};

const withEsbuild = async (cwd, outdir) => {
  const made = await esbuild({
    absWorkingDir: cwd,
    entryPoints: ["main.js"],
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: "es2022",
    loader: { ".wasm": "file" },
    logLevel: "silent",
  });
  if (made.warnings.length > 0) throw new Error(JSON.stringify(made.warnings, null, 2));
};

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });

/** workerd's clock stops during computation, so the cold start is the time of the first request. */
async function workerd() {
  const port = await freePort();
  const args = ["dev", "--local", "--ip=127.0.0.1", `--port=${port}`, "--inspector-port=0"];
  const wrangler = join(root, "node_modules/wrangler/bin/wrangler.js");
  const child = spawn(
    process.execPath,
    [wrangler, ...args, "--show-interactive-dev-session=false"],
    { cwd: join(here, "workerd"), env, stdio: ["ignore", "pipe", "pipe"], detached: true },
  );
  let output = "";
  child.stdout.on("data", (text) => (output += text));
  child.stderr.on("data", (text) => (output += text));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const url = `http://127.0.0.1:${port}`;
  try {
    for (const deadline = Date.now() + DEADLINE; ; ) {
      if (await fetch(`${url}/healthz`).catch(() => null)) break;
      if (child.exitCode !== null || Date.now() > deadline) throw new Error(output);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const start = performance.now();
    await (await fetch(`${url}/cold`)).text();
    const coldMs = performance.now() - start;
    const answer = await fetch(url, { method: "POST", body: readFileSync(vectorsFile) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${answer.status} ${text}\n${output}`);
    return { ...JSON.parse(text), coldMs, bytes: installed("workerd", "/workerd.js") };
  } finally {
    if (child.exitCode === null) process.kill(-child.pid, "SIGTERM");
    await ended;
  }
}

const node = (version) => tool(`node${version}/bin/node`);
const NOTHING = "default-src 'none'; connect-src 'self'; style-src 'none'";
const HOSTS = [
  ["Node 20", "node", () => program("node", node(20))],
  ["Node 22", "node", () => program("node", node(22))],
  ["Node 24", "node", () => program("node", node(24))],
  ["Node 24, slim", "slim", () => program("slim", node(24))],
  [
    "Deno",
    "deno",
    () => program("deno", tool(".bin/deno"), "run", "--no-remote", "--no-prompt", "--allow-read"),
  ],
  ["Bun", "bun", () => program("bun", tool(".bin/bun"), "run")],
  ["workerd", "workerd", workerd],
  ["Chromium", "browser", unbundled(inChromium, "browser")],
  ["Firefox", "browser", unbundled(inFirefox, "browser")],
  [
    "Chromium, CSP",
    "csp",
    unbundled(inChromium, "csp", `${NOTHING}; script-src 'self' 'wasm-unsafe-eval'`),
  ],
  [
    "Firefox, CSP",
    "csp",
    unbundled(inFirefox, "csp", `${NOTHING}; script-src 'self' 'wasm-unsafe-eval'`),
  ],
  [
    "Chromium, no WebAssembly",
    "standalone",
    unbundled(inChromium, "standalone", `${NOTHING}; script-src 'self'`),
  ],
  [
    "Firefox, no WebAssembly",
    "standalone",
    unbundled(inFirefox, "standalone", `${NOTHING}; script-src 'self'`),
  ],
  ["Vite, Chromium", "vite", bundled("vite", withVite)],
  ["webpack, Chromium", "webpack", bundled("webpack", withWebpack)],
  ["esbuild, Chromium", "esbuild", bundled("esbuild", withEsbuild)],
].map(([name, project, run]) => ({ name, project, run }));

const began = performance.now();
const tarball = pack();
const expected = vectors();
const lock = readFileSync(join(here, "package-lock.json"));
once(join(dist, "tools.sha256"), lock, () => npm(here, "ci"));

const packed = readFileSync(tarball.file);
for (const project of new Set([...HOSTS.map(({ project }) => project), "types"])) {
  const folder = join(here, project, "node_modules");
  // npm's own way to install it; there is nothing to lock.
  once(join(folder, ".paylink"), packed, () => {
    rmSync(folder, { recursive: true, force: true });
    npm(join(here, project), "install", "--no-save", "--no-package-lock", tarball.file);
  });
}

const wanted = process.argv[2]?.toLowerCase() ?? "";
const row = (...cells) =>
  console.log(
    cells.map((cell, at) => `${cell}`[at ? "padStart" : "padEnd"](at ? 12 : 26)).join(" "),
  );
row("host", "loaded", "vectors", "cold ms", "bytes");
let failures = 0;
for (const { name, run } of HOSTS.filter(({ name }) => name.toLowerCase().includes(wanted))) {
  try {
    const { version, passed, total, failed, coldMs, bytes } = await run();
    row(name, version, `${passed}/${total}`, coldMs.toFixed(1), bytes);
    // At least as many as the vectors.
    if (passed !== total || total < expected || version !== tarball.version) {
      failures += 1;
      console.error(failed.join("\n"));
    }
  } catch (error) {
    failures += 1;
    row(name, "no", "-", "-", "-");
    console.error(`${error.message ?? error}`);
  }
}

/** What is published, checked by other tools. @param {string} name @param {string} program @param {string[]} args */
function lint(name, program, ...args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
  console.log(`${name}: ${status === 0 ? "nothing to say" : "see below"}`);
  if (status === 0) return;
  failures += 1;
  console.error(`${stdout}${stderr}`);
}

if (!wanted) {
  console.log();
  failures += reportSizes(new URL("../../pkg/", import.meta.url), tarball.file);
  console.log();
  lint("publint", tool(".bin/publint"), "run", tarball.file, "--strict");
  // Bundlers differ in what an imported wasm file is: a module, a URL, bytes.
  const resolved = ["--profile=esm-only", "--exclude-entrypoints=./paylink.wasm"];
  lint("attw", tool(".bin/attw"), tarball.file, ...resolved);
  const tsc = join(root, "node_modules/.bin/tsc");
  lint("tsc", tsc, "--project", join(here, "types"));
  lint("tsc, bundler", tsc, ...["--project", join(here, "types")], "--module", "preserve");
}
console.log(`\n${((performance.now() - began) / 1000).toFixed(1)} s`);
if (failures > 0) {
  console.error(`${failures} failed`);
  process.exitCode = 1;
}
