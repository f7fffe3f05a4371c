// The public suites through the package, with the answers that the native tests expect.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { init, read, validate } from "paylink";

await init();

const folder =
  process.env.PAYLINK_SUITES ?? join(import.meta.dirname, "..", "..", "..", "shared", "suites");

/** The file's text, or a skip with the reason. */
function textOf(name, context) {
  const path = join(folder, name);
  if (existsSync(path)) return readFileSync(path, "utf8");
  context.skip(`${name} is not in ${folder}`);
  return "";
}

const casesOf = (suite, context) =>
  textOf(`${suite}.jsonl`, context)
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .map((row) => ({ ...row, bytes: new Uint8Array(Buffer.from(row.b64, "base64")) }));

const JSON_REFUSED_ON_PURPOSE = JSON.parse(
  readFileSync(new URL("../vectors/json-refused-on-purpose.json", import.meta.url), "utf8"),
);
assert.equal(JSON_REFUSED_ON_PURPOSE.length, 8);

for (const [suite, kind, onPurpose = []] of [
  ["json", "json", JSON_REFUSED_ON_PURPOSE],
  ["json-transform", "json", JSON_REFUSED_ON_PURPOSE],
  ["jsts-date-time", "instant"],
  ["toml-dt", "instant"],
  ["wpt-mime-types", "media_type"],
  ["wpt-generated-mime-types", "media_type"],
]) {
  test(`${suite}: ${kind}`, (context) => {
    const cases = casesOf(suite, context);
    for (const { id, bytes, expect, output } of cases) {
      const answer = validate(kind, bytes);
      if (expect === "accept") assert.equal(answer.ok, !onPurpose.includes(id), id);
      if (expect === "reject") assert.equal(answer.ok, false, id);
      if (output) assert.equal(answer.value, output, id);
    }
    console.log(`${suite}: ${cases.length} of ${cases.length} as they say`);
  });
}

test("jsts-date and jsts-time, each combined with a valid other part", (context) => {
  for (const [suite, before, after] of [
    ["jsts-date", "", "T08:30:06Z"],
    ["jsts-time", "1998-12-31T", ""],
  ]) {
    const cases = casesOf(suite, context);
    for (const { id, bytes, expect } of cases) {
      const text = Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)]);
      assert.equal(validate("instant", text).ok, expect === "accept", id);
    }
    console.log(`${suite}: ${cases.length} of ${cases.length} as they say`);
  }
});

test("dec-plain: reduced exactly", (context) => {
  const { red = [] } = JSON.parse(textOf("dec-plain.json", context) || "{}");
  for (const [text, reduced] of red) assert.equal(validate("decimal", text).value, reduced, text);
  console.log(`dec-plain: ${red.length} reduced`);
});

test("an accepted URL has the same host in the host's own parser", (context) => {
  const cases = casesOf("wpt-url", context);
  let taken = 0;
  for (const { bytes } of cases) {
    const answer = validate("url", bytes);
    if (!answer.ok) continue;
    taken += 1;
    const authority = answer.value.match(/^https?:\/\/([^/?#]*)/i)[1].toLowerCase();
    const { host, protocol } = new URL(answer.value);
    const usual = protocol === "https:" ? ":443" : ":80";
    const ours = authority.replace(new RegExp(`(${usual}|:)$`), "");
    if (!ours.startsWith("[")) assert.equal(host, ours, answer.value);
  }
  console.log(`wpt-url: ${cases.length} cases, ${taken} taken, every host the parser's own`);
});

test("naughty strings in every text of both formats are read and preserved", (context) => {
  const cases = casesOf("blns", context);
  const connect = (text) => ({
    paymentLinkId: text,
    url: "https://pay.example.com/x",
    status: text,
    description: text,
    paymentId: text,
    createdAt: "2024-01-15T10:00:00Z",
    updatedAt: "2024-01-15T10:00:00Z",
    metadata: { [text]: text },
  });
  const txn = (text) => ({
    data: {
      id: text,
      type: "paymentLinks",
      attributes: {
        amount: "1",
        currency: "EUR",
        hostedPageUrl: "https://pay.example.com/x",
        status: text,
        reference: text,
        networkName: text,
        network: text,
        approvalStatus: text,
        paymentType: text,
        paymentMethods: [text],
        expiresAt: "2024-01-15T10:00:00Z",
        createdAt: "2024-01-15T09:00:00Z",
      },
    },
  });
  let strings = 0;
  for (const { bytes } of cases) {
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    const one = read(connect(text), { format: "connect" });
    const two = read(txn(text), { format: "txn" });
    // Only the empty text is refused: as id, status or network.
    assert.equal(one.ok, text !== "", text);
    assert.equal(two.ok, text !== "", text);
    if (text === "") continue;
    const { id, rawStatus, description, payment, metadata } = one.value;
    assert.deepEqual([id, rawStatus, description, payment.id], [text, text, text, text]);
    assert.deepEqual(Object.entries(metadata), [[text, text]]);
    const link = two.value;
    assert.deepEqual(
      [link.id, link.rawStatus, link.reference, link.network.name, link.approvalStatus],
      [text, text, text, text, text],
    );
    assert.deepEqual([link.rawKind, ...link.paymentMethods], [text, text]);
    for (const kind of ["instant", "url", "media_type", "json", "decimal", "webhook_secret"]) {
      validate(kind, text);
    }
    strings += 1;
  }
  console.log(`blns: ${cases.length} strings, ${strings} kept in every text of both formats`);
});
