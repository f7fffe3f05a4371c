// A page as a host of isolates: the functions that `page.js` calls in Chromium.

import { measureCases, measureStarts } from "./cases.js";
import { contenders } from "./contenders/index.js";
import { isolateOf } from "./isolate.js";

function spawn() {
  const worker = new Worker("contender.js", { type: "module" });
  return isolateOf({
    post: (message) => worker.postMessage(message),
    listen: (hear) => worker.addEventListener("message", ({ data }) => hear(data)),
    fails: (fail) => worker.addEventListener("error", ({ message }) => fail(new Error(message))),
    end: () => worker.terminate(),
  });
}

/** @param {{only: string, schemas: object[], links: any[], rounds: number, ms: number}} given */
async function measure({ only, schemas, ...how }) {
  const wasm = new Uint8Array(await (await fetch("paylink_bg.wasm")).arrayBuffer());
  const given = { wasm, schemas, standalone: new URL("standalone.js", document.baseURI).href };
  const tell = (/** @type {string} */ line) => console.log(line);
  const all = { ...how, given, tell, only: new RegExp(only) };
  return {
    isolated: crossOriginIsolated,
    starts: await measureStarts(spawn, all),
    results: await measureCases(spawn, Object.keys(contenders), "targets", all),
  };
}

Object.assign(globalThis, { measure });
