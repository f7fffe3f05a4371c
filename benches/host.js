// Node as a host of isolates: workers, with room for a million links.

import { Worker } from "node:worker_threads";
import { isolateOf } from "./isolate.js";

export function spawn() {
  const worker = new Worker(new URL("contender.js", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 12_000 },
  });
  return isolateOf({
    post: (message) => worker.postMessage(message),
    listen: (hear) => worker.on("message", hear),
    fails: (fail) => worker.on("error", fail),
    end: () => void worker.terminate(),
  });
}
