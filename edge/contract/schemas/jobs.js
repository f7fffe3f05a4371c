// Jobs: many links at once.

/** @import {Schema} from "../schema.js" */

import { codes } from "paylink";
import { MAX_LINKS } from "../../jobs/list.js";
import {
  either,
  flag,
  instant,
  list,
  object,
  only,
  ref,
  table,
  text,
  whole,
  word,
} from "../schema.js";

const NAME = {
  format: ref("Format"),
  id: text("The link's id.", { minLength: 1 }),
};

const JOB = {
  id: text("The job's id.", { format: "uuid" }),
  madeAt: instant("When it was made."),
  who: text("The name of whoever made it."),
  links: whole("How many links it has.", { minimum: 1, maximum: MAX_LINKS }),
};

const ITEM = {
  n: whole("Its place in the job, from 0.", { maximum: MAX_LINKS - 1 }),
  format: NAME.format,
  id: NAME.id,
};

const RESULT = {
  final: flag("Whether it stays; what is not final is tried again when the job is run again."),
  status: whole("The HTTP status that the close of this one link has.", {
    minimum: 200,
    maximum: 599,
  }),
  outcome: word(() => ["already_done", "not_sent", ...codes().outcome], "What became of it."),
  "code?": ref("IssueCode", "Of the problem, if there is one."),
  "message?": text("Of the problem."),
  "rawStatus?": text("The provider's word for the link's status, if it is known."),
  "source?": only(
    "kept",
    "It rests on an ending that its provider showed before: it does not show the link now.",
  ),
  at: instant("When that was."),
};

const COUNTS = table(
  whole("How many.", { minimum: 1 }),
  "How many links have which outcome; `waiting` are those that nobody has tried yet.",
);

/** @type {Record<string, Schema>} */
export const jobSchemas = {
  JobRequest: object("The links to be closed.", {
    links: list(object("A link.", NAME), "Each link once.", {
      minItems: 1,
      maxItems: MAX_LINKS,
      uniqueItems: true,
    }),
  }),
  Job: object("A job. Nothing is closed until it is run.", JOB),
  JobState: object("A job and what became of its links, a page at a time.", {
    ...JOB,
    counts: COUNTS,
    items: list(ref("JobItem"), "Its links, in the order in which they were named."),
    "next?": whole("What to ask for as `after`; missing behind the last."),
  }),
  JobItem: object("A link of a job.", { ...ITEM, "result?": ref("JobResult") }),
  JobResult: object("What became of a link of a job.", RESULT),
  JobLine: either("One line of a run.", [
    object("A link was tried, or had been.", {
      ...ITEM,
      ...RESULT,
      "before?": only(true, "It was done in an earlier run, and nothing was sent now."),
    }),
    object("The last line: all links have been gone through.", {
      job: JOB.id,
      finished: only(true, "There is nothing behind this line."),
      counts: COUNTS,
    }),
    object("The last line, if the run broke off: run the job again.", {
      interrupted: only(true, "There is nothing behind this line."),
    }),
  ]),
};
