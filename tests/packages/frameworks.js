// The hosts with a project of their own, whose packages are installed only if one of its rows runs. `cheap` are tested
// with every change, `heavy` by `make test-hosts`.

import { cpSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inChromium } from "./browsers.js";
import { pinned } from "./hosts.js";
import { freePort, ran, serving, within } from "./processes.js";
import { here, project, vectorsFile } from "./projects.js";
import { serve } from "./server.js";

/** @typedef {import("./hosts.js").Host} Host */

const bin = (name) => join("node_modules/.bin", name);

/** Opens a path of a server and waits for its report. @param {string} url @param {boolean} inBrowser @param {() => string} output */
async function reported(url, inBrowser, output) {
  const server = await serve();
  try {
    const full = `${url}?at=${encodeURIComponent(server.url)}`;
    if (inBrowser) return await inChromium(full, server.report);
    const answer = await fetch(full);
    if (!answer.ok) throw new Error(`the answer is ${answer.status}`);
    return await within(server.report, url);
  } catch (error) {
    throw new Error(`${error.message}\n${output()}`);
  } finally {
    server.close();
  }
}

/**
 * An application in its own server.
 * @param {object} app
 * @param {string[]} app.folders
 * @param {string[]} [app.build]
 * @param {(port: number) => string[]} app.serve
 * @param {Record<string, string>} [app.env]
 */
function application({ folders, build, serve: command, env = {} }) {
  const built = async (tarball) => {
    const folder = project(folders, tarball);
    if (build) await ran(build, folder, env);
    return folder;
  };
  /** @type {Promise<string> | undefined} Its folder, built once for all rows. */
  let made;
  const prepared = (tarball) => {
    made ??= built(tarball);
    return made;
  };
  const opened = async (folder, path, inBrowser) => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const more = { ...env, HOST: "127.0.0.1", HOSTNAME: "127.0.0.1", PORT: `${port}` };
    return serving(command(port), folder, more, `${url}/favicon.ico`, (output) =>
      reported(`${url}${path}`, inBrowser, output),
    );
  };
  return { prepared, opened };
}

/** @param {ReturnType<typeof application>} app @param {string} path @param {boolean} [inBrowser] */
const page =
  (app, path, inBrowser = false) =>
  async (tarball) =>
    app.opened(await app.prepared(tarball), path, inBrowser);

/**
 * The output that Next.js makes for containers, where the project itself is not.
 * @param {ReturnType<typeof application>} app
 */
const moved = (app) => async (tarball) => {
  const folder = await app.prepared(tarball);
  const away = `${folder}-moved`;
  const hidden = join(folder, "node_modules/.paylink-hidden");
  rmSync(away, { recursive: true, force: true });
  cpSync(join(folder, ".next/standalone"), away, { recursive: true });
  renameSync(join(folder, "node_modules/paylink"), hidden);
  try {
    const there = application({ folders: [], serve: () => [process.execPath, "server.js"] });
    return await there.opened(away, "/", false);
  } finally {
    renameSync(hidden, join(folder, "node_modules/paylink"));
  }
};

/** Runs a test that writes its report. @param {string[]} folders @param {string[]} command @param {object} [env] */
const test = (folders, command, env) => async (tarball) => {
  const folder = project(folders, tarball);
  const file = join(folder, "report.json");
  rmSync(file, { force: true });
  await ran(command, folder, { PAYLINK_VECTORS: vectorsFile, PAYLINK_REPORT: file, ...env });
  return JSON.parse(readFileSync(file, "utf8"));
};

/** The test runs in workerd, which has no files. @param {string} tarball */
async function workers(tarball) {
  const folder = project(["workers"], tarball);
  const server = await serve();
  try {
    await ran([bin("vitest"), "run"], folder, { PAYLINK_AT: server.url });
    return await within(server.report, "workerd");
  } finally {
    server.close();
  }
}

/** @param {string} tarball */
async function pnpm(tarball) {
  const folder = project(["pnpm"], tarball);
  const app = join(folder, "app");
  await ran([join(folder, bin("pnpm")), "add", "--offline", tarball], app);
  const out = await ran([process.execPath, "main.js", vectorsFile], app);
  return JSON.parse(out);
}

const FIRST = "first call";
const EXCLUDE = 'optimizeDeps: { exclude: ["paylink"] }';
const EXTERNAL = 'serverExternalPackages: ["paylink"]';
const CONDITIONS = 'testEnvironmentOptions: { customExportConditions: ["browser", "require"] }';

/** @param {string} folder @param {string} name */
const of = (folder, name) => pinned(join(here, "frameworks", folder), name);
/** @param {string} name @param {string} loads @param {string[]} command @param {object} [env] @param {string} [says] @returns {Host} */
const jest = (name, loads, command, env, says) => ({
  ...{ name: `Jest, ${name}`, version: of("jest", "jest"), loads, says },
  run: test(["jest"], [bin("jest"), ...command], env),
});
const MODULES = { NODE_OPTIONS: "--experimental-vm-modules" };

/** @param {string} environment @returns {Host} */
const vitest = (environment) => ({
  ...{ name: `Vitest, ${environment}`, version: of("vitest", "vitest"), loads: FIRST },
  run: test(["vitest"], [bin("vitest"), "run", `--environment=${environment}`]),
});

/** The development server of Vite. @param {string} folder @param {boolean} isExcluded @param {string} [says] @returns {Host} */
function vite(folder, isExcluded, says) {
  const app = application({
    folders: ["vite", ...(isExcluded ? ["vite-excluded"] : []), folder],
    serve: (port) => [bin("vite"), "--host=127.0.0.1", `--port=${port}`, "--strictPort"],
  });
  const name = `Vite, development${isExcluded ? ", the line added" : ""}`;
  const version = of(folder, "vite");
  return { name, version, loads: "init()", run: page(app, "/", true), says };
}

/** @type {Host[]} */
export const cheap = [
  { name: "pnpm, Node", version: of("pnpm", "pnpm"), loads: FIRST, run: pnpm },
  jest("CommonJS, node", FIRST, ["common", "--env=node"]),
  jest("CommonJS, jsdom", FIRST, ["common", "--env=jsdom"]),
  jest("ES modules, node", "init()", ["modules", "--env=node"], MODULES),
  jest("ES modules, jsdom", "init()", ["modules", "--env=jsdom"], MODULES, CONDITIONS),
  jest(
    "ES modules, jsdom, the line added",
    "init()",
    [
      ...["modules", "--env=jsdom", "--testEnvironmentOptions"],
      '{ "customExportConditions": ["browser", "require"] }',
    ],
    MODULES,
  ),
  vitest("node"),
  vitest("jsdom"),
  vitest("happy-dom"),
  vite("vite6", false, EXCLUDE),
  vite("vite6", true),
  vite("vite7", false, EXCLUDE),
  vite("vite8", false),
];

/** @param {string} folder @param {string} bundler @returns {Host[]} */
function next(folder, bundler) {
  const version = of(folder, "next");
  // Next.js 16.4 itself does not build an edge route with webpack, whatever the route has.
  const hasEdge = folder !== "next16" || bundler !== "webpack";
  // Each version has one bundler as its default and an option for the other.
  const isOption = folder === "next16" ? bundler === "webpack" : bundler === "turbopack";
  const options = isOption ? [`--${bundler}`] : [];
  /** @param {Record<string, string>} [env] */
  const made = (env) =>
    application({
      folders: ["next", ...(hasEdge ? ["next-edge"] : []), folder],
      build: [bin("next"), "build", ...options],
      serve: (port) => [bin("next"), "start", `--port=${port}`],
      env,
    });
  const app = made();
  const rows = [
    { name: "server component", loads: FIRST, run: page(app, "/") },
    { name: "route, Node", loads: FIRST, run: page(app, "/node") },
    ...(hasEdge ? [{ name: "route, edge", loads: FIRST, run: page(app, "/edge") }] : []),
    { name: "client component", loads: "init()", run: page(app, "/client", true) },
  ];
  const standalone = { name: "standalone", loads: FIRST, run: moved(app) };
  if (bundler === "webpack") {
    const run = moved(made({ EXTERNAL: "1" }));
    rows.push({ ...standalone, says: EXTERNAL });
    rows.push({ ...standalone, name: "standalone, the line added", run });
  } else {
    rows.push(standalone);
  }
  return rows.map((row) => ({ ...row, name: `Next.js, ${bundler}, ${row.name}`, version }));
}

const sveltekit = application({
  folders: ["sveltekit"],
  build: [bin("vite"), "build"],
  serve: () => [process.execPath, "build"],
});
const astro = application({
  folders: ["astro"],
  build: [bin("astro"), "build"],
  serve: () => [process.execPath, "dist/server/entry.mjs"],
});

/** @type {Host[]} */
export const heavy = [
  ...["next15", "next16"].flatMap((folder) =>
    ["webpack", "turbopack"].flatMap((bundler) => next(folder, bundler)),
  ),
  ...[
    { name: "SvelteKit, load on the server", loads: FIRST, run: page(sveltekit, "/") },
    { name: "SvelteKit, page", loads: "init()", run: page(sveltekit, "/client", true) },
  ].map((row) => ({ ...row, version: of("sveltekit", "@sveltejs/kit") })),
  ...[
    { name: "Astro, on the server", loads: FIRST, run: page(astro, "/") },
    { name: "Astro, script of a page", loads: "init()", run: page(astro, "/client", true) },
  ].map((row) => ({ ...row, version: of("astro", "astro") })),
  {
    name: "Vitest in workerd",
    version: of("workers", "@cloudflare/vitest-plugin"),
    loads: FIRST,
    run: workers,
  },
];
