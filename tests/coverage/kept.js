// Before the tests of one process: what of the core they ran is kept when it ends.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { coverage } from "../../pkg/wasm/paylink.js";

process.on("exit", () => {
  let profile;
  try {
    profile = coverage();
  } catch {
    // The runner itself, which starts the others, has no core; nor has who has just crashed it.
    return;
  }
  writeFileSync(join(process.env.PAYLINK_PROFILES ?? ".", `${process.pid}.profraw`), profile);
});
