// Exact decimals, and the sandbox's invented rates, fees and networks, with the digits of the documents' examples.

/**
 * The value of one USDT in each currency. The first three are from the documents' payloads; a missing currency has the
 * value of a USDT.
 * @type {Readonly<Record<string, string>>}
 */
const PER_USDT = {
  USD: "0.9894951",
  EUR: "0.8755286",
  TRY: "40.636611347206",
  USDT: "1",
  USDC: "1.0002",
  CNY: "7.0981",
  GBP: "0.7523",
  SEK: "9.6112",
  BTC: "0.00000942",
  TRX: "3.2911",
  XRP: "0.4419",
  POL: "5.1007",
};

/** Fraction digits; the default is two. @type {Readonly<Record<string, number>>} */
const SCALES = { USDT: 6, USDC: 6, TRX: 6, XRP: 6, POL: 8, BTC: 8 };

const RATE_SCALE = 12;

/**
 * The networks: codes from the documents, names modelled on the documented one. The testnets, with their `t`, come
 * first.
 * @type {Readonly<Record<string, {name: string, coin: string}>>}
 */
export const NETWORKS = {
  "ttrx:usdt": { name: "Tron (TRC20)", coin: "USDT" },
  "trx:usdt": { name: "Tron (TRC20)", coin: "USDT" },
  "polygon:usdcv2": { name: "Polygon", coin: "USDC" },
  tpolygon: { name: "Polygon", coin: "POL" },
  txrp: { name: "XRP Ledger", coin: "XRP" },
  "btc:btc": { name: "Bitcoin", coin: "BTC" },
};

/**
 * The networks that an end user can choose from.
 * @param {readonly string[]} coins the link's `payCurrencies`; empty: any
 */
export function networksFor(coins) {
  const offered = Object.keys(NETWORKS).filter((code) => coins.includes(NETWORKS[code].coin));
  // A coin without a network here would leave the end user without a choice.
  return offered.length > 0 ? offered : Object.keys(NETWORKS);
}

/** @param {string} currency */
export const scaleOf = (currency) => SCALES[currency] ?? 2;

/** @param {string} decimal @returns {{units: bigint, scale: number}} */
function parsed(decimal) {
  const [whole, fraction = ""] = decimal.split(".");
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

/** @param {bigint} units @param {number} scale */
function written(units, scale) {
  const digits = units.toString().padStart(scale + 1, "0");
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Rounds half up. @param {bigint} units @param {number} from @param {number} to */
function rescaled(units, from, to) {
  if (to >= from) return units * 10n ** BigInt(to - from);
  const step = 10n ** BigInt(from - to);
  return (units + step / 2n) / step;
}

/** @param {string} a @param {string} b @param {number} scale */
export function times(a, b, scale) {
  const [left, right] = [parsed(a), parsed(b)];
  const exact = left.units * right.units;
  return written(rescaled(exact, left.scale + right.scale, scale), scale);
}

/** @param {string} a @param {string} b not zero @param {number} scale */
export function divided(a, b, scale) {
  const [left, right] = [parsed(a), parsed(b)];
  // One more digit, for rounding.
  const lift = 10n ** BigInt(scale + 1 + right.scale);
  const units = (left.units * lift) / (right.units * 10n ** BigInt(left.scale));
  return written(rescaled(units, scale + 1, scale), scale);
}

/** @param {string} a @param {string} b @param {number} scale */
export const plus = (a, b, scale) => combined(a, b, scale, (left, right) => left + right);

/** At least zero. @param {string} a @param {string} b @param {number} scale */
export const minus = (a, b, scale) =>
  combined(a, b, scale, (left, right) => (left > right ? left - right : 0n));

/**
 * @param {string} a
 * @param {string} b
 * @param {number} scale
 * @param {(left: bigint, right: bigint) => bigint} how
 */
function combined(a, b, scale, how) {
  const [left, right] = [a, b].map(parsed).map((it) => rescaled(it.units, it.scale, scale));
  return written(how(left, right), scale);
}

/** `"100"` becomes `"100.00"`; existing digits stay. @param {string} amount @param {string} currency */
export function padded(amount, currency) {
  const { units, scale } = parsed(amount);
  const wanted = Math.max(scale, scaleOf(currency));
  return written(rescaled(units, scale, wanted), wanted);
}

/**
 * The rate between two currencies: `40.636611347206` TRY for a USDT.
 * @param {string} given
 * @param {string} bought
 */
export function rateOf(given, bought) {
  if (given === bought) return "1";
  const rate = divided(PER_USDT[given] ?? "1", PER_USDT[bought] ?? "1", RATE_SCALE);
  // A currency of almost no value would have the rate 0, which cannot be divided by.
  return Number(rate) === 0 ? "0.000000000001" : rate.replace(/\.?0+$/, "");
}
