// Everybody can use it: axe over every state, in light, dark and at 320 px, and nothing sticks out there.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, openPage, rows, shoot, stage } from "./page.js";

const { browser, server } = await stage();

/** How each state is reached. */
const STATES = {
  list: async () => {},
  panel: async (page) => {
    await page.getByRole("button", { name: "order-58171", exact: true }).click();
    await page.getByRole("dialog").getByText("The provider’s document").click();
    await page.getByRole("dialog").locator("pre").waitFor();
  },
  close: async (page) => {
    await page
      .getByRole("button", { name: /^Expire/ })
      .first()
      .click();
    await page.getByRole("dialog").waitFor();
  },
  charts: async (page) => {
    await page.getByText("Charts", { exact: true }).click();
    await page.locator(".charts svg").first().waitFor();
  },
  help: async (page) => {
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
  },
  "no-match": async (page) => {
    await page.getByRole("searchbox").fill("nothing has this");
    await page.getByText("No links match").waitFor();
  },
};

/** Those of which there are pictures; of the light ones the flows make theirs. */
const PICTURES = { list: "dashboard", panel: "link", close: "preview" };

for (const [name, options] of [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["narrow", { viewport: { width: 320, height: 640 } }],
]) {
  for (const [state, reach] of Object.entries(STATES)) {
    test(`axe finds nothing: ${state}, ${name}`, async () => {
      const { page, quiet } = await openPage(browser, server, options);
      await page.locator(rows()).waitFor();
      await reach(page);
      if (state in PICTURES && name !== "light") await shoot(page, `${PICTURES[state]}-${name}`);
      await axe(page);
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(wide, 0, "nothing is wider than the screen");
      await quiet();
    });
  }
}
