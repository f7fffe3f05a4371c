// The cost of the worst documents for each reader of the package: milliseconds of CPU for each KiB, at two sizes, and KiB
// of findings in the answer. `make bench-worst`, KIB=1024 for larger ones. The two times must be similar (linear work),
// and the findings at most 256 KiB.

import { createHmac } from "node:crypto";
import {
  checkRequest,
  errorBody,
  init,
  read,
  readBatch,
  readCreateRequest,
  readError,
  readList,
  readWebhook,
} from "paylink";

await init();

const KIB = Number(process.env.KIB ?? 256);
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const KEY = Buffer.from("a key of the benchmark");
const NOW = 1_700_000_000_000;

/** @param {number} size @param {(index: number) => string} part */
function filled(size, part) {
  let text = "";
  for (let index = 0; text.length < size; index += 1) text += part(index);
  return text;
}

/** The content of an object, with its comma. @type {Record<string, (size: number) => string>} */
const MEMBERS = {
  "one name, again and again": (size) => filled(size, () => '"eventId":1,'),
  "one known name again and again": (size) => filled(size, () => '"url":1,'),
  "many unmapped members": (size) => filled(size, (index) => `"m${index}":0,`),
  "many members, backwards": (size) => filled(size, (index) => `"m${1e9 - index}":0,`),
  "long names": (size) => filled(size, (index) => `"${`${index}`.padEnd(10_000, "n")}":0,`),
  "one long name": (size) => `"${"n".repeat(size)}":0,`,
  "escaped names": (size) => filled(size, (index) => `"\\u0061\\u0062${index}":0,`),
  "deep nesting": (size) =>
    filled(size, (index) => `"d${index}":${'{"a":'.repeat(120)}1${"}".repeat(120)},`),
  "many numbers": (size) => `"n":[${filled(size, () => "1.5e300,")}0],`,
  "one long number": (size) => `"n":${"9".repeat(size)},`,
  "one long text": (size) => `"t":"${"x".repeat(size)}",`,
  "one long escaped text": (size) => `"t":"${"\\u00e4".repeat(size / 6)}",`,
  "many half characters": (size) => filled(size, (index) => `"h${index}\\ud800":"\\ud800",`),
  "many empty objects": (size) => `"e":[${filled(size, () => "{},")}{}],`,
  "pairs that stand twice": (size) => `"metadata":{${filled(size, () => '"a":"b",')}"a":"b"},`,
};

const CONNECT =
  '"paymentLinkId":"j","url":"https://pay.example.com/j","status":"ACTIVE","createdAt":"2024-01-15T10:00:00Z","updatedAt":"2024-01-15T10:00:00Z"';
const TXN =
  '"amount":"1","currency":"EUR","hostedPageUrl":"https://pay.example.com/j","status":"created","expiresAt":"2025-06-18T23:00:00Z","createdAt":"2024-01-15T10:00:00Z"';
const TARGET = '"relationships":{"target":{"data":{"type":"invoices","id":"0"}}}';

/** @param {string} inside */
const txnLink = (inside) =>
  `{"data":{"id":"j","type":"paymentLinks","attributes":{${inside}${TXN}}}}`;

/** @param {string} body */
function signed(body) {
  const mac = createHmac("sha256", KEY)
    .update(`m.${NOW / 1000}.${body}`)
    .digest("base64");
  return {
    format: /** @type {const} */ ("txn"),
    headers: { "svix-id": "m", "svix-timestamp": `${NOW / 1000}`, "svix-signature": `v1,${mac}` },
    body,
    secret: `whsec_${KEY.toString("base64")}`,
    now: NOW,
  };
}

/** @typedef {{made: (inside: string) => any, call: (input: any) => any}} Case */

const bytes = (/** @type {string} */ text) => Buffer.from(text);

/** Readers of an object with any members. @type {Record<string, Case>} */
const READERS = {
  "read connect": {
    made: (inside) => bytes(`{${inside}${CONNECT}}`),
    call: (input) => read(input),
  },
  "read txn": { made: (inside) => bytes(txnLink(inside)), call: (input) => read(input) },
  "read, of no format": {
    made: (inside) => bytes(`{${inside}"a":1}`),
    call: (input) => read(input),
  },
  "readList connect": {
    made: (inside) => bytes(`{"items":[{${inside}${CONNECT}}]}`),
    call: (input) => readList(input),
  },
  "readList, around the links": {
    made: (inside) => bytes(`{${inside}"items":[{${CONNECT}}]}`),
    call: (input) => readList(input),
  },
  "readBatch at 0": {
    made: (inside) => bytes(`{"items":[{${inside}${CONNECT}}]}`),
    call: (input) => {
      const batch = readBatch(input);
      const answer = batch.at(0);
      batch.free();
      return answer;
    },
  },
  "readCreateRequest connect": {
    made: (inside) => bytes(`{${inside}"orderId":"o"}`),
    call: (input) => readCreateRequest(input, { format: "connect" }),
  },
  "readCreateRequest txn": {
    made: (inside) =>
      bytes(`{"data":{"type":"payment_links","attributes":{${inside}"amount":"1"}}}`),
    call: (input) => readCreateRequest(input, { format: "txn" }),
  },
  "checkRequest connect": {
    made: (inside) => bytes(`{${inside}"orderId":"o"}`),
    call: (body) => checkRequest({ method: "POST", path: "/payment-links", body }),
  },
  "checkRequest and render": {
    made: (inside) => bytes(`{${inside}"amount":"o"}`),
    call: (body) => {
      const path = "/api/public/v1/payment_links";
      const refused = checkRequest({ method: "POST", path, body });
      return refused.ok ? refused : errorBody(refused.issues, "txn");
    },
  },
  "readWebhook connect": {
    made: (inside) => bytes(`{${inside}"a":1}`),
    call: (body) => readWebhook({ format: "connect", headers: {}, body, now: NOW }),
  },
  "readWebhook txn, signed": {
    made: (inside) =>
      signed(`{"data":{"id":"1","type":"invoices","attributes":{${inside}"status":"completed"}}}`),
    call: (delivery) => readWebhook(delivery),
  },
  "readError txn": {
    made: (inside) => bytes(`{"errors":[{${inside}"detail":"no"}]}`),
    call: (input) => readError(input, { format: "txn", status: 422 }),
  },
};

/** Documents that are invalid as a whole. @type {Record<string, Case & {of: (size: number) => string}>} */
const WHOLE = {
  "a list of numbers in place of links": {
    of: (size) => `{"items":[${filled(size, () => "1,")}1]}`,
    made: bytes,
    call: (input) => readList(input),
  },
  "a list of broken links": {
    of: (size) => `{"items":[${filled(size, () => '{"paymentLinkId":5},')}{}]}`,
    made: bytes,
    call: (input) => readList(input),
  },
  "a list of odd links": {
    of: (size) => `{"items":[${filled(size, (index) => `{"x${index}":1,${CONNECT}},`)}{}]}`,
    made: bytes,
    call: (input) => readList(input),
  },
  "the same as a batch": {
    of: (size) => `{"items":[${filled(size, () => '{"paymentLinkId":5},')}{}]}`,
    made: bytes,
    call: (input) => {
      const batch = readBatch(input);
      const answer = batch.issues;
      batch.free();
      return answer;
    },
  },
  "many included resources that nobody points to": {
    of: (size) =>
      `{"included":[${filled(size, (index) => `{"type":"invoices","id":"${index}"},`)}{}],${txnLink("").slice(1)}`,
    made: bytes,
    call: (input) => read(input),
  },
  "many included resources of one name": {
    of: (size) =>
      `{"included":[${filled(size, () => '{"type":"invoices","id":"0"},')}{}],${txnLink("").slice(1)}`,
    made: bytes,
    call: (input) => read(input),
  },
  "many links that share one broken child": {
    of: (size) => {
      const links = filled(
        size,
        (at) => `{"id":"${at}","type":"paymentLinks","attributes":{${TXN}},${TARGET}},`,
      );
      return `{"data":[${links.slice(0, -1)}],"included":[{"type":"invoices","id":"0","attributes":{${filled(size / 4, () => '"x":1,')}"a":1}}]}`;
    },
    made: bytes,
    call: (input) => readList(input),
  },
  "many odd members of a list's own links": {
    of: (size) => `{"data":[],"links":{${filled(size, (index) => `"l${index}":1,`)}"next":null}}`,
    made: bytes,
    call: (input) => readList(input),
  },
  "many errors in one body": {
    of: (size) => `{"errors":[${filled(size, () => '{"detail":"no"},')}{}]}`,
    made: bytes,
    call: (input) => readError(input, { format: "txn", status: 422 }),
  },
  "an error body of nested messages without a text": {
    of: (size) => {
      const inner = Array(30).fill('"message":{"a":0}').join(",");
      const nested = Array(30).fill(`"message":{${inner}}`).join(",");
      return `[${filled(size, () => `{"message":{${nested}}},`)}0]`;
    },
    made: (text) => bytes(`{"error":${text}}`),
    call: (input) => readError(input, { format: "txn", status: 422 }),
  },
  "a long text in place of an object": {
    of: (size) => `"${"x".repeat(size)}"`,
    made: (text) => text,
    call: (input) => read(input),
  },
  "many header lines": {
    of: (size) => "x".repeat(size),
    made: (text) =>
      Object.fromEntries(
        Array.from({ length: text.length / 16 }, (_, at) => [`bad name ${at}`, "x"]),
      ),
    call: (headers) => checkRequest({ method: "GET", path: "/payment-links/a", headers }),
  },
  "many signatures": {
    of: (size) => filled(size, () => "v1,AAAA "),
    made: (text) => {
      const delivery = signed("x".repeat(65_536));
      return { ...delivery, headers: { ...delivery.headers, "svix-signature": text } };
    },
    call: (delivery) => readWebhook(delivery),
  },
};

/** Milliseconds of CPU, the best of several rounds. @param {() => unknown} work */
function spent(work) {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

/** KiB of findings anywhere in an answer. @param {any} answer */
function heavy(answer) {
  let bytes = 0;
  /** @param {any} value */
  const look = (value) => {
    if (Array.isArray(value)) for (const each of value) look(each);
    else if (value && typeof value === "object") {
      if (typeof value.code === "string") bytes += JSON.stringify(value).length + 1;
      else for (const each of Object.values(value)) look(each);
    }
  };
  look(answer);
  if (typeof answer?.body === "string") bytes += answer.body.length;
  return bytes / 1024;
}

/** @param {Case} it @param {(size: number) => string} of */
function measured({ made, call }, of) {
  const [small, large] = [KIB / 4, KIB].map((kib) => {
    const input = made(of(kib * 1024));
    return { perKib: spent(() => call(input)) / kib, answer: call(input) };
  });
  return { small: small.perKib, large: large.perKib, weight: heavy(large.answer) };
}

const rows = [];
for (const [reader, it] of Object.entries(READERS)) {
  const all = Object.entries(MEMBERS).map(([name, of]) => ({ name, ...measured(it, of) }));
  const worst = all.reduce((one, other) => (other.large > one.large ? other : one));
  const weight = Math.max(...all.map((each) => each.weight));
  rows.push({ reader, worst: worst.name, ...worst, weight });
}
for (const [name, it] of Object.entries(WHOLE)) {
  rows.push({ reader: name, worst: "", ...measured(it, it.of) });
}

console.log(`ms of CPU for each KiB, at ${KIB / 4} and ${KIB} KiB; KiB of findings`);
for (const { reader, worst, small, large, weight } of rows) {
  const cells = [small.toFixed(4), large.toFixed(4), weight.toFixed(1)].map((cell) =>
    cell.padStart(9),
  );
  console.log(`${reader.padEnd(47)} ${worst.padEnd(32)}${cells.join("")}`);
}
