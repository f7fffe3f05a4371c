// Imports: a caller's links or lists of any provider are read, decided, and stored next to the provider's
// observations. They are unverified: they inform, and do not decide.

/**
 * @import {FormatId, UsableLink} from "paylink"
 * @import {Edge} from "./app.js"
 * @import {Variables} from "./callers.js"
 * @import {Observed} from "./seen.js"
 */

import { Hono } from "hono";
import { decideAll, readList } from "paylink";
import { json, moreOf, problem } from "./answers.js";
import { boundedBody, MAX_IMPORT_BYTES } from "./body.js";
import { requires } from "./callers.js";
import { byOf } from "./links.js";
import { oneOf, queryOf } from "./query.js";

/** @param {Edge} edge */
export function imports(edge) {
  /** @type {Hono<Variables>} */
  const app = new Hono();
  const formats = /** @type {FormatId[]} */ ([...edge.upstreams.keys()]);
  app.post("/", requires("close"), async (c) => {
    const query = queryOf(c.req.url, { format: oneOf(formats) });
    if (!query.ok) return problem(query.issues);
    const body = await boundedBody(c.req.raw, MAX_IMPORT_BYTES);
    const answer = readList(body, { ...query.value, sources: true });
    if (!answer.ok) return problem(answer.issues, { extra: moreOf(answer) });
    const { links } = answer.value;
    const read = links.flatMap((link) => (link.ok ? [link] : []));
    const by = byOf(c);
    const origin = /** @type {const} */ ("import");
    const observed = await edge.seen.observe(
      read.map(({ value, source }) => ({ link: value, document: source, origin })),
      by,
    );
    const count = { read: read.length, refused: links.length - read.length };
    await edge.journal.add({ type: "link_imported", ...by, detail: count });
    let at = 0;
    return json({
      links: links.map((link) => {
        const { source, ...answer } = link;
        if (!link.ok) return answer;
        const standing = observed[at];
        at += 1;
        return { ...answer, ...judged(edge, link.value, standing) };
      }),
      notes: answer.notes,
      source: "import",
      verified: false,
    });
  });
  return app;
}

/** @param {Edge} edge @param {UsableLink} link @param {Observed | undefined} observed */
const judged = (edge, link, observed) => ({
  decisions: decideAll(link, edge.clock()),
  ...(observed && {
    standing: observed.verdict,
    why: observed.why,
    known: observed.link.rawStatus,
    origin: observed.origin,
  }),
});
