// The machine that a simulated edge believes to run on: its clocks, timers, randomness and digests are
// the world's, so the edge's own code runs as it is. What a digest is does not change, only when it is
// there: at once, for a thread beside this one would answer whenever it likes.
import { createHash } from "node:crypto";

/** Epoch milliseconds at which every world begins. */
export const BEGINNING = Date.parse("2026-06-18T12:00:00Z");

/** The world that runs now. @type {import("./world.js").World | undefined} */
let world;

const own = {
  setImmediate: globalThis.setImmediate,
  now: performance.now.bind(performance),
};

/** Time as it passes outside. */
export const realNow = own.now;

/** Until nothing is left that would go on by itself: every continuation of what has just happened ran. */
export const settled = () => new Promise((resolve) => own.setImmediate(resolve));

/** @param {import("./world.js").World} next */
export function inhabit(next) {
  world = next;
}

/** Puts the world in the host's place, for the whole process. */
export function takeOver() {
  put(globalThis, "setTimeout", (run, ms = 0, ...given) => world.timer(ms, () => run(...given)));
  put(globalThis, "clearTimeout", (timer) => world.cancel(timer));
  put(globalThis, "setInterval", () => {
    throw new Error("nothing in the edge repeats by itself");
  });
  put(Date, "now", () => BEGINNING + Math.floor(world.time));
  put(performance, "now", () => world.time);
  put(Math, "random", () => world.random());
  put(crypto, "getRandomValues", filled);
  put(crypto, "randomUUID", () => uuid());
  put(crypto.subtle, "digest", async (_, data) => digestOf(data));
  put(AbortSignal, "timeout", (ms) => {
    // As Node is, and no browser.
    if (!Number.isInteger(ms) || ms < 0) throw new RangeError(`the delay ${ms} is out of range`);
    const controller = new AbortController();
    const late = () => controller.abort(new DOMException("it took too long", "TimeoutError"));
    world.timer(ms, late, { forgotten: true });
    return controller.signal;
  });
}

/** @param {object} on @param {string} name @param {Function} value */
function put(on, name, value) {
  Object.defineProperty(on, name, { value, configurable: true, writable: true });
}

/** @param {Uint8Array} bytes */
function filled(bytes) {
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = world.random() * 256;
  return bytes;
}

function uuid() {
  const hex = Buffer.from(filled(new Uint8Array(16))).toString("hex");
  const variant = "89ab"[Number.parseInt(hex[16], 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Tokens and names are digested again and again. @type {Map<string, ArrayBuffer>} */
const digests = new Map();

/** @param {Uint8Array} data */
function digestOf(data) {
  const text = String.fromCharCode(...data.subarray(0, 1_000));
  const known = data.length > 1_000 ? undefined : digests.get(text);
  if (known) return known;
  const digest = createHash("sha256").update(data).digest();
  const bytes = digest.buffer.slice(digest.byteOffset, digest.byteOffset + digest.length);
  if (digests.size > 10_000) digests.clear();
  if (data.length <= 1_000) digests.set(text, bytes);
  return bytes;
}
