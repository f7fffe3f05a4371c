// One link in the dashboard: what happened to it, its document without secrets, commands without tokens.
import assert from "node:assert/strict";
import { test } from "node:test";
import { find, openPage, shoot, stage } from "./page.js";

const { browser, server } = await stage();

test("the panel tells what happened, the money, the child's state, and where it comes from", async () => {
  const { page, quiet } = await openPage(browser, server);
  const row = await find(page, "order-58177");
  await row.getByRole("button", { name: "order-58177", exact: true }).click();
  const panel = page.getByRole("dialog", { name: "order-58177" });
  await panel.getByText(/^Read from Txn/).waitFor();
  const text = await panel.innerText();
  for (const told of [
    /Timeline/,
    /Created/,
    /Expires/,
    /420\.00 EUR/,
    /What it brought forth: Invoice/,
  ]) {
    assert.match(text, told);
  }
  assert.match(text, /processing, not final/);
  assert.match(text, /Documented – Txn, Expiring payment link/);
  await shoot(page, "link");
  await panel.getByRole("button", { name: "Expire…" }).click();
  const preview = page.getByRole("dialog", { name: "Expire this payment link?" });
  await preview.getByRole("button", { name: "Expire link" }).click();
  await page
    .getByRole("dialog", { name: "The link is closed" })
    .getByText(/now expired/)
    .first()
    .waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "order-58177", exact: true }).click();
  await panel.getByText("Close asked for: possible").waitFor();
  await panel.getByText("The provider answered the close: done").waitFor();
  await quiet();
});

test("the document hides what may bear a secret, and a command names no token", async () => {
  const { page, quiet } = await openPage(browser, server, {
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const row = await find(page, "order-58171");
  await row.getByRole("button", { name: "order-58171", exact: true }).click();
  const panel = page.getByRole("dialog", { name: "order-58171" });
  assert.equal(
    await panel
      .locator("pre")
      .isVisible()
      .catch(() => false),
    false,
    "collapsed",
  );
  await panel.locator("summary").click();
  const document = await panel.locator("pre").innerText();
  assert.match(document, /"type": "paymentLinks"/);
  assert.match(document, /‹hidden›/);
  assert.ok(!/[?&]\w+=(?!‹)/.test(document), "no query shows its value");
  await panel.getByRole("button", { name: "Copy curl: close" }).click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(command, /^curl -X POST -H "Authorization: Bearer \$PAYLINK_TOKEN"/);
  assert.match(command, /Idempotency-Key: "[0-9a-f-]{36}"/);
  assert.match(command, /\/v1\/links\/txn\/08f6e4d2-[0-9a-f-]+\/close'$/);
  assert.ok(!command.includes(server.token));
  await quiet();
});

test("a link can be named in the address; one that is not there is said to be", async () => {
  const { page, quiet } = await openPage(browser, server, {
    path: "/?link=txn/08f6e4d2-c0b1-4a39-8877-665544332226",
  });
  await page.getByRole("dialog", { name: "order-58171" }).waitFor();
  await quiet();
  const none = await openPage(browser, server, {
    path: "/?link=txn/00000000-0000-4000-8000-000000000000",
    heard: (text) => /404/.test(text),
  });
  await none.page.getByRole("dialog", { name: "No such link" }).waitFor();
  await none.quiet();
});
