// The package from a user's view: inputs, errors, exports.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { build } from "esbuild";
import * as paylink from "paylink";
import { assertJsonApi } from "../json-api.js";
import { declarations } from "./declarations.js";

const sample = readFileSync(
  new URL("../vectors/payloads/telness-payment-link.json", import.meta.url),
);

/** What a new process prints. @param {string} script */
const printed = (script) =>
  execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  }).trim();

test("the first call loads the core, also while init is loading it", () => {
  const version = 'import { init, version } from "paylink";';
  assert.equal(printed(`${version} console.log(version())`), paylink.version());
  const during = "const loading = init(); console.log(version()); await loading; version();";
  assert.equal(printed(`${version} ${during}`), paylink.version());
  const plain = 'import { version } from "paylink/standalone"; console.log(version())';
  assert.equal(printed(plain), paylink.version());
});

test("a bundler that drops what is not used keeps what loads the core", async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: 'import { version } from "paylink"; console.log(version())',
      resolveDir: import.meta.dirname,
    },
    ...{ bundle: true, minify: true, platform: "node", format: "esm", write: false },
  });
  const folder = mkdtempSync(join(tmpdir(), "paylink-bundle-"));
  writeFileSync(join(folder, "main.mjs"), outputFiles[0].contents);
  const run = (cwd) => spawnSync(process.execPath, [join(folder, "main.mjs")], { cwd });
  // Below the working directory, as where it was installed; elsewhere the error names what to do.
  assert.equal(`${run(new URL("../..", import.meta.url)).stdout}`.trim(), paylink.version());
  assert.match(`${run(folder).stderr}`, /`--external:paylink`/);
  rmSync(folder, { recursive: true });
});

test("in a page, a call before init throws not_initialised", () => {
  const script = `
    import { read, PaylinkError } from "../../pkg/browser.js";
    try { read("{}") } catch (error) {
      if (!(error instanceof PaylinkError) || error.code !== "not_initialised") throw error;
      console.log(error.message);
    }`;
  assert.match(printed(script), /before `await init\(\)` had finished/);
});

test("an import needs none of the host's globals", () => {
  const script = `
    const { TextDecoder, TextEncoder } = globalThis;
    delete globalThis.TextDecoder;
    delete globalThis.TextEncoder;
    const { version } = await import("paylink");
    await Promise.all(["slim", "standalone", "standard"].map((entry) => import("paylink/" + entry)));
    Object.assign(globalThis, { TextDecoder, TextEncoder });
    console.log(version());`;
  assert.equal(printed(script), paylink.version());
});

test("require without ES modules has the same API, and one core for both entries", () => {
  const script = `
    const paylink = require("paylink");
    const { anyLink } = require("paylink/standard");
    const { issues } = anyLink["~standard"].validate("{}");
    console.log(JSON.stringify({ names: Object.keys(paylink), issues: issues.length }));`;
  const options = { cwd: import.meta.dirname, encoding: "utf8" };
  const args = ["--no-experimental-require-module", "--input-type=commonjs", "-e", script];
  const { names, issues } = JSON.parse(execFileSync(process.execPath, args, options));
  const schemas = ["anyLink", "linkOf", "createRequestOf"];
  assert.deepEqual(
    names.filter((name) => !schemas.includes(name)).sort(),
    Object.keys(paylink).sort(),
  );
  assert.equal(issues, 1);
});

test("init may be called repeatedly and concurrently, and initSync after it", async () => {
  await Promise.all([paylink.init(), paylink.init(), paylink.init()]);
  await paylink.init();
  paylink.initSync(new Uint8Array());
  assert.equal(typeof paylink.version(), "string");
});

test("version() is the package's version", async () => {
  const { default: manifest } = await import("paylink/package.json", { with: { type: "json" } });
  assert.equal(paylink.version(), manifest.version);
});

/** An object has no offsets but those of its own text. */
const unplaced = ({ notes, ...answer }) => ({
  ...answer,
  notes: notes.map(({ range, ...note }) => note),
});

test("bytes, buffers, texts and objects give the same answer", () => {
  const text = sample.toString();
  const inputs = [
    new Uint8Array(sample),
    new Uint8Array(sample).buffer,
    text,
    JSON.parse(text),
    sample.subarray(0),
  ];
  const answers = inputs.map((input) => unplaced(paylink.read(input)));
  assert.equal(answers[0].ok, true);
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
});

test("no module evaluates text or awaits at its top level", () => {
  const require = createRequire(import.meta.url);
  // Throws for a module with a top-level await.
  for (const entry of ["paylink", "paylink/slim", "paylink/standalone", "paylink/page"]) {
    assert.equal(typeof require(entry).init, "function", entry);
  }
  const folder = new URL("../../pkg/", import.meta.url);
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".js"));
  assert.ok(files.length >= 8);
  for (const name of files) {
    const code = readFileSync(new URL(name, folder), "utf8");
    assert.doesNotMatch(code, /\beval\s*\(|\bFunction\s*\(["'`]|^await\b/m, name);
  }
});

test("bytes of another realm are accepted", () => {
  const text = sample.toString();
  const expected = paylink.read(text);
  const codes = JSON.stringify([...new TextEncoder().encode(text)]);
  const other = runInNewContext(`new Uint8Array(${codes})`);
  assert.ok(!(other instanceof Uint8Array));
  assert.deepEqual(paylink.read(other), expected);
  assert.deepEqual(paylink.read(other.buffer), expected);
});

test("toJSON of an object is used", () => {
  const text = sample.toString();
  const answer = paylink.read({ toJSON: () => JSON.parse(text) });
  assert.deepEqual(unplaced(answer), unplaced(paylink.read(text)));
});

const mistaken = (message) => (error) => {
  assert.ok(error instanceof paylink.PaylinkError && error instanceof Error);
  assert.equal(error.code, "invalid_argument");
  assert.match(error.message, message);
  return true;
};

test("an invalid input throws", () => {
  const cyclic = {};
  cyclic.self = cyclic;
  let deep = {};
  for (let level = 0; level < 100_000; level += 1) deep = { deep };
  const hostile = {
    get url() {
      throw new Error("no");
    },
  };
  const detached = new Uint8Array(8);
  structuredClone(null, { transfer: [detached.buffer] });
  const shared = new SharedArrayBuffer(8);
  for (const [message, ...inputs] of [
    [/^input: expected a Uint8Array/, undefined, null, 5, 5n, true, Symbol("x"), () => {}],
    [
      /^input: expected a Uint8Array/,
      { toJSON() {} },
      new Uint16Array(2),
      new DataView(new ArrayBuffer(2)),
    ],
    [/^input: it cannot be made JSON/, cyclic, deep, hostile, { n: 1n }],
    [/^input: it cannot be made JSON/, { toJSON: () => cyclic }, { toJSON: () => 1n }],
    [/^input: it is shared memory/, shared, new Uint8Array(shared), new DataView(shared)],
    [/^input: its buffer is detached/, detached, detached.buffer],
  ]) {
    for (const input of inputs) {
      assert.throws(() => paylink.read(input), mistaken(message));
      assert.throws(() => paylink.readList(input), mistaken(message));
      assert.throws(() => paylink.validate("url", input), mistaken(message));
    }
  }
});

test("a link that is not plain data throws", () => {
  const { value } = paylink.read(sample);
  const cyclic = { ...value };
  cyclic.metadata = cyclic;
  const hostile = {
    ...value,
    get rawStatus() {
      throw new Error("no");
    },
  };
  const clock = { now: 1e12 };
  for (const link of [{ ...value, rawStatus: 1n }, hostile, null, 5, Symbol("x")]) {
    assert.throws(() => paylink.decide("close", link, clock), mistaken(/./));
    assert.throws(() => paylink.decideAll(link, clock), mistaken(/./));
    assert.throws(() => paylink.write(link), mistaken(/./));
  }
  // Endless data exhausts the stack of any reader.
  assert.throws(
    () => paylink.write(cyclic),
    ({ code }) => /^(invalid_argument|crashed)$/.test(code),
  );
  assert.equal(paylink.decide("close", value, clock).verdict, "allowed");
});

test("a written link reads back as the same link, also after JSON.stringify and JSON.parse", () => {
  const rows = JSON.parse(
    readFileSync(new URL("../vectors/answers.json", import.meta.url), "utf8"),
  );
  let written = 0;
  for (const { name, call, args, answer } of rows) {
    if (call !== "read" || !answer.ok || (typeof args[0] === "object" && "$file" in args[0]))
      continue;
    const link = structuredClone(paylink.read(args[0], args[1]).value);
    const { value } = paylink.read(paylink.write(link), { format: link.format });
    assert.deepEqual(value, { ...link, unmapped: [] }, name);
    written += 1;
  }
  assert.ok(written > 20);
  const { value } = paylink.read(sample);
  const edited = { ...value, description: "another", rawStatus: "CANCELLED" };
  assert.deepEqual(JSON.parse(paylink.write(edited)), {
    ...JSON.parse(sample),
    description: "another",
    status: "CANCELLED",
  });
  assert.throws(() => paylink.write({ ...value, url: "javascript:alert(1)" }), {
    code: "invalid_argument",
  });
});

test("a listing is plain data, with dates too; other values throw", () => {
  const listed = (listing) => paylink.planList("txn", listing);
  const from = new Date("2025-06-18T00:00:00.000Z");
  for (const createdFrom of [from, from.getTime(), "2025-06-18T02:00:00.000+02:00"]) {
    const { value } = listed({ createdFrom, reference: undefined });
    assert.deepEqual(value.listing, { createdFrom: from.toJSON(), cursor: "1", limit: 25 });
    // The listing of a plan is accepted by the next plan and by readList.
    assert.deepEqual(listed(value.listing).value, value);
    const { listing } = value;
    assert.equal(paylink.readList({ data: [] }, { format: "txn", listing }).ok, true);
  }
  // JSON turns these into null, and null would request everything.
  const nothing = [{ createdFrom: new Date(Number.NaN) }, { limit: Number.NaN }, { cursor: null }];
  for (const listing of [...nothing, { cursor: 2 }, { limit: "5" }, { reference: ["r"] }, [], 5]) {
    assert.throws(() => listed(listing), mistaken(/^listing/));
    assert.throws(() => paylink.readList({ data: [] }, { listing }), mistaken(/^listing/));
  }
});

test("invalid calls throw errors with a code", () => {
  for (const mistake of [
    () => paylink.lifecycle("visa"),
    () => paylink.read("{}", { format: "visa" }),
    () => paylink.decide("close", {}, { now: 1e12 }),
    () => paylink.decide("close", { format: "txn", rawStatus: "created" }, {}),
    () => paylink.errorBody([{ code: "made_up" }], "problem"),
  ]) {
    assert.throws(mistake, (error) => {
      assert.ok(error instanceof paylink.PaylinkError && error instanceof Error);
      return error.code === "invalid_argument" && error.message.length > 0;
    });
  }
});

test("answers can be cloned by structuredClone", () => {
  const answer = paylink.read(sample);
  assert.deepEqual(structuredClone(answer), answer);
  assert.deepEqual(JSON.parse(JSON.stringify(answer)), answer);
  assert.equal(Object.getPrototypeOf(answer.value.metadata), Object.prototype);
});

test("headers may be an object or `Headers`", () => {
  const request = { method: "POST", path: "/payment-links/x/cancel" };
  const headers = { "X-API-Key": "k", "X-Idempotency-Key": "i" };
  assert.deepEqual(
    paylink.checkRequest({ ...request, headers: new Headers(headers) }),
    paylink.checkRequest({ ...request, headers }),
  );
});

test("keys differ, and are UUIDs", () => {
  const keys = new Set(Array.from({ length: 100 }, () => paylink.idempotency.newKey()));
  assert.equal(keys.size, 100);
  for (const key of keys) assert.match(key, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/);
});

test("every host has the recorded exports", async () => {
  const surface = Object.keys(paylink).sort();
  const kept = JSON.parse(readFileSync(new URL("./exports.json", import.meta.url), "utf8"));
  assert.deepEqual(surface, kept);
  for (const entry of ["browser", "slim", "wasm/standalone"]) {
    const other = await import(`../../pkg/${entry}.js`);
    assert.deepEqual(Object.keys(other).sort(), kept, entry);
  }
  const declared = declarations();
  for (const name of kept) {
    assert.match(declared, new RegExp(`export (function|const|class) ${name}\\b`), name);
  }
});

test("messages are translated to German and Swedish, in every error format", async () => {
  const json = { with: { type: "json" } };
  const { default: de } = await import("paylink/messages/de.json", json);
  const { default: sv } = await import("paylink/messages/sv.json", json);
  const { issues } = paylink.read({ paymentLinkId: "x", url: 7 }, { format: "connect" });
  const told = paylink.translate(issues, de);
  assert.deepEqual(
    told.map(({ code, pointer, message }) => [code, pointer, message]),
    [
      ["type_mismatch", "/url", "erwartet: eine Zeichenkette, gefunden: eine Zahl"],
      ...["status", "createdAt", "updatedAt"].map((member) => [
        "member_missing",
        `/${member}`,
        `das Feld \`${member}\` fehlt`,
      ]),
    ],
  );
  for (const face of ["problem", "standard", "jsonapi", "connect", "txn"]) {
    const own = paylink.errorBody(issues, face, { catalogue: sv }).body;
    assert.match(own, /saknas/, face);
    assert.doesNotMatch(own, /is missing/, face);
    assert.match(paylink.errorBody(issues, face).body, /is missing/, face);
  }
  assertJsonApi(paylink.errorBody(issues, "jsonapi").body);
});

test("a Standard Schema result has paths, and a wrong catalogue throws", () => {
  const { issues } = paylink.read({ data: { type: "paymentLinks" } }, { format: "txn" });
  const result = JSON.parse(paylink.errorBody(issues, "standard").body);
  assert.deepEqual(result.issues[0].path, ["data", "id"]);
  assert.throws(
    () => paylink.translate([{ code: "made_up" }], {}),
    (error) => error.code === "invalid_argument",
  );
});
