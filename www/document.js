// The provider's document to look at, without what may bear a secret; and calls of ours as commands.

import { indented } from "./source-text.js";

/** Names whose values are nobody's to see. */
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
    // A hosted page is often open to whoever has its query.
    if (!/^https?:\/\//i.test(value)) return value;
    const [, before = value, after] = value.match(/^([^?#]*)([?#].+)$/) ?? [];
    return after === undefined
      ? value
      : `${before}${after.replace(/=[^&#]+/g, () => `=${hide()}`)}`;
  });
  return { text, masked: count };
}

/** As a shell takes it, whatever is in it. @param {string} text */
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
