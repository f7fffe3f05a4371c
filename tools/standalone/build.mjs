// pkg/wasm/standalone.js: the core as JavaScript, by binaryen's wasm2js, with its glue and the API in one file. wasm2js
// supports one table, and neither externref nor several results, which wasm-bindgen uses if the module's features permit:
// without them it keeps values in an array and results in memory. wasm-opt lowers the other newer features.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const made = path("dist/standalone");
const target = process.env.CARGO_TARGET_DIR ?? path("target");
const run = (tool, ...args) =>
  execFileSync(tool, args, { stdio: ["ignore", "inherit", "inherit"] });

rmSync(made, { recursive: true, force: true });
mkdirSync(made, { recursive: true });

// A separate build, because wasm2js does not support SIMD. No panic message has folders, as in tools/build.
const home = process.env.CARGO_HOME ?? `${process.env.HOME}/.cargo`;
const flags = [`--remap-path-prefix=${home}=/cargo`, `--remap-path-prefix=${path(".")}=/paylink/`];
const folder = `${target}/standalone`;
const options = ["--quiet", "--release", "--locked", "--lib", "--target=wasm32-unknown-unknown"];
execFileSync("cargo", ["build", ...options, `--target-dir=${folder}`], {
  stdio: ["ignore", "inherit", "inherit"],
  // RUSTFLAGS would split a folder at its blanks.
  env: { ...process.env, CARGO_ENCODED_RUSTFLAGS: flags.join("\x1f") },
});
const raw = `${made}/raw.wasm`;
run(
  "wasm-opt",
  "--debuginfo",
  "--strip-target-features",
  `${folder}/wasm32-unknown-unknown/release/paylink.wasm`,
  `--output=${raw}`,
);
run(path("tools/bindgen/run"), raw, made, "paylink");
run("node", path("tools/snip.mjs"), `${made}/paylink_bg.wasm`);
run("node", path("tools/glue.mjs"), `${made}/paylink.js`);

// The compiler's output no longer lists the features it uses.
const features = [
  "bulk-memory",
  "bulk-memory-opt",
  "call-indirect-overlong",
  "multivalue",
  "mutable-globals",
  "nontrapping-float-to-int",
  "reference-types",
  "sign-ext",
].map((feature) => `--enable-${feature}`);
const lowered = `${made}/lowered.wasm`;
run(
  "wasm-opt",
  ...features,
  "-Oz",
  "--signext-lowering",
  "--llvm-nontrapping-fptoint-lowering",
  "--strip-debug",
  "--strip-producers",
  `${made}/paylink_bg.wasm`,
  `--output=${lowered}`,
);
// This form is a function of the imports, so that a new instance is possible after a crash.
run("wasm2js", ...features, "-O", "--emscripten", lowered, `--output=${made}/core.js`);

// Two differences to WebAssembly, which the glue relies on.
const patches = [
  ["throw new Error('abort')", "throw new WebAssembly.RuntimeError('unreachable')"],
  // After memory growth, old views must be detected as detached.
  [
    "\n   buffer = newBuffer;",
    "\n   structuredClone(buffer, { transfer: [buffer] });\n   buffer = newBuffer;",
  ],
];
let core = readFileSync(`${made}/core.js`, "utf8");
for (const [from, to] of patches) {
  if (core.split(from).length !== 2) throw new Error(`wasm2js writes another \`${from.trim()}\``);
  core = core.replace(from, to);
}
writeFileSync(
  `${made}/core.js`,
  `import { WebAssembly } from "./webassembly.js";\n${core}\nexport { instantiate };\n`,
);
writeFileSync(
  `${made}/webassembly.js`,
  readFileSync(new URL("./webassembly.js", import.meta.url), "utf8"),
);

await build({
  stdin: {
    contents: readFileSync(new URL("./entry.js", import.meta.url), "utf8"),
    resolveDir: path("pkg"),
  },
  outfile: path("pkg/wasm/standalone.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  // Without escapes: the core's texts are UTF-8 already.
  charset: "utf8",
  logLevel: "warning",
  inject: [`${made}/webassembly.js`],
  plugins: [
    {
      name: "the other glue",
      setup: ({ onResolve }) =>
        onResolve({ filter: /\/wasm\/paylink\.js$/ }, () => ({ path: `${made}/paylink.js` })),
    },
  ],
  banner: {
    js: "// paylink without WebAssembly, for pages whose Content Security Policy forbids it: the same answers, slower.\n// Generated; MIT OR Apache-2.0.",
  },
});
