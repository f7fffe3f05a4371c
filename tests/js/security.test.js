// Every test and command that SECURITY.md names exists.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../../", import.meta.url);
const text = (path) => readFileSync(new URL(path, root), "utf8");

test("every test and every command that the threat model names exists", () => {
  const model = text("SECURITY.md");
  const rows = model
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| attacker"));
  assert.ok(rows.length >= 12, `${rows.length}`);
  for (const row of rows) {
    const shown = row.split("|").at(-2);
    let folder = "";
    const files = [...shown.matchAll(/`([\w/]+\/)?([\w.-]+\.(?:test\.js|rs))`/g)].map(
      ([, at, file]) => {
        folder = at ?? folder;
        return folder + file;
      },
    );
    const commands = [...shown.matchAll(/`make ([\w-]+)`/g)].map(([, target]) => target);
    assert.ok(files.length + commands.length > 0, row);
    for (const file of files) assert.ok(existsSync(new URL(file, root)), file);
    for (const target of commands) assert.match(text("Makefile"), new RegExp(`^${target}:`, "m"));
  }
});
