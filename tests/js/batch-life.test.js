// The lifetime of a batch: views after memory growth; freed, lost in a crash, or collected.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import * as paylink from "paylink";
import { chances, listOf } from "./oddities.js";

const { init, read, readBatch } = paylink;
await init();

const mistake = { name: "PaylinkError", code: "invalid_argument" };
const crashed = { name: "PaylinkCrash", code: "crashed" };
const list = listOf("connect", 50, chances(5), 0.3);
const now = Date.parse("2024-06-01T12:00:00Z");

/** Everything of a batch that needs the core. */
const questions = (batch) => [
  ...["status", "createdAt", "updatedAt", "expiresAt", "offsets"].map((name) => () => batch[name]),
  () => batch.verdicts("close"),
  () => batch.reasons("close"),
  () => batch.at(0),
  () => batch.toArray(),
  () => batch.isNoted(0),
  () => batch.decideAgain({ now }),
  () => batch.text("id", 0),
];
/** Each column is copied at once: the next call may move the memory. */
const answers = (batch) => questions(batch).map((question) => structuredClone(question()));

test("a freed batch throws", () => {
  const batch = readBatch(list, { now });
  const kept = batch.at(0);
  const copy = structuredClone(kept);
  batch.free();
  batch.free();
  batch[Symbol.dispose]();
  for (const question of questions(batch)) assert.throws(question, mistake);
  const { length, ok, issues, notes, nextCursor } = batch;
  assert.deepEqual(
    { length, ok, issues, notes, nextCursor },
    {
      ...{ length: 50, ok: true, issues: [], notes: [], nextCursor: "next" },
    },
  );
  assert.deepEqual(kept, copy);
  {
    using inner = readBatch(list);
    assert.equal(inner.length, 50);
  }
});

test("an index out of range throws", () => {
  const batch = readBatch(list, { now });
  for (const index of [-1, 50, 0.5, Number.NaN, 2 ** 32, "0", "length", undefined, null]) {
    assert.throws(() => batch.at(index), mistake);
    assert.throws(() => batch.isNoted(index), mistake);
    assert.throws(() => batch.text("id", index), mistake);
  }
  assert.throws(() => readBatch("{").at(0), mistake);
  for (const action of ["pay", 0, undefined]) {
    assert.throws(() => batch.verdicts(action), mistake);
    assert.throws(() => batch.reasons(action), mistake);
    assert.throws(() => batch.text(action, 0), mistake);
  }
  for (const options of [{ format: "visa" }, { now: "soon" }, { now, skewMs: -1 }]) {
    assert.throws(() => readBatch(list, options), mistake);
  }
  for (const input of [undefined, null, 5, new Uint16Array(2)]) {
    assert.throws(() => readBatch(input), mistake);
  }
});

test("growing memory detaches old views, and getters give new ones", () => {
  const batches = ["connect", "txn"].flatMap((format) => {
    const options = { format, now };
    return [readBatch(listOf(format, 20, chances(6), 0.2), options)];
  });
  batches.push(readBatch("{", { now }));
  const before = batches.map((batch) => (batch.length === 0 ? [] : answers(batch)));
  const { status } = batches[0];
  const others = [];
  for (let round = 0; status.length > 0; round += 1) {
    assert.ok(round < 100);
    others.push(readBatch(`{"items": [${" ".repeat(4 << 20)}]}`, { format: "connect" }));
  }
  batches.forEach((batch, at) => {
    if (batch.length > 0) assert.deepEqual(answers(batch), before[at]);
  });
  for (const batch of [...others, ...batches]) batch.free();
});

test("a crash invalidates batches for ever, and later calls work", () => {
  const tooMuch = new Uint8Array(2 ** 31);
  const expected = answers(readBatch(list, { now })).map((answer) => structuredClone(answer));
  // Both directly after the crash and after the next instance has started.
  for (const isStarted of [false, true]) {
    const batch = readBatch(list, { now });
    const kept = [batch.at(0), batch.status.slice()];
    const copy = structuredClone(kept);
    assert.throws(() => read(tooMuch), crashed);
    if (isStarted) read("{}");
    for (const question of questions(batch)) assert.throws(question, crashed);
    assert.equal(batch.length, 50);
    assert.deepEqual(kept, copy);
    batch.free();
    batch.free();
    for (const question of questions(batch)) assert.throws(question, mistake);
    assert.deepEqual(answers(readBatch(list, { now })), expected);
  }
});

test("a crash while reading a batch is thrown and invalidates only existing batches", () => {
  assert.throws(() => readBatch(new Uint8Array(2 ** 31)), crashed);
  assert.equal(readBatch(list).length, 50);
});

test("an instance that broke in a nested call is replaced for the outer call", () => {
  const reentrant = {
    get items() {
      assert.throws(() => read(new Uint8Array(2 ** 31)), crashed);
      return [];
    },
  };
  let batch;
  try {
    batch = readBatch(reentrant);
  } catch (error) {
    assert.equal(error.code, "crashed");
  }
  if (batch !== undefined) assert.throws(() => batch.status, crashed);
  assert.equal(read("{}").ok, false);
});

test("freed memory is reused at once", () => {
  const size = 1 << 20;
  const sizes = Array.from({ length: 60 }, () => {
    const batch = readBatch(`{"items": [${" ".repeat(size)}]}`, { format: "connect" });
    const { byteLength } = batch.status.buffer;
    batch.free();
    return byteLength;
  });
  assert.equal(sizes.at(-1), sizes[5]);
});

test("an unreachable batch is freed by garbage collection", () => {
  // Each needs about 3 MiB: if they were not freed, the core would run out of memory.
  const script = `
    import { setTimeout as pause } from "node:timers/promises";
    import { init, readBatch } from "paylink";
    await init();
    const list = JSON.stringify({ items: Array.from({ length: 8000 }, (_, at) => ({
      paymentLinkId: "id-" + at, url: "https://pay.example.com/" + at, status: "ACTIVE",
      createdAt: "2024-01-15T10:00:00Z", updatedAt: "2024-01-15T10:00:00Z" })) });
    const sizes = [];
    for (let round = 0; round < 20; round += 1) {
      for (let count = 0; count < 5; count += 1) {
        const batch = readBatch(list, { now: 1e12 });
        batch.at(5);
        sizes.push(batch.status.buffer.byteLength);
      }
      globalThis.gc();
      await pause(1);
    }
    console.log(JSON.stringify([sizes[25], sizes.at(-1), list.length]));`;
  const isStandalone = process.execArgv.some((argument) => argument.includes("standalone"));
  const other = ["--import", new URL("standalone.js", import.meta.url).href];
  const argv = ["--expose-gc", ...(isStandalone ? other : [])];
  const printed = execFileSync(process.execPath, [...argv, "--input-type=module", "-e", script], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  });
  const [early, late, source] = JSON.parse(printed);
  console.log(`100 batches of ${source} bytes: ${early} bytes of memory early, ${late} late`);
  // Twenty at once are far from a hundred.
  assert.ok(late < 40 * source, `${late} bytes`);
});
