// SHA-256 of a text or of bytes, as 64 hexadecimal digits.

/** @param {string | Uint8Array<ArrayBuffer>} input */
export async function sha256(input) {
  const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
