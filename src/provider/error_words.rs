//! Codes and messages parsed from a provider's error body.

use serde::Serialize;

use crate::finding::MOST;
use crate::finding::answer::is_none;
use crate::finding::excerpt::shortened;
use crate::syntax::json::Tree;

/// Code, message and details of a provider's error body.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ErrorWords {
    /// The provider's code; the first one if it sends several errors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The provider's message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The provider's suggestion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// One entry for each problem, up to a limit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<ErrorDetail>,
    /// How many details were left out.
    #[serde(skip_serializing_if = "is_none")]
    pub more: usize,
    /// Whether the body does not have the provider's error format: it may come from a proxy, and the
    /// message is what could be read of it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub foreign: bool,
}

/// One problem that a provider reports.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ErrorDetail {
    /// The provider's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The provider's message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The member, pointer or parameter concerned, as the provider names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The provider's suggestion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
}

/// The first details of the array `name`, and how many were left out.
pub(crate) fn details(
    object: &Tree<'_>,
    name: &str,
    detail: fn(&Tree<'_>) -> ErrorDetail,
) -> (Vec<ErrorDetail>, usize) {
    let all = match object.member(name) {
        Some(Tree::List(values)) => values.as_slice(),
        _ => &[],
    };
    let detail = |value: &Tree<'_>| match value {
        Tree::Text(_) => {
            ErrorDetail { message: message_in(value, Within::Error, 0), ..ErrorDetail::default() }
        }
        other => detail(other),
    };
    let details: Vec<_> = all.iter().take(MOST).map(detail).collect();
    let more = all.len() - details.len();
    (details, more)
}

/// A string with content or a number, shortened. Providers send numbers where their documents have
/// strings.
pub(crate) fn scalar(object: &Tree<'_>, name: &str) -> Option<String> {
    match object.member(name)? {
        Tree::Text(text) => Some(shortened(&text.lossy())).filter(|text| !text.is_empty()),
        Tree::Scalar("null" | "true" | "false") | Tree::List(_) | Tree::Object(_) => None,
        Tree::Scalar(number) => Some(shortened(number)),
    }
}

/// Members with the words of an error in the formats of other servers, in lower case; the most
/// specific first.
const WORDS: [&str; 9] = [
    "message",
    "msg",
    "detail",
    "error_description",
    "title",
    "reason",
    "error",
    "errors",
    "details",
];

/// How deep words are searched for.
const DEEPEST: u8 = 4;

/// Where a value is found in an error body.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Within {
    /// The whole body: a text, or an object whose members are unknown.
    Body,
    /// A member that describes an error: every text in it is about the error.
    Error,
    /// A member with another name, of which only messages are about an error.
    Other,
}

/// The number of ranks: the words, other members named like a message, and the rest.
const RANKS: usize = WORDS.len() + 2;

/// How early a member is searched for a message, and as what.
fn rank_of(name: &str, within: Within) -> (usize, Within) {
    let word = WORDS.iter().position(|word| name.eq_ignore_ascii_case(word));
    if let Some(rank) = word.filter(|_| within != Within::Other) {
        return (rank, Within::Error);
    }
    let end = name.as_bytes().last_chunk();
    if end.is_some_and(|end: &[u8; 7]| end.eq_ignore_ascii_case(b"message")) {
        return (WORDS.len(), Within::Error);
    }
    let within = if within == Within::Error { within } else { Within::Other };
    (RANKS - 1, within)
}

/// The first text for people in an error body of any format.
pub(crate) fn message_in(tree: &Tree<'_>, within: Within, depth: u8) -> Option<String> {
    let members = match tree {
        _ if depth > DEEPEST => return None,
        Tree::Text(text) if within != Within::Other => {
            let text = text.lossy();
            let text = text.trim_ascii();
            return (!text.is_empty()).then(|| shortened(text));
        }
        Tree::Text(_) | Tree::Scalar(_) => return None,
        Tree::List(values) => {
            return values.iter().take(MOST).find_map(|value| message_in(value, within, depth + 1));
        }
        Tree::Object(members) => members,
    };
    // One rank for each member: searched again under another rank, it would say the same.
    let ranked =
        members.iter().take(MOST).map(|(name, value)| (rank_of(&name.name(), within), value));
    let ranked: Vec<_> = ranked.collect();
    (0..RANKS).find_map(|rank| {
        let these = ranked.iter().filter(|((known, _), _)| *known == rank);
        these.into_iter().find_map(|((_, within), value)| message_in(value, *within, depth + 1))
    })
}

/// The words of a body that is not JSON: the title of a page, or a text.
pub(crate) fn message_of_text(body: &[u8]) -> Option<String> {
    let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body).trim_ascii();
    let words = if body.starts_with(b"<") {
        let place = |text: &[u8], tag: &[u8]| {
            text.windows(tag.len()).position(|part| part.eq_ignore_ascii_case(tag))
        };
        let start = body.get(place(body, b"<title")?..)?;
        let start = start.get(place(start, b">")? + 1..)?;
        start.get(..place(start, b"</title")?)?.trim_ascii()
    } else {
        body
    };
    // Binary data is no message.
    let is_text = words.iter().all(|byte| *byte >= b' ' || byte.is_ascii_whitespace());
    let words = std::str::from_utf8(words).ok().filter(|_| is_text)?;
    (!words.is_empty()).then(|| shortened(words))
}
