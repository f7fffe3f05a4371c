// The clock of all benchmarks: what time it is, and by how much that may be wrong.

export const CLOCK = { now: Date.UTC(2025, 0, 15, 12), skewMs: 5_000 };
