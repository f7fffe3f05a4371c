// All exports except `init`, which differs by host.
export { readBatch } from "./batch.js";
export {
  codes,
  decide,
  decideAll,
  formats,
  interpretResponse,
  messages,
  planClose,
  planList,
  planRead,
  reconcile,
  transition,
  translate,
  version,
} from "./calls.js";
export { initSync, PaylinkCrash, PaylinkError } from "./core.js";
export { readList } from "./list.js";
export { read } from "./read.js";
export {
  checkRequest,
  classify,
  detect,
  diagram,
  errorBody,
  findLinkOf,
  findMade,
  idempotency,
  lifecycle,
  planCreate,
  readCreateRequest,
  readError,
  readWebhook,
  schema,
  schemaNames,
  truthTable,
  validate,
  valueAt,
  write,
} from "./server.js";
