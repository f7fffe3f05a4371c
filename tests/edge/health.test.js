// Whether a server can work: shown by a write, and not at everybody's cost.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";
import { readinessOf } from "../../edge/health.js";
import { memoryStore } from "../../edge/stores/memory.js";
import { watched } from "../../edge/stores/watched.js";
import { edge, until } from "./edge.js";
import { startNode, token } from "./servers.js";

const folder = mkdtempSync(path.join(tmpdir(), "paylink-health-"));
after(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newPath = () => path.join(folder, `${files++}.db`);

const get = async (server, at) => (await fetch(server.url + at)).status;
const close = (server, id) =>
  fetch(`${server.url}/v1/links/txn/${id}/close`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
  });

test("F8: readiness is a write that all who ask share, at most once every few seconds", async () => {
  const kept = memoryStore();
  let writes = 0;
  let fails = false;
  const store = watched({
    at: (name) => ({
      ...kept.at(name),
      write: async (changes) => {
        writes += 1;
        if (fails) throw new Error("the disk is full");
        return kept.at(name).write(changes);
      },
    }),
  });
  const lines = [];
  const stopping = new AbortController();
  const ready = readinessOf({
    store,
    now: Date.now,
    log: (line) => lines.push(line),
    stopping: stopping.signal,
  });
  const asked = await Promise.all(Array.from({ length: 50 }, ready));
  assert.ok(asked.every(Boolean));
  assert.equal(await ready(), true);
  assert.equal(writes, 1);
  // Any other call that fails has it asked anew.
  fails = true;
  await assert.rejects(store.at("keys-00").write([{ key: "a", held: null, next: "1" }]));
  assert.equal(await ready(), false);
  assert.equal(await ready(), false);
  assert.equal(writes, 3);
  assert.deepEqual(lines, [
    { level: "error", event: "not_ready", error: "Error: the disk is full" },
  ]);
  fails = false;
  await until(ready);
  stopping.abort();
  assert.equal(await ready(), false, "while it stops");
});

test("F8: another process that writes the same row is no failure", async () => {
  const kept = memoryStore();
  const store = watched({
    at: (name) => ({
      ...kept.at(name),
      get: async (keys) => {
        const found = await kept.at(name).get(keys);
        const held = found[0] ?? null;
        await kept.at(name).write([{ key: "ready", held, next: `${Math.random()}` }]);
        return found;
      },
    }),
  });
  assert.equal(
    await readinessOf({ store, now: Date.now, log: assert.fail, stopping: undefined })(),
    true,
  );
});

test("F8: what /readyz answers is for nobody's cache, and says no more than whether", async () => {
  const stopping = new AbortController();
  const { app } = edge({ stopping: stopping.signal });
  const good = await app.request("/readyz");
  assert.deepEqual([good.status, await good.json()], [200, { status: "ok" }]);
  assert.equal(good.headers.get("cache-control"), "no-store");
  stopping.abort();
  const bad = await app.request("/readyz");
  assert.deepEqual([bad.status, await bad.json()], [503, { status: "unavailable" }]);
  assert.equal((await app.request("/healthz")).status, 200, "it lives");
});

describe("F8: a server whose file", () => {
  const isRoot = process.getuid?.() === 0;

  test("is on a full disk is not ready, sends nothing, and recovers", {
    skip: !isRoot && "only root may mount",
  }, async (t) => {
    const disk = path.join(folder, "disk");
    mkdirSync(disk);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=400k", "none", disk], { stdio: "pipe" });
    } catch (error) {
      t.skip(`nothing can be mounted here: ${error.message}`);
      return;
    }
    const server = await startNode({ PAYLINK_DB: path.join(disk, "edge.db") });
    const filling = path.join(disk, "filling");
    try {
      assert.equal(await get(server, "/readyz"), 200);
      for (let size = 400 * 1024; size >= 512; size = Math.floor(size / 2)) {
        try {
          writeFileSync(filling, Buffer.alloc(size), { flag: "a" });
        } catch {
          // Then half of it.
        }
      }
      await until(async () => (await get(server, "/readyz")) === 503);
      const refused = await close(server, "2c4e6a80-1b3d-4f5e-8a7c-9d0b2e4f6a22");
      assert.deepEqual([refused.status, (await refused.json()).code], [503, "store_unavailable"]);
      assert.equal(await get(server, "/readyz"), 503);
      assert.match(server.output(), /"event":"not_ready","error":"Error: .*full/);
      rmSync(filling);
      await until(async () => (await get(server, "/readyz")) === 200);
    } finally {
      await server.stop();
      execFileSync("umount", [disk]);
    }
  });

  test("W20: was deleted or replaced while it runs is not ready", async () => {
    for (const lost of [
      (at) => rmSync(at),
      (at) => {
        writeFileSync(`${at}.other`, "");
        renameSync(`${at}.other`, at);
      },
    ]) {
      const at = newPath();
      const server = await startNode({ PAYLINK_DB: at });
      try {
        assert.equal(await get(server, "/readyz"), 200);
        lost(at);
        await until(async () => (await get(server, "/readyz")) === 503);
        assert.equal(await get(server, "/healthz"), 200);
        assert.match(server.output(), /"event":"not_ready"/);
      } finally {
        await server.stop();
      }
    }
  });

  test("W1: is held by another process is not ready and refuses closes in time, and answers everything else", async () => {
    const at = newPath();
    const server = await startNode({ PAYLINK_DB: at });
    const script = `
      const db = new (require("node:sqlite").DatabaseSync)(process.argv[1]);
      db.exec("BEGIN IMMEDIATE");
      console.log("held");
      process.stdin.once("data", () => { db.exec("ROLLBACK"); process.exit(); });`;
    const healthz = async () => {
      const since = performance.now();
      assert.equal(await get(server, "/healthz"), 200);
      return performance.now() - since;
    };
    const typical = async (work) => {
      const times = [];
      for (let n = 0; n < 50; n += 1) times.push(await work());
      return times.sort((a, b) => a - b);
    };
    const idle = (await typical(healthz))[25];
    const other = spawn(process.execPath, ["-e", script, at], { stdio: ["pipe", "pipe", 2] });
    try {
      await once(other.stdout, "data");
      const ids = ["7d0f5a3e-4b21-4c68-9f1d-3a5b7c9e1f21", "2c4e6a80-1b3d-4f5e-8a7c-9d0b2e4f6a22"];
      const closes = ids.map((id) => close(server, id));
      const ready = get(server, "/readyz");
      const held = await typical(healthz);
      assert.ok(held[25] < 10 * idle + 20, `${held[25]} ms, idle ${idle} ms`);
      assert.ok(held[49] < 1000, `${held[49]} ms`);
      assert.equal(await get(server, "/healthz"), 200);
      assert.equal(await ready, 503);
      for (const answer of await Promise.all(closes)) assert.equal(answer.status, 503);
      other.stdin.write("x");
      await once(other, "exit");
      await until(async () => (await get(server, "/readyz")) === 200);
      assert.equal((await close(server, ids[0])).status, 200);
    } finally {
      other.kill();
      await server.stop();
    }
  });
});
