/**
 * How long a test waits for what is bound to come, in milliseconds: on a slow or busy machine too. It limits failures only.
 */
export const PATIENCE_MS = 300_000;
