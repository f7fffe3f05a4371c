// The page's policy permits WebAssembly and files of its own origin only.
import { conformance } from "../conformance.js";
import { refused, report } from "../page.js";

await report(async (vectors) => {
  // biome-ignore lint/security/noGlobalEval: it must be refused, or the page proves nothing.
  if (!refused(() => globalThis.eval("1"))) throw new Error("the policy is not in force");
  return conformance(async () => {
    const paylink = await import("./node_modules/paylink/browser.js");
    await paylink.init();
    return paylink;
  }, vectors);
});
