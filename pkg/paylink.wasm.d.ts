/** What an import of the core gives depends on the bundler: its address, its bytes or a compiled module. */
// biome-ignore lint/suspicious/noExplicitAny: only the bundler's settings say which of these it is.
declare const core: any;
export default core;
