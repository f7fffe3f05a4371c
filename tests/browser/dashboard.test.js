// The dashboard in real Chromium, over the edge as `make start` runs it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";
import { startNode } from "../edge/servers.js";

const chromiumPath = execFileSync(
  "sh",
  ["-c", "command -v chromium || command -v chromium-browser"],
  {
    encoding: "utf8",
  },
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

const CANCELLED = "Mobile subscription, November";
const EXPIRED = "order-58177";
const ENDED = "Mobile subscription, October";
const ODD = "Family plan, on hold at the provider";

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([
    chromium.launch({ executablePath: chromiumPath, args }),
    startNode(),
  ]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** A page that must stay silent: no error, no refused script or style, nothing from elsewhere. */
async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const noise = [];
  page.on("console", (message) => message.type() === "error" && noise.push(message.text()));
  page.on("pageerror", (error) => noise.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(server.url)) noise.push(`asked ${request.url()}`);
  });
  await page.goto(server.url);
  await page.getByRole("row").filter({ hasText: CANCELLED }).waitFor();
  const row = (text) => page.getByRole("row").filter({ hasText: text }).first();
  const quiet = async () => {
    await context.close();
    assert.deepEqual(noise, []);
  };
  return { page, row, quiet, context };
}

const shoot = async (page, name) => {
  if (!process.env.PAYLINK_SCREENSHOTS) return;
  mkdirSync("docs", { recursive: true });
  await page.screenshot({ path: `docs/${name}.png` });
};

test("every link of both providers stands in one table, with its status, amount and time left", async () => {
  const { page, row, quiet } = await open();
  await shoot(page, "dashboard");
  assert.equal(await page.locator("tr[data-link]").count(), 24);
  const text = await row("order-58214").innerText();
  assert.match(text, /Txn/);
  assert.match(text, /Open/);
  assert.match(text, /1,299\.90/);
  assert.match(text, /\d+ (d|h)/);
  await quiet();
});

test("a cancel is previewed, confirmed, and the row updates", async () => {
  const { page, row, quiet } = await open();
  await row(CANCELLED)
    .getByRole("button", { name: /^Cancel/ })
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Cancel this payment link?").waitFor();
  const preview = await dialog.innerText();
  assert.match(preview, /Open[\s\S]*Cancelled/);
  assert.match(preview, /POST \/payment-links\/6f1d2c58-[0-9a-f-]+\/cancel/);
  assert.match(preview, /x-idempotency-key:\s+[0-9a-f-]{36}/);
  assert.match(preview, /x-api-key:\s+added by the edge/);
  assert.match(preview, /Assumed/);
  assert.match(preview, /cannot be undone/);
  assert.ok(!preview.includes("sandbox-connect-key"), "no secret reaches the page");
  await shoot(page, "preview");
  await dialog.getByRole("button", { name: "Cancel link" }).click();
  await dialog
    .getByText(/now cancelled|is cancelled/i)
    .first()
    .waitFor();
  await dialog
    .getByRole("button", { name: /close|done/i })
    .first()
    .click();
  await row(CANCELLED).locator(".pill", { hasText: "Cancelled" }).waitFor();
  assert.equal(
    await row(CANCELLED)
      .getByRole("button", { name: /^Cancel/ })
      .count(),
    0,
  );
  await quiet();
});

test("an expire of a pending link warns of its child, then does it", async () => {
  const { page, row, quiet } = await open();
  await row(EXPIRED)
    .getByRole("button", { name: /^Expire/ })
    .click();
  const dialog = page.getByRole("dialog");
  const preview = await dialog.innerText();
  assert.match(preview, /does not stop its invoice, which is .?processing/);
  assert.match(preview, /Documented[\s\S]*Only payment links with the statuses Created or Pending/);
  assert.match(preview, /POST \/api\/public\/v1\/payment_links\/91a3b5c7-[0-9a-f-]+\/expiration/);
  await dialog.getByRole("button", { name: "Expire link" }).click();
  await dialog
    .getByText(/now expired|is expired/i)
    .first()
    .waitFor();
  await page.keyboard.press("Escape");
  await row(EXPIRED).locator(".pill", { hasText: "Expired" }).waitFor();
  await quiet();
});

test("what cannot be closed has no button, and says why not", async () => {
  const { row, quiet } = await open();
  for (const [name, reason] of [
    [ENDED, /has ended.*completed/i],
    [ODD, /do not know the status PAUSED/],
    ["order-57990", /already expired/i],
  ]) {
    assert.match(await row(name).innerText(), reason);
    assert.equal(
      await row(name)
        .getByRole("button", { name: /^(Cancel|Expire)/ })
        .count(),
      0,
    );
  }
  await quiet();
});

test("a link that moved on meanwhile is refused in words, and shown as it is", async () => {
  const { page, row, quiet, context } = await open();
  const name = "SIM card and activation";
  await row(name)
    .getByRole("button", { name: /^Cancel/ })
    .click();
  const dialog = page.getByRole("dialog");
  const elsewhere = await context.request.post(
    `${server.url}/payment-links/a2f7c9d4-6a3b-4a0e-8b7e-51c2d3e4f502/cancel`,
    { headers: { "x-api-key": "sandbox-connect-key" } },
  );
  assert.equal(elsewhere.status(), 200);
  await dialog.getByRole("button", { name: "Cancel link" }).click();
  await dialog
    .getByText(/already cancelled/i)
    .first()
    .waitFor();
  await page.keyboard.press("Escape");
  await row(name).locator(".pill", { hasText: "Cancelled" }).waitFor();
  await quiet();
});

test("the decision changes while one watches, without a reload", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(server.url);
  const row = page.getByRole("row").filter({ hasText: "order-58190" }).first();
  await row.getByRole("button", { name: /^Expire/ }).waitFor();
  assert.ok(!/by the given clock/.test(await row.innerText()));
  await page.clock.runFor("10:00");
  await row
    .getByText(/by the given clock|that time has come|only the provider/i)
    .first()
    .waitFor();
  await context.close();
});

test("the filters and the search leave what fits, and the address keeps them", async () => {
  const { page, quiet } = await open();
  await page.getByRole("searchbox").fill("order-58");
  const shown = await page.locator("tr[data-link]:visible").count();
  assert.ok(shown > 0 && shown < 24);
  assert.match(page.url(), /order-58/);
  await page.reload();
  await page.getByRole("row").filter({ hasText: "order-58214" }).first().waitFor();
  assert.equal(await page.locator("tr[data-link]:visible").count(), shown);
  await quiet();
});

test("the whole close can be done with the keyboard, and the focus comes back", async () => {
  const { page, row, quiet } = await open();
  const action = row("donation-oct-31").getByRole("button", { name: /^Expire/ });
  await action.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  assert.ok(await action.evaluate((button) => button === document.activeElement));
  await quiet();
});

for (const [name, options] of [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["narrow", { viewport: { width: 390, height: 844 } }],
]) {
  test(`axe finds nothing: ${name}`, async () => {
    const { page, quiet } = await open(options);
    if (name !== "light") await shoot(page, `dashboard-${name}`);
    const table = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(
      table.violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
      [],
    );
    await page
      .getByRole("button", { name: /^Expire/ })
      .first()
      .click();
    await page.getByRole("dialog").waitFor();
    const dialog = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(
      dialog.violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
      [],
    );
    await quiet();
  });
}

test("an edge that is gone is said in words, with what to do", async () => {
  const own = await startNode();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(own.url);
  await page.locator("tr[data-link]").first().waitFor();
  await own.stop();
  await page.getByRole("button", { name: /refresh/i }).click();
  await page
    .getByText(/could not be reached|cannot be reached|unreachable/i)
    .first()
    .waitFor();
  await context.close();
});
