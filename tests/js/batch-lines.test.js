// A document a line is read as each line by itself; and chunks are read as what they are together.
import assert from "node:assert/strict";
import { test } from "node:test";
import { batchReader, decide, init, read, readBatch, STATUSES, VERDICTS } from "paylink";
import { chances, connectLink, listOf, txnDocument } from "./oddities.js";

await init();

const encoder = new TextEncoder();
const bytesOf = (parts) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));

/** The bytes between the line feeds. */
function linesOf(bytes) {
  const lines = [];
  let start = 0;
  for (let at = 0; at <= bytes.length; at += 1) {
    if (at < bytes.length && bytes[at] !== 10) continue;
    lines.push(bytes.subarray(start, at));
    start = at + 1;
  }
  return lines;
}

const isBlank = (line) => line.every((byte) => [9, 10, 12, 13, 32].includes(byte));

/** Each line against the same line by itself. */
function isLines(bytes, options = {}) {
  const lines = linesOf(bytes).filter((line) => !isBlank(line));
  const batch = readBatch(bytes, { ...options, lines: true, now: 0 });
  assert.equal(batch.ok, true);
  assert.equal(batch.length, lines.length);
  const { now: _, ...rest } = options;
  lines.forEach((line, index) => {
    const expected = read(Uint8Array.from(line).buffer, rest);
    const name = `${index}: ${Buffer.from(line)}`;
    assert.equal(JSON.stringify(batch.at(index)), JSON.stringify(expected), name);
    assert.equal(STATUSES[batch.status[index]], expected.value?.status, name);
    const verdict = expected.ok ? decide("close", expected.value, { now: 0 }).verdict : undefined;
    assert.equal(VERDICTS[batch.verdicts("close")[index]], verdict, name);
  });
  batch.free();
  return lines.length;
}

for (const hasChildren of [false, true]) {
  const name = `lines of both formats with every oddity, ${hasChildren ? "with" : "without"} children`;
  test(name, () => {
    for (let seed = 1; seed <= 100; seed += 1) {
      const chance = chances(seed);
      const lines = Array.from({ length: chance.below(30) }, () => {
        const oddity = chance.pick([0, 0.2, 1]);
        const link = chance.is(0.5)
          ? txnDocument(chance, oddity, hasChildren)
          : connectLink(chance, oddity);
        // Written over several lines, it would be several.
        return link.replaceAll("\r\n", " ").replaceAll("\n", " ");
      });
      isLines(encoder.encode(lines.join(chance.pick(["\n", "\r\n", "\n\n"]))));
      isLines(encoder.encode(lines.join("\n")), { format: chance.pick(["connect", "txn"]) });
    }
  });
}

test("a bad line is one bad link, whatever is bad about it", () => {
  const sound = () => connectLink(chances(1), 0);
  const child = () => txnDocument(chances(5), 0);
  const bad = [
    ...["{", "}", "]", '"', "null", "[]", "[{}]", "{}", "5", '{"a": 1} {"b": 2}', "\0", "{}x"],
    ...[Buffer.from([0xff]), Buffer.from([0x22, 0xc3, 0x22]), Buffer.from([0xe2, 0x82])],
    ...["\ufeff{}", listOf("connect", 2, chances(1), 0), listOf("txn", 2, chances(1), 0)],
    ...[listOf("connect", 1, chances(1), 0), sound().replace("ACTIVE", "\ud800"), "\ufeff"],
    ...['{"data": []}', '{"items": []}', "[".repeat(500), `${sound()},`],
  ];
  for (const line of bad) {
    for (const end of ["\n", "\r\n"]) {
      assert.equal(isLines(bytesOf([sound(), end, line, end, child(), end])), 3);
      assert.equal(isLines(bytesOf([line, end, sound(), end, line])), 3);
    }
  }
  assert.ok(isLines(bytesOf(bad.flatMap((line) => [line, "\n", sound(), "\n"]))) > 40);
});

test("blank lines are none, and the end of the last line may be missing", () => {
  const sound = connectLink(chances(1), 0);
  for (const text of ["", "\n", " \t\r\n\n \n", `\n\n${sound}\r\n\n`, sound, `${sound}\n`, "\r"]) {
    isLines(encoder.encode(text));
  }
  assert.equal(isLines(encoder.encode(`\ufeff${sound}\n${sound}`)), 2);
});

test("a limit is one of each line", () => {
  const sound = connectLink(chances(1), 0);
  const long = connectLink(chances(1), 0).replace("order", "order".repeat(50));
  const limits = { maxBytes: sound.length };
  isLines(encoder.encode([sound, long, sound, ` ${sound}`].join("\n")), { limits });
});

test("a line that looks like a list until its id comes is one link, and no line is lost", () => {
  const link = JSON.parse(connectLink(chances(1), 0));
  const late = { items: [link], ...link };
  const lines = [{ ...link, status: "COMPLETED" }, late, link].map((one) => JSON.stringify(one));
  isLines(encoder.encode(lines.join("\n")));
});

test("a child is its own line's, whatever children with its id other lines have", () => {
  const { data } = JSON.parse(txnDocument(chances(1), 0));
  const target = { data: { type: "invoices", id: "c" } };
  const lines = ["pending", "", "completed"].map((status) => {
    const included = [{ type: "invoices", id: "c", attributes: { status } }];
    return JSON.stringify({ data: { ...data, relationships: { target } }, included });
  });
  assert.equal(isLines(encoder.encode(lines.join("\n"))), 3);
});

test("chunks are what they are together, wherever they are cut", () => {
  const text = `${connectLink(chances(1), 0).replace("order", "ö😀")}\n${txnDocument(chances(3), 0)}`;
  const bytes = encoder.encode(text);
  const expected = JSON.stringify([...readBatch(bytes, { lines: true })]);
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const reader = batchReader({ lines: true, now: 0, size: cut % 3 === 0 ? bytes.length : 0 });
    reader.push(bytes.subarray(0, cut));
    reader.push(bytes.slice(cut).buffer);
    using batch = reader.end();
    assert.equal(JSON.stringify([...batch]), expected, String(cut));
    assert.equal(batch.verdicts("close").length, 2);
  }
  const one = batchReader({ lines: true });
  for (const byte of bytes) one.push(Uint8Array.of(byte));
  assert.equal(JSON.stringify([...one.end()]), expected);
  const texts = batchReader({ lines: true });
  for (const character of text) texts.push(character);
  assert.equal(JSON.stringify([...texts.end()]), expected);
});

test("a reader's list, format and limit are those of a batch", () => {
  const list = listOf("txn", 20, chances(4), 0.3);
  for (const options of [
    {},
    { format: "txn" },
    { format: "connect" },
    { limits: { maxBytes: 5 } },
  ]) {
    const reader = batchReader(options);
    reader.push(list);
    const [found, expected] = [reader.end(), readBatch(list, options)];
    assert.deepEqual([...found], [...expected]);
    assert.deepEqual([found.ok, found.issues], [expected.ok, expected.issues]);
  }
  const nothing = batchReader().end();
  assert.deepEqual(nothing.issues, readBatch("").issues);
  assert.equal(nothing.ok, false);
});

test("a reader that has ended, is freed or was given nonsense says so", () => {
  const mistake = { name: "PaylinkError", code: "invalid_argument" };
  const ended = batchReader();
  ended.end();
  const freed = batchReader({ size: 10 });
  freed.push("{}");
  freed.free();
  const wrong = batchReader({ format: "visa" });
  assert.throws(() => wrong.end(), mistake);
  for (const reader of [ended, freed, wrong]) {
    assert.throws(() => reader.push("{}"), mistake);
    assert.throws(() => reader.end(), mistake);
    reader.free();
    reader[Symbol.dispose]();
  }
  for (const size of [-1, 0.5, Number.NaN, "5", Number.POSITIVE_INFINITY]) {
    assert.throws(() => batchReader({ size }), mistake);
  }
  const open = batchReader();
  for (const chunk of [undefined, null, 5, new Uint16Array(2)]) {
    assert.throws(() => open.push(chunk), mistake);
  }
  open.push("{}");
  assert.equal(open.end().ok, false);
});
