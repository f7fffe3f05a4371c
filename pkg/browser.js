// Browsers, and other hosts with `fetch`: the core is compiled while it is downloaded.
import { initWith } from "./core.js";

export * from "./api.js";
export const init = initWith(() => fetch(new URL("./wasm/paylink_bg.wasm", import.meta.url)));
