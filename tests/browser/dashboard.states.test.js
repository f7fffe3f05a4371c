// What the dashboard shows when not everything is there: pages on their way, providers that are down,
// no connection, no edge, nothing at all.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startNode } from "../edge/servers.js";
import { axe, openPage, rows, shoot, stage } from "./page.js";

const { browser, server } = await stage();

/** Nothing is being read. */
const REFRESHED = 'button[aria-disabled="false"]';
const refused = (text) => /Failed to load resource/.test(text);

const link = (format, n) => ({
  format,
  ok: true,
  value: {
    format,
    id: `${format}-${n}`,
    status: "open",
    rawStatus: format === "txn" ? "created" : "ACTIVE",
    url: "https://pay.example.com/x",
    description: `Order ${n}`,
    createdAt: "2026-01-01T00:00:00Z",
    unmapped: [],
  },
  notes: [],
});

/** An edge whose lists are made here, page by page; `gate` says when a page may come. */
const lists = (pages, gate = async () => {}) => ({
  before: (page) =>
    page.route("**/v1/links?*", async (route) => {
      const query = new URL(route.request().url()).searchParams;
      const at = Number(query.get("cursor")?.slice(1) ?? 0);
      const format = query.get("format");
      await gate(at, format);
      const links = Array.from({ length: pages > 0 ? 100 : 0 }, (_, n) =>
        link(format, at * 100 + n),
      );
      const next = at + 1 < pages ? { next: `p${at + 1}` } : {};
      return route.fulfill({ json: { links, unavailable: [], ...next } });
    }),
});

test("the first pages are shown while the rest is on its way; it can be stopped, and goes on", async () => {
  let release = () => {};
  const held = new Promise((resolve) => {
    release = resolve;
  });
  const { page, quiet } = await openPage(
    browser,
    server,
    lists(4, async (at) => at >= 2 && held),
  );
  await page.locator(rows(400)).waitFor();
  await page.getByText("400 links read so far").waitFor();
  await shoot(page, "dashboard-loading");
  await axe(page);
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByText("Stopped after 400 links. There are more.").waitFor();
  release();
  await page.getByRole("button", { name: "Load the rest" }).click();
  await page.locator(rows(800)).waitFor();
  assert.equal(await page.getByText("Stopped after").count(), 0);
  await quiet();
});

test("where the core does not load it is said so, and the page starts once it does", async () => {
  const before = (page) => page.route("**/*.wasm", (route) => route.abort());
  const heard = (text) => refused(text) || /wasm/i.test(text);
  const { page, quiet } = await openPage(browser, server, { before, heard });
  await page.getByRole("alert").getByText("The page could not start").waitFor();
  await axe(page);
  await page.unroute("**/*.wasm");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator(rows()).waitFor();
  await quiet();
});

test("where nothing can be read it is said why, and what to do", async () => {
  let status = 401;
  const before = (page) =>
    page.route("**/v1/links?*", (route) =>
      status === 0
        ? route.abort()
        : route.fulfill({ status, contentType: "application/problem+json", body: "{}" }),
    );
  const { page, quiet } = await openPage(browser, server, { before, heard: refused });
  await page.getByRole("alert").getByText("You are signed out").waitFor();
  await axe(page);
  status = 0;
  await page.reload();
  await page.getByRole("alert").getByText("The edge cannot be reached").waitFor();
  await page.unroute("**/v1/links?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator(rows()).waitFor();
  await quiet();
});

test("no links yet is said in words", async () => {
  const { page, quiet } = await openPage(browser, server, lists(0));
  await page.getByText("No payment links yet").waitFor();
  await shoot(page, "dashboard-empty");
  await axe(page);
  await quiet();
});

test("a provider that is down is named; what was last seen of it can be shown", async () => {
  const own = await startNode();
  try {
    const { page, quiet } = await openPage(browser, own, { heard: refused });
    await page.locator(rows()).waitFor();
    const answer = await fetch(`${own.url}/sandbox/faults`, {
      method: "POST",
      headers: { authorization: `Bearer ${own.token}`, "content-type": "application/json" },
      body: JSON.stringify({ fault: "server_error", format: "txn", times: 1000 }),
    });
    assert.ok(answer.ok, await answer.text());
    await page.reload();
    await page.getByText("Txn.pro / Txn.io is not available").waitFor();
    await page.locator(rows(12)).waitFor();
    await shoot(page, "dashboard-down");
    await axe(page);
    await page.getByRole("button", { name: "Show as last seen" }).click();
    await page.locator(rows()).waitFor();
    await page.getByText("shown as they were last seen").waitFor();
    await page.getByRole("searchbox").fill("order-58214");
    await page
      .locator("[data-link]")
      .getByText(/as last seen/)
      .waitFor();
    await quiet();
  } finally {
    await own.stop();
  }
});

test("without a connection it says so, and goes on by itself when it is back", async () => {
  const { page, context, quiet } = await openPage(browser, server, { heard: refused });
  await page.locator(rows()).waitFor();
  await context.setOffline(true);
  await page.getByText("You are offline.").waitFor();
  await shoot(page, "dashboard-offline");
  await axe(page);
  await page.getByRole("button", { name: "Refresh" }).click();
  await context.setOffline(false);
  await page.getByText("You are offline.").waitFor({ state: "detached" });
  await page.locator(REFRESHED).waitFor();
  await page.getByRole("alert").first().waitFor({ state: "detached" });
  assert.equal(await page.getByRole("alert").count(), 0);
  await quiet();
});

test("a reading that breaks off just as the connection is back is begun again", async () => {
  const { page, context, quiet } = await openPage(browser, server, { heard: refused });
  await page.locator(rows()).waitFor();
  await page.locator(REFRESHED).waitFor();
  await context.setOffline(true);
  await page.getByText("You are offline.").waitFor();
  const breaks = Promise.withResolvers();
  let held = 0;
  await page.route("**/v1/links?*", async (route) => {
    held += 1;
    if (held > 2) return route.continue();
    await breaks.promise;
    await route.abort("internetdisconnected");
  });
  await page.getByRole("button", { name: "Refresh" }).click();
  await context.setOffline(false);
  await page.getByText("You are offline.").waitFor({ state: "detached" });
  breaks.resolve();
  await page.locator(REFRESHED).waitFor();
  assert.equal(held, 4);
  assert.equal(await page.getByRole("alert").count(), 0);
  await quiet();
});

test("an edge that is gone is said in words, with what to do; what was read stays", async () => {
  const own = await startNode();
  const { page, quiet } = await openPage(browser, own, { heard: refused });
  await page.locator(rows()).waitFor();
  await own.stop();
  await page.getByRole("button", { name: "Refresh" }).click();
  await page.getByText("The edge cannot be reached").first().waitFor();
  await page.getByRole("button", { name: "Try again" }).first().waitFor();
  await page.locator(rows()).waitFor();
  await shoot(page, "dashboard-gone");
  await quiet();
});
