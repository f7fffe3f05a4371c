// The store of Durable Objects over HTTP, for the tests: a call as JSON in, its answer as JSON out.
import { durableStore } from "../../edge/stores/durable.js";

export { PaylinkPlace } from "../../edge/stores/durable.js";

export default {
  /** @param {Request} request @param {{PLACES: any}} env */
  async fetch(request, env) {
    if (request.method === "GET") return new Response("ok");
    const { place, call, asked } = await request.json();
    try {
      return Response.json({ answer: await durableStore(env.PLACES).at(place)[call](asked) });
    } catch ({ name, message }) {
      return Response.json({ error: { name, message } });
    }
  },
};
