// What callers want, and how they go about it: they ask, hear nothing, ask again with the same key,
// sometimes from two places at once, sometimes with another request by mistake; and are content with a
// final answer only.

/**
 * @import {Answer, Asked} from "./fleet.js"
 * @import {World} from "./world.js"
 */

import { planCreate } from "paylink";
import { credentialHeader } from "paylink/client";
import { isBasic } from "../../../edge/credentials.js";
import { described } from "../../../edge/described.js";
import { PROVIDERS } from "../../providers/index.js";
import { FORMATS, KINDS } from "./documents.js";

export const CALLERS = { shop: "the-token-of-the-shop-0a1b", till: "the-token-of-the-till-2c3d" };

/**
 * @typedef {object} Intent
 * @property {string} name
 * @property {"close" | "create" | "read"} does
 * @property {string} format
 * @property {Asked} asked
 * @property {string} [key] who and key: what makes two calls one
 * @property {string} [link] what is closed or read
 * @property {string} [reference] what is made
 * @property {boolean} [takesReference] whether another link may have it already
 * @property {boolean} [isKept] whether what it is answered stays, whatever it is
 * @property {boolean} [shared] whether others want the same at the same time
 * @property {Intent} [instead] another request that is sent with the same key
 */

/** @param {string} who */
const bearer = (who) => ({ authorization: `Bearer ${CALLERS[who]}` });

/** The body of a create. @type {Record<string, (reference: string, named: boolean) => object>} */
const MADE = {
  connect: (reference) => ({ orderId: reference }),
  txn: (reference, named) => ({
    data: {
      type: "payment_links",
      attributes: {
        paymentType: "Invoice",
        amount: `${reference.match(/\d+/)?.[0]}.00`,
        currency: "EUR",
        expires_at: "2036-06-18T12:00:00.000Z",
        ...(named && { reference }),
      },
    },
  }),
  stripe: (reference) => ({
    mode: "payment",
    line_items: [{ price: "price_1", quantity: 1 }],
    client_reference_id: reference,
  }),
  razorpay: (reference, named) => ({
    amount: Number(reference.match(/\d+/)?.[0]) * 100,
    currency: "EUR",
    ...(named && { reference_id: reference }),
  }),
};

/** As it is sent. @param {string} format @param {string} reference @param {boolean} named */
const madeOf = (format, reference, named) =>
  planCreate(MADE[format](reference, named), { format }).value.body;

/**
 * @param {World} world
 * @param {{add: (format: string, more?: object) => {id: string}}} provider
 * @param {{unique: boolean}} weather whether the provider takes a reference once
 * @returns {Intent[]}
 */
export function intentsOf(world, provider, { unique }) {
  const { chance, oneOf, whole } = world;
  /** @type {Record<string, string[]>} */
  const known = Object.fromEntries(FORMATS.map((format) => [format, []]));
  for (const format of FORMATS) {
    for (let n = 0; n <= whole(2); n += 1) known[format].push(provider.add(format).id);
  }
  const intents = [];
  const many = 1 + whole(4);
  for (let n = 1; n <= many; n += 1) {
    const format = oneOf(FORMATS);
    const who = oneOf(["shop", "shop", "till"]);
    const does = oneOf(
      /** @type {const} */ (["close", "close", "close", "create", "create", "read"]),
    );
    // Who makes a link without a key does not do it again.
    const key = does === "create" || chance(0.85) ? `key-${n}` : undefined;
    const own = chance(0.35);
    const link = oneOf(known[format]);
    const wish = { n, format, who, key, does, own, link };
    const intent = intentOf(wish);
    // A provider that takes a reference twice may have a link of that name before, over another amount.
    if (intent.takesReference && chance(0.3)) {
      provider.add(format, { reference: intent.reference, amount: "999.00" });
    }
    if (intent.key && chance(0.25)) {
      const other = { ...wish, link: `${link}-not`, n: n + 100 };
      intent.instead = intentOf(other);
    }
    intents.push(intent);
  }
  return intents;

  /** @returns {Intent} */
  function intentOf({ n, format, who, key, does, own, link }) {
    const name = `${does} ${n}`;
    if (does === "read") {
      return {
        name,
        does,
        format,
        link,
        asked: { method: "GET", path: `/v1/links/${format}/${link}`, headers: bearer(who) },
      };
    }
    const reference = `order-${n}`;
    // Without its name in the request nobody can find out what became of it.
    const { keyHeader, named: lists } = KINDS[format];
    const { close, all, requestType, headers: shown } = PROVIDERS[format];
    const named = !lists || chance(0.8);
    const body = does === "create" ? madeOf(format, reference, named) : undefined;
    const takesReference = does === "create" && lists !== undefined && named && !unique;
    const about =
      does === "create" ? { reference: named ? reference : undefined, takesReference } : { link };
    // Without keys nothing keeps a second create on a provider's own path from being one.
    if (own && (keyHeader || does !== "create")) {
      const { credential } = described(format);
      const secret = isBasic(credential) ? `anybody:${CALLERS[who]}` : CALLERS[who];
      const headers = {
        ...(shown["content-type"] && { "content-type": shown["content-type"] }),
        ...(body && { "content-type": requestType }),
        [credential.header]: credentialHeader(credential, secret),
        ...(keyHeader && key && { [keyHeader]: key }),
      };
      const scope = keyHeader && key ? `${who} ${format} ${key}` : undefined;
      return {
        name: `${name} on its own path`,
        does,
        format,
        key: scope,
        ...about,
        asked: { method: "POST", path: does === "close" ? close(link) : all, headers, body },
      };
    }
    const headers = {
      ...bearer(who),
      ...(key && { "idempotency-key": `"${key}"` }),
      ...(chance(0.3) && { prefer: "wait=10" }),
      "content-type": requestType,
    };
    const path = does === "close" ? `/v1/links/${format}/${link}/close` : `/v1/links/${format}`;
    return {
      name,
      does,
      format,
      key: key && `${who} ietf ${key}`,
      ...about,
      asked: { method: "POST", path, headers, body },
    };
  }
}

/** @param {string} body @returns {any} */
export function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The code of a refusal, in whichever face. @param {Answer} answer @returns {string | undefined} */
export const codeOf = ({ body }) => {
  const told = parsed(body);
  const { error } = told ?? {};
  return told?.code ?? told?.errors?.[0]?.code ?? error?.code ?? error?.type;
};

/** Whether an answer asks for patience: the first call of a key or of a link is running. @param {Answer} answer */
export const isHeld = ({ status, headers, body }) =>
  status === 409 &&
  (headers["retry-after"] !== undefined || HELD.includes(codeOf({ status, headers, body }) ?? ""));

const HELD = ["idempotency_key_locked", "close_running"];

/** What has not ended. */
const OPEN = ["ACTIVE", "created", "pending", "open", "partially_paid"];

/**
 * Whether nothing else can come of asking again. A provider's own nonsense and contradictions come through
 * on its own paths: they acknowledge nothing.
 * @param {Answer} answer
 * @param {Intent} [intent]
 */
export function isFinal(answer, intent) {
  // A provider that keeps a failure under its key gives it to every repeat.
  if (answer.status === 500 && codeOf(answer) === "api_error") return intent?.key !== undefined;
  if (answer.status >= 500 || answer.status === 429 || answer.status === 425) return false;
  if (answer.status >= 300) return !isHeld(answer);
  const said = statusIn(answer);
  if (intent?.does === "close") return linkIn(answer) === intent.link && !OPEN.includes(said);
  return intent === undefined || said !== undefined;
}

/** Which link an answer shows. @param {Answer} answer @returns {string | undefined} */
export function linkIn({ body }) {
  const told = parsed(body);
  return told?.link?.id ?? told?.paymentLinkId ?? told?.data?.id ?? told?.id;
}

/** What a link is said to be in an answer, in the provider's word. @param {Answer} answer */
export function statusIn({ status, body }) {
  if (status >= 300) return undefined;
  const told = parsed(body);
  return told?.link?.rawStatus ?? told?.status ?? told?.data?.attributes?.status;
}

/** What is wanted of a provider, by its name there. @param {Intent} intent */
export const wishOf = ({ link, asked }) => link ?? nameIn(asked.body);

/** Each link that is made has an order or an amount of its own. @param {string} body */
export const nameIn = (body) => {
  const { orderId, data, amount, client_reference_id } =
    parsed(body) ?? Object.fromEntries(new URLSearchParams(body));
  return orderId ?? data?.attributes.amount ?? client_reference_id ?? `${amount}`;
};
