// esbuild does not support `new URL(…, import.meta.url)`, so `slim` gets the core as an argument.
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
