// ajv without what the core's schemas say twice, for validators that do not assert `format`: an instant's
// pattern, and the format of a URL, whose pattern is the narrower. For whoever trims what is published.

import { checksOf as checksOfAll } from "./ajv.js";

/** @param {{schemas: any[]}} given */
export async function checksOf({ schemas }) {
  const trimmed = structuredClone(schemas);
  for (const { $defs } of trimmed) {
    delete $defs.instant.pattern;
    delete $defs.url.format;
  }
  return checksOfAll({ schemas: trimmed });
}
