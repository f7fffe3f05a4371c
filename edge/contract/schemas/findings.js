// Issues, notes and decisions.

/** @import {Schema} from "../schema.js" */

import { codes } from "paylink";
import { closeCall, code, list, object, only, ref, table, text, whole, word } from "../schema.js";

/** @type {Schema} */
const PARAMS = table(
  text("A value."),
  "What the message is made of. Input stands there as a short, escaped excerpt, secrets never.",
);
const POINTER = text(
  "JSON Pointer (RFC 6901) into the source document; empty is the whole. A missing member is named where it should stand.",
  { format: "json-pointer" },
);
const RANGE = list(
  whole("An offset."),
  "The UTF-8 bytes of the value at the pointer in the document that was read, the end exclusive; of a missing member, those of the value around it.",
  { minItems: 2, maxItems: 2 },
);
const SOURCED = {
  basis: code("basis", "Whether the rule is written down."),
  source: ref("Quote", "That rule."),
};

/** @param {string} description @param {Schema} of @param {string} severity */
const finding = (description, of, severity) =>
  object(description, {
    code: of,
    severity: only(severity, "Whether it makes the input unusable."),
    pointer: POINTER,
    "range?": RANGE,
    message: text("English, one line, made of the code and the parameters."),
    params: PARAMS,
  });

/** @param {string} description @param {"reasonCode" | "warningCode"} set */
const remark = (description, set) =>
  object(description, {
    code: code(set, "Stable."),
    message: text("English, one line, made of the code and the parameters."),
    params: PARAMS,
    ...SOURCED,
  });

export const PLAYED = {
  "played?": only(true, "The sandbox answered in the provider's place: it is test data."),
};

export const LINK_ISSUES = {
  "linkIssues?": list(
    ref("Issue"),
    "What is not as documented in the link that the provider shows; the outcome does not depend on it.",
    { minItems: 1 },
  ),
};

/** RFC 9457 with the additional members of the edge's problems. */
const PROBLEM = {
  type: text("A name, the same on every server: `urn:paylink:problem:` and the code.", {
    format: "uri",
  }),
  title: text("The code, for people."),
  status: whole("The HTTP status.", { minimum: 400, maximum: 599 }),
  detail: text("All messages, one behind the other."),
  code: ref("IssueCode", "Stable; of several issues the first one's."),
  issues: list(ref("Issue"), "Everything that is wrong, worst first.", { minItems: 1 }),
  "more?": whole("How many issues were left out: at most 100 are told.", { minimum: 1 }),
  help: text("Where this server has a page on it.", { format: "uri-reference" }),
};

/** The outcome of a call with an effect. */
const CHANGE = {
  "outcome?": word(
    () => ["not_sent", ...codes().outcome.filter((outcome) => outcome !== "done")],
    "What became of it: `not_sent` never left for the provider, `unclear` is not known.",
  ),
  "retry?": ref("Retry"),
  "error?": ref("ProviderError"),
};

/**
 * A case of a decision: the other members for a verdict.
 * @param {string} verdict
 * @param {boolean} canTry
 * @param {{reasons?: boolean, warnings?: boolean, next?: boolean}} has
 */
const decided = (verdict, canTry, { reasons = false, warnings = false, next = false }) => ({
  properties: {
    verdict: { const: verdict },
    canTry: { const: canTry },
    reasons: reasons ? { minItems: 1 } : { maxItems: 0 },
    ...(!warnings && { warnings: { maxItems: 0 } }),
    ...(!next && { next: false }),
  },
  ...(next && { required: ["next"] }),
});

/** @type {Record<string, Schema>} */
export const findings = {
  IssueCode: code("issueCode", "What is wrong. `/problems/` and the code is a page on it."),
  Issue: finding("What makes a document or a request unusable.", ref("IssueCode"), "error"),
  Note: finding(
    "An oddity of a document that can still be read.",
    code("noteCode", "Stable."),
    "note",
  ),
  Quote: object(
    "A page of documentation and its words; of an assumed rule, the page that is silent, and the reason.",
    {
      document: text("Whose page, and its title."),
      url: text("Its address."),
      readOn: text("The day on which it was read, `YYYY-MM-DD`."),
      words: text("Its words, or the reason for what is assumed."),
    },
  ),
  Reason: remark("Why an action is not possible, or not needed.", "reasonCode"),
  Warning: remark("A risk to consider before an action that is possible.", "warningCode"),
  Decision: object(
    "May it be done, how, and if not: why not? As of the answer's time.",
    {
      action: code("action", "What was asked; `close` is whichever way the provider has."),
      call: closeCall("The call that would do it."),
      verdict: code("verdict", "`uncertain`: only the provider can tell."),
      canTry: { type: "boolean", description: "Whether to make the call." },
      reasons: list(ref("Reason"), "Every reason."),
      "next?": code("status", "Where the link stands afterwards."),
      warnings: list(ref("Warning"), "What to know before."),
      ...SOURCED,
      "changesAt?": ref("Instant", "From then on the clock alone changes this answer."),
      "remainingMs?": whole("Milliseconds until the link expires by this clock."),
    },
    {
      oneOf: [
        decided("allowed", true, { warnings: true, next: true }),
        decided("already_done", false, { reasons: true, next: true }),
        decided("refused", false, { reasons: true }),
        decided("uncertain", true, { reasons: true, warnings: true, next: true }),
        decided("uncertain", false, { reasons: true }),
      ],
    },
  ),
  Problem: object("What went wrong, by RFC 9457.", PROBLEM),
  CreateProblem: object("Why a link was not made, or is not known to be.", {
    ...PROBLEM,
    ...CHANGE,
    "holders?": list(
      object("A link that has the reference of the request.", {
        id: text("The link's id.", { minLength: 1 }),
        status: code("status", "Where it stands."),
        "amount?": ref("Money"),
      }),
      "The links of which one may have been made by the request.",
      { minItems: 1 },
    ),
    ...PLAYED,
  }),
  CloseProblem: object("Why a link was not closed, or is not known to be.", {
    ...PROBLEM,
    ...CHANGE,
    ...PLAYED,
    "decision?": ref("Decision", "What was decided, if the link could be read."),
    "link?": ref("UsableLink", "The link as it was read, if it was refused."),
    ...LINK_ISSUES,
    "source?": only(
      "kept",
      "It rests on an ending that its provider showed before: it does not show the link now.",
    ),
    "shortened?": only(true, "Details are missing: they were too long to be kept for repeats."),
  }),
  Retry: object("What to do next.", {
    advice: code(
      "advice",
      "`stop`: the answer is final. `new_key`: this key is spoilt. `read_first`: look what became of the link before anything else.",
    ),
    "afterMs?": whole("Milliseconds to wait before."),
  }),
  ProviderError: object("A provider's error answer, in its own words.", {
    status: whole("The HTTP status."),
    "code?": text("The provider's code."),
    "message?": text("The provider's words."),
    "hint?": text("What the provider suggests."),
    "details?": list(ref("ProviderErrorDetail"), "Each thing that it finds wrong.", {
      minItems: 1,
    }),
    "foreign?": only(
      true,
      "The body does not have the provider's format; `message` is what could be read of it.",
    ),
  }),
  ProviderErrorDetail: object("One thing that a provider finds wrong.", {
    "code?": text("The provider's code."),
    "message?": text("The provider's words."),
    "place?": text("What it is about, as the provider names it."),
    "suggestion?": text("What the provider suggests."),
  }),
  ProblemKind: object("A kind of problem.", {
    code: ref("IssueCode"),
    type: PROBLEM.type,
    title: PROBLEM.title,
    status: whole("The HTTP status on our own paths."),
    statuses: table(whole("The HTTP status."), "On the providers' own paths, where it is another."),
    message: text("The template of the message, with `{parameters}`."),
    parameters: list(text("A name."), "The names in the template."),
    advice: text("What to do about it."),
  }),
  ProblemKinds: object("Every kind of problem.", {
    problems: list(ref("ProblemKind"), "In the order of the core's table."),
  }),
};
