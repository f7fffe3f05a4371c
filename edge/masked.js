// Masks secrets in a provider's document before it is stored, or given out by the API over all providers. Only the
// provider's own client, at the provider's own path, gets the document unchanged.

/** With it, whoever has it can complete the payer's page. */
const SECRETS = /("client_secret"\s*:\s*")((?:[^"\\]|\\.)*)(?=")/g;

/**
 * The value is replaced with stars of the same length: the member stays, and so do the positions of all others, which
 * findings refer to. In a JSON text, a name with a colon behind it is never inside a string.
 * @param {string} document
 */
export const masked = (document) =>
  document.replace(
    SECRETS,
    (_, name, value) => name + "*".repeat(new TextEncoder().encode(value).length),
  );
