//! Reads payment links, lists of them and create requests from any provider's JSON.

use std::borrow::Cow;

use serde::Serialize;

use super::classify::classify;
use super::document::{Document, text_of};
use super::matching;
use super::matching::Made;
use super::page::{Page, walk_of};
use crate::finding::answer::Answer;
use crate::finding::limits::Room;
use crate::finding::{ErrorCode, Issue, Params};
use crate::http::form;
use crate::model::{CreateRequest, Format, Instant, PaymentLink};
use crate::provider::listing::ListingData;
use crate::reading::rows::Rows;
use crate::reading::{Detail, Part, Reader};
use crate::syntax::json::{locate, text_of as json_text};

/// Options for reading.
#[derive(Debug, Clone, Copy)]
pub struct ReadOptions {
    /// The format; if `None`, it is detected by the document's shape.
    pub format: Option<Format>,
    /// The largest accepted document, in bytes; the default is 8 MiB.
    pub max_bytes: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { format: None, max_bytes: 8 * 1024 * 1024 }
    }
}

/// A list of links, or one page of it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LinkList {
    /// One answer for each link: an invalid one does not affect the others.
    pub links: Vec<Answer<PaymentLink>>,
    /// The cursor of the next page, if there is one. For numbered pages it is assumed that another page
    /// follows a full one; see [`crate::provider::format_info::FormatInfo::listing`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// The state for [`read_page`] of the next page; present whenever there is a next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub walk: Option<String>,
}

/// Detects the format of a JSON payload of any kind, as [`classify`] names it; `None` if no format fits
/// or more than one, or if it is not one complete JSON document.
pub fn detect(bytes: &[u8]) -> Option<Format> {
    let found = classify(bytes);
    if found.seems.is_none() { found.format } else { None }
}

/// A value of a JSON text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ValueAt {
    /// Its JSON Pointer (RFC 6901).
    pub pointer: String,
    /// Byte range: its first byte, and the byte after its last.
    pub range: [usize; 2],
}

/// The innermost value at a byte offset of a JSON text; a member's name belongs to its value. `None` if
/// there is no value, or the bytes are not UTF-8. Text that is not JSON is read up to its first fault.
///
/// # Examples
/// ```
/// let value = paylink::links::read::value_at(br#"{"a": [1, 22]}"#, 11).unwrap();
/// assert_eq!((value.pointer.as_str(), value.range), ("/a/1", [10, 12]));
/// ```
pub fn value_at(bytes: &[u8], offset: usize) -> Option<ValueAt> {
    let (pointer, span) = locate::value_at(json_text(bytes).ok()?, offset)?;
    Some(ValueAt { pointer, range: [span.start as usize, span.end as usize] })
}

/// Reads one payment link.
///
/// # Examples
/// ```
/// use paylink::api::{ReadOptions, read};
/// use paylink::finding::Code;
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
/// // All issues at once.
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
        Ok((_, source)) => {
            let issue = Issue::new(ErrorCode::ListFound, "", Params::NONE);
            Answer::one(Part::document(source).whole(issue))
        }
        Err(issue) => Answer::one(issue),
    }
}

/// Reads a list, or one link as a list of one. An issue in a link refuses that link, an issue outside
/// of the links refuses the list. `asked` is the list request from the plan; for numbered pages the
/// next page is derived from it.
pub fn read_list(
    bytes: &[u8],
    options: &ReadOptions,
    asked: Option<&ListingData>,
) -> Answer<LinkList> {
    read_page(bytes, options, asked, None)
}

/// Reads one page of a list, like [`read_list`]. `walk` is [`LinkList::walk`] of the previous page,
/// `None` for the first one. Paging stops with a note if the list would never end, because a cursor
/// leads back, a page number is ignored or an empty page names another.
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
    let (issues, mut notes) = document.found.sorted(&[Part::document(source)]);
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

pub(crate) fn document<'a>(
    bytes: &'a [u8],
    options: &ReadOptions,
    rows: &mut Rows,
) -> Result<(Document, &'a str), Issue> {
    let json = text_of(bytes, options.max_bytes)?;
    let source = json.text();
    Document::read(json, options.format, Detail::Full, rows).map(|document| (document, source))
}

/// Reads a request to create a payment link, as strictly as the provider documents it. The request of a
/// provider that takes forms may be a form, or the same as JSON; findings in a form have no byte range.
pub fn read_create_request(bytes: &[u8], format: Format) -> Answer<CreateRequest> {
    let json = match body_as_json(bytes, format) {
        Ok(json) => json,
        Err(issue) => return Answer::one(issue),
    };
    let (request, text, found) = match Reader::whole(&json, format.server_side().read_create) {
        Ok(read) => read,
        Err(issue) => return Answer::one(issue),
    };
    let (mut issues, mut notes) = found.sorted(&[Part::document(text)]);
    if matches!(json, Cow::Owned(_)) {
        issues.drop_ranges();
        notes.drop_ranges();
    }
    match request {
        Some(request) if issues.is_empty() => {
            Answer::accepted(request.with_unmapped(&notes.list), notes)
        }
        _ => Answer::refused(issues),
    }
}

/// The body of a request as JSON.
///
/// # Errors
/// It is neither JSON nor a form.
pub(crate) fn body_as_json(bytes: &[u8], format: Format) -> Result<Cow<'_, [u8]>, Issue> {
    if !form::ARE_SENT
        || !format.adapter().api.sends_forms
        || bytes.trim_ascii_start().starts_with(b"{")
    {
        return Ok(Cow::Borrowed(bytes));
    }
    let json = std::str::from_utf8(bytes).ok().and_then(form::to_json);
    json.map(|json| Cow::Owned(json.into_bytes())).ok_or_else(|| {
        let params = Params::NONE.with("expected", "a form with percent-encoded names and values");
        Issue::new(ErrorCode::ValueMalformed, "", params)
    })
}

/// Finds the link that a create request made; see [`crate::links::matching`].
pub fn find_made(
    request: &[u8],
    format: Format,
    links: &[PaymentLink],
    first_tried_at: &Instant,
) -> Answer<Made> {
    match read_create_request(request, format) {
        Answer::Accepted { value, .. } => {
            let made = matching::find_made(&value, links, first_tried_at);
            Answer::from(Ok::<_, Vec<Issue>>(made))
        }
        Answer::Refused { issues, more, .. } => {
            Answer::Refused { issues, more, usable: None, id: None }
        }
    }
}
