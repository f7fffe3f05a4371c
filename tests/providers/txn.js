export const request = (reference) => ({
  data: {
    type: "payment_links",
    attributes: {
      amount: "100",
      currency: "EUR",
      reference,
      paymentType: "Invoice",
      expires_at: "2099-12-31T12:00:00.000Z",
    },
  },
});

export const mistaken = [
  { data: { type: "payment_links", attributes: { amount: 5, currency: "?" } } },
  ["/data/attributes/amount", "/data/attributes/currency"],
];

export const queries = [
  ...["?page=0", "?per_page=0", "?order_type=up", "?order=amount", "?created_at_from=today"],
];

export const refused = "transition_refused";

/** To the letter: "Txn, Authenticating the API". */
export const unauthorised = {
  errors: [{ status: 401, title: "HTTP Token: Access denied.", code: "unauthorized" }],
};

export const over = (reference) => {
  const { data } = request(reference);
  const attributes = { ...data.attributes, expires_at: "1970-01-01T00:00:01.000Z" };
  return { data: { ...data, attributes } };
};
