// Browsers, and every host that fetches: compiled while it arrives where the host can.
import { initWith } from "./core.js";

export * from "./api.js";
export const init = initWith(async () => {
  const url = new URL("./wasm/paylink_bg.wasm", import.meta.url);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`paylink: ${url.pathname} answered ${response.status}`);
  const streams = response.headers.get("content-type")?.startsWith("application/wasm");
  return streams ? WebAssembly.compileStreaming(response) : response.arrayBuffer();
});
