//! Walks from page to page: they end wherever the provider leads, and never before an honest list does.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use cases::cases;
use paylink::api::read_page;
use paylink::finding::{ErrorCode, NoteCode};
use paylink::provider::listing::{ListMember, ListingData};
use proptest::prelude::*;
use providers::{Next, Provider};
use serde_json::json;

#[path = "common/cases.rs"]
mod cases;
#[path = "common/providers/mod.rs"]
mod providers;

const LIMIT: usize = 2;

/// One page: its ids, and what it says of the next one.
fn page(provider: &Provider, ids: &[String], next: Next<'_>) -> String {
    let links = ids.iter().map(|id| providers::document(provider.format, json!({ "id": id })));
    provider.page(&links.collect::<Vec<_>>(), next).to_string()
}

/// Follows a list as a caller does: what was seen, and whether it ended by a note.
fn walk(
    provider: &Provider,
    most: usize,
    mut answer: impl FnMut(Option<&str>) -> String,
) -> Option<(Vec<String>, usize, bool)> {
    let options = providers::options(provider.format);
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

fn any_provider() -> impl Strategy<Value = &'static Provider> {
    any_provider_that(|_| true)
}

fn any_provider_that(has: fn(&Provider) -> bool) -> impl Strategy<Value = &'static Provider> {
    prop::sample::select(providers::all().iter().filter(|it| has(it)).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(500), failure_persistence: None, ..ProptestConfig::default() })]

    /// Each page leads to any other, as pages of a provider that has finitely many do.
    #[test]
    fn a_list_that_leads_anywhere_ends(
        provider in any_provider(),
        next in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..3), 1..40),
    ) {
        let count = next.len();
        let mut at = 0;
        let ended = walk(provider, 3 * count + 3, |_| {
            let (next, links) = &next[at];
            let links = if provider.says_cursor() { *links } else { LIMIT };
            let ids: Vec<_> = (0..links).map(|link| format!("{at}-{link}")).collect();
            at = next.index(count);
            page(provider, &ids, Next::At(&(at + 1).to_string()))
        });
        let (_, _, repeats) = ended.ok_or_else(|| TestCaseError::fail("no end"))?;
        prop_assert!(repeats);
    }

    /// The cursor is ignored from some page on, or the pages begin anew.
    #[test]
    fn a_list_whose_cursors_come_to_nothing_ends(
        provider in any_provider_that(Provider::goes_on_if_full),
        tail in 0_usize..20,
        period in 1_usize..20,
    ) {
        let mut number = 0;
        let ended = walk(provider, 3 * (tail + period) + 3, |_| {
            let at = if number < tail { number } else { tail + (number - tail) % period };
            number += 1;
            let ids: Vec<_> = (0..LIMIT).map(|link| format!("{at}-{link}")).collect();
            page(provider, &ids, Next::Unsaid)
        });
        let (seen, _, repeats) = ended.ok_or_else(|| TestCaseError::fail("no end"))?;
        prop_assert!(repeats && seen.len() >= LIMIT * (tail + period), "every page was shown");
    }

    #[test]
    fn an_honest_list_is_never_cut(
        provider in any_provider(),
        count in 0_usize..150,
        odd in 0_usize..3,
        says: bool,
    ) {
        let ids: Vec<String> = (0..count).map(|id| format!("{id:036}")).collect();
        let ended = walk(provider, count + 2, |cursor| {
            let mut list = provider.serve(&ids, cursor, LIMIT, says);
            // A link that cannot be read is one of the page all the same.
            for link in list.pointer_mut(&provider.links_at).unwrap().as_array_mut().unwrap() {
                let status = provider.status_at.strip_prefix(&provider.link_at).unwrap();
                if odd == 0 {
                    *link.pointer_mut(status).unwrap() = json!(7);
                }
            }
            list.to_string()
        });
        let (seen, pages, repeats) = ended.ok_or_else(|| TestCaseError::fail("no end"))?;
        prop_assert!(!repeats);
        if odd > 0 {
            prop_assert_eq!(seen, ids);
        }
        prop_assert!(pages <= count / LIMIT + 1);
    }

    #[test]
    fn what_is_no_walk_is_said_and_never_panics(
        provider in any_provider(), text in "\\PC{0,80}|[0-9a-f.]{0,90}",
    ) {
        let list = page(provider, &["a".to_owned()], Next::At("2"));
        let read = read_page(list.as_bytes(), &providers::options(provider.format), None, Some(&text));
        let is_refused = read.issues().iter().all(|issue| issue.code() == ErrorCode::ParameterMalformed);
        prop_assert!(is_refused);
    }
}

#[test]
fn a_cursor_that_stays_the_same_ends_at_the_second_page() {
    let ids = ["a".to_owned(), "b".to_owned()];
    for provider in providers::all() {
        let ended = walk(provider, 10, |_| page(provider, &ids, Next::At("7")));
        let ended = ended.map(|(_, pages, repeats)| (pages, repeats));
        assert_eq!(ended, Some((2, true)), "{}", provider.format);
    }
}
