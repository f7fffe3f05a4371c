// Reads every value of every link, so that nothing stays lazy.

/** @param {any} value */
const size = (value) => (value === undefined || value === null ? 0 : value.length);

/** @param {any} metadata */
const inMetadata = (metadata) =>
  metadata ? size(metadata.orderId) + metadata.attempt + size(metadata.channel) : 0;

/** @param {any} it */
const ofConnect = (it) =>
  size(it.id) +
  size(it.status) +
  size(it.rawStatus) +
  size(it.url) +
  size(it.description) +
  size(it.payment?.id) +
  size(it.expiresAt) +
  size(it.completedAt) +
  size(it.createdAt) +
  size(it.updatedAt) +
  inMetadata(it.metadata) +
  it.unmapped.length;

/** @param {any} money */
const ofMoney = (money) => (money ? size(money.value) + size(money.currency) : 0);

/** @param {any} it */
const ofChild = (it) =>
  size(it.id) +
  size(it.status) +
  size(it.rawStatus) +
  ofMoney(it.billed) +
  ofMoney(it.charged) +
  ofMoney(it.amount) +
  ofMoney(it.pay) +
  ofMoney(it.displayFee) +
  ofMoney(it.networkFee) +
  ofMoney(it.payoutFee) +
  ofMoney(it.payChargeRate) +
  size(it.exchangeRate) +
  size(it.statusContext) +
  size(it.paymentStatus) +
  size(it.reference) +
  size(it.network?.code) +
  size(it.network?.name) +
  size(it.url) +
  size(it.address) +
  size(it.paymentMethod) +
  size(it.expiresAt) +
  size(it.createdAt) +
  Number(it.final);

/** @param {any} it */
const ofTxn = (it) =>
  size(it.id) +
  size(it.status) +
  size(it.rawStatus) +
  size(it.url) +
  size(it.reference) +
  ofMoney(it.amount) +
  size(it.accountCurrency) +
  size(it.network?.code) +
  size(it.network?.name) +
  size(it.kind) +
  size(it.rawKind) +
  size(it.payment?.type) +
  size(it.payment?.id) +
  (it.child ? ofChild(it.child) : 0) +
  size(it.expiresAt) +
  size(it.createdAt) +
  size(it.redirects?.success) +
  it.unmapped.length;

/** Answers with models. @param {import("../links.js").Format} format */
export function touched(format) {
  const link = format === "connect" ? ofConnect : ofTxn;
  /** @param {any[]} answers */
  return (answers) => {
    let sum = 0;
    for (const answer of answers) {
      sum += answer.ok ? link(answer.value) : answer.issues.length;
    }
    return sum;
  };
}

/** @param {any} members of one depth */
function ofMembers(members) {
  let sum = 0;
  for (const name in members) {
    const value = members[name];
    if (typeof value === "string") sum += value.length;
  }
  return sum;
}

/** Documents from `JSON.parse`. @param {import("../links.js").Format} format */
export const touchedRaw =
  (format) =>
  /** @param {any} document */
  (document) => {
    let sum = 0;
    if (format === "connect") {
      for (const link of document.items) {
        sum += size(link.paymentLinkId) + size(link.url) + size(link.status);
        sum += size(link.description) + size(link.paymentId) + size(link.expiresAt);
        sum += size(link.completedAt) + size(link.createdAt) + size(link.updatedAt);
        sum += inMetadata(link.metadata);
      }
      return sum;
    }
    for (const { id, attributes, relationships } of document.data) {
      sum += id.length + ofMembers(attributes) + size(relationships.target.data?.id);
    }
    for (const { id, attributes } of document.included) sum += id.length + ofMembers(attributes);
    return sum;
  };
