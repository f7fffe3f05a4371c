// Operations on jobs, and the journal.

/** @import {Schema} from "../schema.js" */

import { bodyOf, KEYED, operation, QUERY, scoped, TEXT } from "../operation.js";
import { given } from "../parameters.js";
import { answer, GUARDED, json, problems } from "../responses.js";
import { ref, text } from "../schema.js";

const tag = "Jobs";

/** @param {string} operationId @param {string} job */
const followed = (operationId, job) => ({ operationId, parameters: { job } });

/** @type {() => Record<string, Schema>} */
export const jobPaths = () => ({
  "/v1/jobs": { post: made() },
  "/v1/jobs/{job}": { get: read() },
  "/v1/jobs/{job}/run": { post: run() },
  "/v1/events": { get: journal() },
  "/v1/links/{format}/{id}/events": { get: journalOfLink() },
});

const made = () =>
  operation({
    id: "createJob",
    tag,
    summary: "Name links to be closed",
    description:
      "Makes a job of up to 10,000 links. Nothing is closed until it is run. It is kept for 90 days.",
    parameters: given("Key", "Prefer"),
    body: bodyOf(ref("JobRequest"), "The links."),
    security: scoped("close"),
    responses: {
      201: answer("It was made.", json("Job"), {
        headers: { Location: "Location", "Preference-Applied": "PreferenceApplied" },
        links: {
          run: followed("runJob", "$response.body#/id"),
          read: followed("readJob", "$response.body#/id"),
        },
      }),
      ...problems([
        ...GUARDED,
        ...KEYED,
        ...TEXT,
        "type_mismatch",
        "member_missing",
        "member_unexpected",
        "too_many_items",
        "store_unavailable",
      ]),
    },
  });

const read = () =>
  operation({
    id: "readJob",
    tag,
    summary: "Read a job",
    description: "What became of each of its links so far, a page at a time.",
    parameters: given("JobId", "AfterItem", "ItemLimit"),
    security: scoped("read"),
    responses: {
      200: answer("The job.", json("JobState"), {
        links: {
          run: followed("runJob", "$response.body#/id"),
          next: {
            operationId: "readJob",
            parameters: { job: "$request.path.job", after: "$response.body#/next" },
          },
        },
      }),
      ...problems([...GUARDED, ...QUERY, "job_not_found", "store_unavailable"]),
    },
  });

const run = () =>
  operation({
    id: "runJob",
    tag,
    summary: "Run a job",
    description:
      "Closes its links, several at a time, and tells of each as it comes: one JSON object a line. Whoever goes away stops it after what has been begun; run again, it goes on where it stopped. Each link has an idempotency key of the job's own, so two that run it at once close nothing twice. The last line says that it is finished, or that it broke off.",
    parameters: given("JobId", "Concurrency"),
    security: scoped("close"),
    responses: {
      200: lines(),
      ...problems([...GUARDED, ...QUERY, "job_not_found", "store_unavailable"]),
    },
  });

/** OpenAPI 3.1 has no schema for a line of a stream; 3.2 has `itemSchema`. */
function lines() {
  const type = "application/x-ndjson";
  const told = answer("Line by line.", { [type]: text("Lines, each of which is a JSON object.") });
  const content = { [type]: { ...told.content[type], "x-itemSchema": ref("JobLine") } };
  return { ...told, content };
}

const NEXT = (/** @type {string} */ operationId, /** @type {Schema} */ more = {}) => ({
  next: { operationId, parameters: { ...more, after: "$response.body#/next" } },
});

const journal = () =>
  operation({
    id: "listEvents",
    tag: "Events",
    summary: "List what happened",
    description:
      "The journal: who did what, when, what was decided, and by whose rule. Entries are only ever added, and kept for 400 days.",
    parameters: given("After", "EventLimit", "Order"),
    security: scoped("read"),
    responses: {
      200: answer("A page.", json("Events"), { links: NEXT("listEvents") }),
      ...problems([...GUARDED, ...QUERY, "store_unavailable"]),
    },
  });

const journalOfLink = () =>
  operation({
    id: "listLinkEvents",
    tag: "Events",
    summary: "List what happened to a link",
    description: "The entries of the journal that are about one link.",
    parameters: given("Format", "AnyLinkId", "After", "EventLimit", "Order"),
    security: scoped("read"),
    responses: {
      200: answer("A page.", json("Events"), {
        links: NEXT("listLinkEvents", {
          format: "$request.path.format",
          id: "$request.path.id",
        }),
      }),
      ...problems([...GUARDED, ...QUERY, "link_not_found", "store_unavailable"]),
    },
  });
