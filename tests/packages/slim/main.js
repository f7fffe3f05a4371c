// A host of its own kind: it has the bytes of the core and starts it with them.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { conformance } from "../conformance.js";

const vectors = JSON.parse(readFileSync(process.argv[2], "utf8"));
const report = await conformance(async () => {
  const paylink = await import("paylink/slim");
  paylink.initSync(readFileSync(fileURLToPath(import.meta.resolve("paylink/paylink.wasm"))));
  return paylink;
}, vectors);
console.log(JSON.stringify({ ...report, from: import.meta.resolve("paylink/slim") }));
