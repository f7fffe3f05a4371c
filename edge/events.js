// The journal by page: of all links or one.

/**
 * @import {FormatId} from "paylink"
 * @import {Edge} from "./app.js"
 * @import {Variables} from "./callers.js"
 */

import { Hono } from "hono";
import { codes } from "paylink";
import { json, problem } from "./answers.js";
import { requires } from "./callers.js";
import { absent } from "./described.js";
import { matching, oneOf, queryOf, whole } from "./query.js";

const parameters = () => ({
  after: matching(/^[0-9a-f-]{36}$/, "the id of an event"),
  limit: whole(1, 200),
  order: oneOf(codes().listOrder),
});

/** @param {Edge} edge */
export function events(edge) {
  /** @type {Hono<Variables>} */
  const app = new Hono();
  app.get("/", requires("read"), (c) => entriesOf(edge, c.req.url));
  return app;
}

/**
 * @param {Edge} edge
 * @param {string} url
 * @param {{format: string, id: string}} [link]
 * @returns {Promise<Response>}
 */
export async function entriesOf({ journal, upstreams }, url, link) {
  const query = queryOf(url, parameters());
  if (!query.ok) return problem(query.issues);
  if (link && !upstreams.has(link.format)) return problem([absent(link.format, "link_not_found")]);
  const { after, limit = 50, order = "newest_first" } = query.value;
  const of = link && /** @type {[FormatId, string]} */ ([link.format, link.id]);
  const entries = await journal.list({ of, after, limit, newestFirst: order === "newest_first" });
  const next = entries.length === limit ? entries.at(-1)?.id : undefined;
  return json({ events: entries, ...(next !== undefined && { next }) });
}
