// What must hold, whatever goes wrong: looked at with each effect, each write, each answer, and at the
// end. Nothing here asks the core; what a status is further than is written down once more, by hand.

/**
 * @import {Answer} from "./fleet.js"
 * @import {Intent} from "./clients.js"
 * @import {World} from "./world.js"
 */

import { CALLERS, codeOf, isFinal, isHeld, linkIn, parsed, statusIn } from "./clients.js";
import { FORMATS, linkOfNews } from "./documents.js";
import { WEBHOOK_SECRETS } from "./fleet.js";
import { ENDED, ENDINGS, far } from "./lifecycle.js";
import { KEYS } from "./provider.js";

const SECRETS = [
  ...Object.values(KEYS),
  ...Object.values(CALLERS),
  ...Object.values(WEBHOOK_SECRETS),
];

/** From quiet to an answer: a lease, a budget, a rival, and the pause between two tries. */
export const STUCK_MS = 60_000 + 25_000 + 10_000 + 15_000;

/** What may be thrown behind an answer that says that it was. */
const FORESEEN = /^(StoreError: the store failed|Error: the hold ended before anything was sent)$/;

/**
 * @param {World} world
 * @param {{lags: boolean, isAlone: (intent: Intent) => boolean, keepsRefusals: () => boolean}} given whether the
 *   provider shows old copies; whether nobody else wants that of the same link; whether there is a job, which keeps what
 *   it has refused
 */
export function invariantsOf(world, { lags, isAlone, keepsRefusals }) {
  /** What was done at the provider, by link and by reference. @type {Map<string, string[]>} */
  const effects = new Map();
  /** Effects that came while their caller had been let go. @type {Set<string>} */
  const loose = new Set();
  /** What the journal has, by link. @type {Map<string, Set<string>>} */
  const journal = new Map();
  /** Contradictions that the journal has. @type {Set<string>} */
  const conflicts = new Set();
  /** Answers that are kept for repeats. @type {Set<string>} */
  const keptAnswers = new Set();
  /** @type {Map<string, Answer>} */
  const finals = new Map();
  /** @type {Map<string, number>} */
  const finalAt = new Map();
  /** Since when a client knows that a link has ended. @type {Map<string, number>} */
  const ended = new Map();
  const planned = Object.fromEntries(FORMATS.map((format) => [format, 0]));
  const made = { ...planned };
  /** @type {Map<string, string>} */
  const kept = new Map();
  /** Deliveries that wait for their link. @type {Set<string>} */
  const waiting = new Set();
  /** Links that are kept as ended and paid, and those of which the journal says so. */
  const paidLate = new Set();
  const toldLate = new Set();
  /** Whose answer a link is that was made. @type {Map<string | undefined, string>} */
  const owners = new Map();
  /** How the payment of a link has ended, as it is kept. @type {Map<string, string>} */
  const endings = new Map();
  /** Deliveries that were taken. @type {Map<string, Answer>} */
  const taken = new Map();
  let stuckMs = 0;

  /** @param {string} where @param {string} text */
  function bare(where, text) {
    for (const secret of SECRETS) {
      if (text.includes(secret)) world.forbid("no secret is said", `${where}: ${text}`);
    }
  }

  return {
    effects,
    finals,
    kept,
    stuckMs: () => stuckMs,
    /** Links that were paid after their end, of which nobody is told. */
    untold: () => [...paidLate].filter((id) => !toldLate.has(id)),
    /** Links whose payment has ended otherwise than it is kept, of which nobody is told. @param {Map<string, any>} links */
    untoldEndings: (links) =>
      [...endings].flatMap(([id, ending]) => {
        const { child } = links.get(id);
        const isTwice = ENDINGS.includes(child?.status) && child.status !== ending;
        return isTwice && !journal.get(id)?.has("link_conflict") ? [id] : [];
      }),

    /** A provider has done it. */
    acted({ operation, format, link, reference, by, letGo = false }) {
      const name = nameOf({ operation, format, link: link.id, reference });
      const all = [...(effects.get(name) ?? []), by];
      effects.set(name, all);
      world.count(`effect: ${operation}`);
      // A known limit: the hold on a link is not kept for a call whose key may come again, so a rival with
      // another key may be sent beside it. A provider that refuses what has ended refuses that.
      if (letGo) loose.add(name);
      if (all.length > 1 && loose.has(name)) world.count("limit: a rival beside a 5xx");
      else if (all.length > 1) world.forbid("at most one effect", `${name} happened by ${all}`);
      if (operation === "create") made[format] += 1;
      const told =
        operation === "close"
          ? journal.get(link.id)?.has("close_decided")
          : planned[format] >= made[format];
      if (!told)
        world.forbid(
          "the journal comes first",
          `${name} happened by ${by}, and nothing was written`,
        );
    },

    /** A store has written it. @param {string} place @param {{key: string, next: string | null}[]} changes */
    written(place, changes) {
      for (const { key, next } of changes) {
        if (next === null) continue;
        bare(`the store, ${place}`, next);
        if (place.startsWith("keys-")) {
          const { response } = JSON.parse(next);
          if (!response) continue;
          const isRefused = response.status >= 400 && parsed(response.body)?.outcome === "not_sent";
          if (!isRefused) keptAnswers.add(answerIn(response));
          else if (!keepsRefusals())
            world.forbid("nothing is kept where nothing began", response.body);
        }
        if (place === "journal" && key.startsWith("all/")) {
          const { type, link, format, detail } = JSON.parse(next);
          if (type === "link_conflict") {
            const conflict = JSON.stringify([link, detail]);
            if (conflicts.has(conflict))
              world.forbid("a contradiction is written down once", conflict);
            conflicts.add(conflict);
          }
          if (type === "paid_after_end") {
            if (toldLate.has(link)) world.forbid("a late payment is written down once", link);
            toldLate.add(link);
          }
          if (type === "create_planned") planned[format] += 1;
          if (link !== undefined) journal.set(link, (journal.get(link) ?? new Set()).add(type));
        }
        if (place === "orphans") for (const { event } of JSON.parse(next)) waiting.add(event);
        if (place === "links" && key.startsWith("link/")) {
          const { link: now, origin, attention = [] } = JSON.parse(next);
          if (
            origin === "provider" &&
            now.status === "expired" &&
            now.child?.status === "completed"
          )
            paidLate.add(now.id);
          // What was pasted may say anything, and gives way to what its provider shows.
          if (origin === "import") continue;
          const ending = endings.get(now.id);
          const child = now.child?.status;
          const before = kept.get(now.id);
          if (ENDINGS.includes(child)) endings.set(now.id, child);
          // But for a link that has moved on: it is taken with its payment, and the contradiction is told.
          const told = far(now.rawStatus) > far(before) && attention.includes("child_conflict");
          if (ending !== undefined && ENDINGS.includes(child) && child !== ending && !told)
            world.forbid("an ending of a payment stays", `${now.id}: ${ending}, then ${child}`);
          kept.set(now.id, now.rawStatus);
          if (before === undefined) continue;
          const back =
            far(now.rawStatus) < far(before) || (far(before) === ENDED && now.rawStatus !== before);
          if (back)
            world.forbid(
              "no status moves back",
              `${now.id} was kept as ${before}, then as ${now.rawStatus}`,
            );
        }
      }
    },

    /** An edge has logged it. @param {{event: string, error?: string}} line */
    logged(line) {
      bare("the log", JSON.stringify(line));
      if (line.event !== "failure") return;
      world.count(`thrown: ${line.error}`);
      if (!FORESEEN.test(line.error ?? ""))
        world.forbid("nothing unforeseen is thrown", JSON.stringify(line));
    },

    /**
     * A client was answered.
     * @param {Intent} intent
     * @param {Answer} answer
     * @param {{askedAt: number, provider: any}} told
     */
    answered(intent, answer, { askedAt, provider }) {
      bare(`an answer to ${intent.name}`, JSON.stringify(answer));
      const code = answer.status < 300 ? (parsed(answer.body)?.outcome ?? "ok") : codeOf(answer);
      world.count(`outcome: ${intent.does} ${answer.status} ${code}`);
      const said = isPasted(answer) ? undefined : statusIn(answer);
      if (intent.link !== undefined && intent.link === linkIn(answer) && said !== undefined) {
        const since = ended.get(intent.link);
        if (far(said) === ENDED) ended.set(intent.link, since ?? world.time);
        // What was kept says how old it is; a provider whose copies lag is shown as it shows itself.
        else if (since !== undefined && since < askedAt && !lags && !isKept(answer)) {
          world.forbid(
            "no status moves back",
            `${intent.link} had ended, and is said to be ${said}`,
          );
        }
      }
      const final = isFinal(answer, intent);
      const done = answer.status < 300 && final;
      if (done && intent.does === "close") {
        const { status } = provider.links.get(intent.link);
        if (far(status) !== ENDED)
          world.forbid("what is answered is so", `${intent.link} is ${status}: ${answer.body}`);
      }
      if (done && intent.does === "create") {
        const id = linkIn(answer);
        const owner = owners.get(id);
        if (owner !== undefined && owner !== intent.name)
          world.forbid("one link is the answer to one request", `${owner} and ${intent.name}`);
        owners.set(id, intent.name);
        const made = provider.links.get(id);
        if (!made) world.forbid("what is answered is so", `there is no ${id}: ${answer.body}`);
        else if (made.amount === "999.00")
          world.forbid(
            "nothing is adopted that was not asked for",
            `${intent.name}: ${answer.body}`,
          );
      }
      if (!intent.key) return;
      const first = finals.get(intent.key);
      if (!first) {
        if (final) {
          // A refusal for which nothing left is not kept, unless a job keeps it.
          // What a job keeps may read the same.
          const isJobs = keepsRefusals() && codeOf(answer) === "transition_refused";
          const isKept = keptAnswers.has(answerIn(answer)) && !isJobs;
          if (answer.status < 300 || intent.isKept || isKept) {
            finals.set(intent.key, answer);
            finalAt.set(intent.key, world.time);
          }
          const name = nameOf({ operation: intent.does, ...intent });
          const own = intent.does === "create" ? intent.reference !== undefined : isAlone(intent);
          // That it is not certain is said where clocks are apart; it denies nothing.
          const unclear = codeOf(answer) === "reference_held";
          // A failure denies nothing.
          const denies = answer.status >= 400 && answer.status < 500;
          if (denies && !unclear && own && effects.has(name)) {
            world.forbid(
              "what was done is not denied",
              `${intent.name}: ${name} happened, and ${shown(answer)}`,
            );
          }
        }
        return;
      }
      if (final && !same(first, answer)) {
        world.forbid(
          "a repeat is the same answer",
          `${intent.name}: ${shown(first)}, then ${shown(answer)}`,
        );
      }
      // What was on its way already may still come.
      const late = askedAt < (finalAt.get(intent.key) ?? 0);
      if (isHeld(answer) && first.status < 300 && !late) {
        world.forbid(
          "no acknowledgement is lost",
          `${intent.name}: ${shown(first)}, then ${shown(answer)}`,
        );
      }
    },

    /**
     * Whether what is said not to have left has not.
     * @param {Intent} intent
     * @param {Answer} answer
     * @param {number} calls that left for it since it was asked for
     * @param {boolean} isFirst whether nothing was asked with its key before; what is said of a store that fails is
     *   said of the last call alone
     */
    unsent(intent, answer, calls, isFirst) {
      const unsaid = isFirst && codeOf(answer) === "store_unavailable";
      const said = unsaid || parsed(answer.body)?.outcome === "not_sent";
      if (said && calls > 0)
        world.forbid("what is said not to have left has not", `${intent.name}: ${shown(answer)}`);
    },

    /** The same key came with another request. @param {Intent} intent @param {Answer} answer */
    conflicted(intent, answer) {
      bare(`an answer to ${intent.name}`, JSON.stringify(answer));
      world.count(`outcome: other request ${answer.status} ${codeOf(answer)}`);
      const first = finals.get(intent.key ?? "");
      const isMismatch = /mismatch|^idempotency_error$/.test(codeOf(answer) ?? "");
      const refused = isMismatch || answer.status >= 500;
      if (first && first.status < 300 && !refused) {
        world.forbid("another request is refused", `${intent.name}: ${shown(answer)}`);
      }
    },

    /** A provider has delivered it. @param {string} event @param {any} body @param {Answer} answer */
    delivered(event, body, answer) {
      bare("an answer to a delivery", JSON.stringify(answer));
      if (!isFinal(answer)) return;
      if (answer.status >= 300)
        return world.forbid("no delivery is refused", `${event}: ${shown(answer)}`);
      const first = taken.get(event) ?? answer;
      taken.set(event, first);
      if (!same(first, answer))
        world.forbid(
          "a repeat is the same answer",
          `${event}: ${shown(first)}, then ${shown(answer)}`,
        );
      const [, of] = /^invoice-of-(.+)$/.exec(body.data?.id ?? "") ?? [];
      if (of !== undefined && !waiting.has(event)) {
        const known = kept.get(of);
        const least = lags ? 0 : body.data.attributes.status === "completed" ? ENDED : 1;
        if (known === undefined || far(known) < least) {
          world.forbid(
            "no acknowledgement is lost",
            `${event} said that ${body.data.id} is ${body.data.attributes.status}; its link is kept as ${known}`,
          );
        }
      }
      const link = linkOfNews(body);
      const known = link && kept.get(link.id);
      if (link && (known === undefined || far(known) < far(link.status))) {
        world.forbid(
          "no acknowledgement is lost",
          `${event} said that ${link.id} is ${link.status}, it is kept as ${known}`,
        );
      }
    },

    /**
     * It is quiet since then, and this client was answered only now.
     * @param {{name: string}} wish
     * @param {number} quietAt
     * @param {number} [rounds] in how many calls, one after the other
     */
    came({ name }, quietAt, rounds = 1) {
      const ms = (world.time - quietAt) / rounds;
      stuckMs = Math.max(stuckMs, ms);
      if (ms > STUCK_MS)
        world.forbid("no key is stuck", `${name}: ${Math.round(ms)} ms after it is quiet`);
    },
  };
}

/** @param {Answer} one @param {Answer} other */
const same = (one, other) =>
  one.status === other.status &&
  one.body === other.body &&
  one.headers["content-type"] === other.headers["content-type"] &&
  one.headers.location === other.headers.location;

/** @param {Answer} answer */
const isPasted = ({ body }) => parsed(body)?.source === "import";

/** @param {{status: number, body: string}} answer */
const answerIn = ({ status, body }) => `${status} ${body}`;

/** @param {Answer} answer */
const isKept = ({ body }) => parsed(body)?.source === "kept";

/** An effect, by what it is of. */
const nameOf = ({ operation, format, link, reference }) =>
  operation === "close" ? `close ${link}` : `create ${format} ${reference ?? link}`;

/** @param {Answer} answer */
const shown = ({ status, body }) => `${status} ${body.slice(0, 300)}`;
