//! Where the values of JSON Pointers are in a text, and which pointer a position has.

use std::fmt::Write as _;

use super::{Json, Kind, Scan, Span};
use crate::syntax::pointer::escape;
use crate::syntax::sorting::order;

/// Finds the values at some pointers in the one that comes next, in one pass, and puts them into `spans`,
/// so many bytes further on. A value that is missing is placed at the innermost one around it; of
/// duplicate members the last counts.
pub(crate) fn locate(
    json: &mut Json<'_>,
    pointers: &[Option<&str>],
    further: usize,
    spans: &mut [Option<Span>],
) {
    let pointer = |index: u32| pointers.get(index as usize).copied().flatten();
    let sorted = order(pointers.len(), &|one, two| pointer(one).cmp(&pointer(two)));
    let wanted: Vec<_> =
        sorted.into_iter().filter_map(|index| Some((pointer(index)?, index as usize))).collect();
    if !wanted.is_empty() {
        // A fault only ends the search: the text has been read before.
        let _ = Search { json, path: String::new(), further, spans }.visit(&wanted);
    }
}

/// A pointer, and the index of its answer.
type Wanted<'w> = (&'w str, usize);

struct Search<'j, 'a, 's> {
    json: &'j mut Json<'a>,
    /// The pointer of the value that comes next.
    path: String,
    further: usize,
    spans: &'s mut [Option<Span>],
}

impl Search<'_, '_, '_> {
    /// `wanted` is sorted, and begins with the path.
    fn visit(&mut self, wanted: &[Wanted<'_>]) -> Scan<()> {
        let length = self.path.len();
        let is_below = |pointer: &str| pointer.as_bytes().get(length) == Some(&b'/');
        let kind = self.json.peek()?;
        let start = self.json.offset() + self.further;
        let mut first = true;
        match kind {
            Kind::Object if wanted.iter().any(|(pointer, _)| is_below(pointer)) => {
                self.json.enter()?;
                while let Some(name) = self.json.next_member(&mut first)? {
                    self.path.push('/');
                    escape(&name.name(), &mut self.path);
                    self.step(wanted, length)?;
                }
            }
            Kind::Array if wanted.iter().any(|(pointer, _)| is_below(pointer)) => {
                let mut index = 0;
                self.json.enter()?;
                while self.json.next_element(&mut first)? {
                    // Writing to a string cannot fail.
                    let _ = write!(self.path, "/{index}");
                    self.step(wanted, length)?;
                    index += 1;
                }
            }
            _ => self.json.skip()?,
        }
        let span = Span::new(start, self.json.offset() + self.further);
        for (pointer, index) in wanted {
            if let Some(place) = self.spans.get_mut(*index)
                && (pointer.len() == length || place.is_none() && is_below(pointer))
            {
                *place = Some(span);
            }
        }
        Ok(())
    }

    /// Visits a value in the one whose path is so long.
    fn step(&mut self, wanted: &[Wanted<'_>], length: usize) -> Scan<()> {
        let path = self.path.as_str();
        let from = wanted.partition_point(|(pointer, _)| *pointer < path);
        let behind = wanted.get(from..).unwrap_or_default();
        let count = behind.partition_point(|(pointer, _)| pointer.starts_with(path));
        self.visit(behind.get(..count).unwrap_or_default())?;
        self.path.truncate(length);
        Ok(())
    }
}

/// The innermost value at an offset in a text, with its pointer: a member's name belongs to its value.
/// A text that is not JSON is searched up to its fault.
pub(crate) fn value_at(text: &str, offset: usize) -> Option<(String, Span)> {
    let mut json = Json::within(text, 0);
    let mut pointer = String::new();
    let mut span = next(&mut json)?;
    if !span.has(offset) {
        return None;
    }
    while let Some(inner) = inner_at(&mut json, span, offset, &mut pointer) {
        span = inner;
    }
    Some((pointer, span))
}

/// Where the value that comes next is; a faulty one reaches to the end of the text.
fn next(json: &mut Json<'_>) -> Option<Span> {
    json.peek().ok()?;
    let mut ahead = json.clone();
    let end = ahead.skip().map_or(json.text().len(), |()| ahead.offset());
    Some(Span::new(json.offset(), end))
}

/// Steps into the member or element at an offset of the value at `around`, if there is one.
fn inner_at(
    json: &mut Json<'_>,
    around: Span,
    offset: usize,
    pointer: &mut String,
) -> Option<Span> {
    let kind = json.peek().ok()?;
    let is_object = kind == Kind::Object;
    if !is_object && kind != Kind::Array {
        return None;
    }
    let (mut first, mut index) = (true, 0);
    json.enter().ok()?;
    loop {
        let is_next =
            if is_object { json.at_name(&mut first) } else { json.next_element(&mut first) };
        if !is_next.ok()? {
            return None;
        }
        let start = json.offset();
        let name = if is_object { Some(json.name().ok()?) } else { None };
        let span = next(json)?;
        if offset < span.end as usize && offset >= start {
            pointer.push('/');
            match name {
                Some(name) => escape(&name.name(), pointer),
                // Writing to a string cannot fail.
                None => drop(write!(pointer, "{index}")),
            }
            return Some(span);
        }
        if span.end >= around.end {
            return None;
        }
        *json = json.revisit(span.end as usize);
        index += 1;
    }
}
