// Secrets that are known again, whatever was made of them: as they are, in base64 wherever they stand in
// what was encoded, in hexadecimal, percent-encoded, escaped in JSON, and as a digest.
import { createHash } from "node:crypto";

/** Long enough to be nowhere by chance, with characters that every encoding changes. */
export const markOf = (name) => `${name}/mark+7c1f%Zq=${name.length}~end-of-${name}`;

/** Only the digits that no byte beside it has a part in. */
const base64At = (bytes, shift, encoding) =>
  Buffer.concat([Buffer.alloc(shift), bytes])
    .toString(encoding)
    .slice(Math.ceil((8 * shift) / 6), Math.floor((8 * (shift + bytes.length)) / 6));

/** @returns {[form: string, text: string][]} */
function formsOf(secret) {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].flatMap((shift) =>
    /** @type {const} */ (["base64", "base64url"]).map((encoding) => [
      `${encoding}, ${shift}`,
      base64At(bytes, shift, encoding),
    ]),
  );
  return [
    ["plain", secret.toLowerCase()],
    ["hexadecimal", bytes.toString("hex")],
    ["digest", createHash("sha256").update(bytes).digest("hex")],
    ["digest, base64", createHash("sha256").update(bytes).digest("base64").slice(0, 40)],
    ...base64,
  ];
}

/** What it says after a percent-encoding, or JSON's escapes, are taken away; twice, for both. */
const decoded = (text) =>
  text
    .replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\(["\\/])/g, "$1");

/**
 * @param {Record<string, string>} secrets by what each is
 * @returns {(text: string) => string[]} which of them stand in a text, and in which form
 */
export function finderOf(secrets) {
  const sought = Object.entries(secrets).map(([name, secret]) => [name, formsOf(secret)]);
  return (text) => {
    const once = decoded(text);
    const exact = [text, once, decoded(once)];
    const lower = exact.map((each) => each.toLowerCase());
    return sought.flatMap(([name, forms]) =>
      forms
        .filter(([form, needle]) =>
          (form.includes("base64") ? exact : lower).some((each) => each.includes(needle)),
        )
        .map(([form]) => `${name} (${form})`),
    );
  };
}
