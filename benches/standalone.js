// Generates ajv's validators as one module without imports, for Node and for pages.

import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const peers = fileURLToPath(new URL("peers/", import.meta.url));

/** @param {string} file @param {object[]} schemas */
export async function writeStandalone(file, schemas) {
  const { ajvOf, PLACES } = await import("./peers/ajv.js");
  const standaloneCode = createRequire(path.join(peers, "ajv.js"))("ajv/dist/standalone").default;
  const ajv = ajvOf(schemas, { source: true, esm: true });
  await build({
    stdin: { contents: standaloneCode(ajv, PLACES), resolveDir: peers },
    outfile: file,
    bundle: true,
    format: "esm",
    logLevel: "error",
  });
}
