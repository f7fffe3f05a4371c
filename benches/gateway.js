// The cost of the gateway against a minimal proxy on the same framework, in one run: the same calls through each in
// turns, so that other load on the machine affects both. Prints ratios; times mean nothing on a shared machine.
//
//   make bench            or: node benches/gateway.js [rounds]
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { startNode, token } from "../tests/edge/servers.js";
import { keys, startStrict } from "../tests/edge/strict.js";

const ROUNDS = Number(process.argv[2] ?? 12);
const CONNECTIONS = 16;
const CALLS = 400;

const folder = mkdtempSync(path.join(tmpdir(), "paylink-bench-"));
const strict = await startStrict();
const bare = await startBare(strict.url);
const quiet = { ...strict.env, PAYLINK_CONNECT_OPEN: "1" };
const memory = await startNode(quiet);
const sqlite = await startNode({ ...quiet, PAYLINK_DB: path.join(folder, "edge.db") });
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

const own = { "x-api-key": keys.connect };
const bearer = { authorization: `Bearer ${token}` };
/** Each close is of a different link. */
let serial = 0;
const fresh = () => {
  serial += 1;
  return `bench-${serial}`;
};
const read = () => ({ method: "GET", path: "/payment-links/bench", headers: own });
const cancel = () => {
  const id = fresh();
  const headers = { ...own, "x-idempotency-key": id };
  return { method: "POST", path: `/payment-links/${id}/cancel`, headers };
};
const unified = () => {
  const id = fresh();
  const headers = { ...bearer, "idempotency-key": `"${id}"` };
  return { method: "POST", path: `/v1/links/txn/${id}/close`, headers };
};
const decisions = () => ({ method: "GET", path: "/v1/links/connect/bench", headers: bearer });

const cases = [
  ["read, documented path", read, read],
  ["read with decisions, /v1", read, decisions],
  ["close, documented path", cancel, cancel],
  ["close, /v1", cancel, unified],
];

console.log(
  `\n${ROUNDS} rounds of ${CALLS} calls over ${CONNECTIONS} connections, each through every server\n`,
);
console.log("| call | bare Hono proxy | in memory | SQLite, synced to disk |");
console.log("|---|---|---|---|");
for (const [name, plain, call] of cases) {
  const times = { bare: [], memory: [], sqlite: [] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const took = {
      bare: await run(bare.url, plain),
      memory: await run(memory.url, call),
      sqlite: await run(sqlite.url, call),
    };
    // The first round warms up.
    if (round > 0) for (const [server, ms] of Object.entries(took)) times[server].push(ms);
  }
  const ratios = (server) => times[server].map((ms, at) => ms / times.bare[at]);
  const micros = (1000 * median(times.bare)) / CALLS;
  console.log(
    `| ${name} | 1 (${micros.toFixed(0)} µs a call) | ${spread(ratios("memory"))} | ${spread(ratios("sqlite"))} |`,
  );
}
console.log(
  "\nmedian × (quartiles) of the time for the same calls; a close reads the link first and keeps four records",
);

agent.destroy();
await Promise.all([memory.stop(), sqlite.stop(), strict.stop()]);
bare.child.kill();
rmSync(folder, { recursive: true });

/** Milliseconds of all calls. */
async function run(url, call) {
  const { port } = new URL(url);
  let left = CALLS;
  const since = performance.now();
  const client = async () => {
    while (left > 0) {
      left -= 1;
      await answered(port, call());
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  return performance.now() - since;
}

function answered(port, call) {
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: "127.0.0.1", port, ...call }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${call.path}: ${response.statusCode}`));
      response.resume();
      response.on("end", resolve);
    });
    sent.on("error", reject);
    sent.end();
  });
}

function startBare(upstream) {
  const child = fork(new URL("bare-proxy.js", import.meta.url), [upstream]);
  return new Promise((resolve) => child.once("message", (url) => resolve({ url, child })));
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function spread(ratios) {
  const sorted = ratios.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return `${at(0.5).toFixed(2)} × (${at(0.25).toFixed(2)} to ${at(0.75).toFixed(2)})`;
}
