// The type that a bundler gives an imported module.
declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}
