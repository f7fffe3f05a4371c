// Without a build: the browser resolves the path of the `browser` condition.
import { conformance } from "../conformance.js";
import { report } from "../page.js";

await report(async (vectors) =>
  conformance(async () => {
    const paylink = await import("./node_modules/paylink/browser.js");
    await paylink.init();
    return paylink;
  }, vectors),
);
