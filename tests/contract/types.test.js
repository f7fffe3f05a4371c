// The types of the edge's API are those of its document, and the answers that were recorded fit them.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { edgeTypes, FILE } from "../../tools/edge-types.mjs";

test("pkg/edge.d.ts is what the document says; `make bless` writes it", async () => {
  const types = await edgeTypes();
  if (process.env.PAYLINK_BLESS === "1") return writeFileSync(FILE, types);
  assert.equal(readFileSync(FILE, "utf8"), types);
});
