//! Where the values of JSON Pointers are in a text, and which pointer a position has.

use std::cmp::Ordering;
use std::fmt::Write as _;

use super::{Json, Kind, Scan, Span};
use crate::syntax::pointer::escape;

/// The steps of a pointer, and the index of its answer.
pub(crate) type Wanted = (Vec<String>, usize);

/// Finds the values at some pointers in the one that comes next, in one pass. A value that is missing is
/// placed at the innermost one around it; of duplicate members the last counts.
pub(crate) fn locate(json: &mut Json<'_>, mut wanted: Vec<Wanted>) -> Vec<Option<Span>> {
    let mut spans = vec![None; wanted.len()];
    wanted.sort_unstable();
    // A fault only ends the search: the text has been read before.
    let _ = visit(json, &wanted, 0, &mut spans);
    spans
}

/// `wanted` is sorted, and its pointers have the first `depth` steps in common.
fn visit(
    json: &mut Json<'_>,
    wanted: &[Wanted],
    depth: usize,
    spans: &mut [Option<Span>],
) -> Scan<()> {
    let (here, below) = wanted.split_at(wanted.partition_point(|(steps, _)| steps.len() == depth));
    let named = |name: &str| {
        let order = |(steps, _): &Wanted| steps.get(depth).map(|step| step.as_str().cmp(name));
        let start = below.partition_point(|wanted| order(wanted) == Some(Ordering::Less));
        let behind = below.get(start..).unwrap_or_default();
        let count = behind.partition_point(|wanted| order(wanted) == Some(Ordering::Equal));
        behind.get(..count).unwrap_or_default()
    };
    let kind = json.peek()?;
    let start = json.offset();
    let mut first = true;
    match kind {
        Kind::Object if !below.is_empty() => {
            json.enter()?;
            while let Some(name) = json.next_member(&mut first)? {
                visit(json, named(&name.name()), depth + 1, spans)?;
            }
        }
        Kind::Array if !below.is_empty() => {
            json.enter()?;
            let mut index = 0;
            let mut digits = String::new();
            while json.next_element(&mut first)? {
                digits.clear();
                // Writing to a string cannot fail.
                let _ = write!(digits, "{index}");
                visit(json, named(&digits), depth + 1, spans)?;
                index += 1;
            }
        }
        _ => json.skip()?,
    }
    let span = Span::new(start, json.offset());
    for (_, index) in here {
        put(spans, *index, span);
    }
    for (_, index) in below {
        if let Some(None) = spans.get(*index) {
            put(spans, *index, span);
        }
    }
    Ok(())
}

fn put(spans: &mut [Option<Span>], index: usize, span: Span) {
    if let Some(place) = spans.get_mut(index) {
        *place = Some(span);
    }
}

/// The innermost value at an offset in a text, with its pointer: a member's name belongs to its value.
/// Of a text that is not JSON, as far as it is.
pub(crate) fn value_at(text: &str, offset: usize) -> Option<(String, Span)> {
    let mut json = Json::within(text, 0);
    let mut pointer = String::new();
    let mut found = None;
    while let Ok(kind) = json.peek() {
        let start = json.offset();
        let mut ahead = json.clone();
        let end = ahead.skip().map_or(text.len(), |()| ahead.offset());
        if found.is_none() && !(start..end).contains(&offset) {
            return None;
        }
        found = Some(Span::new(start, end));
        let inner = match kind {
            Kind::Object => member_at(&mut json, offset, &mut pointer),
            Kind::Array => element_at(&mut json, offset, &mut pointer),
            _ => Ok(false),
        };
        if inner != Ok(true) {
            break;
        }
    }
    found.map(|span| (pointer, span))
}

/// Steps into the member at an offset, if there is one: then the cursor is before its value.
fn member_at(json: &mut Json<'_>, offset: usize, pointer: &mut String) -> Scan<bool> {
    let mut first = true;
    json.enter()?;
    while json.at_name(&mut first)? {
        let start = json.offset();
        let name = json.name()?;
        let mut ahead = json.clone();
        let end = ahead.skip().map_or(usize::MAX, |()| ahead.offset());
        if (start..end).contains(&offset) {
            pointer.push('/');
            escape(&name.name(), pointer);
            return Ok(true);
        }
        *json = ahead;
    }
    Ok(false)
}

/// The same for an element.
fn element_at(json: &mut Json<'_>, offset: usize, pointer: &mut String) -> Scan<bool> {
    let mut first = true;
    let mut index = 0;
    json.enter()?;
    while json.next_element(&mut first)? {
        json.peek()?;
        let start = json.offset();
        let mut ahead = json.clone();
        let end = ahead.skip().map_or(usize::MAX, |()| ahead.offset());
        if (start..end).contains(&offset) {
            // Writing to a string cannot fail.
            let _ = write!(pointer, "/{index}");
            return Ok(true);
        }
        *json = ahead;
        index += 1;
    }
    Ok(false)
}
