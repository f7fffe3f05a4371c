// IP addresses and ranges as text. Without node:net, because Workers read settings too.

/** @typedef {{bits: 32 | 128, value: bigint}} Address */
/** @typedef {Address & {length: number}} AddressRange the first `length` bits are equal */

/**
 * @param {string} text
 * @returns {Address | undefined} an IPv4 address that is written as IPv6 is the IPv4 address
 */
export function parseAddress(text) {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) {
    const bytes = text.split(".").map(Number);
    if (bytes.some((byte) => byte > 255)) return undefined;
    return { bits: 32, value: bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) };
  }
  // The zone of a link-local address only matters on this machine.
  const [plain = ""] = text.split("%");
  if (!plain.includes(":")) return undefined;
  const written = URL.parse(`http://[${plain}]`)?.hostname.slice(1, -1);
  if (written === undefined) return undefined;
  const [before = "", after] = written.split("::");
  const groups = (/** @type {string} */ part) => (part === "" ? [] : part.split(":"));
  const [left, right] = [groups(before), groups(after ?? "")];
  const zeros = Array(8 - left.length - right.length).fill("0");
  const value = [...left, ...zeros, ...right].reduce(
    (sum, group) => (sum << 16n) | BigInt(`0x${group}`),
    0n,
  );
  const mapped = value >> 32n === 0xffffn;
  return mapped ? { bits: 32, value: value & 0xffffffffn } : { bits: 128, value };
}

/** An address, or a range such as `10.0.0.0/8`. @param {string} text @returns {AddressRange | undefined} */
export function rangeOf(text) {
  const [, plain = "", length] = text.match(/^([^/]+)(?:\/(\d{1,3}))?$/) ?? [];
  const address = parseAddress(plain);
  if (!address) return undefined;
  // The bits of an IPv4-mapped range count from the start of the IPv6 address.
  const skipped = plain.includes(":") ? 128 - address.bits : 0;
  const fixed = length === undefined ? address.bits : Number(length) - skipped;
  return fixed >= 0 && fixed <= address.bits ? { ...address, length: fixed } : undefined;
}

/** @param {AddressRange} range @param {Address} address */
export const contains = (range, address) =>
  range.bits === address.bits &&
  (range.value ^ address.value) >> BigInt(range.bits - range.length) === 0n;

/**
 * The addresses of one subscriber: an IPv4 address, or a /64 of IPv6, whose holder can use any address in it.
 * @param {string} text
 */
export function subscriberOf(text) {
  const address = parseAddress(text);
  if (!address) return text;
  if (address.bits === 32) {
    return [24n, 16n, 8n, 0n].map((shift) => (address.value >> shift) & 0xffn).join(".");
  }
  return `${(address.value >> 64n).toString(16).padStart(16, "0")}::/64`;
}
