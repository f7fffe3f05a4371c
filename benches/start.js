// The time from the core's bytes to its first answer. To be called once in a new isolate.

import { documentsOf } from "./links.js";

/**
 * Milliseconds. A host caches compiled code by the module's bytes, so each run appends a unique custom
 * section.
 * @param {{wasm: Uint8Array}} given
 */
export async function started({ wasm }) {
  const core = await import("../pkg/slim.js");
  const [document] = documentsOf({ format: "connect", count: 1 });
  const unheard = crypto.getRandomValues(new Uint8Array(16));
  const bytes = new Uint8Array(wasm.length + 20);
  bytes.set(wasm);
  // A custom section of 18 bytes: a name of one byte, and unused content.
  bytes.set([0, 18, 1, 120, ...unheard], wasm.length);
  const since = performance.now();
  const module = await WebAssembly.compile(bytes);
  const compiled = performance.now();
  await core.init(module);
  const initialised = performance.now();
  if (!core.read(document).ok) throw new Error("the first link was refused");
  const answered = performance.now();
  return {
    compile: compiled - since,
    start: initialised - compiled,
    "first answer": answered - initialised,
    together: answered - since,
  };
}
