// The API, over whichever instance a host's loader started. Every rule is in the core: here inputs
// become bytes or plain data, and nothing else.

import * as wasm from "./wasm/paylink.js";

/** A mistake of the program that calls: never of the data it works on, which is answered. */
export class PaylinkError extends Error {
  /** @param {string} code @param {string} message @param {unknown} [cause] */
  constructor(code, message, cause) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "PaylinkError";
    this.code = code;
  }
}

let ready = false;

/** @param {BufferSource | WebAssembly.Module} module */
export function initSync(module) {
  if (ready) return;
  wasm.initSync({ module });
  ready = true;
}

/**
 * An `init` that loads once, however often and however concurrently it is called; a load that
 * failed can be tried again.
 * @param {() => Promise<BufferSource | WebAssembly.Module>} load
 * @returns {() => Promise<void>}
 */
export function initWith(load) {
  /** @type {Promise<void> | undefined} */
  let loading;
  return () => {
    loading ??= load()
      .then(initSync)
      .catch((error) => {
        loading = undefined;
        throw error;
      });
    return loading;
  };
}

/**
 * @template T
 * @param {() => T} work
 * @returns {T}
 */
function call(work) {
  if (!ready) {
    throw new PaylinkError(
      "not_initialised",
      "paylink was used before `await init()` had finished",
    );
  }
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && "code" in error && !(error instanceof PaylinkError)) {
      throw new PaylinkError(String(error.code), error.message, error.cause);
    }
    throw error;
  }
}

const encoder = new TextEncoder();

/** @param {unknown} input @returns {Uint8Array} */
function bytesOf(input) {
  if (input instanceof Uint8Array) return input;
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  if (typeof input === "string") return encoder.encode(input);
  let text;
  try {
    if (typeof input === "object" && input !== null) text = JSON.stringify(input);
  } catch (error) {
    throw new PaylinkError("invalid_argument", "input: it cannot be made JSON", error);
  }
  if (text === undefined) {
    throw new PaylinkError(
      "invalid_argument",
      "input: expected a Uint8Array, an ArrayBuffer, a string or an object",
    );
  }
  return encoder.encode(text);
}

/** A body may be missing. @param {unknown} body */
const bodyOf = (body) => (body === undefined || body === null ? new Uint8Array() : bytesOf(body));

/**
 * Plain data of a request or an answer, its body apart; `Headers` are iterable.
 * @param {{headers?: Record<string, string> | Iterable<[string, string]>}} message
 */
function headOf({ headers = {}, ...head }) {
  const entries = Symbol.iterator in headers ? headers : Object.entries(headers);
  return { ...head, headers: Object.fromEntries(entries), body: undefined };
}

/** @typedef {typeof import("./types.d.ts")} Api */

/** @type {Api["version"]} */
export const version = () => call(() => wasm.version());
/** @type {Api["formats"]} */
export const formats = () => call(() => wasm.formats());
/** @type {Api["lifecycle"]} */
export const lifecycle = (format) => call(() => wasm.lifecycle(format));

/** @type {Api["truthTable"]} */
export const truthTable = (format) => call(() => wasm.truthTable(format));
/** @type {Api["diagram"]} */
export const diagram = (format, drawing) => call(() => wasm.diagram(format, drawing));
/** @type {Api["schema"]} */
export const schema = (name) => call(() => wasm.schema(name));
/** @type {Api["schemaNames"]} */
export const schemaNames = () =>
  call(() => /** @type {ReturnType<Api["schemaNames"]>} */ (wasm.schemaNames()));

/** @type {Api["detect"]} */
export const detect = (input) =>
  call(() => /** @type {ReturnType<Api["detect"]>} */ (wasm.detect(bytesOf(input)) ?? null));
/** @type {Api["read"]} */
export const read = (input, { format, limits } = {}) =>
  call(() => wasm.read(bytesOf(input), format, limits?.maxBytes));
/** @type {Api["readMany"]} */
export const readMany = (input, { format, limits } = {}) =>
  call(() => wasm.readMany(bytesOf(input), format, limits?.maxBytes));

/** @type {Api["readRequest"]} */
export const readRequest = (input, { format }) =>
  call(() => wasm.readRequest(bytesOf(input), format));
/** @type {Api["readError"]} */
export const readError = (input, { format, status }) =>
  call(() => wasm.readError(bodyOf(input), format, status));

/** @type {Api["write"]} */
export const write = (link) => call(() => wasm.write(link));

/** @type {Api["check"]} */
export const check = (kind, input) => call(() => wasm.check(kind, bytesOf(input)));

/** @type {Api["decide"]} */
export const decide = (action, link, clock) => call(() => wasm.decide(action, link, clock));
/** @type {Api["decideAll"]} */
export const decideAll = (link, clock) => call(() => wasm.decideAll(link, clock));

/** @type {Api["apply"]} */
export const apply = (event, link, clock) => call(() => wasm.apply(event, link, clock));
/** @type {Api["reconcile"]} */
export const reconcile = (stored, observed, seen) =>
  call(() => wasm.reconcile(stored, observed, seen));

/** @type {Api["plan"]} */
export const plan = (action, link, options) => call(() => wasm.plan(action, link, options));
/** @type {Api["planRead"]} */
export const planRead = (format, id) => call(() => wasm.planRead(format, id));
/** @type {Api["planCreate"]} */
export const planCreate = (input, { format, idempotencyKey }) =>
  call(() => wasm.planCreate(bytesOf(input), format, idempotencyKey));
/** @type {Api["checkRequest"]} */
export const checkRequest = (request) =>
  call(() => wasm.checkRequest(headOf(request), bodyOf(request.body)));
/** @type {Api["interpret"]} */
export const interpret = (planned, response, { now } = {}) =>
  call(() => wasm.interpret(planned, response && headOf(response), bodyOf(response?.body), now));

/** @type {Api["readWebhook"]} */
export const readWebhook = ({ secret = [], ...delivery }) =>
  call(() =>
    wasm.readWebhook(
      { ...headOf(delivery), secrets: Array.isArray(secret) ? secret : [secret] },
      bodyOf(delivery.body),
    ),
  );

/** @type {Api["idempotency"]} */
export const idempotency = Object.freeze({
  /** @type {Api["idempotency"]["claim"]} */
  claim: (profile, request) =>
    call(() => wasm.claim(profile, headOf(request), bodyOf(request.body))),
  /** @type {Api["idempotency"]["judge"]} */
  judge: (profile, record, claim, now) => call(() => wasm.judge(profile, record, claim, now)),
  /** @type {Api["idempotency"]["finish"]} */
  finish: (profile, record, response) => call(() => wasm.finish(profile, record, response)),
  /** @type {Api["idempotency"]["abandon"]} */
  abandon: (record, sent) => call(() => wasm.abandon(record, sent)),
  /** @type {Api["idempotency"]["mayAct"]} */
  mayAct: (record, now, deadlineMs) => call(() => wasm.mayAct(record, now, deadlineMs)),
  /** @type {Api["idempotency"]["newKey"]} */
  newKey: (random, now) => call(() => wasm.newKey(random, now)),
});

/** @type {Api["render"]} */
export const render = (issues, face, { status, catalogue } = {}) =>
  call(() => wasm.render(issues, face, status, catalogue));

/** @type {Api["catalogue"]} */
export const catalogue = () => call(() => wasm.catalogue());
/** @type {Api["translate"]} */
export const translate = (findings, catalogue) =>
  call(() => {
    const messages = wasm.translate(findings, catalogue);
    return findings.map((finding, index) => ({ ...finding, message: messages[index] ?? "" }));
  });
