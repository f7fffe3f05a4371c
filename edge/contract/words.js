// The closed sets of words that answers are made of. Each is a record over its type, so that a word that
// the core gains or loses does not compile here.

/**
 * @import {EntryType} from "../journal.js"
 * @import {Action, Attention, Basis, CloseCall, GroundCode, Interpretation, Kind, NoteCode, ReasonCode, Reconciled,
 *   Status, ChildStatus, Verdict, WarningCode} from "paylink"
 */

/** @template {string} Word @param {Record<Word, 0>} words */
const listed = (words) => /** @type {Word[]} */ (Object.keys(words));

export const STATUSES = listed(
  /** @type {Record<Status, 0>} */ ({
    open: 0,
    in_progress: 0,
    completed: 0,
    expired: 0,
    cancelled: 0,
    unknown: 0,
  }),
);

export const CHILD_STATUSES = listed(
  /** @type {Record<ChildStatus, 0>} */ ({
    draft: 0,
    pending: 0,
    processing: 0,
    on_hold: 0,
    expired: 0,
    completed: 0,
    cancelled: 0,
    rejected: 0,
    unknown: 0,
  }),
);

export const KINDS = listed(/** @type {Record<Kind, 0>} */ ({ invoice: 0, payout: 0, unknown: 0 }));

export const ACTIONS = listed(
  /** @type {Record<Action, 0>} */ ({ cancel: 0, expire: 0, close: 0 }),
);

export const CALLS = listed(/** @type {Record<CloseCall, 0>} */ ({ cancel: 0, expire: 0 }));

export const VERDICTS = listed(
  /** @type {Record<Verdict, 0>} */ ({ allowed: 0, already_done: 0, refused: 0, unsure: 0 }),
);

export const BASES = listed(/** @type {Record<Basis, 0>} */ ({ documented: 0, assumed: 0 }));

export const REASONS = listed(
  /** @type {Record<ReasonCode, 0>} */ ({
    action_not_offered: 0,
    event_not_offered: 0,
    terminal_status: 0,
    already_in_status: 0,
    wrong_status: 0,
    status_unknown: 0,
    expired_by_clock: 0,
    not_yet: 0,
    no_expiry: 0,
  }),
);

export const WARNINGS = listed(
  /** @type {Record<WarningCode, 0>} */ ({
    money_arrived: 0,
    money_sent: 0,
    payment_in_progress: 0,
    child_lives_on: 0,
    approval_pending: 0,
  }),
);

export const NOTES = listed(
  /** @type {Record<NoteCode, 0>} */ ({
    json_bom: 0,
    member_unmapped: 0,
    null_undocumented: 0,
    member_spelling: 0,
    id_not_uuid: 0,
    status_unknown: 0,
    kind_unknown: 0,
    currency_unknown: 0,
    completion_contradicts_status: 0,
    expiry_contradicts_creation: 0,
    redirects_on_payout: 0,
    url_not_https: 0,
    amount_as_number: 0,
    answer_empty: 0,
    answer_not_json: 0,
    answer_contradicts: 0,
    answer_other_link: 0,
    retry_after_malformed: 0,
    child_not_included: 0,
    list_repeats: 0,
    cursor_unusable: 0,
    event_unknown: 0,
    event_unreadable: 0,
  }),
);

export const GROUNDS = listed(
  /** @type {Record<GroundCode, 0>} */ ({
    first_seen: 0,
    identical: 0,
    moved_on: 0,
    moved_before: 0,
    child_ended: 0,
    child_had_ended: 0,
    changed_later: 0,
    changed_earlier: 0,
    seen_later: 0,
    seen_earlier: 0,
    order_unknown: 0,
    ended_otherwise: 0,
    child_ended_otherwise: 0,
    time_contradicts: 0,
    created_otherwise: 0,
  }),
);

export const STANDINGS = listed(
  /** @type {Record<Reconciled["verdict"], 0>} */ ({
    advance: 0,
    same: 0,
    stale: 0,
    keep: 0,
    conflict: 0,
  }),
);

export const OUTCOMES = listed(
  /** @type {Record<Interpretation["outcome"], 0>} */ ({
    done: 0,
    refused: 0,
    conflict: 0,
    not_found: 0,
    reauthorise: 0,
    retry: 0,
    unclear: 0,
  }),
);

export const ADVICE = listed(
  /** @type {Record<Interpretation["retry"]["advice"], 0>} */ ({
    stop: 0,
    same_request: 0,
    new_key: 0,
    read_first: 0,
  }),
);

export const ENTRIES = listed(
  /** @type {Record<EntryType, 0>} */ ({
    close_decided: 0,
    close_answered: 0,
    create_planned: 0,
    create_answered: 0,
    link_changed: 0,
    child_changed: 0,
    paid_after_end: 0,
    link_conflict: 0,
    link_imported: 0,
    delivery: 0,
    delivery_differs: 0,
    delivery_joined: 0,
    job_made: 0,
  }),
);

export const ATTENTION = listed(
  /** @type {Record<Attention, 0>} */ ({ paid_after_end: 0, child_conflict: 0 }),
);
