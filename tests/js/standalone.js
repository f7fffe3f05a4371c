// `node --import` of this file replaces `paylink` in tests by the build without WebAssembly.
import { registerHooks } from "node:module";

registerHooks({
  resolve: (name, context, next) => next(name === "paylink" ? "paylink/standalone" : name, context),
});
