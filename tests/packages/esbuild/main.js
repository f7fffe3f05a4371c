// esbuild follows no `new URL(…, import.meta.url)`: it is told where the core is, and slim starts it.
import core from "paylink/paylink.wasm";
import { conformance } from "../conformance.js";
import { report } from "../page.js";

await report(async (vectors) =>
  conformance(async () => {
    const paylink = await import("paylink/slim");
    await paylink.init(fetch(core));
    return paylink;
  }, vectors),
);
