// Parameters of the edge's own calls.

/** @import {Schema} from "./schema.js" */

import { MAX_LINKS } from "../jobs/list.js";
import { code, list, ref, text, whole, word } from "./schema.js";

/** @param {string} name @param {Schema} schema @param {string} description */
const query = (name, schema, description) => ({ name, in: "query", description, schema });

/** @param {string} name @param {Schema} schema @param {string} description */
const path = (name, schema, description) => ({
  name,
  in: "path",
  required: true,
  description,
  schema,
});

/** @param {string} name @param {Schema} schema @param {string} description @param {boolean} [required] */
const header = (name, schema, description, required = false) => ({
  name,
  in: "header",
  required,
  description,
  schema,
});

const KEY =
  "A key of the caller's own: the first call with it has its effect, every later one has the first one's answer. It is the caller's, and is remembered for 24 hours. In double quotes (RFC 8941).";
const key = text("The key.", { pattern: '^"[!#-\\[\\]-~]{1,256}"$' });

/** What a segment of a path can be, for every proxy: no separator, escape, control character or dot segment. */
const IN_A_PATH = String.raw`^(?!\.{1,2}$)[^/\\?#%\u0000-\u001f\u007f-\u009f]+$`;

/** @type {Record<string, Schema>} */
export const parameters = {
  Format: path("format", ref("Format"), "Whose link it is."),
  LinkId: path("id", text("The id.", { pattern: IN_A_PATH }), "The provider's id of the link."),
  AnyLinkId: path("id", text("The id."), "An id of the link, also one that no call can have."),
  JobId: path("job", text("The id.", { format: "uuid" }), "The job's id."),
  NeededKey: header("Idempotency-Key", key, KEY, true),
  Key: header("Idempotency-Key", key, `${KEY} Without one a repeat is another call.`),
  Prefer: header(
    "Prefer",
    text("`wait=` and seconds, up to 30."),
    "What to do while the first call with the same key still runs: `wait=20` waits so long for its answer instead of answering 409 at once (RFC 7240). Other preferences are passed over.",
  ),
  Cursor: query(
    "cursor",
    text("The `next` of the page before.", { pattern: "^[\\w-]{1,4000}$" }),
    "Where the list goes on. The other parameters have to be the same.",
  ),
  Limit: query(
    "limit",
    whole("How many.", { minimum: 1, maximum: 100, default: 50 }),
    "How many links of each provider a page has at most; of what is kept, how many altogether.",
  ),
  OnlyFormat: query("format", ref("Format"), "Only this provider's."),
  Statuses: {
    ...query(
      "status",
      list(code("status", "A status."), "Statuses, with commas between.", { minItems: 1 }),
      "Only links with one of these statuses.",
    ),
    style: "form",
    explode: false,
  },
  Can: query(
    "can",
    code("action", "An action."),
    "Only links with which this may be tried now; `close` is whichever way the provider has.",
  ),
  Reference: query(
    "reference",
    text("The reference.", { minLength: 1, maxLength: 200 }),
    "Only links with exactly this reference of the merchant's.",
  ),
  CreatedFrom: query("createdFrom", ref("Instant"), "Only links that were made then or later."),
  CreatedTo: query("createdTo", ref("Instant"), "Only links that were made then or earlier."),
  LinkOrder: query(
    "order",
    code("listOrder", "Which first.", { default: "oldest_first" }),
    "Which links of a provider come first, where its list can be asked for that. With the oldest first a link that is made meanwhile shifts no page: none comes twice, none is left out.",
  ),
  Source: query(
    "source",
    { ...word(["providers", "kept"], "Where from."), default: "providers" },
    "`providers` are asked now; `kept` is what was last seen of each link, and asks nobody.",
  ),
  After: query(
    "after",
    text("An event's id.", { pattern: "^[0-9a-f-]{36}$" }),
    "Only what stands behind this event: the `next` of the page before.",
  ),
  EventLimit: query(
    "limit",
    whole("How many.", { minimum: 1, maximum: 200, default: 50 }),
    "How many events a page has at most.",
  ),
  Order: query(
    "order",
    code("listOrder", "Which first.", { default: "newest_first" }),
    "Which events come first.",
  ),
  AfterItem: query(
    "after",
    whole("Its place.", { maximum: MAX_LINKS }),
    "Only links behind this place: the `next` of the page before.",
  ),
  ItemLimit: query(
    "limit",
    whole("How many.", { minimum: 1, maximum: 1000, default: 100 }),
    "How many links a page has at most.",
  ),
  Concurrency: query(
    "concurrency",
    whole("How many.", { minimum: 1, maximum: 16, default: 4 }),
    "How many links are closed at a time.",
  ),
  ImportFormat: query(
    "format",
    ref("Format"),
    "Whose document it is; without it its shape decides.",
  ),
};

/** @param {...string} names of the parameters above */
export const given = (...names) =>
  names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
