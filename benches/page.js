// The same benchmarks in headless Chromium: the same modules, bundled for a page, and the same isolates.

import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";

const here = fileURLToPath(new URL(".", import.meta.url));
const TYPES = { ".js": "text/javascript", ".html": "text/html", ".wasm": "application/wasm" };

/**
 * @param {string} folder where the bundle goes, with `standalone.js` in it
 * @param {{only: string, schemas: object[], links: any[], rounds: number, ms: number}} given
 * @param {(line: string) => void} tell
 */
export async function inChromium(folder, given, tell) {
  await bundled(folder);
  const server = await served(folder);
  const executablePath = execFileSync(
    "sh",
    ["-c", "command -v chromium || command -v chromium-browser"],
    { encoding: "utf8" },
  ).trim();
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });
  try {
    const page = await browser.newPage();
    page.on("console", (message) => tell(message.text()));
    page.on("pageerror", (error) => tell(String(error)));
    await page.goto(server.url);
    const measured = await page.evaluate(
      (given) => /** @type {any} */ (globalThis).measure(given),
      given,
    );
    if (!measured.isolated) throw new Error("the page is not isolated: its clock is too coarse");
    return { ...measured, version: browser.version() };
  } finally {
    await browser.close();
    server.close();
  }
}

/** @param {string} folder */
async function bundled(folder) {
  await build({
    entryPoints: [path.join(here, "inpage.js"), path.join(here, "contender.js")],
    outdir: folder,
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2024",
    minify: true,
    external: ["node:worker_threads"],
    logLevel: "error",
  });
  cpSync(path.join(here, "../pkg/wasm/paylink_bg.wasm"), path.join(folder, "paylink_bg.wasm"));
  writeFileSync(
    path.join(folder, "index.html"),
    '<!doctype html><link rel="icon" href="data:,"><title>bench</title><script type="module" src="inpage.js"></script>',
  );
}

/** Isolated from other origins, because only then a page's clock is exact to 5 µs. @param {string} folder @returns {Promise<{url: string, close: () => void}>} */
function served(folder) {
  const server = createServer(({ url = "/" }, response) => {
    const name = url === "/" ? "index.html" : path.basename(url);
    try {
      const body = readFileSync(path.join(folder, name));
      response.writeHead(200, {
        "content-type": TYPES[/** @type {".js"} */ (path.extname(name))] ?? "text/plain",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      resolve({ url: `http://127.0.0.1:${port}/`, close: () => void server.close() });
    });
  });
}
