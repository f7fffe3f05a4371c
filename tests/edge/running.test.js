// The commands that docs/running.md has an operator run.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";

const text = readFileSync(new URL("../../docs/running.md", import.meta.url), "utf8");

test("F22: the copy that the documents make can be read by its owner only", () => {
  const command = text.match(/^.*\.backup .*$/m)[0];
  const folder = mkdtempSync(path.join(tmpdir(), "paylink-copy-"));
  try {
    // In the place of sqlite3, which need not be installed: a program that makes the file.
    const shown = command.replace(/sqlite3 edge\.db "\.backup (\S+)"/, 'touch "$1"');
    assert.notEqual(shown, command);
    execFileSync("sh", ["-c", shown], { cwd: folder });
    assert.equal(statSync(path.join(folder, "copy.db")).mode & 0o077, 0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
