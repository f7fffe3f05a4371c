// Connect's links by hand.

import { instant, millis } from "./dates.js";
import { CANCELLED, COMPLETED, EXPIRED, OPEN, UNKNOWN } from "./decide.js";
import { isSound, issue, note } from "./findings.js";
import { another, OPEN as BRACE, CLOSE, peek, some, source } from "./json.js";
import { ConnectLink } from "./models.js";
import { member, namesOf, unknown, wordsOf } from "./names.js";
import * as read from "./values.js";

const NAMES = namesOf([
  "paymentLinkId",
  "url",
  "status",
  "createdAt",
  "updatedAt",
  "description",
  "paymentId",
  "expiresAt",
  "completedAt",
  "metadata",
]);
/** The first five. */
const REQUIRED = 0b11111;
const WORDS = wordsOf(["ACTIVE", "COMPLETED", "EXPIRED", "CANCELLED"]);
const MEANING = [OPEN, COMPLETED, EXPIRED, CANCELLED];

/** Of the last link that was read: where it stands, and until when. */
export const last = { status: UNKNOWN, expires: Number.NaN };

/** A link, or `true` where none is wanted; undefined where there is none. What is wrong is written down. */
export function readLink() {
  if (peek() !== BRACE) return read.otherwise("", read.REFUSED);
  source.at += 1;
  source.depth += 1;
  let id;
  let url;
  let rawStatus;
  let status = UNKNOWN;
  let createdAt;
  let created = Number.NaN;
  let updatedAt;
  let description;
  let paymentId;
  let expiresAt;
  let expires = Number.NaN;
  let completedAt;
  let metadata;
  // Where they stand, for what only shows behind them.
  let paid = 0;
  let ends = 0;
  let completed = 0;
  let seen = 0;
  let before = -1;
  /** @type {string[] | undefined} */
  let others;
  if (some(CLOSE)) {
    do {
      peek();
      before = member(NAMES, before);
      if (before >= 0) {
        const bit = 1 << before;
        if ((seen & bit) !== 0) issue("member_duplicate", NAMES.list[before]);
        seen |= bit;
      }
      switch (before) {
        case 0:
          id = read.id("paymentLinkId");
          break;
        case 1:
          url = read.url("url", read.REFUSED);
          break;
        case 2:
          rawStatus = read.status(WORDS);
          status = read.wordIndex < 0 ? UNKNOWN : MEANING[read.wordIndex];
          if (rawStatus !== undefined && status === UNKNOWN) note("status_unknown", "status");
          break;
        case 3:
          createdAt = instant("createdAt", read.REFUSED);
          created = millis;
          break;
        case 4:
          updatedAt = instant("updatedAt", read.REFUSED);
          break;
        case 5:
          description = read.text("description", read.NOTED);
          break;
        case 6:
          paymentId = read.text("paymentId", read.NOTED);
          paid = source.at;
          if (paymentId !== undefined && read.isEmpty()) {
            note("member_unmapped", "paymentId");
            paymentId = undefined;
          }
          break;
        case 7:
          expiresAt = instant("expiresAt", read.NOTED);
          expires = millis;
          ends = source.at;
          break;
        case 8:
          completedAt = instant("completedAt", read.NOTED);
          completed = source.at;
          break;
        case 9:
          metadata = read.anything("metadata", read.NOTED);
          break;
        default:
          if (others?.includes(unknown)) issue("member_duplicate", unknown);
          others = [...(others ?? []), unknown];
          read.unmapped(unknown);
      }
    } while (another(CLOSE));
  }
  source.depth -= 1;
  if (rawStatus !== undefined && status !== COMPLETED) {
    if (completedAt !== undefined) note("completion_contradicts_status", "completedAt", completed);
    if (paymentId !== undefined) note("completion_contradicts_status", "paymentId", paid);
  }
  if (createdAt !== undefined && expiresAt !== undefined && expires <= created) {
    note("expiry_contradicts_creation", "expiresAt", ends);
  }
  if ((seen & REQUIRED) !== REQUIRED) {
    for (let index = 0; index < 5; index += 1) {
      if ((seen & (1 << index)) === 0) issue("member_missing", NAMES.list[index]);
    }
  }
  if (!isSound()) return undefined;
  last.status = status;
  last.expires = expiresAt === undefined ? Number.NaN : expires;
  if (!source.building) return true;
  return new ConnectLink(
    id,
    status,
    rawStatus,
    url,
    createdAt,
    updatedAt,
    description,
    paymentId,
    expiresAt,
    completedAt,
    metadata,
  );
}
