// No build: the browser resolves the path that the `browser` condition names.
import { conformance } from "../conformance.js";
import { report } from "../page.js";

await report(async (vectors) =>
  conformance(async () => {
    const paylink = await import("./node_modules/paylink/browser.js");
    await paylink.init();
    return paylink;
  }, vectors),
);
