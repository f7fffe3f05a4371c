// Error answers on the providers' own paths. A provider's errors are passed on, so these schemas are open.

/**
 * @import {FormatInfo} from "paylink"
 * @import {Schema} from "../schema.js"
 */

import { componentOf } from "../core.js";

/** @param {string} description */
const text = (description) => ({ type: "string", description });

/** The name of the component for a provider's errors. @param {string} format */
export const errorOf = (format) => componentOf(`${format}-error`);

/** @param {readonly FormatInfo[]} formats @returns {Record<string, Schema>} */
export const providerErrors = (formats) =>
  Object.fromEntries(formats.map(({ id }) => [errorOf(id), ENVELOPES[id] ?? ANY]));

/** @type {Schema} */
const ANY = { type: "object", description: "An error in the provider's own envelope." };

/** By format. @type {Record<string, Schema>} */
const ENVELOPES = {
  connect: {
    type: "object",
    description: "An error in Connect's own envelope.",
    required: ["message", "code"],
    properties: {
      message: text("What went wrong."),
      code: text("Stable."),
      hint: text("What to do about it."),
      details: {
        type: "array",
        description: "Each thing that is wrong with the request.",
        items: {
          type: "object",
          required: ["message", "code"],
          properties: {
            message: text("What is wrong."),
            code: text("Stable."),
            property: text("The member, header or parameter that it is about."),
            suggestion: text("What to do about it."),
          },
        },
      },
    },
  },
  txn: {
    type: "object",
    description: "JSON:API errors; the status is a number, as the provider's own pages have it.",
    required: ["errors"],
    properties: {
      errors: {
        type: "array",
        minItems: 1,
        description: "Each thing that is wrong.",
        items: {
          type: "object",
          required: ["status", "code", "title"],
          properties: {
            status: { type: ["integer", "string"], description: "The HTTP status." },
            code: text("Stable."),
            title: text("The code, for people."),
            detail: text("What went wrong."),
            source: {
              type: "object",
              description: "What it is about.",
              properties: {
                pointer: text("JSON Pointer into the request."),
                header: text("A header of the request."),
                parameter: text("A parameter of the query."),
              },
            },
          },
        },
      },
    },
  },
  stripe: {
    type: "object",
    description: "An error in Stripe's own envelope.",
    required: ["error"],
    properties: {
      error: {
        type: "object",
        description: "What went wrong.",
        required: ["type"],
        properties: {
          type: text("`api_error`, `card_error`, `idempotency_error` or `invalid_request_error`."),
          code: text("Stable, for some errors."),
          message: text("What went wrong."),
          param: text("The parameter that it is about, as a form has it."),
        },
      },
    },
  },
  razorpay: {
    type: "object",
    description: "An error in Razorpay's own envelope.",
    required: ["error"],
    properties: {
      error: {
        type: "object",
        description: "What went wrong.",
        required: ["code", "description"],
        properties: {
          code: text("`BAD_REQUEST_ERROR`, `GATEWAY_ERROR` or `SERVER_ERROR`."),
          description: text("What went wrong."),
          field: text("The member that it is about."),
          source: { type: ["string", "null"], description: "Where it comes from." },
          step: { type: ["string", "null"], description: "In which step of a payment." },
          reason: { type: ["string", "null"], description: "Why." },
        },
      },
    },
  },
};
