// The edge runtime of Vercel and Next.js, which is as workerd is and imports modules by another name.
import { initFrom } from "./core.js";
// @ts-expect-error: a name that only bundlers resolve.
import module from "./wasm/paylink_bg.wasm?module";

export * from "./api.js";
export const init = initFrom(() => module);
