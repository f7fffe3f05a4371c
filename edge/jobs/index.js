// Many links at once. A job is a list that outlives the request that made it; running it streams each
// result as it comes, and whoever runs it again goes on where it stopped. Each link of a job has an
// idempotency key of its own, so that no crash, pause or second runner closes it twice.

/**
 * @import {Edge} from "../app.js"
 * @import {Variables} from "../callers.js"
 */

import { Hono } from "hono";
import { failure, json, problem } from "../answers.js";
import { MAX_JOB_BYTES } from "../body.js";
import { requires } from "../callers.js";
import { byOf, withKey } from "../links.js";
import { queryOf, whole } from "../query.js";
import { jobListOf, MAX_LINKS } from "./list.js";
import { linksOf } from "./request.js";
import { runJob } from "./run.js";

/** @param {Edge} edge */
export function jobs(edge) {
  const list = jobListOf(edge);
  /** @type {Hono<Variables>} */
  const app = new Hono();

  app.post("/", requires("close"), (c) =>
    withKey(edge, c, { maxBytes: MAX_JOB_BYTES, isCall: false }, async (_, body) => {
      const read = linksOf(body, [...edge.upstreams.keys()]);
      if (!read.ok) {
        const { issues, more } = read;
        return problem(issues, more ? { extra: { more } } : {});
      }
      const by = byOf(c);
      const job = await list.make(read.value, by.who);
      await edge.journal.add({
        type: "job_made",
        ...by,
        detail: { job: job.id, links: job.links },
      });
      return json(job, { status: 201, headers: { location: `/v1/jobs/${job.id}` } });
    }),
  );

  app.get("/:job", requires("read"), async (c) => {
    const query = queryOf(c.req.url, { after: whole(0, MAX_LINKS), limit: whole(1, 1000) });
    if (!query.ok) return problem(query.issues);
    const job = await list.find(c.req.param("job"));
    if (!job) return problem([failure("job_not_found")]);
    const { after, limit = 100 } = query.value;
    const items = await list.items(job.id, { after, limit });
    const next = items.length === limit ? items.at(-1)?.n : undefined;
    const counts = await list.counts(job.id);
    return json({ ...job, counts, items, ...(next !== undefined && { next }) });
  });

  app.post("/:job/run", requires("close"), async (c) => {
    const query = queryOf(c.req.url, { concurrency: whole(1, 16) });
    if (!query.ok) return problem(query.issues);
    const job = await list.find(c.req.param("job"));
    if (!job) return problem([failure("job_not_found")]);
    const { concurrency = 4 } = query.value;
    const by = byOf(c);
    const { answer, ended } = streamed((write, isGone) => {
      const isOver = () => isGone() || edge.stopping?.aborted === true;
      return runJob(edge, list, job, { concurrency, by, write, isOver });
    });
    lasting(c, ended);
    return answer;
  });
  return app;
}

/**
 * One JSON text a line. A reader that goes away ends it after what has been begun.
 * @param {(write: (line: object) => Promise<void>, isGone: () => boolean) => Promise<void>} produce
 * @returns {{answer: Response, ended: Promise<void>}} `ended`: after its last line
 */
function streamed(produce) {
  const { readable, writable } = new TransformStream();
  const writer = writable.getWriter();
  const encoder = new TextEncoder();
  let gone = false;
  writer.closed.catch(() => {
    gone = true;
  });
  /** @param {object} line */
  const write = async (line) => {
    // What nobody reads is not lost: it is in the job.
    if (!gone) await writer.write(encoder.encode(`${JSON.stringify(line)}\n`)).catch(() => {});
  };
  const ended = produce(write, () => gone)
    .catch(() => write({ interrupted: true }))
    .finally(() => writer.close().catch(() => {}));
  const headers = { "cache-control": "no-store", "content-type": "application/x-ndjson" };
  return { answer: new Response(readable, { headers }), ended };
}

/**
 * Work that goes on where its reader has left: a host that can is asked to wait for it.
 * @param {import("hono").Context} c
 * @param {Promise<void>} work
 */
function lasting(c, work) {
  try {
    c.executionCtx.waitUntil(work);
  } catch {
    // Called without a host.
  }
}
