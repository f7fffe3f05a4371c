// The parts of the inspector that need no browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { init, readBatch, readList } from "paylink";
import { linesOf, WIDEST } from "../../www/inspector/lines.js";
import { marksOf, placeOf } from "../../www/inspector/marks.js";
import { segmentsOf } from "../../www/inspector/segments.js";
import { pack, unpack } from "../../www/inspector/share.js";
import { listOf, chances as oddities } from "../js/oddities.js";

await init();

const encoder = new TextEncoder();
const decoder = new TextDecoder();

test("rows are the whole text, never cut in a character, and every offset has its row", () => {
  const text = `first\r\n${"ü🙂x".repeat(400)}\n\nlast`;
  const bytes = encoder.encode(text);
  const lines = linesOf(bytes);
  assert.equal(lines.lines, 4);
  let whole = "";
  for (let index = 0; index < lines.count; index += 1) {
    const { start, end, until, first } = lines.row(index);
    assert.ok(end - start <= WIDEST);
    const piece = decoder.decode(bytes.subarray(start, end));
    assert.ok(!piece.includes("\ufffd"));
    if (first && index > 0) whole += "\n";
    whole += piece;
    for (let at = start; at < Math.min(until, bytes.length); at += 1)
      assert.equal(lines.rowOf(at), index);
  }
  assert.equal(whole, text.replaceAll("\r", ""));
});

test("a row is cut where a finding or what is chosen begins and ends", () => {
  const bytes = encoder.encode('{"a": 1, "b": 2}');
  const [a, b] = [
    [6, 7],
    [14, 15],
  ].map((range) => placeOf(bytes, range));
  const marks = [
    { id: 5, severity: "note", place: a },
    { id: 3, severity: "error", place: b },
  ];
  const { segments, begin } = segmentsOf(bytes, linesOf(bytes).row(0), marks, b);
  assert.deepEqual(begin, [5, 3]);
  assert.deepEqual(
    segments.map(({ text, severity, chosen }) => [text, severity, chosen]),
    [
      ['{"a": ', "", false],
      ["1", "note", false],
      [', "b": ', "", false],
      ["2", "error", true],
      ["}", "", false],
    ],
  );
});

/** All findings of a list, each with its place. */
function allMarks(text, format) {
  const bytes = encoder.encode(text);
  const many = readList(text, { format });
  return [
    ...many.notes.map((finding) => ({ ...finding, link: -1 })),
    ...many.value.links.flatMap((answer, link) =>
      (answer.ok ? answer.notes : answer.issues).map((finding) => ({ ...finding, link })),
    ),
  ].map((finding) => ({
    ...finding,
    place: placeOf(bytes, finding.range, finding.code === "member_missing"),
  }));
}

const inOrder = (marks) => marks.map(({ id, ...mark }) => JSON.stringify(mark)).toSorted();

for (const format of /** @type {const} */ (["connect", "txn"])) {
  test(`what is found of a list of ${format} is in its place, though only where one looks is asked`, () => {
    let children = 0;
    for (let seed = 1; seed <= 120; seed += 1) {
      const text = listOf(format, 6, oddities(seed), 0.7).replace(/\}$/, ',"around":1}');
      const batch = readBatch(text, { format });
      if (!batch.ok) continue;
      const bytes = encoder.encode(text);
      const all = allMarks(text, format);
      const near = (start, until) => marksOf(bytes, batch.notes, batch).between(start, until);
      assert.deepEqual(inOrder(near(0, bytes.length)), inOrder(all), text);
      for (let start = 0; start < bytes.length; start += 97) {
        const seen = all.filter(({ place }) => place.start < start + 97 && place.mark > start);
        assert.deepEqual(inOrder(near(start, start + 97)), inOrder(seen), text);
      }
      const marks = marksOf(bytes, batch.notes, batch);
      const links = [...Array(batch.length).keys()];
      const name = format === "connect" ? "items" : "data";
      for (const link of links) {
        const { start, end } = marks.placeOf(link);
        const piece = JSON.parse(decoder.decode(bytes.subarray(start, end)));
        assert.deepEqual(piece, JSON.parse(text)[name][link]);
        assert.deepEqual([start, end - 1, end].map(marks.linkAt), [link, link, -1]);
      }
      children += all.filter(({ pointer }) => pointer.startsWith("/included/")).length;
      batch.free();
    }
    assert.ok(format === "connect" || children > 50, String(children));
  });
}

test("an inspection comes back from its file to the byte, UTF-8 or not", () => {
  for (const bytes of [
    encoder.encode('\ufeff{"paymentLinkId": "ü"}\r\n'),
    Uint8Array.from({ length: 70_000 }, (_, index) => index % 256),
    new Uint8Array(),
  ]) {
    const file = encoder.encode(
      pack({ bytes, format: "connect", at: "2040-01-01T00:00:00.000Z" }).join(""),
    );
    const shared = unpack(file);
    assert.deepEqual(Buffer.from(shared.bytes), Buffer.from(bytes));
    assert.deepEqual([shared.format, shared.at], ["connect", "2040-01-01T00:00:00.000Z"]);
  }
  for (const [at, expected] of [
    ["2040-01-01T01:00:00+01:00", "2040-01-01T00:00:00.000Z"],
    ["+012040-01-01T00:00:00Z", null],
    ["soon", null],
  ]) {
    const file = JSON.stringify({ paylinkInspection: 1, at, payload: "" });
    assert.equal(unpack(encoder.encode(file)).at, expected);
  }
  assert.equal(unpack(encoder.encode('{"paymentLinkId": "a"}')), null);
  assert.equal(unpack(encoder.encode('{"paylinkInspection": 1, "payload": 5}')), null);
});
