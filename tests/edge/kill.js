// Kills the edge at random moments under load, and starts it again, many times over. Whatever it had
// answered must still be so, nothing may have happened twice, and no key may be stuck for longer than
// its lease. `node tests/edge/kill.js 500` runs it by itself.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { credentialHeader } from "paylink/client";
import { described } from "../../edge/described.js";
import { FORMATS, PROVIDERS } from "../providers/index.js";
import { startNode, token } from "./servers.js";
import { startStrict } from "./strict.js";

const LEASE_MS = 60_000;
/** What a try may take on a busy machine: a wait for a rival, and the pause before the next try. */
const SLACK_MS = 15_000;
const CLIENTS = 24;
/** Answers that ask for patience; any other refusal says that something was lost or done twice. */
const HELD = [
  ...["idempotency_key_locked", "close_running"],
  ...FORMATS.flatMap((format) => described(format).idempotency?.lockedCode ?? []),
];

/** @param {number} kills @param {(text: string) => void} say */
export async function killed(kills, say) {
  const folder = mkdtempSync(path.join(tmpdir(), "paylink-kill-"));
  const strict = await startStrict({ delayMs: () => Math.random() * 40 });
  const settings = { ...strict.env, PAYLINK_DB: path.join(folder, "edge.db"), PAYLINK_LOG: "" };
  const running = { server: await startNode(settings) };
  try {
    return await killedAt(running, strict, settings, kills, say);
  } finally {
    await running.server.stop();
    await strict.stop();
    rmSync(folder, { recursive: true });
  }
}

/** @param {{server: Awaited<ReturnType<typeof startNode>>}} host the server that runs now */
async function killedAt(host, strict, settings, kills, say) {
  const { port } = new URL(host.server.url);
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  /** Closes that were answered for, with the answer. */
  const answered = new Map();
  const waiting = new Set();
  let over = false;
  let longestMs = 0;
  let interrupted = 0;

  const post = (target, headers, options = { method: "POST", agent }) =>
    new Promise((resolve) => {
      const call = request(
        { port, host: "127.0.0.1", path: target, headers, ...options },
        (response) => {
          let body = "";
          response.on("data", (text) => (body += text));
          response.on("end", () => resolve({ status: response.statusCode, body }));
          response.on("error", () => resolve(null));
        },
      );
      call.on("error", () => resolve(null));
      call.end();
    });

  /** One close, tried with the same key until it is answered. */
  async function closeOne(n) {
    const id = `link-${n}`;
    const format = FORMATS[n % FORMATS.length];
    const { close: closePath, keyHeader } = PROVIDERS[format];
    const { credential } = described(format);
    // Every other one, where there are keys, at the provider's own path.
    const [target, headers] =
      keyHeader && n % (2 * FORMATS.length) >= FORMATS.length
        ? [
            closePath(id),
            { [credential.header]: credentialHeader(credential, token), [keyHeader]: `key-${n}` },
          ]
        : [
            `/v1/links/${format}/${id}/close`,
            { authorization: `Bearer ${token}`, "idempotency-key": `"key-${n}"` },
          ];
    const close = { id, target, headers };
    let stuckSince;
    waiting.add(id);
    for (;;) {
      const answer = await post(target, headers);
      if (answer?.status === 200) {
        answered.set(id, { ...close, body: answer.body });
        if (stuckSince) longestMs = Math.max(longestMs, performance.now() - stuckSince);
        waiting.delete(id);
        return;
      }
      if (
        answer &&
        answer.status < 500 &&
        !HELD.some((code) => answer.body.includes(`"${code}"`))
      ) {
        throw new Error(`${id}: ${answer.status} ${answer.body}`);
      }
      if (!answer && !stuckSince) interrupted += 1;
      // From when the machine was last taken away from it.
      if (!answer) stuckSince = performance.now();
      await sleep(answer ? 500 : 20);
    }
  }

  let next = 0;
  /** @type {Set<Promise<void>>} */
  const running = new Set();
  const failures = [];
  const load = async () => {
    while (!over) {
      const one = closeOne(next++).catch((error) => failures.push(error));
      running.add(one);
      one.finally(() => running.delete(one));
      // What is stuck in a lease waits aside; others go on.
      await Promise.race([one, sleep(400)]);
    }
  };
  const clients = Array.from({ length: CLIENTS }, load);

  for (let kill = 1; kill <= kills; kill += 1) {
    await sleep(30 + Math.random() * 400);
    await host.server.kill();
    host.server = await startNode({ ...settings, PORT: port });
    if (kill % 25 === 0 || kill === kills) {
      say(`${kill} kills, ${answered.size} closes answered, ${waiting.size} under way`);
    }
  }
  over = true;
  await Promise.all(clients);
  await Promise.all(running);
  assert.deepEqual(failures, []);

  // Everything that was answered is answered again, byte for byte, and nothing more happens.
  const before = strict.calls();
  for (const { id, target, headers, body } of answered.values()) {
    const again = await post(target, headers);
    assert.deepEqual([again?.status, again?.body], [200, body], id);
  }
  assert.equal(strict.calls(), before, "a repeat sent something");
  const doubles = [...strict.effects].filter(([, keys]) => keys.length !== 1);
  assert.deepEqual(doubles, [], "closed more than once");
  assert.equal(strict.effects.size, answered.size);
  const journal = await entries(post);
  const written = new Set(
    journal.filter(({ type }) => type === "close_decided").map(({ link }) => link),
  );
  for (const id of answered.keys()) assert.ok(written.has(id), `${id} is not in the journal`);
  assert.ok(longestMs <= LEASE_MS + SLACK_MS, `a key was stuck for ${longestMs} ms`);
  agent.destroy();
  return {
    kills,
    closes: answered.size,
    interrupted,
    effects: strict.effects.size,
    longestStuckMs: Math.round(longestMs),
  };
}

/** The whole journal, over connections of its own: an idle one may just be closed by the server. */
async function entries(call) {
  const all = [];
  for (let after = ""; after !== undefined; ) {
    const target = `/v1/events?order=oldest_first&limit=200${after && `&after=${after}`}`;
    const headers = { authorization: `Bearer ${token}` };
    const answer = await call(target, headers, { method: "GET", agent: false });
    const { events, next } = JSON.parse(answer.body);
    all.push(...events);
    after = next;
  }
  return all;
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await killed(Number(process.argv[2] ?? 500), console.log));
}
