export const request = (reference) =>
  new URLSearchParams({
    mode: "payment",
    success_url: "https://shop.example.com/thanks",
    client_reference_id: reference,
    "line_items[0][price_data][currency]": "eur",
    "line_items[0][price_data][unit_amount]": "5000",
    "line_items[0][price_data][product_data][name]": "Deposit",
    "line_items[0][quantity]": "2",
    "metadata[room]": "4",
  }).toString();

/** Its envelope has room for the first mistake. */
export const mistaken = ["mode=barter&line_items[0][quantity]=2&expires_at=soon", ["mode"]];

export const queries = ["?limit=0", "?limit=x", "?created[gte]=today", "?limit=1&limit=2"];

export const refused = "invalid_request_error";

export const over = (reference) => `${request(reference)}&expires_at=1`;
