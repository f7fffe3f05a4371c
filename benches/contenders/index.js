// The contenders, and what each does less than the core.

import { CLOCK } from "../clock.js";
import { LESS, pipelineOf } from "../peers/pipeline.js";
import { pipelined } from "./tasks.js";
import { touched } from "./touch.js";

/** @import {Entry} from "./tasks.js" */

/** A complete pipeline around a library. @param {() => Promise<{checksOf: (given: any) => Promise<any>}>} load @returns {Entry} */
const library = (load) => ({
  less: LESS,
  async make(given) {
    const { checksOf } = await load();
    const checks = await checksOf(given);
    return pipelined((format) => pipelineOf({ format, ...CLOCK }, checks), touched);
  },
});

const YES_OR_NO = "decisions without reasons";
const ALONE = "nothing checked, nothing decided";

/** @type {Readonly<Record<string, Entry>>} */
export const contenders = {
  paylink: { make: async (given) => (await import("./core.js")).batched(given) },
  "paylink, in full": { make: async (given) => (await import("./core.js")).decided(given) },
  "paylink, readList": {
    less: "no verdicts",
    make: async (given) => (await import("./core.js")).readAtOnce(given),
  },
  "JSON.parse": { less: ALONE, make: async () => (await import("./parse.js")).ofBytes },
  "JSON.parse of text": {
    less: `${ALONE}, nothing decoded`,
    make: async () => (await import("./parse.js")).ofText,
  },
  "a switch": {
    less: YES_OR_NO,
    make: async () => (await import("./decisions.js")).bySwitch,
  },
  ajv: library(() => import("../peers/ajv.js")),
  "ajv standalone": library(() => import("../peers/standalone.js")),
  zod: library(() => import("../peers/zod.js")),
  valibot: library(() => import("../peers/valibot.js")),
  XState: {
    less: YES_OR_NO,
    make: async () => (await import("./decisions.js")).machine(),
  },
};
