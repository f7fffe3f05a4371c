// One close in the dashboard: preview, confirmation, outcome.
import assert from "node:assert/strict";
import { test } from "node:test";
import { find, openPage, shoot, stage } from "./page.js";

const CANCELLED = "Mobile subscription, November";
const EXPIRED = "order-58177";
const ENDED = "Mobile subscription, October";
const ODD = "Family plan, on hold at the provider";

const { browser, server } = await stage();

async function open(options = {}) {
  const opened = await openPage(browser, server, options);
  const row = (text) => find(opened.page, text);
  return { ...opened, row };
}

test("a cancel is previewed, confirmed, and the row updates", async () => {
  const { page, row, quiet } = await open();
  await (await row(CANCELLED)).getByRole("button", { name: /^Cancel/ }).click();
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
  await (await row(CANCELLED)).locator(".pill", { hasText: "Cancelled" }).waitFor();
  assert.equal(await (await row(CANCELLED)).getByRole("button", { name: /^Cancel/ }).count(), 0);
  await quiet();
});

test("an expire of a pending link warns of its child, then does it", async () => {
  const { page, row, quiet } = await open();
  await (await row(EXPIRED)).getByRole("button", { name: /^Expire/ }).click();
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
  await (await row(EXPIRED)).locator(".pill", { hasText: "Expired" }).waitFor();
  await quiet();
});

test("what cannot be closed has no button, and says why not", async () => {
  const { row, quiet } = await open();
  for (const [name, reason] of [
    [ENDED, /has ended.*completed/i],
    [ODD, /Unknown status PAUSED/],
    ["order-57990", /already expired/i],
  ]) {
    assert.match(await (await row(name)).innerText(), reason);
    assert.equal(
      await (await row(name)).getByRole("button", { name: /^(Cancel|Expire)/ }).count(),
      0,
    );
  }
  await quiet();
});

test("a link that moved on meanwhile is refused in words, and shown as it is", async () => {
  const { page, row, quiet, context } = await open();
  const name = "SIM card and activation";
  await (await row(name)).getByRole("button", { name: /^Cancel/ }).click();
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
  await (await row(name)).locator(".pill", { hasText: "Cancelled" }).waitFor();
  await quiet();
});

test("the whole close can be done with the keyboard, and the focus comes back", async () => {
  const { page, row, quiet } = await open();
  const action = (await row("donation-oct-31")).getByRole("button", { name: /^Expire/ });
  await action.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  assert.ok(await action.evaluate((button) => button === document.activeElement));
  await quiet();
});

test("a lost answer is said to be unclear; a retry carries the same key, and is told as it ends", async () => {
  const keys = [];
  const { page, row, quiet } = await open({
    heard: (text) => /Failed to load resource/.test(text),
    before: (page) =>
      page.route("**/close", (route) => {
        const headers = route.request().headers();
        keys.push(headers["idempotency-key"]);
        assert.equal(headers.prefer, "wait=20");
        return keys.length === 1 ? route.abort() : route.continue();
      }),
  });
  const found = await row("order-58213");
  await found.getByRole("button", { name: /^Expire/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Expire link" }).click();
  await dialog.getByText("It is unclear whether the link was closed.").first().waitFor();
  await dialog.getByText(/The link was read again: it is open/).waitFor();
  await shoot(page, "close-unclear");
  await dialog.getByRole("button", { name: "Check again" }).click();
  await dialog
    .getByText(/now expired/)
    .first()
    .waitFor();
  await shoot(page, "close-done");
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
  await quiet();
});
