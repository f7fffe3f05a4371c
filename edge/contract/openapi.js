// The OpenAPI 3.1 document: the core's schemas, the edge's own, and recorded examples.

/**
 * @import {FormatId} from "paylink"
 * @import {Schema} from "./schema.js"
 */

import { version } from "paylink";
import { described } from "../described.js";
import { coreSchemas } from "./core.js";
import { withExamples } from "./examples.js";
import { jobPaths } from "./operations/jobs.js";
import { linkPaths } from "./operations/links.js";
import { providerPaths } from "./operations/providers.js";
import { servicePaths } from "./operations/service.js";
import { sessionPaths } from "./operations/sessions.js";
import { parameters } from "./parameters.js";
import { headers } from "./responses.js";
import { eventSchemas } from "./schemas/events.js";
import { findings } from "./schemas/findings.js";
import { jobSchemas } from "./schemas/jobs.js";
import { linkSchemas } from "./schemas/links.js";
import { providerErrors } from "./schemas/providers.js";
import { sessionSchemas } from "./schemas/sessions.js";
import { securitySchemes } from "./security.js";
import { sharing } from "./sharing.js";

/** @type {Map<string, Schema>} */
const made = new Map();

/**
 * The document of a server with these providers. Cached, because it does not change within a process.
 * @param {readonly FormatId[]} configured
 */
export function openapi(configured) {
  const name = configured.join();
  const document = made.get(name) ?? sharing(withExamples(bare(configured)));
  made.set(name, document);
  return document;
}

/** Without examples. @param {readonly FormatId[]} configured @returns {Schema} */
function bare(configured) {
  const formats = described.all().filter(({ id }) => configured.includes(id));
  return {
    openapi: "3.1.0",
    info: {
      title: "paylink",
      version: version(),
      summary: "One API over the payment links of several providers, and each provider's own.",
      description: DESCRIPTION,
      license: { name: "MIT OR Apache-2.0", identifier: "MIT OR Apache-2.0" },
    },
    servers: [{ url: "/", description: "This server." }],
    tags: [
      { name: "Links", description: "The API over all providers." },
      { name: "Jobs", description: "Many links at once." },
      { name: "Events", description: "Who did what, when, and by whose rule." },
      { name: "Sessions", description: "Signed-in browsers." },
      { name: "Webhooks", description: "What providers deliver by themselves." },
      ...formats.map(({ name }) => ({
        name,
        description: "The provider's own API, at its own paths.",
      })),
      { name: "Service", description: "How the server is, and what it serves." },
    ],
    paths: {
      ...linkPaths(formats),
      ...jobPaths(),
      ...sessionPaths(),
      ...servicePaths(formats),
      ...providerPaths(formats),
    },
    components: {
      schemas: {
        ...linkSchemas(formats.map(({ id }) => id)),
        ...jobSchemas,
        ...eventSchemas,
        ...sessionSchemas,
        ...findings,
        ...providerErrors(formats),
        ...coreSchemas(),
      },
      parameters,
      headers,
      securitySchemes: securitySchemes(formats),
    },
  };
}

const DESCRIPTION = `Errors of our own calls are RFC 9457 problems with a stable \`code\`; every code has a page under \`/problems\`. Errors on a provider's own path look as that provider's do.

A path that is asked with a method that it does not have answers 405, and names those that it has in \`Allow\`.

Every answer has an \`x-request-id\`: the one that the request came with, or one made here.

Times are RFC 3339 in UTC, amounts are decimals as text. A later version may add members to answers.`;
