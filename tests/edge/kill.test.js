// A short run of kill.js; `make kills` makes a long one.
import { test } from "node:test";
import { killed } from "./kill.js";

const KILLS = Number(process.env.PAYLINK_KILLS ?? 12);

test(`${KILLS} kills at random moments under load: nothing twice, nothing lost, no key stuck`, async () => {
  console.log(await killed(KILLS, () => {}));
});
