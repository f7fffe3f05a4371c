// Workers may not compile code at run time; the module is compiled when the worker is deployed.
import module from "./wasm/paylink_bg.wasm";
import { initWith } from "./core.js";

export * from "./api.js";
export const init = initWith(async () => module);
