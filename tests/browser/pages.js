// A page of ours in real Chromium, which must stay silent: no error, nothing refused, nothing from
// elsewhere.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const launch = () =>
  chromium.launch({
    executablePath: execFileSync(
      "sh",
      ["-c", "command -v chromium || command -v chromium-browser"],
      { encoding: "utf8" },
    ).trim(),
    args,
  });

export const SCHEMES = /** @type {const} */ ([
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["at 320 px", { viewport: { width: 320, height: 700 } }],
]);

/**
 * @param {import("playwright-core").Browser} browser
 * @param {{url: string}} server
 * @param {string} path
 */
export async function openPage(browser, server, path, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: "en",
    ...options,
  });
  const page = await context.newPage();
  const noise = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") noise.push(message.text());
  });
  page.on("pageerror", (error) => noise.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(server.url) && !request.url().startsWith("blob:"))
      noise.push(`asked ${request.url()}`);
  });
  // The first page signs a browser in; the others are reached from there.
  await context.request.get(server.url);
  await page.goto(server.url + path);
  const quiet = async () => {
    await context.close();
    assert.deepEqual(noise, []);
  };
  return { page, context, quiet };
}

/** @param {import("playwright-core").Page} page */
export async function axe(page) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html).slice(0, 3)]),
    [],
  );
}

/** Nothing is cut off or scrolls sideways. @param {import("playwright-core").Page} page */
export const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** @param {import("playwright-core").Page} page @param {string} name */
export async function shoot(page, name) {
  if (!process.env.PAYLINK_SCREENSHOTS) return;
  mkdirSync("docs", { recursive: true });
  await page.screenshot({ path: `docs/${name}.png` });
}
