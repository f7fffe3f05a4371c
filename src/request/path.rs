//! Paths: a template with `{id}` in it, filled and taken apart.

use crate::issue::{ErrorCode, Issue, Params};
use crate::model::LinkId;

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
    let segment = id.map(|id| encode(id.as_str())).transpose()?.unwrap_or_default();
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
fn encode(id: &str) -> Result<String, Issue> {
    if is_step(id) {
        return Err(malformed("an id that a path can carry, not `.` or `..`"));
    }
    let mut out = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from_digit(digit.into(), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
    Ok(out)
}

/// The id in a path segment.
pub(super) fn id_of(segment: &str) -> Result<LinkId, Issue> {
    decode(segment)
        .filter(|id| !is_step(id))
        .and_then(|id| LinkId::parse(&id).ok())
        .ok_or_else(|| malformed("a percent-encoded id in the path"))
}

fn decode(segment: &str) -> Option<String> {
    let mut bytes = segment.bytes();
    let mut out = Vec::with_capacity(segment.len());
    while let Some(byte) = bytes.next() {
        out.push(if byte == b'%' {
            let mut digit = || bytes.next().and_then(|digit| char::from(digit).to_digit(16));
            u8::try_from(digit()? * 16 + digit()?).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(out).ok()
}
