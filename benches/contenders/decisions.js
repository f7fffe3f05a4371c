// Decisions without the core: a machine of XState, and a switch.

import { CLOCK } from "../clock.js";
import { closing } from "../peers/switch.js";
import { inTurn } from "./tasks.js";

/** @import {Contender} from "./tasks.js" */

/** @returns {Promise<Contender>} */
export async function machine() {
  const { snapshotOf } = await import("../peers/xstate.js");
  return {
    decide({ links, nows }) {
      return inTurn(links.map(snapshotOf), (snapshot, turn) =>
        snapshot.can({ type: "CLOSE", now: nows[turn % nows.length], skewMs: CLOCK.skewMs }),
      );
    },
  };
}

/** @type {Contender} */
export const bySwitch = {
  decide({ links, nows }) {
    const held = links.map(({ rawStatus, expiresAt }) => ({
      rawStatus,
      expires: expiresAt ? Date.parse(expiresAt) : Number.NaN,
    }));
    return inTurn(held, ({ rawStatus, expires }, turn) =>
      closing(rawStatus, expires, nows[turn % nows.length], CLOCK.skewMs),
    );
  },
};
