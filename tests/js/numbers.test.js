// Numbers in metadata are the doubles that JSON.parse gives; the source of a link has their original spelling.
import assert from "node:assert/strict";
import { test } from "node:test";
import { init, read, readBatch, readList, write } from "paylink";

await init();

const WHOLES = ["0", "1", "10", "123456789012345", "9007199254740993", "12345678901234567890"];
const FRACTIONS = ["", ".0", ".5", ".50", ".000000", ".0000001", ".1000000000000000000001"];
const EXPONENTS = ["", "e0", "E2", "e+1", "e-7", "e21", "e400", "E-400"];

/** Signs, integers, fractions and exponents of every kind, all combinations. */
const NUMBERS = ["", "-"].flatMap((sign) =>
  WHOLES.flatMap((whole) =>
    FRACTIONS.flatMap((fraction) =>
      EXPONENTS.map((exponent) => `${sign}${whole}${fraction}${exponent}`),
    ),
  ),
);

const document = (metadata) =>
  `{"paymentLinkId":"x","url":"https://pay.example.com/x","status":"ACTIVE","createdAt":"2024-01-15T10:00:00Z","updatedAt":"2024-01-15T10:00:00Z","metadata":${metadata}}`;

/** The link of a document by each path of reading. */
function links(text) {
  const batch = readBatch(`{"items":[${text}]}`);
  const answers = [
    read(text),
    read(new TextEncoder().encode(text).buffer),
    readList(`{"items":[${text}]}`).value.links[0],
    batch.at(0),
  ];
  batch.free();
  return answers.map(({ value }) => value);
}

const DETOURS = {
  none: (link) => link,
  "a clone": structuredClone,
  "JSON text": (link) => JSON.parse(JSON.stringify(link)),
};

test("numbers in metadata are JavaScript's numbers on every path, read and written", () => {
  const all = NUMBERS.map((number) => `{"a":${number},"b":[{"c":${number}}]}`);
  for (const metadata of [...all, `{"a":[${NUMBERS}]}`]) {
    const text = document(metadata);
    for (const link of links(text)) {
      assert.deepEqual(link.metadata, JSON.parse(text).metadata, text);
      const written = document(JSON.stringify(link.metadata));
      for (const [name, detour] of Object.entries(DETOURS))
        assert.equal(write(detour(link)), written, name);
    }
  }
});

test("the source of a link has the original spelling of its numbers", () => {
  for (const number of NUMBERS) {
    const text = document(`{"a": ${number},\t"b":[{"c":${number}}] }`);
    const list = ` {"items":[${text}, ${text}\r\n]}`;
    for (const input of [
      list,
      new TextEncoder().encode(list),
      new TextEncoder().encode(list).buffer,
    ]) {
      const { value } = readList(input, { sources: true });
      assert.deepEqual(
        value.links.map(({ source }) => source),
        [text, text],
      );
    }
  }
});
