// Workers cannot compile code at run time: the module is compiled at deployment.
import { initFrom } from "./core.js";
import module from "./wasm/paylink_bg.wasm";

export * from "./api.js";
export const init = initFrom(() => module);
