// Links that may be invalid: what can be used of them decides.

/**
 * @import {Issue, LinkAnswer, Note, UsableLink} from "paylink"
 */

/** @typedef {LinkAnswer | import("paylink").LinkList["links"][number]} Answer */

/** The link of an answer, valid or not. @param {Answer} answer @returns {UsableLink | undefined} */
export const linkOf = (answer) => (answer.ok ? answer.value : answer.link);

/** The usable links of a list, each with the text of its document. @param {readonly Answer[]} links */
export const usableIn = (links) =>
  links.flatMap((answer) => {
    const link = linkOf(answer);
    return link ? [{ link, document: "source" in answer ? answer.source : undefined }] : [];
  });

/**
 * What was found in a link's document.
 * @param {Answer} answer
 * @returns {{notes: Note[], linkIssues?: readonly Issue[]}}
 */
export const foundIn = (answer) =>
  answer.ok ? { notes: answer.notes } : { notes: [], linkIssues: answer.issues };
