// Who is signed in on the pages, what they may not do, and what the pages show once nobody is; and that
// test data is said to be test data.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, find, LINKS, ME, openPage, overflow, rows, SCHEMES, stage } from "./page.js";

const { browser, server } = await stage();

const refused = (text) => /Failed to load resource/.test(text);
const PAGES = ["/", "/inspector/", "/rules/"];

/** @param {object} me what `/v1/me` answers */
const signedInAs = (me) => (page) => page.route("**/v1/me", (route) => route.fulfill({ json: me }));

const UNKNOWN = {
  status: 401,
  contentType: "application/problem+json",
  body: JSON.stringify({
    code: "credential_missing",
    detail: "expected a credential",
    status: 401,
  }),
};

/** The sandbox plays both providers, or those that are named. */
const played = (formats) => (page) =>
  page.route("**/v1/links?*", async (route) => {
    const answer = await route.fetch();
    const json = await answer.json();
    const format = new URL(route.request().url()).searchParams.get("format");
    return route.fulfill({
      json: { ...json, played: formats.includes(format) ? [format] : undefined },
    });
  });

for (const path of PAGES) {
  test(`${path} says who is signed in, and has a way out that is a form`, async () => {
    const { page, quiet } = await openPage(browser, server, { path, before: signedInAs(ME) });
    await page.getByText("owner", { exact: true }).waitFor();
    const out = page.locator('form[method="post"][action="/sign-out"]');
    await out.getByRole("button", { name: "Sign out" }).waitFor();
    let posted;
    await page.route("**/sign-out", (route) => {
      posted = route.request().method();
      return route.fulfill({ contentType: "text/html", body: "<title>out</title>" });
    });
    await out.getByRole("button").click();
    await page.waitForURL("**/sign-out");
    assert.equal(posted, "POST");
    await quiet();
  });
}

test("item 3: one signs in and out by the forms, in a real browser, and comes back to what was shown", async () => {
  const { page, quiet } = await openPage(browser, server, {
    signedIn: false,
    heard: refused,
    path: "/rules/?lang=en",
  });
  await page.getByLabel("Access token").fill("a-token-that-is-not-known");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").waitFor();
  await axe(page);
  await page.getByLabel("Access token").fill(server.token);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/rules/?lang=en");
  await page.getByText("owner", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
  await page.goto(`${server.url}/`);
  await page.getByLabel("Access token").waitFor();
  await quiet();
});

for (const [scheme, options] of SCHEMES) {
  test(`the page where one signs in holds, ${scheme}`, async () => {
    const { page, quiet } = await openPage(browser, server, {
      ...options,
      signedIn: false,
      heard: refused,
    });
    await page.getByRole("heading", { name: "Sign in to paylink" }).waitFor();
    assert.equal(await overflow(page), 0);
    await axe(page);
    await quiet();
  });
}

test("who shows a token with each call has no session to end; nobody is named where the edge does not say", async () => {
  const { session: _, ...me } = ME;
  const { page, quiet } = await openPage(browser, server, { before: signedInAs(me) });
  await page.getByText("owner", { exact: true }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Sign out" }).count(), 0);
  await quiet();
});

test("a session that ends is told once, with the way to sign in again; nothing more is asked", async () => {
  let asked = 0;
  let over = false;
  const { page, quiet } = await openPage(browser, server, {
    heard: refused,
    path: "/?show=open",
    before: async (page) => {
      await page.route("**/v1/**", (route) => {
        asked += 1;
        if (over) return route.fulfill(UNKNOWN);
        return route.request().url().endsWith("/v1/me")
          ? route.fulfill({ json: ME })
          : route.continue();
      });
    },
  });
  await page.getByText(String(LINKS), { exact: true }).first().waitFor();
  await page.locator(".read-at:not(:empty)").waitFor();
  await page.locator('button[aria-disabled="false"]', { hasText: "Refresh" }).waitFor();
  over = true;
  await page.getByRole("button", { name: "Refresh" }).click();
  await page.getByRole("alert").getByText("You are signed out").waitFor();
  assert.equal(await page.getByRole("alert").count(), 1);
  const next = `/sign-in?next=${encodeURIComponent("/?show=open")}`;
  const ways = page.getByRole("link", { name: "Sign in" });
  for (const way of await ways.all()) assert.equal(await way.getAttribute("href"), next);
  assert.equal(await ways.count(), 2);
  assert.equal(await page.getByRole("button", { name: "Sign out" }).count(), 0);
  const before = asked;
  await page.waitForTimeout(1500);
  assert.equal(asked, before, "nothing is asked while nobody is signed in");
  await axe(page);
  // Signed in again in another tab.
  over = false;
  await page.getByRole("button", { name: "Refresh" }).click();
  await page.getByRole("alert").waitFor({ state: "detached" });
  await quiet();
});

for (const [locale, title, way] of [
  ["en", "You are signed out", "Sign in"],
  ["de", "Sie sind abgemeldet", "Anmelden"],
  ["sv", "Du är utloggad", "Logga in"],
]) {
  test(`signed out from the beginning, in ${locale}: one state in the list's place`, async () => {
    const { page, quiet } = await openPage(browser, server, {
      heard: refused,
      locale,
      before: (page) => page.route("**/v1/**", (route) => route.fulfill(UNKNOWN)),
    });
    await page.getByRole("alert").getByText(title).waitFor();
    assert.equal(await page.getByRole("alert").count(), 1);
    await page.locator("#links").getByRole("link", { name: way }).waitFor();
    await axe(page);
    await quiet();
  });
}

test("signed out before the lists have an answer: nothing is said of the links", async () => {
  const { page, quiet } = await openPage(browser, server, {
    heard: refused,
    before: async (page) => {
      const listed = Promise.withResolvers();
      // The list is asked for and has no answer when the session is known to be over.
      await page.route("**/v1/links?**", () => listed.resolve());
      await page.route("**/v1/me", async (route) => {
        await listed.promise;
        await route.fulfill(UNKNOWN);
      });
    },
  });
  await page.getByRole("alert").getByText("You are signed out").waitFor();
  assert.equal(await page.getByText("No payment links yet").count(), 0);
  await quiet();
});

test("a close by somebody who is signed out says so, and where to sign in", async () => {
  const { page, quiet } = await openPage(browser, server, {
    heard: refused,
    before: (page) => page.route("**/close", (route) => route.fulfill(UNKNOWN)),
  });
  const row = await find(page, "order-58213");
  await row.getByRole("button", { name: /Expire/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.locator(".confirm").click();
  await dialog.getByText("You are signed out").first().waitFor();
  await dialog.getByRole("link", { name: "Sign in" }).waitFor();
  assert.equal(await dialog.getByText("credential").count(), 0);
  await axe(page);
  await quiet();
});

test("who may not close is told so before it is tried, in both dialogs", async () => {
  const me = { ...ME, name: "reader", scopes: ["read"] };
  const { page, quiet } = await openPage(browser, server, { before: signedInAs(me) });
  await page.getByText("reader", { exact: true }).waitFor();
  const row = await find(page, "order-58213");
  await row.getByRole("button", { name: /Expire/ }).click();
  const dialog = page.locator("#preview");
  await dialog
    .getByText("You are signed in as reader, which may not close payment links.")
    .waitFor();
  assert.equal(await dialog.locator(".confirm").count(), 0);
  await axe(page);
  await dialog.getByRole("button", { name: "Keep link" }).click();
  await row.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Close selected…" }).click();
  const bulk = page.locator("#bulk");
  await bulk.getByText("may not close payment links").waitFor();
  assert.equal(await bulk.locator(".danger").count(), 0);
  await quiet();
});

test("item 4: links that the sandbox plays are said to be test data, in the header", async () => {
  const { page, quiet } = await openPage(browser, server, { before: played(["connect", "txn"]) });
  await page.locator(rows()).waitFor();
  const badge = page.locator("header .badge");
  await badge.getByText("Test data").waitFor();
  assert.match(await badge.innerText(), /^Test data/);
  assert.match(await badge.textContent(), /played by the sandbox/);
  await axe(page);
  await quiet();
  const some = await openPage(browser, server, { before: played(["txn"]), locale: "de" });
  await some.page.locator("header .badge").getByText("Testdaten: Txn.pro / Txn.io").waitFor();
  await some.quiet();
});

test("no badge where none is played", async () => {
  const { page, quiet } = await openPage(browser, server, {
    before: (page) =>
      page.route("**/v1/links?*", async (route) => {
        const { played: _, ...json } = await (await route.fetch()).json();
        return route.fulfill({ json });
      }),
  });
  await page.locator(rows()).waitFor();
  await page.locator('button[aria-disabled="false"]', { hasText: "Refresh" }).waitFor();
  assert.ok(await page.locator("header .badge").isHidden());
  await quiet();
});

for (const [scheme, options] of SCHEMES) {
  for (const locale of ["en", "de"]) {
    test(`the header holds name, badge and sign-out, ${scheme}, ${locale}`, async () => {
      const me = {
        ...ME,
        name: "a-name-that-is-as-long-as-names-of-tokens-can-be-at-most-0123456789",
      };
      const { page, quiet } = await openPage(browser, server, {
        ...options,
        locale,
        before: async (page) => {
          await played(["connect", "txn"])(page);
          await signedInAs(me)(page);
        },
      });
      await page.locator(rows()).waitFor();
      await page.locator("header .badge").waitFor();
      await page.locator("header .account button").waitFor();
      assert.equal(await overflow(page), 0);
      await axe(page);
      await quiet();
    });
  }
}
