// Hostile texts in the pages: shown as texts, wherever they come from; and a policy that would refuse
// what they want, with somebody who notices.
import assert from "node:assert/strict";
import { test } from "node:test";
import { token } from "../edge/servers.js";
import { PATIENCE_MS } from "../patience.js";
import { find, openPage, stage } from "./page.js";

const { browser, server } = await stage();

const ATTACK = `"><img src=x onerror="globalThis.pwned=1"><script>globalThis.pwned=1</script>`;
const BIDI = "\u202egnp.exe";
const HOSTILE = `${ATTACK}{{7*7}}${BIDI}`;

/** What an attack would leave behind. */
const untouched = async (page) => {
  const found = await page.evaluate(() => [
    "pwned" in globalThis,
    document.querySelectorAll("img[src='x'], [onerror], [onload], script:not([src])").length,
    Object.keys(Object.prototype),
  ]);
  assert.deepEqual(found, [false, 0, []]);
};

/** Tries four things that a page of ours never does; comes back when all of them were refused. */
const attacked = (patienceMs) =>
  new Promise((resolve) => {
    const refused = new Set();
    addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
      refused.add(effectiveDirective.replace(/-(elem|attr)$/, ""));
      if (refused.size === 4) resolve([...refused].sort());
    });
    // What was let through is missing.
    setTimeout(() => resolve([...refused].sort()), patienceMs);
    const script = document.createElement("script");
    script.textContent = "globalThis.pwned = 1";
    document.head.append(script);
    document.body.setAttribute("style", "color: red");
    document.body.insertAdjacentHTML("beforeend", '<img src="https://evil.example/x">');
    fetch("https://evil.example/").catch(() => {});
  });

test("what the policy refuses on a page is noticed, and was refused", async () => {
  for (const path of ["/", "/inspector/", "/rules/", "/problems"]) {
    const httpCredentials = { username: "me", password: token };
    const { page, quiet } = await openPage(browser, server, { path, httpCredentials });
    const refused = await page.evaluate(attacked, PATIENCE_MS);
    assert.deepEqual(refused, ["connect-src", "img-src", "script-src", "style-src"]);
    assert.equal(await page.evaluate(() => "pwned" in globalThis), false);
    await assert.rejects(quiet(), /refused (script|style|img|connect)-src/, path);
  }
});

test("the list and the panel show a link's own texts as texts", async () => {
  const made = await fetch(`${server.url}/v1/links/connect`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "idempotency-key": '"hostile"' },
    body: JSON.stringify({
      orderId: ATTACK,
      description: `needle ${HOSTILE}`,
      metadata: { [ATTACK]: HOSTILE, __proto__: { polluted: 1 }, constructor: ATTACK },
    }),
  });
  assert.equal(made.status, 201);
  const { page, quiet } = await openPage(browser, server);
  const row = await find(page, "needle");
  assert.ok((await row.innerText()).includes("<script>"), await row.innerText());
  await untouched(page);
  await row.getByRole("button").first().click();
  const panel = page.getByRole("dialog");
  await panel.locator("summary").first().click();
  await untouched(page);
  await quiet();
});

test("an address shows what it names as text", async () => {
  const named = encodeURIComponent(ATTACK);
  for (const path of [
    `/?q=${named}&status=${named}&view=${named}&sort=${named}#${named}`,
    `/rules/?format=${named}&lang=${named}#${named}`,
    `/inspector/?format=${named}#${named}`,
  ]) {
    const { page, quiet } = await openPage(browser, server, { path });
    await page.locator("h1").first().waitFor();
    await untouched(page);
    await quiet();
  }
});

test("the inspector shows a hostile payload as text", async () => {
  const { page, quiet } = await openPage(browser, server, { path: "/inspector/" });
  const link = {
    paymentLinkId: ATTACK,
    url: "javascript:alert(1)",
    status: HOSTILE,
    description: HOSTILE,
    createdAt: ATTACK,
    updatedAt: ATTACK,
    [ATTACK]: { [ATTACK]: ATTACK },
  };
  for (const text of [JSON.stringify(link), JSON.stringify([link, link]), ATTACK]) {
    await page.getByLabel(/^A payload/).fill(text);
    await page.getByRole("button", { name: "Inspect" }).click();
    await page.waitForFunction(() => document.body.innerText.includes("onerror"));
    await untouched(page);
    const addresses = await page.locator("a").evaluateAll((links) => links.map(({ href }) => href));
    assert.ok(addresses.every((href) => !href.startsWith("javascript:")));
    await page.getByRole("button", { name: "Another payload" }).click();
  }
  await quiet();
});
