// What of the core runs in Chromium; the raw profile is left where the argument says.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../browser/page.js";
import { serve } from "../packages/server.js";
import { gathered } from "../packages/vectors.js";

const [kept] = process.argv.slice(2);
const vectors = join(dirname(kept), "vectors.json");
writeFileSync(vectors, gathered().document);
const server = await serve({ root: fileURLToPath(new URL("../..", import.meta.url)), vectors });
const browser = await launch();
try {
  const page = await browser.newPage();
  const failed = new Promise((_, reject) => page.on("pageerror", reject));
  await page.goto(`${server.url}/tests/coverage/page.html`);
  const told = await Promise.race([server.report, failed]);
  if (told.error || !told.profile) throw new Error(told.error ?? JSON.stringify(told));
  writeFileSync(kept, Uint8Array.from(told.profile));
  const { profile, ...rest } = told;
  console.log(`  ${browser.version()}, ${JSON.stringify(rest).slice(0, 200)}`);
} finally {
  await browser.close();
  server.close();
}
