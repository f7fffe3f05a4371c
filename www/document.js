// The provider's document for display, without members that may contain secrets; and calls of the edge as commands.

import { indented } from "./source-text.js";

/** Names of members whose values are hidden. */
const SECRET = /token|secret|passw|credential|signature|api[-_]?key|authori[sz]ation/i;

/**
 * @param {string} document its JSON text, as it was sent
 * @param {string} instead what stands in a hidden value's place
 * @returns {{text: string, masked: number}}
 */
export function masked(document, instead) {
  let count = 0;
  const hide = () => {
    count += 1;
    return `‹${instead}›`;
  };
  const text = indented(document, (value, member) => {
    if (SECRET.test(member)) return hide();
    // The query of a hosted page often gives access to it.
    if (!/^https?:\/\//i.test(value)) return value;
    const [, before = value, after] = value.match(/^([^?#]*)([?#].+)$/) ?? [];
    return after === undefined
      ? value
      : `${before}${after.replace(/=[^&#]+/g, () => `=${hide()}`)}`;
  });
  return { text, masked: count };
}

/** Quoted for a shell. @param {string} text */
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** @param {{format: string, id: string}} link */
const address = ({ format, id }) =>
  `${location.origin}/v1/links/${encodeURIComponent(format)}/${encodeURIComponent(id)}`;

const TOKEN = '-H "Authorization: Bearer $PAYLINK_TOKEN"';

/** @param {{format: string, id: string}} link */
export const curlRead = (link) => `curl ${TOKEN} \\\n  ${quoted(address(link))}`;

/** @param {{format: string, id: string}} link @param {string} key */
export const curlClose = (link, key) =>
  `curl -X POST ${TOKEN} \\\n  -H ${quoted(`Idempotency-Key: "${key}"`)} \\\n  ${quoted(`${address(link)}/close`)}`;
