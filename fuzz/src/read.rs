//! Reading any bytes as every format: it answers, the same twice, and what it takes it can write.

use paylink::api::{
    Answer, ReadOptions, classify, detect, error_body, plan_close, read, read_create_request,
    read_error, read_list, write,
};
use paylink::calling::error_body::ErrorFormat;
use paylink::deciding::decision::{Clock, Verdict, decide_all};
use paylink::finding::{Code, ErrorCode, Finding, Issue, NoteCode};
use paylink::links::link_state::{LinkStateData, OwnedLinkState};
use paylink::links::read_in_place::One;
use paylink::model::Format;
use paylink::model::{Instant, PaymentLink, Status};
use serde_json::Value;

use crate::dice::Dice;
use crate::oracle::{Tree, tree};
use crate::providers::{self, any_format, faces, sound};
use crate::spelling::{STYLES, Style, spelt};

pub fn hold(data: &[u8]) {
    for format in any_format() {
        reads(data, format);
    }
    for format in Format::ALL {
        let request = read_create_request(data, *format);
        assert_eq!(request, read_create_request(data, *format), "the same again");
        let error = read_error(*format, 409, data);
        assert_eq!(error, read_error(*format, 409, data), "the same again");
    }
}

/// Every law of reading one document.
pub fn reads(data: &[u8], format: Option<Format>) {
    let options = ReadOptions { format, ..ReadOptions::default() };
    let answer = read(data, &options);
    assert_eq!(answer, read(data, &options), "the same again");
    is_told_in_every_way(answer.issues());
    assert_eq!(answer.value().is_none(), !answer.issues().is_empty(), "a refusal says why");
    if let Some(value) = answer.value() {
        assert!(format.is_none_or(|format| format == value.format()));
        let found = detect(data);
        assert!(
            found == Some(value.format()) || (found.is_none() && format.is_some()),
            "{found:?}"
        );
    }
    let found = classify(data);
    assert_eq!(found, classify(data), "the same again");
    assert!(found.seems.is_some() || found.format == detect(data));
    are_in(data, answer.issues());
    are_in(data, answer.notes());
    is_one_of_many(data, &options, &answer);
    is_seen_at_once(data, format, &answer);
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(source) = tree(text) else {
        assert_eq!(answer.issues().len(), 1, "what is no JSON is one issue: {text}");
        return;
    };
    if let Some(link) = answer.value() {
        is_written(link, text);
    }
    if let Answer::Refused { usable: Some(link), id, .. } = &answer {
        assert_eq!(id.as_deref(), Some(link.id().as_str()), "{text}");
        is_usable(link, text);
    }
    if let Some(link) = answer.usable() {
        is_of(link, &source, text);
    }
    are_values(text, &answer);
    says_the_same_in_other_words(&source, &options, &answer, data);
}

/// Issues have a place and words, and every face of them is a body.
fn is_told_in_every_way(issues: &[Issue]) {
    if issues.is_empty() {
        return;
    }
    for issue in issues {
        assert!(issue.pointer().is_empty() || issue.pointer().starts_with('/'));
        assert!(!issue.message().is_empty());
        assert!(ErrorCode::ALL.contains(&issue.code()) && !issue.code().name().is_empty());
    }
    for name in faces() {
        let face = ErrorFormat::from_name(name).expect("a face");
        let rendered = error_body(issues, face, None);
        assert!(tree(&rendered.body).is_ok(), "{name}: {}", rendered.body);
        assert!((400..600).contains(&rendered.status));
    }
}

/// A link by itself is the only one of a list of one.
fn is_one_of_many(data: &[u8], options: &ReadOptions, answer: &Answer<PaymentLink>) {
    let many = read_list(data, options, None);
    assert_eq!(many, read_list(data, options, None), "the same again");
    match (answer.value(), &many) {
        (Some(link), Answer::Accepted { value, .. }) => {
            let found: Vec<_> = value.links.iter().map(Answer::value).collect();
            assert_eq!(found.len(), 1);
            let found = found[0].expect("what is read alone is read in a list");
            assert_eq!(write(found), write(link));
            assert_eq!((found.id(), found.status()), (link.id(), link.status()));
        }
        (Some(_), Answer::Refused { issues, .. }) => {
            panic!("read alone, and not in a list: {issues:?}")
        }
        (None, Answer::Accepted { value, .. }) => {
            if let Some(link) = answer.usable() {
                // Resources of no link are unmapped in a link that is read alone, and notes of a list.
                let found: Vec<_> =
                    value.links.iter().map(|link| link.usable().map(model)).collect();
                assert_eq!(found, [Some(model(link))], "used alone, and not in a list");
            }
        }
        (None, Answer::Refused { .. }) => {}
    }
}

/// Ranges of findings are inside of the document, and at boundaries of characters if it is text.
fn are_in<C: Code>(data: &[u8], found: &[Finding<C>]) {
    let text = std::str::from_utf8(data).ok();
    for range in found.iter().filter_map(Finding::range) {
        assert!(range.start <= range.end && range.end <= data.len(), "{range:?} of {}", data.len());
        let is_between = |at| text.is_none_or(|text| text.is_char_boundary(at));
        assert!(is_between(range.start) && is_between(range.end), "{range:?} of {text:?}");
    }
}

/// The range of every finding in a JSON text is one of its values.
fn are_values(text: &str, answer: &Answer<PaymentLink>) {
    let issues = answer.issues().iter().map(|issue| (issue.pointer(), issue.range()));
    let notes = answer.notes().iter().filter(|note| note.code() != NoteCode::JsonBom);
    let notes = notes.map(|note| (note.pointer(), note.range()));
    for (pointer, range) in issues.chain(notes) {
        let piece = &text[range.unwrap_or_else(|| panic!("{pointer} is nowhere in {text}"))];
        assert!(tree(piece).is_ok(), "{pointer}: {piece} is no value of {text}");
    }
}

/// A usable link has the id and the status of its document, and the objects that it is read from have no
/// duplicate member.
fn is_of(link: &PaymentLink, source: &Tree<'_>, text: &str) {
    let provider = providers::of(link.format());
    if provider.id_at.len() > 1 && source.has_own_twins() {
        // It may have two links, of which the reader takes one.
        return;
    }
    let text_at = |path| match providers::at(source, path)? {
        Tree::Text(units) => String::from_utf16(units).ok(),
        Tree::Token(_) | Tree::List(_) | Tree::Object(_) => None,
    };
    assert_eq!(text_at(&provider.id_at).as_deref(), Some(link.id().as_str()), "{text}");
    match text_at(&provider.status_at) {
        Some(status) => assert_eq!(status, link.raw_status(), "{text}"),
        // Derived from other members.
        None => assert_ne!(link.status(), Status::Unknown, "{text}"),
    }
    for path in [&provider.id_at, &provider.status_at] {
        let object = path.split_last().and_then(|(_, owner)| providers::at(source, owner));
        assert!(object.is_some_and(|object| !object.has_own_twins()), "ambiguous: {text}");
    }
}

/// A usable link has the decisions and plans of a valid one with its id and status, apart from the expiry. It
/// survives plain data and writing.
fn is_usable(link: &PaymentLink, text: &str) {
    let options = ReadOptions { format: Some(link.format()), ..ReadOptions::default() };
    let sound = sound(link.format(), link.id().as_str(), link.raw_status());
    let sound = read(sound.as_bytes(), &options);
    let sound = sound.value().expect("a sound link");
    let clock =
        Clock { now: Instant::parse("2024-01-16T10:00:00Z").expect("a time"), skew_ms: 5_000 };
    let decided = decide_all(link.state(), &clock);
    let is_late = providers::of(link.format()).refuses_late && link.expires_at().is_some();
    for (is, was) in decided.iter().zip(decide_all(sound.state(), &clock)).filter(|_| !is_late) {
        assert_eq!((is.call, is.can_try, is.next), (was.call, was.can_try, was.next), "{text}");
        assert!(!link.is_expiry_unreadable() || is.verdict != Verdict::Allowed, "{text}");
        let plan = |link| plan_close(is.action, link, &clock, None).ok().map(plain_of);
        assert_eq!(plan(link), plan(sound), "{text}");
    }
    let plain = plain_of(link);
    let state: LinkStateData = serde_json::from_value(plain.clone()).expect("a state");
    let state = OwnedLinkState::try_from(state).expect("a state that is a link's");
    assert_eq!(decide_all(state.state(), &clock), decided, "{text}");
    let again: PaymentLink = serde_json::from_value(plain.clone()).expect("a link again");
    assert_eq!(plain_of(&again), plain, "{text}");
    let written = write(link);
    let again = read(written.as_bytes(), &options);
    let again = again.usable().unwrap_or_else(|| panic!("{text}\nis written as\n{written}"));
    let model = |it| usable_model(it, link.is_expiry_unreadable());
    assert_eq!(model(again), model(link), "{text}\nis written as\n{written}");
}

/// As [`model`]; that an expiry could not be read is not written, so one by default may take its place.
fn usable_model(link: &PaymentLink, is_unreadable: bool) -> Value {
    let mut plain = model(link);
    plain["expiryUnreadable"] = Value::Null;
    if is_unreadable {
        plain["expiresAt"] = Value::Null;
    }
    plain
}

fn plain_of(value: impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("plain data")
}

/// What the reader of plain links sees at once is what the other one reads.
fn is_seen_at_once(data: &[u8], format: Option<Format>, answer: &Answer<PaymentLink>) {
    let mut one = One::default();
    let Some(found) = one.read(data, format) else { return };
    let link = answer.value().expect("a plain link is a link");
    assert_eq!(found, link.format());
    assert!(answer.notes().is_empty() && link.unmapped().is_empty());
    assert_eq!(Status::ALL[one.report()[0] as usize], link.status());
}

/// What is written reads back as the same link, there and back through plain data, too.
fn is_written(link: &PaymentLink, text: &str) {
    let written = write(link);
    let options = ReadOptions { format: Some(link.format()), ..ReadOptions::default() };
    let again = read(written.as_bytes(), &options);
    let Some(again) = again.value() else { panic!("{text}\nis written as\n{written}") };
    assert_eq!(model(again), model(link), "{text}\nis written as\n{written}");
    assert!(again.unmapped().is_empty(), "{text}\nis written as\n{written}");
    assert_eq!(write(again), written, "{text}");
    let plain = serde_json::to_value(link).expect("a link is plain data");
    let again: PaymentLink =
        serde_json::from_value(plain.clone()).expect("plain data is a link again");
    assert_eq!(serde_json::to_value(&again).ok(), Some(plain), "{text}");
}

/// A link as plain data, without the places in its source that it names.
pub fn model(link: &PaymentLink) -> Value {
    let mut plain = serde_json::to_value(link).expect("a link is plain data");
    plain["unmapped"] = Value::Null;
    plain
}

/// The same document in another spelling has the same answer, whichever way it is read.
fn says_the_same_in_other_words(
    source: &Tree<'_>,
    options: &ReadOptions,
    answer: &Answer<PaymentLink>,
    data: &[u8],
) {
    let mut dice = Dice::new(data);
    for style in STYLES {
        let text = spelt(source, style, &mut dice);
        let other = read(text.as_bytes(), options);
        compare(answer, &other, &text);
        // Wherever its first byte stands among sixteen.
        if style == Style::Plain {
            for length in [1, 7, 15] {
                let moved = format!("{:length$}{text}", "");
                let moved = read(moved.as_bytes(), options);
                compare(&moved, &other, &text);
                assert_eq!(ranges(&moved, 0), ranges(&other, length), "{length} bytes on: {text}");
            }
        }
    }
}

fn compare(one: &Answer<PaymentLink>, other: &Answer<PaymentLink>, text: &str) {
    assert_eq!(found(one.issues()), found(other.issues()), "{text}");
    let notes = |answer: &Answer<PaymentLink>| -> Vec<_> {
        let notes = answer.notes().iter().filter(|note| note.code() != NoteCode::JsonBom);
        found(&notes.cloned().collect::<Vec<_>>())
    };
    assert_eq!(notes(one), notes(other), "{text}");
    assert_eq!(one.usable().map(plain_of), other.usable().map(plain_of), "{text}");
}

/// Findings without their ranges.
fn found<C: Code>(found: &[Finding<C>]) -> Vec<(&'static str, String, String)> {
    let told = |one: &Finding<C>| (one.code().name(), one.pointer().to_owned(), one.message());
    found.iter().map(told).collect()
}

/// The ranges of all findings, moved by a number of bytes.
fn ranges(answer: &Answer<PaymentLink>, bytes: usize) -> Vec<Option<(usize, usize)>> {
    let issues = answer.issues().iter().map(Finding::range);
    let all = issues.chain(answer.notes().iter().map(Finding::range));
    all.map(|range| range.map(|range| (range.start + bytes, range.end + bytes))).collect()
}
