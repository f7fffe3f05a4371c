//! Tests that the fast paths give the same results as the full grammar.
//!
//! White space between tokens disables every fast path. Each list is read with and without it, with
//! each byte at each position; later links of a list use what is cached from earlier ones.

use super::document::Document;
use crate::finding::{ErrorCode, Issue, Note};
use crate::model::Format;
use crate::reading::rows::{REFUSED, Rows};
use crate::reading::{Detail, Draft, Field, Findings, fault_issue};
use crate::syntax::json::{Json, Span, Tree};

/// The examples of a format: three links, their members in several orders, with and without the optional
/// ones. In the provider's folder, because a new provider has to bring them.
const fn examples(format: Format) -> &'static str {
    format.adapter().examples.trim_ascii()
}

/// Bytes of each class that a scanner or a value's grammar distinguishes.
const BYTES: &[u8] = b"\"\\ ,:{}[]0159-.TZzAaeun/&\n\0\x7f\xc3";

/// Adds a space after each opening bracket, comma and colon; also returns each byte's new position.
fn spaced(text: &[u8]) -> (Vec<u8>, Vec<u32>) {
    let (mut out, mut places) = (Vec::new(), Vec::new());
    let (mut is_in_string, mut is_escaped) = (false, false);
    for byte in text {
        places.push(u32::try_from(out.len()).unwrap());
        out.push(*byte);
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_in_string => is_escaped = true,
            b'"' => is_in_string = !is_in_string,
            b'{' | b'[' | b',' | b':' if !is_in_string => out.push(b' '),
            _ => {}
        }
    }
    (out, places)
}

/// Everything that reading a list yields: columns and findings.
#[derive(Debug, PartialEq)]
struct Seen {
    links: Vec<(u8, u8, [u64; 3], u32)>,
    child_of: Vec<(u8, u8)>,
    spans: Vec<Span>,
    respelt: (Vec<[u32; 4]>, String),
    issues: Vec<Issue>,
    notes: Vec<Note>,
    is_different: bool,
}

/// Reads a text, and maps each span by `place`.
fn told(
    text: &[u8],
    of: Option<Format>,
    detail: Detail,
    place: impl Fn(Span) -> Span,
) -> Result<Seen, ErrorCode> {
    let mut rows = Rows::default();
    let json = Json::new(text).map_err(|fault| fault_issue(fault).code())?;
    let source = json.text();
    let document = Document::read(json, of, detail, &mut rows).map_err(|issue| issue.code())?;
    let is_different = document.found.is_different();
    let found = std::mem::take(&mut rows.found).into_iter();
    let (issues, notes) = found.fold(document.found, Findings::and).sorted(&[]);
    let rows = &rows;
    let each = || 0..rows.len();
    each().for_each(|row| pairs_are_the_members(rows, row, source));
    let times = |row: usize| {
        [&rows.created, &rows.updated, &rows.expires].map(|column| column[row].to_bits())
    };
    let link = |row: usize| (rows.status[row], rows.flags[row], times(row), rows.child_of[row]);
    let spans = |draft: &Draft, count: usize| {
        draft.spans().iter().take(count * draft.width()).copied().collect::<Vec<_>>()
    };
    let spans = [
        spans(&rows.draft, rows.len()),
        rows.sources.clone(),
        spans(&rows.children.draft, rows.children.len()),
        rows.children.sources.clone(),
    ];
    let (respelt, spellings) = rows.draft.respelt();
    Ok(Seen {
        links: each().map(link).collect(),
        child_of: rows
            .children
            .status
            .iter()
            .copied()
            .zip(rows.children.flags.iter().copied())
            .collect(),
        spans: spans.concat().into_iter().map(&place).collect(),
        respelt: (respelt.to_vec(), spellings.to_owned()),
        issues: issues.list,
        notes: notes.list,
        is_different,
    })
}

/// Checks the spans that the fast path reports for names and values of metadata.
#[track_caller]
fn pairs_are_the_members(rows: &Rows, row: usize, source: &str) {
    let end = |row: usize| rows.pair_ends[row] as usize;
    let pairs = &rows.pairs[row.checked_sub(1).map_or(0, end)..end(row)];
    let text = |span: Span| source.get(span.start as usize..span.end as usize).unwrap();
    let metadata = rows.span(row, Field::Metadata);
    if pairs.is_empty() || !metadata.is_somewhere() {
        return;
    }
    let Ok(Tree::Object(members)) = Tree::of(text(metadata).as_bytes()) else {
        panic!("pairs of {}", text(metadata))
    };
    assert_eq!(pairs.len(), members.len(), "{source}");
    for ([name, value], (of, tree)) in pairs.iter().zip(members) {
        assert_eq!(text(*name), of.plain().unwrap(), "{source}");
        let theirs = match tree {
            Tree::Text(text) => text.plain().unwrap(),
            Tree::Scalar(text) => text,
            tree => panic!("{:?} in {source}", tree.kind()),
        };
        assert_eq!(text(*value), theirs, "{source}");
    }
}

#[track_caller]
fn is_read_alike(text: &[u8], format: Format) {
    let (with_spaces, places) = spaced(text);
    let place = |span: Span| {
        if span == Span::NOWHERE {
            return span;
        }
        let start = places[span.start as usize];
        let end = if span.end > span.start { places[span.end as usize - 1] + 1 } else { start };
        Span { start, end }
    };
    for (of, detail) in [(Some(format), Detail::Count), (None, Detail::Full)] {
        let fast = told(text, of, detail, place);
        let slow = told(&with_spaces, of, detail, |span| span);
        if fast != slow {
            let source = String::from_utf8_lossy(text);
            panic!("{detail:?} of {source}\n{fast:?}\n{slow:?}");
        }
    }
}

#[test]
fn a_list_is_read_as_it_is_with_white_space_whatever_byte_stands_where() {
    for format in Format::ALL {
        let list = examples(*format);
        is_read_alike(list.as_bytes(), *format);
        let mut text = list.as_bytes().to_vec();
        for at in 0..text.len() {
            let was = text[at];
            for byte in BYTES.iter().copied().chain([was ^ 1, was ^ 0x20, was.wrapping_add(1)]) {
                text[at] = byte;
                is_read_alike(&text, *format);
            }
            text[at] = was;
        }
    }
}

/// Each byte removed, each byte doubled, and each truncation.
#[test]
fn a_list_is_read_as_it_is_with_white_space_whatever_is_missing() {
    for format in Format::ALL {
        let list = examples(*format);
        for at in 0..list.len() {
            let mut text = list.as_bytes().to_vec();
            text.remove(at);
            is_read_alike(&text, *format);
            text.insert(at, list.as_bytes()[at]);
            text.insert(at, list.as_bytes()[at]);
            is_read_alike(&text, *format);
            text.truncate(at);
            is_read_alike(&text, *format);
        }
    }
}

/// The duplicates are in the first links, so that later ones are read with what is cached from them.
#[test]
fn a_name_that_stands_twice_in_metadata_is_told_whatever_was_before() {
    for format in Format::ALL {
        let list = examples(*format);
        for links in 0..=3 {
            let text = list.replacen(r#""attempt":"#, r#""orderId":"#, links);
            is_read_alike(text.as_bytes(), *format);
            let read = told(text.as_bytes(), Some(*format), Detail::Full, |span| span).unwrap();
            let expected = list.matches(r#""attempt":"#).take(links).count();
            assert_eq!(read.issues.len(), expected, "{text}");
        }
    }
}

/// The tests above depend on this.
#[test]
fn the_lists_are_sound_and_their_members_stand_in_several_orders() {
    for format in Format::ALL {
        let list = examples(*format);
        let read = told(list.as_bytes(), Some(*format), Detail::Full, |span| span).unwrap();
        assert_eq!(read.links.len(), 3);
        assert!(read.links.iter().all(|(status, ..)| *status != REFUSED), "{read:?}");
        let first_members = list.split(r#"{""#).filter_map(|rest| rest.split('"').next());
        let first_members = first_members.collect::<std::collections::BTreeSet<_>>();
        assert!(first_members.len() > 4, "{first_members:?}");
    }
}
