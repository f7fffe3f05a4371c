// Characters that are not seen, or turn a text around: shown escaped where a text decides, and kept from
// the sentences around them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, stage } from "./page.js";

const { browser, server } = await stage();

const link = (id, more) => ({
  format: "connect",
  id,
  status: "open",
  rawStatus: "ACTIVE",
  url: "https://pay.example.com/x",
  createdAt: "2026-01-01T00:00:00Z",
  unmapped: [],
  ...more,
});

const LINKS = [
  link("lnk_id1\u202e4321", { description: "Refund \u202egpj.exe" }),
  link("lnk_id2", { description: "one" }),
  link("lnk_id2\u200b", { description: "two" }),
  link("lnk_id3", { description: "\u200b\u2060", status: "unknown", rawStatus: "\u202eEVITCA" }),
  link("lnk_id4\u00a0\u3164", {
    description: "\u2800",
    status: "unknown",
    rawStatus: "ACT\u200bIVE",
  }),
];

/** As the edge would answer it. */
const before = async (page) => {
  await page.route("**/v1/links?*", (route) => {
    const own = new URL(route.request().url()).searchParams.get("format") === "connect";
    const links = own
      ? LINKS.map((value) => ({ format: "connect", ok: true, value, notes: [] }))
      : [];
    return route.fulfill({ json: { links, unavailable: [] } });
  });
  await page.route("**/v1/links/connect/*", (route) => {
    const id = decodeURIComponent(new URL(route.request().url()).pathname.split("/").at(-1));
    const found = LINKS.find((each) => each.id === id);
    const document = { paymentLinkId: id, description: "Refund \u202egpj.exe", note: "a\u200bb" };
    const seenAt = new Date().toISOString();
    return route.fulfill({
      json: { link: found, notes: [], source: "provider", seenAt, document },
    });
  });
  await page.route("**/events?*", (route) => route.fulfill({ json: { events: [] } }));
};

/** Nothing on the page, nor in what is read out, turns its surroundings around. */
const strays = (page) =>
  page.evaluate(() => {
    const found = [];
    const unseen = /[\u200b\u2060\u202a-\u202e\u3164\u2800]/;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      const within = parentElement.closest("bdi, textarea, .visually-hidden");
      if (unseen.test(data) && !within) found.push(data);
      if (unseen.test(data) && within?.className && !/^[^\u202a-\u202e]*\u2068.*\u2069/.test(data))
        found.push(data);
    }
    for (const element of document.querySelectorAll("[title], [aria-label]")) {
      for (const name of ["title", "aria-label"]) {
        const text = element.getAttribute(name) ?? "";
        if (unseen.test(text.replace(/\u2068[^\u2069]*\u2069/g, ""))) found.push(text);
      }
    }
    return found;
  });

test("T8: an id, a status word and an address show the characters that are not seen", async () => {
  const { page, quiet } = await openPage(browser, server, { before });
  await page.locator("[data-link]").first().waitFor();
  const ids = await page.locator("[data-link] code.id").allInnerTexts();
  assert.deepEqual(ids.sort(), [
    "lnk_id1\\u{202e}4321",
    "lnk_id2",
    "lnk_id2\\u{200b}",
    "lnk_id3",
    "lnk_id4\\u{a0}\\u{3164}",
  ]);
  const words = await page.locator("[data-link] code.raw").allInnerTexts();
  assert.deepEqual(words.sort(), ["ACT\\u{200b}IVE", "\\u{202e}EVITCA"]);
  // A title that nobody would see is the id.
  for (const name of ["lnk_id3", "lnk_id4\\u{a0}\\u{3164}"]) {
    await page.getByRole("button", { name, exact: true }).waitFor();
  }
  const copy = page.getByRole("button", {
    name: "Copy the id of \u2068Refund \u202egpj.exe\u2069",
  });
  assert.equal(await copy.count(), 1);
  assert.deepEqual(await strays(page), []);
  await quiet();
});

test("T8: the panel shows them in the id and in the provider's document", async () => {
  const { page, quiet } = await openPage(browser, server, { before });
  await page.locator("[data-link]").filter({ hasText: "gpj" }).locator(".title").click();
  const panel = page.getByRole("dialog");
  await panel.getByText(/^Read from/).waitFor();
  await panel.locator("summary").click();
  const document = await panel.locator("pre").innerText();
  assert.match(document, /"paymentLinkId": "lnk_id1\\u\{202e\}4321",\n/);
  assert.match(document, /"note": "a\\u\{200b\}b"/);
  assert.match(await panel.innerText(), /Id\s+lnk_id1\\u\{202e\}4321/);
  assert.deepEqual(await strays(page), []);
  await quiet();
});

test("T8: the inspector shows them in the source and in the model, and still finds its places", async () => {
  const { page, quiet } = await openPage(browser, server, { path: "/inspector/" });
  const text = JSON.stringify({
    paymentLinkId: "lnk_id1\u202e4321",
    url: "https://pay.example.com/x",
    status: "ACT\u200bIVE",
    description: "Refund \u202egpj.exe",
    createdAt: "2026-01-01T00:00:00Z",
    updatedAt: "2026-01-01T00:00:00Z",
    big: 1,
  });
  await page.getByLabel(/^A payload/).fill(text);
  await page.getByRole("button", { name: "Inspect" }).click();
  const source = page.locator(".source .pane");
  await source.getByText("gpj.exe").first().waitFor();
  const shown = await source.innerText();
  assert.ok(shown.includes("Refund \\u{202e}gpj.exe"), shown);
  assert.ok(shown.includes("ACT\\u{200b}IVE"), shown);
  const model = await page.locator(".model").first().innerText();
  assert.match(model, /Refund \\u\{202e\}gpj\.exe/);
  assert.match(model, /lnk_id1\\u\{202e\}4321/);
  // Behind an escape, which stands for three bytes: the place is that of the letter.
  await source
    .locator("span", { hasText: /^4321|^gpj/ })
    .first()
    .click({ position: { x: 3, y: 8 } });
  await page.locator(".crumb code", { hasText: "/paymentLinkId" }).waitFor();
  await source.locator("span.unseen").last().click();
  await page.locator(".crumb code", { hasText: "/description" }).waitFor();
  assert.deepEqual(await strays(page), []);
  await quiet();
});
