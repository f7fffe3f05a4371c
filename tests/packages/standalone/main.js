// The page's policy does not permit WebAssembly.
import { conformance } from "../conformance.js";
import { refused, report } from "../page.js";

const EMPTY = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

await report(async (vectors) => {
  if (!refused(() => new WebAssembly.Module(EMPTY))) throw new Error("the policy is not in force");
  return conformance(() => import("./node_modules/paylink/wasm/standalone.js"), vectors);
});
