import { readFile } from "node:fs/promises";
import { conformance } from "../conformance.js";

const vectors = JSON.parse(await readFile(process.argv[2], "utf8"));
const report = await conformance(() => import("paylink"), vectors);
console.log(JSON.stringify({ ...report, from: import.meta.resolve("paylink") }));
