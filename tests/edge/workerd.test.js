// The edge under real workerd, by the configuration that is deployed.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { describe, test } from "node:test";
import { promisify } from "node:util";
import { startWorkerd } from "./servers.js";
import { suite } from "./suite.js";

describe("edge under workerd", () => suite(startWorkerd));

test("the configuration can be deployed", async () => {
  const args = ["node_modules/wrangler/bin/wrangler.js", "deploy", "--dry-run"];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...args, "--config=edge/wrangler.jsonc"],
    { env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false" } },
  );
  for (const binding of ["PLACES", "SANDBOX", "RATE", "ASSETS"]) {
    assert.match(stdout, new RegExp(`env\\.${binding} `));
  }
});
