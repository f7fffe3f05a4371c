// The vectors, through the package by its own name.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as paylink from "paylink";
import { decisionLinks } from "./decision-links.js";

await paylink.init();

const file = (name) => readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8");
const vectors = (name) => JSON.parse(file(name));

/** Puts in what an argument stands for. */
function expand(value) {
  if (Array.isArray(value)) return value.map(expand);
  if (value === null || typeof value !== "object") return value;
  if ("$file" in value) return file(value.$file);
  if ("$hex" in value) return new Uint8Array(Buffer.from(value.$hex, "hex"));
  if ("$repeat" in value) return value.$repeat[0].repeat(value.$repeat[1]);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, expand(inner)]));
}

/** `idempotency.judge` is a call, too. */
const callNamed = (name) => name.split(".").reduce((object, part) => object[part], paylink);

/** JSON has no missing members beside null ones. */
const plain = (value) => JSON.parse(JSON.stringify(value));

test("calls answer as the vectors say", () => {
  const rows = vectors("answers.json");
  for (const { name, call, args, answer } of rows) {
    assert.deepEqual(plain(callNamed(call)(...args.map(expand))), answer, name);
  }
  console.log(`answers.json: ${rows.length} rows agree`);
});

test("decide agrees with the golden table", () => {
  const rows = vectors("decisions.json");
  const codes = (remarks) => remarks.map(({ code }) => code);
  for (const row of rows) {
    const { link, clock } = decisionLinks(row);
    const decision = paylink.decide(row.action, link, clock);
    assert.deepEqual(
      {
        ...row,
        call: decision.call,
        verdict: decision.verdict,
        reasons: codes(decision.reasons),
        next: decision.next ?? null,
        warnings: codes(decision.warnings),
        basis: decision.basis,
        changesAt: decision.changesAt ?? null,
      },
      row,
    );
  }
  console.log(`decisions.json: ${rows.length} rows agree`);
});

test("lifecycles are the kept ones", () => {
  const rows = vectors("lifecycles.json");
  const made = paylink
    .formats()
    .flatMap(({ id }) => paylink.lifecycle(id).map((row) => ({ ...row, format: id })));
  assert.deepEqual(plain(made), rows);
  console.log(`lifecycles.json: ${rows.length} rows agree`);
});
