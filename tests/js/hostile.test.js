// Hostile values through every function of the package: instead of each argument and of each value within it.
// The functions are the exported ones; their valid arguments are those of the vectors.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as paylink from "paylink";
import { BODIES, FEW, isUnpolluted, placesOf, VALUES } from "../edge/hostile.js";
import { expand, file } from "./vectors.js";

await paylink.init();

const CONNECT = {
  paymentLinkId: "a",
  url: "https://pay.example.com/a",
  status: "ACTIVE",
  createdAt: "2024-01-15T10:00:00Z",
  updatedAt: "2024-01-15T10:00:00Z",
};
const CLOCK = { now: "2024-06-01T12:00:00Z", skewMs: 5000 };

/** How long arguments may be that every place of is tried; the vectors have many that are short. */
const LONGEST = 400;

/** Sound calls of each: of the vectors the longest that are short enough. @type {Map<string, unknown[][]>} */
const CALLS = new Map();
for (const { call, args } of JSON.parse(file("answers.json"))) {
  const known = CALLS.get(call) ?? [];
  known.push(args.map(expand));
  CALLS.set(call, known);
}
const lengthOf = (args) => JSON.stringify(args).length;
for (const [call, known] of CALLS) {
  const short = known.filter((args) => lengthOf(args) < LONGEST);
  const sorted = (short.length > 0 ? short : known).toSorted((a, b) => lengthOf(b) - lengthOf(a));
  CALLS.set(call, sorted.slice(0, 2));
}

/** Functions that take no data, or do not answer with data. */
const used = {
  readBatch: (input, options) => {
    const batch = paylink.readBatch(input, options);
    const rows = batch.toArray().slice(0, 3);
    batch.free();
    return rows;
  },
};
const more = /** @type {Record<string, unknown[][]>} */ ({
  readBatch: [[JSON.stringify([CONNECT, CONNECT]), { format: "connect", ...CLOCK }]],
  initSync: [],
  init: [],
  version: [],
  messages: [],
  schemaNames: [],
  diagram: [["connect", "mermaid"]],
  lifecycle: [["txn"]],
  truthTable: [["connect"]],
  schema: [["model"]],
});
for (const [call, known] of Object.entries(more)) if (!CALLS.has(call)) CALLS.set(call, known);

/** Values that JSON cannot represent. @returns {Record<string, unknown>} */
const strange = () => {
  const circle = {};
  circle.self = circle;
  const detached = new ArrayBuffer(8);
  structuredClone(detached, { transfer: [detached] });
  return {
    undefined,
    NaN: Number.NaN,
    infinity: Number.POSITIVE_INFINITY,
    "minus zero": -0,
    bigint: 10n ** 30n,
    symbol: Symbol("s"),
    function: () => "called",
    "no date": new Date(Number.NaN),
    "a far date": new Date(8.64e15),
    map: new Map([["__proto__", 1]]),
    "a circle": circle,
    "no prototype": Object.assign(Object.create(null), { a: 1 }),
    "a getter that throws": Object.defineProperty({}, "a", {
      enumerable: true,
      get: () => assert.fail("mine"),
    }),
    "toJSON that throws": { toJSON: () => assert.fail("mine") },
    "a proxy that throws": new Proxy(
      {},
      { get: () => assert.fail("mine"), ownKeys: () => assert.fail("mine") },
    ),
    "a proxy of a list": new Proxy([1, 2], {}),
    "a list with holes": Object.assign([], { length: 3, 1: 1 }),
    bytes: new Uint8Array([0xff, 0, 0x7b]),
    "other bytes": new Float64Array(2),
    "a detached buffer": detached,
    "shared memory": new SharedArrayBuffer(8),
    "an error": new Error("mine"),
    "a number object": Object(7),
    "a deep object": JSON.parse(`${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`),
    "a deep list": JSON.parse(`${"[".repeat(5_000)}${"]".repeat(5_000)}`),
  };
};

/** Bytes and instances count as one value. */
const isPlain = (args) => JSON.stringify(args) !== undefined;

/** Values that the host cannot convert to a text, and requests for memory by size. */
const ENDLESS = /: a deep list$/;

let made = 0;

/** @returns {string} what came of it */
function outcome(call, args, where) {
  made += 1;
  try {
    (used[call] ?? functionOf(call))(...args);
    return "answered";
  } catch (error) {
    const told = `${where}: ${error?.stack ?? error}`;
    // No host has enough memory or stack for it, so a crash is correct: the next call works.
    if (ENDLESS.test(where) && error instanceof paylink.PaylinkCrash) return "crashed";
    assert.ok(error instanceof paylink.PaylinkError, told);
    assert.equal(error.code, "invalid_argument", told);
    assert.ok(error.message.length < 1_000, `${where}: ${error.message.length} characters`);
    assert.doesNotMatch(error.message, /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u, where);
    return "refused";
  } finally {
    assert.ok(isUnpolluted(), where);
  }
}

/** The function of a name, also of `idempotency.judge`. */
const functionOf = (name) => name.split(".").reduce((object, part) => object[part], paylink);

test("every function of the package is tried", () => {
  const exported = JSON.parse(readFileSync(new URL("exports.json", import.meta.url), "utf8"));
  const functions = exported.flatMap((name) => {
    const value = functionOf(name);
    if (typeof value === "function") return name.startsWith("Paylink") ? [] : [name];
    if (Array.isArray(value)) return [];
    return Object.keys(value).map((member) => `${name}.${member}`);
  });
  assert.ok(functions.length > 30);
  assert.deepEqual(
    functions.filter((name) => !CALLS.has(name)),
    [],
  );
});

for (const [call, known] of CALLS) {
  test(`${call}: answers or names the argument, and leaves no state`, () => {
    const sound = known.map((args) => structuredClone(args));
    const before = sound.map((args) => outcomeOf(call, args));
    const seen = new Set();
    for (const args of known.filter(isPlain)) {
      for (const { at, isNew, with: changed } of placesOf(args)) {
        if (at === "") continue;
        for (const [kind, value] of Object.entries({ ...VALUES, ...strange() })) {
          if (isNew && !FEW.has(kind)) continue;
          // As a complete argument only, because it takes long.
          if (kind === "1 MB" && !/^\/\d$/.test(at)) continue;
          // A member is not an argument of a function.
          const hostile = changed(value);
          if (!Array.isArray(hostile)) continue;
          seen.add(outcome(call, hostile, `${call}, ${at}: ${kind}`));
        }
      }
      const inputs = [...args.keys()].filter((place) => typeof args[place] !== "object");
      for (const [kind, body] of Object.entries(BODIES))
        for (const place of inputs)
          seen.add(outcome(call, args.with(place, body), `${call}, ${place}: ${kind}`));
    }
    assert.deepEqual(
      sound.map((args) => outcomeOf(call, args)),
      before,
    );
    assert.deepEqual(sound, known, "what it was given is as it was");
  });
}

/** The answer to valid arguments. */
const outcomeOf = (call, args) =>
  call.startsWith("init") ? null : (used[call] ?? functionOf(call))(...args);

test("the number of calls is as expected", () => {
  assert.ok(made > 10_000, `${made}`);
  console.log(`${made} hostile calls, each answered or refused as an argument`);
});
