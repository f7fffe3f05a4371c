// Many links at once: somebody makes a job, runs it, hears how far it came, or nothing, and runs it again
// until each of its links has come to an end; sometimes two run it at the same time.

/**
 * @import {Answer, Asked} from "./fleet.js"
 * @import {Intent} from "./clients.js"
 * @import {Owner, World} from "./world.js"
 */

import { CALLERS, isFinal, parsed } from "./clients.js";

/**
 * @typedef {object} Job
 * @property {string} name
 * @property {{format: string, id: string}[]} links
 * @property {Asked} asked what makes it
 * @property {string} [id] once it is made
 * @property {Set<number>} ended which of its links are done with
 */

/** What one line says, as the answer to a close of its own. @typedef {{intent: Intent, answer: Answer}} Said */

const headers = { authorization: `Bearer ${CALLERS.shop}`, "content-type": "application/json" };

/** @param {World} world @param {Iterable<{format: string, id: string}>} known @returns {Job[]} */
export function jobsOf(world, known) {
  if (!world.chance(0.15)) return [];
  const links = [...known].map(({ format, id }) => ({ format, id }));
  const key = world.chance(0.7) ? { "idempotency-key": '"the-job"' } : {};
  const body = JSON.stringify({ links });
  const asked = { method: "POST", path: "/v1/jobs", headers: { ...headers, ...key }, body };
  return [{ name: "job", links, asked, ended: new Set() }];
}

/**
 * @param {World} world
 * @param {(client: Owner, asked: Asked) => Promise<Answer | null>} call
 * @param {Job} job
 */
export function runnerOf(world, call, job) {
  /** @param {Owner} me @returns {Promise<Said[]>} of each link that something was said of */
  async function run(me) {
    const concurrency = 1 + world.whole(4);
    const path = `/v1/jobs/${job.id}/run?concurrency=${concurrency}`;
    world.tell(() => `runs ${job.name}`);
    const answer = await call(me, { method: "POST", path, headers });
    const lines = answer?.status === 200 ? answer.body.split("\n").map(parsed) : [];
    for (const line of lines) {
      if (line?.finished) world.count("job: ran to its end");
      if (line?.interrupted) world.count("job: interrupted");
      if (line?.before) world.count("job: went on");
    }
    const said = lines.filter((line) => line?.n !== undefined).map(saidBy);
    for (const { intent, answer } of said)
      world.tell(() => `${job.name} says of ${intent.link}: ${answer.status} ${answer.body}`);
    return said;
  }

  /** @returns {Said} */
  function saidBy({ n, format, id, status, outcome, code, message, rawStatus, final }) {
    /** @type {Intent} */
    const intent = {
      name: `${job.name}/${n}`,
      does: "close",
      format,
      link: id,
      key: `job ${n}`,
      isKept: true,
    };
    const link = rawStatus && { id, rawStatus };
    const body = JSON.stringify({ outcome, code, message, link });
    const answer = { status, headers: {}, body };
    if (final !== isFinal(answer, intent)) world.forbid("what is final is so", body);
    if (final) job.ended.add(n);
    return { intent, answer };
  }

  return {
    run,
    isOver: () => job.ended.size === job.links.length,
    /** Makes it, whatever it takes. @param {Owner} me */
    async make(me) {
      while (job.id === undefined) {
        const answer = await call(me, job.asked);
        if (answer?.status === 201) job.id = parsed(answer.body).id;
        else await world.pause(me, world.between(100, 5_000));
      }
    },
  };
}
