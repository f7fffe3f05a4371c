// Checks the vectors and writes the report to a file: the environment of pages in Jest has no `fetch`.
const { readFileSync, writeFileSync } = require("node:fs");
const { conformance } = require("./conformance.cjs");

// Nor has it this; the answers are JSON.
globalThis.structuredClone ??= (value) => value && JSON.parse(JSON.stringify(value));

exports.checked = async (load) => {
  const vectors = JSON.parse(readFileSync(process.env.PAYLINK_VECTORS, "utf8"));
  const report = await conformance(load, vectors);
  writeFileSync(process.env.PAYLINK_REPORT, JSON.stringify(report));
};
