// The simplest decision, without reasons: a switch over the word and one comparison.

/**
 * @param {string} rawStatus
 * @param {number} expires
 * @param {number} now
 * @param {number} skew
 */
export function closing(rawStatus, expires, now, skew) {
  switch (rawStatus) {
    case "ACTIVE":
      return now >= expires - skew ? "uncertain" : "allowed";
    case "COMPLETED":
    case "EXPIRED":
      return "refused";
    case "CANCELLED":
      return "already_done";
    default:
      return "uncertain";
  }
}
