// Edges as they are run: one or two of them over one store, each with a clock of its own, dying at any
// moment and begun again with nothing but what the store has. And the way there, which loses things.

/** @import {Owner, World} from "./world.js" */

import { LinearRouter } from "hono/router/linear-router";
import { createApp } from "../../../edge/app.js";
import { each } from "../../providers/index.js";
import { FORMATS } from "./documents.js";
import { BEGINNING } from "./host.js";
import { KEYS } from "./provider.js";

/** By how a provider writes them. */
const SECRETS = {
  whsec_base64: () => "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  whsec_text: (/** @type {string} */ format) => `whsec_what-${format}-shows-us-51d2`,
  text: (/** @type {string} */ format) => `what-${format}-shows-us-51d2`,
};

export const WEBHOOK_SECRETS = await each((format, { signing }) =>
  SECRETS[signing?.secret ?? "text"](format),
);

/**
 * @typedef {object} Asked
 * @property {string} method
 * @property {string} path
 * @property {Record<string, string>} [headers]
 * @property {string} [body]
 */

/** @typedef {{status: number, headers: Record<string, string>, body: string}} Answer */

/**
 * @param {World} world
 * @param {import("./weather.js").Weather} weather
 * @param {object} parts
 */
export function fleetOf(world, weather, { provider, store, tokens, logged }) {
  /** @type {any[]} */
  const edges = [];
  let started = 0;
  const wild = (/** @type {number} */ odds) => world.time < weather.clearsAt && world.chance(odds);
  const slow = () => world.between(1, world.time < weather.clearsAt ? weather.network.slowMs : 20);
  const skew = () => world.between(-1, 1) * weather.edge.skewMs;

  /** @param {number} place */
  function start(place) {
    /** @type {Owner} */
    const owner = { name: `edge-${++started}` };
    const edge = {
      owner,
      waiting: new Set(),
      skewMs: skew(),
      dies: () => die(edge, place),
      standsStill: () => standStill(owner),
    };
    const providers = Object.fromEntries(
      FORMATS.map((format) => [
        format,
        {
          baseUrl: "http://upstream.invalid",
          credential: KEYS[format],
          webhookSecrets: [WEBHOOK_SECRETS[format]],
          fetch: provider.fetchFor(format, owner, edge.dies),
        },
      ]),
    );
    edge.app = createApp({
      store: store.from(owner, edge),
      now: () => BEGINNING + Math.floor(world.time + edge.skewMs),
      skewMs: 5_000,
      tokens,
      providers,
      // Edges begin often here, and answer little before they die.
      router: new LinearRouter(),
      log: logged,
      limits: { binding: { limit: async () => ({ success: true }) } },
    });
    edges[place] = edge;
    world.tell(() => `${owner.name} begins, its clock off by ${Math.round(edge.skewMs)} ms`);
  }

  /** @param {any} edge @param {number} place */
  function die(edge, place) {
    if (edge.owner.dead) return;
    edge.owner.dead = true;
    world.count("crashes");
    world.tell(() => `${edge.owner.name} dies, ${edge.waiting.size} calls under way`);
    for (const lost of edge.waiting) lost();
    world.after({ name: "host" }, world.between(10, 3_000), () => start(place));
  }

  /** As a process does that gets no time: everything comes to it later. @param {Owner} owner */
  function standStill(owner) {
    world.count("fault: edge stands still");
    owner.stillUntil = world.time + world.between(1_000, weather.edge.stillMs);
    world.tell(() => `${owner.name} stands still until ${Math.round(owner.stillUntil ?? 0)}`);
  }

  for (let place = 0; place < weather.edges; place += 1) start(place);

  return {
    edges,
    /** All of them, at once. */
    restart() {
      for (const edge of edges) edge.dies();
    },
    /**
     * @param {Owner} client
     * @param {Asked} asked
     * @param {number} [patienceMs]
     * @returns {Promise<Answer | null>} nothing if nothing came back, whatever happened
     */
    call: (client, asked, patienceMs = 120_000) =>
      new Promise((resolve) => {
        const edge = world.oneOf(edges);
        const { lostRequest, lostAnswer } = weather.network;
        let over = false;
        const back = (/** @type {Answer | null} */ answer, /** @type {number} */ ms) =>
          world.after(client, ms, () => {
            if (over) return;
            over = true;
            world.cancel(patience);
            resolve(answer);
          });
        const lost = () => back(null, slow());
        const patience = back(null, patienceMs);
        if (edge.owner.dead) return lost();
        if (wild(lostRequest)) {
          world.count("fault: request lost");
          return lost();
        }
        edge.waiting.add(lost);
        world.count("requests");
        world.after(edge.owner, slow(), async () => {
          if (wild(weather.edge.standsStill)) edge.standsStill();
          if (wild(weather.edge.jumps)) {
            world.count("fault: clock jumps");
            edge.skewMs = skew();
          }
          const { method, path, headers, body } = asked;
          const response = await edge.app.fetch(
            new Request(`http://edge.invalid${path}`, { method, headers, body }),
          );
          const answer = {
            status: response.status,
            headers: Object.fromEntries(response.headers),
            body: await response.text(),
          };
          edge.waiting.delete(lost);
          if (wild(lostAnswer)) {
            world.count("fault: answer lost");
            return lost();
          }
          back(answer, slow());
        });
      }),
  };
}
