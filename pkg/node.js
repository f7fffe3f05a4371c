// Node, Deno and Bun: the core is read from its file, by `init` or at the first call.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { initFrom } from "./core.js";

export * from "./api.js";

// INVARIANT: tools that collect the files of a deployment find the core by these two expressions: Turbopack by the first,
// Vercel's by the second. Bundlers replace `new URL("./wasm/…", import.meta.url)` by the address of an asset.
export const init = initFrom(() => {
  try {
    return readFileSync(join(dirname(fileURLToPath(import.meta.url)), "wasm", "paylink_bg.wasm"));
  } catch (error) {
    try {
      // In a bundle, this file is elsewhere, or has the path that it had when it was built.
      return readFileSync(join(process.cwd(), "node_modules/paylink/wasm/paylink_bg.wasm"));
    } catch {
      throw new Error(
        "paylink: a bundler left the core behind; keep paylink out of the bundle, in Next.js by " +
          '`serverExternalPackages: ["paylink"]` in next.config.js, in esbuild by `--external:paylink`',
        { cause: error },
      );
    }
  }
});
