// Pages for the tests: real Chromium over the edge as `make start` runs it. Playwright drives Firefox by
// a protocol that only its own build of it has, which Debian's lacks.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { after } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";
import { startNode } from "../edge/servers.js";
import { PATIENCE_MS } from "../patience.js";

const executablePath = execFileSync(
  "sh",
  ["-c", "command -v chromium || command -v chromium-browser"],
  { encoding: "utf8" },
).trim();
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const launch = (more = []) => chromium.launch({ executablePath, args: [...args, ...more] });

/** A browser and an edge for all tests of a file. */
export async function stage(more) {
  const [browser, server] = await Promise.all([launch(more), startNode()]);
  after(async () => {
    await browser.close();
    await server.stop();
  });
  return { browser, server };
}

/** The folder for what the pages ran, where somebody wants to know: `make coverage`. */
const counted = process.env.PAYLINK_COVERAGE;

/** What the policy refused, as the browser tells the page: a console may be silent about it. */
const tellRefusals = () =>
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile }) =>
    globalThis.paylinkRefused(`${effectiveDirective} ${blockedURI} ${sourceFile}`),
  );

/** Who is signed in here, as the edge says it. */
export const ME = {
  name: "owner",
  scopes: ["read", "create", "close", "sandbox"],
  session: { expiresAt: "2099-01-01T00:00:00Z" },
};

/**
 * A page that must stay silent: no error, nothing that the content security policy refused, nothing from
 * elsewhere. `quiet` closes it and tells.
 */
export async function openPage(
  browser,
  server,
  { path = "/", before, heard = () => false, signedIn = true, ...options } = {},
) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: "en",
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const noise = [];
  const hear = (text) => heard(text) || noise.push(text);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) hear(message.text());
  });
  page.on("pageerror", (error) => hear(String(error)));
  page.on("request", (request) => {
    if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(server.url)) {
      hear(`asked ${request.url()}`);
    }
  });
  await context.exposeFunction("paylinkRefused", (what) => noise.push(`refused ${what}`));
  await context.addInitScript(tellRefusals);
  await before?.(page);
  const count = counted && (await counting(page, counted));
  if (signedIn) await signIn(context, server);
  await page.goto(server.url + path);
  const quiet = async () => {
    await count?.();
    await context.close();
    assert.deepEqual(noise, []);
  };
  return { page, context, quiet };
}

/** As the sign-in page does it: the cookie belongs to the context from then on. */
export async function signIn(context, server) {
  const answer = await context.request.post(`${server.url}/sign-in`, {
    form: { token: server.token },
    headers: { origin: server.url },
    maxRedirects: 0,
  });
  assert.equal(answer.status(), 303);
}

/**
 * Leaves in a folder what a page ran; what a page ran before it followed a link is lost.
 * @param {import("playwright-core").Page} page
 * @param {string} folder
 */
async function counting(page, folder) {
  const begin = () => page.coverage.startJSCoverage({ resetOnNavigation: false });
  const end = async () => {
    const scripts = JSON.stringify(await page.coverage.stopJSCoverage());
    writeFileSync(`${folder}/${randomUUID()}.json`, scripts);
  };
  // A browser forgets what the page before has run.
  const { goto, reload } = page;
  const leaving =
    (go) =>
    async (...given) => {
      await end();
      await begin();
      return go.apply(page, given);
    };
  Object.assign(page, { goto: leaving(goto), reload: leaving(reload) });
  await begin();
  return end;
}

/** The list, searched for one link: a row that is out of sight is not drawn. */
export async function find(page, text) {
  await page.getByRole("searchbox").fill(text);
  const row = page.locator("[data-link]").filter({ hasText: text }).first();
  await row.waitFor();
  return row;
}

export async function axe(page) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)]),
    [],
  );
}

/** As who sees it. */
export const SCHEMES = /** @type {const} */ ([
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["at 320 px", { viewport: { width: 320, height: 700 } }],
]);

/** Nothing is cut off or scrolls sideways: 0. */
export const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Screenshots are for people, made when asked for. */
export async function shoot(page, name) {
  if (!process.env.PAYLINK_SCREENSHOTS) return;
  mkdirSync("docs", { recursive: true });
  await page.screenshot({ path: `docs/${name}.png` });
}

/**
 * The longest that a page's own thread worked at one piece of something, in milliseconds of its processor
 * time: what else the machine is busy with does not count.
 * @param {import("playwright-core").Browser} browser
 * @param {() => Promise<void>} work
 */
export async function longestTask(browser, work) {
  const categories = ["-*", "__metadata", "disabled-by-default-devtools.timeline"];
  await browser.startTracing(undefined, { categories });
  await work();
  const { traceEvents } = JSON.parse(String(await browser.stopTracing()));
  const place = ({ pid, tid }) => `${pid}/${tid}`;
  const pages = new Set(
    traceEvents.filter(({ args }) => args?.name === "CrRendererMain").map(place),
  );
  const tasks = traceEvents.filter(
    (event) => event.name === "RunTask" && event.tdur && pages.has(place(event)),
  );
  assert.ok(tasks.length > 0, "nothing was traced");
  return Math.max(...tasks.map(({ tdur }) => tdur / 1000));
}
