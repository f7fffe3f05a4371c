// A stand-in for both providers: their paths, their documents, their refusals, from the same rules
// that the gateway asks. State in memory.

/** @import {CheckedRequest, CreateRequest, FormatId, FormatInfo, LinkEvent} from "paylink" */

import { apply, checkRequest, init, plan, read } from "paylink";
import { errorAnswer, failure } from "../answers.js";
import { described } from "../described.js";
import { inbound } from "../inbound.js";
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
 * @property {(request: CreateRequest, made: {id: string, now: number}) => object} create
 */

/** @type {Record<FormatId, Wire>} */
const PROVIDERS = { connect, txn };

/** The credentials that the sandbox takes, by format. They open nothing else. */
export const sandboxKeys = { connect: connect.key, txn: txn.key };

/**
 * @param {{now: () => number}} options
 * @returns {{fetch: (request: Request) => Promise<Response>}}
 */
export function createSandbox({ now }) {
  const providers = {
    connect: stateOf(PROVIDERS.connect, now),
    txn: stateOf(PROVIDERS.txn, now),
  };

  return {
    async fetch(request) {
      await init();
      const checked = checkRequest(await inbound(request));
      if (checked.ok) return answer(checked.value, request);
      const { issues, format, status } = checked;
      return errorAnswer(issues, format ?? "problem", { status });
    },
  };

  /** @param {CheckedRequest} call @param {Request} request */
  async function answer(call, request) {
    const { format, operation, action, id, create, idempotency } = call;
    const { wire, documents, store } = providers[format];
    const info = described(format);
    const { header, scheme = "" } = info.credential;
    const sent = request.headers.get(header)?.slice(scheme.length).trim();
    if (sent !== wire.key) return errorAnswer([failure("credential_refused")], format);

    const repeat = { store, profile: format, claim: idempotency, now, face: format };
    if (create) {
      return once(repeat, async () => {
        const document = wire.create(create, { id: crypto.randomUUID(), now: now() });
        documents.set(wire.id(document), document);
        return documentAnswer(info, document, 201);
      });
    }
    for (const document of documents.values()) {
      // Time passes: what is past its time has ended before anybody asks.
      move(info, document, "lapsed");
    }
    if (operation === "list") return documentAnswer(info, wire.list([...documents.values()]));
    const document = documents.get(id ?? "");
    if (!document) return errorAnswer([failure("link_not_found")], format);
    if (action === undefined) return documentAnswer(info, document);

    return once(repeat, async () => {
      const planned = plan(action, modelOf(format, document), { now: now() });
      if (!planned.ok) return errorAnswer(planned.issues, format);
      move(info, document, action === "cancel" ? "cancelled" : "expired");
      return documentAnswer(info, document);
    });
  }

  /**
   * Where the core says that the event leads, and nowhere else.
   * @param {FormatInfo} info
   * @param {object} document
   * @param {LinkEvent} event
   */
  function move(info, document, event) {
    const { effect, rawStatus } = apply(event, modelOf(info.id, document), { now: now() });
    if (effect === "moved" && rawStatus) PROVIDERS[info.id].setStatus(document, rawStatus, now());
  }
}

/** @param {Wire} wire @param {() => number} now */
const stateOf = (wire, now) => ({
  wire,
  documents: new Map(wire.seed(now()).map((document) => [wire.id(document), document])),
  store: memoryStore({ now }),
});

/** @param {FormatId} format @param {object} document */
function modelOf(format, document) {
  const answer = read(document, { format });
  if (!answer.ok) throw new Error(`the sandbox made a bad document: ${answer.issues[0]?.message}`);
  return answer.value;
}

/** @param {FormatInfo} info @param {object} body */
const documentAnswer = (info, body, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": info.mediaType } });
