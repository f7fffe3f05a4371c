// Lists that are never ended, by a provider or by what stands before it; and numbers with more digits than a
// browser's own numbers have.
import assert from "node:assert/strict";
import { test } from "node:test";
import { FORMATS } from "../providers/index.js";
import { axe, find, openPage, stage } from "./page.js";

const { browser, server } = await stage();

const DONE = 'button[aria-disabled="false"]';
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

/** The list with so many links of each provider. */
const rows = (each, providers = FORMATS.length) =>
  `[role="grid"][aria-rowcount="${each * providers + 1}"]`;

const some = (format, from, count = 3) =>
  Array.from({ length: count }, (_, n) => link(format, from + n));

/** @param {(page: {format: string, cursor: string | null, n: number}) => object} answer */
function lists(answer) {
  const asked = [];
  const before = (page) =>
    page.route("**/v1/links?*", (route) => {
      const query = new URL(route.request().url()).searchParams;
      const format = query.get("format");
      const n = asked.filter((each) => each.format === format).length;
      asked.push({ format, at: performance.now() });
      const json = { unavailable: [], ...answer({ format, cursor: query.get("cursor"), n }) };
      return route.fulfill(json.status ? json : { json });
    });
  return { asked, before };
}

const ENDLESS = {
  "the same cursor again": ({ format }) => ({ links: some(format, 0), next: "same" }),
  "a cursor that leads back": ({ format, cursor }) => ({
    links: some(format, cursor === "two" ? 3 : 0),
    next: cursor === "two" ? "one" : "two",
  }),
  "always another cursor, and nothing new": ({ format, n }) => ({
    links: some(format, 0),
    next: `page-${n}`,
  }),
  "empty pages": ({ format, n }) => ({ links: n === 0 ? some(format, 0) : [], next: `page-${n}` }),
  "links that nobody can read, for ever the same": ({ format, cursor }) => ({
    links: [
      ...some(format, 0),
      {
        format,
        ok: false,
        issues: [
          { code: "type_mismatch", severity: "error", pointer: "/x", message: "x", params: {} },
        ],
      },
    ],
    next: cursor === "a" ? "b" : "a",
  }),
};

for (const [what, answer] of Object.entries(ENDLESS)) {
  test(`K2: ${what}: the page stops by itself and says so`, async () => {
    const { asked, before } = lists(answer);
    const { page, quiet } = await openPage(browser, server, { before });
    await page.getByText("the provider’s list repeats itself; showing").first().waitFor();
    await page.locator(DONE, { hasText: "Refresh" }).waitFor();
    assert.ok(asked.length <= 4 * FORMATS.length, `${asked.length} calls`);
    const before2 = asked.length;
    await page.waitForTimeout(1000);
    assert.equal(asked.length, before2, "and asks no more");
    await axe(page);
    await quiet();
  });
}

test("K2: the edge's own note that a list repeats itself is told; other links stay", async () => {
  const note = {
    code: "list_repeats",
    severity: "note",
    pointer: "",
    message: "it repeats",
    params: {},
  };
  let repeats = false;
  const { before } = lists(({ format, n }) => ({
    links: some(format, 0, repeats ? 2 : 5),
    ...(repeats && { notes: [{ format, notes: [note] }] }),
    n,
  }));
  const { page, quiet } = await openPage(browser, server, { before });
  await page.locator(rows(5)).waitFor();
  repeats = true;
  await page.getByRole("button", { name: "Refresh" }).click();
  await page.getByText("the provider’s list repeats itself; showing 2 links").first().waitFor();
  // What a list that went round did not show is not gone.
  await page.locator(rows(5)).waitFor();
  await quiet();
});

test("K2: a page that moved is shown once, and counted once", async () => {
  const { before } = lists(({ format, cursor }) =>
    cursor === null
      ? { links: some(format, 0, 100), next: "two" }
      : { links: some(format, 99, 50), next: undefined },
  );
  const { page, quiet } = await openPage(browser, server, { before });
  await page.locator(rows(149)).waitFor();
  assert.equal(await page.getByText("repeats itself").count(), 0);
  await quiet();
});

test("K2: however fast pages come, and even where they never end, the page makes few calls a second", async () => {
  const { asked, before } = lists(({ format, n }) => ({
    links: some(format, n * 3),
    next: `page-${n}`,
  }));
  const { page, quiet } = await openPage(browser, server, { before });
  await page.getByText("links read so far").waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  const least = 60;
  assert.ok(asked.length > least, `${asked.length} calls`);
  const seconds = (asked.at(-1).at - asked[0].at) / 1000;
  assert.ok(asked.length / seconds < 60, `${asked.length} calls in ${seconds} s`);
  await page.getByText(/^Stopped after/).waitFor();
  await quiet();
});

test("K2: an edge that is busy is asked again after growing pauses", async () => {
  const { asked, before } = lists(({ format, n }) =>
    n < 3
      ? {
          status: 429,
          contentType: "application/problem+json",
          headers: { "retry-after": "0" },
          body: JSON.stringify({ code: "rate_limited", status: 429 }),
        }
      : { links: some(format, 0) },
  );
  const { page, quiet } = await openPage(browser, server, { before, heard: refused });
  await page.locator(rows(3)).waitFor();
  const at = asked.filter(({ format }) => format === "txn").map((each) => each.at);
  const waits = at.slice(1).map((each, n) => each - at[n]);
  assert.equal(waits.length, 3);
  // Each pause is twice as long as the one before; a busy machine makes them longer still.
  assert.ok(waits[0] >= 900 && waits[1] >= 1900 && waits[2] >= 3900, waits.join(", "));
  await quiet();
});

test("a provider that the edge does not have is no trouble", async () => {
  const { before } = lists(({ format }) =>
    format === "txn"
      ? {
          status: 404,
          contentType: "application/problem+json",
          body: JSON.stringify({ code: "format_not_configured", status: 404 }),
        }
      : { links: some(format, 0) },
  );
  const { page, quiet } = await openPage(browser, server, { before, heard: refused });
  await page.locator(rows(3, FORMATS.length - 1)).waitFor();
  await page.locator(DONE, { hasText: "Refresh" }).waitFor();
  assert.equal(await page.getByRole("alert").count(), 0);
  await quiet();
});

test("F17: the provider's document shows every digit as it was sent", async () => {
  const sent = `{
    "data" : {"id":"x","n":12345678901234567890.10,"f":1.0,"e":1E2,"z":-0.0,
      "twice":1,"twice":2,"text":"a \\"quoted\\", {brace} \\u202e","api_key":"hush","list":[],"none":{},
      "deep":[[1.50,null,true]],"url":"https://pay.example.com/?token=secret#x"}}`;
  const { page, quiet } = await openPage(browser, server, {
    before: (page) =>
      page.route("**/v1/links/txn/*", async (route) => {
        const answer = await route.fetch();
        const { document: _, ...rest } = await answer.json();
        const text = JSON.stringify({ ...rest, a: ['"document":', { document: 1 }] });
        const body = `${text.slice(0, -1)},"document": ${sent} ,"z":"}"}`;
        return route.fulfill({ contentType: "application/json", body });
      }),
  });
  const row = await find(page, "order-58213");
  await row.locator(".name, .title, button").first().click();
  const panel = page.getByRole("dialog");
  await panel.locator("details.raw-json summary").click();
  const shown = await panel.locator("details.raw-json code").innerText();
  for (const piece of [
    '"n": 12345678901234567890.10',
    '"f": 1.0',
    '"e": 1E2',
    '"z": -0.0',
    '"twice": 1',
    '"twice": 2',
    '"text": "a \\"quoted\\", {brace} \\u202e"',
    '"list": []',
    '"none": {}',
    "1.50,",
  ])
    assert.ok(shown.includes(piece), `${piece} in ${shown}`);
  for (const secret of ["hush", "secret"]) assert.ok(!shown.includes(secret), shown);
  assert.ok(shown.startsWith('{\n  "data": {\n    "id": "x"'), shown);
  await quiet();
});
