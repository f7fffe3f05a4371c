// Many closes at once in the dashboard: summed up before, paused and resumed across a reload, told after.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { startNode } from "../edge/servers.js";
import { axe, CLOSABLE, LINKS, launch, openPage, rows, shoot } from "./page.js";

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
  await opened.page.locator(rows()).waitFor();
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
  await page.getByText(`${LINKS} selected`).waitFor();
  await shoot(page, "dashboard-selected");
  await page.getByRole("button", { name: "Close selected…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(`Close ${CLOSABLE} payment links?`).waitFor();
  const text = await dialog.innerText();
  assert.match(text, new RegExp(`Will be sent[^]*Possible[^]*${CLOSABLE}`));
  assert.match(text, /With a warning: \d/);
  assert.match(text, /Left out[\s\S]*has ended: it is completed/);
  assert.match(text, /Unknown status/);
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
  assert.equal(csv[0], "format,id,outcome,status,rawStatus,code,message,at,source");
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
  await dialog.getByRole("button", { name: `Close ${CLOSABLE} links` }).click();
  await dialog.getByText(new RegExp(`^[1-9]\\d? of ${CLOSABLE} done`)).waitFor();
  await dialog.getByRole("button", { name: "Pause" }).click();
  await dialog.getByText("Paused").waitFor();
  await shoot(page, "bulk-paused");
  await axe(page);
  await page.reload();
  await page
    .getByText(new RegExp(`A bulk close is not finished: \\d+ of ${CLOSABLE} done`))
    .waitFor();
  await shoot(page, "bulk-resume");
  await axe(page);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await dialog.getByRole("button", { name: "Resume" }).click();
  await dialog.getByText(`${CLOSABLE} of ${CLOSABLE} done`).waitFor();
  assert.match(await dialog.innerText(), new RegExp(`Closed\\s+${CLOSABLE}`));
  const results = JSON.parse(await saved(page, "Download JSON"));
  assert.equal(new Set(results.map(({ id }) => id)).size, CLOSABLE);
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.reload();
  await page.getByText("No links match").waitFor();
  assert.equal(await page.getByText("A bulk close is not finished").count(), 0);
  await quiet();
});

test("T10: the review names what is in it, and says what of it the list does not show", async () => {
  const { page, quiet } = await open();
  await page.getByRole("searchbox").fill("order-58");
  await page.getByRole("checkbox", { name: "Select all that are shown" }).check();
  const many = await page.locator('[data-link][aria-selected="true"]').count();
  assert.ok(many > 1);
  await page.getByRole("searchbox").fill("SIM card");
  await page.getByRole("checkbox", { name: /^Select .*SIM card/ }).check();
  await page
    .getByText(`${many + 1} selected · ${many} of them are not in the list that is shown`)
    .waitFor();
  await page.getByRole("button", { name: "Close selected…" }).click();
  const dialog = page.getByRole("dialog");
  const named = dialog.getByRole("list", { name: "Payment links to close" });
  await named.getByText("SIM card and activation").waitFor();
  const items = await named.getByRole("listitem").allInnerTexts();
  assert.match(items[0], /^order-58\d+ [0-9a-f-]{36} \(not in the list\)$/);
  assert.match(items.at(-1), /^SIM card and activation a2f7c9d4-[0-9a-f-]+$/);
  const hidden = items.filter((item) => item.includes("(not in the list)")).length;
  assert.equal(hidden, items.length - 1);
  await dialog
    .getByText(new RegExp(`^${hidden} of them (is|are) not in the list that is shown$`))
    .waitFor();
  await shoot(page, "bulk-names");
  await axe(page);
  await quiet();
});

test("T2: a bulk close says which results are from memory, and marks what it could not confirm", async () => {
  const { page, quiet } = await open();
  let job = "";
  await page.route("**/v1/jobs/*/run", async (route) => {
    job = new URL(route.request().url()).pathname.split("/").at(-2);
    const at = new Date().toISOString();
    const line = (n, id, more) => JSON.stringify({ n, format: "connect", id, at, ...more });
    return route.fulfill({
      contentType: "application/x-ndjson",
      body: [
        line(1, "a2f7c9d4-6a3b-4a0e-8b7e-51c2d3e4f502", {
          outcome: "unclear",
          final: false,
          status: 502,
        }),
        line(2, "6f1d2c58-0000-4000-8000-000000000000", {
          outcome: "already_done",
          final: true,
          status: 200,
          source: "kept",
        }),
        JSON.stringify({ finished: true }),
      ].join("\n"),
    });
  });
  await page.route("**/v1/links/connect/6f1d2c58-0000*", (route) =>
    route.fulfill({ json: { link: null } }),
  );
  await page.getByRole("searchbox").fill("SIM card");
  await page.getByRole("checkbox", { name: "Select all that are shown" }).check();
  await page.getByRole("button", { name: "Close selected…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Close 1 link" }).click();
  await dialog.getByText("Of these, as last seen: not shown by the provider now").waitFor();
  const results = JSON.parse(await saved(page, "Download JSON"));
  assert.equal(results[1].source, "kept");
  await page.keyboard.press("Escape");
  const row = page.locator("[data-link]").filter({ hasText: "SIM card" });
  await row.getByText("We could not confirm it").waitFor();
  // Its key is the job's: here it is read, and can be closed anew.
  await row.getByRole("button", { name: /^Check again/ }).click();
  await dialog
    .getByText(/A bulk close requested this at/)
    .first()
    .waitFor();
  await dialog.getByRole("button", { name: "Cancel link" }).waitFor();
  const kept = JSON.parse(await page.evaluate(() => localStorage.getItem("paylink.unconfirmed")));
  assert.equal(kept[0][1].key, `${job}-1`);
  await quiet();
});
