// Many closes at once in the dashboard: summed up before, paused and resumed across a reload, told after.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { startNode } from "../edge/servers.js";
import { axe, launch, openPage, shoot } from "./page.js";

let browser;
const servers = [];
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await Promise.all(servers.map((server) => server.stop()));
});

/** Each test closes what it finds, so each has an edge of its own. */
async function open(options = {}) {
  const server = await startNode();
  servers.push(server);
  const opened = await openPage(browser, server, options);
  await opened.page.locator('[role="grid"][aria-rowcount="25"]').waitFor();
  const call = (path, body) =>
    fetch(server.url + path, {
      method: "POST",
      headers: { authorization: `Bearer ${server.token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  return { ...opened, call };
}

const saved = async (page, name) => {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name }).click(),
  ]);
  return readFile(await download.path(), "utf8");
};

test("what would become of all that match is summed up; nothing is sent until it is confirmed", async () => {
  const { page, quiet } = await open();
  const sent = [];
  page.on("request", (request) => request.method() === "POST" && sent.push(request.url()));
  await page.getByRole("checkbox", { name: "Select all that are shown" }).check();
  await page.getByText("24 selected").waitFor();
  await shoot(page, "dashboard-selected");
  await page.getByRole("button", { name: "Close selected…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Close 14 payment links?").waitFor();
  const text = await dialog.innerText();
  assert.match(text, /Will be sent[\s\S]*Possible[\s\S]*14/);
  assert.match(text, /With a warning: \d/);
  assert.match(text, /Left out[\s\S]*has ended: it is completed/);
  assert.match(text, /do not know the status/);
  assert.match(text, /cannot be undone/);
  await shoot(page, "bulk-review");
  await axe(page);
  await dialog.getByRole("button", { name: "Keep them" }).click();
  assert.deepEqual(sent, []);
  await quiet();
});

test("a bulk close runs to its end, and its results can be downloaded", async () => {
  const { page, quiet } = await open();
  await page.getByRole("searchbox").fill("order-58");
  await page.getByRole("checkbox", { name: "Select all that are shown" }).check();
  await page.getByRole("button", { name: "Close selected…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^Close \d+ links$/ }).click();
  await dialog.getByText("The closes are finished").waitFor();
  await shoot(page, "bulk-finished");
  await axe(page);
  const told = await dialog.innerText();
  const [, count] = told.match(/Closed\s+(\d+)/);
  const csv = (await saved(page, "Download CSV")).split("\r\n");
  assert.equal(csv[0], "format,id,outcome,status,rawStatus,code,message,at");
  assert.equal(csv.filter((line) => line.includes(",done,200,")).length, Number(count));
  const results = JSON.parse(await saved(page, "Download JSON"));
  assert.equal(results.length, csv.length - 1);
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: /^Expire/ }).waitFor({ state: "detached" });
  assert.equal(
    (await page.locator(".pill", { hasText: "Expired" }).count()) >= Number(count),
    true,
  );
  await quiet();
});

test("paused, it goes on where it stopped, across a reload, and closes nothing twice", async () => {
  const { page, quiet, call } = await open();
  const slow = await call("/sandbox/faults", {
    fault: "slow",
    operation: "close",
    times: 100,
    ms: 700,
  });
  assert.ok(slow.ok, await slow.text());
  await page.getByRole("button", { name: /^Can be closed/ }).click();
  await page.getByRole("checkbox", { name: "Select all that are shown" }).check();
  await page.getByRole("button", { name: "Close selected…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Close 14 links" }).click();
  await dialog.getByText(/^[1-9]\d? of 14 done/).waitFor();
  await dialog.getByRole("button", { name: "Pause" }).click();
  await dialog.getByText("Paused").waitFor();
  await shoot(page, "bulk-paused");
  await axe(page);
  await page.reload();
  await page.getByText(/A bulk close is not finished: \d+ of 14 done/).waitFor();
  await shoot(page, "bulk-resume");
  await axe(page);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await dialog.getByRole("button", { name: "Resume" }).click();
  await dialog.getByText("14 of 14 done").waitFor();
  assert.match(await dialog.innerText(), /Closed\s+14/);
  const results = JSON.parse(await saved(page, "Download JSON"));
  assert.equal(new Set(results.map(({ id }) => id)).size, 14);
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.reload();
  await page.getByText("No links match").waitFor();
  assert.equal(await page.getByText("A bulk close is not finished").count(), 0);
  await quiet();
});
