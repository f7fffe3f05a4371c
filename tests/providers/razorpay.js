export const request = (reference) => ({
  amount: 10_000,
  currency: "INR",
  reference_id: reference,
  description: "Deposit",
  notes: { room: "4" },
});

/** Its envelope has room for the first mistake. */
export const mistaken = [{ amount: "ten", currency: "?", reference_id: 7 }, ["amount"]];

export const queries = ["?count=0", "?count=x", "?skip=-1", "?from=today", "?count=1&count=2"];

export const refused = "BAD_REQUEST_ERROR";

/** A request with an expiry in the first second of 1970. */
export const over = (reference) => ({ ...request(reference), expire_by: 1 });
