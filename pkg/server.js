// The calls that only servers and tools make; the module for pages has none of them.

import { bodyOf, bytesOf, call, headOf, newKey, text } from "./core.js";
import * as wasm from "./wasm/paylink.js";

/** @import {Api} from "./calls.js" */

/** The secrets that are set: `[process.env.OLD, process.env.NEW]` may have gaps. @param {unknown} secret */
const secretsOf = (secret) =>
  (Array.isArray(secret) ? secret : [secret])
    .filter((one) => one !== undefined && one !== null)
    .map((one) => text("secret", one));

/** @type {Api["lifecycle"]} */
export const lifecycle = (format) => call(() => wasm.lifecycle(text("format", format)));
/** @type {Api["truthTable"]} */
export const truthTable = (format) => call(() => wasm.truthTable(text("format", format)));
/** @type {Api["diagram"]} */
export const diagram = (format, drawing) =>
  call(() => wasm.diagram(text("format", format), text("drawing", drawing)));
/** @type {Api["schema"]} */
export const schema = (name) => call(() => wasm.schema(text("name", name)));
/** @type {Api["schemaNames"]} */
export const schemaNames = () =>
  call(() => /** @type {ReturnType<Api["schemaNames"]>} */ (wasm.schemaNames()));
/** @type {Api["valueAt"]} */
export const valueAt = (input, offset) =>
  call(() => /** @type {ReturnType<Api["valueAt"]>} */ (wasm.valueAt(bytesOf(input), offset)));
/** @type {Api["classify"]} */
export const classify = (input) =>
  call(() => /** @type {ReturnType<Api["classify"]>} */ (wasm.classify(bytesOf(input))));
/** @type {Api["detect"]} */
export const detect = (input) =>
  call(() => /** @type {ReturnType<Api["detect"]>} */ (wasm.detect(bytesOf(input)) ?? null));
/** @type {Api["readCreateRequest"]} */
export const readCreateRequest = (input, options) =>
  call(() => wasm.readCreateRequest(bytesOf(input), text("format", options.format)));
/** @type {Api["findMade"]} */
export const findMade = (request, links, options) =>
  call(() => {
    const { format, firstTriedAt } = options;
    return wasm.findMade(bytesOf(request), text("format", format), links, firstTriedAt);
  });
/** @type {Api["findLinkOf"]} */
export const findLinkOf = (child, links) => call(() => wasm.findLinkOf(child, links));
/** @type {Api["readError"]} */
export const readError = (input, options) =>
  call(() => wasm.readError(bodyOf(input), text("format", options.format), options.status));
/** @type {Api["write"]} */
export const write = (link) => call(() => wasm.write(link));
/** @type {Api["validate"]} */
export const validate = (kind, input, options) =>
  call(() => wasm.validate(text("kind", kind), bytesOf(input), options?.format));
/** @type {Api["planCreate"]} */
export const planCreate = (input, options) =>
  call(() => {
    const { format, idempotencyKey } = options;
    const key = text("idempotencyKey", idempotencyKey, false);
    return wasm.planCreate(bytesOf(input), text("format", format), key);
  });
/** @type {Api["checkRequest"]} */
export const checkRequest = (request) =>
  call(() => wasm.checkRequest(headOf(request), bodyOf(request.body)));
/** @type {Api["readWebhook"]} */
export const readWebhook = (given) =>
  call(() => {
    const { secret, now, body } = given;
    const delivery = { ...headOf(given), secrets: secretsOf(secret), now };
    return wasm.readWebhook(delivery, bodyOf(body));
  });
/** @type {Api["errorBody"]} */
export const errorBody = (issues, face, options) =>
  call(() => wasm.errorBody(issues, text("face", face), options?.status, options?.catalogue));
/** @type {Api["idempotency"]} */
export const idempotency = Object.freeze({
  /** @type {Api["idempotency"]["claim"]} */
  claim: (profile, request) =>
    call(() => wasm.claim(text("profile", profile), headOf(request), bodyOf(request.body))),
  /** @type {Api["idempotency"]["judge"]} */
  judge: (profile, record, claim, now) =>
    call(() => wasm.judge(text("profile", profile), record, claim, now)),
  /** @type {Api["idempotency"]["finish"]} */
  finish: (profile, record, response) =>
    call(() => wasm.finish(text("profile", profile), record, response)),
  /** @type {Api["idempotency"]["abandon"]} */
  abandon: (record, sent) => call(() => wasm.abandon(record, sent)),
  /** @type {Api["idempotency"]["mayAct"]} */
  mayAct: (record, now, deadlineMs) => call(() => wasm.mayAct(record, now, deadlineMs)),
  newKey,
});
