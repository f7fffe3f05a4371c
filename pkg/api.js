// The export surface, the same on every host but for `init`.
export {
  checkRequest,
  decide,
  decideAll,
  detect,
  formats,
  idempotency,
  initSync,
  interpret,
  lifecycle,
  PaylinkError,
  plan,
  planRead,
  read,
  readMany,
  render,
  version,
} from "./core.js";
