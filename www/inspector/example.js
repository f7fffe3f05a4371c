// An example payload, with deliberate deviations.

export const EXAMPLE = `{
  "data": {
    "id": "91a3b5c7-0d2e-4f6a-8b1c-3d5e7f901234",
    "type": "paymentLinks",
    "attributes": {
      "status": "pending",
      "amount": "1299.90",
      "currency": "USD",
      "accountCurrency": "USDT",
      "paymentType": "Invoice",
      "hostedPageUrl": "http://pay.example.com/91a3b5c7",
      "reference": "order-58214",
      "payCurrencies": ["BTC", "DOGE"],
      "campaign": "autumn",
      "createdAt": "2026-06-18T16:58:28.378Z",
      "expiresAt": "2036-06-18T23:00:00.000Z"
    },
    "relationships": {
      "target": {
        "data": { "type": "invoices", "id": "4ab7737b-e8a6-41cf-addc-968e876fef8d" }
      }
    }
  },
  "included": [
    {
      "id": "4ab7737b-e8a6-41cf-addc-968e876fef8d",
      "type": "invoices",
      "attributes": { "status": "processing" }
    }
  ]
}
`;
