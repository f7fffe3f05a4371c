// The sandbox in a page of real Chromium: an ordinary module, an import map, and no server behind it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { LINKS } from "./sandbox.js";

const executablePath = execFileSync(
  "sh",
  ["-c", "command -v chromium || command -v chromium-browser"],
  { encoding: "utf8" },
).trim();
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];

const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm" };

const PAGE = `<!doctype html><title>sandbox</title><link rel="icon" href="data:,">
<script type="importmap">{"imports": {"paylink": "/pkg/browser.js", "paylink/client": "/pkg/client.js"}}</script>
<script type="module">
  import { createSandbox, sandboxKeys } from "/edge/sandbox/index.js";
  Object.assign(window, { createSandbox, sandboxKeys });
</script>`;

let browser;
let server;
const asked = [];
before(async () => {
  server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://page.invalid");
    asked.push(pathname);
    if (pathname === "/") return response.setHeader("content-type", "text/html").end(PAGE);
    const type = /^\/(edge|pkg)\/[\w/.-]+$/.test(pathname) && TYPES[extname(pathname)];
    const file = new URL(`../..${pathname}`, import.meta.url);
    const content = type ? await readFile(fileURLToPath(file)).catch(() => null) : null;
    if (content === null) return response.writeHead(404).end();
    return response.setHeader("content-type", type).end(content);
  });
  [browser] = await Promise.all([
    chromium.launch({ executablePath, args }),
    new Promise((resolve) => server.listen(0, "127.0.0.1", resolve)),
  ]);
});
after(async () => {
  await browser?.close();
  server?.close();
  server?.closeAllConnections();
});

test("a page cancels a link, pushes the clock, meets a fault and is told of a child", async () => {
  const page = await browser.newPage();
  const noise = [];
  page.on("console", (message) => message.type() === "error" && noise.push(message.text()));
  page.on("pageerror", (error) => noise.push(String(error)));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction(() => "createSandbox" in window);
  const before = asked.length;
  const seen = await page.evaluate(async (links) => {
    const told = [];
    const sandbox = window.createSandbox({
      fetch: async (request) => {
        told.push([request.headers.get("svix-signature").slice(0, 3), await request.json()]);
        return new Response(null, { status: 204 });
      },
    });
    const headers = { "x-api-key": window.sandboxKeys.connect };
    const cancel = (id) =>
      sandbox
        .fetch(new Request(`/payment-links/${id}/cancel`, { method: "POST", headers }))
        .then(async (answer) => [answer.status, (await answer.json()).status ?? null])
        .catch((error) => String(error));
    const first = await cancel(links.connect.open);
    const again = await cancel(links.connect.open);
    await sandbox.addFault({ fault: "lost_answer" });
    const lost = await cancel(links.connect.other);
    await sandbox.addWebhook({ format: "txn", url: "https://shop.example.com/hooks" });
    await sandbox.event("txn", links.txn.open, { event: "opened" });
    await sandbox.clock({ advanceMs: 0 });
    return { first, again, lost, told: told.map(([kind, { data }]) => [kind, data.type]) };
  }, LINKS);
  assert.deepEqual(seen, {
    first: [200, "CANCELLED"],
    again: [409, null],
    lost: "TypeError: fetch failed",
    told: [["v1,", "invoices"]],
  });
  assert.deepEqual(noise, []);
  // All that is fetched is modules and the core: no call leaves the page.
  const calls = asked.slice(before);
  assert.ok(
    calls.every((path) => path.endsWith(".wasm")),
    calls.join(),
  );
  await page.close();
});
