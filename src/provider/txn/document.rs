//! Reads Txn documents: one link or a list, with the included invoices and payouts.

use super::child::WANTED;
use super::link::read_link;
use crate::finding::{NoteCode, Params};
use crate::model::Format;
use crate::provider::jsonapi::{Compound, name_of, read_resource};
use crate::provider::listing::{Listing, Next};
use crate::provider::{Head, LinkLocation, note_cursor, page_in};
use crate::reading::rows::Rows;
use crate::reading::{Field, Findings, Path, Reader};
use crate::syntax::json::{Kind as JsonKind, Scan, Span, Text, Tree};

/// Reads a document: `data` is one link or a list; `included` has the children, before or after it.
pub(crate) fn read(reader: &mut Reader<'_>, rows: &mut Rows) -> Scan<Head> {
    let first = rows.len();
    let (mut is_list, mut has_data) = (false, false);
    let mut included = None;
    let mut further = None;
    let is_object = reader.object(Path::ROOT, |reader, name, at| {
        match name {
            "data" => {
                has_data = true;
                is_list = reader.peek()? == JsonKind::Array;
                if is_list {
                    reader.array(at, |reader, at| read_link(reader, at, rows))?;
                } else {
                    read_link(reader, at, rows)?;
                }
            }
            "included" => {
                let included = included.get_or_insert(Compound::new(WANTED, rows));
                included.read(reader, at, rows)?;
            }
            "links" => {
                let ((), span) = reader.span_of(|reader| reader.skip(at))?;
                let offset = span.start as usize;
                further = Some((further_of(reader.at(span), at), at.pointer(), offset));
            }
            _ => reader.unmapped(at)?,
        }
        Ok(())
    })?;
    if is_object && !has_data {
        reader.missing(Path::ROOT, "data");
    }
    // `links` may precede `data`, so only here it is known whether this is a list.
    let next = match further {
        Some((Further { next, odd, left }, _, offset)) if is_list => {
            if let Some(found) = odd {
                let links = Path::ROOT.member("links");
                note_cursor(reader, offset, links.member("next"), found);
            }
            for pointer in left {
                reader.unmapped_where(offset, || pointer);
            }
            next
        }
        Some((_, pointer, offset)) => {
            reader.unmapped_where(offset, || pointer);
            Next::Nowhere
        }
        None if is_list => Next::Unsaid,
        None => Next::Nowhere,
    };
    let mut included = included.unwrap_or(Compound::new(WANTED, rows));
    included.sort(reader, rows);
    for row in first..rows.len() {
        resolve(reader, rows, row, is_list, &mut included);
    }
    included.leave_rest(reader, rows);
    Ok(Head { is_list, next })
}

/// Finds a link's child among the included resources.
fn resolve(
    reader: &mut Reader<'_>,
    rows: &mut Rows,
    row: usize,
    is_list: bool,
    included: &mut Compound,
) {
    let Some(target) = target_of(rows, row) else { return };
    let found = if let Some((child, found)) = included.claim(reader, rows, target) {
        rows.adopt(row, child);
        found
    } else {
        let data = Path::ROOT.member("data");
        not_included(reader, if is_list { data.index(row) } else { data }, target)
    };
    rows.note(row, found, reader.detail());
}

fn target_of(rows: &Rows, row: usize) -> Option<[Span; 2]> {
    let target = [Field::PaymentType, Field::PaymentId].map(|field| rows.span(row, field));
    target.iter().all(|span| span.is_somewhere()).then_some(target)
}

fn not_included(reader: &mut Reader<'_>, at: Path<'_>, target: [Span; 2]) -> Findings {
    let pointer = || format!("{}/relationships/target/data", at.pointer());
    let name = name_of(reader, target);
    let params = || Params::NONE.with("found", name);
    let offset = target.map(|span| span.start).into_iter().min().unwrap_or_default();
    reader.note_apart(offset as usize, NoteCode::ChildNotIncluded, pointer, params)
}

/// Reads one link of a list, and its child, a second time.
pub(crate) fn read_again(
    reader: &mut Reader<'_>,
    rows: &mut Rows,
    again: LinkLocation,
) -> Scan<()> {
    let data = Path::ROOT.member("data");
    let at = data.index(again.index);
    reader.revisit(again.start, |reader| read_link(reader, at, rows))?;
    let Some(target) = target_of(rows, 0) else { return Ok(()) };
    let found = if let Some(child) = again.child {
        let included = Path::ROOT.member("included");
        let found = reader.revisit(child.start, |reader| {
            read_resource(reader, included.index(child.index), WANTED, rows)
        })?;
        rows.adopt(0, 0);
        // Only the first link that refers to a child has all of its findings.
        if child.is_own { found } else { found.shared() }
    } else {
        not_included(reader, at, target)
    };
    rows.note(0, found, reader.detail());
    Ok(())
}

/// Builds a stand-alone document from the source text of a link and of its child.
pub(crate) fn alone(link: &str, child: Option<&str>) -> String {
    match child {
        None => format!(r#"{{"data":{link}}}"#),
        Some(child) => format!(r#"{{"data":{link},"included":[{child}]}}"#),
    }
}

/// The `links` of a list document.
struct Further {
    next: Next,
    /// Describes the value of `next`, if it names no page.
    odd: Option<&'static str>,
    /// Pointers of the members that are not read.
    left: Vec<String>,
}

/// Reads `links.next` (JSON:API, "Pagination"): null on the last page, otherwise a URL, or an object
/// with one in `href`. Txn does not document it, so any other value is noted and not an issue.
fn further_of(source: &str, at: Path<'_>) -> Further {
    let mut further = Further { next: Next::Unsaid, odd: None, left: Vec::new() };
    if let Ok(Tree::Object(links)) = Tree::of(source.as_bytes()) {
        for (name, value) in &links {
            let name = name.name();
            let at = at.member(&name);
            match (name.as_ref(), value) {
                ("next", Tree::Scalar("null")) => further.next = Next::Nowhere,
                ("next", Tree::Text(url)) => further.named(*url),
                ("next", Tree::Object(link)) => {
                    further.odd = Some(JsonKind::Object.words());
                    for (name, value) in link {
                        match (name.name().as_ref(), value) {
                            ("href", Tree::Text(url)) => further.named(*url),
                            (name, _) => further.left.push(at.member(name).pointer()),
                        }
                    }
                }
                ("next", value) => further.odd = Some(value.kind().words()),
                _ => further.left.push(at.pointer()),
            }
        }
    }
    if further.odd.is_none() && matches!(further.next, Next::Unsaid | Next::Somewhere) {
        further.left = vec![at.pointer()];
    }
    further
}

impl Further {
    /// Takes the page number from a URL. A URL without one still shows that there is a next page.
    fn named(&mut self, url: Text<'_>) {
        match page_in(url) {
            Err(found) => self.odd = Some(found),
            Ok(url) => {
                self.odd = None;
                let listing = Listing::of_target(Format::Txn, &url).ok();
                let page = listing.and_then(|listing| listing.cursor().map(str::to_owned));
                self.next = page.map_or(Next::Somewhere, Next::At);
            }
        }
    }
}
