//! Paths: a template with `{id}` in it, filled and taken apart.

use crate::finding::{ErrorCode, Issue, Params, excerpt};
use crate::http::percent::{decode, encode};
use crate::model::LinkId;

/// The template before and behind the id, if it has one.
fn around(template: &str) -> Option<(&str, &str)> {
    let (before, rest) = template.split_once('{')?;
    Some((before, rest.strip_prefix("id}")?))
}

/// What a path names.
pub(crate) enum Place<'p> {
    Collection,
    /// One link, by the path segment that holds its id.
    Link(&'p str),
}

impl<'p> Place<'p> {
    /// What `path` names, if it fits the template.
    pub(crate) fn of(template: &str, path: &'p str) -> Option<Self> {
        let Some((before, after)) = around(template) else {
            return (template == path).then_some(Self::Collection);
        };
        let segment = path.strip_prefix(before)?.strip_suffix(after)?;
        (!segment.is_empty() && !segment.contains('/')).then_some(Self::Link(segment))
    }
}

/// The path of a link, or of all of them.
pub(crate) fn filled(template: &str, id: Option<&LinkId>) -> Result<String, Issue> {
    let segment = id.map(|id| segment_of(id.as_str())).transpose()?.unwrap_or_default();
    Ok(match around(template) {
        Some((before, after)) => [before, &segment, after].concat(),
        None => template.to_owned(),
    })
}

/// One path segment that no URL parser takes apart or away.
fn segment_of(id: &str) -> Result<String, Issue> {
    addressable(id).map(|()| encode(id))
}

/// The id in a path segment.
pub(crate) fn id_of(segment: &str) -> Result<LinkId, Issue> {
    let id = decode(segment).and_then(|id| LinkId::parse(&id).ok()).ok_or_else(|| {
        let params = Params::NONE.with("expected", "a percent-encoded id in the path");
        Issue::new(ErrorCode::IdMalformed, "", params)
    })?;
    addressable(id.as_str()).map(|()| id)
}

/// Proxies and servers decode a path before they take it apart, some of them twice: with a separator,
/// an escape or a dot segment in it, however it is encoded, an id would name another resource.
fn addressable(id: &str) -> Result<(), Issue> {
    let separates = |char: &char| matches!(char, '/' | '\\' | '?' | '#' | '%') || char.is_control();
    let found = match id {
        "." | ".." => excerpt(id),
        _ => match id.chars().find(separates) {
            Some(char) => excerpt(char.encode_utf8(&mut [0; 4])),
            None => return Ok(()),
        },
    };
    Err(Issue::new(ErrorCode::IdNotAddressable, "", Params::NONE.with("found", found)))
}
