// The vectors through the package.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as paylink from "paylink";
import { expand, file } from "./vectors.js";

await paylink.init();

const vectors = (name) => JSON.parse(file(name));

/** The function of a name, also of `idempotency.judge`. */
const callNamed = (name) => name.split(".").reduce((object, part) => object[part], paylink);

/** Removes undefined members, which JSON does not have. */
const plain = (value) => JSON.parse(JSON.stringify(value));

test("calls give the answers of the vectors", () => {
  const rows = vectors("answers.json");
  for (const { name, call, args, answer } of rows) {
    assert.deepEqual(plain(callNamed(call)(...args.map(expand))), answer, name);
  }
  console.log(`answers.json: ${rows.length} rows agree`);
});

for (const { id } of paylink.formats()) {
  const table = JSON.parse(file(`../../rules/${id}/truth-table.json`));
  const rows = table.rows.map((row) =>
    Object.fromEntries(table.columns.map((column, index) => [column, row[index]])),
  );

  test(`decide agrees with the truth table of ${id}`, () => {
    const codes = (remarks) => remarks.map(({ code }) => code);
    for (const row of rows) {
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
    console.log(`truth table of ${id}: ${rows.length} rows agree`);
  });

  test(`the truth table and the diagrams of ${id} are the recorded ones`, () => {
    const given = paylink.truthTable(id).map(({ source, ...row }) => ({
      ...row,
      child: row.child ?? null,
      next: row.next ?? null,
      changesAt: row.changesAt ?? null,
    }));
    assert.deepEqual(given, rows);
    assert.equal(paylink.diagram(id, "mermaid"), file(`../../rules/${id}/lifecycle.mmd`));
    assert.equal(paylink.diagram(id, "dot"), file(`../../rules/${id}/lifecycle.dot`));
  });
}

test("the schemas are the recorded ones", () => {
  const kept = paylink.schemaNames().map((name) => {
    const [format, of = "link"] = name.split("-");
    const path = name === "model" ? "model" : `${format}/${of}`;
    return [name, JSON.parse(file(`../../rules/${path}.schema.json`))];
  });
  assert.equal(kept.length, 3 * paylink.formats().length + 1);
  for (const [name, schema] of kept) assert.deepEqual(paylink.schema(name), schema, name);
});

test("the lifecycles are the recorded ones", () => {
  const rows = vectors("lifecycles.json");
  const made = paylink
    .formats()
    .flatMap(({ id }) => paylink.lifecycle(id).map((row) => ({ ...row, format: id })));
  assert.deepEqual(plain(made), rows);
  console.log(`lifecycles.json: ${rows.length} rows agree`);
});
