// One schedule: a seed becomes a world with clients, edges, a store and providers; it goes wrong for a
// while, it goes right until everybody is answered, and then everything is looked at once more.
import { createHash, createHmac } from "node:crypto";
import { init } from "paylink";
import { credentialHeader } from "paylink/client";
import { tokenOf } from "../../../edge/callers.js";
import { described } from "../../../edge/described.js";
import { CALLERS, codeOf, intentsOf, isFinal, isHeld, parsed, wishOf } from "./clients.js";
import { documentOf, WORDS } from "./documents.js";
import { fleetOf, WEBHOOK_SECRETS } from "./fleet.js";
import { BEGINNING, takeOver } from "./host.js";
import { invariantsOf } from "./invariants.js";
import { jobsOf, runnerOf } from "./jobs.js";
import { far } from "./lifecycle.js";
import { providerOf } from "./provider.js";
import { storeOf } from "./store.js";
import { weatherOf } from "./weather.js";
import { worldOf } from "./world.js";

/** Nobody pays after that, nor takes back what was paid. */
const PAID_BY = 40_000 + 20_000 + 30_000;

const BEARER = { authorization: `Bearer ${CALLERS.shop}` };

/** @type {import("../../../edge/callers.js").Token[]} */
let tokens;
/** @type {ReturnType<typeof worldOf> | undefined} */
let running;

/** Once for a process, which is the simulation's from then on. */
export async function prepared() {
  await init();
  tokens = await Promise.all(Object.entries(CALLERS).map(([name, token]) => tokenOf(name, token)));
  process.on("unhandledRejection", (error) => {
    if (!running) throw error;
    running.unhandled(/** @type {Error} */ (error));
  });
  takeOver();
}

/**
 * @typedef {object} Schedule
 * @property {number} seed
 * @property {import("./world.js").Violation | undefined} broken
 * @property {Map<string, number>} counts
 * @property {number} steps
 * @property {number} stuckMs
 * @property {string[]} trace
 * @property {string} hash of the trace
 */

/**
 * @param {number} seed
 * @param {{traced?: boolean, beyond?: object}} [options]
 * @returns {Promise<Schedule>}
 */
export async function simulate(seed, { traced = false, beyond } = {}) {
  const world = worldOf(seed, { traced });
  running = world;
  const weather = weatherOf(world, beyond);
  world.tell(() => `seed ${seed}: ${JSON.stringify(weather)}`);
  /** Whether nobody else wants that of the same link. */
  const isAlone = ({ does, link }) =>
    wishes.filter((each) => each.does === does && each.link === link).length === 1;
  const holds = invariantsOf(world, {
    lags: weather.upstream.lags > 0,
    isAlone,
    keepsRefusals: () => jobs.length > 0,
  });
  const provider = providerOf(world, weather, { acted: holds.acted, news: delivered });
  const store = storeOf(world, weather, holds.written);
  const fleet = fleetOf(world, weather, { provider, store, tokens, logged: holds.logged });
  const intents = intentsOf(world, provider, weather);
  const jobs = jobsOf(world, provider.links.values());
  const closing = jobs.flatMap(({ links }) => links.map(({ id }) => ({ does: "close", link: id })));
  const wishes = [...intents, ...closing];
  // Who dies, stands still, hears nothing of what it wrote, or cannot let go of a key cannot tell the next
  // whether anything left.
  const { store: kept, edge: machine } = weather;
  const failing = kept.failsBefore + kept.failsAfter;
  const forgets = failing + machine.diesAtStore + machine.diesAtCall + machine.standsStill > 0;
  const quietAt = () =>
    Math.max(weather.clearsAt, ...fleet.edges.map(({ owner }) => owner.stillUntil ?? 0));
  /** Who is not content yet. */
  const open = new Set();
  let rested = false;

  /** @param {string} name @param {(client: import("./world.js").Owner) => Promise<void>} way */
  function client(name, way) {
    const one = { name };
    open.add(name);
    world.after(one, world.between(0, 10_000), () =>
      way(one).then(() => {
        open.delete(name);
        if (open.size === 0) epilogue();
      }),
    );
  }

  /** Asks until it is answered for good. @param {import("./clients.js").Intent} intent */
  const pursuing = (intent) => async (/** @type {any} */ me) => {
    const patience = world.chance(0.3) ? world.between(2_000, 30_000) : 90_000;
    const since = world.time;
    const unheldAt = () => Math.max(quietAt(), since, provider.heldUntil(wishOf(intent)));
    for (let tries = 1; ; tries += 1) {
      const askedAt = world.time;
      const askedBefore = intent.does === "read" ? 0 : provider.timesAsked(intent);
      world.tell(
        () =>
          `asks: ${intent.name} ${intent.link ?? intent.reference ?? ""} ${intent.key ?? "without a key"}`,
      );
      const answer = await fleet.call(me, intent.asked, patience);
      world.tell(
        () => `hears: ${answer ? `${answer.status} ${answer.body.slice(0, 200)}` : "nothing"}`,
      );
      if (answer) holds.answered(intent, answer, { askedAt, provider });
      // Nobody else can have been it; and an answer to a later try speaks of all that left under its key.
      const isFirst = tries === 1;
      if (answer && (isFirst || intent.key) && !intent.shared && intent.does !== "read") {
        const left = provider.timesAsked(intent) - (isFirst ? askedBefore : 0);
        holds.unsent(intent, answer, left, isFirst);
      }
      // Whether it was made nobody can tell without its name: that is what there is to say.
      const untold =
        intent.does === "create" &&
        intent.reference === undefined &&
        (provider.timesAsked(intent) > 0 || forgets);
      const isQuiet = world.time > quietAt();
      // Nor where a failure is kept under its key.
      const kept = intent.does === "create" && provider.isSpoilt(intent);
      const code = answer && codeOf(answer);
      const isUntold = (untold && code === "upstream_late") || (kept && code === "upstream_failed");
      if (answer && (isFinal(answer, intent) || (isQuiet && isUntold))) break;
      if (isQuiet) holds.came(intent, unheldAt());
      const held = answer && isHeld(answer);
      await world.pause(
        me,
        held ? world.between(500, 15_000) : world.between(100, Math.min(1_000 * tries, 10_000)),
      );
    }
    if (world.time > quietAt()) holds.came(intent, unheldAt());
  };

  for (const intent of intents) {
    intent.shared = intent.does === "close" && !isAlone(intent);
    client(intent.name, pursuing(intent));
    if (intent.does === "read") {
      client(`${intent.name} again`, pursuing(intent));
    } else if (intent.key && world.chance(0.4)) {
      intent.shared = true;
      client(`${intent.name} too`, pursuing(intent));
    }
    const { instead } = intent;
    if (instead) {
      client(`${intent.name} mistaken`, async (me) => {
        // After the first is done, for whichever comes first has the key.
        while (!holds.finals.has(intent.key) && open.has(intent.name)) await world.pause(me, 2_000);
        const answer = await fleet.call(me, {
          ...intent.asked,
          path: instead.asked.path,
          body: instead.asked.body,
        });
        if (answer && holds.finals.has(intent.key)) holds.conflicted(intent, answer);
      });
    }
  }
  /** Runs a job, and holds each line of what it says to what must hold. */
  const ran = async (/** @type {ReturnType<typeof runnerOf>} */ runner, /** @type {any} */ me) => {
    const askedAt = world.time;
    const said = await runner.run(me);
    for (const { intent, answer } of said) holds.answered(intent, answer, { askedAt, provider });
    return said;
  };
  for (const job of jobs) {
    const runner = runnerOf(world, fleet.call, job);
    const finishing = async (/** @type {any} */ me) => {
      const held = () => Math.max(...job.links.map(({ id }) => provider.heldUntil(id)));
      for (const since = world.time; ; await world.pause(me, world.between(500, 15_000))) {
        await ran(runner, me);
        if (runner.isOver()) return;
        if (world.time > quietAt()) holds.came(job, Math.max(quietAt(), since, held()), 2);
      }
    };
    client(job.name, (me) => runner.make(me).then(() => finishing(me)));
    if (world.chance(0.4)) {
      client(`${job.name} too`, async (me) => {
        while (job.id === undefined) await world.pause(me, 1_000);
        return finishing(me);
      });
    }
  }
  for (const link of provider.links.values()) {
    if (world.chance(weather.pasted)) {
      const { paid, closed } = WORDS[link.format];
      const status = world.oneOf([paid, closed]);
      const body = JSON.stringify(documentOf({ ...link, status }));
      const asked = { method: "POST", path: "/v1/imports", headers: BEARER, body };
      const me = { name: "paster" };
      world.after(me, world.between(0, 20_000), async () => {
        for (let times = 0; times < 3; times += 1) {
          const answer = await fleet.call(me, asked);
          if (answer) world.count(`outcome: import ${answer.status} ${codeOf(answer) ?? "ok"}`);
          await world.pause(me, world.between(1_000, 20_000));
        }
      });
    }
    if (world.chance(weather.pays)) {
      world.after({ name: "payer" }, world.between(0, 40_000), () => provider.pay(link));
    }
  }

  /** The provider tells of a change, until somebody has taken it; more than once, late, in any order. */
  function delivered(
    /** @type {string} */ format,
    /** @type {any} */ body,
    /** @type {string} */ event,
  ) {
    const text = JSON.stringify(body);
    const times = world.chance(weather.webhooks.twice) ? 2 : 1;
    for (let time = 1; time <= times; time += 1) {
      const name = `${event}/${time}`;
      open.add(name);
      const me = { name: "webhook" };
      world.after(me, world.between(0, weather.webhooks.lateMs), async () => {
        for (;;) {
          const headers = signed(format, text, event, world.time);
          const answer = await fleet.call(me, {
            method: "POST",
            path: `/webhooks/${format}`,
            headers,
            body: text,
          });
          if (answer)
            world.count(
              `outcome: delivery ${answer.status} ${codeOf(answer) ?? parsed(answer.body)?.result}`,
            );
          if (answer) holds.delivered(event, body, answer);
          if (answer && answer.status < 300) break;
          await world.pause(me, world.between(1_000, 10_000));
        }
        open.delete(name);
        if (open.size === 0) epilogue();
      });
    }
  }

  /** Everything anew on the same store: what was answered is so still, and nothing more happens. */
  async function epilogue() {
    const restsAt = Math.max(quietAt(), weather.pays > 0 ? PAID_BY : 0);
    if (world.time < restsAt)
      return void world.after({ name: "epilogue" }, restsAt - world.time + 1, epilogue);
    if (open.size > 0 || rested) return;
    rested = true;
    const me = { name: "epilogue" };
    fleet.restart();
    await world.pause(me, 5_000);
    const acts = provider.acts();
    const before = provider.calls();
    let reads = 0;
    for (const intent of intents) {
      if (!intent.key || !holds.finals.has(intent.key)) continue;
      const calls = provider.calls();
      const answer = await fleet.call(me, intent.asked);
      // A refusal that reads like one that another key keeps may be judged anew.
      if (holds.finals.get(intent.key).status >= 300) reads += provider.calls() - calls;
      if (!answer) world.forbid("everybody is answered", `${intent.name}, when all is quiet`);
      else {
        const first = holds.finals.get(intent.key);
        holds.answered(intent, answer, { askedAt: world.time, provider });
        if (!isFinal(answer, intent))
          world.forbid(
            "no acknowledgement is lost",
            `${intent.name}: ${first.status} ${first.body}, then ${answer.status} ${answer.body}`,
          );
      }
    }
    for (const job of jobs) {
      const { length } = await ran(runnerOf(world, fleet.call, job), me);
      if (length !== job.links.length)
        world.forbid("everybody is answered", `${length} links of a job that is over`);
    }
    const sent = provider.calls() - before - reads;
    if (sent > 0 || provider.acts() !== acts)
      world.forbid("a repeat sends nothing", `${sent} calls`);
    // What could not be written down is written down with the next observation.
    for (const id of holds.untold()) {
      const asked = { method: "GET", path: `/v1/links/txn/${id}`, headers: BEARER };
      await fleet.call(me, asked);
    }
    for (const id of holds.untold()) world.forbid("a late payment is told", id);
    for (const id of holds.untoldEndings(provider.links)) {
      await fleet.call(me, { method: "GET", path: `/v1/links/txn/${id}`, headers: BEARER });
    }
    for (const id of holds.untoldEndings(provider.links))
      world.forbid("two endings of a payment are told", id);
    for (const [id, status] of holds.kept) {
      // A provider that shows another link in a link's place may show one that there is not.
      const link = provider.links.get(id);
      if (link && far(link.status) < far(status))
        world.forbid("what is kept was so", `${id} is kept as ${status}`);
    }
  }

  const broken = await world.run();
  running = undefined;
  let end = broken;
  if (!end && !rested) {
    world.forbid("everybody is answered", `${[...open]} never were`);
    end = await world.run();
  }
  for (const edge of fleet.edges) {
    if (!end && edge.waiting.size > 0) {
      world.forbid(
        "nothing is left over",
        `${edge.owner.name} has ${edge.waiting.size} calls that it never answers`,
      );
      end = await world.run();
    }
  }
  return {
    seed,
    broken: end,
    counts: world.counts,
    steps: world.steps,
    stuckMs: holds.stuckMs(),
    trace: world.trace,
    hash: createHash("sha256").update(world.trace.join("\n")).digest("hex"),
  };
}

/** As each provider signs, or shows a secret. @param {string} format @param {string} body @param {string} event @param {number} time */
function signed(format, body, event, time) {
  const { signing, credential } = described(format);
  const secret = WEBHOOK_SECRETS[format];
  if (!signing) return { [credential.header]: credentialHeader(credential, secret) };
  const at = String(Math.floor((BEGINNING + time) / 1000));
  const mac = (/** @type {string} */ text, /** @type {any} */ key = secret) =>
    createHmac("sha256", key).update(text);
  const { header, idHeader, timestampHeader } = signing;
  switch (signing.form) {
    case "svix": {
      const key = Buffer.from(secret.slice("whsec_".length), "base64");
      const signature = mac(`${event}.${at}.${body}`, key).digest("base64");
      return { [idHeader]: event, [timestampHeader]: at, [header]: `v1,${signature}` };
    }
    case "timestamped_hex":
      return { [header]: `t=${at},v1=${mac(`${at}.${body}`).digest("hex")}` };
    case "body_hex":
      return { [idHeader]: event, [header]: mac(body).digest("hex") };
  }
}
