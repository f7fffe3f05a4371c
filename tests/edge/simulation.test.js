// The edge in a simulated world: thousands of schedules of clients, stores, providers, clocks and crashes,
// each made by its seed, and none of them may show what must not be.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const program = fileURLToPath(new URL("simulation/run.js", import.meta.url));

/** A process of its own each time: the simulation takes the place of its clocks. */
async function run(env) {
  const { PATH } = process.env;
  const options = { env: { PATH, ...env }, maxBuffer: 64 * 1024 * 1024 };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [program], options);
    return { code: 0, stdout };
  } catch (error) {
    return { code: error.code, stdout: `${error.stdout}${error.stderr}` };
  }
}

test("in a thousand schedules of faults and crashes nothing happens twice, is lost, stuck or moved back", async () => {
  const { code, stdout } = await run({ SEED: "1", SCHEDULES: "1000" });
  assert.equal(code, 0, stdout.slice(-20_000));
  const times = (what) => Number(stdout.match(new RegExp(`^ +(\\d+)  ${what}$`, "m"))?.[1] ?? 0);
  // What is never reached is not tested.
  for (const what of REACHED) assert.ok(times(what) > 0, `${what} never came:\n${stdout}`);
});

test("a seed is a schedule: twice the same trace, another seed another one", async () => {
  const traces = await Promise.all(["7", "7", "8"].map((SEED) => run({ SEED })));
  const [one, again, other] = traces.map(({ stdout }) => stdout);
  assert.match(one, /trace [0-9a-f]{16}: nothing wrong/);
  assert.equal(one, again);
  assert.notEqual(one.split("\n").slice(1).join(), other.split("\n").slice(1).join());
});

test("clocks that differ by more than is borne are told: the simulation can fail", async () => {
  const { code, stdout } = await run({ SEED: "1", SCHEDULES: "2000", SKEW_MS: "120000" });
  assert.equal(code, 1, stdout);
  assert.match(stdout, /VIOLATION /);
  assert.match(stdout, /make simulate SEED=\d+ is this schedule once more/);
});

const REACHED = [
  "answer lost",
  "clock jumps",
  "edge stands still",
  "request lost",
  "store failed after",
  "store failed before",
  "interrupted",
  "ran to its end",
  "went on",
  "upstream accepts",
  "upstream cutMidway",
  "upstream errorAfter",
  "upstream errorBefore",
  "upstream errorEarly",
  "upstream garbage",
  "upstream hangs",
  "upstream keepsFailure",
  "upstream lags",
  "upstream limited",
  "upstream missing",
  "upstream otherLink",
  "upstream refused",
  "upstream resetAfter",
  "upstream resetBefore",
  "upstream resetEarly",
  "upstream saysOpen",
  "close 200 done",
  "close 200 already_done",
  "close 409 close_running",
  "close 409 idempotency_key_locked",
  "close 502 upstream_contradicts",
  "close 503 outcome_not_kept",
  "close 503 upstream_accepted",
  "close 503 store_unavailable",
  "close 503 upstream_paused",
  "close 504 upstream_late",
  "create 201 done",
  "create 409 reference_held",
  "create 503 upstream_accepted",
  "delivery 200 link",
  "delivery 200 link_read",
  "late payment",
  "payment taken back",
  "other request 422 idempotency_key_mismatch",
];
