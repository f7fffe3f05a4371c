// Whole seconds: the times of some providers' documents.

/** Seconds since 1970. @param {number} millis */
export const secondsOf = (millis) => Math.floor(millis / 1000);

/** Without the part of a second, still in milliseconds. @param {number} millis */
export const floored = (millis) => secondsOf(millis) * 1000;
