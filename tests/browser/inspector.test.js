// The inspector in real Chromium, over the edge as `make start` runs it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { init, read } from "paylink";
import { axe, longestTask, openPage, overflow, SCHEMES, shoot, stage } from "./page.js";

await init();
const { browser, server } = await stage();

const ODD = JSON.stringify(
  {
    paymentLinkId: "f47ac10b",
    url: "http://pay.example.com/f47ac10b",
    status: "ACTIVE",
    description: "Übertrag für März",
    zone: "north",
    createdAt: "2024-01-15T10:00:00Z",
    updatedAt: "2024-01-15T10:00:00Z",
    expiresAt: "2034-12-31T23:59:59Z",
  },
  null,
  2,
);
const WRONG = ODD.replace('"2024-01-15T10:00:00Z",\n  "updatedAt"', '"yesterday",\n  "updatedAt"');

const open = async (options) => {
  const opened = await openPage(browser, server, { path: "/inspector/", ...options });
  await opened.page.getByLabel(/^A payload|^Daten|^Data:/).waitFor();
  return opened;
};

/** @param {import("playwright-core").Page} page @param {string} text */
async function inspect(page, text) {
  await page.getByLabel(/^A payload/).fill(text);
  await page.getByRole("button", { name: "Inspect" }).click();
  await page.locator(".source .line").first().waitFor();
}

/** Waits until exactly this is highlighted in the text. */
const chosen = (page, text) =>
  page.waitForFunction(
    (text) =>
      [...document.querySelectorAll(".line .chosen")].map((part) => part.textContent).join("") ===
      text,
    text,
  );

const facts = (page, text) => page.locator(".facts", { hasText: text }).waitFor();

test("a payload is recognised; its model, findings and decisions are the core's", async () => {
  const { page, quiet } = await open();
  await inspect(page, ODD);
  const answer = read(ODD);
  await facts(page, "Telness Tech Connect API");
  await page.locator(".findings li").first().waitFor();
  assert.deepEqual(
    await page.locator(".findings .finding-head code").allInnerTexts(),
    answer.notes.map(({ code }) => code),
  );
  const model = await page.locator(".answers .model").first().innerText();
  assert.match(model, /rawStatus\s+ACTIVE/);
  assert.match(model, /Übertrag für März/);
  assert.deepEqual(
    await page
      .locator(".moment:visible .call")
      .evaluateAll((cards) => cards.map(({ dataset }) => [dataset.action, dataset.verdict])),
    [
      ["cancel", "allowed"],
      ["expire", "refused"],
      ["close", "allowed"],
    ],
  );
  assert.match(await page.locator(".moment").first().innerText(), /Assumed[\s\S]*Connect/);
  await quiet();
});

test("an issue leads to its place in the text, and the place to the issue", async () => {
  const { page, quiet } = await open();
  await inspect(page, ODD);
  const zone = page.locator(".findings button", { hasText: "/zone" });
  await zone.click();
  await chosen(page, '"north"');
  assert.equal(await page.locator(".crumb").innerText(), "/zone");
  // And back, by the mouse and by the keyboard.
  await page.locator(".line span[data-severity]", { hasText: "http://pay" }).click();
  await page.waitForFunction(() => document.activeElement?.textContent?.includes("/url"));
  await chosen(page, '"http://pay.example.com/f47ac10b"');
  await page.getByRole("button", { name: /finding in line 6/ }).press("Enter");
  await page.waitForFunction(() => document.activeElement?.textContent?.includes("/zone"));
  await quiet();
});

test("a click into the text says what stands there, multi-byte letters or not", async () => {
  const { page, quiet } = await open();
  await inspect(page, ODD);
  await page.locator(".line", { hasText: "März" }).locator(".text span").click();
  await page.locator(".crumb code", { hasText: "/description" }).waitFor();
  await chosen(page, '"Übertrag für März"');
  await quiet();
});

test("what is missing is shown where it would stand; nothing is decided of what cannot be used", async () => {
  const { page, quiet } = await open();
  await inspect(page, WRONG.replace('  "status": "ACTIVE",\n', ""));
  await page.locator(".findings button", { hasText: "where it is missing" }).click();
  await chosen(page, "{");
  await page.locator(".findings button", { hasText: "/createdAt" }).click();
  await page.locator(".line .chosen", { hasText: "yesterday" }).first().waitFor();
  assert.equal(await page.locator(".moment:visible").count(), 0);
  await quiet();
});

test("what can be used of an invalid link stands beside its problems, with its decisions", async () => {
  const { page, quiet } = await open();
  await inspect(page, WRONG);
  await page.getByRole("heading", { name: "What can be used" }).waitFor();
  const model = await page.locator(".answers .model").first().innerText();
  assert.match(model, /rawStatus\s+ACTIVE/);
  assert.ok(!model.includes("createdAt"), model);
  assert.deepEqual(
    await page
      .locator(".moment:visible .call")
      .evaluateAll((cards) => cards.map(({ dataset }) => [dataset.action, dataset.verdict])),
    [
      ["cancel", "allowed"],
      ["expire", "refused"],
      ["close", "allowed"],
    ],
  );
  const tops = await page
    .locator(".answers > .panel:not(:last-child)")
    .evaluateAll((panels) => panels.map((panel) => panel.getBoundingClientRect().top));
  assert.equal(tops.length, 2);
  assert.equal(tops[0], tops[1], "side by side");
  await axe(page);
  await page.getByRole("button", { name: "Another payload" }).click();
  await inspect(page, WRONG.replace("2034-12-31T23:59:59Z", "later"));
  await page.locator('.moment:visible [data-action="cancel"][data-verdict="uncertain"]').waitFor();
  await quiet();
});

test("the table of a list has what can be used of an invalid link, and names the unusable ones", async () => {
  const { page, quiet } = await open();
  const { status: _, ...none } = JSON.parse(ODD);
  const links = [JSON.parse(WRONG), none, { ...none, paymentLinkId: 5 }, JSON.parse(ODD)];
  await inspect(page, JSON.stringify({ items: links }));
  await facts(page, /With issues: 3 · Unusable: 2/);
  const row = (n) => page.locator(".scroller .grid-row").nth(n);
  await row(0).waitFor();
  assert.match(await row(0).innerText(), /Übertrag für März\s+Open\s+Possible\s+1 issue/);
  assert.match(await row(1).innerText(), /f47ac10b\s+Unusable\s+1 issue/);
  assert.match(await row(2).innerText(), /Cannot be read\s+Unusable\s+2 issues/);
  await page.locator(".pick").nth(1).click();
  await page.getByText(/^Unusable, because/).waitFor();
  assert.equal(await page.locator(".moment:visible").count(), 0);
  await quiet();
});

test("a text that is no JSON has its error shown at its place", async () => {
  const { page, quiet } = await open();
  await inspect(page, '{\n  "paymentLinkId": "a",\n  "status": ACTIVE\n}');
  await page.locator(".findings button", { hasText: "Line 3" }).waitFor();
  await chosen(page, "A");
  await page.getByRole("button", { name: "Another payload" }).click();
  await inspect(page, '{"paymentLinkId": "a"');
  assert.match(await page.locator(".findings").innerText(), /json_syntax/);
  await quiet();
});

test("whatever is pasted is named as what it is", async () => {
  const { page, quiet } = await open();
  for (const [text, name] of [
    ["<!doctype html><title>502 Bad Gateway</title>", "a web page (HTML)"],
    ["id;amount\n1;5.00\n2;6.00\n", "a table (CSV)"],
    ['{"object": "list", "data": [{"id": "plink_1", "object": "payment_link"}]}', "Not recognised"],
    [
      '{"data": {"id": "i-1", "type": "invoices", "attributes": {"status": "pending"}}}',
      "a webhook: invoices",
    ],
    ['{"message": "no such link", "code": "not_found"}', "an error reply"],
  ]) {
    await inspect(page, text);
    await page.locator(".found-bar", { hasText: name }).waitFor();
    const findings = await page.locator(".findings").count();
    assert.equal(findings > 0, name === "Not recognised", name);
    await page.getByRole("button", { name: "Another payload" }).click();
  }
  await inspect(page, '{"data": {"type": "payment_links", "attributes": {"amount": 5}}}');
  await page.locator(".found-bar", { hasText: "a request to create a payment link" }).waitFor();
  assert.match(await page.locator(".findings").innerText(), /\/data\/attributes\/amount/);
  await page.getByRole("button", { name: "Another payload" }).click();
  await inspect(page, '{"data": {"type": "payment_links", "attributes": {"amount": 5}');
  assert.match(await page.locator(".findings").innerText(), /json_syntax/);
  await quiet();
});

test("the format can be chosen against the shape", async () => {
  const { page, quiet } = await open();
  await page.getByLabel("Format").selectOption("txn");
  await inspect(page, ODD);
  await facts(page, /its shape says Telness/);
  assert.deepEqual(
    await page.locator(".findings .finding-head code").allInnerTexts(),
    read(ODD, { format: "txn" }).issues.map(({ code }) => code),
  );
  await quiet();
});

test("the decisions at another time stand beside those now, and the clock changes the latter", async () => {
  const { page, quiet } = await open({ timezoneId: "UTC" });
  await page.clock.install();
  const soon = await page.evaluate(() => new Date(Date.now() + 60_000).toISOString());
  await inspect(page, ODD.replace("2034-12-31T23:59:59Z", soon));
  const cancel = page.locator(".moment").first().locator('[data-action="cancel"]');
  await cancel.waitFor();
  assert.equal(await cancel.getAttribute("data-verdict"), "allowed");
  await page.getByLabel("At another time").fill("2040-01-01T00:00:00");
  const later = page.locator(".moment").nth(1).locator('[data-action="cancel"]');
  await later.waitFor();
  assert.equal(await later.getAttribute("data-verdict"), "uncertain");
  await page.clock.runFor("02:00");
  await page
    .locator('.moment >> nth=0 >> [data-action="cancel"][data-verdict="uncertain"]')
    .waitFor();
  await quiet();
});

test("an inspection is saved as a file, which opens as it was: payload, format, time; no address has it", async () => {
  const { page, quiet } = await open({ timezoneId: "UTC" });
  await page.getByLabel("Format").selectOption("connect");
  await inspect(page, ODD);
  await page.getByLabel("At another time").fill("2040-01-01T00:00:00");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save as a file" }).click(),
  ]);
  const saved = readFileSync(await download.path(), "utf8");
  assert.deepEqual(JSON.parse(saved), {
    paylinkInspection: 1,
    format: "connect",
    at: "2040-01-01T00:00:00.000Z",
    payload: ODD,
  });
  assert.equal(new URL(page.url()).search + new URL(page.url()).hash, "");
  await page.reload();
  await page.locator("#file").setInputFiles({
    name: "inspection.json",
    mimeType: "application/json",
    buffer: Buffer.from(saved),
  });
  await page.locator(".moment").nth(1).locator('[data-verdict="uncertain"]').first().waitFor();
  assert.equal(await page.getByLabel("At another time").inputValue(), "2040-01-01T00:00");
  await facts(page, /as you chose/);
  await page.getByRole("button", { name: "Another payload" }).click();
  assert.equal(await page.getByLabel(/^A payload/).inputValue(), ODD);
  await quiet();
});

test("a long text is inspected as it is pasted, and never enters the field", async () => {
  const { page, quiet } = await open();
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    document
      .querySelector("textarea")
      .dispatchEvent(
        new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
      );
  }, listOf(6000));
  await facts(page, "a list of 6,000 links");
  assert.equal(await page.locator("textarea").inputValue(), "");
  await quiet();
});

test("what is dropped is inspected, as a file and as text", async () => {
  const { page, quiet } = await open();
  for (const asFile of [true, false]) {
    await page.evaluate(
      ([text, asFile]) => {
        const dataTransfer = new DataTransfer();
        if (asFile) dataTransfer.items.add(new File([text], "link.json"));
        else dataTransfer.setData("text/plain", text);
        document
          .querySelector("main")
          .dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
      },
      [ODD, asFile],
    );
    await page.locator(".line", { hasText: "paymentLinkId" }).waitFor();
    await page.getByRole("button", { name: "Another payload" }).click();
  }
  await quiet();
});

/** A list in which every fifth link is wrong; `size` in bytes, about. */
function listOf(count, size = 0) {
  const items = Array.from({ length: count }, (_, index) => ({
    paymentLinkId: `6f1d2c58-0000-4000-8000-${String(index).padStart(12, "0")}`,
    url: `https://pay.example.com/${index}`,
    status: ["ACTIVE", "COMPLETED", "EXPIRED", "CANCELLED"][index % 4],
    description: `Order ${index} ${"x".repeat(size)}`,
    createdAt: "2024-01-15T10:00:00Z",
    updatedAt: "2024-01-15T10:00:00Z",
    expiresAt: index % 5 === 3 ? "tomorrow" : "2034-12-31T23:59:59Z",
    ...(index % 3 === 0 && { zone: "north" }),
  }));
  return JSON.stringify({ items }, null, 2);
}

test("a list is a table of links; one is chosen by mouse, arrow keys or in the text", async () => {
  const { page, quiet } = await open();
  await inspect(page, listOf(200));
  const pick = page.locator(".pick");
  await pick.first().waitFor();
  assert.ok((await pick.count()) < 60, "no more rows than can be seen");
  assert.equal(await page.getByRole("table").getAttribute("aria-rowcount"), "201");
  await page
    .getByRole("button", { name: "Order 1 x".slice(0, 7), exact: false })
    .first()
    .waitFor();
  await pick.nth(3).click();
  await page.locator(".findings", { hasText: "/items/3/expiresAt" }).waitFor();
  assert.match(await page.locator(".line .chosen").first().innerText(), /\{/);
  await pick.nth(3).focus();
  for (let step = 0; step < 20; step += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Link no. 24" }).waitFor();
  // Rows are replaced as the text turns to it.
  await page.locator(".line .chosen", { hasText: "Order 23 " }).waitFor();
  await page
    .locator(".line", { hasText: /"zone"/ })
    .first()
    .locator(".text span")
    .last()
    .click();
  await page.locator(".crumb code", { hasText: /\/items\/\d+\/zone/ }).waitFor();
  await page.getByRole("radio", { name: /With issues/ }).check({ force: true });
  await page.getByText("40 links", { exact: true }).waitFor();
  await page.getByRole("searchbox").fill("Order 11");
  await page.getByText(/^2 links$/).waitFor();
  await page.getByRole("searchbox").fill("Order 111");
  await page.getByText("No link of the list fits.").waitFor();
  await page.getByRole("searchbox").fill("Order 11");
  await page.getByRole("radio", { name: /^All/ }).check({ force: true });
  await page.getByText(/^11 links$/).waitFor();
  await quiet();
});

test("arrow keys that come faster than rows are drawn lose none", async () => {
  const { page, quiet } = await open();
  await inspect(page, listOf(200));
  await page.locator(".pick").nth(3).focus();
  await page.evaluate(() => {
    const press = (key) =>
      document.activeElement.dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
      );
    for (let step = 0; step < 100; step += 1) press("ArrowDown");
    press("ArrowUp");
    press("Enter");
  });
  await page.getByRole("heading", { name: "Link no. 103" }).waitFor();
  const focused = await page.evaluate(() => document.activeElement.textContent);
  assert.match(focused, /^Order 102 /);
  await quiet();
});

test("a list of 50 MB is read while the page stays awake; it can be stopped", async () => {
  const { page, quiet } = await open();
  const text = listOf(110_000, 150);
  const size = Buffer.byteLength(text);
  assert.ok(size > 48e6 && size < 60e6, `${size} bytes`);
  // Over the page's own memory: a test protocol takes no file of this size.
  await page.evaluate(() => {
    globalThis.parts = [];
  });
  for (let at = 0; at < text.length; at += 4e6)
    await page.evaluate((part) => void globalThis.parts.push(part), text.slice(at, at + 4e6));
  await page.evaluate(() => {
    globalThis.file = new File(globalThis.parts, "list.json");
  });
  const drop = (stops = false) =>
    page.evaluate((stops) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(globalThis.file);
      globalThis.gaps = [];
      globalThis.stages = new Set();
      globalThis.begun = performance.now();
      let last = globalThis.begun;
      const tick = (now) => {
        globalThis.gaps.push(now - last);
        last = now;
        const running = document.querySelector(".running");
        if (!running.hidden) globalThis.stages.add(running.firstChild.textContent);
        // In the page: on a busy machine a press from outside may come after the end.
        if (!running.hidden && stops) running.querySelector("button").click();
        if (!globalThis.ended) requestAnimationFrame(tick);
      };
      globalThis.ended = 0;
      requestAnimationFrame(tick);
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
    }, stops);

  await drop(true);
  await page.getByText("Stopped. Nothing of it was kept.").waitFor();
  assert.equal(await page.locator(".pick").count(), 0);

  await page.evaluate(() => {
    globalThis.ended = 1;
  });
  const busyMs = await longestTask(browser, async () => {
    await drop();
    await page.locator(".pick").first().waitFor();
  });
  const { seconds, longest, frames, stages } = await page.evaluate(() => {
    globalThis.ended = performance.now();
    const { gaps, begun, ended, stages } = globalThis;
    return {
      seconds: (ended - begun) / 1000,
      longest: Math.max(...gaps.slice(1)),
      frames: gaps.length,
      stages: [...stages],
    };
  });
  console.log(
    `50 MB: ${(size / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s, ${frames} frames, longest gap ${longest.toFixed(0)} ms; the page at work for ${busyMs.toFixed(0)} ms at most`,
  );
  assert.ok(stages.includes("The core reads it"), stages.join());
  // One that is handed the whole list, or reads it itself, works for 200 ms and more.
  assert.ok(busyMs < 100, `${busyMs} ms`);
  await facts(page, "a list of 110,000 links");
  // The very end is reached, and shown.
  await page.getByRole("searchbox").fill("Order 109999");
  await page.locator(".pick", { hasText: "Order 109999" }).click();
  await page.locator(".line .chosen", { hasText: "000000109999" }).waitFor();
  assert.ok((await page.locator(".line").count()) < 100);
  await quiet();
});

for (const language of ["de", "sv"]) {
  test(`every word is there in ${language}, the core's as well`, async () => {
    const { page, quiet } = await open({ locale: language, timezoneId: "UTC" });
    await page.getByRole("button", { name: /Beispiel ansehen|Visa ett exempel/ }).click();
    await page.locator(".findings li").first().waitFor();
    const text = await page.locator("main").innerText();
    assert.ok(!/\{\w+\}/.test(text.replace(/[\s\S]*?(Befund|Fel och)/, "")), "a parameter is left");
    assert.ok(!/the documents do not know|the URL is not/.test(text));
    await quiet();
  });
}

for (const [name, options] of SCHEMES) {
  test(`axe finds nothing: ${name}`, async () => {
    const { page, quiet } = await open(options);
    await axe(page);
    await page.getByRole("button", { name: "Try an example" }).click();
    await page.locator(".findings li").first().waitFor();
    await page.getByLabel("At another time").fill("2040-01-01T00:00:00");
    await page.evaluate(() => document.activeElement?.blur());
    await page.evaluate(() => scrollTo(0, 0));
    assert.equal(await overflow(page), 0);
    await shoot(page, `inspector${name === "light" ? "" : name === "dark" ? "-dark" : "-narrow"}`);
    await axe(page);
    await page.getByRole("button", { name: "Another payload" }).click();
    await inspect(page, listOf(50));
    await page.locator(".pick").first().waitFor();
    assert.equal(await overflow(page), 0);
    await axe(page);
    await quiet();
  });
}
