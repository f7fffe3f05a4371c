// The contract of a store: text under keys, in independent tables. `tests/stores/conformance.js` checks every store.
// Text is well-formed and without U+0000, which databases treat differently. A violation of the contract is a
// `TypeError`; too much at once, a `RangeError`.

/**
 * @typedef {object} Store
 * @property {(place: string) => Place} at the same name is always the same place; 1 to 64 characters
 *   of `a-z0-9-`
 * @property {() => Promise<void>} [check] fails if writes succeed but would be lost
 * @property {() => Promise<void>} [close] finishes running calls; no calls are permitted afterwards
 */

/**
 * A table. Each call is atomic and isolated; a confirmed call survives a crash, if the store does. If the store cannot
 * do it, the call fails: a failed write has then happened completely or not at all, and it is unknown which.
 *
 * A call accepts and returns up to 1,000 keys, and up to 15 million UTF-16 code units of text in total.
 * @typedef {object} Place
 * @property {(keys: readonly string[]) => Promise<(string | null)[]>} get the value of each key
 * @property {(changes: readonly Change[]) => Promise<boolean>} write compare-and-set: all changes, if
 *   every key still has the value `held`; otherwise none. Gives whether. A key may be
 *   changed once in a call.
 * @property {(range: Range) => Promise<[key: string, value: string][]>} list in order of their keys, by
 *   the bytes of their UTF-8
 */

/**
 * @typedef {object} Change
 * @property {string} key 1 to 1,024 bytes
 * @property {string | null} held the expected value; `null`: none
 * @property {string | null} next the new value, up to a million bytes; `null`: none
 * @property {number} [until] whole epoch milliseconds after which it may be deleted: never before,
 *   and not necessarily then; default never, also if an earlier value had one
 */

/**
 * @typedef {object} Range
 * @property {string} prefix only keys with this prefix; may be empty
 * @property {string} [after] only keys after this one, in the requested order
 * @property {number} limit the most entries, 1 to 1,000
 * @property {boolean} [backwards] from the last key to the first; default false
 */

export {};
