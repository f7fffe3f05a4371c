import { initSync as start } from "./api.js";
import { initWith } from "./core.js";

export * from "./api.js";
// There is one module, and it is in here; whatever is given is for the other entries.
export const initSync = () => start(new WebAssembly.Module(new Uint8Array()));
export const init = initWith(async () => new WebAssembly.Module(new Uint8Array()));
