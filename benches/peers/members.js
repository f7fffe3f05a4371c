// The members for the libraries' checks, from the core's schemas.

export const URL =
  /^[Hh][Tt][Tt][Pp][Ss]?:\/\/([A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?|\[[0-9A-Fa-f:.]+\])(:[0-9]+)?(\/([A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*)?(\?([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?(#([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?$/;
export const AMOUNT = /^(0|[1-9][0-9]*)(\.[0-9]+)?$/;
export const CURRENCY = /^[A-Za-z0-9]{2,12}$/;

/** The members of each resource with their types. `?`: may be missing or null. */
export const CONNECT = {
  paymentLinkId: "filled",
  url: "url",
  status: "filled",
  createdAt: "instant",
  updatedAt: "instant",
  description: "text?",
  paymentId: "text?",
  expiresAt: "instant?",
  completedAt: "instant?",
  metadata: "object?",
};
export const LINK = {
  amount: "amount",
  currency: "currency",
  accountCurrency: "currency?",
  network: "filled?",
  networkName: "text?",
  reference: "text?",
  hostedPageUrl: "url",
  status: "filled",
  expiresAt: "instant",
  createdAt: "instant",
  paymentType: "text?",
  paymentMethods: "texts?",
  payCurrencies: "currencies?",
  successRedirectUrl: "url?",
  unsuccessRedirectUrl: "url?",
  approvalStatus: "text?",
};
export const INVOICE = {
  amountBilled: "amount?",
  amountCharged: "amount?",
  billedCurrency: "currency?",
  chargedCurrency: "currency?",
  createdAt: "instant?",
  exchangeRate: "amount?",
  expiresAt: "instant?",
  hostedPageUrl: "url?",
  network: "filled?",
  networkName: "text?",
  paymentStatus: "text?",
  reference: "text?",
  status: "filled",
  statusContext: "text?",
  successRedirectUrl: "url?",
  unsuccessRedirectUrl: "url?",
  targetAmount: "amount?",
  targetCurrency: "currency?",
  chargedTargetRate: "amount?",
  chargedTargetRateCurrency: "currency?",
  paymentMethods: "texts?",
};
export const PAYOUT = {
  absorbNetworkFee: "boolean?",
  absorbPayoutFee: "boolean?",
  address: "text?",
  amount: "amount?",
  amountCharged: "amount?",
  amountChargedCurrency: "currency?",
  createdAt: "instant?",
  currency: "currency?",
  displayFee: "amount?",
  displayFeeCurrency: "currency?",
  exchangeRate: "amount?",
  expiresAt: "instant?",
  networkFee: "amount?",
  networkFeeCurrency: "currency?",
  payAmount: "amount?",
  payChargeRate: "amount?",
  payChargeRateCurrency: "currency?",
  payCurrency: "currency?",
  payNetwork: "filled?",
  payNetworkName: "text?",
  paymentMethod: "text?",
  payoutFee: "amount?",
  payoutFeeCurrency: "currency?",
  reference: "text?",
  status: "filled",
  txid: "text?",
  receiverBinanceId: "text?",
  binanceStatus: "text?",
  approvalStatus: "text?",
};

/**
 * The members of a resource in a library's types.
 * @template T
 * @param {Record<string, string>} members
 * @param {Record<string, T>} types
 * @param {(type: T) => T} optional missing or null
 * @returns {Record<string, T>}
 */
export const typed = (members, types, optional) =>
  Object.fromEntries(
    Object.entries(members).map(([name, told]) => {
      const type = types[told.replace("?", "")];
      return [name, told.endsWith("?") ? optional(type) : type];
    }),
  );
