// A Worker that is nothing but the sandbox; and for the tests, what a Worker's own call to it sees.
import { overHttp, PaylinkSandbox, sandboxOf } from "../../../edge/sandbox/durable.js";

/** The receiver of the tests is on this machine. */
export class LocalSandbox extends PaylinkSandbox {
  constructor(state, env) {
    super(state, env, "local");
  }
}

export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    if (!url.pathname.startsWith("/inside/")) return overHttp(env.SANDBOX, request);
    const inner = new Request(url.origin + url.pathname.slice("/inside".length), request);
    try {
      const response = await sandboxOf(env.SANDBOX)(inner);
      return Response.json({ status: response.status, text: await response.text() });
    } catch (error) {
      return Response.json({ rejected: String(error) });
    }
  },
};
