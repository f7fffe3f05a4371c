// The attributes of Txn's resources: what each is, and what null means for it. `!`: it is refused, `?`: the
// documents do not say, nothing: they show it. `models.js` knows them by their order.

/** @typedef {"text" | "amount" | "currency" | "instant" | "url" | "network" | "boolean" | "texts" | "currencies" | "status" | "word"} Kind */
/** @typedef {Readonly<Record<string, `${Kind}${"" | "!" | "?"}`>>} Attributes */

/** @type {Attributes} */
export const ATTRIBUTES = {
  amount: "amount!",
  currency: "currency!",
  accountCurrency: "currency?",
  network: "network",
  networkName: "text",
  reference: "text",
  hostedPageUrl: "url!",
  status: "status!",
  expiresAt: "instant!",
  createdAt: "instant!",
  paymentType: "text?",
  paymentMethods: "texts?",
  payCurrencies: "currencies?",
  successRedirectUrl: "url",
  unsuccessRedirectUrl: "url",
  approvalStatus: "text",
  expires_at: "instant!",
};

/** @type {Attributes} */
export const INVOICE = {
  amountBilled: "amount?",
  amountCharged: "amount?",
  billedCurrency: "currency?",
  chargedCurrency: "currency?",
  createdAt: "instant?",
  exchangeRate: "amount?",
  expiresAt: "instant?",
  hostedPageUrl: "url?",
  network: "network",
  networkName: "text",
  paymentStatus: "word",
  reference: "text",
  status: "status!",
  statusContext: "word",
  successRedirectUrl: "url",
  unsuccessRedirectUrl: "url",
  targetAmount: "amount?",
  targetCurrency: "currency?",
  chargedTargetRate: "amount?",
  chargedTargetRateCurrency: "currency?",
  paymentMethods: "texts?",
};

/** @type {Attributes} */
export const PAYOUT = {
  absorbNetworkFee: "boolean?",
  absorbPayoutFee: "boolean?",
  address: "text",
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
  payNetwork: "network",
  payNetworkName: "text",
  paymentMethod: "text",
  payoutFee: "amount?",
  payoutFeeCurrency: "currency?",
  reference: "text",
  status: "status!",
  txid: "text",
  receiverBinanceId: "text",
  binanceStatus: "text",
  approvalStatus: "text",
};
