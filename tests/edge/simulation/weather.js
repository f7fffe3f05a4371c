// What goes wrong in one world, and how often. Most kinds are absent from most worlds, so that each also
// meets the others alone (swarm testing); what is there at all is there often.

/** @typedef {ReturnType<typeof weatherOf>} Weather */

/**
 * What the edge is built to bear. The lease is a minute; a call goes out within 25 seconds of it and may
 * have its effect so much later. Clocks of two edges may differ by what is left, and so much is said
 * here, not more: `skewMs` is drawn for each edge, to either side, and a jump stays within it. Nobody looks
 * for what was made before the lease is over, so a list may lag by what is left of it, too.
 */
export const BORNE = { effectMs: 12_000, skewMs: 4_000, stillMs: 90_000, listsLagMs: 20_000 };

/** @param {import("./world.js").World} world @param {Partial<typeof BORNE>} [beyond] */
export function weatherOf(world, beyond = {}) {
  const { between, chance } = world;
  const borne = { ...BORNE, ...beyond };
  /** @param {number} odds of being there at all @param {number} most how often, then */
  const maybe = (odds, most) => (chance(odds) ? between(most / 8, most) : 0);
  const calm = chance(0.05);
  const most = calm ? 0 : 1;
  const showsConnect = chance(0.85);
  const weather = {
    /** From then on nothing more goes wrong. */
    clearsAt: between(5_000, 90_000),
    edges: chance(0.5) ? 2 : 1,
    // Connect documents no reading at all.
    showsConnect,
    // Someone who closes whatever it is told to, however often; otherwise it refuses what has ended, and
    // has to, where it shows no links: it alone can know.
    strict: showsConnect && chance(0.7),
    effectMs: chance(0.5) ? between(0, borne.effectMs) : 50,
    network: {
      lostRequest: most * maybe(0.3, 0.2),
      lostAnswer: most * maybe(0.4, 0.4),
      slowMs: chance(0.3) ? between(50, 4_000) : 20,
    },
    store: {
      failsBefore: most * maybe(0.25, 0.15),
      failsAfter: most * maybe(0.25, 0.15),
      slowMs: chance(0.3) ? between(20, 3_000) : 5,
    },
    upstream: {
      refused: most * maybe(0.2, 0.4),
      resetBefore: most * maybe(0.25, 0.3),
      resetAfter: most * maybe(0.35, 0.4),
      errorBefore: most * maybe(0.25, 0.3),
      errorAfter: most * maybe(0.35, 0.4),
      // What stands before the provider gives up while the provider goes on.
      resetEarly: most * maybe(0.3, 0.4),
      errorEarly: most * maybe(0.3, 0.4),
      limited: most * maybe(0.2, 0.3),
      garbage: most * maybe(0.25, 0.3),
      cutMidway: most * maybe(0.25, 0.3),
      hangs: most * maybe(0.25, 0.3),
      saysOpen: most * maybe(0.1, 0.2),
      otherLink: most * maybe(0.1, 0.2),
      lags: most * maybe(0.3, 0.8),
      missing: most * maybe(0.1, 0.2),
    },
    edge: {
      diesAtStore: most * maybe(0.4, 0.08),
      diesAtCall: most * maybe(0.4, 0.3),
      standsStill: most * maybe(0.2, 0.3),
      stillMs: borne.stillMs,
      skewMs: chance(0.4) ? most * borne.skewMs : 0,
      jumps: most * maybe(0.2, 0.05),
    },
    webhooks: { told: chance(0.6), twice: 0.3 * most, lateMs: chance(0.5) ? 60_000 : 500 },
    pays: chance(0.3) ? between(0.1, 0.6) : 0,
    // How many of the links are pasted with a status that they do not have.
    pasted: chance(0.3) ? between(0.2, 1) : 0,
    // For how long its lists do not show what is made; and whether it takes a reference only once.
    listsLagMs: chance(0.4) ? most * between(0, borne.listsLagMs) : 0,
    unique: chance(0.5),
    // Of those who paid, how many take it back.
    reverses: chance(0.3) ? between(0.2, 0.8) : 0,
    // A provider that answers 202, and does it later or not at all. Where an edge may lose that answer, it is done as
    // soon as any other; otherwise nobody may send it again for as long as the edge has promised.
    accepts: most * maybe(0.15, 0.5),
    acceptsForMs: 0,
  };
  const { store, edge } = weather;
  const loses = [store.failsBefore, store.failsAfter, edge.diesAtStore, edge.diesAtCall];
  const forgets = [...loses, edge.standsStill, edge.jumps].some((odds) => odds > 0);
  return { ...weather, acceptsForMs: forgets ? 0 : between(0, 4 * 60_000) };
}
