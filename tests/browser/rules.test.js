// The page of the rules in real Chromium: what it draws and lists is what the core says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { diagram, formats, init, lifecycle, truthTable } from "paylink";
import { axe, openPage, overflow, SCHEMES, shoot, stage } from "./page.js";

await init();
const { browser, server } = await stage();

const open = async (query = "", options = {}) => {
  const opened = await openPage(browser, server, { path: `/rules/${query}`, ...options });
  await opened.page.locator(".node").first().waitFor();
  return opened;
};

for (const format of ["connect", "txn"]) {
  test(`the drawing of ${format} has an edge for each step of the core's lifecycle, and no other`, async () => {
    const { page, quiet } = await open(`?format=${format}`);
    const rows = lifecycle(format);
    const steps = rows.filter(({ offer }) => offer === "allowed");
    const drawn = await page.locator(".edge[data-event]").evaluateAll((edges) =>
      edges.map((edge) => ({
        ...edge.dataset,
        label: edge.querySelector("text").textContent,
        dashed: getComputedStyle(edge.querySelector(".way")).strokeDasharray !== "none",
      })),
    );
    assert.deepEqual(
      drawn,
      steps.map(({ from, event, to, basis }) => ({
        from,
        event,
        to,
        basis,
        label: event,
        dashed: basis === "assumed",
      })),
    );
    const statuses = new Set(rows.flatMap(({ from, to }) => (to ? [from, to] : [from])));
    assert.equal(await page.locator(".node").count(), statuses.size);
    const words = formats()
      .find(({ id }) => id === format)
      .statuses.map(({ word }) => word);
    for (const word of words)
      await page.locator(".node-word", { hasText: new RegExp(`\\b${word}\\b`) }).waitFor();
    await quiet();
  });

  test(`nothing in the drawing of ${format} covers another word`, async () => {
    const { page, quiet } = await open(`?format=${format}`);
    const overlaps = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll(".event, .node rect")].map((element) => ({
        text: element.textContent || element.parentElement.textContent,
        box: element.getBoundingClientRect(),
      }));
      return boxes.flatMap((one, index) =>
        boxes
          .slice(index + 1)
          .filter(
            (other) =>
              one.box.left < other.box.right - 1 &&
              other.box.left < one.box.right - 1 &&
              one.box.top < other.box.bottom - 1 &&
              other.box.top < one.box.bottom - 1,
          )
          .map((other) => `${one.text} / ${other.text}`),
      );
    });
    assert.deepEqual(overlaps, []);
    await quiet();
  });

  test(`every edge of ${format} can be reached by keyboard, and tells whose rule it is`, async () => {
    const { page, quiet } = await open(`?format=${format}`);
    const steps = lifecycle(format).filter(({ offer }) => offer === "allowed");
    await page.locator(".drawing").focus();
    for (const step of steps) {
      await page.keyboard.press("Tab");
      const panel = await page.locator(".edge-panel").innerText();
      assert.ok(panel.includes(step.document), panel);
      assert.ok(panel.toLowerCase().includes(step.basis), panel);
      assert.equal(await page.locator('.edge[aria-pressed="true"]').count(), 1);
    }
    await page.locator("summary").first().click();
    assert.equal(await page.locator("details tbody tr").count(), lifecycle(format).length);
    await quiet();
  });

  test(`the filters of ${format} leave exactly the core's rows`, async () => {
    const { page, quiet } = await open(`?format=${format}`);
    const rows = truthTable(format);
    const counted = async (expected) => {
      const number = expected.toLocaleString("en");
      const all = rows.length.toLocaleString("en");
      await page.getByText(new RegExp(`^${number} rows? of ${all}$`)).waitFor();
    };
    const choose = (column, value) =>
      page.locator(`select[name=${column}]`).selectOption(`=${value}`);
    await counted(rows.length);
    await choose("verdict", "uncertain");
    await counted(rows.filter(({ verdict }) => verdict === "uncertain").length);
    await choose("clock", "after");
    await choose("action", "close");
    await choose("approval", "no");
    const fitting = rows.filter(
      (row) =>
        row.verdict === "uncertain" &&
        row.clock === "after" &&
        row.action === "close" &&
        !row.approval,
    );
    await counted(fitting.length);
    const shown = await page
      .locator(".truth tbody tr")
      .evaluateAll((lines) =>
        lines.map((line) => [
          line.cells[0].textContent,
          [...line.cells[7].querySelectorAll("code")].map((code) => code.textContent),
          line.cells[8].textContent,
        ]),
      );
    assert.deepEqual(
      shown,
      fitting
        .slice(0, shown.length)
        .map(({ rawStatus, reasons, warnings, basis }) => [
          rawStatus,
          [...reasons, ...warnings],
          basis,
        ]),
    );
    // The address keeps the filters.
    await page.reload();
    await counted(fitting.length);
    await page.getByRole("button", { name: "Clear the filters" }).click();
    await counted(rows.length);
    await page.getByRole("button", { name: "Next", exact: true }).click();
    await page.getByText(/^26–50 of/).waitFor();
    await quiet();
  });
}

test("the child's filter has every child of the core's table", async () => {
  const { page, quiet } = await open("?format=txn");
  const children = new Set(
    truthTable("txn").map(({ child }) => child && `${child.type}: ${child.rawStatus}`),
  );
  assert.equal(await page.locator("select[name=child] option").count(), children.size + 1);
  await quiet();
});

test("calls, list parameters and the idempotency profile are there, each with its basis", async () => {
  const { page, quiet } = await open("?format=connect");
  for (const format of formats()) {
    await page.getByRole("radio", { name: format.name }).check({ force: true });
    const text = await page.locator("main").innerText();
    for (const { method, path } of format.calls)
      assert.ok(text.includes(`${method} ${path}`), path);
    for (const { parameter } of format.listing.parameters) assert.ok(text.includes(parameter));
    assert.ok(text.includes(format.mediaType) && text.includes(format.credential.header));
    if (format.idempotency) assert.ok(text.includes(format.idempotency.header));
  }
  await quiet();
});

test("the downloads are the core's own", async () => {
  const { page, quiet } = await open("?format=txn");
  for (const [button, expected] of [
    ["Mermaid", diagram("txn", "mermaid")],
    ["DOT", diagram("txn", "dot")],
    ["Truth table (JSON)", `${JSON.stringify(truthTable("txn"), null, 2)}\n`],
  ]) {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: button }).click(),
    ]);
    assert.equal(readFileSync(await download.path(), "utf8"), expected);
  }
  await quiet();
});

for (const language of ["de", "sv"]) {
  test(`every word is there in ${language}`, async () => {
    const { page, quiet } = await open("?format=txn", { locale: language });
    const text = await page.locator("main").innerText();
    assert.ok(!/\{\w+\}/.test(text.replaceAll(/\/\{id\}/g, "")), "a parameter is left");
    assert.ok(!/\bAny\b|the link has ended/.test(text));
    await quiet();
  });
}

for (const [name, options] of SCHEMES) {
  test(`axe finds nothing: ${name}`, async () => {
    for (const format of ["connect", "txn"]) {
      const { page, quiet } = await open(`?format=${format}`, options);
      await page.locator(".edge[data-event]").nth(1).click();
      await page.evaluate(() => scrollTo(0, 0));
      if (format === "txn")
        await shoot(page, `rules${name === "light" ? "" : name === "dark" ? "-dark" : "-narrow"}`);
      await page.locator("summary").first().click();
      assert.equal(await overflow(page), 0);
      await axe(page);
      await quiet();
    }
  });
}
