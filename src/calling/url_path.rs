//! URL path templates with `{id}`: fills them with an id, and matches paths against them.

use crate::finding::{ErrorCode, Issue, Params, excerpt};
use crate::http::percent::{decode, encode};
use crate::model::LinkId;

/// The template before and after `{id}`, if it has one.
fn around(template: &str) -> Option<(&str, &str)> {
    let (before, rest) = template.split_once('{')?;
    Some((before, rest.strip_prefix("id}")?))
}

/// The resource of a path.
pub(crate) enum Place<'p> {
    Collection,
    /// One link, with the path segment of its id.
    Link(&'p str),
}

impl<'p> Place<'p> {
    /// The resource of `path`, if it matches the template.
    pub(crate) fn of(template: &str, path: &'p str) -> Option<Self> {
        let Some((before, after)) = around(template) else {
            return (template == path).then_some(Self::Collection);
        };
        let segment = path.strip_prefix(before)?.strip_suffix(after)?;
        (!segment.is_empty() && !segment.contains('/')).then_some(Self::Link(segment))
    }
}

pub(crate) fn filled(template: &str, id: Option<&LinkId>) -> Result<String, Issue> {
    let segment = id.map(|id| segment_of(id.as_str())).transpose()?.unwrap_or_default();
    Ok(match around(template) {
        Some((before, after)) => [before, &segment, after].concat(),
        None => template.to_owned(),
    })
}

/// An id as one path segment that no URL parser splits or removes.
fn segment_of(id: &str) -> Result<String, Issue> {
    addressable(id).map(|()| encode(id))
}

pub(crate) fn id_of(segment: &str) -> Result<LinkId, Issue> {
    let id = decode(segment).and_then(|id| LinkId::parse(&id).ok()).ok_or_else(|| {
        let params = Params::NONE.with("expected", "a percent-encoded id in the path");
        Issue::new(ErrorCode::IdMalformed, "", params)
    })?;
    addressable(id.as_str()).map(|()| id)
}

/// Refuses an id with a separator, an escape or a dot segment, however it is encoded: proxies and
/// servers decode a path before they split it, some of them twice, and would find another resource.
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
