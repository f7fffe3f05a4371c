// The inspector's scanner, without a browser: held to `JSON.parse` over generated documents.
import assert from "node:assert/strict";
import { test } from "node:test";
import { init, readBatch, readList } from "paylink";
import { linesOf, WIDEST } from "../../www/inspector/lines.js";
import { marksOf } from "../../www/inspector/marks.js";
import { locate, pointerAt, pointerOf } from "../../www/inspector/places.js";
import { segmentsOf } from "../../www/inspector/segments.js";
import { pack, unpack } from "../../www/inspector/share.js";
import { listOf, chances as oddities } from "../js/oddities.js";

await init();

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Numbers that look random and are the same in every run. */
function chances(seed) {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

const NAMES = ["a", "", "a/b", "~", "x~1y", "über", 'quo"te', "back\\slash", "€uro", "0", "\n"];

function generated(chance, depth = 0) {
  const kind = depth < 2 ? 4 + chance(2) : chance(depth > 4 ? 4 : 6);
  if (kind === 0) return [1.5e300, -0.25, 7, 0][chance(4)];
  if (kind === 1) return ["", "text", '"], {', "ünïcödé 🙂", "\\", "\t"][chance(6)];
  if (kind === 2) return [true, false, null][chance(3)];
  if (kind === 3) return chance(2) ? {} : [];
  if (kind === 4) return Array.from({ length: chance(5) }, () => generated(chance, depth + 1));
  return Object.fromEntries(
    Array.from({ length: chance(6) }, () => [
      NAMES[chance(NAMES.length)],
      generated(chance, depth + 1),
    ]),
  );
}

function* pointers(value, names = []) {
  yield [pointerOf(names), value, names];
  if (typeof value === "object" && value !== null)
    for (const [name, each] of Object.entries(value)) yield* pointers(each, [...names, name]);
}

test("every pointer's place is its value, and every place's pointer leads back", () => {
  let seen = 0;
  for (let seed = 1; seed <= 600; seed += 1) {
    const chance = chances(seed);
    const document = generated(chance);
    const text = JSON.stringify(document, null, [undefined, 2, "\t"][chance(3)]);
    const bytes = encoder.encode(seed % 7 === 0 ? `\ufeff${text}` : ` ${text}\r\n`);
    const all = [...pointers(document)];
    seen += all.length;
    const places = locate(
      bytes,
      all.map(([pointer]) => pointer),
    );
    all.forEach(([pointer, value, names], index) => {
      const { start, end, missing } = places[index];
      const piece = decoder.decode(bytes.subarray(start, end));
      const named = names.length > 0 && !Array.isArray(parentOf(document, names));
      const expected = named ? { [names.at(-1)]: value } : value;
      assert.equal(missing, false);
      assert.deepEqual(JSON.parse(named ? `{${piece}}` : piece), expected, pointer);
      // Its last letter belongs to nothing further in, unless it is a scalar's, which is itself.
      assert.equal(pointerAt(bytes, end - 1), pointer);
    });
  }
  assert.ok(seen > 5000, `${seen} places`);
});

const parentOf = (document, names) =>
  names.slice(0, -1).reduce((value, name) => value[name], document);

test("what is missing is where it would stand; of two of a name the second is meant", () => {
  const bytes = encoder.encode('{"a": {"b": 1, "b": 22}, "c": [1]}');
  const [gone, deep, second, element] = locate(bytes, ["/x", "/a/y/z", "/a/b", "/c/5"]);
  assert.deepEqual([gone.start, gone.missing], [0, true]);
  assert.deepEqual([deep.start, deep.missing], [6, true]);
  assert.equal(decoder.decode(bytes.subarray(second.start, second.end)), '"b": 22');
  assert.deepEqual([bytes[element.start], element.missing], ["[".charCodeAt(0), true]);
});

test("no text makes the scanner loop or throw", () => {
  const chance = chances(9);
  const letters = '{}[]",:\\ 1a\n';
  for (let round = 0; round < 3000; round += 1) {
    const text = Array.from({ length: chance(14) }, () => letters[chance(letters.length)]).join("");
    const bytes = encoder.encode(text);
    for (const { start, end } of locate(bytes, ["", "/a", "/0/1", "/a/b"]))
      assert.ok(start >= 0 && end >= start, text);
    for (let at = 0; at <= bytes.length; at += 1) pointerAt(bytes, at);
  }
  const deep = encoder.encode("[".repeat(1_000_000));
  assert.equal(locate(deep, [""])[0].end, deep.length);
});

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
  const [a, b] = locate(bytes, ["/a", "/b"]);
  const marks = [
    { id: 5, severity: "note", place: a },
    { id: 3, severity: "error", place: b },
  ];
  const { segments, begin } = segmentsOf(bytes, linesOf(bytes).row(0), marks, b);
  assert.deepEqual(begin, [5, 3]);
  assert.deepEqual(
    segments.map(({ text, severity, chosen }) => [text, severity, chosen]),
    [
      ["{", "", false],
      ['"a": 1', "note", false],
      [", ", "", false],
      ['"b": 2', "error", true],
      ["}", "", false],
    ],
  );
});

/** The findings of a list as they were before: all at once, each looked for in all of the text. */
function allMarks(text, format) {
  const bytes = encoder.encode(text);
  const many = readList(text, { format });
  const found = [
    ...many.notes.map((finding) => ({ ...finding, link: -1 })),
    ...many.value.links.flatMap((answer, link) =>
      (answer.ok ? answer.notes : answer.issues).map((finding) => ({ ...finding, link })),
    ),
  ];
  const places = locate(
    bytes,
    found.map(({ pointer }) => pointer),
  );
  return found.map((finding, at) => ({ ...finding, place: places[at] }));
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
      const name = format === "connect" ? "/items" : "/data";
      const all = allMarks(text, format);
      const near = (start, until) =>
        marksOf(bytes, batch.notes, { batch, name }).between(start, until);
      assert.deepEqual(inOrder(near(0, bytes.length)), inOrder(all), text);
      for (let start = 0; start < bytes.length; start += 97) {
        const seen = all.filter(({ place }) => place.start < start + 97 && place.mark > start);
        assert.deepEqual(inOrder(near(start, start + 97)), inOrder(seen), text);
      }
      const marks = marksOf(bytes, batch.notes, { batch, name });
      const links = [...Array(batch.length).keys()];
      const items = locate(
        bytes,
        links.map((link) => `${name}/${link}`),
      );
      assert.deepEqual(
        links.map((link) => marks.placeOf(link)?.start),
        items.map(({ start }) => start),
      );
      items.forEach(({ start, end }, link) => {
        assert.deepEqual([start, end - 1, end].map(marks.linkAt), [link, link, -1]);
      });
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
