// Browsers, and other hosts with `fetch`: the core is compiled while it is downloaded.
import { initWith } from "./core.js";

export * from "./api.js";
export const init = initWith(async () => {
  if (typeof fetch === "function") return fetch(new URL("./wasm/paylink_bg.wasm", import.meta.url));
  throw new Error(
    "paylink: this host has no `fetch`; in Jest with jsdom and ES modules, add " +
      '`testEnvironmentOptions: { customExportConditions: ["browser", "require"] }`',
  );
});
