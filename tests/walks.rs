//! Walks from page to page: they end wherever the provider leads, and never before an honest list does.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use paylink::api::{ReadOptions, read_page};
use paylink::finding::{ErrorCode, NoteCode};
use paylink::model::Format;
use paylink::provider::listing::{ListMember, ListingData};
use proptest::prelude::*;
use serde_json::{Value, json};

const LIMIT: usize = 2;

fn link(format: Format, id: &str) -> Value {
    let (url, at) = ("https://pay.example.com/", "2024-01-15T10:00:00Z");
    match format {
        Format::Connect => json!({
            "paymentLinkId": id, "url": url, "status": "ACTIVE", "createdAt": at, "updatedAt": at,
        }),
        Format::Txn => json!({ "id": id, "type": "paymentLinks", "attributes": {
            "amount": "1", "currency": "EUR", "hostedPageUrl": url, "status": "created",
            "expiresAt": at, "createdAt": at,
        }}),
    }
}

/// One page: its ids, and where it says that the next one is.
fn page(format: Format, ids: &[String], next: Option<&str>) -> String {
    let links: Vec<_> = ids.iter().map(|id| link(format, id)).collect();
    match format {
        Format::Connect => json!({ "items": links, "pagination": { "nextCursor": next } }),
        Format::Txn => match next {
            Some(page) => {
                json!({ "data": links, "links": { "next": format!("/x?page={page}") } })
            }
            None => json!({ "data": links }),
        },
    }
    .to_string()
}

/// Follows a list as a caller does: what was seen, and whether it ended by a note.
fn walk(
    format: Format,
    most: usize,
    mut answer: impl FnMut(Option<&str>) -> String,
) -> Option<(Vec<String>, usize, bool)> {
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    let (mut cursor, mut walk): (Option<String>, Option<String>) = (None, None);
    let mut seen = Vec::new();
    for pages in 1..=most {
        let mut asked = ListingData::default().with(ListMember::Limit, LIMIT.to_string());
        if let Some(cursor) = &cursor {
            asked = asked.with(ListMember::Cursor, cursor.clone());
        }
        let text = answer(cursor.as_deref());
        let read = read_page(text.as_bytes(), &options, Some(&asked), walk.as_deref());
        let list = read.value().unwrap();
        seen.extend(list.links.iter().filter_map(|link| Some(link.value()?.id().to_string())));
        assert_eq!(list.walk.is_some(), list.next_cursor.is_some());
        assert!(list.walk.as_ref().is_none_or(|walk| walk.len() < 90), "it has one size");
        let repeats = read.notes().iter().any(|note| note.code() == NoteCode::ListRepeats);
        if list.next_cursor.is_none() {
            return Some((seen, pages, repeats));
        }
        assert!(!repeats, "a list that goes on is none that repeats");
        (cursor, walk) = (list.next_cursor.clone(), list.walk.clone());
    }
    None
}

fn any_format() -> impl Strategy<Value = Format> {
    prop::sample::select(Format::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Pages that lead anywhere among themselves, as any provider of finitely many pages does.
    #[test]
    fn a_list_that_leads_anywhere_ends(
        format in any_format(),
        next in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..3), 1..40),
    ) {
        let count = next.len();
        let most = 3 * count + 3;
        let ended = walk(format, most, |cursor| {
            let at = cursor.map_or(0, |cursor| cursor.parse::<usize>().unwrap() - 1);
            // By a page's own number, or asked for one that is not there: the last.
            let (next, links) = &next[at.min(count - 1)];
            let ids: Vec<_> = (0..*links).map(|link| format!("{at}-{link}")).collect();
            page(format, &ids, Some(&(next.index(count) + 1).to_string()))
        });
        let (_, _, repeats) = ended.ok_or_else(|| TestCaseError::fail("no end"))?;
        prop_assert!(repeats);
    }

    /// The page number is ignored from some page on, or the pages begin anew.
    #[test]
    fn a_list_whose_page_numbers_come_to_nothing_ends(tail in 0_usize..20, period in 1_usize..20) {
        let mut number = 0;
        let ended = walk(Format::Txn, 3 * (tail + period) + 3, |_| {
            let at = if number < tail { number } else { tail + (number - tail) % period };
            number += 1;
            let ids: Vec<_> = (0..LIMIT).map(|link| format!("{at}-{link}")).collect();
            page(Format::Txn, &ids, None)
        });
        let (seen, _, repeats) = ended.ok_or_else(|| TestCaseError::fail("no end"))?;
        prop_assert!(repeats && seen.len() >= LIMIT * (tail + period), "every page was shown");
    }

    #[test]
    fn an_honest_list_is_never_cut(
        format in any_format(),
        count in 0_usize..150,
        odd in 0_usize..3,
        says: bool,
    ) {
        let ids: Vec<String> = (0..count).map(|id| format!("{id:036}")).collect();
        let mut answers = 0;
        let ended = walk(format, count + 2, |cursor| {
            answers += 1;
            let from = cursor.map_or(0, |cursor| (cursor.parse::<usize>().unwrap() - 1) * LIMIT);
            let to = (from + LIMIT).min(count);
            let next = (to < count).then(|| (from / LIMIT + 2).to_string());
            let next = next.filter(|_| says || format == Format::Connect);
            // A link that cannot be read is one of the page all the same.
            let text = page(format, &ids[from.min(count)..to], next.as_deref());
            if odd == 0 { text.replace("EUR", "?") } else { text }
        });
        let (seen, pages, repeats) = ended.ok_or_else(|| TestCaseError::fail("no end"))?;
        prop_assert!(!repeats);
        if odd > 0 || format == Format::Connect {
            prop_assert_eq!(seen, ids);
        }
        prop_assert!(pages <= count / LIMIT + 1);
    }

    #[test]
    fn what_is_no_walk_is_said_and_never_panics(text in "\\PC{0,80}|[0-9a-f.]{0,90}") {
        let list = page(Format::Connect, &["a".to_owned()], Some("b"));
        let read = read_page(list.as_bytes(), &ReadOptions::default(), None, Some(&text));
        let is_refused = read.issues().iter().all(|issue| issue.code() == ErrorCode::ParameterMalformed);
        prop_assert!(is_refused);
    }
}

#[test]
fn a_cursor_that_stays_the_same_ends_at_the_second_page() {
    let (mut calls, ids) = (0, ["a".to_owned(), "b".to_owned()]);
    let ended = walk(Format::Connect, 10, |_| {
        calls += 1;
        page(Format::Connect, &ids, Some("same"))
    });
    assert_eq!(ended.map(|(_, pages, repeats)| (pages, repeats)), Some((2, true)));
}
