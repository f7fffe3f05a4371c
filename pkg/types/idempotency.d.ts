// Idempotency keys: records and what to do with a request.

import type { ProfileId } from "../unions.js";
import type { Cited, Issue, Quote } from "./findings.js";
import type { Rfc3339 } from "./inputs.js";

/** The idempotency key of a request, with what identifies the request. */
export interface Claim {
  /** The key as the caller sent it. */
  key: string;
  /** The name under which the record is stored: SHA-256 of profile, credential and key, 64 hexadecimal digits. */
  slot: string;
  /** SHA-256 of method, path with query, relevant headers and body, 64 hexadecimal digits. */
  fingerprint: string;
}

/** The stored state of an idempotency key: plain JSON. */
export interface IdempotencyRecord {
  /** Fingerprint of the first request; 64 hexadecimal digits. */
  fingerprint: string;
  /** When the first request began. */
  startedAt: Rfc3339;
  /** How many callers have held the lease so far, from 1. */
  attempt: number;
  /** When the current lease expires; missing if there is none. */
  leasedUntil?: Rfc3339;
  /** The complete response, once there is one. */
  response?: StoredResponse;
}

/** A stored HTTP response. */
export interface StoredResponse {
  /** The HTTP status. */
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** As text. */
  body: string;
}

/** What to do with a request that has a key: `verdict` distinguishes the cases. */
export type Judgement = Proceed | Recover | Replay | Mismatch | Locked;

/** The first request with this key: store the record by compare-and-set, then act. */
export interface Proceed {
  /** The first request with this key, or the first after the record was deleted or expired. */
  verdict: "proceed";
  /** To be stored by compare-and-set before anything else. */
  record: IdempotencyRecord;
}

/** An earlier attempt did not finish: store the record, determine what the attempt did, then act if necessary. */
export interface Recover {
  /** An earlier attempt did not finish. */
  verdict: "recover";
  /** To be stored by compare-and-set before anything else. */
  record: IdempotencyRecord;
}

/** The request was completed before: answer with the stored response. */
export interface Replay {
  /** The request was completed before. */
  verdict: "replay";
  /** The first request's response. */
  response: StoredResponse;
}

/** The key was used for another request. */
export interface Mismatch {
  /** The key was used for another request. */
  verdict: "mismatch";
  /** The profile's HTTP status for this case. */
  status: number;
  /** The issue for the caller. */
  issues: [Issue];
}

/** The first request with this key is still running. */
export interface Locked {
  /** The first request is still running. */
  verdict: "locked";
  /** The profile's HTTP status for this case. */
  status: number;
  /** The issue for the caller. */
  issues: [Issue];
  /** Milliseconds to wait before the next attempt. */
  retryAfterMs: number;
}

/** An idempotency scheme as data. */
export interface Profile {
  /** Stable. */
  id: ProfileId;
  /** The header of the key, in lower case. */
  header: string;
  /** Whether the key is in double quotes. */
  quoted: boolean;
  /** The greatest length of a key, in characters. */
  longest: number;
  /** How long a key is stored, in milliseconds. */
  lifetimeMs: number;
  /** The length of a lease, in milliseconds. */
  leaseMs: number;
  /** The HTTP status for a key that was used for another request. */
  mismatchStatus: number;
  /** The error code for it; `null` if the profile has none. */
  mismatchCode: string | null;
  /** The HTTP status for a key whose first request is still running. */
  lockedStatus: number;
  /** The error code for it; `null` if the profile has none. */
  lockedCode: string | null;
  /** How long to wait before the next attempt, in milliseconds. */
  lockedRetryMs: number;
  /** The header of the credential that keys are scoped to, in lower case. */
  scopeHeader: string;
  /** The headers that are part of the fingerprint, in lower case. */
  relevantHeaders: string[];
  /** HTTP statuses below 500 whose responses are not stored. */
  notKept: number[];
  /** Whether the provider stores a response of 500 under the key and replays it: a further attempt needs a new key. */
  replaysFailures: boolean;
  /** The sources of these rules. */
  sources: (Cited & Quote)[];
}
