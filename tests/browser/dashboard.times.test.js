// Times in the dashboard: what is old is read again when the page comes to the front, and a time that the
// clock shows twice says which it is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { find, openPage, rows, stage } from "./page.js";

const { browser, server } = await stage();

/** The page goes to the back, and comes to the front again. */
const turn = (page) =>
  page.evaluate(() => {
    for (const hidden of [true, false]) {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }
  });

test("T10: what another tab has closed is seen when the page comes to the front", async () => {
  const read = [];
  const { page, context, quiet } = await openPage(browser, server, {
    before: async (page) => {
      await page.clock.install();
      page.on("request", (request) => {
        const { pathname } = new URL(request.url());
        if (/^\/v1\/links\/[^/]+\/[^/]+$/.test(pathname)) read.push(pathname);
      });
    },
  });
  await page.locator(rows()).waitFor();
  await page.locator("button[aria-disabled=false]").first().waitFor();
  const row = await find(page, "SIM card");
  await row.getByRole("button", { name: /^Cancel/ }).waitFor();
  const elsewhere = await context.request.post(
    `${server.url}/payment-links/a2f7c9d4-6a3b-4a0e-8b7e-51c2d3e4f502/cancel`,
    { headers: { "x-api-key": "sandbox-connect-key" } },
  );
  assert.equal(elsewhere.status(), 200);
  await turn(page);
  await page.clock.runFor("00:40");
  assert.deepEqual(read, [], "what was just read is not read again");
  await turn(page);
  await row.locator(".pill", { hasText: "Cancelled" }).waitFor();
  assert.equal(read.length, 1, "only what is in sight");
  await turn(page);
  await page.locator("[data-link]").first().waitFor();
  assert.equal(read.length, 1);
  await quiet();
});

test("T10: a time that the clock shows twice has its offset", async () => {
  const expiries = ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z"];
  const { page, quiet } = await openPage(browser, server, {
    timezoneId: "Europe/Stockholm",
    before: async (page) => {
      await page.clock.install({ time: "2026-10-24T12:00:00Z" });
      await page.route("**/v1/links?*", (route) => {
        const own = new URL(route.request().url()).searchParams.get("format") === "connect";
        const links = (own ? expiries : []).map((expiresAt, n) => ({
          format: "connect",
          ok: true,
          notes: [],
          value: {
            format: "connect",
            id: `id-${n}`,
            status: "open",
            rawStatus: "ACTIVE",
            url: "https://pay.example.com/x",
            createdAt: "2026-10-01T00:00:00Z",
            expiresAt,
            unmapped: [],
          },
        }));
        return route.fulfill({ json: { links, unavailable: [] } });
      });
    },
  });
  await page.locator("[data-link]").nth(2).waitFor();
  const times = await page.locator(".grid-body .left .sub").allInnerTexts();
  assert.deepEqual(times.sort(), ["25 Oct, 02:30 GMT+1", "25 Oct, 02:30 GMT+2", "25 Oct, 03:30"]);
  await quiet();
});
