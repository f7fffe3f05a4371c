// Schemathesis at a running edge, all its checks on: CASES calls made of the OpenAPI document, right
// ones and wrong ones, alone and one after another. `make test-contract` installs it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startNode, token } from "../edge/servers.js";

const CASES = Number(process.env.CASES ?? 1000);
/** Where it puts what it remembers. */
const folder = fileURLToPath(new URL("../../dist/schemathesis/", import.meta.url));
const here = fileURLToPath(new URL("./", import.meta.url));
const secrets = {
  CONNECT_SECRET: "what-connect-shows-us",
  TXN_SECRET: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  STRIPE_SECRET: "whsec_what-stripe-shows-us",
  RAZORPAY_SECRET: "what-razorpay-shows-us",
};

/** The first thousands are made by looking at each part of each schema, the others by chance. */
const FOR_EACH_OPERATION = Math.ceil(CASES / 30);

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const server = await startNode({
  PAYLINK_PER_MINUTE: "100000000",
  ...Object.fromEntries(
    Object.entries(secrets).map(([name, secret]) => [
      `PAYLINK_${name.replace("_", "_WEBHOOK_")}`,
      secret,
    ]),
  ),
});
try {
  const answer = await fetch(`${server.url}/openapi.json`, {
    headers: { authorization: `Bearer ${token}` },
  });
  writeFileSync(`${folder}openapi.json`, await answer.text());
  const code = await run("schemathesis", [
    `--config-file=${here}schemathesis.toml`,
    "run",
    "openapi.json",
    `--url=${server.url}`,
    `--max-examples=${FOR_EACH_OPERATION}`,
    "--continue-on-failure",
    "--report=json",
    "--report-json-path=report.json",
    ...(process.env.SEED ? [`--seed=${process.env.SEED}`] : []),
    ...process.argv.slice(2),
  ]);
  const { exitCode, signalCode } = server.child;
  assert.deepEqual([exitCode, signalCode], [null, null], "the edge does not run any more");
  assert.equal(code, 0, "schemathesis found something, or was stopped");
  const report = JSON.parse(readFileSync(`${folder}report.json`, "utf8"));
  const { test_cases: cases, operations, phases } = report;
  assert.equal(operations.tested, operations.total, "not every operation was asked");
  for (const [name, { status }] of Object.entries(phases)) assert.equal(status, "success", name);
  assert.ok(cases.generated >= CASES, `${cases.generated} cases instead of ${CASES}`);
  console.log(`${cases.generated} cases at ${operations.tested} operations, no failure`);
} finally {
  await server.stop();
}

/** @param {string} command @param {string[]} args @returns {Promise<number>} */
function run(command, args) {
  const env = {
    ...process.env,
    ...secrets,
    TOKEN: token,
    EDGE: server.url,
    SCHEMATHESIS_HOOKS: "hooks",
    PYTHONPATH: here,
    PYTHONDONTWRITEBYTECODE: "1",
  };
  const child = spawn(command, args, { cwd: folder, env, stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
