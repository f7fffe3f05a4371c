// Writes the types of the edge's own API, /v1, from its OpenAPI document: pkg/edge.d.ts. `make bless` runs it. A schema
// that the package has a type for is that type, so that what the edge answers can be given to the core's functions.
//
// By openapi-typescript, with openapi-fetch as its client: types only, so the package has no code for it.

import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { formats, init } from "paylink";
import { componentOf } from "../edge/contract/core.js";
import { openapi } from "../edge/contract/openapi.js";

// Both beside the compiler that has an API in JavaScript.
const require = createRequire(new URL("typedoc/package.json", import.meta.url));
const { default: typescriptOf, astToString } = await import(
  require.resolve("openapi-typescript").replace(/\.cjs$/, ".mjs")
);
const ts = require("typescript");

/** The schemas that are types of the package, by the edge's names. */
const shared = () => ({
  Format: "FormatId",
  ...Object.fromEntries(
    [
      ...["PaymentLink", "UsableLink", "Decision", "Reason", "Warning", "Quote"],
      ...["Issue", "IssueCode", "Note", "ProviderError", "ProviderErrorDetail", "Money"],
    ].map((name) => [name, name]),
  ),
  // A provider's own documents may have anything: they are what is imported.
  ...Object.fromEntries(
    formats().flatMap(({ id }) =>
      [id, `${id}-list`].map((name) => [componentOf(name), "ProviderDocument"]),
    ),
  ),
});

/** @param {string[]} imported */
const headOf = (imported) => `/**
 * The edge's own API as types, by its OpenAPI document: for openapi-fetch, \`createClient<paths>({ baseUrl })\`, or any client
 * that takes such types. Written by \`make bless\`.
 * @module paylink/edge
 */

import type { ${imported.sort().join(", ")} } from "./types.d.ts";

/** A document as a provider has it. */
export type ProviderDocument = Record<string, unknown> | Record<string, unknown>[];

`;

const OWN = /^\/v1\//;
const PREFIX = "#/components/";

/** The parts of a document that its own operations need, and what these refer to. */
function ownPart({ paths, components, ...document }, isShared) {
  const own = Object.entries(paths).filter(
    ([path, item]) => OWN.test(path) && Object.values(item).some(({ tags }) => TAGS.has(tags[0])),
  );
  const kept = {};
  const visit = (value) => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== "object" || value === null) return undefined;
    if (typeof value.$ref === "string") return keep(value.$ref);
    return Object.values(value).forEach(visit);
  };
  const keep = (ref) => {
    const [kind, name] = ref.slice(PREFIX.length).split("/");
    kept[kind] ??= {};
    if (name in kept[kind]) return;
    kept[kind][name] = isShared(kind, name) ? {} : components[kind][name];
    visit(kept[kind][name]);
  };
  visit(own);
  return { ...document, paths: Object.fromEntries(own), components: kept };
}

/** The tags of the edge's own operations. */
const TAGS = new Set(["Links", "Jobs", "Events", "Sessions"]);

export async function edgeTypes() {
  await init();
  const document = openapi(formats().map(({ id }) => id));
  const types = shared();
  const isShared = (kind, name) => kind === "schemas" && name in types;
  const imported = new Set();
  const tree = await typescriptOf(ownPart(document, isShared), {
    transform(_, { path = "" }) {
      const [, , kind, name] = path.split("/");
      if (path.split("/").length !== 4 || !isShared(kind, name)) return undefined;
      imported.add(types[name]);
      return ts.factory.createTypeReferenceNode(types[name]);
    },
  });
  const text =
    headOf([...imported].filter((name) => name !== "ProviderDocument")) + astToString(tree);
  // As everything here is formatted.
  return execFileSync("biome", ["format", `--stdin-file-path=${FILE}`], {
    input: text,
    encoding: "utf8",
  });
}

export const FILE = fileURLToPath(new URL("../pkg/edge.d.ts", import.meta.url));
