// The charts in real Chromium, over entries as the dashboard has them; decisions are the core's.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, openPage, overflow, SCHEMES, shoot, stage } from "./page.js";

const { browser, server } = await stage();

const NOW = Date.parse("2026-03-20T12:00:00Z");

/** A page with nothing but the charts of `count` links; it answers what was counted, and how long it took. */
async function drawn(count, { days = 30, asked = true, ...options } = {}) {
  const opened = await openPage(browser, server, { path: "/rules/", ...options });
  await opened.page.locator(".node").first().waitFor();
  const figures = await opened.page.evaluate(
    async ([count, days, now, asked]) => {
      const { decide, decideAll, init } = await import("/paylink/page/page.js");
      await init();
      const { charts } = await import("/charts/charts.js");
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = "/charts/charts.css";
      const styled = new Promise((resolve) => style.addEventListener("load", resolve));
      document.head.append(style);
      await styled;
      const kinds = [
        ["connect", "ACTIVE", "open", 10 * 60_000],
        ["connect", "ACTIVE", "open", 5 * 3_600_000],
        ["txn", "created", "open", 40 * 86_400_000],
        ["txn", "pending", "in_progress", 2 * 86_400_000],
        ["connect", "ACTIVE", "open", undefined],
        ["connect", "COMPLETED", "completed", 86_400_000],
        ["txn", "completed", "completed", 86_400_000],
        ["txn", "expired", "expired", -86_400_000],
        ["connect", "CANCELLED", "cancelled", 86_400_000],
        ["connect", "PAUSED", "unknown", 86_400_000],
        ["txn", "created", "open", -60_000],
      ].map(([format, rawStatus, status, left]) => {
        const expiresAt = left === undefined ? undefined : new Date(now + left).toISOString();
        const link = { format, id: "a", rawStatus, status, expiresAt };
        const decisions = decideAll(link, { now, skewMs: 0 });
        return { link, decisions, close: decisions.find(({ action }) => action === "close") };
      });
      const entries = Array.from({ length: count }, (_, index) => {
        const kind = kinds[(index * 7 + ((index / 13) | 0)) % kinds.length];
        if (index % 500 === 499) return { link: null, decisions: [], close: undefined };
        const ago = ((index * 2654435761) % 1000) / 1000;
        const createdAt = new Date(now - ago * ago * days * 86_400_000).toISOString();
        return { ...kind, link: { ...kind.link, id: String(index), createdAt } };
      });
      const verdicts = entries.map(({ link, close }) => ({ link, verdict: close?.verdict }));
      const closing = (link) => decide("close", link, { now, skewMs: 0 });
      const begun = performance.now();
      const element = asked ? charts(entries, { now }) : charts(verdicts, { now, closing });
      const ms = performance.now() - begun;
      document
        .querySelector("main")
        .replaceChildren(
          Object.assign(document.createElement("h1"), { textContent: "Charts" }),
          element,
        );
      const tally = { status: {}, reasons: {}, open: 0, unreadable: 0 };
      for (const { link, close } of entries) {
        if (!link) {
          tally.unreadable += 1;
          continue;
        }
        tally.status[link.status] = (tally.status[link.status] ?? 0) + 1;
        if (close.verdict === "allowed") tally.open += 1;
        for (const { code } of close.reasons) tally.reasons[code] = (tally.reasons[code] ?? 0) + 1;
      }
      return { ms, ...tally };
    },
    [count, days, NOW, asked],
  );
  return { ...opened, figures };
}

const numbers = (texts) => texts.map((text) => Number(text.replaceAll(",", "")));
const sum = (counts) => counts.reduce((all, count) => all + count, 0);

test("the charts and their tables have every link, once", async () => {
  const { page, figures, quiet } = await drawn(2000);
  assert.deepEqual(
    numbers(await page.locator(".chart-legend strong").allTextContents()),
    ["open", "in_progress", "completed", "expired", "cancelled", "unknown"].map(
      (status) => figures.status[status],
    ),
  );
  const sums = await page.locator(".chart >> nth=0 >> tbody td:last-child").allTextContents();
  assert.equal(sum(numbers(sums)), 2000 - figures.unreadable);
  assert.ok(sums.length > 25 && sums.length <= 45, `${sums.length} columns`);
  const left = await page.locator(".chart >> nth=1 >> tbody td:last-child").allTextContents();
  assert.equal(sum(numbers(left)), figures.open);
  const why = await page.locator(".chart >> nth=2 >> tbody td:last-child").allTextContents();
  assert.deepEqual(
    numbers(why),
    [...Object.values(figures.reasons), figures.unreadable].sort((one, other) => other - one),
  );
  // What is drawn is as high as it counts.
  const drawnHeight = await page
    .locator(".chart >> nth=0 >> .piece[data-series=open]")
    .evaluateAll((pieces) =>
      pieces.map((piece) => [
        Number(piece.getAttribute("height")),
        Number(piece.textContent.match(/(\d+)$/)[1]),
      ]),
    );
  const [height, counted] = drawnHeight.at(-1);
  for (const [other, links] of drawnHeight)
    assert.ok(Math.abs(other / links - height / counted) < 0.01);
  await quiet();
});

for (const [days, words] of [
  [200, /by the week/],
  [1000, /by the month/],
  [9000, /by the year/],
]) {
  test(`links of ${days} days stand in columns that can still be told apart`, async () => {
    const { page, quiet } = await drawn(3000, { days });
    await page.getByText(words).first().waitFor();
    const count = await page.locator(".chart >> nth=0 >> tbody tr").count();
    assert.ok(count > 5 && count <= 45, `${count} columns`);
    await quiet();
  });
}

test("100,000 links are charted at once", async () => {
  const { figures, quiet } = await drawn(100_000);
  console.log(`charts: 100,000 links in ${figures.ms.toFixed(0)} ms`);
  assert.ok(figures.ms < 1500, `${figures.ms} ms`);
  await quiet();
});

test("where the entries have the verdict alone, the reasons are asked for, and are the same", async () => {
  const bars = async (asked) => {
    const { page, quiet } = await drawn(5000, { asked });
    const table = await page.locator(".chart >> nth=2 >> tbody").textContent();
    await quiet();
    return table;
  };
  assert.equal(await bars(false), await bars(true));
});

test("no links are said in words", async () => {
  const { page, quiet } = await drawn(0);
  await page.getByText("There is nothing to count yet.").waitFor();
  await quiet();
});

for (const [name, options] of SCHEMES) {
  test(`axe finds nothing, and nothing is stretched: ${name}`, async () => {
    const { page, quiet } = await drawn(4000, options);
    await page.waitForFunction(() =>
      [...document.querySelectorAll(".chart-place")].every(
        (place) => Math.abs(place.firstChild.getBoundingClientRect().width - place.clientWidth) < 2,
      ),
    );
    const skewed = await page.locator(".chart-drawing").evaluateAll((drawings) =>
      drawings.filter((drawing) => {
        const { width, height } = drawing.getBoundingClientRect();
        const box = drawing.viewBox.baseVal;
        return Math.abs(width / box.width - 1) > 0.01 || Math.abs(height / box.height - 1) > 0.01;
      }),
    );
    assert.equal(skewed.length, 0);
    await shoot(page, `charts${name === "light" ? "" : name === "dark" ? "-dark" : "-narrow"}`);
    for (const summary of await page.locator("summary").all()) await summary.click();
    assert.equal(await overflow(page), 0);
    await axe(page);
    await quiet();
  });
}
