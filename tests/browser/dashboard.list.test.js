// The list of links: what stands in it, what narrows it, and the keyboard all the way.
import assert from "node:assert/strict";
import { test } from "node:test";
import { TOTAL } from "../providers/index.js";
import { find, openPage, shoot, stage } from "./page.js";

const { browser, server } = await stage();

async function open(options = {}) {
  const opened = await openPage(browser, server, options);
  await opened.page.locator("[data-link]").first().waitFor();
  await opened.page.locator(".read-at:not(:empty)").waitFor();
  await opened.page.locator("button[aria-disabled=false]").first().waitFor();
  // Every provider has been read; an address may choose among their links.
  if (!options.path) await counted(opened.page, TOTAL);
  return opened;
}
/** Waits for as many rows: the providers' pages come one after another. */
const counted = (page, count) =>
  page.locator(`[role="grid"][aria-rowcount="${count + 1}"]`).waitFor();
const rowCount = async (page) =>
  Number(await page.getByRole("grid").getAttribute("aria-rowcount")) - 1;
const focused = (page) => page.evaluate(() => document.activeElement?.dataset.link);

test("every link of every provider is in one list, with its status, amount and time left", async () => {
  const { page, quiet } = await open();
  await shoot(page, "dashboard");
  await counted(page, TOTAL);
  const text = await (await find(page, "order-58214")).innerText();
  assert.match(text, /Txn/);
  assert.match(text, /Open/);
  assert.match(text, /1,299\.90/);
  assert.match(text, /\d+ (d|h)/);
  await quiet();
});

test("the filters and the search leave what fits, and the address keeps them", async () => {
  const { page, quiet } = await open();
  await page.getByRole("searchbox").fill("order-58");
  await page.getByRole("combobox", { name: "Provider" }).selectOption("txn");
  const shown = await rowCount(page);
  assert.ok(shown > 0 && shown < TOTAL);
  assert.match(page.url(), /q=order-58&provider=txn/);
  await page.reload();
  await page.locator("[data-link]").first().waitFor();
  await counted(page, shown);
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await counted(page, TOTAL);
  await page.getByRole("searchbox").fill("nothing has this");
  await page.getByText("No links match").waitFor();
  await shoot(page, "dashboard-no-match");
  await quiet();
});

test("a view of ours narrows, and one's own is kept", async () => {
  const { page, quiet } = await open();
  await page.getByRole("button", { name: /^Needs a look/ }).click();
  const look = await rowCount(page);
  assert.ok(look > 0 && look < TOTAL);
  await page.getByRole("searchbox").fill("order");
  await page.getByRole("button", { name: "Save view" }).click();
  await page.getByRole("textbox", { name: "Name of the view" }).fill("Odd orders");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^All/ }).click();
  await counted(page, TOTAL);
  await page.reload();
  await page.getByRole("button", { name: "Odd orders", exact: true }).click();
  assert.equal(await page.getByRole("searchbox").inputValue(), "order");
  assert.match(page.url(), /show=look/);
  await page.getByRole("button", { name: "Remove the view Odd orders" }).click();
  assert.equal(await page.getByRole("button", { name: "Odd orders", exact: true }).count(), 0);
  await quiet();
});

test("a column sorts, up and then down, exact amounts by their size", async () => {
  const { page, quiet } = await open();
  const head = page.getByRole("columnheader", { name: /Amount/ });
  await head.getByRole("button").click();
  assert.equal(await head.getAttribute("aria-sort"), "ascending");
  await page.getByRole("combobox", { name: "Provider" }).selectOption("txn");
  const amounts = async () => {
    const texts = await page.locator(".grid-body .row .cell.amount").allInnerTexts();
    const tops = await page
      .locator(".grid-body .row")
      .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute("aria-rowindex"))));
    return texts
      .map((text, at) => [tops[at], text.split(" ")])
      .sort(([one], [other]) => one - other)
      .map(([, [value, currency]]) => [currency, Number(value.replaceAll(",", ""))])
      .filter(([currency]) => currency);
  };
  const up = await amounts();
  for (const [at, [currency, value]] of up.entries()) {
    const [before, less] = up[at - 1] ?? ["", 0];
    assert.ok(before < currency || (before === currency && less <= value), `${at}: ${up}`);
  }
  await head.getByRole("button").click();
  assert.equal(await head.getAttribute("aria-sort"), "descending");
  assert.match(page.url(), /sort=amount&order=down/);
  assert.deepEqual((await amounts())[0], up.at(-1));
  await quiet();
});

test("the keyboard moves, selects, searches, opens, and tells how", async () => {
  const { page, quiet } = await open();
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "search");
  await page.keyboard.press("Escape");
  const first = page.locator('[data-link][tabindex="0"]');
  await first.focus();
  const from = await focused(page);
  await page.keyboard.press("ArrowDown");
  const second = await focused(page);
  assert.notEqual(second, from);
  await page.keyboard.press("End");
  const last = page.locator(`[data-link="${await focused(page)}"]`);
  assert.equal(await last.getAttribute("aria-rowindex"), `${TOTAL + 1}`);
  await page.keyboard.press("Home");
  assert.equal(await focused(page), from);
  await page.keyboard.press("PageDown");
  assert.notEqual(await focused(page), from);
  await page.keyboard.press("Home");
  await page.keyboard.press("Space");
  assert.equal(await page.locator(`[data-link="${from}"]`).getAttribute("aria-selected"), "true");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+Space");
  assert.equal(await page.locator('[data-link][aria-selected="true"]').count(), 3);
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement?.dataset.part), "select");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await shoot(page, "help");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByText("Timeline").waitFor();
  const about = new URL(page.url()).searchParams.get("link");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  // The dialog tells that it closed a moment after it is hidden: then the focus comes back to the row.
  await page.waitForFunction(
    (link) => document.activeElement?.closest("[data-link]")?.dataset.link === link,
    about,
  );
  await quiet();
});

test("the decision changes while one watches, without a reload", async () => {
  const { page, quiet } = await openPage(browser, server, {
    before: (page) => page.clock.install(),
  });
  const row = await find(page, "order-58190");
  await row.getByRole("button", { name: /^Expire/ }).waitFor();
  assert.ok(!/by the given clock/.test(await row.innerText()));
  await page.clock.runFor("10:00");
  await row.getByText(/by the given clock|that time has come/i).waitFor();
  await quiet();
});

for (const [language, words] of [
  ["de", [/Zahlungslinks/, /Schließbar/, /beendet/, /Stornieren…/]],
  ["sv", [/Betalningslänkar/, /Kan stängas/, /avslutad/, /Annullera…/]],
]) {
  test(`the page speaks ${language}, the core's words too`, async () => {
    const { page, quiet } = await open({ locale: language });
    assert.equal(await page.evaluate(() => document.documentElement.lang), language);
    await page.setViewportSize({ width: 1280, height: 2400 });
    // Rows come into sight, and links from the provider, after a while.
    for (const { source } of words) {
      await page.waitForFunction((word) => new RegExp(word).test(document.body.innerText), source);
    }
    await shoot(page, `dashboard-${language}`);
    await page.getByRole("combobox", { name: /Sprache|Språk/ }).selectOption("en");
    await page.getByRole("heading", { name: "Payment links" }).waitFor();
    await quiet();
  });
}
