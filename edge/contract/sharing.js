// Moves answers that several operations have in common to components, and removes unused components.

/** @import {Schema} from "./schema.js" */

/** Of two different answers with the same name, the more frequent one gets it. @param {Schema} document @returns {Schema} */
export function sharing(document) {
  /** @type {Map<string, {name: string, response: Schema, count: number}>} */
  const seen = new Map();
  for (const responses of allResponses(document)) {
    for (const [status, response] of Object.entries(responses)) {
      const name = nameOf(status, response);
      if (name === undefined) continue;
      const text = JSON.stringify(response);
      const known = seen.get(text) ?? { name, response, count: 0 };
      known.count += 1;
      seen.set(text, known);
    }
  }
  /** @type {Map<string, string>} by the text of the response */
  const shared = new Map();
  const byCount = [...seen].toSorted(([, a], [, b]) => b.count - a.count);
  /** @type {Record<string, Schema>} */
  const components = {};
  for (const [text, { name, response, count }] of byCount) {
    if (count < 2 || name in components) continue;
    components[name] = response;
    shared.set(text, name);
  }
  for (const responses of allResponses(document)) {
    for (const [status, response] of Object.entries(responses)) {
      const name = shared.get(JSON.stringify(response));
      if (name) responses[status] = { $ref: `#/components/responses/${name}` };
    }
  }
  document.components.responses = components;
  // A parameter with its own example stays in its operation.
  const text = JSON.stringify(document.paths);
  document.components.parameters = Object.fromEntries(
    Object.entries(document.components.parameters).filter(([name]) =>
      text.includes(`"#/components/parameters/${name}"`),
    ),
  );
  return document;
}

/** @param {Schema} document @returns {Schema[]} */
const allResponses = ({ paths }) =>
  Object.values(paths).flatMap((path) =>
    Object.values(/** @type {Schema} */ (path)).map(({ responses }) => responses),
  );

/** `Problem401`, `TxnError401`: by schema and status. @param {string} status @param {Schema} response */
function nameOf(status, response) {
  const [content] = Object.values(/** @type {Schema} */ (response.content ?? {}));
  const schema = content?.schema?.$ref?.split("/").at(-1);
  return /^[45]\d\d$/.test(status) && schema ? schema + status : undefined;
}
