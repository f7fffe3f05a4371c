// Deliveries as the providers send them, and what the journal has of them.
import { createHmac } from "node:crypto";
import { NOW } from "./edge.js";

export const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
export const OTHER = "whsec_cm90YXRlZC1zZWNyZXQtMDEyMzQ1Njc4OQ==";
export const SHARED = "what-connect-shows-us";
export const PENDING = "91a3b5c7-d9e0-4f12-8a34-b5c6d7e8f925";
export const CHILD = "4ab7737b-e8a6-41cf-addc-968e876fef26";

export const providers = {
  txn: { webhookSecrets: [SECRET, OTHER] },
  connect: { webhookSecrets: [SHARED] },
};

/** As Svix signs. */
export const signed = (body, { id = "msg_1", at = NOW, secret = SECRET } = {}) => {
  const timestamp = String(Math.floor(at / 1000));
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const mac = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return { "svix-id": id, "svix-timestamp": timestamp, "svix-signature": `v1,${mac}` };
};

export const invoice = (status, id = CHILD, more = {}) =>
  JSON.stringify({
    data: {
      id,
      type: "invoices",
      attributes: { status, statusContext: "unpaid", paymentStatus: "expecting", ...more },
    },
  });

export const deliver = (app, format, body, headers) =>
  app.request(`/webhooks/${format}`, { method: "POST", headers, body });

export const journal = async (call, path = "/v1/events?order=oldest_first") =>
  (await (await call("GET", path)).json()).events;
