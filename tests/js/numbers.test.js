// Numbers of metadata are the doubles that JSON.parse makes, and are written back as they were spelt.
import assert from "node:assert/strict";
import { test } from "node:test";
import { init, read, readBatch, readMany, write } from "paylink";

await init();

const WHOLES = ["0", "1", "10", "123456789012345", "9007199254740993", "12345678901234567890"];
const FRACTIONS = ["", ".0", ".5", ".50", ".000000", ".0000001", ".1000000000000000000001"];
const EXPONENTS = ["", "e0", "E2", "e+1", "e-7", "e21", "e400", "E-400"];

/** Signs, wholes, fractions and exponents of every kind, each with each. */
const NUMBERS = ["", "-"].flatMap((sign) =>
  WHOLES.flatMap((whole) =>
    FRACTIONS.flatMap((fraction) =>
      EXPONENTS.map((exponent) => `${sign}${whole}${fraction}${exponent}`),
    ),
  ),
);

const document = (metadata, updatedAt = "2024-01-15T10:00:00Z") =>
  `{"paymentLinkId":"x","url":"https://pay.example.com/x","status":"ACTIVE","createdAt":"2024-01-15T10:00:00Z","updatedAt":"${updatedAt}","metadata":${metadata}}`;

/** The link of a document by each way of reading. */
function links(text) {
  const batch = readBatch(`{"items":[${text}]}`);
  const answers = [
    read(text),
    read(new TextEncoder().encode(text).buffer),
    readMany(`{"items":[${text}]}`).value.links[0],
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

function comesBack(text) {
  const { metadata } = JSON.parse(text);
  for (const link of links(text)) {
    assert.deepEqual(link.metadata, metadata, text);
    for (const [name, detour] of Object.entries(DETOURS))
      assert.equal(write(detour(link)), text, name);
  }
}

test("numbers of metadata are written as they were spelt, whatever way they were read", () => {
  for (const number of NUMBERS) comesBack(document(`{"a":${number},"b":[{"c":${number}}]}`));
  comesBack(document(`{"a":[${NUMBERS}]}`));
  comesBack(document('{"a":1.0,"b":2}', "2024-01-15T12:00:00+02:00"));
});

test("an edited number of metadata is written as it is, and the others as they were spelt", () => {
  for (const number of NUMBERS) {
    const [link] = links(document(`{"a":${number},"b":${number}}`));
    link.metadata.a = 4.5;
    assert.equal(write(link), document(`{"a":4.5,"b":${number}}`));
  }
});

test("the model's spelling of a kept number is JavaScript's", () => {
  for (const number of NUMBERS) {
    const [link] = links(document(`{"a":${number}}`));
    const spelling = JSON.stringify(JSON.parse(number));
    const kept = link.kept ?? [];
    const expected = { pointer: "/metadata/a", was: spelling, is: number };
    assert.deepEqual(kept, spelling === number ? [] : [expected], number);
  }
});
