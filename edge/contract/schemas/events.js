// The journal's entries with the details of each type, and the answers to deliveries.

/**
 * @import {EntryType} from "../../journal.js"
 * @import {Schema} from "../schema.js"
 */

import { codes } from "paylink";
import {
  closeCall,
  code,
  either,
  flag,
  instant,
  list,
  object,
  only,
  ref,
  text,
  whole,
  word,
} from "../schema.js";

const SOURCED = {
  basis: code("basis", "Whether the rule is written down."),
  source: ref("Quote", "That rule."),
};

const ANSWERED = {
  outcome: word(
    () => ["not_sent", ...codes().outcome],
    "What the answer meant; `not_sent`: nothing left.",
  ),
  "status?": whole("The HTTP status that the provider answered."),
  "code?": text("The provider's code."),
  "foundByReading?": only(true, "The answer did not say; the link did, when it was read again."),
};

const CHANGED = {
  verdict: code("standing", "How what was seen stands to what was known."),
  why: code("groundCode", "Why."),
  "from?": text("The provider's word for the status before."),
  to: text("The provider's word for the status from now on."),
  "origin?": only("import", "A caller pasted it; no provider showed it."),
};

const CHILD = {
  type: word(() => codes().kind.filter((kind) => kind !== "unknown"), "Which of the two."),
  id: text("Its id.", { minLength: 1 }),
};

const CHILD_STATE = {
  rawStatus: text("The provider's word for its status."),
  "statusContext?": text("How much came, of an invoice."),
  "paymentStatus?": text("When it came, of an invoice."),
};

const CHILD_CHANGED = {
  ...CHILD,
  "from?": object("Where it stood before; missing where it was not known.", CHILD_STATE),
  to: object("Where it stands.", CHILD_STATE),
};

const DELIVERED = {
  event: text("The delivery's own id, the same on every redelivery."),
  "kind?": text("The provider's name for the kind of event."),
  at: ref("Instant", "When it happened, or when it was sent, as the provider has it."),
  verified: flag("Whether a signature was checked."),
  "issues?": list(
    object("One of them.", {
      code: ref("IssueCode"),
      pointer: text("Where it is, as a JSON Pointer."),
    }),
    "Why its body could not be read.",
  ),
  "child?": object("The invoice or payout that it is about.", {
    ...CHILD,
    rawStatus: CHILD_STATE.rawStatus,
  }),
};

/** The caller, the subject and the details of an entry. */
const LINK = { format: ref("Format"), link: text("The link's id.", { minLength: 1 }) };

/** @type {Record<EntryType, {says: string, about: Record<string, Schema>, detail: Record<string, Schema>}>} */
const KINDS = {
  close_decided: {
    says: "A link was to be closed, and this was decided.",
    about: LINK,
    detail: {
      action: code("action", "What was asked."),
      call: closeCall("The call that would do it."),
      verdict: code("verdict", "What was decided."),
      canTry: flag("Whether the call was made."),
      "next?": code("status", "Where the link would stand afterwards."),
      reasons: list(code("reasonCode", "A code."), "Every reason."),
      warnings: list(code("warningCode", "A code."), "What was to be known before."),
      "origin?": word(
        ["kept", "unseen"],
        "What it rests on, where the provider did not show the link: `kept`, an ending that it showed before; `unseen`, nothing, so the provider was asked.",
      ),
      "imported?": text(
        "The provider's word for the status in what was pasted of the link; it decides nothing.",
      ),
      ...SOURCED,
    },
  },
  close_answered: {
    says: "The provider answered the call that closes a link, or did not.",
    about: LINK,
    detail: { ...ANSWERED, ...SOURCED },
  },
  create_planned: {
    says: "A link is about to be made.",
    about: { format: LINK.format },
    detail: { "reference?": text("The merchant's own id for the payment.") },
  },
  create_answered: {
    says: "The provider answered the call that makes a link, or did not.",
    about: { format: LINK.format, "link?": LINK.link },
    detail: { ...ANSWERED, "basis?": SOURCED.basis, "source?": SOURCED.source },
  },
  link_changed: { says: "A link was seen to have moved on.", about: LINK, detail: CHANGED },
  child_changed: {
    says: "The invoice or payout of a link was seen for the first time, or to have moved on.",
    about: LINK,
    detail: {
      verdict: CHANGED.verdict,
      why: CHANGED.why,
      "origin?": CHANGED["origin?"],
      ...CHILD_CHANGED,
    },
  },
  paid_after_end: {
    says: "A link had ended unpaid, and its payment was made afterwards: somebody should look at it.",
    about: LINK,
    detail: {
      rawStatus: text("The provider's word for the link's status."),
      "child?": object("What was paid.", { ...CHILD, ...CHILD_STATE }),
    },
  },
  link_conflict: {
    says: "A link was seen to be what it cannot be, or its payment to have ended in two ways: somebody should look at it.",
    about: LINK,
    detail: {
      ...CHANGED,
      observed: text("The provider's word for the status that contradicts it."),
      "child?": object(
        "Its invoice or payout, where that is what ended in two ways: `from` is known, `to` contradicts it.",
        CHILD_CHANGED,
      ),
    },
  },
  link_imported: {
    says: "Somebody pasted documents.",
    about: {},
    detail: { read: whole("How many were read."), refused: whole("How many were not.") },
  },
  delivery: {
    says: "A provider delivered something.",
    about: { format: LINK.format, "link?": LINK.link },
    detail: {
      ...DELIVERED,
      "verdict?": code("standing", "How the link that it shows stands to what was known."),
    },
  },
  delivery_differs: {
    says: "A provider delivered something else with an id that was taken before; nothing was done with it.",
    about: { format: LINK.format, "link?": LINK.link },
    detail: DELIVERED,
  },
  delivery_joined: {
    says: "What was delivered before its link was known now belongs to a link.",
    about: LINK,
    detail: DELIVERED,
  },
  job_made: {
    says: "Somebody named links to be closed.",
    about: {},
    detail: { job: text("The job's id.", { format: "uuid" }), links: whole("How many links.") },
  },
};

/** @param {string} type */
const nameOf = (type) =>
  type.replace(/(?:^|_)(\w)/g, (_, letter) => letter.toUpperCase()).concat("Entry");

/** @type {Record<string, Schema>} */
export const eventSchemas = {
  Events: object("A page of the journal.", {
    events: list(ref("Entry"), "In the order that was asked for."),
    "next?": text("What to ask for as `after`; missing behind the last.", { format: "uuid" }),
  }),
  Entry: {
    ...either(
      "What happened, when, at whose hands, and by whose rule.",
      Object.keys(KINDS).map((type) => ref(nameOf(type))),
    ),
    discriminator: {
      propertyName: "type",
      mapping: Object.fromEntries(Object.keys(KINDS).map((type) => [type, ref(nameOf(type)).$ref])),
    },
  },
  ...Object.fromEntries(
    Object.entries(KINDS).map(([type, { says, about, detail }]) => [
      nameOf(type),
      object(says, {
        id: text("Sorts by when it was written.", { format: "uuid" }),
        at: instant("When it was written."),
        type: only(type, "What kind of entry it is."),
        who: text("The caller's name; or the provider's, for what it delivered."),
        "requestId?": text("The `x-request-id` of the request that it was written for."),
        ...about,
        detail: object("What was decided, answered or seen.", {
          ...detail,
          "shortened?": only(true, "Its longest texts are cut: they were too long to be kept."),
        }),
      }),
    ]),
  ),
  Taken: object("A delivery was taken.", {
    event: text("The delivery's own id."),
    result: word(
      ["link", "link_read", "link_not_known", "nothing_to_do", "differs"],
      "`link`: it shows a link. `link_read`: it is about the payment of a link, which was read again. `link_not_known`: of none that was seen here; it is kept, and joined to its link when that is seen. `nothing_to_do`: of neither. `differs`: its id was taken before, with another body; this one is in the journal, and nothing else was done.",
    ),
  }),
  Health: object("It runs.", { status: only("ok", "It runs.") }),
  Unready: object("It cannot work now.", { status: only("unavailable", "Its store fails.") }),
};
