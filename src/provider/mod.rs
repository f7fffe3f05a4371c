//! What paylink knows of each provider.
//!
//! A provider is one file beside this one, with one `Adapter` in it, and one line in `formats!`.
//! Its wire words, limits, rules and error bodies stand there and nowhere else.

use std::borrow::Cow;

use serde::Serialize;

use self::error_words::ErrorWords;
use self::listing::{ListRules, Next};
use self::webhook_event::{ParsedEvent, Signing};
use crate::finding::Warning;
use crate::finding::closed_set::closed_set;
use crate::finding::source::Source;
use crate::finding::{ErrorCode, Issue, NoteCode, Params};
use crate::idempotency::Profile;
use crate::model::state_machine::Rule;
use crate::model::{
    Action, ChildState, CreateRequest, Currency, Event, Instant, Kind, PaymentLink, Status, Url,
};
use crate::reading::rows::Rows;
use crate::reading::{Draft, Field, Null, Path, Reader, Slot, Vocabulary};
#[cfg(feature = "schemas")]
use crate::schema::Schemas;
use crate::syntax::json::{Scan, Text, Tree};
use crate::syntax::object::Object;

mod connect;
pub mod error_words;
pub mod format_info;
mod jsonapi;
pub(crate) mod jsonapi_errors;
pub mod listing;
#[cfg(feature = "schemas")]
pub mod schemas;
mod txn;
pub(crate) mod webhook_event;

use crate::model::format::{Format, formats};

macro_rules! adapters {
    ($($(#[$doc:meta])* $variant:ident = $module:ident,)*) => {
        impl Format {
            pub(crate) const fn adapter(self) -> &'static Adapter {
                match self { $(Self::$variant => &$module::ADAPTER,)* }
            }
        }
    };
}

formats!(adapters);

/// Everything one provider says.
pub(crate) struct Adapter {
    pub(crate) name: &'static str,
    /// What a document of this format looks like, for people.
    pub(crate) shape: &'static str,
    /// Whether a member of that name, at the top, makes a document of this format.
    pub(crate) claims: fn(name: &str) -> bool,
    /// The words of its documents.
    pub(crate) vocabulary: &'static Vocabulary,
    pub(crate) read: fn(&mut Reader<'_>, &mut Rows) -> Scan<Head>,
    /// Reads one link of a list again, where it stands, and its child.
    pub(crate) read_again: fn(&mut Reader<'_>, &mut Rows, LinkLocation) -> Scan<()>,
    /// The document that a link of a list would be by itself, and its child, as they stand.
    pub(crate) alone: fn(link: &str, child: Option<&str>) -> String,
    /// The canonical document of a model link.
    pub(crate) write: fn(&PaymentLink) -> Object,
    /// How the provider signs what it delivers by itself.
    pub(crate) signing: Option<Signing>,
    /// What such a delivery's body tells.
    pub(crate) read_event: fn(&mut Reader<'_>) -> Scan<ParsedEvent>,
    pub(crate) rule: fn(Status, Event) -> Rule,
    /// Who says that nothing follows a final status.
    pub(crate) finality: Source,
    /// What is taken of a status word that the documents do not list.
    pub(crate) unlisted: Source,
    /// What tells an older observation of a link from a newer one.
    pub(crate) versions: Source,
    /// Who says what a warning says.
    pub(crate) warning: fn(Warning) -> Source,
    /// Whether a call after `expiresAt` is refused, by the clock alone.
    pub(crate) past_expiry: PastExpiry,
    pub(crate) api: Api,
    /// The HTTP status of an issue, where it is not the usual one.
    pub(crate) error_status: fn(ErrorCode) -> Option<u16>,
    /// What an error body says.
    pub(crate) read_error: fn(&Tree<'_>) -> ErrorWords,
    /// Reads a request to make a link.
    pub(crate) read_create: fn(&mut Reader<'_>) -> Scan<Option<CreateRequest>>,
    /// The provider's error body.
    pub(crate) error_body: fn(&[Issue], u16) -> Object,
    /// The members of its documents, as data.
    #[cfg(feature = "schemas")]
    pub(crate) schemas: &'static Schemas,
}

/// What a format's rules say of an open link past its `expiresAt`, beyond all skew.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PastExpiry {
    /// `true`: refused. `false`: the server decides, so the answer is `uncertain`.
    pub(crate) refused: bool,
    pub(crate) source: Source,
}

/// How a provider is called.
pub(crate) struct Api {
    /// Which of the two ways to close a link it has.
    pub(crate) close: Action,
    pub(crate) calls: &'static [Call],
    /// How its lists are asked for.
    pub(crate) listing: ListRules,
    pub(crate) credential: Credential,
    pub(crate) media_type: MediaTypeRule,
    pub(crate) idempotency: Option<&'static Profile>,
    /// What is known of a repeat that carries no key.
    pub(crate) repeats: Source,
    /// Who says what a success answers.
    pub(crate) success: Source,
    /// What is known of how a credential is refused.
    pub(crate) reauthorise: Source,
    /// What is known of how a call is refused.
    pub(crate) refusals: Source,
}

closed_set! {
    /// What a call is for.
    pub enum Operation {
        /// Make one link.
        Create = "create",
        /// Close one link.
        Close = "close",
        /// Read one link.
        Read = "read",
        /// Read many.
        List = "list",
    }
}

/// One call of a provider's API.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Call {
    /// What it is for.
    pub operation: Operation,
    /// The HTTP method.
    pub method: &'static str,
    /// The path, with `{id}` where the link's id stands.
    pub path: &'static str,
    /// Who says so.
    #[serde(flatten)]
    pub source: Source,
}

/// Where a provider wants its credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Credential {
    /// The header's name, in lower case.
    pub header: &'static str,
    /// The scheme before the credential, if the header has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<&'static str>,
}

/// The media type that a provider speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MediaTypeRule {
    pub(crate) name: &'static str,
    /// Whether a request must carry it even without a body.
    pub(crate) always: bool,
    /// Parameters that may follow; any other makes it another media type.
    pub(crate) parameters: &'static [&'static str],
}

/// What is around the links of a document.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) is_list: bool,
    pub(crate) next: Next,
}

impl Head {
    /// One link, and no list.
    pub(crate) const SINGLE: Self = Self { is_list: false, next: Next::Nowhere };
}

/// Where a link of a list stands: its number, its first byte, and its child.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LinkLocation {
    pub(crate) index: usize,
    pub(crate) start: usize,
    pub(crate) child: Option<ChildLocation>,
}

/// The same of a child, and whether the link is the first that points to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ChildLocation {
    pub(crate) index: usize,
    pub(crate) start: usize,
    pub(crate) is_own: bool,
}

impl Format {
    /// The resource type of the payment that a link points to, where no document of the format says it.
    pub const fn payment_type(self) -> Option<&'static str> {
        self.adapter().vocabulary.payment_type
    }

    /// What a provider's status word means.
    pub fn status(self, word: &str) -> Status {
        self.adapter().vocabulary.status(word)
    }

    /// A child's kind, its word, and what the word means.
    pub(crate) fn child_state(self, kind: Kind, word: String) -> ChildState {
        self.adapter().vocabulary.child_state(kind, word)
    }

    /// The provider's word for a status, if the format has it.
    pub fn word(self, status: Status) -> Option<&'static str> {
        let known = self.adapter().vocabulary.statuses.iter().find(|(_, known)| *known == status);
        known.map(|(word, _)| *word)
    }

    /// What the format says of one step of the machine.
    pub fn rule(self, from: Status, event: Event) -> Rule {
        (self.adapter().rule)(from, event)
    }

    /// How its lists are asked for.
    pub const fn listing(self) -> &'static ListRules {
        &self.adapter().api.listing
    }

    /// The call for an operation, if the provider has it.
    pub fn call(self, operation: Operation) -> Option<&'static Call> {
        self.adapter().api.calls.iter().find(|call| call.operation == operation)
    }
}

// What the adapters share: values that every format has, with the notes that go with them.

fn read_url(reader: &mut Reader<'_>, at: Path<'_>, null: Null) -> Scan<Slot<Url>> {
    let url = reader.text(at, null, Url::parse)?;
    if let Some(url) = url.as_given() {
        reader.note_unless_https(at, url.is_https());
    }
    Ok(url)
}

/// A currency; one that nobody knows is a value, and a note.
fn read_currency(reader: &mut Reader<'_>, at: Path<'_>, null: Null) -> Scan<Slot<Currency>> {
    let currency = reader.text(at, null, Currency::parse)?;
    if let Some(currency) = currency.as_given() {
        reader.note_unless_listed(at, currency.as_str());
    }
    Ok(currency)
}

/// A list of currencies, each as [`read_currency`] has it.
fn read_currencies(reader: &mut Reader<'_>, at: Path<'_>, null: Null) -> Scan<Slot<Vec<Currency>>> {
    reader.list(at, null, |reader, at| read_currency(reader, at, Null::Refused))
}

/// A link that ends before it began.
#[inline(always)]
fn note_expiry(reader: &mut Reader<'_>, at: Path<'_>, draft: &Draft) {
    let (Some(created), Some(expires)) = (draft.created, draft.expires) else { return };
    let ends_first = if created.is_whole && expires.is_whole {
        expires.millis <= created.millis
    } else {
        let exact = |field| Instant::parse(&reader.value_at(draft.span(field))).ok();
        exact(Field::ExpiresAt) <= exact(Field::CreatedAt)
    };
    if ends_first {
        let member = draft.member_of(Field::ExpiresAt, "expiresAt");
        let offset = draft.offset_of(Field::ExpiresAt);
        reader.note_at(offset, NoteCode::ExpiryContradicts, at.member(member), || Params::NONE);
    }
}

/// The page that a text names, or what it is instead of a name.
fn page_in(text: Text<'_>) -> Result<Cow<'_, str>, &'static str> {
    let page = text.value().ok_or("half a character")?;
    if page.is_empty() { Err("an empty text") } else { Ok(page) }
}

/// Whatever else names the next page is passed over: the links of this one are shown all the same.
fn note_cursor(reader: &mut Reader<'_>, offset: usize, at: Path<'_>, found: &str) {
    let params = || Params::NONE.with("found", found);
    reader.note_at(offset, NoteCode::CursorUnusable, at, params);
}

/// A text of any content, as it stands.
#[expect(clippy::unnecessary_wraps, reason = "has the form of every parser of a member")]
fn any_text(text: &str) -> Result<String, crate::model::ValueError> {
    Ok(text.to_owned())
}
