import { conformance } from "../conformance.js";

const load = () => import("paylink");

export default {
  /** @param {Request} request */
  async fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname === "/healthz") return new Response("ok");
    if (pathname === "/cold") return new Response((await load()).version());
    return Response.json(await conformance(load, await request.json()));
  },
};
