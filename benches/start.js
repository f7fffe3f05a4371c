// How long the core takes from its bytes to its first answer. To be asked once of a fresh isolate.

import { documentsOf } from "./links.js";

/**
 * Milliseconds. A host keeps what it has compiled by the module's bytes, so each time they end in a section
 * of no meaning that no module had before.
 * @param {{wasm: Uint8Array}} given
 */
export async function started({ wasm }) {
  const core = await import("../pkg/slim.js");
  const [document] = documentsOf({ format: "connect", count: 1 });
  const unheard = crypto.getRandomValues(new Uint8Array(16));
  const bytes = new Uint8Array(wasm.length + 20);
  bytes.set(wasm);
  // Custom, 18 bytes: a name of one, and what nobody reads.
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
