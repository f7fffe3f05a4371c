// Generated documents of all formats, as text, from a seed: valid ones, and mutated ones of every kind.

import assert from "node:assert/strict";
import { schema } from "paylink";

/** Numbers from a seed, the same each time (mulberry32). @param {number} seed */
export function chances(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most) => Math.floor(next() * most);
  const pick = (list) => list[below(list.length)];
  return { below, pick, is: (share) => next() < share };
}

const TEXTS = [
  ...['"plain"', '""', '"a \\"b\\""', '"\\u00e9"', '"é"', '"😀 x"', '"日本語"', '"\\ud83d\\ude00"'],
  ...['"a\\/b"', '"tab\\t"', '" "', `"${"long ".repeat(40)}"`, '"\\ud800"', '"\u2028"', '"Ω≈ç√"'],
];
const WRONG = ["5", "null", "true", "[]", "{}", '"x"', "-1e5", '[""]', '{"a": {"b": []}}', '""'];
const INSTANTS = [
  ...['"2024-12-31T23:59:59Z"', '"2024-06-01T12:00:00.123Z"', '"2024-06-01T12:00:00.123456Z"'],
  ...['"2024-06-01T14:00:00+02:00"', '"2024-06-01t12:00:00z"', '"2024-06-01T12:00:00.000Z"'],
  ...['"2016-12-31T23:59:60Z"', '"2024-06-01 12:00:00Z"', '"2024-13-01T00:00:00Z"', '"soon"'],
  ...['"0000-01-01T00:00:00Z"', '"9999-12-31T23:59:59.999Z"', '"1969-12-31T23:59:59.5Z"'],
];
const URLS = [
  ...['"https://pay.example.com/x"', '"HTTPS://PAY.example.com/X"', '"http://[::1]:80/?a=b#c"'],
  ...['"https:\\/\\/pay.example.com/x"', '"https://me:pw@pay.example.com/"', '"ftp://x/"', '"/x"'],
  ...['"https://pay.example.com/ä"', '"https://pay.example.com/%C3%A4"'],
];
const METADATA = [
  ...["{}", '{"order": "17", "customer": "c-1"}', '{"order": "18", "customer": "c-2"}'],
  ...['{"__proto__": "x"}', '{"a": "b", "__proto__": {"c": 1}}', '{"2": "b", "0": "a", "x": "y"}'],
  ...['{"n": 1.50, "m": 1e400}', '{"a": {"b": [null, true]}}', '{"a": "x", "a": "y"}'],
  ...['{"é": "😀", "order": "x"}', '{"\\u0061b": "c"}', '{"constructor": "x", "toString": "y"}'],
  ...[
    '{"": ""}',
    '{"a": null}',
    '{"a": "\\n"}',
    `{"${"name".repeat(20)}": "long"}`,
    '{ "a" : "b" }',
  ],
  `{${Array.from({ length: 80 }, (_, at) => `"k${at}": "v"`)}}`,
];
const AMOUNTS = [
  '"100.00"',
  '"0"',
  '"007"',
  "12.50",
  "1e3",
  '"-1"',
  '"1,5"',
  `"${"9".repeat(60)}"`,
];
const CURRENCIES = ['"EUR"', '"eur"', '"USDT"', '"Usd"', '"E"', '"€UR"', '"XX9"'];

const uuid = ({ below }) =>
  `"1e1a0c1b-4af0-4e3d-ae87-${String(below(10 ** 12)).padStart(12, "0")}"`;

/** An object with these members, sometimes in an unusual spelling. */
function objectOf(members, chance, oddity) {
  const { below, is, pick } = chance;
  let list = members.filter(() => !is(oddity / 20));
  if (is(oddity / 4)) list = list.toSorted(() => below(3) - 1);
  if (is(oddity / 8)) list.push(pick(list) ?? ["a", "1"]);
  if (is(oddity / 6))
    list.splice(below(list.length + 1), 0, [pick(["extra", "é", "a/b~c", "1"]), pick(WRONG)]);
  list = list.map(([name, value]) => [name, is(oddity / 30) ? pick(WRONG) : value]);
  const space = is(oddity / 4) ? pick([" ", "\t", "\r\n  "]) : "";
  const spelt = list.map(([name, value]) => {
    const key = is(oddity / 40) ? `\\u00${name.charCodeAt(0).toString(16)}${name.slice(1)}` : name;
    return `"${key}"${space}:${space}${value}`;
  });
  return `{${space}${spelt.join(`,${space}`)}${space}}`;
}

/** Usually the first, sometimes another. */
const mostly = (usual, others, { is, pick }, oddity) => (is(oddity / 3) ? pick(others) : usual);

/** The present members, each with a probability. */
const some = (share, members, { is }) => members.filter(() => is(share));

/** One link of `connect`. @param {ReturnType<typeof chances>} chance @param {number} oddity 0 for none */
export function connectLink(chance, oddity = 1) {
  const { pick } = chance;
  const instant = () => mostly('"2024-06-01T12:00:00Z"', INSTANTS, chance, oddity);
  const status = pick(["ACTIVE", "ACTIVE", "COMPLETED", "EXPIRED", "CANCELLED"]);
  return objectOf(
    [
      ["paymentLinkId", mostly(uuid(chance), TEXTS, chance, oddity)],
      ["url", mostly('"https://pay.example.com/x"', URLS, chance, oddity)],
      ["status", mostly(`"${status}"`, ['"active"', '"NEW"', ...TEXTS], chance, oddity)],
      ...some(0.7, [["description", mostly('"for order 17"', TEXTS, chance, oddity)]], chance),
      ...some(status === "COMPLETED" ? 1 : oddity / 10, [["paymentId", uuid(chance)]], chance),
      ...some(0.8, [["expiresAt", instant()]], chance),
      ...some(status === "COMPLETED" ? 1 : oddity / 10, [["completedAt", instant()]], chance),
      ["createdAt", mostly('"2024-01-15T10:00:00Z"', INSTANTS, chance, oddity)],
      ["updatedAt", instant()],
      ...some(0.7, [["metadata", mostly(METADATA[1], METADATA, chance, oddity)]], chance),
    ],
    chance,
    oddity,
  );
}

/** A resource that a link of `txn` may refer to. */
function txnChild(type, id, chance, oddity) {
  const amount = () => mostly('"100.00"', AMOUNTS, chance, oddity);
  const currency = () => mostly('"EUR"', CURRENCIES, chance, oddity);
  const text = () => mostly('"r-1"', TEXTS, chance, oddity);
  const money = (one, two) => [
    [one, amount()],
    [two, currency()],
  ];
  const invoice = [
    ["statusContext", mostly('"full"', ['"Full"', '"more"', "null"], chance, oddity)],
    ["paymentStatus", mostly('"on_time"', ['"onTime"', '"on time"', "null"], chance, oddity)],
    ...money("amountBilled", "billedCurrency"),
    ...money("amountCharged", "chargedCurrency"),
    ...money("targetAmount", "targetCurrency"),
    ...money("chargedTargetRate", "chargedTargetRateCurrency"),
    ["hostedPageUrl", mostly('"https://pay.example.com/i"', URLS, chance, oddity)],
    ["paymentMethods", mostly('["crypto"]', ['["é", "a\\n"]', "[]", "[5]"], chance, oddity)],
    ["network", mostly('"trx:usdt"', ['"TRX:USDT"', "null", '""'], chance, oddity)],
    ["networkName", text()],
  ];
  const payout = [
    ...money("amount", "currency"),
    ...money("amountCharged", "amountChargedCurrency"),
    ...money("payAmount", "payCurrency"),
    ...money("networkFee", "networkFeeCurrency"),
    ...money("payoutFee", "payoutFeeCurrency"),
    ["absorbNetworkFee", chance.pick(["true", "false"])],
    ["payNetwork", mostly('"eth"', ['"ETH"', "null"], chance, oddity)],
    ["payNetworkName", text()],
    ["address", text()],
    ["receiverBinanceId", mostly('""', TEXTS, chance, oddity)],
    ["txid", text()],
  ];
  const statuses = ["pending", "processing", "completed", "cancelled", "expired"];
  const attributes = [
    [
      "status",
      mostly(`"${chance.pick(statuses)}"`, ['"Pending"', '"other"', '""'], chance, oddity),
    ],
    ["exchangeRate", amount()],
    ["reference", text()],
    ["expiresAt", mostly('"2024-06-01T12:00:00.000Z"', INSTANTS, chance, oddity)],
    ["createdAt", mostly('"2024-05-01T12:00:00.000Z"', INSTANTS, chance, oddity)],
    ...(type === "payouts" ? payout : invoice),
  ];
  const status = attributes.shift();
  const kept = [status, ...some(0.8, attributes, chance)];
  return objectOf(
    [
      ["id", `"${id}"`],
      ["type", `"${type}"`],
      ["attributes", objectOf(kept, chance, oddity)],
    ],
    chance,
    oddity / 2,
  );
}

/** One link of `txn` and its target: a type and an id, or none. */
function txnLink(target, chance, oddity) {
  const { is, pick } = chance;
  const text = () => mostly('"r-1"', TEXTS, chance, oddity);
  const url = () => mostly('"https://pay.example.com/x"', URLS, chance, oddity);
  const status = pick(["created", "pending", "completed", "expired"]);
  const attributes = [
    ["amount", mostly('"100.00"', AMOUNTS, chance, oddity)],
    ["currency", mostly('"EUR"', CURRENCIES, chance, oddity)],
    ["hostedPageUrl", url()],
    ["status", mostly(`"${status}"`, ['"Created"', '"gone"', '""'], chance, oddity)],
    ["expiresAt", mostly('"2024-06-01T12:00:00.000Z"', INSTANTS, chance, oddity)],
    ["createdAt", mostly('"2024-05-01T12:00:00.000Z"', INSTANTS, chance, oddity)],
    ...some(
      0.7,
      [
        ["accountCurrency", mostly('"EUR"', CURRENCIES, chance, oddity)],
        ["reference", text()],
        ["paymentType", mostly('"Invoice"', ['"Payout"', '"invoice"', '"Gift"'], chance, oddity)],
        [
          "payCurrencies",
          mostly('["BTC", "USDT"]', ['["btc"]', "[]", "null", "[5]"], chance, oddity),
        ],
        ["paymentMethods", mostly('["crypto"]', ['["é", "a\\n"]', "null"], chance, oddity)],
        ["approvalStatus", mostly("null", TEXTS, chance, oddity)],
        ["network", mostly('"trx:usdt"', ['"TRX:USDT"', "null"], chance, oddity)],
        ["networkName", text()],
        ["successRedirectUrl", url()],
        ["unsuccessRedirectUrl", url()],
      ],
      chance,
    ),
  ];
  const identity =
    target &&
    objectOf(
      [
        ["type", `"${target[0]}"`],
        ["id", `"${target[1]}"`],
      ],
      chance,
      oddity / 8,
    );
  const data = identity ?? "null";
  return objectOf(
    [
      ["id", mostly(uuid(chance), TEXTS, chance, oddity)],
      ["type", mostly('"paymentLinks"', ['"payment_links"', '"links"'], chance, oddity / 2)],
      ["attributes", objectOf(attributes, chance, oddity)],
      ...(target || is(0.5) ? [["relationships", `{"target":{"data":${data}}}`]] : []),
    ],
    chance,
    oddity / 2,
  );
}

/** A document with one link of `txn`. */
export const txnDocument = (chance, oddity = 1, hasChildren = true) =>
  compound(1, chance, oddity, false, hasChildren ? 0.5 : 0);

/** What makes a document of one link of any format. @param {import("paylink").FormatId} format */
export function documentOf(format) {
  const own = { connect: connectLink, txn: txnDocument }[format];
  return own ?? bySchema(format);
}

/** A list of any format. @param {import("paylink").FormatId} format */
export function listOf(format, count, chance, oddity = 1) {
  if (format === "txn") return compound(count, chance, oddity, true, 0.5);
  const linkOf = documentOf(format);
  const links = Array.from({ length: count }, () =>
    chance.is(oddity / 50) ? chance.pick(WRONG) : linkOf(chance, oddity),
  );
  const [name] = Object.entries(schema(`${format}-list`).properties).find(
    ([, { type }]) => type === "array",
  );
  const rest = format === "connect" ? ', "pagination": {"nextCursor": "next"}' : "";
  return `{"${name}": [${links}]${rest}}`;
}

const SECONDS = ["1717243200", "0", "1717243200.5", "-1", "1e9", "253402300799", '"1717243200"'];
const UNITS = ["10000", "0", "5", "12.5", "-1", "9007199254740993", '"100"'];

/** The usual values of a type, and others, by its name in a schema. */
const TYPES = {
  instant: [['"2024-06-01T12:00:00Z"'], INSTANTS],
  url: [['"https://pay.example.com/x"'], URLS],
  currency: [['"EUR"', '"usd"', '"JPY"'], CURRENCIES],
  digits: [['"100.00"'], AMOUNTS],
  epoch: [["1717243200", "1717246800"], SECONDS],
  minorUnits: [["10000"], UNITS],
};

/** Links of a format without nested members, by its schema: of every provider that comes. */
function bySchema(format) {
  const { properties, required = [], $defs } = schema(format);
  const memberOf = (name, member, chance, oddity) => {
    const isNullable = JSON.stringify(member).includes('"null"');
    const one = member.anyOf?.[0] ?? member;
    if (isNullable && !required.includes(name) && chance.is(0.3)) return "null";
    const [usual, others] = TYPES[one.$ref?.split("/").at(-1)] ?? kindOf(one);
    return mostly(chance.pick(usual), others, chance, oddity);
  };
  const kindOf = ({ type, enum: words, examples = words }) => {
    if (examples) return [examples.map((word) => JSON.stringify(word)), TEXTS];
    const kinds = [type].flat();
    if (kinds.includes("string")) return [['"for order 17"'], TEXTS];
    if (kinds.includes("object")) return [[METADATA[1]], METADATA];
    return [["[]"], WRONG];
  };
  assert.ok($defs.currency, format);
  return (chance, oddity) => {
    const members = Object.entries(properties)
      .filter(([name]) => required.includes(name) || chance.is(0.8))
      .map(([name, member]) => [name, memberOf(name, member, chance, oddity)]);
    return objectOf(members, chance, oddity);
  };
}

/** With children of both kinds: some shared, some duplicate, some without a referrer, some missing. */
function compound(count, chance, oddity, isList, share) {
  const { below, is, pick } = chance;
  const targets = Array.from({ length: count }, () =>
    is(share)
      ? [pick(["invoices", "payouts"]), `c${below(count * (oddity > 0 ? 1 : 1000) + 1)}`]
      : null,
  );
  const names = targets
    .filter((target) => target && !is(oddity / 10))
    .map((target) => target.join());
  const wanted = is(oddity / 20) ? names : [...new Set(names)];
  const children = wanted.map((name) => {
    const [type, id] = name.split(",");
    return txnChild(type, id, chance, oddity);
  });
  if (share > 0 && is(oddity / 5))
    children.push(txnChild(pick(["invoices", "accounts"]), "nobody", chance, oddity));
  const links = targets.map((target) => txnLink(target, chance, oddity));
  const data = `"data": ${isList ? `[${links}]` : links[0]}`;
  const included = `"included": [${children}]`;
  return `{${children.length === 0 ? data : is(oddity / 3) ? `${included}, ${data}` : `${data}, ${included}`}}`;
}
