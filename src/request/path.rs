//! Paths: a template with `{id}` in it, filled and taken apart.

use crate::issue::{ErrorCode, Issue, Params};
use crate::model::LinkId;
use crate::percent::{decode, encode};

const ID: &str = "{id}";

/// What a path names.
pub(super) enum Place<'p> {
    Collection,
    /// One link, by the path segment that holds its id.
    Link(&'p str),
}

impl<'p> Place<'p> {
    /// What `path` names, if it fits the template.
    pub(super) fn of(template: &str, path: &'p str) -> Option<Self> {
        let Some((before, after)) = template.split_once(ID) else {
            return (template == path).then_some(Self::Collection);
        };
        let segment = path.strip_prefix(before)?.strip_suffix(after)?;
        (!segment.is_empty() && !segment.contains('/')).then_some(Self::Link(segment))
    }
}

/// The path of a link, or of all of them.
pub(super) fn filled(template: &str, id: Option<&LinkId>) -> Result<String, Issue> {
    let segment = id.map(|id| segment_of(id.as_str())).transpose()?.unwrap_or_default();
    Ok(template.replace(ID, &segment))
}

fn malformed(expected: &'static str) -> Issue {
    Issue::new(ErrorCode::IdMalformed, "", Params::NONE.with("expected", expected))
}

/// What URL parsers take for a step in the path, however it is encoded.
fn is_step(id: &str) -> bool {
    matches!(id, "." | "..")
}

/// One path segment that no URL parser takes apart or away.
fn segment_of(id: &str) -> Result<String, Issue> {
    if is_step(id) {
        return Err(malformed("an id that a path can carry, not `.` or `..`"));
    }
    Ok(encode(id))
}

/// The id in a path segment.
pub(super) fn id_of(segment: &str) -> Result<LinkId, Issue> {
    decode(segment)
        .filter(|id| !is_step(id))
        .and_then(|id| LinkId::parse(&id).ok())
        .ok_or_else(|| malformed("a percent-encoded id in the path"))
}
