// Browsers, and every host that fetches: compiled while it arrives where the host can.
import { initWith } from "./core.js";

export * from "./api.js";
export const init = initWith(() => fetch(new URL("./wasm/paylink_bg.wasm", import.meta.url)));
