// Calls of every operation, each answer held to the document.
import { story } from "../../edge/contract/story.js";
import { SOON } from "../edge/edge.js";
import { checkerOf, contractEdge, documentOf, requestOf } from "./contract.js";

export const { answered, operations, seen, fits } = checkerOf(await documentOf(contractEdge()));
export const all = [...operations.values()];
export const NO_JOB = { "job made": { body: { id: "0190163d-8694-739b-aea5-966c26f8ad91" } } };

export const guarded = all.filter(({ security }) => security.length > 0);
export const isDelivery = ({ tags }) => tags.includes("Webhooks");
/** A provider's own: what else that one answers is not described. */
export const isProviders = ({ responses }) => responses.default;
const ofJob = ({ path }) => path.includes("{job}");
/** Waiting for one another they would take minutes. */
export const each = (list, run) => Promise.all(list.map(run));

/** The call that an operation's first example of success shows, or the bare one. */
export const usual = (operationId, told = NO_JOB) => ({
  headers: {},
  ...story(told).find(({ of, status }) => of === operationId && status < 300),
});

/** A job to ask about. */
export async function jobIn({ call }) {
  const made = await call("POST", "/v1/jobs", {}, { links: [{ format: "connect", id: SOON }] });
  return { "job made": { body: await made.json() } };
}

/** Makes a call and holds its answer to the document; `change` is what is not usual about it. */
export async function ask(edge, operationId, { told, drop = [], text, at, ...change } = {}) {
  const operation = operations.get(operationId);
  const job = told ?? (ofJob(operation) ? await jobIn(edge) : undefined);
  const request = await requestOf(operation, { ...usual(operationId, job), ...change });
  for (const name of drop) delete request.headers[name];
  const answer = await edge.app.request(at ?? request.path, {
    ...request,
    body: text ?? request.body,
  });
  const { status, headers } = answer;
  return { status, headers, body: await answered(operationId, answer) };
}

export const statusOf = async (...given) => (await ask(...given)).status;

let keys = 0;
/** A key that nobody has used. */
export const fresh = () => {
  keys += 1;
  return keyed(`walk-${keys}`);
};
export const keyed = (text) => ({ "Idempotency-Key": `"${text}"`, "x-idempotency-key": text });
