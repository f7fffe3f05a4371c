// Production builds of a page.

import { join } from "node:path";
import { build as esbuild } from "esbuild";
import { tool } from "./projects.js";

export async function withVite(cwd, outDir) {
  // It is not a package of the root, so it cannot be imported by name here.
  const { build } = await import(join(tool("vite"), "dist/node/index.js"));
  await build({ root: cwd, logLevel: "warn", base: "./", build: { outDir, emptyOutDir: true } });
}

export async function withWebpack(cwd, path) {
  const { default: webpack } = await import(join(tool("webpack"), "lib/index.js"));
  const stats = await new Promise((resolve, reject) => {
    const config = { mode: "production", context: cwd, entry: "./main.js" };
    const output = { path, filename: "main.js", module: true };
    const experiments = { outputModule: true };
    webpack({ ...config, output, experiments, performance: false }, (error, done) =>
      error ? reject(error) : resolve(done),
    );
  });
  if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString("errors-warnings"));
}

export async function withEsbuild(cwd, outdir) {
  const made = await esbuild({
    absWorkingDir: cwd,
    entryPoints: ["main.js"],
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: "es2022",
    loader: { ".wasm": "file" },
    logLevel: "silent",
  });
  if (made.warnings.length > 0) throw new Error(JSON.stringify(made.warnings, null, 2));
}
