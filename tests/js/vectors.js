// The files of vectors, their placeholders, and what a module has to answer.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/** @param {string} name */
export const file = (name) => readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8");

/** Replaces a placeholder by its value. */
export function expand(value) {
  if (Array.isArray(value)) return value.map(expand);
  if (value === null || typeof value !== "object") return value;
  if ("$file" in value) return file(value.$file);
  if ("$hex" in value) return new Uint8Array(Buffer.from(value.$hex, "hex"));
  if ("$repeat" in value) return value.$repeat[0].repeat(value.$repeat[1]);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, expand(inner)]));
}

/** @param {string} name */
export const vectors = (name) => JSON.parse(file(name));

/** Removes undefined members, which JSON does not have. */
export const plain = (value) => JSON.parse(JSON.stringify(value));

/** How many vectors a module has the call of; each is answered as recorded. */
export function agreeing(paylink) {
  // Also `idempotency.judge`.
  const callNamed = (name) => name.split(".").reduce((object, part) => object?.[part], paylink);
  const rows = vectors("answers.json").filter(({ call }) => callNamed(call));
  for (const { name, call, args, answer } of rows) {
    assert.deepEqual(plain(callNamed(call)(...args.map(expand))), answer, name);
  }
  return rows.length;
}

const truthTable = (id) => JSON.parse(file(`../../rules/${id}/truth-table.json`));

export function truthRows(id) {
  const { columns, rows } = truthTable(id);
  return rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]])));
}

/** Every row of the truth table is decided so by a module. */
export function decidedAsIn(paylink, id) {
  const table = truthTable(id);
  const codes = (remarks) => remarks.map(({ code }) => code);
  for (const row of truthRows(id)) {
    const link = {
      format: id,
      rawStatus: row.rawStatus,
      child: row.child,
      expiresAt: row.clock === "no_expiry" ? null : table.expiresAt,
      approvalStatus: row.approval ? table.approvalStatus : null,
    };
    const clock = { now: table.clocks[row.clock], skewMs: table.skewMs };
    const decision = paylink.decide(row.action, link, clock);
    const { call, verdict, canTry, basis } = decision;
    const made = {
      ...row,
      ...{ call, verdict, canTry, basis },
      reasons: codes(decision.reasons),
      warnings: codes(decision.warnings),
      next: decision.next ?? null,
      changesAt: decision.changesAt ?? null,
    };
    assert.deepEqual(made, row);
  }
}
