// The providers' own APIs at their own paths. Their calls and the parameters of their lists come from the core.

/**
 * @import {CallInfo, FormatId, FormatInfo, IssueCode, Listing, ListOrder, ListParameter, Operation as Purpose} from "paylink"
 * @import {Schema} from "../schema.js"
 */

import { checkRequest, codes, planList } from "paylink";
import { componentOf } from "../core.js";
import { makingOf, operation, REQUEST, requestTypeOf, TEXT } from "../operation.js";
import { answer, problems } from "../responses.js";
import { ref, text, whole, word } from "../schema.js";

/** @param {readonly FormatInfo[]} formats @returns {Record<string, Schema>} */
export function providerPaths(formats) {
  /** @type {Record<string, Schema>} */
  const paths = {};
  for (const info of formats) {
    for (const call of info.calls) {
      paths[call.path] = {
        ...paths[call.path],
        [call.method.toLowerCase()]: called(info, call),
      };
    }
  }
  return paths;
}

/** The summary of each call. @type {Record<Purpose, string>} */
const SUMMARY = {
  create: "Make a link",
  close: "Close a link",
  read: "Read a link",
  list: "List links",
};

/** Codes of a call that its provider would refuse too. @type {IssueCode[]} */
const CHECKED = [
  "credential_missing",
  "credential_malformed",
  "credential_refused",
  "scope_missing",
  "header_malformed",
  "header_duplicate",
  "not_acceptable",
  "rate_limited",
  "internal_error",
];

/** Codes of a call that is passed on. @type {IssueCode[]} */
const PASSED = ["upstream_unreachable", "upstream_paused", "upstream_late"];

/** Codes of a call that has, or needs, a content type. @type {IssueCode[]} */
const TYPED = ["media_type_missing", "media_type_unsupported"];

/**
 * Whether a call without a body needs a content type.
 * @param {FormatInfo} info
 * @param {string} method
 * @param {string} path
 */
function needsType({ credential: { header, scheme } }, method, path) {
  const headers = { [header]: scheme ? `${scheme} x` : "x" };
  const checked = checkRequest({ method, path: path.replace("{id}", "x"), headers });
  return !checked.ok && checked.issues.some(({ code }) => code === "media_type_missing");
}

/** @param {FormatInfo} info @param {CallInfo} call */
function called(info, { operation: purpose, method, path, basis, document, words }) {
  const { id: format, name, mediaType, idempotency: profile } = info;
  const changes = purpose === "create" || purpose === "close";
  const keyed = changes && profile;
  const typed = changes || needsType(info, method, path);
  const said = basis === "documented" ? "Documented" : "Not documented, and assumed";
  return operation({
    id: `${format}${purpose.charAt(0).toUpperCase()}${purpose.slice(1)}`,
    tag: name,
    summary: purpose === "close" ? `${SUMMARY.close}: ${info.close}` : SUMMARY[purpose],
    description: `${said} (${document}: ${words}). An existing client changes its base URL, and nothing else. The call is checked${
      keyed ? ", kept from running twice" : ""
    }${purpose === "close" ? ", guarded" : ""} and passed on; the answer is the provider's own, or looks as the provider's would.`,
    parameters: [
      ...(path.includes("{id}") ? [{ $ref: "#/components/parameters/LinkId" }] : []),
      ...(purpose === "list" ? listing(info) : []),
      ...(typed && purpose !== "create" && needsType(info, method, path)
        ? [
            {
              name: "Content-Type",
              in: "header",
              required: true,
              description:
                "Without a body, too. (Tools pass this over, for OpenAPI has content types stand with bodies.)",
              schema: word([mediaType], "The provider's media type."),
            },
          ]
        : []),
      ...(keyed
        ? [
            {
              name: profile.header,
              in: "header",
              description:
                "The first call with the key has its effect, every later one has the first one's answer.",
              schema: text("The key.", { pattern: `^[!-~]{1,${profile.longest}}$` }),
            },
          ]
        : []),
    ],
    ...(purpose === "create" && {
      body: makingOf(info, "The link to be made.", [requestTypeOf(info)]),
    }),
    security: [{ [format]: [] }],
    responses: {
      // Providers differ in the status of what was made, and it is passed on.
      [purpose === "create" ? "2XX" : 200]: answer(
        {
          create: "The link, as it was made.",
          close: "The link, as it is now.",
          read: "The link.",
          list: "A page.",
        }[purpose],
        { [mediaType]: ref(componentOf(purpose === "list" ? `${format}-list` : format)) },
      ),
      ...problems([...codesOf(info, purpose), ...(typed ? TYPED : [])], { at: format }),
      default: {
        description:
          "Whatever else the provider answers: its own status, content type and body, as they came.",
        content: { [mediaType]: { schema: {} } },
      },
    },
  });
}

/** @param {FormatInfo} info @param {Purpose} purpose @returns {IssueCode[]} */
function codesOf({ idempotency: profile }, purpose) {
  /** @type {IssueCode[]} */
  const keyed = profile
    ? [
        "idempotency_key_malformed",
        "idempotency_key_too_long",
        "idempotency_key_mismatch",
        "idempotency_key_locked",
      ]
    : [];
  /** @type {IssueCode[]} */
  const link = ["id_malformed", "id_not_addressable", "link_not_found"];
  switch (purpose) {
    case "list":
      return [...CHECKED, ...PASSED, "parameter_malformed", "parameter_duplicate"];
    case "read":
      return [...CHECKED, ...PASSED, ...link];
    case "create":
      return [...CHECKED, ...REQUEST, ...PASSED, ...keyed, "store_unavailable", "outcome_not_kept"];
    case "close":
      return [
        ...CHECKED,
        ...PASSED,
        ...keyed,
        ...TEXT,
        "body_unexpected",
        ...link,
        "transition_refused",
        "close_running",
        "store_unavailable",
        "outcome_not_kept",
      ];
  }
}

/** The parameters of a list, by the provider's names. @param {FormatInfo} info @returns {Schema[]} */
function listing(info) {
  return info.listing.parameters.flatMap(({ member, parameter, beside, basis, words }) => {
    const said = basis === "documented" ? words : `${words} (assumed)`;
    /** @param {string} name @param {Schema} schema */
    const query = (name, schema) => ({ name, in: "query", description: said, schema });
    const own = query(parameter, valued(info, member, parameter));
    return beside ? [query(beside.parameter, word([beside.value], "The only value.")), own] : [own];
  });
}

/**
 * @param {FormatInfo} info
 * @param {ListParameter["member"]} member
 * @param {string} parameter the provider's name
 * @returns {Schema}
 */
function valued({ id, listing: { pages } }, member, parameter) {
  switch (member) {
    case "cursor":
      if (pages === "by_number") return whole("The number of a page.", COUNTED);
      if (pages === "by_offset")
        return whole("How many links come before the page.", { maximum: 4_294_967_295 });
      return text("Where the page begins, as the page before says.", { minLength: 1 });
    case "limit":
      // The provider decides about the maximum.
      return whole("How many.", COUNTED);
    case "reference":
      return text("The reference.", { minLength: 1 });
    case "createdFrom":
    case "createdTo":
      return isInSeconds(id, member) ? whole("Seconds since 1970.", SECONDS) : ref("Instant");
    case "order":
      return word(
        codes().listOrder.map((order) => orderOf(id, order, parameter)),
        "Which links come first.",
      );
  }
}

/** The core's pattern for a number of pages or links. */
const COUNTED = { minimum: 1, maximum: 4_294_967_295 };

/** The years 0 to 9999. */
const SECONDS = { minimum: -62_167_219_200, maximum: 253_402_300_799 };

/** Whether a time is whole seconds, from a planned call. @param {FormatId} format @param {"createdFrom" | "createdTo"} member */
function isInSeconds(format, member) {
  const planned = planList(format, /** @type {Listing} */ ({ [member]: "2026-01-01T00:00:00Z" }));
  return planned.ok && /=\d{10}(?:&|$)/.test(planned.value.path);
}

/** The provider's word for an order, from a planned call. @param {FormatId} format @param {ListOrder} order @param {string} parameter */
function orderOf(format, order, parameter) {
  const planned = planList(format, /** @type {Listing} */ ({ order }));
  const path = planned.ok ? planned.value.path : "";
  return new URLSearchParams(path.split("?")[1]).get(parameter) ?? "";
}
