// What other products were told of in public reports, tried on the dashboard over what the sandbox really does: nothing
// of the edge's answers is made up here.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startNode } from "../edge/servers.js";
import { find, launch, openPage } from "./page.js";

let browser;
const servers = [];
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await Promise.all(servers.map((server) => server.stop()));
});

const refused = (text) => /Failed to load resource/.test(text);

/** Each test changes its provider, so each has an edge of its own. `first` is done before the page is opened. */
async function open({ first, ...options } = {}) {
  const server = await startNode();
  servers.push(server);
  const call = async (path, body, headers = {}) => {
    const answer = await fetch(server.url + path, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        authorization: `Bearer ${server.token}`,
        "content-type": "application/json",
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    assert.ok(answer.ok, await answer.clone().text());
    return answer.json();
  };
  const event = (format, id, name) =>
    call(`/sandbox/links/${format}/${id}/events`, { event: name });
  await first?.({ call, event });
  const opened = await openPage(browser, server, { heard: refused, ...options });
  await opened.page.locator("[data-link]").first().waitFor();
  return { ...opened, server, call, event };
}

let keys = 0;
/** A link of the merchant's, made over the edge. */
async function made({ call, event }, more = {}) {
  const attributes = {
    amount: "100",
    currency: "EUR",
    paymentType: "Invoice",
    expires_at: "2099-01-01T00:00:00Z",
    ...more,
  };
  keys += 1;
  const request = { data: { type: "payment_links", attributes } };
  const { link } = await call("/v1/links/txn", request, { "idempotency-key": `"${keys}"` });
  return {
    id: link.id,
    /** Opened by its payer, and how far its payment gets by itself. */
    async opened(...statuses) {
      const { link: shown } = await event("txn", link.id, "opened");
      const { type, id } = shown.data.relationships.target.data;
      const path = `/sandbox/children/${type}/${id}`;
      for (const status of statuses) await call(path, { status });
      return { move: (status) => call(path, { status }) };
    },
  };
}

const CLOSES = [
  ["connect", "SIM card and activation", /^Cancel/, "Cancel link", "CANCELLED"],
  ["txn", "order-58213", /^Expire/, "Expire link", "expired"],
];
for (const [format, name, act, confirm, word] of CLOSES) {
  test(`T2: a close whose answer is lost, and a provider that cannot be read since, is told as not confirmed, ${format}`, async () => {
    const { page, call, server, quiet } = await open();
    // Slow enough that the provider cannot be read any more before anybody looks.
    await call("/sandbox/faults", {
      fault: "slow",
      format,
      operation: "close",
      ms: 500,
      times: null,
    });
    await call("/sandbox/faults", {
      fault: "lost_answer",
      format,
      operation: "close",
      times: null,
    });
    const row = await find(page, name);
    await row.getByRole("button", { name: act }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: confirm }).click();
    for (let met = 0; met === 0; ) [{ met }] = (await call("/sandbox/faults")).faults;
    await call("/sandbox/faults", { fault: "cut", format, operation: "read", times: null });
    await dialog.getByRole("heading", { name: "We could not confirm it" }).waitFor();
    const text = await dialog.innerText();
    assert.match(text, /could not be read again\. As last seen at .*it was open/);
    assert.ok(!/The link was read again/.test(text), text);
    await page.keyboard.press("Escape");
    await row.getByText("We could not confirm it").waitFor();
    assert.equal(await row.getByRole("button", { name: act }).count(), 0);
    // It was done: once the provider can be read, looking is enough.
    await fetch(`${server.url}/sandbox/faults`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${server.token}` },
    });
    await row.getByRole("button", { name: /^Check again/ }).click();
    await dialog
      .getByText(/now (cancelled|expired)|already (cancelled|expired)|it is (cancelled|expired)/)
      .first()
      .waitFor();
    await page.keyboard.press("Escape");
    await row.getByText("We could not confirm it").waitFor({ state: "detached" });
    const id = (await row.getAttribute("data-link")).split("/").at(-1);
    assert.equal((await call(`/v1/links/${format}/${id}`)).link.rawStatus, word);
    await quiet();
  });
}

const MOVED = [
  ["Invoice", ["processing", "completed"], "Money has arrived"],
  ["Payout", ["completed"], "Money has gone out"],
];
for (const [paymentType, statuses, words] of MOVED) {
  test(`T3: a link whose payment is completed is closed behind the warning that money has moved, ${paymentType}`, async () => {
    const { page, quiet } = await open({
      first: async (edge) => {
        const link = await made(edge, { reference: "paid-already", paymentType });
        await link.opened(...statuses);
        await (await made(edge, { reference: "not-paid", paymentType })).opened();
      },
    });
    const row = await find(page, "paid-already");
    await row.getByText(words).waitFor();
    await row.getByRole("button", { name: /^Expire/ }).click();
    const dialog = page.getByRole("dialog");
    const text = await dialog.innerText();
    assert.ok(text.indexOf(words) > 0, text);
    assert.ok(text.indexOf(words) < (text.indexOf("Before you go on") + 1 || text.length), text);
    await page.keyboard.press("Escape");
    const other = await find(page, "not-paid");
    assert.equal(await other.getByText(words).count(), 0);
    await quiet();
  });
}

test("mollie/WooCommerce#668: two links of one order are two rows, each with its own end", async () => {
  const { page, quiet } = await open({
    first: async (edge) => {
      await edge.event("txn", (await made(edge, { reference: "o-1" })).id, "expired");
      const paid = await made(edge, { reference: "o-1" });
      await paid.opened();
      await edge.event("txn", paid.id, "paid");
    },
  });
  await find(page, "o-1");
  const rows = page.locator("[data-link]").filter({ has: page.getByText("o-1", { exact: true }) });
  const pills = await rows.locator(".pill").allInnerTexts();
  assert.deepEqual(pills.map((text) => text.match(/\w+/)[0]).sort(), ["Completed", "Expired"]);
  await quiet();
});

test("btcpayserver/btcpayserver#6656: a link that is paid after it has ended stands out, and is not like an unpaid one", async () => {
  const { page, quiet } = await open({
    first: async (edge) => {
      await edge.event("txn", (await made(edge, { reference: "never-paid" })).id, "expired");
      const link = await made(edge, { reference: "paid-late" });
      const payment = await link.opened();
      await edge.event("txn", link.id, "expired");
      for (const status of ["processing", "completed"]) await payment.move(status);
    },
  });
  await page.getByRole("button", { name: /^Needs a look/ }).click();
  const row = await find(page, "paid-late");
  await row.getByText("Paid after it ended").waitFor();
  await row.locator(".pill", { hasText: "Expired" }).waitFor();
  await row.getByRole("button", { name: "paid-late", exact: true }).click();
  const panel = page.getByRole("dialog", { name: "paid-late" });
  await panel.getByText("Paid after it had ended: completed, full").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("searchbox").fill("never-paid");
  await page.getByText("No links match").waitFor();
  await page.getByRole("button", { name: /^All/ }).click();
  const unpaid = await find(page, "never-paid");
  assert.equal(await unpaid.getByText("Paid after it ended").count(), 0);
  await quiet();
});

/** How many links there are in each status, by the first chart's table. */
async function charted(page) {
  const table = page.locator("details.overview table").first();
  await table.waitFor({ state: "attached" });
  return table.evaluate(({ rows: [head, ...rows] }) =>
    Object.fromEntries(
      [...head.cells].map(({ textContent }, at) => [
        textContent,
        rows.reduce((sum, { cells }) => sum + Number(cells[at].textContent), 0),
      ]),
    ),
  );
}

for (const [format, name, act, confirm] of CLOSES) {
  test(`AbacatePay/documentation#33: what is closed in the panel is closed in every place, and in another tab, ${format}`, async () => {
    const { page, context, server, quiet } = await open();
    const closed = format === "connect" ? "Cancelled" : "Expired";
    const other = await context.newPage();
    await other.goto(server.url);
    const there = await find(other, name);
    await there.getByRole("button", { name: act }).waitFor();

    await page.locator("details.overview > summary").click();
    const before = await charted(page);

    const row = await find(page, name);
    await row.getByRole("button", { name, exact: true }).click();
    const panel = page.getByRole("dialog", { name });
    await panel.getByRole("button", { name: act }).click();
    await page.getByRole("button", { name: confirm }).click();
    await page.getByRole("dialog", { name: "The link is closed" }).waitFor();
    await page.keyboard.press("Escape");
    // The list, a view that it does not fit any more, and the charts.
    await row.locator(".pill", { hasText: closed }).waitFor();
    await page.getByRole("button", { name: /^Can be closed/ }).click();
    await page.getByRole("searchbox").fill(name);
    await page.getByText("No links match").waitFor();
    await page.getByRole("button", { name: /^Closed or/ }).click();
    await (await find(page, name)).locator(".pill", { hasText: closed }).waitFor();
    const now = await charted(page);
    assert.deepEqual([now.Open, now[closed]], [before.Open - 1, before[closed] + 1]);
    // Back to the list from another page.
    await page.goto(`${server.url}/rules/`);
    await page.goBack();
    await (await find(page, name)).locator(".pill", { hasText: closed }).waitFor();

    // The other tab has not been told yet; what it asks for is done already.
    await there.getByRole("button", { name: act }).click();
    const dialog = other.getByRole("dialog");
    await dialog.getByRole("button", { name: confirm }).click();
    await dialog
      .getByText(new RegExp(`already ${closed}`, "i"))
      .first()
      .waitFor();
    await other.keyboard.press("Escape");
    await there.locator(".pill", { hasText: closed }).waitFor();
    await quiet();
  });
}
