import * as paylink from "paylink";
import { conformance } from "./conformance.js";
import { report } from "./page.js";

await report((vectors) =>
  conformance(async () => {
    await paylink.init();
    return paylink;
  }, vectors),
);
