// Like an application: imports by name, and the bundler resolves the rest.
import { conformance } from "../conformance.js";
import { report } from "../page.js";

await report(async (vectors) =>
  conformance(async () => {
    const paylink = await import("paylink");
    await paylink.init();
    return paylink;
  }, vectors),
);
