// 405 with `Allow` for a path that does not have the method.

/** @import {Hono, MiddlewareHandler} from "hono" */

import { failure, problem } from "./answers.js";

/**
 * For every path registered so far; to be called after the last route.
 * @param {Hono<any>} app
 * @param {MiddlewareHandler<any>} [guard] checks the caller before the answer; default none
 */
export function refuseOthers(app, guard = (_, next) => next()) {
  /** @type {Map<string, Set<string>>} */
  const known = new Map();
  for (const { path, method } of app.routes) {
    if (method === "ALL") continue;
    known.set(path, (known.get(path) ?? new Set()).add(method));
  }
  for (const [path, methods] of known) {
    // GET implies HEAD.
    const allow = [...methods].flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
    const expected = allow.join(", ");
    app.all(path, guard, (c) =>
      problem([failure("method_not_allowed", { expected, found: `\`${c.req.method}\`` })], {
        headers: { allow: expected },
      }),
    );
  }
}
