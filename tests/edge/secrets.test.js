// No secret gets out: every operation, with every kind of credential, over providers in every mood; and
// then all that the edge emitted is searched. Answers, lines of the log, the console, what is kept, what
// providers are sent, metrics, errors, what settings are refused with.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, mock, test } from "node:test";
import { credentialHeader } from "paylink/client";
import { tokenOf } from "../../edge/callers.js";
import { prefixOf } from "../../edge/config/settings.js";
import { ConfigError, configOf } from "../../edge/config.js";
import { isBasic } from "../../edge/credentials.js";
import { described } from "../../edge/described.js";
import { logTo } from "../../edge/log.js";
import { sandboxKeys } from "../../edge/sandbox/index.js";
import { signed } from "../../edge/sandbox/signatures.js";
import { sqliteStore } from "../../edge/stores/sqlite.js";
import { all, usual } from "../contract/asking.js";
import { requestOf } from "../contract/contract.js";
import { FORMATS } from "../providers/index.js";
import { edge, NOW } from "./edge.js";
import { finderOf, markOf } from "./marks.js";
import { startNode } from "./servers.js";

const SIGNING = markOf("txn-signing");
const ACCOUNTS = Object.fromEntries(
  FORMATS.map((format) => [`${format} account`, markOf(`${format}-account`)]),
);
const SHARED = Object.fromEntries(
  FORMATS.filter((format) => format !== "txn").map((format) => [
    `${format} deliveries`,
    markOf(`${format}-shared`),
  ]),
);
const SECRETS = {
  ...ACCOUNTS,
  ...SHARED,
  owner: markOf("owner"),
  reader: markOf("reader"),
  guess: markOf("guess"),
  session: markOf("session"),
  signing: SIGNING,
  "signing, as it is shown": `whsec_${btoa(SIGNING)}`,
};
const found = finderOf(SECRETS);

/** The operator's credential at a provider, and what verifies its deliveries. */
const credentialOf = (format) =>
  isBasic(described(format).credential)
    ? `an-account:${SECRETS[`${format} account`]}`
    : SECRETS[`${format} account`];
const deliveriesOf = (format) => {
  const shared = SECRETS[`${format} deliveries`];
  const forms = { whsec_base64: `whsec_${btoa(SIGNING)}`, whsec_text: `whsec_${shared}` };
  return forms[described(format).signing?.secret] ?? shared;
};

const tokens = [
  await tokenOf("owner", SECRETS.owner),
  await tokenOf("session", SECRETS.session),
  await tokenOf("reader", SECRETS.reader, ["read"]),
];

test("a secret is found in every form, and nothing else is", () => {
  for (const [name, secret] of Object.entries(SECRETS)) {
    const bytes = Buffer.from(secret);
    for (const [form, text] of [
      ["plain", secret],
      ["plain", secret.toUpperCase()],
      ["plain", encodeURIComponent(secret)],
      ["plain", JSON.stringify(JSON.stringify({ secret }))],
      ["hexadecimal", bytes.toString("hex").toUpperCase()],
      ["base64, 0", btoa(secret)],
      ["base64, 1", btoa(`:${secret}`)],
      ["base64, 2", btoa(`m:${secret}`)],
      ["base64, 0", btoa(`you${secret}`)],
      ["base64url, 0", bytes.toString("base64url")],
    ]) {
      const names = found(`before ${text} after`);
      assert.ok(names.includes(`${name} (${form})`), `${name}, ${form}: ${names}`);
    }
  }
  for (const text of ["", "mark+7c1f", SECRETS.owner.slice(1), btoa("whsec_")])
    assert.deepEqual(found(text), []);
});

const headersOf = (request) => [...request.headers].map(([name, value]) => `${name}: ${value}`);
const everything = (request) => `${request.url}\n${headersOf(request).join("\n")}`;

/** How a provider may be: each answers for the call, having seen all of it. */
const MOODS = {
  well: undefined,
  "repeating what it was sent, as an error": (request) =>
    Response.json(
      { message: everything(request), code: "unauthorized", errors: [{ title: request.url }] },
      { status: 401, headers: { "x-echo": everything(request).replaceAll("\n", " ") } },
    ),
  "repeating what it was sent, as its own JSON:API error": (request) =>
    Response.json(
      { errors: [{ status: "422", title: everything(request), code: "x" }] },
      { status: 422, headers: { "content-type": "application/vnd.api+json" } },
    ),
  "a proxy with a page about it": (request) =>
    new Response(`<html><pre>${everything(request)}`, {
      status: 502,
      headers: { "content-type": "text/html", "set-cookie": `seen=${headersOf(request).at(-1)}` },
    }),
  "sending elsewhere": (request) =>
    new Response(everything(request), {
      status: 302,
      headers: {
        location: `https://elsewhere.invalid/?${encodeURIComponent(everything(request))}`,
      },
    }),
  "out of reach, with words about it": (request) => {
    throw new TypeError(`fetch failed: ${everything(request)}`, {
      cause: new Error(everything(request)),
    });
  },
  "too late, with words about it": (request) => {
    throw new DOMException(everything(request), "TimeoutError");
  },
  "in pieces": (request) =>
    new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(everything(request)));
          controller.error(new Error(everything(request)));
        },
      }),
    ),
  "answering nonsense": (request) => new Response(JSON.stringify(everything(request))),
};

/** As whom one may come. */
const CALLERS = {
  nobody: () => ({}),
  owner: () => ({ authorization: `Bearer ${SECRETS.owner}` }),
  "who may read": () => ({ authorization: `Bearer ${SECRETS.reader}` }),
  "who guesses": () => ({ authorization: `Bearer ${SECRETS.guess}`, "x-api-key": SECRETS.guess }),
  "a browser with a password": () => ({ authorization: `Basic ${btoa(`me:${SECRETS.owner}`)}` }),
  "a browser that was signed in": (_, session) => ({ cookie: `paylink_session=${session}` }),
  "a browser that shows a token as its session": () => ({
    cookie: `paylink_session=${encodeURIComponent(SECRETS.session)}`,
  }),
  ...Object.fromEntries(
    FORMATS.map((format) => [
      `an existing client of ${format}`,
      () => {
        const { credential } = described(format);
        return { [credential.header]: credentialHeader(credential, credentialOf(format)) };
      },
    ]),
  ),
  "a client with the token in its provider's header": () => ({ "x-api-key": SECRETS.owner }),
  "who shows it wrongly": () => ({
    authorization: SECRETS.owner,
    "x-api-key": `x ${SECRETS.owner}`,
  }),
  "who delivers": async (body = "") => {
    const headers = { "x-api-key": deliveriesOf("connect") };
    for (const format of FORMATS) {
      const { signing } = described(format);
      if (!signing) continue;
      const delivery = { secret: deliveriesOf(format), id: "m", at: NOW, body };
      Object.assign(headers, await signed(signing, delivery));
    }
    headers["svix-signature"] += ` v1,${btoa(SECRETS.guess)} ${SECRETS.guess}`;
    return headers;
  },
};

/** All that was emitted, with where. @type {{where: string, text: string}[]} */
const emitted = [];
const emit = (where, text) => emitted.push({ where, text });

/** The ids of sessions: they open as much as a token while they last. */
const sessions = [];

/** @returns {string[]} what stands where no secret may stand */
const leaks = () => [
  ...new Set(
    emitted.flatMap(({ where, text }) => [
      ...found(text).map((each) => `${where}: ${each}`),
      ...(sessions.some((id) => text.includes(id)) ? [`${where}: a session`] : []),
    ]),
  ),
];

/** A session of a browser, begun as the sign-in page does it. */
async function signedIn({ app }) {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const body = new URLSearchParams({ token: SECRETS.session }).toString();
  const answer = await app.request("/sign-in", { method: "POST", headers, body });
  const id = answer.headers.get("set-cookie")?.match(/^paylink_session=([^;]+)/)?.[1] ?? "none";
  if (id !== "none") sessions.push(id);
  return id;
}

const folder = mkdtempSync(path.join(tmpdir(), "paylink-secrets-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** An edge whose provider is in a mood, and which hears and keeps everything. */
function listening(mood, options = {}) {
  const sent = { calls: 0 };
  const fetchOf = (format) => async (request) => {
    sent.calls += 1;
    const copy = request.clone();
    const { credential } = described(format);
    const slot = credential.header;
    const shown = copy.headers.get(slot);
    const others = headersOf(copy).filter((line) => !line.startsWith(`${slot}:`));
    emit(`a call to ${format}`, `${copy.url}\n${others.join("\n")}\n${await copy.text()}`);
    const own = credentialHeader(credential, credentialOf(format));
    if (shown !== own) emit(`the credential at ${format}`, `${shown}`);
    if (MOODS[mood]) return MOODS[mood](request);
    const headers = new Headers(request.headers);
    headers.set(slot, credentialHeader(credential, sandboxKeys[format]));
    return started.sandbox.fetch(new Request(request, { headers }));
  };
  const started = edge({
    tokens,
    log: logTo((line) => emit("a line of the log", line)),
    ...options,
    providers: {
      ...Object.fromEntries(
        FORMATS.map((format) => [
          format,
          {
            credential: credentialOf(format),
            webhookSecrets: [deliveriesOf(format)],
            fetch: fetchOf(format),
          },
        ]),
      ),
      ...options.providers,
    },
  });
  return { ...started, sent };
}

/** Where credentials are shown. */
const SHOWN = /^(authorization|x-api-key|svix-.*|stripe-signature|x-razorpay-.*)$/;

let keys = 0;

/** Every operation, as everybody. @returns {Promise<Map<string, number>>} how often each status came */
async function walk(started, mood) {
  const statuses = new Map();
  const made = await started.call(
    "POST",
    "/v1/jobs",
    { authorization: `Bearer ${SECRETS.owner}` },
    { links: [{ format: "connect", id: "0c9a4e17-3d52-4c7d-b1a8-7f60b5a1c803" }] },
  );
  const told = { "job made": { body: made.ok ? await made.json() : { id: "none" } } };
  const session = await signedIn(started);
  const asked = async (operation, who) => {
    keys += 1;
    const key = `s-${keys}`;
    const step = { headers: {}, ...usual(operation.operationId, told) };
    const { headers, ...request } = await requestOf(operation, step);
    const own = Object.entries(headers).filter(([name]) => !SHOWN.test(name));
    const answer = await started.app.request(request.path, {
      ...request,
      headers: {
        ...Object.fromEntries(own),
        ...(step.headers["Idempotency-Key"] && { "Idempotency-Key": `"${key}"` }),
        ...(step.headers["x-idempotency-key"] && { "x-idempotency-key": key }),
        ...(await CALLERS[who](request.body, session)),
      },
    });
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    const text = `${headersOf(answer).join("\n")}\n${await answer.text()}`;
    emit(`${operation.operationId} for ${who}, the provider ${mood}`, text);
  };
  for (const operation of all) {
    await Promise.all(Object.keys(CALLERS).map((who) => asked(operation, who)));
    // Whoever was down is asked again.
    started.clock.now += 61_000;
  }
  return statuses;
}

/** What the console was told while it ran. */
async function overheard(run) {
  const methods = /** @type {const} */ (["log", "error", "warn", "info", "debug"]);
  const spies = methods.map((name) =>
    mock.method(console, name, (...words) => emit(`console.${name}`, words.map(String).join(" "))),
  );
  try {
    return await run();
  } finally {
    for (const spy of spies) spy.mock.restore();
  }
}

const statuses = new Map();

test("whatever providers answer, whoever calls: nothing that is emitted has a secret", async () => {
  emitted.length = 0;
  const store = sqliteStore({ path: path.join(folder, "edge.db") });
  await overheard(() =>
    Promise.all(
      Object.keys(MOODS).map(async (mood) => {
        const started = listening(mood, { store });
        const counts = await walk(started, mood);
        assert.ok(started.sent.calls >= 20, `${mood}: ${started.sent.calls} calls went out`);
        for (const [status, count] of counts)
          statuses.set(status, (statuses.get(status) ?? 0) + count);
      }),
    ),
  );
  await store.close();
  const files = readdirSync(folder);
  assert.ok(files.includes("edge.db"));
  for (const file of files)
    emit(`the file ${file}`, readFileSync(path.join(folder, file), "latin1"));
  assert.deepEqual(leaks(), []);
  assert.ok(emitted.length > 3000, `${emitted.length} were emitted`);
  for (const status of [200, 201, 401, 403, 404, 409, 502, 503, 504])
    assert.ok(statuses.has(status), `nothing was answered with ${status}: ${[...statuses.keys()]}`);
});

test("what breaks inside says nothing outside, whatever the error has in it", async () => {
  emitted.length = 0;
  const text = Object.values(SECRETS).join(" ");
  const broken = () => Promise.reject(new Error(text, { cause: new Error(text) }));
  // What the operator's own store says is the operator's: it is in the log, and only there.
  const log = () => {};
  await overheard(async () => {
    for (const store of [
      { at: () => ({ get: broken, write: broken, list: broken }) },
      {
        at: () => ({
          get: async () => [text],
          write: async () => true,
          list: async () => [["a", text]],
        }),
      },
    ]) {
      const counts = await walk(listening("well", { store, log }), "well");
      assert.ok((counts.get(500) ?? 0) + (counts.get(503) ?? 0) > 20, `${[...counts]}`);
    }
    // A secret of the operator's that is none of the provider's form.
    const misset = { txn: { webhookSecrets: [SIGNING], credential: credentialOf("txn") } };
    await walk(listening("well", { providers: misset }), "well");
  });
  assert.deepEqual(leaks(), []);
});

test("settings that cannot be used are not repeated", async () => {
  emitted.length = 0;
  const sound = { PAYLINK_TOKEN: SECRETS.owner };
  for (const wrong of [
    {
      PAYLINK_CONNECT_URL: `https://me:${credentialOf("connect")}@provider.example`,
      PAYLINK_CONNECT_KEY: "k",
    },
    {
      PAYLINK_TXN_URL: `http://provider.example/?key=${credentialOf("txn")}`,
      PAYLINK_TXN_KEY: credentialOf("txn"),
    },
    {
      PAYLINK_TXN_URL: "https://provider.example",
      PAYLINK_TXN_KEY: `${credentialOf("txn")} and more`,
    },
    { PAYLINK_TXN_URL: credentialOf("txn") },
    ...[
      `{"token": "${SECRETS.owner}"}`,
      `[{"token": "${SECRETS.owner}"`,
      ...[
        { name: undefined },
        { name: { secret: SECRETS.owner } },
        { scopes: undefined },
        { scopes: [SECRETS.owner] },
        { sha256: SECRETS.owner, token: undefined },
        { sha256: "0".repeat(64) },
      ].map((odd) =>
        JSON.stringify([{ name: "n", scopes: ["read"], token: SECRETS.owner, ...odd }]),
      ),
    ].map((PAYLINK_TOKENS) => ({ PAYLINK_TOKENS })),
    { PAYLINK_PER_MINUTE: SECRETS.owner },
    { PAYLINK_SKEW_MS: SECRETS.owner },
  ]) {
    const refused = await configOf({ ...sound, ...wrong }, { local: false }).catch(
      (error) => error,
    );
    assert.ok(refused instanceof ConfigError, JSON.stringify(wrong));
    emit(Object.keys(wrong)[0], `${refused.message} ${refused.stack} ${refused.cause}`);
  }
  assert.deepEqual(leaks(), []);
});

test("a server that runs prints no secret that it was given", async () => {
  emitted.length = 0;
  const server = await startNode({
    PAYLINK_TOKEN: SECRETS.owner,
    ...Object.fromEntries(
      FORMATS.flatMap((format) => [
        [`${prefixOf(format)}URL`, `https://${format}.invalid`],
        [`${prefixOf(format)}KEY`, credentialOf(format)],
        [`${prefixOf(format)}WEBHOOK_SECRET`, deliveriesOf(format)],
      ]),
    ),
    PAYLINK_LOG: "1",
    PAYLINK_DB: path.join(folder, "served.db"),
  });
  try {
    const headers = { authorization: `Bearer ${SECRETS.owner}` };
    for (const [at, init] of [
      ["/v1/links", { headers }],
      ["/v1/links?token=oops", { headers }],
      ["/v1/links", { headers: { authorization: `Bearer ${SECRETS.guess}` } }],
      ["/payment-links/x/cancel", { method: "POST", headers: { "x-api-key": SECRETS.guess } }],
    ]) {
      const answer = await fetch(server.url + at, init);
      emit(at, `${headersOf(answer).join("\n")}\n${await answer.text()}`);
    }
  } finally {
    await server.stop();
  }
  assert.match(server.output(), /"event":"request"/);
  emit("what a server printed", server.output());
  assert.deepEqual(leaks(), []);
});
