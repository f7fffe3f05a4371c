// The rest of a pipeline around a validation library: decoding, parsing, children, models, decisions. Each library has
// its own isolate, so that the code is compiled for it alone.

import { verdictOf } from "./decide.js";
import { CLOSED, connectOf, kindOf, standsAt, txnOf } from "./model.js";

/** @typedef {{code: string, pointer: string, message: string}} Found */

/**
 * The result of a library: all errors, or the value, possibly converted.
 * @typedef {(value: any) => {value?: any, issues?: Found[]}} Check
 */

/** One for each resource. @typedef {{connect: Check, link: Check, invoices: Check, payouts: Check}} Checks */

/** @typedef {{format: "connect" | "txn", now: number, skewMs: number}} Clocked */

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Errors that no library here detects, because `JSON.parse` drops the information. */
export const LESS = "no duplicate members, no notes, no unknown members listed";

/** @param {Clocked} clocked @param {Checks} checks */
export function pipelineOf({ format, now, skewMs }, checks) {
  const closed = CLOSED[format];
  /** @param {any} link */
  const decided = (link) => {
    const status = standsAt(format, link.status);
    const expires = status < 2 && link.expiresAt ? Date.parse(link.expiresAt) : Number.NaN;
    return verdictOf(status, closed, expires, now, skewMs);
  };

  /** @param {any} document @param {boolean} building */
  function connectLinks({ items }, building) {
    const answers = [];
    const verdicts = [];
    for (let index = 0; index < items.length; index += 1) {
      const { value, issues } = checks.connect(items[index]);
      verdicts.push(issues ? 255 : decided(value));
      if (building)
        answers.push(issues ? refused(issues, `/items/${index}`) : made(connectOf(value)));
    }
    return { ok: true, answers, verdicts };
  }

  /** @param {any} document @param {boolean} building */
  function txnLinks({ data, included }, building) {
    const children = childrenOf(included ?? []);
    const links = Array.isArray(data) ? data : [data];
    const answers = [];
    const verdicts = [];
    for (let index = 0; index < links.length; index += 1) {
      const { value, issues } = checks.link(links[index]);
      const target = issues ? undefined : value.relationships?.target?.data;
      const child = target ? children.get(`${target.type} ${target.id}`) : undefined;
      const wrong = issues ?? child?.issues;
      verdicts.push(wrong ? 255 : decided(value.attributes));
      if (building) {
        const pointer = issues ? `/data/${index}` : `/included/${child?.index}`;
        answers.push(wrong ? refused(wrong, pointer) : made(txnOf(value, target, child?.value)));
      }
    }
    return { ok: true, answers, verdicts };
  }

  /** @param {any[]} included */
  function childrenOf(included) {
    /** @type {Map<string, {index: number, value?: any, issues?: Found[]}>} */
    const children = new Map();
    for (let index = 0; index < included.length; index += 1) {
      const resource = included[index];
      const kind = kindOf(resource?.type);
      if (kind === undefined) continue;
      const { value, issues } = checks[kind](resource);
      const key = `${resource.type} ${resource.id}`;
      if (children.has(key)) throw new Error(`twice: ${key}`);
      children.set(key, { index, value, issues });
    }
    return children;
  }

  const links = { connect: connectLinks, txn: txnLinks }[format];
  /** @param {Uint8Array} bytes */
  const parsed = (bytes) => JSON.parse(decoder.decode(bytes));
  return {
    /** @param {Uint8Array} bytes */
    list: (bytes) => links(parsed(bytes), true),
    /** @param {Uint8Array} bytes */
    screen: (bytes) => links(parsed(bytes), false),
    /** @param {Uint8Array} bytes */
    one(bytes) {
      const document = parsed(bytes);
      if (format === "txn") return txnLinks(document, true).answers[0];
      const { value, issues } = checks.connect(document);
      return issues ? refused(issues, "") : made(connectOf(value));
    },
  };
}

/** @param {any} value */
const made = (value) => ({ ok: true, value, notes: [] });

/** @param {Found[]} issues @param {string} at */
const refused = (issues, at) => ({
  ok: false,
  issues: issues.map((issue) => ({ ...issue, severity: "error", pointer: at + issue.pointer })),
});

/** A path as a pointer. @param {readonly PropertyKey[]} path */
export const pointerOf = (path) => path.map((key) => `/${String(key)}`).join("");
