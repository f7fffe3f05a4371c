// Error answers on the providers' own paths. A provider's errors are passed on, so these schemas are open.

/** @import {Schema} from "../schema.js" */

/** @param {string} description */
const text = (description) => ({ type: "string", description });

/** @type {Record<string, Schema>} */
export const providerErrors = {
  ConnectError: {
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
  TxnError: {
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
};
