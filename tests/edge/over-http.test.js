// What people are told is so over real sockets, too: the tests of it once more, with a server on both sides of the edge.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const FILES = [
  "attention",
  "cases",
  "keys",
  "kept",
  "placing",
  "providers",
  "recovery",
  "refused-as-done",
  "reports",
  "source",
  "truth",
];

// They wait more than they work.
describe("over HTTP", { concurrency: true }, () => {
  for (const name of FILES) {
    test(name, async () => {
      const file = fileURLToPath(new URL(`${name}.test.js`, import.meta.url));
      const { NODE_TEST_CONTEXT: _, ...env } = process.env;
      const options = { env: { ...env, PAYLINK_TESTS_OVER: "http" }, maxBuffer: 2 ** 26 };
      const args = ["--test", "--test-reporter=tap", file];
      const { stdout } = await promisify(execFile)(process.execPath, args, options).catch((error) =>
        assert.fail(error.stdout),
      );
      assert.match(stdout, /^# fail 0$/m, stdout);
      assert.doesNotMatch(stdout, /^# pass 0$/m, stdout);
    });
  }
});
