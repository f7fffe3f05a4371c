// The vectors through the package as a browser loads it, and what of the core they ran.
import * as paylink from "../../pkg/browser.js";
import { coverage } from "../../pkg/wasm/paylink.js";
import { conformance } from "../packages/conformance.js";
import { report } from "../packages/page.js";

/** @type {Uint8Array} */
let profile;
/** The last row crashes the core on purpose, and a fresh instance has counted nothing yet. */
const counted = {
  ...paylink,
  read: (/** @type {Parameters<typeof paylink.read>} */ ...given) => {
    if (given[0] instanceof Uint8Array && given[0].length >= 2 ** 31) profile = coverage();
    return paylink.read(...given);
  },
};

await report(async (vectors) => {
  await paylink.init();
  const told = await conformance(async () => counted, vectors);
  return { ...told, profile: [...profile] };
});
