import { conformance } from "../conformance.js";

const load = async () => {
  const paylink = await import("paylink");
  await paylink.init();
  return paylink;
};

export default {
  /** @param {Request} request */
  async fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname === "/healthz") return new Response("ok");
    if (pathname === "/cold") return new Response((await load()).version());
    return Response.json(await conformance(load, await request.json()));
  },
};
