//! Provider adapters: wire format, API calls, lifecycle rules and error bodies of each provider.
//!
//! ```
//! use paylink::model::{Format, Status};
//!
//! assert_eq!(Format::Txn.status("pending"), Status::InProgress);
//! ```
//!
//! A provider is one module here with one `Adapter` and one `ServerSide`, and one line in `formats!`.

use std::borrow::Cow;

use serde::Serialize;

use self::error_words::ErrorWords;
use self::listing::{ListRules, Next};
use self::recognition::Recognised;
use self::webhook_event::{ParsedEvent, Signing};
use crate::finding::Warning;
use crate::finding::closed_set::closed_set;
use crate::finding::source::Source;
use crate::finding::{ErrorCode, Issue, NoteCode, Params};
use crate::http::form;
use crate::idempotency::Profile;
use crate::model::state_machine::Rule;
use crate::model::{
    Action, ChildState, CreateRequest, Currency, Event, Instant, Kind, PaymentLink, Status, Url,
    filled,
};
use crate::reading::rows::Rows;
use crate::reading::{Draft, Field, Null, Path, Reader, Slot, Table, Vocabulary, row_to_link};
#[cfg(feature = "schemas")]
use crate::schema::Schemas;
use crate::syntax::json::{Kind as JsonKind, Outline, Scan, Text, Tree};
use crate::syntax::object::Object;

pub mod error_words;
pub mod format_info;
mod jsonapi;
pub(crate) mod jsonapi_errors;
mod list_rules;
pub mod listing;
pub(crate) mod recognition;
#[cfg(feature = "schemas")]
pub mod schemas;
pub(crate) mod webhook_event;

use crate::model::format::{Format, formats};

macro_rules! adapters {
    ($($(#[doc = $doc:literal])+ ($($cfg:tt)+) $variant:ident = $module:ident,)*) => {
        $(#[cfg($($cfg)+)] mod $module;)*

        impl Format {
            pub(crate) const fn adapter(self) -> &'static Adapter {
                match self { $(#[cfg($($cfg)+)] Self::$variant => &$module::ADAPTER,)* }
            }

            pub(crate) const fn server_side(self) -> &'static ServerSide {
                match self { $(#[cfg($($cfg)+)] Self::$variant => &$module::SERVER,)* }
            }
        }
    };
}

formats!(adapters);

/// The implementation of one provider: constants, functions and the sources of its rules.
pub(crate) struct Adapter {
    pub(crate) name: &'static str,
    /// What a document of this format looks like, for messages.
    pub(crate) shape: &'static str,
    /// The English phrases in the parameters of messages that only this provider's readers have.
    pub(crate) phrases: &'static [&'static str],
    /// Whether a document of links of this format may have a top-level member of this name. It is tried
    /// in this format first; `recognise` decides whether it is one.
    pub(crate) hints: fn(name: &str) -> bool,
    /// What a JSON payload is to this provider; `None` if it is not one of its payloads. Recognition
    /// looks at pairs of members and at values, never at the name of one member alone.
    pub(crate) recognise: fn(&Outline<'_>) -> Option<Recognised>,
    /// The status words of its documents.
    pub(crate) vocabulary: &'static Vocabulary,
    pub(crate) read: fn(&mut Reader<'_>, &mut Rows) -> Scan<Head>,
    /// Reads one link of a list, and its child, a second time.
    pub(crate) read_again: fn(&mut Reader<'_>, &mut Rows, LinkLocation) -> Scan<()>,
    /// Builds a stand-alone document from the source text of a link of a list and of its child.
    pub(crate) alone: fn(link: &str, child: Option<&str>) -> String,
    pub(crate) rule: fn(Status, Event) -> Rule,
    /// Source of the rule that a final status does not change.
    pub(crate) finality: Source,
    /// Source of how an undocumented status word is treated.
    pub(crate) unlisted: Source,
    /// Source of how the newer of two observations of a link is determined.
    pub(crate) versions: Source,
    /// Source of each warning.
    pub(crate) warning: fn(Warning) -> Source,
    pub(crate) past_expiry: PastExpiry,
    pub(crate) api: Api,
    /// Parses an error body.
    pub(crate) read_error: fn(&Tree<'_>) -> ErrorWords,
    /// The signature scheme of its webhooks, if one is documented.
    pub(crate) signing: Option<&'static Signing>,
    /// What a refused call says about the link or the call, if the words of the error say more than the
    /// HTTP status.
    pub(crate) refusal: fn(u16, &ErrorWords) -> Option<Refusal>,
    /// The JSON Schemas of its documents.
    #[cfg(feature = "schemas")]
    pub(crate) schemas: &'static Schemas,
    /// A list of three links without white space, for the tests of the fast paths.
    #[cfg(test)]
    pub(crate) examples: &'static str,
}

/// What only servers do for a provider. A value of its own: the linker leaves it out of a module for pages,
/// which exports nothing that uses it.
pub(crate) struct ServerSide {
    /// Writes a link as a canonical document.
    pub(crate) write: fn(&PaymentLink) -> Object,
    /// Reads a request to create a link.
    pub(crate) read_create: fn(&mut Reader<'_>) -> Scan<Option<CreateRequest>>,
    /// Reads the body of a webhook.
    pub(crate) read_event: fn(&mut Reader<'_>) -> Scan<ParsedEvent>,
    /// The HTTP status of an issue, if it differs from the default.
    pub(crate) error_status: fn(ErrorCode) -> Option<u16>,
    /// Writes issues as the provider's error body.
    pub(crate) error_body: fn(&[Issue], u16) -> Object,
}

/// Whether closing an open link is refused after `expiresAt` plus clock skew.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PastExpiry {
    /// `true`: refused. `false`: the provider decides, so the verdict is `uncertain`.
    pub(crate) refused: bool,
    pub(crate) source: Source,
}

/// What a provider says by refusing a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The link has this status.
    Has(Status),
    /// It does not know the link.
    NotFound,
    /// It did not process the request: too many requests.
    Busy,
}

/// A provider's HTTP API.
pub(crate) struct Api {
    /// The action that closes a link: cancel or expire.
    pub(crate) close: Action,
    pub(crate) calls: &'static [Call],
    /// Query parameters and paging of its lists.
    pub(crate) listing: ListRules,
    pub(crate) credential: Credential,
    pub(crate) media_type: MediaTypeRule,
    /// Whether the body of a request is form-encoded; responses are of `media_type`.
    pub(crate) sends_forms: bool,
    pub(crate) idempotency: Option<&'static Profile>,
    /// Source: the effect of a repeated request without an idempotency key.
    pub(crate) repeats: Source,
    /// Source: the response to a successful call.
    pub(crate) success: Source,
    /// Source: the response to an invalid credential.
    pub(crate) reauthorise: Source,
    /// Source: the response to a refused call.
    pub(crate) refusals: Source,
}

closed_set! {
    /// What an API call does.
    pub enum Operation {
        /// Creates a link.
        Create = "create",
        /// Closes a link.
        Close = "close",
        /// Reads a link.
        Read = "read",
        /// Lists links, one page at a time.
        List = "list",
    }
}

/// An endpoint of a provider's API.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Call {
    /// What it does.
    pub operation: Operation,
    /// The HTTP method.
    pub method: &'static str,
    /// The path template; `{id}` is replaced by the link's id.
    pub path: &'static str,
    /// The body, for calls that always have the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<&'static str>,
    /// Where it is documented, or that it is assumed.
    #[serde(flatten)]
    pub source: Source,
}

/// The header that carries the credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Credential {
    /// Name of the header, in lower case.
    pub header: &'static str,
    /// Authentication scheme before the credential, such as `Bearer`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<&'static str>,
}

/// The media type of a provider's requests and responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MediaTypeRule {
    pub(crate) name: &'static str,
    /// Whether `content-type` is required; without a body, on methods other than GET only.
    pub(crate) always: bool,
    /// Allowed parameters; any other makes it a different media type.
    pub(crate) parameters: &'static [&'static str],
}

/// What a document says besides its links.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) is_list: bool,
    pub(crate) next: Next,
}

impl Head {
    /// A document of one link.
    pub(crate) const SINGLE: Self = Self { is_list: false, next: Next::Nowhere };
}

/// Location of a link in a list: its index, byte offset and child.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LinkLocation {
    pub(crate) index: usize,
    pub(crate) start: usize,
    pub(crate) child: Option<ChildLocation>,
}

/// Location of a link's child, and whether this link is the first that refers to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ChildLocation {
    pub(crate) index: usize,
    pub(crate) start: usize,
    pub(crate) is_own: bool,
}

impl MediaTypeRule {
    /// JSON that is not asked for.
    pub(crate) const JSON: Self =
        Self { name: "application/json", always: false, parameters: &["charset"] };
}

impl Api {
    /// The media type of request bodies.
    pub(crate) const fn request_type(&self) -> &'static str {
        if self.sends_forms { form::MEDIA_TYPE } else { self.media_type.name }
    }
}

impl Format {
    /// The resource type of a link's payment, for formats whose documents do not contain it.
    pub const fn payment_type(self) -> Option<&'static str> {
        self.adapter().vocabulary.payment_type
    }

    /// The status that a provider's word stands for; `Unknown` for an undocumented word.
    pub fn status(self, word: &str) -> Status {
        self.adapter().vocabulary.status(word)
    }

    /// Builds a child's state from its kind and the provider's status word.
    pub(crate) fn child_state(self, kind: Kind, word: String) -> ChildState {
        self.adapter().vocabulary.child_state(kind, word)
    }

    /// The provider's word for a status, if the format has one.
    pub fn word(self, status: Status) -> Option<&'static str> {
        let known = self.adapter().vocabulary.statuses.iter().find(|(_, known)| *known == status);
        known.map(|(word, _)| *word)
    }

    /// The lifecycle rule for an event in a status.
    pub fn rule(self, from: Status, event: Event) -> Rule {
        (self.adapter().rule)(from, event)
    }

    /// Query parameters and paging of its lists.
    pub const fn listing(self) -> &'static ListRules {
        &self.adapter().api.listing
    }

    /// The endpoint for an operation, if the provider has one.
    pub fn call(self, operation: Operation) -> Option<&'static Call> {
        self.adapter().api.calls.iter().find(|call| call.operation == operation)
    }
}

/// Reads a document of one link, or a list of links in the member `links`. An object with the member `id`
/// is a link: if that member follows `links`, which `read_list` tells, the document is read again.
fn read_link_or_list(
    reader: &mut Reader<'_>,
    rows: &mut Rows,
    [id, links]: [&str; 2],
    read_list: fn(&mut Reader<'_>, &mut Rows) -> Scan<(Head, bool)>,
    read_link: fn(&mut Reader<'_>, Path<'_>, &mut Rows) -> Scan<()>,
) -> Scan<Head> {
    reader.peek()?;
    let (start, before, pairs) = (reader.offset(), rows.len(), reader.pair_count());
    let is_list = |name: &str, kind| match name {
        name if name == id => Some(false),
        name if name == links && kind == JsonKind::Array => Some(true),
        _ => None,
    };
    if reader.ahead(is_list)? == Some(true) {
        let ((head, has_id), found) = reader.apart(|reader| read_list(reader, rows))?;
        if !has_id {
            reader.absorb(found);
            return Ok(head);
        }
        rows.truncate(before);
        reader.forget_pairs(pairs);
        reader.revisit(start, |reader| read_link(reader, Path::ROOT, rows))?;
    } else {
        read_link(reader, Path::ROOT, rows)?;
    }
    Ok(Head::SINGLE)
}

/// Reads one link and its findings; `check` looks at the members together.
#[inline(always)]
fn read_row(
    reader: &mut Reader<'_>,
    at: Path<'_>,
    rows: &mut Rows,
    table: &'static Table,
    check: impl FnOnce(&mut Reader<'_>, Path<'_>, &mut Draft),
) -> Scan<()> {
    rows.draft.begin(rows.len());
    let ((is_object, source), found) = reader.row(|reader| {
        reader.span_of(|reader| {
            let is_object = reader.table(at, table, &mut rows.draft)?;
            if is_object {
                check(reader, at, &mut rows.draft);
            }
            Ok(is_object)
        })
    })?;
    rows.put(is_object, source, found, reader);
    Ok(())
}

/// Reads one link of the list in the member `links` a second time.
fn read_element_again(
    reader: &mut Reader<'_>,
    rows: &mut Rows,
    again: LinkLocation,
    links: &str,
    read_link: fn(&mut Reader<'_>, Path<'_>, &mut Rows) -> Scan<()>,
) -> Scan<()> {
    let links = Path::ROOT.member(links);
    reader.revisit(again.start, |reader| read_link(reader, links.index(again.index), rows))
}

/// Reads a link in an event; its findings are added to the event's.
fn read_link_of_event(
    reader: &mut Reader<'_>,
    vocabulary: &'static Vocabulary,
    read_link: impl FnOnce(&mut Reader<'_>, &mut Rows) -> Scan<()>,
) -> Scan<Option<PaymentLink>> {
    let mut rows = Rows::default();
    rows.start(vocabulary, 0);
    read_link(reader, &mut rows)?;
    let link = row_to_link::link(&rows, 0, vocabulary, reader.source());
    reader.absorb(rows.found.pop().unwrap_or_default());
    Ok(link)
}

/// Reads the id of an event. With a duplicate it is ambiguous.
fn read_event_id(reader: &mut Reader<'_>, at: Path<'_>, id: &mut Slot<String>) -> Scan<()> {
    let is_first = matches!(id, Slot::Missing);
    let read = reader.text(at, Null::Refused, |id| filled(id, "an id"))?;
    *id = if is_first { read } else { Slot::Bad };
    Ok(())
}

// Value readers that the adapters share, each with its notes.

fn read_redirect(reader: &mut Reader<'_>, at: Path<'_>, null: Null) -> Scan<Slot<String>> {
    let redirect = reader.text(at, null, any_text)?;
    if let Some(redirect) = redirect.as_given() {
        match Url::parse(redirect) {
            Ok(url) => reader.note_unless_https(at, url.is_https()),
            Err(_) => reader.note_redirect(at),
        }
    }
    Ok(redirect)
}

/// Reads a currency; an unknown code is accepted with a note.
fn read_currency(reader: &mut Reader<'_>, at: Path<'_>, null: Null) -> Scan<Slot<Currency>> {
    let currency = reader.text(at, null, Currency::parse)?;
    if let Some(currency) = currency.as_given() {
        reader.note_unless_listed(at, currency.as_str());
    }
    Ok(currency)
}

fn read_currencies(reader: &mut Reader<'_>, at: Path<'_>, null: Null) -> Scan<Slot<Vec<Currency>>> {
    reader.list(at, null, |reader, at| read_currency(reader, at, Null::Refused))
}

/// Notes an expiry, by the name of its member, that is not after the creation.
#[inline(always)]
fn note_expiry(reader: &mut Reader<'_>, at: Path<'_>, draft: &Draft, member: &'static str) {
    let (Some(created), Some(expires)) = (draft.created, draft.expires) else { return };
    let ends_first = if created.is_whole && expires.is_whole {
        expires.millis <= created.millis
    } else {
        let exact = |field| Instant::parse(&reader.value_at(draft.span(field))).ok();
        exact(Field::ExpiresAt) <= exact(Field::CreatedAt)
    };
    if ends_first {
        let member = draft.member_of(Field::ExpiresAt, member);
        let offset = draft.offset_of(Field::ExpiresAt);
        reader.note_at(offset, NoteCode::ExpiryContradicts, at.member(member), || Params::NONE);
    }
}

/// The cursor or URL of a next page, or why the string is unusable.
fn page_in(text: Text<'_>) -> Result<Cow<'_, str>, &'static str> {
    let page = text.value().ok_or("an unpaired surrogate")?;
    if page.is_empty() { Err("an empty string") } else { Ok(page) }
}

/// Notes an unusable next page. It is not an issue, because the links of this page are valid.
fn note_cursor(reader: &mut Reader<'_>, offset: usize, at: Path<'_>, found: &str) {
    let params = || Params::NONE.with("found", found);
    reader.note_at(offset, NoteCode::CursorUnusable, at, params);
}

/// Accepts any string.
#[expect(clippy::unnecessary_wraps, reason = "has the form of every parser of a member")]
fn any_text(text: &str) -> Result<String, crate::model::ValueError> {
    Ok(text.to_owned())
}
