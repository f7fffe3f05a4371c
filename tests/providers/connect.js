export const request = (reference) => ({
  orderId: reference,
  description: "Deposit",
  metadata: { room: 4 },
});

/** A request with mistakes, and the places of some of them. */
export const mistaken = [
  { orderId: 7, invoiceId: "i", description: false },
  ["orderId", "description"],
];

/** Queries that its documents refuse. */
export const queries = ["?limit=0", "?limit=x", "?cursor=mine", "?limit=1&limit=2"];

/** The code of a refused close. */
export const refused = "payment_link_not_cancellable";
