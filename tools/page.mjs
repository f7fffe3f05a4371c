// pkg/page: the files that pkg/page.js imports, beside the module for pages.
import { copyFileSync, readFileSync } from "node:fs";

const pkg = new URL("../pkg/", import.meta.url);
const files = new Set(["page.js"]);
for (const file of files) {
  const code = readFileSync(new URL(file, pkg), "utf8");
  for (const [, name] of code.matchAll(/ from "\.\/([\w-]+\.js)";/g)) files.add(name);
  copyFileSync(new URL(file, pkg), new URL(`page/${file}`, pkg));
}
