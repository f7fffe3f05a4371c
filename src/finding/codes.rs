//! The tables of codes: errors, notes, reasons and warnings, each with its English message.
//!
//! To add a code, add a row here and its translations; the lists elsewhere are generated
//! (`make bless`).

use super::code::codes;

codes! {
    /// Why a document or a request is refused, with the default HTTP status.
    ErrorCode: "error"

    // The text
    JsonSyntax = "json_syntax", 400: "not JSON: expected {expected} at byte {offset}";
    JsonNotUtf8 = "json_not_utf8", 400: "not UTF-8 at byte {offset}";
    JsonTooDeep = "json_too_deep", 400: "nested deeper than {limit} at byte {offset}";
    JsonTooLarge = "json_too_large", 413: "larger than {limit} bytes";
    MemberDuplicate = "member_duplicate", 400: "duplicate member";
    // The shape
    FormatUnknown = "format_unknown", 400: "not a payment link of a known format: expected {expected}";
    FormatAmbiguous = "format_ambiguous", 400: "the document matches more than one format: {found}";
    TypeMismatch = "type_mismatch", 400: "expected {expected}, found {found}";
    MemberMissing = "member_missing", 400: "the member `{member}` is missing";
    MemberNull = "member_null", 400: "expected {expected}, found null";
    MemberUnexpected = "member_unexpected", 400: "the member `{member}` is not allowed here";
    ResourceType = "resource_type", 400: "expected the resource type {expected}, found {found}";
    ListFound = "list_found", 400: "expected one payment link, found a list";
    ExactlyOne = "exactly_one", 400: "expected exactly one of {expected}, found {found}";
    // The values
    WordUnknown = "word_unknown", 400: "expected {expected}, found {found}";
    ValueMalformed = "value_malformed", 400: "expected {expected}";
    TextHalfCharacter = "text_half_character", 400: "expected text, found an unpaired surrogate escape";
    TextEmpty = "text_empty", 400: "expected {expected}, found an empty string";
    InstantMalformed = "instant_malformed", 400: "expected {expected}, found {found}";
    AmountMalformed = "amount_malformed", 400: "expected {expected}, found {found}";
    CurrencyMalformed = "currency_malformed", 400: "expected {expected}, found {found}";
    UrlMalformed = "url_malformed", 400: "expected {expected}";
    UrlCredentials = "url_credentials", 400: "expected a URL without user name and password";
    // The request
    RouteUnknown = "route_unknown", 404: "no provider has a call with this path";
    MethodNotAllowed = "method_not_allowed", 405: "expected the method {expected}, found {found}";
    IdMalformed = "id_malformed", 400: "expected {expected}";
    IdNotAddressable = "id_not_addressable", 400: "an id with {found} cannot be used in a path; check the id";
    CredentialMissing = "credential_missing", 401: "the header `{header}` is missing";
    CredentialMalformed = "credential_malformed", 401: "expected {expected} in the header `{header}`";
    CredentialRefused = "credential_refused", 401: "unknown credential";
    ScopeMissing = "scope_missing", 403: "this credential may not {action}";
    OriginRefused = "origin_refused", 403: "requests from this origin are not allowed";
    KeyMissing = "idempotency_key_missing", 400: "the header `{header}` is missing";
    KeyMalformed = "idempotency_key_malformed", 400: "expected {expected} in the header `{header}`, found {found}";
    KeyTooLong = "idempotency_key_too_long", 400: "expected at most {limit} characters in the header `{header}`, found {length}";
    KeyMismatch = "idempotency_key_mismatch", 409: "this idempotency key was used for another request";
    KeyLocked = "idempotency_key_locked", 409: "the first request with this idempotency key is still running";
    HeaderMalformed = "header_malformed", 400: "the header {header} has an invalid name or value";
    HeaderDuplicate = "header_duplicate", 400: "the header `{header}` is given more than once";
    ParameterUnknown = "parameter_unknown", 400: "unknown parameter `{parameter}`";
    ParameterMalformed = "parameter_malformed", 400: "expected {expected} in the parameter `{parameter}`, found {found}";
    ParameterDuplicate = "parameter_duplicate", 400: "the parameter `{parameter}` is given twice";
    MediaTypeMissing = "media_type_missing", 415: "expected the content type {expected}, found none";
    MediaTypeUnsupported = "media_type_unsupported", 415: "expected the content type {expected}, found {found}";
    NotAcceptable = "not_acceptable", 406: "the answer is {expected}, which the `accept` header excludes";
    BodyUnexpected = "body_unexpected", 400: "expected {expected}";
    TooManyItems = "too_many_items", 413: "at most {limit} in one request, found {found}";
    RateLimited = "rate_limited", 429: "too many requests: at most {limit} in {seconds} seconds";
    SignatureMissing = "signature_missing", 401: "the header `{header}` is missing";
    SignatureRefused = "signature_refused", 401: "no signature matches a known secret";
    TimestampMalformed = "timestamp_malformed", 400: "expected whole seconds since 1970 as the timestamp, found {found}";
    TimestampRefused = "timestamp_refused", 401: "signed at {found}, too far from this server's time";
    SecretMissing = "secret_missing", 401: "no webhook secret was given, so no delivery can be verified; set the secret that the provider shows for this endpoint";
    SecretMalformed = "secret_malformed", 401: "unusable webhook secret: expected {expected}";
    Internal = "internal_error", 500: "internal error; it has been logged";
    StoreUnavailable = "store_unavailable", 503: "the store is not available; nothing was done";
    OutcomeNotKept = "outcome_not_kept", 503: "the request was sent, but its outcome could not be stored";
    JobNotFound = "job_not_found", 404: "no job with this id";
    FormatNotConfigured = "format_not_configured", 404: "the provider {format} is not configured on this server";
    // The link
    LinkNotFound = "link_not_found", 404: "no payment link with this id";
    TransitionRefused = "transition_refused", 409: "cannot {action} this payment link: {why}";
    CloseRunning = "close_running", 409: "another call is closing this payment link at the moment";
    ReferenceHeld = "reference_held", 409: "the reference is used by {found}, and it is not certain that this request created it";
    // The call to the provider
    UpstreamRefused = "upstream_refused", 409: "the provider refused and answered {answer}";
    UpstreamConflict = "upstream_conflict", 409: "the link does not have the status that this call needs: the provider answered {answer}";
    UpstreamBusy = "upstream_busy", 503: "the provider asks to try again later: it answered {answer}";
    UpstreamPaused = "upstream_paused", 503: "calls to the provider are paused after repeated failures";
    UpstreamFailed = "upstream_failed", 502: "the provider gave no usable answer: {answer}";
    UpstreamAccepted = "upstream_accepted", 503: "the provider has accepted the request but not completed it yet";
    UpstreamContradicts = "upstream_contradicts", 502: "the provider's answer contradicts its link, which is {status}";
    UpstreamOtherLink = "upstream_other_link", 502: "the provider answered success, but shows another link";
    UpstreamUnreadable = "upstream_unreadable", 502: "the provider answered success, but without a readable link";
    UpstreamUnreachable = "upstream_unreachable", 502: "the provider could not be reached";
    UpstreamLate = "upstream_late", 504: "the provider did not answer in time";
}

codes! {
    /// An oddity of a document that can still be read.
    NoteCode: "note"

    JsonBom = "json_bom": "the text begins with a byte order mark";
    MemberUnmapped = "member_unmapped": "the member is not part of the model";
    NullUndocumented = "null_undocumented": "null, where the documentation has {expected}; read as missing";
    MemberSpelling = "member_spelling": "spelled {found}, where the documentation has {expected}";
    IdNotUuid = "id_not_uuid": "the id is not a UUID; it is used as it is";
    StatusUnknown = "status_unknown": "unknown status {found}";
    KindUnknown = "kind_unknown": "unknown payment type {found}";
    CurrencyUnknown = "currency_unknown": "neither an ISO 4217 currency nor one in the documentation: {found}";
    CompletionContradicts = "completion_contradicts_status": "`{member}` is set, though the status is {found}";
    ExpiryContradicts = "expiry_contradicts_creation": "`expiresAt` is not after `createdAt`";
    RedirectsOnPayout = "redirects_on_payout": "redirect URLs apply to invoices only, and this is a payout";
    UrlNotHttps = "url_not_https": "the URL is not https";
    RedirectNotWeb = "redirect_not_web": "not an http or https address, so a browser may not open it";
    ResourceDuplicate = "resource_duplicate": "the resource {found} is included more than once, so no link has it";
    IncludedUnreadable = "included_unreadable": "an included resource that is not as documented: {found}";
    AmountAsNumber = "amount_as_number": "a number, where the documents have a string; its digits are kept";
    AnswerEmpty = "answer_empty": "the answer has no body";
    AnswerNotJson = "answer_not_json": "the answer is not JSON; it may come from a proxy rather than the provider";
    AnswerContradicts = "answer_contradicts": "the provider answered success, but its link is {found}";
    AnswerOtherLink = "answer_other_link": "the answer shows the link {found}, not the one asked about";
    RetryAfterMalformed = "retry_after_malformed": "expected seconds or a date within a day in the header `retry-after`, found {found}; ignored";
    ChildNotIncluded = "child_not_included": "the target {found} is not included, or more than once";
    ListRepeats = "list_repeats": "the list repeats: found {found}; it ends here";
    CursorUnusable = "cursor_unusable": "expected the next page as a string or null, found {found}; ignored";
    StatusDerived = "status_derived": "the document has no status; derived from {member}: {found}";
    ExpiryDefault = "expiry_default": "the document has no expiry, so the documented default applies: {expires_at}";
    RecoveryOffered = "recovery_offered": "the payer can continue in a new session at the recovery URL, although this one has expired";
    EventUnknown = "event_unknown": "unknown event type {found}";
    EventUnreadable = "event_unreadable": "the subject of the event cannot be read: {found}";
}

codes! {
    /// Why an action or event is not possible, or not needed. The set is closed.
    Reason: "reason"

    ActionNotOffered = "action_not_offered": "this provider has no call to {action} a link; it has {offered}";
    EventNotOffered = "event_not_offered": "this provider's documentation has no such event: {event}";
    TerminalStatus = "terminal_status": "the link has ended: it is {status}";
    AlreadyInStatus = "already_in_status": "the link is already {status}";
    WrongStatus = "wrong_status": "the provider does not allow this while the link is {status}";
    StatusUnknown = "status_unknown": "unknown status {found}";
    ExpiredByClock = "expired_by_clock": "the link expired at {expires_at} by the given clock";
    ExpiryUnreadable = "expiry_unreadable": "the expiry cannot be read, so only the provider can tell whether the link has expired";
    PartlyPaid = "partly_paid": "the link is {found}: part of the amount has been paid";
    NotYet = "not_yet": "the link expires at {expires_at}, which is still ahead by the given clock";
    NoExpiry = "no_expiry": "the link has no expiry";
}

codes! {
    /// A risk to consider before an action that is possible. The set is closed.
    Warning: "warning"

    MoneyArrived = "money_arrived": "its invoice is {child_status}: money has arrived";
    MoneySent = "money_sent": "its payout is {child_status}: money has gone out";
    PaymentInProgress = "payment_in_progress": "the provider reports the link as {found}: a payment may have started";
    ChildLivesOn = "child_lives_on": "closing the link does not stop its {kind}, which is {child_status} and may still complete";
    ApprovalPending = "approval_pending": "the link is subject to an approval, now {approval_status}";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Code;

    #[test]
    fn every_code_has_its_own_name_and_a_message_in_our_style() {
        fn rows<C: Code>(all: &[C]) -> Vec<(&'static str, &'static str)> {
            all.iter().map(|code| (code.name(), code.template())).collect()
        }
        let mut rows = [rows(ErrorCode::ALL), rows(NoteCode::ALL)].concat();
        for (name, template) in &rows {
            assert!(
                name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_')),
                "{name}"
            );
            assert!(!template.ends_with('.') && !template.contains('\n'), "{template}");
        }
        let count = rows.len();
        rows.sort_unstable();
        rows.dedup_by_key(|(name, _)| *name);
        assert_eq!(rows.len(), count, "a code stands in the tables twice");
    }
}
