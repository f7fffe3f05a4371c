//! Issues and notes: the tables of their codes, and one finding with its place.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::code::{Code, codes};
use super::excerpt::{fitting, shortened};
use super::params::Params;
use crate::syntax::from_json::{DecodeError, FromJson, Members, deserialised};
use crate::syntax::json::Tree;

/// One thing found in a document or a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding<C> {
    code: C,
    pointer: String,
    params: Params,
    /// Its message in another language than English.
    told: Option<String>,
}

/// A finding that makes the input unusable.
pub type Issue = Finding<ErrorCode>;
/// A finding that does not.
pub type Note = Finding<NoteCode>;

impl<C: Code> Finding<C> {
    pub(crate) fn new(code: C, pointer: impl Into<String>, params: Params) -> Self {
        Self { code, pointer: pointer.into(), params, told: None }
    }

    /// The stable code.
    pub fn code(&self) -> C {
        self.code
    }

    /// JSON Pointer (RFC 6901) into the source; `""` is the whole. A missing member is named where it
    /// should stand.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// What the message is made of.
    pub fn params(&self) -> &Params {
        &self.params
    }

    /// The same with its message in another language.
    pub(crate) fn with_message(self, message: String) -> Self {
        Self { told: Some(message), ..self }
    }

    /// The message: English, unless it was translated.
    pub fn message(&self) -> String {
        self.told.clone().unwrap_or_else(|| self.params.fill(self.code.template()))
    }
}

/// Issues come back from callers that collected them: by code, from the table, so that nobody can
/// make one up.
impl FromJson for Issue {
    fn from_json(tree: &Tree<'_>) -> Result<Self, DecodeError> {
        let data = Members::of(tree)?;
        let (code, pointer) =
            (data.required::<String>("code")?, data.defaulted::<String>("pointer"));
        let params = Params::from_map(data.defaulted("params"));
        let (pointer, params) = (fitting(pointer), params.map(|_, value| shortened(value)));
        let code = ErrorCode::ALL.iter().find(|known| known.name() == code);
        let code = code.ok_or(const { DecodeError::new("the code of an issue") })?;
        data.make(Self::new(*code, pointer, params))
    }
}

deserialised!(Issue);

impl<C: Code> Serialize for Finding<C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Finding", 5)?;
        object.serialize_field("code", self.code.name())?;
        object.serialize_field("severity", C::SEVERITY)?;
        object.serialize_field("pointer", &self.pointer)?;
        object.serialize_field("message", &self.message())?;
        object.serialize_field("params", &self.params)?;
        object.end()
    }
}

codes! {
    /// Why a document or a request is refused; the catalogue has the texts.
    ErrorCode: "error"

    // The text
    JsonSyntax = "json_syntax", 400: "not JSON: expected {expected} at byte {offset}";
    JsonNotUtf8 = "json_not_utf8", 400: "not UTF-8 at byte {offset}";
    JsonTooDeep = "json_too_deep", 400: "nested deeper than {limit} at byte {offset}";
    JsonTooLarge = "json_too_large", 413: "larger than {limit} bytes";
    MemberDuplicate = "member_duplicate", 400: "the member stands here a second time";
    // The shape
    FormatUnknown = "format_unknown", 400: "the shape fits none of the formats: {expected}";
    FormatAmbiguous = "format_ambiguous", 400: "the shape fits more than one format: {found}";
    TypeMismatch = "type_mismatch", 400: "expected {expected}, found {found}";
    MemberMissing = "member_missing", 400: "the member `{member}` is missing";
    MemberNull = "member_null", 400: "expected {expected}, found null";
    MemberUnexpected = "member_unexpected", 400: "the member `{member}` must not stand here";
    ResourceType = "resource_type", 400: "expected the resource type {expected}, found {found}";
    ResourceDuplicate = "resource_duplicate", 400: "the resource {found} is included a second time";
    ListFound = "list_found", 400: "expected one payment link, found a list";
    ExactlyOne = "exactly_one", 400: "expected exactly one of {expected}, found {found}";
    // The values
    WordUnknown = "word_unknown", 400: "expected {expected}, found {found}";
    ValueMalformed = "value_malformed", 400: "expected {expected}";
    TextHalfCharacter = "text_half_character", 400: "expected text, found an escape of half a surrogate pair";
    TextEmpty = "text_empty", 400: "expected {expected}, found an empty text";
    InstantMalformed = "instant_malformed", 400: "expected {expected}, found {found}";
    AmountMalformed = "amount_malformed", 400: "expected {expected}, found {found}";
    CurrencyMalformed = "currency_malformed", 400: "expected {expected}, found {found}";
    UrlMalformed = "url_malformed", 400: "expected {expected}";
    UrlCredentials = "url_credentials", 400: "expected a URL without user name and password";
    // The request
    RouteUnknown = "route_unknown", 404: "no call of any provider has this path";
    MethodNotAllowed = "method_not_allowed", 405: "expected the method {expected}, found {found}";
    IdMalformed = "id_malformed", 400: "expected {expected}";
    IdNotAddressable = "id_not_addressable", 400: "an id with {found} cannot be put into a path; check the id";
    CredentialMissing = "credential_missing", 401: "the header `{header}` is missing";
    CredentialMalformed = "credential_malformed", 401: "expected {expected} in the header `{header}`";
    CredentialRefused = "credential_refused", 401: "the credential is not known here";
    ScopeMissing = "scope_missing", 403: "this credential may not {action}";
    OriginRefused = "origin_refused", 403: "requests from this origin are not taken";
    KeyMissing = "idempotency_key_missing", 400: "the header `{header}` is missing";
    KeyMalformed = "idempotency_key_malformed", 400: "expected {expected} in the header `{header}`, found {found}";
    KeyTooLong = "idempotency_key_too_long", 400: "expected at most {limit} characters in the header `{header}`, found {length}";
    KeyMismatch = "idempotency_key_mismatch", 409: "this idempotency key was used for another request";
    KeyLocked = "idempotency_key_locked", 409: "the first request with this idempotency key is still running";
    HeaderMalformed = "header_malformed", 400: "the header {header} has a name or a value that no header can have";
    ParameterUnknown = "parameter_unknown", 400: "the parameter `{parameter}` is not known here";
    ParameterMalformed = "parameter_malformed", 400: "expected {expected} in the parameter `{parameter}`, found {found}";
    ParameterDuplicate = "parameter_duplicate", 400: "the parameter `{parameter}` stands here a second time";
    MediaTypeMissing = "media_type_missing", 415: "expected the content type {expected}, found none";
    MediaTypeUnsupported = "media_type_unsupported", 415: "expected the content type {expected}, found {found}";
    NotAcceptable = "not_acceptable", 406: "the answer is {expected}, which the `accept` header rules out";
    BodyUnexpected = "body_unexpected", 400: "expected {expected}";
    TooManyItems = "too_many_items", 413: "at most {limit} in one request, found {found}";
    RateLimited = "rate_limited", 429: "too many requests: at most {limit} in {seconds} seconds";
    SignatureMissing = "signature_missing", 401: "the header `{header}` is missing";
    SignatureRefused = "signature_refused", 401: "no signature was made with a secret that is known here";
    TimestampMalformed = "timestamp_malformed", 400: "expected whole seconds since 1970 as the timestamp, found {found}";
    TimestampRefused = "timestamp_refused", 401: "signed at {found}, too far from the time here";
    SecretMissing = "secret_missing", 401: "no webhook secret was given, so no delivery can be verified; set the secret that the provider shows for this endpoint";
    SecretMalformed = "secret_malformed", 401: "unusable webhook secret: expected {expected}";
    Internal = "internal_error", 500: "something went wrong at this end; it has been logged";
    StoreUnavailable = "store_unavailable", 503: "what has to be kept cannot be kept at the moment; nothing was done";
    OutcomeNotKept = "outcome_not_kept", 503: "the call was sent, and what became of it cannot be kept at the moment";
    JobNotFound = "job_not_found", 404: "no job has this id";
    FormatNotConfigured = "format_not_configured", 404: "the provider {format} is not configured on this server";
    // The link
    LinkNotFound = "link_not_found", 404: "no payment link has this id";
    TransitionRefused = "transition_refused", 409: "cannot {action} this payment link: {why}";
    CloseRunning = "close_running", 409: "this payment link is just being closed by another call";
    ReferenceHeld = "reference_held", 409: "the reference is held by {found}, and it is not certain that this request made it";
    // The way to the provider
    UpstreamRefused = "upstream_refused", 409: "the provider refused and answered {answer}";
    UpstreamConflict = "upstream_conflict", 409: "the link does not have the status that this call needs: the provider answered {answer}";
    UpstreamBusy = "upstream_busy", 503: "the provider asks to try again later: it answered {answer}";
    UpstreamPaused = "upstream_paused", 503: "calls to the provider are paused after repeated failures";
    UpstreamFailed = "upstream_failed", 502: "the provider gave no usable answer: {answer}";
    UpstreamAccepted = "upstream_accepted", 503: "the provider has accepted the request and not done it yet";
    UpstreamContradicts = "upstream_contradicts", 502: "the provider's answer contradicts its link, which is {status}";
    UpstreamOtherLink = "upstream_other_link", 502: "the provider answered success, but shows another link";
    UpstreamUnreadable = "upstream_unreadable", 502: "the provider answered success, without a link that can be read";
    UpstreamUnreachable = "upstream_unreachable", 502: "the provider could not be reached";
    UpstreamLate = "upstream_late", 504: "the provider did not answer in time";
}

codes! {
    /// What is odd about a document that is read all the same.
    NoteCode: "note"

    JsonBom = "json_bom": "a byte order mark stands before the text";
    MemberUnmapped = "member_unmapped": "the member is not part of the model";
    NullUndocumented = "null_undocumented": "null, where the documents know only {expected}; read as missing";
    MemberSpelling = "member_spelling": "spelt {found}, where the documents say {expected}";
    IdNotUuid = "id_not_uuid": "the id is not a UUID; it is taken as it is";
    StatusUnknown = "status_unknown": "the documents do not know the status {found}";
    KindUnknown = "kind_unknown": "the documents do not know the payment type {found}";
    CurrencyUnknown = "currency_unknown": "neither a country's currency by ISO 4217 nor in the documents: {found}";
    CompletionContradicts = "completion_contradicts_status": "`{member}` is set, though the status is {found}";
    ExpiryContradicts = "expiry_contradicts_creation": "`expiresAt` is not after `createdAt`";
    RedirectsOnPayout = "redirects_on_payout": "redirect URLs apply to invoices only, and this is a payout";
    UrlNotHttps = "url_not_https": "the URL is not https";
    AmountAsNumber = "amount_as_number": "a number, where the documents have a string; its digits are kept";
    AnswerEmpty = "answer_empty": "the answer has no body";
    AnswerNotJson = "answer_not_json": "the answer is no JSON, so it may come from a proxy and not from the provider";
    AnswerContradicts = "answer_contradicts": "a success, and yet the link in it is {found}";
    AnswerOtherLink = "answer_other_link": "the answer shows the link {found}, which is not the one asked about";
    RetryAfterMalformed = "retry_after_malformed": "the header `retry-after` is neither seconds nor a date: {found}";
    ChildNotIncluded = "child_not_included": "the target {found} is not among the included resources";
    ListRepeats = "list_repeats": "the list would never end: found {found}; it ends here";
    CursorUnusable = "cursor_unusable": "expected the next page as a text or null, found {found}; it is passed over";
    EventUnknown = "event_unknown": "events of the type {found} are not known here";
    EventUnreadable = "event_unreadable": "what the event is about cannot be read: {found}";
}

impl NoteCode {
    /// The places of all notes with this code.
    pub(crate) fn pointers(self, notes: &[Note]) -> Vec<String> {
        let these = notes.iter().filter(|note| note.code == self);
        these.map(|note| note.pointer.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
