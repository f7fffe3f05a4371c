// The additional time of workerd's first answer with the core in the worker. Its clock stops during computation, so it is
// measured from outside, by process, in turns.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
// @ts-expect-error it has no types
import workerd from "workerd";
import { documentsOf } from "./links.js";

const ROUNDS = 9;

const WORKERS = {
  // The first request calls the core for the first time.
  with: `import { init, read } from ${JSON.stringify(path.resolve(import.meta.dirname, "../pkg/workerd.js"))};
    export default { async fetch(request) {
      await init();
      return Response.json(read(await request.text()).ok);
    } };`,
  without: `export default { async fetch(request) {
      return Response.json(JSON.parse(await request.text()).url.length > 0);
    } };`,
};

/**
 * Milliseconds, round by round.
 * @param {string} folder @param {Uint8Array} wasm
 */
export async function startsInWorkerd(folder, wasm) {
  const [document] = documentsOf({ format: "connect", count: 1 });
  for (const [name, contents] of Object.entries(WORKERS)) {
    await build({
      stdin: { contents, resolveDir: folder },
      outfile: path.join(folder, `${name}.js`),
      bundle: true,
      format: "esm",
      external: ["*.wasm"],
      logLevel: "error",
    });
    writeFileSync(path.join(folder, `${name}.capnp`), configOf(name));
  }
  writeFileSync(path.join(folder, "paylink_bg.wasm"), wasm);
  const starts = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const without = await firstAnswer(path.join(folder, "without.capnp"), document);
    const took = await firstAnswer(path.join(folder, "with.capnp"), document);
    // The first run warms the disk cache.
    if (round > 0) starts.push({ with: took, without, "the core": took - without });
  }
  return starts;
}

/** @param {string} name */
const configOf = (name) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .main)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const main :Workerd.Worker = (
  compatibilityDate = "2026-11-01",
  modules = [
    (name = "${name}.js", esModule = embed "${name}.js"),${
      name === "with"
        ? '\n    (name = "wasm/paylink_bg.wasm", wasm = embed "paylink_bg.wasm"),'
        : ""
    }
  ],
);
`;

/** @param {string} config @param {Uint8Array<ArrayBuffer>} document */
async function firstAnswer(config, document) {
  const since = performance.now();
  const child = spawn(workerd.default, ["serve", config, "--control-fd=3"], {
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  const ended = once(child, "exit");
  const control = /** @type {import("node:stream").Readable} */ (child.stdio[3]);
  const [said] = await Promise.race([once(control, "data"), ended]);
  if (child.exitCode !== null) throw new Error("workerd did not start");
  const { port } = JSON.parse(`${said}`.split("\n")[0]);
  const response = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: document });
  const answer = await response.json();
  const took = performance.now() - since;
  child.kill();
  await ended;
  if (answer !== true) throw new Error(`workerd answered ${JSON.stringify(answer)}`);
  return took;
}
