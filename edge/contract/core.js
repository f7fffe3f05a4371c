// The core's schemas as components of the document: links, lists and requests of each format, and the model. Equal
// definitions are shared.

/**
 * @import {SchemaName} from "paylink"
 * @import {Schema} from "./schema.js"
 */

import { schema, schemaNames } from "paylink";

/** The component name of a core schema. @param {string} name */
export function componentOf(name) {
  if (name === "model") return "PaymentLink";
  const [format = "", part = "link"] = name.split("-");
  return pascal(format) + pascal(part);
}

/** @returns {Record<string, Schema>} by component */
export function coreSchemas() {
  /** @type {Record<string, Schema>} */
  const components = {};
  const names = schemaNames().toSorted((a, b) => Number(b === "model") - Number(a === "model"));
  for (const name of names) components[componentOf(name)] = {};
  for (const name of names) Object.assign(components, taken(name, components));
  return { ...components, UsableLink: usable(components.PaymentLink ?? {}) };
}

/** A link of a document that may be invalid: what cannot be read is missing. @param {Schema} link @returns {Schema} */
function usable({ properties, required, ...link }) {
  return {
    ...link,
    title: "A link of a document that may be invalid",
    description:
      "What can be used of a link whose document may be invalid: what could not be read is missing. Enough to decide about it and to close it.",
    properties: {
      .../** @type {Record<string, Schema>} */ (properties),
      expiryUnreadable: { const: true, description: "It has an expiry that cannot be read." },
    },
    required: ["format", "id", "status", "rawStatus", "unmapped"],
  };
}

/**
 * One schema and its definitions, each under a unique name.
 * @param {SchemaName} name
 * @param {Record<string, Schema>} known
 */
function taken(name, known) {
  const { $defs = {}, $schema, $id, ...root } = /** @type {Schema} */ (schema(name));
  const definitions = Object.entries(/** @type {Record<string, Schema>} */ ($defs));
  /** The names of a definition: the first that is free, or has the same content. */
  const at = new Map(definitions.map(([definition]) => [definition, 0]));
  /** @param {string} definition */
  const nameOf = (definition) => namesOf(name, definition)[at.get(definition) ?? 0] ?? definition;
  for (let changed = true; changed; ) {
    changed = false;
    for (const [definition, content] of definitions) {
      const held = known[nameOf(definition)];
      // The model's definitions have the plain names; a format's only if they are equal.
      const fits = held ? isSame(held, moved(content, nameOf)) : !isPlain(definition);
      if (fits) continue;
      at.set(definition, (at.get(definition) ?? 0) + 1);
      changed = true;
    }
  }
  return {
    ...Object.fromEntries(
      definitions.map(([definition, content]) => [nameOf(definition), moved(content, nameOf)]),
    ),
    [componentOf(name)]: moved(root, nameOf),
  };

  /** @param {string} definition */
  function isPlain(definition) {
    return name !== "model" && at.get(definition) === 0;
  }
}

/** The core writes members in a fixed order. @param {Schema} one @param {Schema} other */
const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** @param {string} name @param {string} definition */
function namesOf(name, definition) {
  const own = pascal(name.split("-")[0] ?? "") + pascal(definition);
  return [pascal(definition), own, `${own}Item`];
}

/**
 * With references by component name.
 * @param {any} value
 * @param {(definition: string) => string} nameOf
 * @returns {any}
 */
function moved(value, nameOf) {
  if (Array.isArray(value)) return value.map((item) => moved(item, nameOf));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, inner]) =>
      member === "$ref" && typeof inner === "string"
        ? [
            member,
            inner.replace(
              /^#\/\$defs\/(.+)$/,
              (_, definition) => `#/components/schemas/${nameOf(definition)}`,
            ),
          ]
        : [member, moved(inner, nameOf)],
    ),
  );
}

/** @param {string} text */
const pascal = (text) => text.charAt(0).toUpperCase() + text.slice(1);
