// Runs a job: several links at a time, each like a single close.

/**
 * @import {Edge} from "../app.js"
 * @import {By} from "../closing.js"
 * @import {Item, Job, JobList, Result} from "./list.js"
 */

import { idempotency } from "paylink";
import { wait } from "paylink/client";
import { problem } from "../answers.js";
import { closeLink } from "../closing.js";
import { absent } from "../described.js";
import { closedAnswer, closeOf } from "../links.js";
import { once } from "../repeats.js";
import { cutText } from "../shorten.js";

/**
 * @typedef {object} Run
 * @property {number} concurrency
 * @property {By} by
 * @property {(line: object) => Promise<void>} write
 * @property {() => boolean} isOver the reader has disconnected or the process shuts down: nothing new is started
 */

/** The attempts for a link in one run while its provider asks to wait, and the longest wait. */
const TRIES = 3;
const LONGEST_PAUSE_MS = 15_000;

/** @param {Edge} edge @param {JobList} list @param {Job} job @param {Run} run */
export async function runJob(edge, list, job, run) {
  const todo = list.all(job.id);
  /** @type {Record<string, number>} */
  const counts = {};
  running += 1;
  edge.metrics.observe("paylink_jobs_running", {}, () => running);
  let interrupted = false;
  const worker = async () => {
    for (;;) {
      if (run.isOver()) {
        interrupted = true;
        return;
      }
      const { value: item } = await todo.next();
      if (!item) return;
      const before = item.result?.final ? item.result : undefined;
      const result = before ?? (await tried(edge, list, job, item, run));
      counts[result.outcome] = (counts[result.outcome] ?? 0) + 1;
      const { n, format, id } = item;
      await run.write({ n, format, id, ...result, ...(before && { before: true }) });
    }
  };
  try {
    await Promise.all(Array.from({ length: run.concurrency }, worker));
    // The last line states the end: without it the stream was interrupted.
    await run.write(interrupted ? { interrupted: true } : { job: job.id, finished: true, counts });
  } catch (error) {
    edge.log({ level: "error", event: "job_interrupted", job: job.id, error: String(error) });
    throw error;
  } finally {
    running -= 1;
  }
}

let running = 0;

/**
 * @param {Edge} edge
 * @param {JobList} list
 * @param {Job} job
 * @param {Item} item
 * @param {Run} run
 * @returns {Promise<Result>}
 */
async function tried(edge, list, job, item, { by, isOver }) {
  for (let tries = 1; ; tries += 1) {
    const answer = await closed(edge, job, item, by);
    const result = await resultOf(answer, edge.now());
    const waitMs = Number(answer.headers.get("retry-after") ?? 0) * 1000;
    const again = !result.final && waitMs > 0 && waitMs <= LONGEST_PAUSE_MS;
    if (again && tries < TRIES && !isOver()) {
      await wait(waitMs, edge.stopping);
      if (!isOver()) continue;
    }
    // If another run was faster, its result is the job's.
    return await list.keep(job, item, result);
  }
}

/** @param {Edge} edge @param {Job} job @param {Item} item @param {By} by @returns {Promise<Response>} */
async function closed(edge, job, { n, format, id }, by) {
  const upstream = edge.upstreams.get(format);
  if (!upstream) {
    return problem([absent(format, "link_not_found")], { extra: { outcome: "not_sent" } });
  }
  // The key belongs to the job, for any caller.
  const claimed = idempotency.claim("ietf", {
    method: "POST",
    path: `/v1/jobs/${job.id}/${n}`,
    headers: { authorization: `job/${job.id}`, "idempotency-key": `"${job.id}-${n}"` },
  });
  if (!claimed.ok || !claimed.value) throw new Error("a key of our own making is refused");
  const claim = claimed.value;
  const repeat = {
    store: edge.store,
    profile: /** @type {const} */ ("ietf"),
    claim,
    now: edge.now,
    face: /** @type {const} */ ("problem"),
    // The job stores a refusal for good; another run must not send what this one refused.
    keepsBelow: 500,
  };
  return once(repeat, async (attempt) =>
    closedAnswer(upstream, await closeLink(edge, upstream, closeOf(id, claim, by), attempt)),
  );
}

/** @param {Response} answer @param {number} now @returns {Promise<Result>} */
async function resultOf(answer, now) {
  const { status } = answer;
  const { outcome, code, detail, link, source } = await answer.json();
  // A refusal is final; a locked key or link, or a failing provider, is not.
  const held = code === "close_running" || code === "idempotency_key_locked";
  const final = status < 500 && status !== 429 && !held;
  return {
    final,
    status,
    outcome: outcome ?? "not_sent",
    // A provider's message may be as long as its response.
    ...(code !== undefined && { code, message: cutText(detail) }),
    ...(link && { rawStatus: cutText(link.rawStatus) }),
    ...(source !== undefined && { source }),
    at: new Date(now).toISOString(),
  };
}
