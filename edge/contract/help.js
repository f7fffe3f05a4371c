// Advice for each problem: written by hand, one text for each code. The error and its status come from the core.

/** @import {IssueCode} from "paylink" */

const FIX_TEXT = "Correct the body and send it again; `issues` says where it went wrong.";
const FIX_MEMBER =
  "Correct the member that `pointer` names and send the call again. Everything else that is wrong with the body is in `issues`, too.";
const FIX_HEADER = "Correct the header and send the call again.";
const FIX_QUERY =
  "Correct the query and send the call again; the document at /openapi.json lists it.";

/** @type {Readonly<Record<IssueCode, string>>} */
export const HELP = {
  json_syntax: FIX_TEXT,
  json_not_utf8: "JSON is UTF-8 and nothing else. Encode the body so, without escapes of your own.",
  json_too_deep:
    "Nothing that is read here is nested so deeply. Send what the operation describes.",
  json_too_large: "Send less at once: a large import as several lists, many links as several jobs.",
  member_duplicate:
    "Which of the two counts nobody can tell. Let each member stand once in its object.",
  format_unknown:
    "Send one payment link, or a list of them, as its provider shows it; `?format=` says whose it is.",
  format_ambiguous: "Say whose document it is: `?format=` names the provider.",
  type_mismatch: FIX_MEMBER,
  member_missing: FIX_MEMBER,
  member_null: "Leave the member out instead of sending null, or give it a value.",
  member_unexpected:
    "Leave the member out. A member that is passed over may be one that was misspelt.",
  resource_type: FIX_MEMBER,
  list_found: "Send the one payment link that the operation is about.",
  exactly_one: "Send one of the members, and leave the others out.",
  word_unknown: FIX_MEMBER,
  value_malformed: FIX_MEMBER,
  text_half_character: "Send whole characters: an escape of a surrogate needs its other half.",
  text_empty: "Leave the member out, or give it a text.",
  instant_malformed: "Send date and time by RFC 3339, with an offset: 2026-06-18T12:00:00Z.",
  amount_malformed:
    'Send amounts as text, in plain decimals: "100.00". A number would be rounded somewhere.',
  currency_malformed: "Send a currency's code: EUR, USDT.",
  url_malformed: "Send an absolute http or https URL, percent-encoded.",
  url_credentials: "Leave user name and password out: whoever sees the link would see them.",
  route_unknown: "Check the path: /openapi.json lists all that is served here, with the methods.",
  method_not_allowed: "The header `allow` names the methods that this path has.",
  id_malformed: "Percent-encode the id as one segment of the path.",
  id_not_addressable:
    "Check the id: a provider's id has none of `/ \\ ? # %`, no control characters, and is neither `.` nor `..`. Percent-encode all else in it once.",
  credential_missing:
    "Send your token: `Authorization: Bearer …`. On a provider's own path it stands where that provider wants its credential.",
  credential_malformed: FIX_HEADER,
  credential_refused:
    "Check the token. It may have been taken back, or be meant for another server; do not try again with the same.",
  scope_missing:
    "The token is known, and may not do this. Whoever runs this server can give you one that may.",
  origin_refused:
    "A page of another site made this call with what the browser keeps for ours. Call from a page of this server, or with a token of your own in the header.",
  idempotency_key_missing:
    'Send a key of your own with every call that makes a link, a new one for each link: `Idempotency-Key: "…"`. With it the call can be repeated after a lost answer.',
  idempotency_key_malformed:
    'Send visible ASCII characters, in double quotes on our own paths: `Idempotency-Key: "order-17"`.',
  idempotency_key_too_long: "Send a shorter key; a UUID will do.",
  idempotency_key_mismatch:
    "A key stands for one request, to the byte. Use a new one for another request, and the very same request for a repeat.",
  idempotency_key_locked:
    "The first call with this key still runs. Send the same again after `retry-after`: its answer will be the first one's. `Prefer: wait=30` has the call wait instead.",
  header_malformed: FIX_HEADER,
  header_duplicate: "Send this header once; a proxy on the way may have added the other line.",
  parameter_unknown: FIX_QUERY,
  parameter_malformed: FIX_QUERY,
  parameter_duplicate: "Let each parameter stand once.",
  media_type_missing: "Send the header `content-type`; the message names the type.",
  media_type_unsupported: "Send the content type that the message names.",
  not_acceptable: "Send an `accept` header that admits the type, or none.",
  body_unexpected: "Send no body, or an empty object.",
  too_many_items: "Send several requests, each with fewer.",
  rate_limited:
    "Wait as long as `retry-after` says. `ratelimit` tells beforehand how much is left.",
  signature_missing:
    "Deliveries have to be signed: set up this address at the provider, and its secret here.",
  signature_refused:
    "Whoever delivered this does not know the secret that is set up here, or the body was changed on its way. Compare the two secrets.",
  timestamp_malformed: FIX_HEADER,
  timestamp_refused:
    "The delivery is too old, or one of the two clocks is wrong. A provider that delivers again signs again.",
  secret_missing:
    "Whoever runs this server has to set the provider's webhook secret, `whsec_…`, as its documentation of settings says.",
  secret_malformed:
    "Whoever runs this server has to set the webhook secret just as the provider shows it: `whsec_` and a key in base64, without quotes, blanks or line ends.",
  internal_error:
    "This is a defect. Whoever runs this server finds it in the log by the `x-request-id` of the answer. With an idempotency key the call may be repeated.",
  store_unavailable:
    "Nothing was sent to a provider. Send the same again later; the readiness check tells when it works.",
  outcome_not_kept:
    "A provider was called, and may have done it. With an idempotency key send the same again, after a minute: what became of it is looked into first. Without one read the link before anything else.",
  job_not_found: "Check the id. Jobs are kept for 90 days.",
  format_not_configured:
    "This server was not given the address and the credential of that provider. Whoever runs it sets `PAYLINK_<FORMAT>_URL` and `PAYLINK_<FORMAT>_KEY`, or `PAYLINK_SANDBOX=1` to try it without a provider.",
  link_not_found: "Check the id, and whether it is that provider's.",
  transition_refused:
    "`decision.reasons` says why, and by whose rule. Where the reason is the link's status there is nothing to do: read the link.",
  reference_held:
    "An earlier try may have made a link, and other links have its reference: `holders` names them. Look at them at the provider. If yours is among them, there is nothing to do; if not, send the request with a new key, and better with a reference of its own.",
  close_running:
    "Another call is just closing this link. Send the same again after `retry-after`: if the other one succeeds, the answer will be that it is done.",
  upstream_refused:
    "`error` has the provider's own words. The same call would be refused again; with advice `read_first`, read the link before anything else.",
  upstream_conflict: "The link changed meanwhile: read it, and decide anew.",
  upstream_busy:
    "The provider is busy or failed for now. Send the same again, with the same key, after `retry-after`.",
  upstream_paused:
    "The provider failed several times in a row, so nothing is sent to it for a while. Nothing was sent for this call, either. Send the same again after `retry-after`.",
  upstream_failed:
    "The provider's answer says nothing of the link, or it does not know this server's credential, which `error` tells. After a call that changes something, read the link before anything else.",
  upstream_accepted:
    "The provider will do it later, or has begun to. Nothing is sent again meanwhile: send the same request after `retry-after` to learn what became of it.",
  upstream_contradicts:
    "Nobody can tell from the answer whether it was done. Read the link before anything else.",
  upstream_other_link:
    "The answer is about another link. Read this one before anything else, and tell the provider.",
  upstream_unreadable:
    "The provider's document is not as its documentation says; `issues` says where. Read the link before anything else, and tell the provider.",
  upstream_unreachable:
    "Whether the call arrived is not certain. With the same idempotency key it may be sent again: what was done before is found, not done twice.",
  upstream_late:
    "The provider may still be at it. With the same idempotency key the call may be sent again: what was done before is found, not done twice. Without one, read the link first.",
};
