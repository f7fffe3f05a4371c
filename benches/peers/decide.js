// The truth table of `close` as a switch.

export const OPEN = 0;
export const IN_PROGRESS = 1;
export const COMPLETED = 2;
export const EXPIRED = 3;
export const CANCELLED = 4;
export const UNKNOWN = 5;

export const STATUSES = ["open", "in_progress", "completed", "expired", "cancelled", "unknown"];
export const VERDICTS = ["allowed", "already_done", "refused", "uncertain"];

/**
 * @param {number} status
 * @param {number} closed where a close brings a link of this format
 * @param {number} expires NaN for never
 * @param {number} now
 * @param {number} skew
 */
export function verdictOf(status, closed, expires, now, skew) {
  switch (status) {
    case OPEN:
    case IN_PROGRESS:
      return now >= expires - skew ? 3 : 0;
    case UNKNOWN:
      return 3;
    default:
      return status === closed ? 1 : 2;
  }
}
