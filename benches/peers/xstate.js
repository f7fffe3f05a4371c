// A link's lifecycle as an XState machine; `can` says whether an event has an effect, not why.
// @ts-nocheck: the package is there for the benchmarks only, not where types are checked.

import { createMachine } from "xstate";

const STATES = {
  ACTIVE: "open",
  COMPLETED: "completed",
  EXPIRED: "expired",
  CANCELLED: "cancelled",
};

const machine = createMachine(
  /** @type {any} */ ({
    id: "link",
    initial: "open",
    states: {
      open: {
        on: {
          CLOSE: { target: "cancelled", guard: "isBeforeExpiry" },
          PAID: "completed",
          LAPSED: "expired",
        },
      },
      completed: { type: "final" },
      expired: { type: "final" },
      cancelled: { type: "final" },
    },
  }),
  /** @type {any} */ ({
    guards: {
      isBeforeExpiry: (/** @type {any} */ { context, event }) =>
        event.now < context.expires - event.skewMs,
    },
  }),
);

/** The link as a snapshot. @param {{rawStatus: string, expiresAt?: string}} link @returns {any} */
export const snapshotOf = ({ rawStatus, expiresAt }) =>
  machine.resolveState(
    /** @type {any} */ ({
      value: STATES[/** @type {"ACTIVE"} */ (rawStatus)],
      context: { expires: expiresAt ? Date.parse(expiresAt) : Number.POSITIVE_INFINITY },
    }),
  );
