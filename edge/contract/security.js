// The security schemes of the document. The headers of credentials and signatures come from the core.

/**
 * @import {FormatInfo} from "paylink"
 * @import {Schema} from "./schema.js"
 */

import { SESSION } from "../callers.js";

/** @param {readonly FormatInfo[]} formats @returns {Record<string, Schema>} */
export const securitySchemes = (formats) => ({
  token: {
    type: "http",
    scheme: "bearer",
    description:
      "An access token with scopes: `read` reads, `create` creates links, `close` closes them, imports and runs jobs, `sandbox` controls the sandbox.",
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: SESSION,
    description:
      "A signed-in browser: a random id, for 12 hours. Taken from this server's own pages only.",
  },
  ...Object.fromEntries(
    formats.map(({ id, name, credential: { header, scheme } }) => {
      const description = `A token of ours; or, if the operator lets it in, the credential that the operator has at ${name}, which opens these paths alone.`;
      return [
        id,
        scheme
          ? { type: "http", scheme: scheme.toLowerCase(), description }
          : { type: "apiKey", in: "header", name: header, description },
      ];
    }),
  ),
  ...Object.fromEntries(
    formats.map(({ id, signing, credential }) => [
      `${id}Delivery`,
      {
        type: "apiKey",
        in: "header",
        name: (signing ?? credential).header,
        description: signing
          ? "The signature of a delivery, over its raw bytes."
          : "The secret that the provider was given to show.",
      },
    ]),
  ),
});
