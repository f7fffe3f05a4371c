// The golden table's links and clocks, by the names of its columns.

const EXPIRES_AT = "2025-06-18T12:00:00Z";
const NOW = {
  no_expiry: EXPIRES_AT,
  before: "2025-06-18T11:54:59.999Z",
  within_skew_before: "2025-06-18T11:55:00Z",
  at_expiry: EXPIRES_AT,
  within_skew_after: "2025-06-18T12:05:00Z",
  after: "2025-06-18T12:05:00.001Z",
};

export const decisionLinks = ({ format, status, clock }) => ({
  link: {
    format,
    rawStatus: status,
    ...(clock !== "no_expiry" && { expiresAt: EXPIRES_AT }),
  },
  clock: { now: NOW[clock], skewMs: 300_000 },
});
