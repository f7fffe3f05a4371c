// The component of docs/react.md, built as it stands there and used in a browser: 200 links of every provider.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { Readable } from "node:stream";
import { after, test } from "node:test";
import { build } from "esbuild";
import { prefixOf } from "../../edge/config/settings.js";
import { sandboxKeys } from "../../edge/sandbox/index.js";
import { startNode, token } from "../edge/servers.js";
import { startAlone } from "../sandbox/servers.js";
import { axe, launch, overflow, shoot } from "./page.js";

const root = path.join(import.meta.dirname, "../..");
const work = path.join(root, "dist/react");
const page = readFileSync(path.join(root, "docs/react.md"), "utf8");
const block = (language) => page.match(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "ms"))[1];

rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
const put = (name, text) => writeFileSync(path.join(work, name), text);
put("Links.tsx", block("tsx"));
put("Links.css", block("css"));
put(
  "main.tsx",
  `import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Links } from "./Links.tsx";
createRoot(document.querySelector("main")!).render(<StrictMode><Links /></StrictMode>);
`,
);
const HTML = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Payment links</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><link rel="stylesheet" href="/Links.css">
<script type="module" src="/main.js"></script><main></main></html>`;

test("the component compiles under --strict", () => {
  const compilerOptions = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, allowImportingTsExtensions: true },
    ...{ module: "esnext", moduleResolution: "bundler", jsx: "react-jsx", target: "es2022" },
    ...{ lib: ["es2022", "dom", "dom.iterable"], types: [], noUncheckedIndexedAccess: true },
  };
  put("tsconfig.json", JSON.stringify({ compilerOptions, files: ["main.tsx"] }));
  const tsc = path.join(root, "node_modules/typescript/bin/tsc");
  try {
    execFileSync(process.execPath, [tsc, "-p", work], { encoding: "utf8" });
  } catch (error) {
    assert.fail(error.stdout);
  }
});

/** The page's own server: its files, and `/v1` of the edge with a token. */
async function serve(edge) {
  await build({
    entryPoints: [path.join(work, "main.tsx")],
    outdir: work,
    bundle: true,
    format: "esm",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "error",
  });
  const files = {
    "/": ["text/html", HTML],
    "/main.js": ["text/javascript", readFileSync(path.join(work, "main.js"))],
    "/Links.css": ["text/css", block("css")],
    "/wasm/paylink_bg.wasm": [
      "application/wasm",
      readFileSync(path.join(root, "pkg/page/wasm/paylink_bg.wasm")),
    ],
  };
  const server = createServer(async (request, response) => {
    if (!request.url.startsWith("/v1/")) {
      const [type, content] = files[request.url] ?? ["text/plain", ""];
      return response
        .writeHead(files[request.url] ? 200 : 404, { "content-type": type })
        .end(content);
    }
    const key = request.headers["idempotency-key"];
    const answer = await fetch(edge.url + request.url, {
      method: request.method,
      headers: { authorization: `Bearer ${token}`, ...(key && { "idempotency-key": key }) },
    });
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") });
    Readable.fromWeb(answer.body).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

const sandbox = await startAlone({ PAYLINK_SANDBOX_LINKS: "40" });
const providers = Object.entries(sandboxKeys).flatMap(([format, key]) => [
  [`${prefixOf(format)}URL`, sandbox.url],
  [`${prefixOf(format)}KEY`, key],
]);
const edge = await startNode({ PAYLINK_SANDBOX: "0", ...Object.fromEntries(providers) });
const [site, browser] = await Promise.all([serve(edge), launch()]);
after(async () => {
  await browser.close();
  site.stop();
  await Promise.all([edge.stop(), sandbox.stop()]);
});

async function opened(options = {}) {
  const context = await browser.newContext({ viewport: { width: 900, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const noise = [];
  page.on("pageerror", (error) => noise.push(String(error)));
  page.on("console", (message) => message.type() === "error" && noise.push(message.text()));
  await options.before?.(page);
  await page.goto(site.url);
  const status = page.getByRole("status");
  const count = async () =>
    (await status.textContent())
      .match(/^(\d+) links · (\d+) can/)
      ?.slice(1)
      .map(Number);
  return { page, status, count, noise };
}

test("200 links are shown with what can be closed, and one is closed", async () => {
  const { page, count, noise } = await opened();
  const buttons = page.getByRole("button", { name: "Close link" });
  // All of them, each once.
  const listed = await page.waitForFunction(() => {
    const text = document.querySelector("[role=status]")?.textContent ?? "";
    return Number(text.split(" ")[0]) >= 200 ? text : "";
  });
  assert.ok(listed);
  const [links, open] = await count();
  assert.equal(await page.getByRole("listitem").count(), links);
  assert.equal(await buttons.count(), open);
  await shoot(page, "react");
  const row = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("button") })
    .first();
  const name = await row.locator("b").textContent();
  await row.getByRole("button").click();
  await page.waitForFunction(
    (before) => document.querySelectorAll("li button").length < before,
    open,
  );
  assert.deepEqual(await count(), [links, open - 1]);
  const closed = page.getByRole("listitem").filter({ hasText: name }).first();
  assert.match(await closed.textContent(), /cancelled|expired/);
  await axe(page);
  assert.deepEqual(noise, []);
});

test("a link past its expiry says so by itself, and the page fits a phone", async () => {
  const { page, noise } = await opened({
    viewport: { width: 320, height: 640 },
    before: (page) => page.clock.install(),
  });
  await page.getByRole("button").first().waitFor();
  assert.equal(await overflow(page), 0);
  await shoot(page, "react-narrow");
  const uncertain = page.getByRole("listitem").filter({ hasText: "expired at" });
  const before = await uncertain.count();
  await page.clock.fastForward("48:00:00");
  await page.waitForFunction(
    (count) =>
      [...document.querySelectorAll("li")].filter((li) => li.textContent.includes("expired at"))
        .length > count,
    before,
  );
  assert.deepEqual(noise, []);
});
