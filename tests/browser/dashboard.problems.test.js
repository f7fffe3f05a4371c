// Links whose documents are invalid, and that can be used: rows like any other, with a quiet mark.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, find, launch, openPage, overflow, rows, SCHEMES, shoot } from "./page.js";
import { startSpoilt } from "./spoilt.js";

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), startSpoilt()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const INVALID = "SIM card and activation";
const INVALID_ID = "a2f7c9d4-6a3b-4a0e-8b7e-51c2d3e4f502";
const NO_STATUS_ID = "5a4b3c2d-1e0f-4a9b-8c7d-6e5f4a3b2c07";
const refused = (text) => /Failed to load resource/.test(text);

/** @param {object} [options] */
async function open(options) {
  const opened = await openPage(browser, server, { heard: refused, ...options });
  await opened.page.locator(rows()).waitFor();
  return opened;
}

/** Waits until exactly this is highlighted in the inspector's text. */
const chosen = (page, text) =>
  page.waitForFunction(
    (text) =>
      [...document.querySelectorAll(".line .chosen")].map((part) => part.textContent).join("") ===
      text,
    text,
  );

test("a link with an invalid document is a row with its id, status, time and action; its mark leads to the place", async () => {
  const { page, quiet } = await open();
  const row = await find(page, INVALID);
  await row.getByText(INVALID_ID).waitFor();
  await row.locator(".pill", { hasText: "Open" }).waitFor();
  assert.match(await row.locator(".left").innerText(), /\d d \d+ h/);
  await row.getByRole("button", { name: /^Cancel/ }).waitFor();
  assert.equal(await row.locator("[data-part=page]").count(), 0, "its page cannot be read");
  await row.getByRole("link", { name: "2 payload problems" }).click();
  await chosen(page, '"ftp://pay.example.com/x"');
  assert.equal(await page.locator(".crumb").innerText(), "/url");
  await page.getByRole("heading", { name: "What can be used" }).waitFor();
  // What is pasted next is not the link that the address names.
  await page.getByRole("button", { name: "Another payload" }).click();
  assert.equal(new URL(page.url()).search, "");
  await quiet();
});

test("its panel lists the problems, folded, with message and pointer", async () => {
  const { page, quiet } = await open();
  await (await find(page, INVALID)).locator(".title").click();
  const panel = page.getByRole("dialog", { name: INVALID });
  await panel.getByText(/^Read from/).waitFor();
  assert.equal(await panel.getByText("/createdAt").isVisible(), false);
  await panel.getByText("Payload problems (2)").click();
  await panel.getByText("/createdAt").waitFor();
  await panel.getByText(/^Expected an RFC 3339 date/).waitFor();
  await shoot(page, "link-problems");
  await axe(page);
  await panel.getByRole("link", { name: "Open in the inspector" }).click();
  await chosen(page, '"ftp://pay.example.com/x"');
  await quiet();
});

test("what cannot be read of a link is told where it matters, and nowhere else", async () => {
  const { page, quiet } = await open();
  const expiry = await find(page, "Number porting fee");
  await expiry.getByText("Expiry unreadable").waitFor();
  await expiry.getByText("1 payload problem").waitFor();
  await expiry.getByText(/^The expiry cannot be read/).waitFor();
  await expiry.getByRole("button", { name: /^Cancel/ }).waitFor();
  // Its currency, so it has no amount; its time and its action it has.
  const amount = await find(page, "order-58213");
  assert.equal(await amount.locator(".amount").innerText(), "—");
  await amount.getByRole("button", { name: /^Expire/ }).waitFor();
  // Without a status nothing can be decided, but it has a name; without an id it has none.
  const named = await find(page, NO_STATUS_ID);
  await named.locator(".pill", { hasText: "Unreadable" }).waitFor();
  await named.getByRole("button", { name: "1 payload problem" }).click();
  const panel = page.getByRole("dialog", { name: NO_STATUS_ID });
  await panel.getByText("The member status is missing").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("searchbox").fill("paymentLinkId");
  const unnamed = page.locator("[data-link]", { hasText: "A link that cannot be read" });
  await unnamed.getByText("1 issue").waitFor();
  await quiet();
});

test("filters, order and counts take it as any other", async () => {
  const { page, quiet } = await open();
  const titles = () => page.locator("[data-link] .title").allInnerTexts();
  await page.getByRole("button", { name: /^Can be closed/ }).click();
  assert.ok((await titles()).includes(INVALID));
  await page.getByRole("button", { name: /^Needs a look/ }).click();
  const look = await titles();
  assert.ok(look.includes("Number porting fee") && !look.includes(INVALID), look.join());
  await page.getByRole("button", { name: /^All/ }).click();
  await page.getByLabel("Status", { exact: true }).selectOption("open");
  const opens = await titles();
  assert.ok(opens.includes(INVALID) && !opens.includes(NO_STATUS_ID), opens.join());
  await page.getByRole("button", { name: "Sort by Link" }).click();
  const sorted = await titles();
  assert.ok(sorted.indexOf("Roaming package, 10 GB") < sorted.indexOf(INVALID), sorted.join());
  await quiet();
});

for (const [language, mark] of [
  ["de", "2 Datenprobleme"],
  ["sv", "2 dataproblem"],
]) {
  test(`the mark is told in ${language}`, async () => {
    const { page, quiet } = await open({ locale: language });
    await (await find(page, INVALID)).getByRole("link", { name: mark }).waitFor();
    await quiet();
  });
}

for (const [name, options] of SCHEMES) {
  test(`axe finds nothing: ${name}`, async () => {
    const { page, quiet } = await open(options);
    await (await find(page, INVALID)).getByText("2 payload problems").waitFor();
    assert.equal(await overflow(page), 0);
    await axe(page);
    await quiet();
  });
}

test("it is closed like any other, alone and among many", async () => {
  const { page, quiet } = await open();
  const statusOf = async (format, id) => {
    const headers = { authorization: `Bearer ${server.token}` };
    const answer = await fetch(`${server.url}/v1/links/${format}/${id}`, { headers });
    return (await answer.json()).link.rawStatus;
  };
  const row = await find(page, INVALID);
  await row.getByRole("button", { name: /^Cancel/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Cancel link" }).click();
  await dialog.getByRole("heading", { name: "The link is closed" }).waitFor();
  await page.keyboard.press("Escape");
  await row.locator(".pill", { hasText: "Cancelled" }).waitFor();
  await row.getByRole("link", { name: "2 payload problems" }).waitFor();
  assert.equal(await statusOf("connect", INVALID_ID), "CANCELLED");

  for (const name of ["Number porting fee", "order-58213", NO_STATUS_ID])
    await (await find(page, name)).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Close selected…" }).click();
  await dialog.getByRole("button", { name: /^Close 2 links/ }).click();
  await dialog.getByText("2 of 2").waitFor();
  await page.keyboard.press("Escape");
  for (const [name, status] of [
    ["Number porting fee", "Cancelled"],
    ["order-58213", "Expired"],
  ])
    await (await find(page, name)).locator(".pill", { hasText: status }).waitFor();
  await quiet();
});
