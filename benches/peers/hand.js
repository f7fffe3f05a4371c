// Hand-written JavaScript: one pass over the bytes, as fast as we could make it. What it lacks of the
// core: messages and their parameters, and `kept`, what a document says otherwise than the model would.

import * as connect from "./hand/connect.js";
import { CANCELLED, EXPIRED, VERDICTS, verdictOf } from "./hand/decide.js";
import { absorb, answerOf, both, issueAt, note, notedAt, place, taken } from "./hand/findings.js";
import {
  another,
  BRACKET,
  begin,
  END_BRACKET,
  Fault,
  fail,
  OPEN,
  peek,
  some,
  source,
} from "./hand/json.js";
import { readObject } from "./hand/members.js";
import { namesOf } from "./hand/names.js";
import * as txn from "./hand/txn.js";
import * as read from "./hand/values.js";

/** @typedef {{format: "connect" | "txn", now: number, skewMs: number}} Clocked */

/** @param {Clocked} clocked */
export function handOf({ format, now, skewMs }) {
  const reader = READERS[format];
  const decided = () =>
    verdictOf(reader.last.status, reader.closed, reader.last.expires, now, skewMs);
  return {
    /** All links as objects, and their verdicts. @param {Uint8Array} bytes */
    list: (bytes) => whole(bytes, true, () => reader.list(decided)),
    /** Verdicts only: an index into `VERDICTS`, 255 for a link that is refused. @param {Uint8Array} bytes */
    screen: (bytes) => whole(bytes, false, () => reader.list(decided)),
    /** One link. @param {Uint8Array} bytes */
    one: (bytes) => whole(bytes, true, reader.one),
  };
}

/** @param {Uint8Array} bytes @param {boolean} building @param {() => any} reader */
function whole(bytes, building, reader) {
  place.prefix = "";
  place.index = -1;
  place.under = "";
  taken();
  try {
    begin(bytes, building);
    const it = reader();
    if (peek() !== 0) throw fail();
    return it;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    taken();
    return { ok: false, issues: [{ code: error.message, severity: "error", pointer: "" }] };
  }
}

/** The members of the document at hand, until it is finished. */
const page = {
  /** @type {any[]} */
  answers: [],
  /** @type {number[]} */
  verdicts: [],
  /** @type {string | undefined} */
  nextCursor: undefined,
  /** Whether it is one link's. */
  single: false,
  /** @type {() => number} */
  decided: () => 255,
};

/** @param {() => number} decided */
function turn(decided) {
  page.answers = [];
  page.verdicts = [];
  page.nextCursor = undefined;
  page.single = false;
  page.decided = decided;
  waiting = [];
  included = new Map();
  strangers = [];
}

/** @param {import("./hand/findings.js").Findings} found */
const paged = (found) => {
  const refused = answerOf({ unmapped: [] }, found);
  if (!refused.ok) return refused;
  const { answers, verdicts, nextCursor } = page;
  return { ok: true, answers, verdicts, nextCursor, notes: refused.notes };
};

/** Each element of a list, with findings of its own. @param {string} prefix @param {(index: number) => void} each */
function elements(prefix, each) {
  source.at += 1;
  source.depth += 1;
  place.prefix = prefix;
  let index = 0;
  if (some(END_BRACKET)) {
    do {
      place.index = index;
      each(index);
      index += 1;
    } while (another(END_BRACKET));
  }
  source.depth -= 1;
  place.prefix = "";
  place.index = -1;
}

const LIST = namesOf(["items", "pagination"]);
const PAGINATION = namesOf(["nextCursor"]);

/** @param {number} index */
function connectMember(index) {
  if (index === 1) {
    place.under = "/pagination";
    readObject(PAGINATION, () => {
      page.nextCursor = read.filled("nextCursor", read.DOCUMENTED);
    });
    place.under = "";
  } else if (peek() === BRACKET) elements("/items", connectLink);
  else read.otherwise("items", read.REFUSED);
}

function connectLink() {
  const link = connect.readLink();
  page.verdicts.push(link === undefined ? 255 : page.decided());
  const found = taken();
  if (source.building) page.answers.push(answerOf(link, found));
}

const DOCUMENT = namesOf(["data", "included", "links"]);
const NEXT = namesOf(["next"]);

/** @typedef {import("./hand/findings.js").Findings} Findings */

/** Links that point to a child, until all children have been read. @type {{index: number, link: any, target: txn.Identity, found: Findings}[]} */
let waiting = [];

/** @typedef {{child: any, found: Findings, claimed: boolean, index: number}} Included */

/** Resources by type and id. @type {Map<string, Map<string, Included>>} */
let included = new Map();
/** @type {Included[]} */
let strangers = [];

/** @param {number} index */
function txnMember(index) {
  switch (index) {
    case 0:
      if (peek() === BRACKET) elements("/data", txnLink);
      else {
        page.single = true;
        place.prefix = "/data";
        txnLink();
        place.prefix = "";
      }
      break;
    case 1:
      if (peek() === BRACKET) elements("/included", txnIncluded);
      else read.otherwise("included", read.REFUSED);
      break;
    default:
      // A page's number, or an object with one: what the benchmarks' lists have is null.
      if (peek() === OPEN) readObject(NEXT, () => read.skip("links/next"));
      else read.unmapped("links");
  }
}

function txnLink() {
  const link = txn.readLink();
  const { target } = txn.last;
  page.verdicts.push(link === undefined ? 255 : page.decided());
  const found = taken();
  // A link that is refused for something else than what it lacks still has its child.
  if (target === undefined || !txn.last.whole) {
    if (source.building) page.answers.push(answerOf(link, found));
    return;
  }
  waiting.push({ index: page.verdicts.length - 1, link, target, found });
  if (source.building) page.answers.push(undefined);
}

/** @param {number} index */
function txnIncluded(index) {
  const { identity, child } = txn.readIncluded();
  const it = { child, found: taken(), claimed: false, index };
  if (identity === undefined) {
    strangers.push(it);
    return;
  }
  const { type, id } = identity;
  let ofType = included.get(type);
  if (ofType === undefined) {
    ofType = new Map();
    included.set(type, ofType);
  }
  if (ofType.has(id)) issueAt("resource_duplicate", `/included/${index}`);
  else ofType.set(id, it);
}

/** Links and their children, put together. */
function resolve() {
  for (const { index, link, target, found } of waiting) {
    const it = included.get(target.type)?.get(target.id);
    let all = found;
    if (it === undefined) {
      const pointer = `/data${page.single ? "" : `/${index}`}/relationships/target/data`;
      all = both(found, notedAt("child_not_included", pointer));
    } else {
      if (!it.claimed) all = both(found, it.found);
      it.claimed = true;
      if (link && source.building && it.child !== undefined) link.child = it.child;
    }
    if (all.issues.length > 0) page.verdicts[index] = 255;
    if (source.building) page.answers[index] = answerOf(link, all);
  }
  for (const ofType of [...included.values(), strangers]) {
    for (const it of ofType.values()) {
      if (it.claimed) continue;
      absorb(it.found);
      note("member_unmapped", `included/${it.index}`);
    }
  }
}

const READERS = {
  connect: {
    last: connect.last,
    closed: CANCELLED,
    /** @param {() => number} decided */
    list(decided) {
      turn(decided);
      const seen = readObject(LIST, connectMember);
      if (seen >= 0 && (seen & 1) === 0) issueAt("member_missing", "/items");
      return paged(taken());
    },
    one() {
      const link = connect.readLink();
      return answerOf(link, taken());
    },
  },
  txn: {
    last: txn.last,
    closed: EXPIRED,
    /** @param {() => number} decided */
    list(decided) {
      turn(decided);
      readDocument();
      return paged(taken());
    },
    one() {
      turn(() => 255);
      readDocument();
      // What belongs to no link belongs to the document, which is that one link's.
      const [answer] = page.answers;
      const { issues, notes } = answerOf({ unmapped: [] }, taken());
      if (answer === undefined || issues !== undefined) {
        return { ok: false, issues: [...(answer?.issues ?? []), ...(issues ?? [])] };
      }
      if (answer.ok) {
        answer.notes.push(...notes);
        for (const { code, pointer } of notes) {
          if (code === "member_unmapped") answer.value.unmapped.push(pointer);
        }
      }
      return answer;
    },
  },
};

function readDocument() {
  const seen = readObject(DOCUMENT, txnMember);
  if (seen >= 0 && (seen & 1) === 0) issueAt("member_missing", "/data");
  resolve();
}

export { VERDICTS };
