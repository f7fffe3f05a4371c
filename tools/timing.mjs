// Tests whether the time of a comparison reveals how much of a secret was guessed: two kinds of guesses in random order,
// one wrong from the start and one correct to the end, and Welch's t of their times. A comparison that stops at the first
// difference is the control.
//
// For a quiet machine. `make timing`, GUESSES=… of each kind.

import { createHmac, randomInt } from "node:crypto";
import { init, readWebhook } from "paylink";
import { createApp } from "../edge/app.js";
import { tokenOf } from "../edge/callers.js";
import { createSandbox, sandboxKeys } from "../edge/sandbox/index.js";
import { memoryStore } from "../edge/stores/memory.js";

await init();
const GUESSES = Number(process.env.GUESSES ?? 20_000);
/** The limit of t, as in dudect (Reparaz, Balasch, Verbauwhede 2017). */
const DIFFERENT = 4.5;

const SECRET = "a-token-that-nobody-can-guess-and-that-is-long-enough-to-be-timed";
const SHARED = `${SECRET}-of-deliveries`;
const SIGNING = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const now = Date.parse("2026-06-18T12:00:00Z");

/** As long as the correct one. @param {string} secret */
const guessesOf = (secret) => [`#${secret.slice(1)}`, `${secret.slice(0, -1)}#`];

const sandbox = createSandbox({ now: () => now });
const provider = { baseUrl: "http://upstream.invalid", opens: true, fetch: sandbox.fetch };
const app = createApp({
  providers: {
    connect: { ...provider, credential: SECRET, webhookSecrets: [SHARED] },
    txn: { ...provider, credential: sandboxKeys.txn },
  },
  store: memoryStore(),
  tokens: [await tokenOf("owner", SECRET)],
  limits: { perMinute: 1e12 },
  log: () => {},
});

/** @param {string} a @param {string} b */
function leaving(a, b) {
  for (let at = 0; at < a.length; at += 1) if (a.charCodeAt(at) !== b.charCodeAt(at)) return false;
  return true;
}

const long = SECRET.repeat(20);
const body = '{"data":{"id":"a","type":"invoices","attributes":{"status":"completed"}}}';
const timestamp = String(now / 1000);
const key = Buffer.from(SIGNING.slice("whsec_".length), "base64");
const mac = createHmac("sha256", key).update(`m.${timestamp}.${body}`).digest();
/** A signature that differs in this byte. @param {number} at */
const signed = (at) =>
  `v1,${Buffer.from(mac.map((byte, of) => (of === at ? byte ^ 1 : byte))).toString("base64")}`;

/** @type {Record<string, {guesses: string[], call: (guess: string) => unknown, leaks?: boolean}>} */
const COMPARED = {
  "a comparison that leaves early": {
    guesses: guessesOf(long),
    call: (guess) => leaving(guess, long),
    leaks: true,
  },
  "a token": {
    guesses: guessesOf(SECRET),
    call: (guess) => app.request("/v1/events", { headers: { authorization: `Bearer ${guess}` } }),
  },
  "a provider's credential": {
    guesses: guessesOf(SECRET),
    call: (guess) => app.request("/payment-links/x", { headers: { "x-api-key": guess } }),
  },
  "a delivery's secret": {
    guesses: guessesOf(SHARED),
    call: (guess) =>
      app.request("/webhooks/connect", {
        method: "POST",
        headers: { "x-api-key": guess },
        body: '{"eventId":"e","type":"t","occurredAt":"2026-06-18T12:00:00Z","data":{}}',
      }),
  },
  "a delivery's signature": {
    guesses: [signed(0), signed(31)],
    call: (guess) =>
      readWebhook({
        format: "txn",
        headers: { "svix-id": "m", "svix-timestamp": timestamp, "svix-signature": guess },
        body,
        secret: SIGNING,
        now,
      }),
  },
};

/** Without the slowest tenth of each, to reduce the effect of other load. @param {number[]} times */
function summed(times) {
  const kept = times.toSorted((a, b) => a - b).slice(0, Math.floor(times.length * 0.9));
  const mean = kept.reduce((sum, time) => sum + time, 0) / kept.length;
  const spread = kept.reduce((sum, time) => sum + (time - mean) ** 2, 0) / (kept.length - 1);
  return { mean, error: spread / kept.length };
}

let wrong = 0;
for (const [what, { guesses, call, leaks = false }] of Object.entries(COMPARED)) {
  /** @type {[number[], number[]]} */
  const times = [[], []];
  for (let at = -2_000; at < 2 * GUESSES; at += 1) {
    const kind = randomInt(2);
    const guess = guesses[kind];
    const since = process.hrtime.bigint();
    const answer = call(guess);
    if (answer instanceof Promise) await answer;
    const took = Number(process.hrtime.bigint() - since);
    if (at >= 0) times[kind].push(took);
  }
  const [first, last] = times.map(summed);
  const t = (last.mean - first.mean) / Math.sqrt(first.error + last.error);
  const differs = Math.abs(t) > DIFFERENT;
  const sound = differs === leaks;
  if (!sound) wrong += 1;
  const means = `${(first.mean / 1000).toFixed(2)} µs, ${(last.mean / 1000).toFixed(2)} µs`;
  console.log(
    `  ${sound ? "✔" : "✘"} ${what.padEnd(32)} t = ${t.toFixed(1).padStart(7)}   wrong at first, at last: ${means}`,
  );
}
console.log(`  ${GUESSES} guesses of each kind; |t| > ${DIFFERENT} would tell them apart`);
if (wrong > 0) process.exitCode = 1;
