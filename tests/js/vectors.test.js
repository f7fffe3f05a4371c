// The vectors through the package.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as paylink from "paylink";
import { agreeing, decidedAsIn, file, plain, truthRows, vectors } from "./vectors.js";

await paylink.init();

test("calls give the answers of the vectors", () => {
  console.log(`answers.json: ${agreeing(paylink)} rows agree`);
});

for (const { id } of paylink.formats()) {
  const rows = truthRows(id);

  test(`decide agrees with the truth table of ${id}`, () => {
    decidedAsIn(paylink, id);
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
