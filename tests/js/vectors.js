// The files of vectors, and their placeholders.
import { readFileSync } from "node:fs";

/** @param {string} name */
export const file = (name) => readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8");

/** Replaces a placeholder by its value. */
export function expand(value) {
  if (Array.isArray(value)) return value.map(expand);
  if (value === null || typeof value !== "object") return value;
  if ("$file" in value) return file(value.$file);
  if ("$hex" in value) return new Uint8Array(Buffer.from(value.$hex, "hex"));
  if ("$repeat" in value) return value.$repeat[0].repeat(value.$repeat[1]);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, expand(inner)]));
}
