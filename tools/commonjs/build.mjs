// The package for hosts that load it by `require` and cannot load ES modules so, such as Jest and Node before 20.19:
// pkg/wasm/commonjs.cjs, one file, so that `paylink` and `paylink/standard` have one core; and the types of both, which
// are those of the ES modules under the names that the file has.

import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const outfile = path("pkg/wasm/commonjs.cjs");

await build({
  stdin: {
    contents: `
      import { readFileSync } from "node:fs";
      import { join } from "node:path";
      import { initFrom } from "./core.js";
      export * from "./api.js";
      export * from "./standard.js";
      export const init = initFrom(() => readFileSync(join(__dirname, "paylink_bg.wasm")));`,
    resolveDir: path("pkg"),
  },
  outfile,
  bundle: true,
  minify: true,
  platform: "node",
  format: "cjs",
  target: "es2022",
  charset: "utf8",
  logLevel: "warning",
  // The test environment of Jest for pages lacks them.
  inject: [path("tools/commonjs/text.js")],
  banner: { js: "// paylink for `require`. Generated; MIT OR Apache-2.0." },
});

const all = createRequire(import.meta.url)(outfile);
const standard = Object.keys(await import(path("pkg/standard.js")));

/** @param {string} file @param {string} types @param {string[]} names */
function declare(file, types, names) {
  const isClass = (/** @type {string} */ name) => /^class\b/.test(String(all[name]));
  const lines = names.map((name) =>
    [
      ...(isClass(name) ? [`export type ${name} = of.${name};`] : []),
      `export declare const ${name}: typeof of.${name};`,
    ].join("\n"),
  );
  const from = `from "../${types}" with { "resolution-mode": "import" };`;
  const head = `// Generated.\nimport type * as of ${from}\nexport type * ${from}\n`;
  writeFileSync(path(`pkg/wasm/${file}`), `${head}${lines.join("\n")}\n`);
}

declare("standard.d.cts", "standard.d.ts", standard);
declare(
  "commonjs.d.cts",
  "types.d.ts",
  Object.keys(all).filter((name) => !standard.includes(name)),
);
