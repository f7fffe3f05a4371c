// `node --import` this, and every `paylink` of a test is the one without WebAssembly.
import { registerHooks } from "node:module";

registerHooks({
  resolve: (name, context, next) => next(name === "paylink" ? "paylink/standalone" : name, context),
});
