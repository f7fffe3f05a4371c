// Node, Deno and Bun: the core is read from the file next to this one.
import { readFile } from "node:fs/promises";
import { initWith } from "./core.js";

export * from "./api.js";
export const init = initWith(() => readFile(new URL("./wasm/paylink_bg.wasm", import.meta.url)));
