// The calls that pages and servers make: they convert inputs to bytes or plain data; the core has every rule.

import { bodyOf, call, headOf, text } from "./core.js";
import * as wasm from "./wasm/paylink.js";

export { readBatch } from "./batch.js";
export { initSync, PaylinkCrash, PaylinkError } from "./core.js";
export { readList } from "./list.js";
export { read } from "./read.js";

/** @typedef {typeof import("./types.d.ts")} Api */

/** @type {Api["version"]} */
export const version = () => call(() => wasm.version());
/** @type {Api["formats"]} */
export const formats = () => call(() => wasm.formats());
/** @type {Api["codes"]} */
export const codes = () => call(() => wasm.codes());
/** @type {Api["decide"]} */
export const decide = (action, link, clock) =>
  call(() => wasm.decide(text("action", action), link, clock));
/** @type {Api["decideAll"]} */
export const decideAll = (link, clock) => call(() => wasm.decideAll(link, clock));
/** @type {Api["transition"]} */
export const transition = (link, event, clock) =>
  call(() => wasm.transition(link, text("event", event), clock));
/** @type {Api["reconcile"]} */
export const reconcile = (stored, observed, seen) =>
  call(() => wasm.reconcile(stored, observed, seen));
/** @type {Api["planClose"]} */
export const planClose = (action, link, options) =>
  call(() => wasm.planClose(text("action", action), link, options));
/** @type {Api["planRead"]} */
export const planRead = (format, id) =>
  call(() => wasm.planRead(text("format", format), text("id", id)));
/** @type {Api["planList"]} */
export const planList = (format, listing) =>
  call(() => wasm.planList(text("format", format), listing));
/** @type {Api["interpretResponse"]} */
export const interpretResponse = (planned, response, options) =>
  call(() =>
    wasm.interpretResponse(
      planned,
      response && headOf(response),
      bodyOf(response?.body),
      options?.now,
    ),
  );
/** @type {Api["messages"]} */
export const messages = () => call(() => wasm.messages());
/** @type {Api["translate"]} */
export const translate = (findings, catalogue) =>
  call(() => {
    const messages = wasm.translate(findings, catalogue);
    return findings.map((finding, index) => ({ ...finding, message: messages[index] ?? "" }));
  });
