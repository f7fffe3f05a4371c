// The store of Durable Objects, in real workerd: over HTTP, with its data on disk. It is never stopped
// but by `kill -9`.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import workerd from "workerd";
import { memoryStore } from "../../edge/stores/memory.js";
import { PATIENCE_MS } from "../patience.js";
import { increment } from "./concurrency.js";
import { conformance } from "./conformance.js";

const config = fileURLToPath(new URL("workerd.capnp", import.meta.url));

/** @param {string} folder where the data is */
async function start(folder) {
  const given = ["--socket-addr=http=127.0.0.1:0", `--directory-path=disk=${folder}`];
  const child = spawn(workerd.default, ["serve", config, ...given, "--control-fd=3"], {
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  const ended = once(child, "exit");
  const [said] = await Promise.race([once(child.stdio[3], "data"), ended]);
  assert.equal(child.exitCode, null, "workerd did not start");
  const { port } = JSON.parse(`${said}`.split("\n")[0]);
  return {
    url: `http://127.0.0.1:${port}`,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Here as there, a name is judged before anything is asked. */
const names = memoryStore();
const errors = { TypeError, RangeError };

/** @param {() => string} url @returns {import("../../edge/stores/store.js").Store} */
function remote(url) {
  const ask = async (place, call, asked) => {
    const body = JSON.stringify({ place, call, asked });
    const response = await fetch(url(), { method: "POST", body });
    const { answer, error } = await response.json();
    if (!error) return answer;
    throw Object.assign(new (errors[error.name] ?? Error)(error.message), { name: error.name });
  };
  return {
    at(place) {
      names.at(place);
      return {
        get: (keys) => ask(place, "get", keys),
        write: (changes) => ask(place, "write", changes),
        list: (range) => ask(place, "list", range),
      };
    },
  };
}

describe("store of Durable Objects under workerd", () => {
  const folder = mkdtempSync(join(tmpdir(), "paylink-workerd-"));
  async function open() {
    let server = await start(folder);
    return {
      store: remote(() => server.url),
      now: Date.now,
      async reopen() {
        await server.kill();
        server = await start(folder);
      },
      close: () => server.kill(),
    };
  }

  conformance(open, { operations: 500 });
  after(() => rmSync(folder, { recursive: true }));

  it("an alarm forgets what is past, and nothing else", async (t) => {
    const { store, close } = await open();
    t.after(close);
    const at = store.at("alarm");
    const hour = 60 * 60 * 1000;
    const change = (key, until) => ({ key, held: null, next: "1", until });
    const past = Date.now() - 2 * hour;
    // More than one alarm forgets.
    for (const part of ["a", "b"]) {
      await at.write(Array.from({ length: 600 }, (_, n) => change(`past-${part}-${n}`, past)));
    }
    await at.write([
      change("soon", Date.now() + hour / 2),
      change("later", Date.now() + hour),
      change("kept"),
    ]);
    const deadline = Date.now() + PATIENCE_MS;
    for (let left = 1; left > 0; ) {
      left = (await at.list({ prefix: "past", limit: 1000 })).length;
      assert.ok(Date.now() < deadline, `${left} are not forgotten`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.deepEqual(await at.get(["soon", "later", "kept"]), ["1", "1", "1"]);
  });

  it("what was answered for outlives kill -9 of the runtime while it writes", async (t) => {
    const { store, reopen, close } = await open();
    t.after(close);
    const at = store.at("counting");
    let answered = 0;
    const clients = 3;
    for (let kill = 0; kill < 5; kill += 1) {
      const count = async () => {
        for (;;) {
          await increment(at, "counter");
          answered += 1;
        }
      };
      const counting = Promise.allSettled(Array.from({ length: clients }, count));
      await new Promise((resolve) => setTimeout(resolve, 100 + 50 * kill));
      await reopen();
      await counting;
      const [counter] = await at.get(["counter"]);
      // Each client may have had one call that nobody could answer any more.
      assert.ok(
        counter >= answered && counter <= answered + clients,
        `${counter}, not ${answered}`,
      );
      answered = Number(counter);
    }
    t.diagnostic(`counted to ${answered}`);
    assert.ok(answered > 0);
  });
});
