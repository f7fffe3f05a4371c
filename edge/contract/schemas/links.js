// Answers of the API over all providers about links.

/** @import {Schema} from "../schema.js" */

import { code, either, instant, list, object, only, ref, text, whole, word } from "../schema.js";
import { LINK_ISSUES, PLAYED } from "./findings.js";

/** @param {readonly string[]} formats @returns {Record<string, Schema>} */
export function linkSchemas(formats) {
  const LOOK = {
    "attention?": list(
      code("attention", "A word."),
      "What somebody should look at. `paid_after_end`: the link ended unpaid, and its payment was made afterwards. `child_conflict`: its payment was seen to end in two ways, and the first is kept.",
      { minItems: 1 },
    ),
  };
  const READ = {
    ok: only(true, "It can be read."),
    value: ref("PaymentLink"),
    notes: list(ref("Note"), "What is odd about it."),
    "more?": whole("How many notes were left out.", { minimum: 1 }),
  };
  const UNREAD = {
    ok: only(false, "Its document is not as documented."),
    issues: list(ref("Issue"), "Why; empty if the list has too many issues to show all."),
    "more?": whole("How many issues were left out.", { minimum: 1 }),
    "id?": text("The link's id, if it can be read."),
    "link?": ref("UsableLink", "What can be used of it: enough to close it."),
  };
  const OF_DOCUMENT = {
    link: ref("UsableLink"),
    notes: list(ref("Note"), "What is odd about its document."),
    ...LINK_ISSUES,
  };
  const SHOWN = {
    ...OF_DOCUMENT,
    decisions: list(ref("Decision"), "Of `cancel`, `expire` and `close`, in this order.", {
      minItems: 3,
      maxItems: 3,
    }),
    ...LOOK,
  };
  const DOCUMENT = { type: "object", description: "The provider's own document, as it came." };
  const SHORTENED = {
    "shortened?": only(true, "Details are missing: they were too long to be kept for repeats."),
  };
  const format = ref("Format");
  return {
    Format: word(formats, "Whose link it is."),
    LinkList: object("Links of all providers; of each one a page at a time.", {
      links: list(ref("ListedLink"), "Of the first provider, then of the next; each in its order."),
      unavailable: list(ref("Unavailable"), "Whose links are missing, and why."),
      "notes?": list(
        object("What is odd about a provider's list.", { format, notes: list(ref("Note"), "It.") }),
        "Of which lists something is odd, for instance one that repeats itself and therefore ends here.",
      ),
      "played?": list(format, "Whose links are test data: the sandbox plays these providers."),
      "next?": text("The `cursor` of the page behind this one; missing behind the last."),
    }),
    ListedLink: either("A link of a list; a bad one does not spoil the others.", [
      object("A link as its provider shows it now.", { format, ...READ, ...LOOK }),
      object("A link as it was last seen; with `source=kept`.", {
        format,
        ...READ,
        value: ref("UsableLink"),
        ...LOOK,
        seenAt: instant("When it was seen."),
        origin: word(
          ["provider", "import"],
          "Whether its provider showed it, or somebody pasted it.",
        ),
      }),
      object("A link that its provider shows, and that is not as documented.", {
        format,
        ...UNREAD,
        ...LOOK,
      }),
    ]),
    Unavailable: object(
      "A provider whose links could not be listed; `next` goes on where it stopped.",
      {
        format,
        problem: ref("Problem"),
      },
    ),
    ShownLink: either("A link, and what may be done with it.", [
      object("As its provider shows it now.", {
        ...SHOWN,
        document: DOCUMENT,
        source: only("provider", "It was asked for now."),
        ...PLAYED,
        seenAt: instant("When that was."),
      }),
      object("As it was last seen, while its provider does not show it.", {
        ...SHOWN,
        "document?": {
          ...DOCUMENT,
          description: "The document that it was read from, as it came.",
        },
        source: word(["kept", "import"], "Whether its provider showed it, or somebody pasted it."),
        ...PLAYED,
        seenAt: instant("When it was seen."),
        unavailable: ref("Problem", "Why it cannot be shown as it is now."),
      }),
    ]),
    MadeLink: object("A link that was made.", {
      outcome: only("done", "It was made: by this call, or by an earlier one with the same key."),
      ...OF_DOCUMENT,
      ...PLAYED,
      ...SHORTENED,
    }),
    ClosedLink: object("A link that is closed.", {
      outcome: word(
        ["done", "already_done"],
        "`done`: by this call, or by an earlier one with the same key. `already_done`: it was closed before.",
      ),
      ...OF_DOCUMENT,
      "decision?": ref(
        "Decision",
        "What was decided before it was closed; missing where its provider did not show the link.",
      ),
      "source?": only(
        "kept",
        "It rests on an ending that its provider showed before: it does not show the link now.",
      ),
      ...PLAYED,
      ...SHORTENED,
    }),
    Imported: object("Documents that were pasted, read and decided.", {
      links: list(ref("ImportedLink"), "In the order of the document."),
      notes: list(ref("Note"), "What is odd about the list."),
      source: only("import", "A caller pasted it; no provider showed it."),
      verified: only(false, "Nobody has verified it. It decides nothing."),
    }),
    ImportedLink: either("A pasted link.", [
      object("A link that was read.", {
        ...READ,
        decisions: SHOWN.decisions,
        "standing?": code("standing", "How it stands to what was known of it."),
        "why?": code("groundCode", "Why."),
        "known?": text("The provider's word for the status, as it is known from now on."),
        "origin?": word(
          ["provider", "import"],
          "Whether that is what its provider showed, or what was pasted.",
        ),
      }),
      object("A link that is not as documented; it is not kept.", UNREAD),
    ]),
  };
}
