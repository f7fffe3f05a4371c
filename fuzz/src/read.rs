//! Reading any bytes as either format: it answers, the same twice, and what it takes it can write.

use paylink::api::{
    Answer, ReadOptions, classify, detect, error_body, read, read_create_request, read_error, read_list,
    write,
};
use paylink::calling::error_body::ErrorFormat;
use paylink::finding::{Code as _, ErrorCode, Issue, NoteCode};
use paylink::links::read_in_place::One;
use paylink::model::Format;
use paylink::model::{PaymentLink, Status};
use serde_json::Value;

use crate::dice::Dice;
use crate::oracle::{Tree, tree};
use crate::spelling::{STYLES, Style, spelt};

pub fn hold(data: &[u8]) {
    for format in [None, Some(Format::Connect), Some(Format::Txn)] {
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
        assert!(detect(data).is_none_or(|found| found == value.format()));
    }
    let found = classify(data);
    assert_eq!(found, classify(data), "the same again");
    assert!(found.seems.is_some() || found.format == detect(data));
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
    for name in ["problem", "jsonapi", "connect", "txn"] {
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
        (None, _) => {}
    }
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
                assert_eq!(read(moved.as_bytes(), options), other, "{length} bytes on: {text}");
            }
        }
    }
}

fn compare(one: &Answer<PaymentLink>, other: &Answer<PaymentLink>, text: &str) {
    assert_eq!(one.issues(), other.issues(), "{text}");
    let notes = |answer: &Answer<PaymentLink>| -> Vec<_> {
        let notes = answer.notes().iter().filter(|note| note.code() != NoteCode::JsonBom);
        notes.cloned().collect()
    };
    assert_eq!(notes(one), notes(other), "{text}");
    if let (Some(one), Some(other)) = (one.value(), other.value()) {
        let plain = |link| serde_json::to_value(link).expect("a link is plain data");
        assert_eq!(plain(one), plain(other), "{text}");
    }
}
