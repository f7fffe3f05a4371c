// The part of `WebAssembly` that the glue needs, over the core as JavaScript. esbuild substitutes it for the global, so
// the page's Content Security Policy is not involved.
import { instantiate } from "./core.js";

class Module {
  // By which the glue recognises it.
  [Symbol.toStringTag] = "WebAssembly.Module";
}

class Instance {
  /** @param {Module} _module @param {object} imports */
  constructor(_module, imports) {
    // The glue's reset calls a function that only a module with externref has.
    this.exports = { __wbindgen_start() {}, ...instantiate(imports) };
  }
}

class RuntimeError extends Error {}

const compile = async () => new Module();

const standIn = { Module, Instance, RuntimeError, compile };

export { standIn as WebAssembly };
