// The instance of the core: its start, calls into it and their errors, and what converts their arguments.

import { modelWords, utf8 } from "./links.js";
import * as wasm from "./wasm/paylink.js";

/** An invalid call: a mistake of the calling program. Invalid data is never thrown, but answered. */
export class PaylinkError extends Error {
  /** @param {string} code @param {string} message @param {unknown} [cause] */
  constructor(code, message, cause) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "PaylinkError";
    this.code = code;
  }
}

/**
 * The core failed: out of memory or of stack. The next call works, on a new instance; batches of the old
 * one are lost.
 */
export class PaylinkCrash extends Error {
  /** @param {unknown} [cause] */
  constructor(cause) {
    super("paylink crashed; the next call starts afresh", { cause });
    this.name = "PaylinkCrash";
    this.code = "crashed";
  }
}

/** The number of the current instance; each crash is followed by a new one. */
let instance = 0;
let ready = false;
/** Whether a call was interrupted, so that the state of the instance is undefined. */
let broken = false;
/** The number of nested calls: a getter or `toJSON` of the caller's data may call paylink. */
let depth = 0;

/** @param {BufferSource | WebAssembly.Module} module */
export function initSync(module) {
  if (ready) return;
  wasm.initSync({ module });
  ready = true;
}

/** @typedef {BufferSource | WebAssembly.Module | Response} Source */

/** The core of a host that has it at hand. @type {(() => BufferSource | WebAssembly.Module) | undefined} */
let atHand;

/** For a call before the core was loaded. */
function initAtOnce() {
  if (atHand === undefined) {
    throw new PaylinkError(
      "not_initialised",
      "paylink was used before `await init()` had finished",
    );
  }
  try {
    initSync(atHand());
  } catch (error) {
    throw new PaylinkError("not_initialised", /** @type {Error} */ (error).message, error);
  }
}

/** @param {string} found @param {string} url */
const noCore = (found, url) =>
  new Error(
    `paylink: found ${found} instead of the core at ${url}: with Vite before 8 add ` +
      '`optimizeDeps: { exclude: ["paylink"] }` to vite.config.js, otherwise see "Frameworks and ' +
      'hosts" in the README',
  );

/**
 * Compiles off the main thread, and while downloading if the server sends the media type of WebAssembly.
 * @param {Source} source
 */
async function compiled(source) {
  let code = source;
  // Not every host has `Response`.
  if (typeof Response === "function" && code instanceof Response) {
    const { ok, status, url, headers } = code;
    const type = headers.get("content-type") ?? "";
    if (!ok) throw noCore(`the status ${status}`, url);
    if (type.startsWith("application/wasm")) return WebAssembly.compileStreaming(code);
    code = await code.arrayBuffer();
    // Development servers answer a path that they do not have by the application's page.
    if (new Uint8Array(/** @type {ArrayBuffer} */ (code))[0] !== 0)
      throw noCore(type || "something else", url);
  }
  return kindOf(code) === "WebAssembly.Module"
    ? /** @type {WebAssembly.Module} */ (code)
    : WebAssembly.compile(/** @type {BufferSource} */ (code));
}

/**
 * Makes an `init` that loads once, also for concurrent calls; a failed load can be repeated.
 * @template {unknown[]} Given
 * @param {(...given: Given) => Promise<Source>} load
 * @returns {(...given: Given) => Promise<void>}
 */
export function initWith(load) {
  /** @type {Promise<void> | undefined} */
  let loading;
  return (...given) => {
    loading ??= load(...given)
      .then(compiled)
      .then(initSync)
      .catch((error) => {
        loading = undefined;
        throw error;
      });
    return loading;
  };
}

/**
 * Makes an `init` for a host that has the core at hand: a call loads it, too.
 * @param {() => BufferSource | WebAssembly.Module} source
 */
export function initFrom(source) {
  atHand = source;
  return initWith(async () => source());
}

/** Whether the core or this module threw the error deliberately. @param {unknown} error */
const isDeliberate = (error) =>
  error instanceof PaylinkError ||
  (error instanceof Error && "code" in error && error.code === "invalid_argument");

/** The error for the caller, for an error thrown during a call. @param {unknown} error */
function thrown(error) {
  if (error instanceof PaylinkError || error instanceof PaylinkCrash) return error;
  if (!(error instanceof Error) || !isDeliberate(error)) {
    // A stack overflow is a RangeError; in Firefox an `InternalError`, which has no global constructor.
    const name = error instanceof Error ? error.name : "";
    const crash = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    if (crash || name === "InternalError") return new PaylinkCrash(error);
    return new PaylinkError("invalid_argument", "an argument threw while it was read", error);
  }
  return new PaylinkError("invalid_argument", error.message, error.cause);
}

/**
 * @template T
 * @param {() => T} work
 * @returns {T}
 */
export function call(work) {
  if (!ready) initAtOnce();
  if (broken) {
    // The instance must not be replaced while an outer call still runs in it.
    if (depth > 0) throw new PaylinkCrash();
    try {
      wasm.__wbg_reset_state();
    } catch (error) {
      // Not enough memory for a new instance; the next call tries again.
      throw new PaylinkCrash(error);
    }
    broken = false;
    instance += 1;
  }
  depth += 1;
  // A trap or an exception from the caller's data unwinds through the core's frames without cleaning up,
  // so its stack pointer and memory are left in an undefined state.
  let whole = false;
  try {
    const answer = work();
    whole = true;
    return answer;
  } catch (error) {
    whole = isDeliberate(error);
    throw thrown(error);
  } finally {
    // By assignments only: after a stack overflow a function call such as `thrown` may fail.
    depth -= 1;
    if (!whole) broken = true;
  }
}

const INPUTS = "a Uint8Array, an ArrayBuffer, a string or an object";

/** @param {string} message @param {unknown} [cause] */
const unusable = (message, cause) =>
  new PaylinkError("invalid_argument", `input: ${message}`, cause);

/**
 * The kind by its tag, not by `instanceof`: the value may come from another window, worker or test realm.
 * @param {unknown} value
 */
const kindOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

/** @param {unknown} input @returns {Uint8Array} */
export function bytesOf(input) {
  if (typeof input === "string") return utf8().encode(input);
  if (typeof input !== "object" || input === null) throw unusable(`expected ${INPUTS}`);
  if (ArrayBuffer.isView(input) || /^(Shared)?ArrayBuffer$/.test(kindOf(input))) {
    return viewed(/** @type {ArrayBufferView | ArrayBufferLike} */ (input));
  }
  let text;
  try {
    text = JSON.stringify(input);
  } catch (error) {
    throw unusable("it cannot be made JSON", error);
  }
  if (text === undefined) throw unusable(`expected ${INPUTS}`);
  return utf8().encode(text);
}

/** @param {ArrayBufferView | ArrayBufferLike} input */
function viewed(input) {
  const isView = ArrayBuffer.isView(input);
  const buffer = isView ? input.buffer : input;
  // Another thread could change the bytes while the core reads them.
  if (kindOf(buffer) === "SharedArrayBuffer") {
    throw unusable("it is shared memory; pass a copy, `.slice()`");
  }
  if (isView && kindOf(input) !== "Uint8Array") throw unusable(`expected ${INPUTS}`);
  try {
    // Throws for a detached buffer, which otherwise looks like an empty one.
    const whole = new Uint8Array(buffer);
    return isView ? /** @type {Uint8Array} */ (input) : whole;
  } catch (error) {
    throw unusable("its buffer is detached; it was transferred elsewhere", error);
  }
}

/** @param {string} argument @param {string} expected */
export const misuse = (argument, expected) =>
  new PaylinkError("invalid_argument", `${argument}: expected ${expected}`);

/** Cached for each instance. @type {{instance: number, is: WebAssembly.Memory}} */
let memory = { instance: -1, is: /** @type {any} */ (undefined) };

/** @param {import("./types.d.ts").Action} action */
export function placeOf(action) {
  const place = coreWords().codes.action.indexOf(action);
  if (place < 0) throw misuse("action", "`cancel`, `expire` or `close`");
  return place;
}

/** For modules that hold objects of an instance and must detect that it was replaced. */
export const core = {
  Batch: wasm.Batch,
  readList: wasm.readList,
  /** A broken instance counts as replaced, although the next call creates the new one. */
  instance: () => (broken ? instance + 1 : instance),
  memory: () => {
    if (memory.instance !== instance) memory = { instance, is: wasm.memoryOf() };
    return memory.is;
  },
  lost: () => new PaylinkCrash("what was kept is lost; read it again"),
};

/** @typedef {import("./types.d.ts").Codes} Codes */

/** @type {{codes: Codes, ids: string[], types: string[]} | undefined} */
let known;

/**
 * The core's codes, cached; `ids` are the formats in the order of their numbers, and `types` the payment type
 * of each format whose documents have none.
 */
export function coreWords() {
  if (known === undefined) {
    const list = wasm.formatWords();
    const ids = list.filter((_, at) => at % 2 === 0);
    const types = list.filter((_, at) => at % 2 === 1);
    /** @type {Codes} */
    const codes = wasm.codes();
    const { kind, status, childStatus } = codes;
    Object.assign(modelWords, { kind: [undefined, ...kind], status, childStatus });
    known = { codes, ids, types };
  }
  return known;
}

/** The default payment type of a format; `undefined` without a format. @param {string | undefined} format */
export function paymentType(format = "") {
  const { ids, types } = coreWords();
  return types[ids.indexOf(format)];
}

/** The bytes of a body, which may be missing. @param {unknown} body */
export const bodyOf = (body) =>
  body === undefined || body === null ? new Uint8Array() : bytesOf(body);

/**
 * Header lines of any host, names and values alternating. `Headers` are iterable; Node and axios have lists
 * for repeated headers, and may have numbers or `undefined`. Other values are ignored: a request from outside
 * must not cause an exception.
 * @param {unknown} headers
 */
function linesOf(headers) {
  /** @type {string[]} */
  const lines = [];
  if (headers == null) return lines;
  if (typeof headers !== "object") throw misuse("headers", "an object or a list of pairs");
  const entries = Symbol.iterator in headers ? headers : Object.entries(headers);
  for (const entry of /** @type {Iterable<unknown>} */ (entries)) {
    if (!Array.isArray(entry)) throw misuse("headers", "an object or a list of pairs");
    const [name, value] = entry;
    if (typeof name !== "string") throw misuse("headers", "names that are strings");
    for (const line of Array.isArray(value) ? value : [value]) {
      if (typeof line === "string") lines.push(name, line);
      else if (typeof line === "number" || typeof line === "bigint") lines.push(name, `${line}`);
    }
  }
  return lines;
}

/**
 * The members of a request, a response or a delivery that the core reads.
 * @param {{method?: unknown, path?: unknown, status?: unknown, format?: unknown, headers?: unknown}} message
 */
export const headOf = ({ method, path, status, format, headers }) => ({
  method,
  path,
  status,
  format,
  headers: linesOf(headers),
});

/**
 * Checks a string argument: the generated glue does not, and would fail inside the core.
 * @param {string} argument @param {unknown} value @param {boolean} [needed] @returns {any}
 */
export function text(argument, value, needed = true) {
  if (typeof value === "string" || (!needed && value == null)) return value;
  throw misuse(argument, "a string");
}

/** @type {typeof import("./types.d.ts").idempotency.newKey} */
export const newKey = (random, now) => call(() => wasm.newKey(random, now));
