/**
 * The core. What its import gives depends on the bundler: its URL with esbuild's `file` loader, a compiled module in
 * Workers; `init` of `paylink/slim` takes the module, or `fetch` of the URL.
 * @module paylink/paylink.wasm
 */
// biome-ignore lint/suspicious/noExplicitAny: see above.
declare const core: any;
export default core;
