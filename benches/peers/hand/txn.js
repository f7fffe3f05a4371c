// Txn's links by hand, and the children that they include.

import { ATTRIBUTES, INVOICE, PAYOUT } from "./attributes.js";
import { COMPLETED, EXPIRED, IN_PROGRESS, OPEN, UNKNOWN } from "./decide.js";
import { isSound, issue, note, place } from "./findings.js";
import { CLOSE, nothing, peek, source } from "./json.js";
import { notePairs, readMembers, readObject, tableOf } from "./members.js";
import { Invoice, Payout, TxnLink } from "./models.js";
import { literalAt, literalsOf, namesOf } from "./names.js";
import * as read from "./values.js";

const LINK = tableOf(ATTRIBUTES, "created pending completed expired");
const MEANING = [OPEN, IN_PROGRESS, COMPLETED, EXPIRED];
const [STATUS, NET, NET_NAME, EXPIRES, CREATED, TYPE, SUCCESS, UNSUCCESS, OTHERWISE] = [
  "status",
  "network",
  "networkName",
  "expiresAt",
  "createdAt",
  "paymentType",
  "successRedirectUrl",
  "unsuccessRedirectUrl",
  "expires_at",
].map((name) => /** @type {number} */ (LINK.names.indices.get(name)));
/** In the order in which they are missed. */
const REQUIRED = ["amount", "currency", "hostedPageUrl", "status", "expiresAt", "createdAt"].map(
  (name) => /** @type {number} */ (LINK.names.indices.get(name)),
);
const ALL = REQUIRED.reduce((bits, index) => bits | (1 << index), 0);

const CHILDREN = {
  invoices: {
    table: tableOf(INVOICE, "pending expired processing completed on_hold cancelled rejected"),
    Model: Invoice,
    pairs: pairsOf(
      "amountBilled billedCurrency amountCharged chargedCurrency targetAmount targetCurrency chargedTargetRate chargedTargetRateCurrency",
    ),
    net: Object.keys(INVOICE).indexOf("network"),
  },
  payouts: {
    table: tableOf(PAYOUT, "draft processing completed cancelled"),
    Model: Payout,
    pairs: pairsOf(
      "amount currency amountCharged amountChargedCurrency payAmount payCurrency payChargeRate payChargeRateCurrency displayFee displayFeeCurrency networkFee networkFeeCurrency payoutFee payoutFeeCurrency",
    ),
    net: Object.keys(PAYOUT).indexOf("payNetwork"),
  },
};
const FINAL = new Set(["completed", "cancelled", "rejected"]);

/** @param {string} names @returns {[string, string][]} */
function pairsOf(names) {
  const list = names.split(" ");
  return list.flatMap((name, at) => (at % 2 === 0 ? [[name, list[at + 1]]] : []));
}

/** @typedef {{type: string, id: string}} Identity */

/** Of the last link that was read: where it stands, until when, whom it points to, and whether it lacks nothing. */
export const last = {
  status: UNKNOWN,
  expires: Number.NaN,
  /** @type {Identity | undefined} */
  target: undefined,
  whole: false,
};

const RESOURCE = namesOf(["id", "type", "attributes", "relationships"]);
const TARGET = namesOf(["target"]);
const DATA = namesOf(["data"]);
const IDENTITY = namesOf(["type", "id"]);

/** What has been read of the resource at hand. @type {{id: string | undefined, type: string | undefined, attributes: boolean}} */
const resource = { id: undefined, type: undefined, attributes: false };

/** A link, or `true` where none is wanted; undefined where there is none. What is wrong is written down. */
export function readLink() {
  resource.id = undefined;
  resource.type = undefined;
  resource.attributes = false;
  last.target = undefined;
  last.whole = false;
  const seen = readObject(RESOURCE, linkMember);
  if (seen < 0) return undefined;
  for (let index = 0; index < 3; index += 1) {
    if ((seen & (1 << index)) === 0) issue("member_missing", RESOURCE.list[index]);
  }
  if (resource.attributes) missAttributes();
  last.whole = isSound() || lacksNothing();
  if (!isSound()) return undefined;
  const { it, millis } = LINK;
  last.status = LINK.status < 0 ? UNKNOWN : MEANING[LINK.status];
  last.expires = millis[EXPIRES];
  if (!source.building) return true;
  return new TxnLink(resource.id, last.status, kindOf(it[TYPE]), it, last.target);
}

/** @param {number} index */
function linkMember(index) {
  switch (index) {
    case 0:
      resource.id = read.id("id");
      break;
    case 1: {
      const { at } = source;
      resource.type = wanted("type");
      if (resource.type === "payment_links") note("member_spelling", "type", at);
      else if (resource.type !== undefined && resource.type !== "paymentLinks") {
        issue("resource_type", "type", at);
      }
      break;
    }
    case 2:
      place.under = "/attributes";
      resource.attributes = readAttributes();
      place.under = "";
      break;
    default:
      place.under = "/relationships";
      readRelationships();
      place.under = "";
  }
}

/** A text that is needed even where values are not. @param {string} name */
function wanted(name) {
  const { building } = source;
  source.building = true;
  const it = read.text(name, read.REFUSED);
  source.building = building;
  return it;
}

/** @param {string | undefined} word */
function kindOf(word) {
  if (word === "Invoice") return "invoice";
  if (word === "Payout") return "payout";
  const small = word?.toLowerCase();
  return small === "invoice" || small === "payout" ? small : "unknown";
}

function readAttributes() {
  if (!readMembers(LINK)) return false;
  const { it, millis } = LINK;
  if ((LINK.seen & (1 << OTHERWISE)) !== 0) {
    note("member_spelling", "expires_at");
    if ((LINK.seen & (1 << EXPIRES)) !== 0) issue("member_duplicate", "expires_at");
    LINK.seen |= 1 << EXPIRES;
    it[EXPIRES] = it[OTHERWISE];
    millis[EXPIRES] = millis[OTHERWISE];
  }
  if (it[STATUS] !== undefined && LINK.status < 0) note("status_unknown", "status", LINK.statusAt);
  if (it[NET] === undefined && it[NET_NAME] !== undefined) note("member_unmapped", "networkName");
  const kind = it[TYPE] === undefined ? "invoice" : kindOf(it[TYPE]);
  if (kind === "unknown" && source.building) note("kind_unknown", "paymentType");
  if (kind === "payout") {
    if (it[SUCCESS] !== undefined) note("redirects_on_payout", "successRedirectUrl");
    if (it[UNSUCCESS] !== undefined) note("redirects_on_payout", "unsuccessRedirectUrl");
  }
  const times = it[CREATED] !== undefined && it[EXPIRES] !== undefined;
  if (times && millis[EXPIRES] <= millis[CREATED]) note("expiry_contradicts_creation", "expiresAt");
  return true;
}

/** Whether all that is required is there, whatever else may be wrong. */
const lacksNothing = () =>
  resource.id !== undefined &&
  (resource.type === "paymentLinks" || resource.type === "payment_links") &&
  resource.attributes &&
  REQUIRED.every((index) => LINK.it[index] !== undefined);

function missAttributes() {
  if ((LINK.seen & ALL) === ALL) return;
  place.under = "/attributes";
  for (const index of REQUIRED) {
    if ((LINK.seen & (1 << index)) === 0) issue("member_missing", LINK.names.list[index]);
  }
  place.under = "";
}

/** Relationships as they usually stand, up to the quote of the id. */
const USUAL = literalsOf([
  '{"target":{"data":null}}',
  '{"target":{"data":{"type":"invoices","id":"',
  '{"target":{"data":{"type":"payouts","id":"',
]);
const TYPES = ["", "invoices", "payouts"];

function readRelationships() {
  peek();
  const { at: start, shift } = source;
  const usual = literalAt(USUAL);
  if (usual === 0) return;
  if (usual > 0) {
    source.at -= 1;
    const id = wanted("target/data/id");
    const { bytes, at } = source;
    if (id && bytes[at] === CLOSE && bytes[at + 1] === CLOSE && bytes[at + 2] === CLOSE) {
      source.at = at + 3;
      last.target = { type: TYPES[usual], id };
      return;
    }
    source.at = start;
    source.shift = shift;
  }
  readObject(TARGET, targetMember);
}

function targetMember() {
  place.under = "/relationships/target";
  readObject(DATA, dataMember);
  place.under = "/relationships";
}

function dataMember() {
  if (peek() === 110) return nothing();
  const { id, type } = resource;
  place.under = "/relationships/target/data";
  const seen = readObject(IDENTITY, identityMember);
  last.target = identity(seen);
  place.under = "/relationships/target";
  resource.id = id;
  resource.type = type;
}

/** @param {number} index */
function identityMember(index) {
  if (index === 0) {
    resource.type = wanted("type");
    return;
  }
  resource.id = wanted("id") || undefined;
  if (resource.id === undefined && read.isEmpty()) issue("text_empty", "id");
}

/** @param {number} seen @returns {Identity | undefined} */
function identity(seen) {
  if (seen < 0) return undefined;
  if ((seen & 1) === 0) issue("member_missing", "type");
  if ((seen & 2) === 0) issue("member_missing", "id");
  const { id, type } = resource;
  return (seen & 3) === 3 && id !== undefined && type !== undefined ? { type, id } : undefined;
}

const CHILD = namesOf(["type", "id", "attributes"]);
/** Where the attributes of a resource stand, whose type is told behind them. */
const deferred = { at: -1, shift: 0 };
/** @type {any} */
let child;

/** An included resource: who it is, and the child that it is, `true` where none is wanted. */
export function readIncluded() {
  resource.id = undefined;
  resource.type = undefined;
  resource.attributes = false;
  deferred.at = -1;
  child = undefined;
  const seen = readObject(CHILD, childMember);
  const who = identity(seen);
  if (who === undefined || !(who.type in CHILDREN)) return { identity: who, child: undefined };
  if (deferred.at >= 0) {
    const { at, shift } = source;
    source.at = deferred.at;
    source.shift = deferred.shift;
    readChild(who);
    source.at = at;
    source.shift = shift;
  }
  if (!resource.attributes) issue("member_missing", "attributes/status");
  return { identity: who, child };
}

/** @param {number} index */
function childMember(index) {
  const { type, id } = resource;
  if (index < 2) identityMember(index);
  else if (type !== undefined && id !== undefined && type in CHILDREN) readChild({ type, id });
  else {
    peek();
    deferred.at = source.at;
    deferred.shift = source.shift;
    read.skip("attributes");
  }
}

/** @param {Identity} who */
function readChild({ type, id }) {
  const { table, Model, pairs, net } = CHILDREN[/** @type {"invoices"} */ (type)];
  place.under = "/attributes";
  resource.attributes = true;
  if (readMembers(table)) {
    notePairs(table, pairs);
    const { it } = table;
    if (it[net] === undefined && it[net + 1] !== undefined) {
      note("member_unmapped", table.names.list[net + 1]);
    }
    const status = /** @type {number} */ (table.names.indices.get("status"));
    if ((table.seen & (1 << status)) === 0) issue("member_missing", "status");
    const word = table.status < 0 ? "unknown" : table.statuses.list[table.status];
    child = source.building ? new Model(id, word, FINAL.has(word), it) : true;
  }
  place.under = "";
}
