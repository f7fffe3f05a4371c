// `kill -9` at any moment: what was answered for is there, and nothing is there by half.
// `PAYLINK_KILLS=500` for more than a few.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { sqliteStore } from "../../edge/stores/sqlite.js";
import { dice, seedOf } from "./model.js";

const KILLS = Number(process.env.PAYLINK_KILLS ?? 20);
const CLIENTS = 6;
const names = Array.from({ length: CLIENTS }, (_, n) => `client-${n}`);
const writer = fileURLToPath(new URL("writer.js", import.meta.url));

/** Runs the writer, kills it so long after it opened the file or began to. Answers what it said. */
function killed(path, ms, fromTheStart) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [writer, path, `${CLIENTS}`], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    const kill = () => setTimeout(() => child.kill("SIGKILL"), ms);
    if (fromTheStart) kill();
    else child.stdout.once("data", kill);
    child.stdout.on("data", (text) => {
      said += text;
    });
    child.once("error", reject);
    // `close`: all of what it said has been read.
    child.once("close", (_, signal) =>
      signal === "SIGKILL" ? resolve(said) : reject(new Error(`the writer ended: ${said}`)),
    );
  });
}

/** The highest round of each client that was answered for. */
function acknowledged(said, rounds) {
  // What stands behind the last end of a line was not said.
  for (const line of said.slice(0, said.lastIndexOf("\n") + 1).split("\n")) {
    const [name, round] = line.split(" ");
    if (round) rounds.set(name, Number(round));
  }
}

it(`what was answered for outlives ${KILLS} kills`, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "paylink-kill-"));
  const roll = dice(seedOf(t));
  const figures = { kills: 0, newFiles: 0, beforeOpen: 0, leftLogs: 0, answered: 0, unanswered: 0 };
  try {
    let path;
    let rounds;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const fresh = kill % 5 === 0;
      if (fresh) {
        path = join(folder, `${kill}.db`);
        rounds = new Map(names.map((name) => [name, 0]));
        figures.newFiles += 1;
      }
      const before = new Map(rounds);
      // Also while the file is being made, which is about when Node has started.
      const said = await killed(path, fresh ? 20 + roll(100) : roll(150), fresh);
      acknowledged(said, rounds);
      figures.kills += 1;
      if (!said) figures.beforeOpen += 1;
      if (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size) figures.leftLogs += 1;

      const store = sqliteStore({ path });
      const at = store.at("place");
      for (const name of names) {
        const [a, b] = await at.get([`${name}/a`, `${name}/b`]);
        assert.equal(a, b, "two keys of one call are the same");
        const round = Number(a?.split(" ")[0] ?? 0);
        const least = rounds.get(name);
        assert.ok(round === least || round === least + 1, `${name}: ${round}, answered ${least}`);
        const log = await at.list({ prefix: `${name}/log/`, limit: 1000 });
        assert.deepEqual(log, round ? [[`${name}/log/${round}`, ""]] : []);
        figures.answered += least - before.get(name);
        figures.unanswered += round - least;
        rounds.set(name, round);
      }
      await store.close();
      const db = new DatabaseSync(path);
      assert.deepEqual(
        { ...db.prepare("PRAGMA integrity_check").get() },
        { integrity_check: "ok" },
      );
      db.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  t.diagnostic(JSON.stringify(figures));
  assert.ok(figures.answered > KILLS, "it was killed while it wrote");
});
