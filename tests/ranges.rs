//! The range of a finding is the value at its pointer, or the innermost value around it.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test may fail")]

#[path = "common/providers/mod.rs"]
mod providers;

use paylink::api::{ReadOptions, read, read_create_request, read_list, validate, value_at};
use paylink::calling::validate::Kind;
use paylink::finding::{Code, Finding, Issue, Note};
use paylink::links::batch::{BatchOptions, LinkBatch};
use paylink::model::Format;
use paylink::provider::schemas::SchemaOf;
use providers::Next;
use providers::dice::Dice;
use serde_json::Value;

/// The value at a pointer, or the innermost one around it.
fn innermost<'v>(document: &'v Value, pointer: &str) -> &'v Value {
    let ends = pointer.match_indices('/').map(|(at, _)| at).chain([pointer.len()]);
    let mut around: Vec<_> = ends.collect();
    around.reverse();
    around.iter().find_map(|end| document.pointer(&pointer[..*end])).unwrap()
}

#[track_caller]
fn is_exact<C: Code>(text: &str, document: &Value, finding: &Finding<C>) {
    let pointer = finding.pointer();
    let range = finding
        .range()
        .unwrap_or_else(|| panic!("{} {pointer} has no range in {text}", finding.code().name()));
    let piece = &text[range.clone()];
    let there: Value = serde_json::from_str(piece)
        .unwrap_or_else(|error| panic!("{pointer}: {piece:?} is no value: {error}"));
    assert_eq!(&there, innermost(document, pointer), "{pointer} in {text}");
    if document.pointer(pointer).is_some() {
        let back = value_at(text.as_bytes(), range.end - 1).unwrap();
        assert_eq!((back.pointer.as_str(), back.range), (pointer, [range.start, range.end]));
    }
}

/// How many findings were looked at.
fn check(text: &str) -> usize {
    let document: Value = serde_json::from_str(text).unwrap();
    let mut count = 0;
    let mut look = |issues: &[Issue], notes: &[Note]| {
        for issue in issues {
            is_exact(text, &document, issue);
        }
        for note in notes {
            is_exact(text, &document, note);
        }
        count += issues.len() + notes.len();
    };
    for format in Format::ALL.iter().copied().map(Some).chain([None]) {
        let options = ReadOptions { format, ..ReadOptions::default() };
        let one = read(text.as_bytes(), &options);
        look(one.issues(), one.notes());
        let list = read_list(text.as_bytes(), &options, None);
        look(list.issues(), list.notes());
        let batch = LinkBatch::read(
            text.as_bytes().to_vec(),
            BatchOptions { read: options, ..BatchOptions::default() },
        );
        look(batch.issues(), batch.notes());
        for (index, link) in list.value().iter().flat_map(|list| &list.links).enumerate() {
            look(link.issues(), link.notes());
            assert_eq!(batch.at(index).as_ref(), Some(link), "a batch places them alike");
        }
        // Of some providers a request is a form, in which findings have no range, unless it is an object.
        if let Some(format) = format.filter(|_| document.is_object()) {
            let request = read_create_request(text.as_bytes(), format);
            look(request.issues(), request.notes());
        }
    }
    let json = validate(Kind::Json, text.as_bytes(), None);
    look(json.issues(), json.notes());
    count
}

/// Puts junk in place of some values, and takes some away.
fn spoil(dice: &mut Dice, value: &mut Value) {
    match value {
        _ if dice.chance(4) => *value = dice.junk(2),
        Value::Object(members) => {
            members.retain(|_, _| !dice.chance(4));
            members.values_mut().for_each(|value| spoil(dice, value));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| spoil(dice, value)),
        _ => {}
    }
}

#[test]
fn every_finding_in_spoilt_documents_is_where_it_says() {
    let mut count = 0;
    for seed in 0..3000 {
        let mut dice = Dice(seed);
        let provider = dice.one_of(&providers::all().iter().collect::<Vec<_>>());
        let mut document = provider.document(&mut dice);
        if dice.chance(50) {
            let more: Vec<_> = (0..dice.roll(5)).map(|_| provider.document(&mut dice)).collect();
            // What a page without links says of a next one is noted at no place.
            let next = if more.is_empty() { Next::Unsaid } else { Next::At("2") };
            document = provider.page(&more, next);
        }
        if dice.chance(10) {
            document = provider.sound(SchemaOf::Create(provider.format)).document(&mut dice);
        }
        spoil(&mut dice, &mut document);
        let text = match dice.roll(3) {
            0 => document.to_string(),
            1 => serde_json::to_string_pretty(&document).unwrap(),
            _ => format!(" {document}\r\n"),
        };
        count += check(&text);
    }
    assert!(count > 40_000, "{count} findings");
}

#[test]
fn of_duplicate_members_it_is_the_last() {
    let text = r#"{"items": [{"paymentLinkId": "a", "url": 1, "url": [2]}]}"#;
    let list = read_list(text.as_bytes(), &ReadOptions::default(), None);
    let links = &list.value().unwrap().links;
    let twice = links[0].issues().iter().find(|issue| issue.code().name() == "member_duplicate");
    assert_eq!(&text[twice.unwrap().range().unwrap()], "[2]");
}

#[test]
fn what_is_not_json_has_an_empty_range_at_the_fault() {
    for (text, at) in [("", 0), ("{\"a\":,}", 5), ("[1 2]", 3)] {
        let answer = read(text.as_bytes(), &ReadOptions::default());
        assert_eq!(answer.issues()[0].range(), Some(at..at), "{text:?}");
        assert_eq!(value_at(b"<html>", 2), None);
    }
    let cut_off = value_at(br#"{"a": [1, {"b": 12"#, 17).unwrap();
    assert_eq!(cut_off.pointer, "/a/1/b");
}
