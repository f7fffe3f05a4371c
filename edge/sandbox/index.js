// A stand-in for both providers: their paths, their documents, their refusals, from the same rules
// that the gateway asks. State in memory.

import { checkRequest, formats, init, lifecycle, plan, read } from "paylink";
import { errorAnswer, failure } from "../answers.js";
import { once } from "../repeats.js";
import { memoryStore } from "../stores/memory.js";
import { connect } from "./connect.js";
import { txn } from "./txn.js";

/**
 * One provider's documents.
 * @typedef {object} Wire
 * @property {string} key the credential that it takes
 * @property {(now: number) => object[]} seed its documents
 * @property {(document: any) => string} id
 * @property {(document: any, word: string, now: number) => void} setStatus
 * @property {(documents: any[]) => object} list
 */

/** @type {Record<string, Wire>} */
const PROVIDERS = { connect, txn };

/** The credentials that the sandbox takes, by format. They open nothing else. */
export const sandboxKeys = Object.fromEntries(
  Object.entries(PROVIDERS).map(([format, { key }]) => [format, key]),
);

/**
 * @param {{now: () => number}} options
 * @returns {{fetch: (request: Request) => Promise<Response>}}
 */
export function createSandbox({ now }) {
  const seededAt = now();
  const providers = Object.fromEntries(
    Object.entries(PROVIDERS).map(([format, wire]) => {
      const documents = new Map(wire.seed(seededAt).map((document) => [wire.id(document), document]));
      return [format, { wire, documents, store: memoryStore() }];
    }),
  );

  return {
    async fetch(request) {
      await init();
      const url = new URL(request.url);
      const checked = checkRequest({
        method: request.method,
        path: url.pathname + url.search,
        headers: request.headers,
        body: new Uint8Array(await request.arrayBuffer()),
      });
      if (!checked.ok) {
        return errorAnswer(checked.issues, checked.format ?? "problem", { status: checked.status });
      }
      return answer(checked.value, request);
    },
  };

  async function answer({ format, operation, action, id, idempotency }, request) {
    const { wire, documents, store } = providers[format];
    const described = formats().find((known) => known.id === format);
    const { header, scheme } = described.credential;
    const sent = request.headers.get(header)?.slice(scheme ? scheme.length : 0).trim();
    if (sent !== wire.key) return errorAnswer([failure("credential_refused")], format);

    lapse(format, described);
    if (operation === "list") return document(described, wire.list([...documents.values()]));
    const found = documents.get(id);
    if (!found) return errorAnswer([failure("link_not_found")], format);
    if (operation === "read") return document(described, found);

    return once({ store, profile: format, claim: idempotency, now, face: format }, async () => {
      const planned = plan(action, read(JSON.stringify(found), { format }).value, { now: now() });
      if (!planned.ok) return errorAnswer(planned.issues, format);
      move(format, described, found, action === "cancel" ? "cancelled" : "expired");
      return document(described, found);
    });
  }

  /** Time passes: whatever is past its time has ended before anybody asks. */
  function lapse(format, described) {
    for (const found of providers[format].documents.values()) {
      const answer = read(JSON.stringify(found), { format });
      if (answer.ok && Date.parse(answer.value.expiresAt) <= now()) {
        move(format, described, found, "lapsed");
      }
    }
  }

  /** Where the core's own table says the event leads, and nowhere else. */
  function move(format, described, found, event) {
    const { value } = read(JSON.stringify(found), { format });
    const row = lifecycle(format).find((row) => row.from === value.status && row.event === event);
    const next = described.statuses.find(({ status }) => status === row?.to);
    if (next) providers[format].wire.setStatus(found, next.word, now());
  }
}

const document = (described, body) =>
  new Response(JSON.stringify(body), { headers: { "content-type": described.mediaType } });
