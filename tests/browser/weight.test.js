// What the dashboard weighs on its way, compressed as a host would: with the core, and without.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { openPage, stage } from "./page.js";

const BUDGET = 150 * 1024;

const { browser, server } = await stage();

test("the page without its data and the core stays within its budget", async (t) => {
  const weights = new Map();
  const { page, quiet } = await openPage(browser, server, {
    locale: "de",
    before: (page) => page.on("response", (response) => weights.set(response.url(), response)),
  });
  await page.locator("[data-link]").first().waitFor();
  let own = 0;
  let core = 0;
  for (const url of weights.keys()) {
    const { pathname } = new URL(url);
    if (pathname.startsWith("/v1/")) continue;
    const file = pathname.startsWith("/paylink/")
      ? `pkg${pathname.slice("/paylink".length)}`
      : `www${pathname === "/" ? "/index.html" : pathname}`;
    const weight = brotliCompressSync(await readFile(file)).length;
    if (pathname.startsWith("/paylink/")) core += weight;
    else own += weight;
  }
  const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;
  t.diagnostic(
    `the page: ${kib(own)}; the core and its messages: ${kib(core)}; both: ${kib(own + core)}`,
  );
  assert.ok(weights.size > 20, "all of it was asked for");
  assert.ok(own < BUDGET, kib(own));
  await quiet();
});
