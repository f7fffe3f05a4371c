// The core by its public API. Functions that the package does not export yet are omitted.

import { CLOCK } from "../clock.js";
import { counted, inTurn } from "./tasks.js";
import { touched } from "./touch.js";

/** @import {Contender, Given} from "./tasks.js" */

const limits = { maxBytes: 2 ** 31 - 1 };

/** Loads the package with its core. @param {Uint8Array} wasm @returns {Promise<any>} */
async function coreOf(wasm) {
  const core = await import("../../pkg/slim.js");
  await core.init(/** @type {Uint8Array<ArrayBuffer>} */ (wasm));
  return core;
}

/** @param {Given} given @returns {Promise<Contender>} */
export async function batched({ wasm }) {
  const core = await coreOf(wasm);
  const { readBatch } = core;
  const VERDICTS = core.codes().verdict;
  /** @type {Contender} */
  const tasks = {
    one: ({ format, documents }) =>
      inTurn(documents, (document) => core.read(document, { format })),
  };
  if (typeof readBatch === "function") {
    /** @param {any} batch @param {(verdicts: Uint8Array, batch: any) => any} use */
    const using = (batch, use) => {
      if (!batch.ok) throw new Error(JSON.stringify(batch.issues));
      const used = use(batch.verdicts("close"), batch);
      batch.free();
      return used;
    };
    tasks.screen = ({ format, bytes }) => {
      const options = { format, ...CLOCK, limits };
      const told = using(readBatch(bytes, options), (verdicts) => counted(verdicts, VERDICTS));
      return { work: () => using(readBatch(bytes, options), (it) => it[it.length - 1]), told };
    };
    tasks.list = ({ format, bytes }) => {
      const options = { format, ...CLOCK, limits };
      const touch = touched(format);
      const told = using(readBatch(bytes, options), (verdicts, batch) => ({
        ...counted(verdicts, VERDICTS),
        touched: touch(batch.toArray()),
      }));
      const work = () => using(readBatch(bytes, options), (_, batch) => touch(batch.toArray()));
      return { work, told };
    };
  }
  return tasks;
}

/** Complete decisions, with reasons, sources and messages. @param {Given} given @returns {Promise<Contender>} */
export async function decided({ wasm }) {
  const { decide } = await coreOf(wasm);
  return {
    decide({ links, nows }) {
      const clock = { ...CLOCK };
      return inTurn(links, (link, turn) => {
        clock.now = nows[turn % nows.length];
        return decide("close", link, clock);
      });
    },
  };
}

/** A list read into plain data. @param {Given} given @returns {Promise<Contender>} */
export async function readAtOnce({ wasm }) {
  const { readList } = await coreOf(wasm);
  return {
    list({ format, bytes }) {
      const touch = touched(format);
      const options = { format, limits };
      const work = () => touch(readList(bytes, options).value.links);
      return { work, told: { touched: work() } };
    },
  };
}
