// The store in an SQLite file.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { sqliteStore } from "../../edge/stores/sqlite.js";
import { SCHEMA, tableOver } from "../../edge/stores/table.js";
import { conformance } from "./conformance.js";
import { forgetting } from "./forgetting.js";

const folder = mkdtempSync(join(tmpdir(), "paylink-store-"));
after(() => rmSync(folder, { recursive: true }));
let files = 0;
const newPath = () => join(folder, `${files++}.db`);

async function open() {
  let now = 1_800_000_000_000;
  const path = newPath();
  const opened = {
    store: sqliteStore({ path, now: () => now }),
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
    async reopen() {
      await opened.store.close();
      opened.store = sqliteStore({ path, now: () => now });
    },
    close: () => opened.store.close(),
  };
  return opened;
}

/** The store and its one connection. */
function watched(path) {
  const { prepare } = DatabaseSync.prototype;
  let db;
  DatabaseSync.prototype.prepare = function (text) {
    db = this;
    return prepare.call(this, text);
  };
  try {
    const store = sqliteStore({ path });
    return { store, db };
  } finally {
    DatabaseSync.prototype.prepare = prepare;
  }
}

const set = (key, next) => [{ key, held: null, next }];

describe("store in SQLite", () => {
  conformance(open, { operations: 1500 });
  forgetting(open);

  it("has nothing in its file of what was deleted", async () => {
    const path = newPath();
    const store = sqliteStore({ path });
    const place = store.at("place");
    await place.write(["a", "b", "c"].flatMap((key) => set(key, `value-of-${key}`)));
    await place.write([{ key: "b", held: "value-of-b", next: null }]);
    await store.close();
    const found = ["a", "b", "c"].filter((key) => readFileSync(path).includes(`value-of-${key}`));
    assert.deepEqual(found, ["a", "c"]);
  });

  it("waits for the disk, in one file that only we may read, and leaves nothing beside it", async () => {
    const path = newPath();
    const { store, db } = watched(path);
    const pragma = (name) => Object.values(db.prepare(`PRAGMA ${name}`).get())[0];
    assert.equal(pragma("synchronous"), 2);
    assert.equal(pragma("journal_mode"), "wal");
    await store.at("place").write(set("a", "1"));
    for (const suffix of ["", "-wal", "-shm"]) {
      assert.equal(statSync(path + suffix).mode & 0o777, 0o600);
    }
    await store.close();
    assert.ok(!existsSync(`${path}-wal`) && !existsSync(`${path}-shm`));
  });

  it("closing finishes what was begun, and then nothing may be asked", async () => {
    const path = newPath();
    const store = sqliteStore({ path });
    const at = store.at("place");
    const writes = Array.from({ length: 250 }, (_, n) => at.write(set(`${n}`, "1")));
    await store.close();
    assert.ok((await Promise.all(writes)).every(Boolean));
    await assert.rejects(at.write(set("more", "1")), /not open/);
    await assert.rejects(at.get(["more"]), /not open/);
    const again = sqliteStore({ path });
    assert.equal((await again.at("place").list({ prefix: "", limit: 1000 })).length, 250);
    await again.close();
  });

  it("every statement goes by an index", () => {
    const db = new DatabaseSync(":memory:");
    for (const statement of SCHEMA) db.exec(statement);
    const plans = new Map();
    const run = (text, ...values) => {
      const plan = db.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...values);
      plans.set(text, plan.map(({ detail }) => detail).join("\n"));
      return db.prepare(text).all(...values);
    };
    const table = tableOver({ rows: run, run });
    table.write("place", [{ key: "a", held: null, next: "1", until: 1 }]);
    table.write("place", [{ key: "a", held: "1", next: null }]);
    table.get("place", ["a"]);
    for (const backwards of [false, true]) table.list("place", { prefix: "", limit: 1, backwards });
    table.forget(0, 1);
    table.firstPast();
    assert.equal(plans.size, 7);
    for (const [text, plan] of plans) {
      assert.doesNotMatch(plan, /SCAN (?!entries USING.* INDEX)|TEMP B-TREE/, `${text}\n${plan}`);
    }
    db.close();
  });

  it("where the disk is full, nothing is half done, and what was there can be read", async () => {
    const path = newPath();
    const { store, db } = watched(path);
    const at = store.at("place");
    await at.write(set("a", "1"));
    db.exec("PRAGMA max_page_count = 40");
    const large = "x".repeat(30_000);
    const full = (error) => /full/.test(error.message);
    // In one turn: they share a transaction, of which the first would have had room.
    const writes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) =>
        at.write([...set(`${n}`, "small"), ...set(`${n}-`, large)]),
      ),
    );
    assert.ok(writes.every(({ reason }) => full(reason)));
    assert.deepEqual(await at.list({ prefix: "", limit: 10 }), [["a", "1"]]);
    assert.equal(await at.write([{ key: "a", held: "1", next: "2" }]), true);
    await store.close();
    const again = sqliteStore({ path });
    assert.deepEqual(await again.at("place").list({ prefix: "", limit: 10 }), [["a", "2"]]);
    await again.close();
  });

  it("waits for another that writes", async () => {
    const path = newPath();
    const store = sqliteStore({ path });
    const script = `
      const db = new (require("node:sqlite").DatabaseSync)(process.argv[1]);
      db.exec("BEGIN IMMEDIATE");
      console.log("held");
      setTimeout(() => db.exec("COMMIT"), 300);`;
    const other = spawn(process.execPath, ["-e", script, path], { stdio: ["ignore", "pipe", 2] });
    const ended = new Promise((resolve) => other.once("exit", resolve));
    await new Promise((resolve) => other.stdout.once("data", resolve));
    assert.deepEqual(await store.at("place").get(["a"]), [null]);
    assert.equal(await store.at("place").write(set("a", "1")), true);
    assert.equal(await ended, 0);
    await store.close();
  });

  it("W1: while another holds the file, nothing else in the process waits, and a write fails after a while", async () => {
    const path = newPath();
    const store = sqliteStore({ path });
    const other = new DatabaseSync(path);
    other.exec("BEGIN IMMEDIATE");
    let longestMs = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - last);
      last = performance.now();
    }, 5);
    const writes = Array.from({ length: 300 }, (_, n) => store.at("place").write(set(`${n}`, "1")));
    const settled = Promise.allSettled(writes);
    assert.deepEqual(await store.at("place").get(["1"]), [null], "reading goes on");
    assert.ok((await settled).every(({ reason }) => /locked/.test(reason?.message)));
    clearInterval(timer);
    assert.ok(longestMs < 1000, `the process stood still for ${longestMs} ms`);
    other.exec("ROLLBACK");
    assert.equal(await store.at("place").write(set("1", "1")), true);
    other.close();
    await store.close();
  });

  it("W20: says that its file was replaced", async () => {
    const path = newPath();
    const store = sqliteStore({ path });
    await store.check();
    rmSync(path);
    await assert.rejects(store.check(), /ENOENT/);
    writeFileSync(path, "");
    await assert.rejects(store.check(), /replaced/);
    await store.close();
  });

  it("several processes share a file, from its making on", async () => {
    const path = newPath();
    const script = fileURLToPath(new URL("sharer.js", import.meta.url));
    const sharers = Array.from({ length: 3 }, () => {
      const child = spawn(process.execPath, [script, path], {
        stdio: ["ignore", "inherit", "pipe"],
      });
      let said = "";
      child.stderr.on("data", (text) => {
        said += text;
      });
      return new Promise((resolve) => child.once("exit", (code) => resolve({ code, said })));
    });
    for (const { code, said } of await Promise.all(sharers)) assert.equal(code, 0, said);
    const store = sqliteStore({ path });
    const [counter, ...accounts] = await store.at("shared").get(["counter", "a", "b", "c"]);
    assert.equal(counter, "300");
    assert.equal(
      accounts.reduce((sum, value) => sum + Number(value), 0),
      30,
    );
    await store.close();
  });
});

describe("an SQLite file that cannot be used says so when it is opened", () => {
  const refused = (path, message) =>
    assert.throws(
      () => sqliteStore({ path }),
      (error) =>
        error.message.includes(path) && message.test(error.message) && error.cause instanceof Error,
    );
  const made = (sql) => {
    const path = newPath();
    const db = new DatabaseSync(path);
    db.exec(sql);
    db.close();
    return path;
  };

  it("in a folder that is not there", () => refused(join(folder, "none", "a.db"), /ENOENT/));
  it("a folder itself", () => refused(folder, /unable to open/));
  it("of somebody else", () => {
    const path = made("CREATE TABLE theirs (a); PRAGMA user_version = 1");
    const before = readFileSync(path);
    refused(path, /not a store of paylink/);
    assert.deepEqual(readFileSync(path), before);
  });
  it("of a newer version", async () => {
    const path = newPath();
    await sqliteStore({ path }).close();
    const db = new DatabaseSync(path);
    db.exec("PRAGMA user_version = 2");
    db.close();
    refused(path, /newer paylink/);
  });
  it("of something that is no database", () => {
    const path = newPath();
    writeFileSync(path, "no database at all. ".repeat(1000));
    refused(path, /not a database/);
    assert.match(readFileSync(path, "utf8"), /^no database/);
  });
  it("that is damaged", async () => {
    const path = newPath();
    const store = sqliteStore({ path });
    for (let n = 0; n < 20; n += 1) await store.at("place").write(set(`${n}`, "x".repeat(3000)));
    await store.close();
    const bytes = readFileSync(path);
    // The first page is whole, the others are not.
    writeFileSync(path, bytes.fill(0xa5, 4096));
    const damaged = sqliteStore({ path });
    const at = damaged.at("place");
    for (const call of [
      () => at.get(["1"]),
      () => at.list({ prefix: "", limit: 10 }),
      () => at.write(set("new", "1")),
    ]) {
      await assert.rejects(call, /malformed/);
    }
    await damaged.close();
  });
  it("that may not be written", {
    skip: process.getuid?.() === 0 && "root may write all",
  }, async () => {
    const path = newPath();
    writeFileSync(path, "", { mode: 0o400 });
    refused(path, /readonly|unable to open/);
  });
});
