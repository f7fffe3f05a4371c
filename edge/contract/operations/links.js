// Operations on links of all providers: list, create, read, close, import.

/**
 * @import {FormatInfo} from "paylink"
 * @import {Schema} from "../schema.js"
 */

import { componentOf } from "../core.js";
import {
  bodyOf,
  CHANGING,
  KEYED,
  makingOf,
  operation,
  QUERY,
  READING,
  REQUEST,
  requestTypeOf,
  scoped,
  TEXT,
} from "../operation.js";
import { given } from "../parameters.js";
import { answer, GUARDED, json, problems } from "../responses.js";
import { ref } from "../schema.js";

const tag = "Links";

/** The links of an answer to further operations. @param {string} id @param {string} format */
const followed = (id, format) =>
  Object.fromEntries(
    [
      ["read", "readLink"],
      ["close", "closeLink"],
      ["events", "listLinkEvents"],
    ].map(([name, operationId]) => [name, { operationId, parameters: { format, id } }]),
  );

/** @param {readonly FormatInfo[]} formats @returns {Record<string, Schema>} */
export const linkPaths = (formats) => ({
  "/v1/links": { get: listed() },
  ...Object.fromEntries(formats.map((info) => [`/v1/links/${info.id}`, { post: made(info) }])),
  "/v1/links/{format}/{id}": { get: read() },
  "/v1/links/{format}/{id}/close": { post: closed() },
  "/v1/imports": { post: imported(formats) },
});

const listed = () =>
  operation({
    id: "listLinks",
    tag,
    summary: "List links",
    description:
      "The links of all providers: a page of each at a time, asked for now, or what was last seen of them. A provider in trouble does not hide the others; it stands in `unavailable`, and the next page asks it again.",
    parameters: given(
      "OnlyFormat",
      "Statuses",
      "Can",
      "Reference",
      "CreatedFrom",
      "CreatedTo",
      "LinkOrder",
      "Source",
      "Limit",
      "Cursor",
    ),
    security: scoped("read"),
    responses: {
      200: answer("A page.", json("LinkList"), {
        links: {
          next: { operationId: "listLinks", parameters: { cursor: "$response.body#/next" } },
        },
      }),
      ...problems([...GUARDED, ...QUERY, "store_unavailable"]),
    },
  });

/** @param {FormatInfo} info */
const made = (info) => {
  const { id, name, mediaType } = info;
  return operation({
    id: `create${componentOf(id).replace(/Link$/, "")}Link`,
    tag,
    summary: `Make a link at ${name}`,
    description: `Makes a payment link. The body is ${name}'s own request; what is wrong with it is said at once and nothing is sent. A call whose answer was lost is repeated with the same key: the link that it made is found, not made again.`,
    parameters: given("NeededKey", "Prefer"),
    body: makingOf(info, "The provider's own request.", [
      ...new Set(["application/json", mediaType, requestTypeOf(info)]),
    ]),
    security: scoped("create"),
    responses: {
      201: answer("It was made.", json("MadeLink"), {
        headers: { Location: "Location", "Preference-Applied": "PreferenceApplied" },
        links: followed("$response.body#/link/id", "$response.body#/link/format"),
      }),
      ...problems(
        [
          ...GUARDED,
          "idempotency_key_missing",
          ...KEYED,
          ...REQUEST,
          "reference_held",
          ...CHANGING,
          "store_unavailable",
        ],
        { schema: "CreateProblem", schemaFrom: [...REQUEST, "reference_held", ...CHANGING] },
      ),
    },
  });
};

const read = () =>
  operation({
    id: "readLink",
    tag,
    summary: "Read a link",
    description:
      "A link as its provider shows it now, what may be done with it and why not, and its own document. While the provider does not show it: as it was last seen.",
    parameters: given("Format", "LinkId"),
    security: scoped("read"),
    responses: {
      200: answer("The link.", json("ShownLink"), {
        links: followed("$response.body#/link/id", "$response.body#/link/format"),
      }),
      ...problems([...GUARDED, "id_not_addressable", ...READING, "store_unavailable"]),
    },
  });

const closed = () =>
  operation({
    id: "closeLink",
    tag,
    summary: "Close a link",
    description:
      "Ends a link whichever way its provider has, cancelling or expiring it. The link is read first: a close that must be refused costs no call, and one that is done already is answered as that. Calls for the same link wait for each other.",
    parameters: given("Format", "LinkId", "Key", "Prefer"),
    security: scoped("close"),
    responses: {
      200: answer("It is closed.", json("ClosedLink"), {
        headers: { "Preference-Applied": "PreferenceApplied" },
      }),
      ...problems(
        [
          ...GUARDED,
          ...KEYED,
          "id_not_addressable",
          "json_too_large",
          "transition_refused",
          "close_running",
          ...CHANGING,
          "store_unavailable",
        ],
        {
          schema: "CloseProblem",
          schemaFrom: ["transition_refused", "close_running", ...CHANGING],
        },
      ),
    },
  });

/** @param {readonly FormatInfo[]} formats */
const imported = (formats) =>
  operation({
    id: "importLinks",
    tag,
    summary: "Import documents",
    description:
      "Reads payloads that somebody pasted: one link or a list, of any provider. Each is read, decided and remembered beside what the providers show; it never stands against that. A bad link does not spoil the others.",
    parameters: given("ImportFormat"),
    body: bodyOf(
      {
        anyOf: formats.flatMap(({ id }) => [ref(componentOf(id)), ref(componentOf(`${id}-list`))]),
      },
      "A provider's own document, up to 8 MiB. Whose it is, its members say together; a document that no provider's members are in, or several providers', is refused unless `format` says it.",
      [...new Set(["application/json", ...formats.map(({ mediaType }) => mediaType)])],
    ),
    security: scoped("close"),
    responses: {
      200: answer("What was read.", json("Imported")),
      ...problems([
        ...GUARDED,
        ...QUERY,
        ...TEXT,
        "type_mismatch",
        "member_missing",
        "format_unknown",
        "format_ambiguous",
        "store_unavailable",
      ]),
    },
  });
