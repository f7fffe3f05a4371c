// Other operations: deliveries, health, metrics, and this document.

/**
 * @import {FormatInfo, Signing} from "paylink"
 * @import {Schema} from "../schema.js"
 */

import { known, operation, READING, scoped, TEXT } from "../operation.js";
import { answer, GUARDED, json, KNOWN, problems } from "../responses.js";
import { ref, text } from "../schema.js";

/** @param {readonly FormatInfo[]} formats @returns {Record<string, Schema>} */
export const servicePaths = (formats) => ({
  ...Object.fromEntries(formats.map((info) => [`/webhooks/${info.id}`, { post: delivered(info) }])),
  "/healthz": { get: healthy() },
  "/readyz": { get: ready() },
  "/metrics": { get: metrics() },
  "/openapi.json": { get: document() },
  "/problems": { get: kinds() },
  "/problems/{code}": { get: kind() },
});

/** @param {FormatInfo} info */
const delivered = ({ id, name, signing }) =>
  operation({
    id: `${id}Deliver`,
    tag: "Webhooks",
    summary: `Take a delivery of ${name}`,
    description: `The address to set up at the provider. ${
      signing
        ? `A delivery is verified over its raw bytes by the header \`${signing.header}\` and the secret that is set up here.`
        : "The provider signs nothing, so it has to show the secret that is set up here in the header of its credential."
    } The same event again is the same answer, and nothing happens. A link that is shown, or read again because its payment moved, is put in its place beside what is known of it. Whatever is not 2xx was not taken, and should come again.`,
    parameters: signing ? besideSignature(signing) : [],
    body: {
      description: "As the provider sends it.",
      content: {
        "application/json": {
          schema: { type: "object", description: "The provider's own event." },
        },
      },
    },
    security: [{ [`${id}Delivery`]: [] }],
    responses: {
      200: answer("It was taken.", json("Taken")),
      ...problems([
        ...(signing
          ? /** @type {const} */ (["signature_missing", "signature_refused"])
          : /** @type {const} */ (["credential_missing", "credential_refused"])),
        ...(signing && signing.form !== "body_hex"
          ? /** @type {const} */ (["timestamp_malformed", "timestamp_refused"])
          : []),
        ...TEXT,
        "type_mismatch",
        "member_missing",
        "member_null",
        "resource_type",
        "exactly_one",
        "value_malformed",
        "text_half_character",
        "text_empty",
        "instant_malformed",
        "amount_malformed",
        "currency_malformed",
        "url_malformed",
        "url_credentials",
        "idempotency_key_locked",
        "rate_limited",
        "internal_error",
        ...READING.filter((code) => code !== "link_not_found"),
        "store_unavailable",
      ]),
    },
  });

/** The headers of a delivery beside its signature. @param {Signing} signing @returns {Schema[]} */
function besideSignature({ form, idHeader, timestampHeader }) {
  const names = [idHeader, timestampHeader].filter((name) => name !== undefined);
  const isSigned = form === "svix";
  return names.map((name) => ({
    name,
    in: "header",
    required: isSigned,
    description: isSigned
      ? "Part of what is signed."
      : "The event's id, the same on every redelivery. Without it, equal bodies are one event.",
    schema: text("A value.", { minLength: 1 }),
  }));
}

const healthy = () =>
  operation({
    id: "checkHealth",
    tag: "Service",
    summary: "Whether it runs",
    description: "Open to everybody.",
    security: [],
    responses: { 200: answer("It runs.", json("Health"), { counted: false }) },
  });

const ready = () =>
  operation({
    id: "checkReadiness",
    tag: "Service",
    summary: "Whether it can work",
    description: "Open to everybody. It can if its store can be read.",
    security: [],
    responses: {
      200: answer("It can.", json("Health"), { counted: false }),
      503: answer("It cannot now.", json("Unready"), {
        counted: false,
        headers: { "Retry-After": "RetryAfter" },
      }),
    },
  });

const metrics = () =>
  operation({
    id: "readMetrics",
    tag: "Service",
    summary: "What was counted",
    description:
      "Requests, calls to providers, closes, repeats, deliveries: in the text format of Prometheus, 0.0.4.",
    security: scoped("read"),
    responses: {
      200: answer("Of this process.", { "text/plain": text("Lines.") }),
      ...problems(GUARDED),
    },
  });

const document = () =>
  operation({
    id: "readOpenApi",
    tag: "Service",
    summary: "This document",
    description: "OpenAPI 3.1.",
    security: known(),
    responses: {
      200: answer("The document.", {
        "application/json": {
          type: "object",
          properties: {
            openapi: text("3.1.0"),
            info: { type: "object" },
            paths: { type: "object" },
          },
          required: ["openapi", "info", "paths"],
        },
      }),
      ...problems(KNOWN),
    },
  });

const kinds = () =>
  operation({
    id: "listProblems",
    tag: "Service",
    summary: "Every kind of problem",
    description: "HTML for a browser, JSON otherwise.",
    security: known(),
    responses: {
      200: answer(
        "All of them.",
        { ...json("ProblemKinds"), "text/html": text("A page.") },
        { headers: { Vary: "Vary" } },
      ),
      ...problems(KNOWN),
    },
  });

const kind = () =>
  operation({
    id: "readProblem",
    tag: "Service",
    summary: "One kind of problem, and what to do about it",
    description: "Where `help` of a problem leads. HTML for a browser, JSON otherwise.",
    parameters: [
      {
        name: "code",
        in: "path",
        required: true,
        description: "The member `code` of a problem.",
        schema: ref("IssueCode"),
      },
    ],
    security: known(),
    responses: {
      200: answer(
        "It.",
        { ...json("ProblemKind"), "text/html": text("A page.") },
        { headers: { Vary: "Vary" } },
      ),
      ...problems([...KNOWN, "route_unknown"]),
    },
  });
