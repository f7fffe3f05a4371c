// Many links at once. A job is a stored list; running it streams each result, and a later run resumes where it
// stopped. Each link of a job has its own idempotency key, so no crash, pause or second run closes it twice.

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
 * One JSON text for each line. Disconnecting stops it after the current links.
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
    // Results that are not read are stored in the job.
    if (!gone) await writer.write(encoder.encode(`${JSON.stringify(line)}\n`)).catch(() => {});
  };
  const ended = produce(write, () => gone)
    .catch(() => write({ interrupted: true }))
    .finally(() => writer.close().catch(() => {}));
  const headers = { "cache-control": "no-store", "content-type": "application/x-ndjson" };
  return { answer: new Response(readable, { headers }), ended };
}

/**
 * Work that continues after its reader has disconnected: hosts with `waitUntil` are asked to wait for it.
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
