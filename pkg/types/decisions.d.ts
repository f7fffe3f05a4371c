// Decisions about a link: whether an action is possible, what an event does, which observation is newer.

import type { Action, Attention, Basis, LinkEvent, Side, Status } from "../unions.js";
import type { Ground, Quote, Reason, Warning } from "./findings.js";
import type { NonEmpty, Rfc3339 } from "./inputs.js";
import type { CloseCall, UsableLink } from "./links.js";

/** Whether an action is possible, and why not: `verdict` and `canTry` distinguish the cases. */
export type Decision = Allowed | AlreadyDone | RefusedDecision | Uncertain | RefusedUnknownStatus;

/** The members of every decision. */
export interface DecisionBase {
  /** The action that was decided. */
  action: Action;
  /** The provider's call for the action; for `close`, the one that the provider has. */
  call: CloseCall;
  /** Whether the provider documents the rule that decided. */
  basis: Basis;
  /** The source of that rule. */
  source: Quote;
  /** The instant from which the passing of time alone changes this decision. */
  changesAt?: Rfc3339;
  /**
   * Whole milliseconds until the link expires by the given clock, rounded down; 0 if it has expired.
   * Missing if the link has no expiry, has ended, or has an unknown status.
   */
  remainingMs?: number;
}

/** No rule forbids the action. */
export interface Allowed extends DecisionBase {
  /** No rule forbids the action. */
  verdict: "allowed";
  /** The call may be sent. */
  canTry: true;
  /** None. */
  reasons: [];
  /** The link's status after the action. */
  next: Status;
  /** What to consider before the call. */
  warnings: Warning[];
}

/** The link already has the status that the action leads to. */
export interface AlreadyDone extends DecisionBase {
  /** The link already has that status. */
  verdict: "already_done";
  /** No call is needed. */
  canTry: false;
  /** Why no call is needed. */
  reasons: NonEmpty<Reason>;
  /** The link's status. */
  next: Status;
  /** None. */
  warnings: [];
}

/** At least one rule forbids the action. */
export interface RefusedDecision extends DecisionBase {
  /** At least one rule forbids the action. */
  verdict: "refused";
  /** The call must not be sent. */
  canTry: false;
  /** Every reason. */
  reasons: NonEmpty<Reason>;
  /** Not set. */
  next?: undefined;
  /** None. */
  warnings: [];
}

/** The link is past its expiry by the given clock: only the provider can decide, and the call is safe. */
export interface Uncertain extends DecisionBase {
  /** The given clock does not decide it. */
  verdict: "uncertain";
  /** The call may be sent: the provider decides. */
  canTry: true;
  /** Every reason. */
  reasons: NonEmpty<Reason>;
  /** The link's status after the action, if the provider accepts it. */
  next: Status;
  /** What to consider before the call. */
  warnings: Warning[];
}

/** The provider does not document the link's status, so the effect of a call is unknown. */
export interface RefusedUnknownStatus extends DecisionBase {
  /** The status is unknown. */
  verdict: "uncertain";
  /** The call must not be sent. */
  canTry: false;
  /** Every reason. */
  reasons: NonEmpty<Reason>;
  /** Unknown. */
  next?: undefined;
  /** None. */
  warnings: [];
}

/** The effect of an event on a link: `effect` distinguishes the cases. */
export type Transition = Moved | Already | RefusedTransition;

/** The members of every transition. */
export interface TransitionBase {
  /** The event. */
  event: LinkEvent;
  /** The link's status before the event. */
  from: Status;
  /** Whether the provider documents the rule. */
  basis: Basis;
  /** The source of the rule. */
  source: Quote;
}

/** The event changes the link's status. */
export interface Moved extends TransitionBase {
  /** The status changes. */
  effect: "moved";
  /** The new status. */
  to: Status;
  /** The provider's word for the status. */
  rawStatus: string;
  /** None. */
  reasons: [];
}

/** A repeated event, or another event that leads to the same status. */
export interface Already extends TransitionBase {
  /** The link already has the status. */
  effect: "already";
  /** The link's status. */
  to: Status;
  /** The provider's word for the status. */
  rawStatus: string;
  /** Why nothing changes. */
  reasons: NonEmpty<Reason>;
}

/** The event cannot happen in this status, or its effect is unknown. */
export interface RefusedTransition extends TransitionBase {
  /** `uncertain`: the link's status is unknown, so the effect is too. */
  effect: "refused" | "uncertain";
  /** Not set. */
  to?: undefined;
  /** Not set. */
  rawStatus?: undefined;
  /** Every reason. */
  reasons: NonEmpty<Reason>;
}

/** The result of comparing an observed link with the stored one: `verdict` distinguishes the cases. */
export type Reconciled = Newer | NotNewer | Contradicting;

/** The members of every result. */
export interface ReconciledBase {
  /** The link to store. */
  link: UsableLink;
  /** Why that one. */
  why: Ground;
  /** What a person should check because of this observation. */
  attention: Attention[];
}

/** The observation is newer. */
export interface Newer extends ReconciledBase {
  /** The observation is newer. */
  verdict: "advance";
  /** The observed link replaces the stored one. */
  take: "observed";
}

/** The observation changes nothing. */
export interface NotNewer extends ReconciledBase {
  /**
   * `same`: no difference. `stale`: older. `keep`: it cannot be determined which is newer.
   */
  verdict: "same" | "stale" | "keep";
  /** The stored link stays. */
  take: "stored";
}

/** The two links contradict each other: a person should check it. */
export interface Contradicting extends ReconciledBase {
  /** The two links contradict each other. */
  verdict: "conflict";
  /** Which of the two to store until a person has checked. */
  take: Side;
}
