import { readFileSync, writeFileSync } from "node:fs";
import * as paylink from "paylink";
import { test } from "vitest";
import { conformance } from "./conformance.js";

test("the vectors", { timeout: 60_000 }, async () => {
  const vectors = JSON.parse(readFileSync(process.env.PAYLINK_VECTORS, "utf8"));
  const report = await conformance(async () => paylink, vectors);
  writeFileSync(process.env.PAYLINK_REPORT, JSON.stringify(report));
});
