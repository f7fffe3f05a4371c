//! The whole public surface, one function for each capability. The wasm module exports these and
//! nothing else, so whatever a browser can do is tested natively.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::as_asked::{self, Made};
use crate::batch::{self, Document, Page, Rows, text_of, walk_of};
use crate::decision::Action;
use crate::format::{Call, Credential, Format};
use crate::idempotency::{self, Profile};
use crate::issue::{ErrorCode, Issue, Listed, Note, NoteCode, Params};
use crate::listed::Room;
use crate::listing::{ListRules, ListingData};
use crate::model::{CreateRequest, Instant, PaymentLink, Status};
use crate::reader::{Detail, Reader};

pub use crate::as_asked::find_link_of;
pub use crate::catalogue::{catalogue, translate};
pub use crate::check::check;
pub use crate::codes::codes;
pub use crate::decision::{decide, decide_all};
pub use crate::idempotency::{abandon, claim, finish, judge, may_act, new_key};
pub use crate::lifecycle::table as lifecycle;
pub use crate::outcome::interpret;
pub use crate::provider_error::read_error;
pub use crate::reconcile::reconcile;
pub use crate::render::render;
pub use crate::request::{check_request, plan, plan_close, plan_create, plan_list, refusal};
pub use crate::rules::{diagram, truth_table};
pub use crate::schema::schema;
pub use crate::transition::apply;
use crate::webhook::Signing;
pub use crate::webhook::read_webhook;
pub use crate::write::write;

/// How to read.
#[derive(Debug, Clone, Copy)]
pub struct ReadOptions {
    /// The format, if the caller knows it; otherwise the document's shape decides.
    pub format: Option<Format>,
    /// The largest document, in bytes.
    pub max_bytes: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { format: None, max_bytes: 8 * 1024 * 1024 }
    }
}

/// A value with its notes, or everything that stands in its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer<T> {
    /// The document is what it should be.
    Accepted {
        /// What it says.
        value: T,
        /// What is odd about it, in document order; at most [`crate::issue::MOST`].
        notes: Vec<Note>,
        /// How many more notes there are.
        more: usize,
    },
    /// It is not.
    Refused {
        /// Why, in document order; at most [`crate::issue::MOST`], and none of a link in a list that has no room for
        /// more of them.
        issues: Vec<Issue>,
        /// How many more issues there are.
        more: usize,
    },
}

impl<T> Answer<T> {
    pub(crate) fn refused(issues: impl Into<Listed<ErrorCode>>) -> Self {
        let Listed { list: issues, more } = issues.into();
        Self::Refused { issues, more }
    }

    pub(crate) fn accepted(value: T, notes: impl Into<Listed<NoteCode>>) -> Self {
        let Listed { list: notes, more } = notes.into();
        Self::Accepted { value, notes, more }
    }

    pub(crate) fn one(issue: Issue) -> Self {
        Self::Refused { issues: vec![issue], more: 0 }
    }

    /// Leaves out what there is no room for, and counts it.
    pub(crate) fn fit(&mut self, room: &mut Room) {
        match self {
            Self::Accepted { notes, more, .. } => room.fit(notes, more),
            Self::Refused { issues, more } => room.fit(issues, more),
        }
    }

    /// The value, if there is one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Accepted { value, .. } => Some(value),
            Self::Refused { .. } => None,
        }
    }

    /// What is odd.
    pub fn notes(&self) -> &[Note] {
        match self {
            Self::Accepted { notes, .. } => notes,
            Self::Refused { .. } => &[],
        }
    }

    /// What is wrong.
    pub fn issues(&self) -> &[Issue] {
        match self {
            Self::Accepted { .. } => &[],
            Self::Refused { issues, .. } => issues,
        }
    }

    /// How many more issues, or notes, there are than are told.
    pub const fn more(&self) -> usize {
        match self {
            Self::Accepted { more, .. } | Self::Refused { more, .. } => *more,
        }
    }
}

impl<T, I: Into<Listed<ErrorCode>>> From<Result<T, I>> for Answer<T> {
    fn from(result: Result<T, I>) -> Self {
        match result {
            Ok(value) => Self::accepted(value, Vec::new()),
            Err(issues) => Self::refused(issues),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
pub(crate) const fn is_none(more: &usize) -> bool {
    *more == 0
}

/// How many more there are; nothing, if there are none.
pub(crate) fn say_more<S: SerializeStruct>(object: &mut S, more: usize) -> Result<(), S::Error> {
    if more > 0 { object.serialize_field("more", &more) } else { Ok(()) }
}

impl<T: Serialize> Serialize for Answer<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Accepted { value, notes, more } => {
                let mut object = serializer.serialize_struct("Answer", 4)?;
                object.serialize_field("ok", &true)?;
                object.serialize_field("value", value)?;
                object.serialize_field("notes", notes)?;
                say_more(&mut object, *more)?;
                object.end()
            }
            Self::Refused { issues, more } => {
                let mut object = serializer.serialize_struct("Answer", 3)?;
                object.serialize_field("ok", &false)?;
                object.serialize_field("issues", issues)?;
                say_more(&mut object, *more)?;
                object.end()
            }
        }
    }
}

/// A list as a provider sends it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LinkList {
    /// One answer for each link: a bad one never spoils its neighbours.
    pub links: Vec<Answer<PaymentLink>>,
    /// Where the next page begins, if there is one. That a page which was full has one behind it is
    /// assumed where the provider's pages are counted; see [`FormatInfo::listing`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// What is remembered of the pages up to here, for [`read_page`] of the next one; there whenever a
    /// next one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub walk: Option<String>,
}

/// Which format a document has, by its shape; `None` if it fits none, or more than one.
pub fn detect(bytes: &[u8]) -> Option<Format> {
    batch::detect(bytes).ok()
}

/// Reads one payment link.
///
/// # Examples
/// ```
/// use paylink::facade::{ReadOptions, read};
/// use paylink::issue::Code;
/// use paylink::model::Status;
///
/// let answer = read(
///     br#"{"paymentLinkId": "j47ac10b", "url": "https://pay.example.com/j47ac10b",
///          "status": "ACTIVE", "createdAt": "2024-01-15T10:00:00Z",
///          "updatedAt": "2024-01-15T10:00:00Z", "campaign": "spring"}"#,
///     &ReadOptions::default(),
/// );
/// let link = answer.value().ok_or("not a payment link")?;
/// assert_eq!((link.status(), link.raw_status()), (Status::Open, "ACTIVE"));
/// assert_eq!(link.unmapped(), ["/campaign"]);
///
/// // Everything that is wrong, at once.
/// let answer = read(br#"{"paymentLinkId": 5, "url": "ftp://x"}"#, &ReadOptions::default());
/// let found: Vec<_> =
///     answer.issues().iter().map(|issue| (issue.pointer(), issue.code().name())).collect();
/// assert_eq!(found[..2], [("/paymentLinkId", "type_mismatch"), ("/url", "url_malformed")]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read(bytes: &[u8], options: &ReadOptions) -> Answer<PaymentLink> {
    let mut rows = Rows::default();
    match document(bytes, options, &mut rows) {
        Ok((document, source)) if !document.head.is_list => document.answer(&mut rows, source),
        Ok(_) => Answer::one(Issue::new(ErrorCode::ListFound, "", Params::NONE)),
        Err(issue) => Answer::one(issue),
    }
}

/// Reads a list, or one link as a list of one. What is wrong with a link is that link's answer; what
/// is wrong around them refuses the whole. `asked` is what the list was asked for, as its plan has it:
/// where pages are counted, nothing else tells of the next one.
pub fn read_many(
    bytes: &[u8],
    options: &ReadOptions,
    asked: Option<&ListingData>,
) -> Answer<LinkList> {
    read_page(bytes, options, asked, None)
}

/// The same of a page in a walk from page to page. `walk` is what the page before gave, and nothing for
/// the first one: a list that its provider never ends, because a cursor leads back, a page number is
/// ignored or an empty page names another, ends here, with a note.
pub fn read_page(
    bytes: &[u8],
    options: &ReadOptions,
    asked: Option<&ListingData>,
    walk: Option<&str>,
) -> Answer<LinkList> {
    let walk = match walk_of(walk) {
        Ok(walk) => walk,
        Err(issue) => return Answer::one(issue),
    };
    let mut rows = Rows::default();
    let (document, source) = match document(bytes, options, &mut rows) {
        Ok(read) => read,
        Err(issue) => return Answer::one(issue),
    };
    let page = match Page::of(&document, &rows, source, asked, walk) {
        Ok(page) => page,
        Err(issues) => return Answer::refused(issues),
    };
    let mut links: Vec<_> = if document.head.is_list {
        (0..rows.len()).map(|row| document.answer_in_list(&mut rows, row, source)).collect()
    } else {
        vec![document.answer_in_one(&mut rows, source)]
    };
    let (issues, mut notes) = document.found.sorted();
    if !issues.is_empty() {
        return Answer::refused(issues);
    }
    page.note(&mut notes);
    let Page { next_cursor, walk, .. } = page;
    let mut room = Room::default();
    room.fit(&mut notes.list, &mut notes.more);
    for link in &mut links {
        link.fit(&mut room);
    }
    Answer::accepted(LinkList { links, next_cursor, walk }, notes)
}

fn document<'a>(
    bytes: &'a [u8],
    options: &ReadOptions,
    rows: &mut Rows,
) -> Result<(Document, &'a str), Issue> {
    let json = text_of(bytes, options.max_bytes)?;
    let source = json.text();
    Document::read(json, options.format, Detail::Full, rows).map(|document| (document, source))
}

/// Reads a request to make a payment link, as strictly as the provider's page has it.
pub fn read_request(bytes: &[u8], format: Format) -> Answer<CreateRequest> {
    let (request, found) = match Reader::whole(bytes, format.adapter().read_create) {
        Ok(read) => read,
        Err(issue) => return Answer::one(issue),
    };
    match (request, found.sorted()) {
        (Some(request), (issues, notes)) if issues.is_empty() => {
            Answer::accepted(request.with_unmapped(&notes.list), notes)
        }
        (_, (issues, _)) => Answer::refused(issues),
    }
}

/// Which of the links with a request's reference was made by it; see [`crate::as_asked`].
pub fn find_made(
    request: &[u8],
    format: Format,
    links: &[PaymentLink],
    first_tried_at: &Instant,
    clocks_apart_ms: u64,
) -> Answer<Made> {
    match read_request(request, format) {
        Answer::Accepted { value, .. } => {
            let made = as_asked::find_made(&value, links, first_tried_at, clocks_apart_ms);
            Answer::from(Ok::<_, Vec<Issue>>(made))
        }
        Answer::Refused { issues, more } => Answer::Refused { issues, more },
    }
}

/// A format, described for programs and people.
#[derive(Debug, Clone, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FormatInfo {
    /// The stable name.
    pub id: Format,
    /// The provider's name.
    pub name: &'static str,
    /// What a document of this format looks like.
    pub shape: &'static str,
    /// The status words, with what they mean.
    pub statuses: Vec<StatusInfo>,
    /// Which of the two ways to close a link it has.
    pub close: Action,
    /// The calls of its API.
    pub calls: &'static [Call],
    /// How its lists are asked for.
    pub listing: &'static ListRules,
    /// Where the credential goes.
    pub credential: Credential,
    /// The media type it speaks.
    pub media_type: &'static str,
    /// How it signs what it delivers; missing if no document says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signing: Option<Signing>,
    /// Its rules of idempotency, if it has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idempotency: Option<&'static Profile>,
}

/// A status word.
#[derive(Debug, Clone, Copy, serde::Serialize)]
pub struct StatusInfo {
    /// The provider's word.
    pub word: &'static str,
    /// What it means.
    pub status: Status,
    /// Whether nothing can follow.
    #[serde(rename = "final")]
    pub is_final: bool,
}

/// Every format, described.
pub fn formats() -> Vec<FormatInfo> {
    let describe = |format: &Format| {
        let adapter = format.adapter();
        let status = |(word, status): &(&'static str, Status)| StatusInfo {
            word,
            status: *status,
            is_final: status.is_final(),
        };
        FormatInfo {
            id: *format,
            name: adapter.name,
            shape: adapter.shape,
            statuses: adapter.words.iter().map(status).collect(),
            close: adapter.api.close,
            calls: adapter.api.calls,
            listing: format.listing(),
            credential: adapter.api.credential,
            media_type: adapter.api.media_type.name,
            signing: adapter.signing,
            idempotency: adapter.api.idempotency,
        }
    };
    Format::ALL.iter().map(describe).collect()
}

/// The idempotency profile of that name: a format's id, or `ietf`.
pub fn profile(id: &str) -> Option<&'static Profile> {
    if id == idempotency::IETF.id {
        return Some(&idempotency::IETF);
    }
    Format::ALL
        .iter()
        .filter_map(|format| format.adapter().api.idempotency)
        .find(|profile| profile.id == id)
}
