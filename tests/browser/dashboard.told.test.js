// What the dashboard tells is so: what is known from memory is told as such, a close that is not confirmed
// stays marked with its key, and money that came late is shown.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startNode } from "../edge/servers.js";
import { axe, find, launch, openPage, overflow, rows, shoot } from "./page.js";

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
const NAME = "SIM card and activation";
const PHONE = { width: 390, height: 844 };

/** Each test breaks its provider, so each has an edge of its own. */
async function open(options = {}) {
  const server = await startNode();
  servers.push(server);
  const call = async (path, body) => {
    const answer = await fetch(server.url + path, {
      method: "POST",
      headers: { authorization: `Bearer ${server.token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    assert.ok(answer.ok, await answer.clone().text());
    return answer.json();
  };
  const opened = await openPage(browser, server, { heard: refused, ...options });
  const { page, quiet } = opened;
  await page.locator(rows()).waitFor();
  const mends = () =>
    fetch(`${server.url}/sandbox/faults`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${server.token}` },
    });
  return {
    ...opened,
    call,
    mends,
    quiet: async () => {
      await page.unrouteAll({ behavior: "ignoreErrors" });
      await quiet();
    },
  };
}

const CUT = { fault: "cut", format: "connect", operation: "read", times: 1000 };

/**
 * A close whose first answer is lost, and a provider that cannot be read from then on.
 * @param {boolean} done whether the edge closes the link, and so keeps that it has ended
 */
async function loses({ page, call }, done) {
  const keys = [];
  await page.route("**/close", async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    if (keys.length > 1) return route.continue();
    if (done) await route.fetch();
    await call("/sandbox/faults", CUT);
    return route.abort();
  });
  return keys;
}

/** Changes what the edge answers about one link, or about each link of a list. */
async function answers(page, change) {
  await page.route(/\/v1\/links[?/]/, async (route) => {
    if (route.request().method() !== "GET" || route.request().url().includes("/events")) {
      return route.fallback();
    }
    const answer = await route.fetch();
    const body = await answer.json();
    for (const item of body.links ?? []) if (item.ok) change(item.value, item);
    if (body.link) change(body.link, body);
    return route.fulfill({ response: answer, json: body });
  });
}

test("T2: after a doubtful close the dialog does not say that the link was read again, if it was not", async () => {
  const opened = await open();
  const { page, quiet } = opened;
  const keys = await loses(opened, false);
  const row = await find(page, NAME);
  await row.getByRole("button", { name: /^Cancel/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Cancel link" }).click();
  await dialog.getByRole("heading", { name: "We could not confirm it" }).waitFor();
  const text = await dialog.innerText();
  assert.match(
    text,
    /could not be read again\. As last seen at .*\d{2}:\d{2}.* it was open \(ACTIVE\)/,
  );
  assert.ok(!/The link was read again/.test(text), text);
  await shoot(page, "close-not-confirmed");
  await axe(page);
  assert.equal(keys.length, 1);
  await quiet();
});

test("T2: the row of an unconfirmed close stays marked, with its key, over a reload, until its provider is read", async () => {
  const opened = await open();
  const { page, quiet, mends } = opened;
  const keys = await loses(opened, true);
  await (await find(page, NAME)).getByRole("button", { name: /^Cancel/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Cancel link" }).click();
  await dialog.getByRole("heading", { name: "We could not confirm it" }).waitFor();
  await dialog.getByRole("button", { name: "Check again" }).waitFor();
  await page.keyboard.press("Escape");
  const row = await find(page, NAME);
  await row.getByText("We could not confirm it").waitFor();
  // The list would show that it was cancelled.
  await answers(page, (link) => {
    if (link.description === NAME) Object.assign(link, { status: "open", rawStatus: "ACTIVE" });
  });
  await page.reload();
  await (await find(page, NAME)).getByText("We could not confirm it").waitFor();
  assert.equal(await row.getByRole("button", { name: /^Cancel/ }).count(), 0);
  await page.getByRole("searchbox").fill("");
  await page.getByRole("button", { name: /^Needs a look/ }).click();
  await page.locator("[data-link]").filter({ hasText: NAME }).waitFor();
  await shoot(page, "dashboard-not-confirmed");
  await axe(page);
  await row.getByRole("button", { name: /^Check again/ }).click();
  await dialog
    .getByText(/A close was requested at/)
    .first()
    .waitFor();
  assert.equal(keys.length, 1, "looking sends nothing");
  await dialog.getByRole("button", { name: "Check again" }).click();
  await dialog
    .getByText(/now cancelled|already cancelled/)
    .first()
    .waitFor();
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
  await page.unroute(/\/v1\/links[?/]/);
  await mends();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^All/ }).click();
  await page.reload();
  await (await find(page, NAME)).locator(".pill", { hasText: "Cancelled" }).waitFor();
  assert.equal(await page.getByText("We could not confirm it").count(), 0);
  assert.equal(await page.evaluate(() => localStorage.getItem("paylink.unconfirmed")), null);
  await quiet();
});

test("T2: a link that is known from an import is not told as its provider's", async () => {
  const { page, quiet } = await open();
  await answers(page, (link, answer) => {
    if (link.description !== NAME) return;
    Object.assign(answer, { origin: "import", source: "import", seenAt: "2026-01-02T03:04:05Z" });
    delete answer.document;
  });
  await page.reload();
  const row = await find(page, NAME);
  await row.getByText(/imported, not confirmed/).waitFor();
  await row.getByRole("button", { name: NAME, exact: true }).click();
  const panel = page.getByRole("dialog", { name: NAME });
  // In its first words once it was read again.
  await panel.locator(".callout", { hasText: /has not shown it\. This was imported/ }).waitFor();
  assert.equal(await panel.getByText(/^Read from/).count(), 0);
  await quiet();
});

/** In the page: a close of two minutes ago whose answer was lost. */
function unconfirmed() {
  const asked = { key: "6f1d2c58-0000-4000-8000-000000000000", at: Date.now() - 120_000 };
  const link = "connect/a2f7c9d4-6a3b-4a0e-8b7e-51c2d3e4f502";
  localStorage.setItem("paylink.unconfirmed", JSON.stringify([[link, asked]]));
}

const LATE = "order-57990";
const ODD = "order-58171";
const events = (page, list) =>
  page.route("**/events?*", (route) => route.fulfill({ json: { events: list } }));

test("T4: a link that was paid after it had ended is marked, stands in the group, and the panel says it first", async () => {
  const { page, quiet } = await open({ before: (page) => page.addInitScript(unconfirmed) });
  await answers(page, (link, answer) => {
    if (link.reference === LATE) answer.attention = ["paid_after_end"];
    if (link.reference === ODD) answer.attention = ["child_conflict", "of_a_newer_edge"];
  });
  const about = { format: "txn", link: "x", who: "webhook" };
  const id = (n) => ({ id: `e${n}`, at: `2026-11-2${n}T10:00:00Z`, ...about });
  const was = { rawStatus: "pending", statusContext: "unpaid" };
  const is = { rawStatus: "completed", statusContext: "full", paymentStatus: "late" };
  await events(page, [
    { ...id(1), type: "child_changed", detail: { type: "invoice", id: "i", to: was } },
    { ...id(2), type: "child_changed", detail: { type: "invoice", id: "i", from: was, to: is } },
    {
      ...id(3),
      type: "paid_after_end",
      detail: { rawStatus: "expired", child: { type: "invoice", id: "i", ...is } },
    },
  ]);
  await page.getByRole("button", { name: "Refresh" }).click();
  await page.getByText("Paid after it ended").first().waitFor();
  await page.getByRole("button", { name: /^Needs a look/ }).click();
  await page
    .locator("[data-link]")
    .filter({ hasText: LATE })
    .getByText("Paid after it ended")
    .waitFor();
  await page.locator("[data-link]").filter({ hasText: ODD }).getByText("Contradictory").waitFor();
  await shoot(page, "dashboard-attention");
  await axe(page);
  await page.getByRole("button", { name: LATE, exact: true }).click();
  const panel = page.getByRole("dialog", { name: LATE });
  await panel.getByText("Paid after it had ended: completed, full, late").waitFor();
  const text = await panel.innerText();
  assert.ok(text.indexOf("Paid after it ended") < text.indexOf("15.00 EUR"), text);
  assert.match(text, /Invoice seen: pending, unpaid/);
  assert.match(text, /Invoice: pending, unpaid became completed, full, late/);
  await shoot(page, "link-paid-late");
  await axe(page);
  await quiet();
});

for (const [language, mark] of [
  ["de", "Nach dem Ende bezahlt"],
  ["sv", "Betald efter slutet"],
]) {
  test(`T4: the mark of a late payment is told in ${language}`, async () => {
    const { page, quiet } = await open({
      locale: language,
      before: (page) =>
        answers(page, (link, answer) => {
          if (link.reference === LATE) answer.attention = ["paid_after_end"];
        }),
    });
    await page.getByRole("searchbox").fill(LATE);
    await page.locator("[data-link]").getByText(mark).waitFor();
    await quiet();
  });
}

/** The core of the page, as it will be with another warning before the others. */
const warned = (code, message) => (page) =>
  page.route("**/rules.js", async (route) => {
    const answer = await route.fetch();
    const extra = JSON.stringify({ code, message, params: {}, basis: "assumed", source: {} });
    const body = (await answer.text()).replace(
      "=> decideAll(link, clock())",
      `=> decideAll(link, clock()).map((each) => ({ ...each, warnings: each.warnings.length > 0 ? [${extra}, ...each.warnings] : [] }))`,
    );
    assert.ok(body.includes(code));
    return route.fulfill({ response: answer, body });
  });

const MOVED = [
  ["money_arrived", "Money has arrived", "its invoice is `completed`: money has arrived"],
  ["money_sent", "Money has gone out", "its payout is `completed`: money has gone out"],
];

for (const [code, title, message] of MOVED) {
  test(`T3: the warning ${code} stands before the others, in the row, the preview and the bulk review`, async () => {
    const { page, quiet } = await open({ before: warned(code, message) });
    const row = await find(page, "order-58177");
    await row.getByText(title).waitFor();
    await row.getByRole("button", { name: /^Expire/ }).click();
    const dialog = page.getByRole("dialog");
    const text = await dialog.innerText();
    const places = [
      title,
      message.replaceAll("`", "").replace("its", "Its"),
      "Before you go on",
      "not stop its",
    ];
    const found = places.map((each) => text.indexOf(each));
    assert.deepEqual(
      found,
      found.toSorted((one, other) => one - other),
      text,
    );
    assert.ok(found[0] > 0, text);
    await shoot(page, `preview-${code.replace("_", "-")}`);
    await page.keyboard.press("Escape");
    await page.getByRole("checkbox", { name: "Select all that are shown" }).check();
    await page.getByRole("button", { name: "Close selected…" }).click();
    await dialog.getByText(`${title}: 1`, { exact: true }).waitFor();
    assert.match(
      await dialog.innerText(),
      /With a warning: 1[\s\S]*1 × [\s\S]*does not stop its invoice/,
    );
    await quiet();
  });
}

test("T3: a warning that the catalogue does not know is told by its message, in every language", async () => {
  const { page, quiet } = await open({
    locale: "de",
    before: warned("of_a_newer_core", "something new about this link"),
  });
  await (await find(page, "order-58177")).getByRole("button", { name: /^Ablaufen/ }).click();
  await page.getByRole("dialog").getByText("Something new about this link").waitFor();
  await quiet();
});

test("T2, T4: at 390 px an unconfirmed close, a late payment and a conflict have room", async () => {
  const { page, quiet } = await open({
    viewport: PHONE,
    before: async (page) => {
      await page.addInitScript(unconfirmed);
      await answers(page, (link, answer) => {
        if (link.reference === LATE) answer.attention = ["paid_after_end"];
        if (link.reference === ODD) answer.attention = ["child_conflict"];
      });
    },
  });
  await page.getByRole("button", { name: /^Needs a look/ }).click();
  await page.locator("[data-link]").getByText("We could not confirm it").waitFor();
  assert.equal(await overflow(page), 0);
  await page
    .locator("[data-link]")
    .filter({ hasText: LATE })
    .evaluate((row) => row.scrollIntoView());
  await shoot(page, "dashboard-attention-narrow");
  await axe(page);
  await quiet();
});
