//! What was read is handed out to the byte, and what is written of a link reads back as an equal one: for
//! every document that is read, 50,000 generated ones for each format. What the model does not hold of
//! them is noted.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

#[path = "common/cases.rs"]
mod cases;
#[path = "common/providers/mod.rs"]
mod providers;

use cases::cases;
use paylink::api::{Answer, ReadOptions, read, read_list, write};
use paylink::finding::Note;
use paylink::links::batch::{BatchOptions, LinkBatch};
use paylink::model::PaymentLink;
use providers::Provider;
use providers::dice::Dice;
use serde_json::{Map, Value, json};

const ENOUGH: u64 = 50_000;

/// A link as plain data, without the places in its source that it names.
fn model(link: &PaymentLink) -> Value {
    let mut plain = serde_json::to_value(link).unwrap();
    plain.as_object_mut().unwrap().remove("unmapped");
    plain
}

/// What is written of a link, read again.
#[track_caller]
fn written(link: &PaymentLink) -> Value {
    let text = write(link);
    let options = ReadOptions { format: Some(link.format()), ..ReadOptions::default() };
    let answer = read(text.as_bytes(), &options);
    let again = answer.value().unwrap_or_else(|| panic!("{:?} in {text}", answer.issues()));
    assert_eq!(model(again), model(link), "{text}");
    assert!(again.unmapped().is_empty(), "{text}");
    assert_eq!(write(again), text);
    serde_json::from_str(&text).unwrap()
}

#[track_caller]
fn hold(provider: &Provider) {
    let format = provider.format;
    let options = providers::options(format);
    for seed in 0..cases(ENOUGH) {
        let document = provider.document(&mut Dice(seed));
        let text = document.to_string();
        let answer = read(text.as_bytes(), &options);
        let Answer::Accepted { value: link, notes, .. } = &answer else {
            unreachable_document(seed, &document, &answer);
            continue;
        };
        let back = written(link);
        for place in unheld(&document, &back) {
            let is_noted = |note: &Note| {
                let below = place.strip_prefix(note.pointer());
                below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
            };
            let silent = !notes.iter().any(is_noted);
            assert!(!silent, "{format}, document {seed}: {place} vanishes in silence\n{document}");
        }
        // Once more through plain data, as every other language has it.
        let plain = serde_json::to_string(link).unwrap();
        let again: PaymentLink = serde_json::from_str(&plain).unwrap();
        assert_eq!(serde_json::to_string(&again).unwrap(), plain, "{format}, document {seed}");
        written(&again);
        let batch = LinkBatch::read(text.clone().into_bytes(), BatchOptions::default());
        assert_eq!(batch.source(0).unwrap(), text, "{format}, document {seed}");
    }
    println!("{format}: {} generated documents written and read again", cases(ENOUGH));
}

/// The places of a document where what is written of its link has nothing.
fn unheld(document: &Value, written: &Value) -> Vec<String> {
    fn leaves(at: String, value: &Value, out: &mut Vec<String>) {
        match value {
            Value::Null => {}
            Value::Object(members) => {
                for (name, value) in members {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    leaves(format!("{at}/{name}"), value, out);
                }
            }
            Value::Array(values) => {
                for (index, value) in values.iter().enumerate() {
                    leaves(format!("{at}/{index}"), value, out);
                }
            }
            Value::Bool(_) | Value::Number(_) | Value::String(_) => out.push(at),
        }
    }
    let mut out = Vec::new();
    leaves(String::new(), document, &mut out);
    // The child is the only one that is written.
    let name = |index: usize| {
        let child = document.pointer(&format!("/included/{index}"));
        child.map(|child| [child["type"].clone(), child["id"].clone()])
    };
    let child = written.pointer("/included/0").map(|child| [&child["type"], &child["id"]]);
    let child = child.map(|name| name.map(Clone::clone));
    let included = document["included"].as_array().map_or(0, Vec::len);
    let place = (0..included).find(|index| name(*index) == child);
    let ours = |at: &str| match place.map(|index| format!("/included/{index}/")) {
        Some(own) if at.starts_with(&own) => at.replacen(&own, "/included/0/", 1),
        _ if at.starts_with("/included/") => "/included/none".to_owned(),
        _ => at.to_owned(),
    };
    // The value of one of several payments is in a list of one, and an id may stand for its object.
    let is_elsewhere = |at: &str| {
        let value = document.pointer(at);
        let (around, member) = at.rsplit_once('/').unwrap_or_default();
        let (list, _) = around.rsplit_once('/').unwrap_or_default();
        let first = written.pointer(&format!("{list}/0/{member}"));
        let is_list = document.pointer(list).is_some_and(Value::is_array);
        (is_list && first == value) || written.pointer(around) == value
    };
    out.retain(|at| written.pointer(&ours(at)).is_none_or(Value::is_null));
    out.retain(|at| !is_elsewhere(at));
    out
}

/// The generator makes sound documents only; one that is refused is a fault of either.
#[track_caller]
fn unreachable_document(seed: u64, document: &Value, answer: &Answer<PaymentLink>) {
    assert!(answer.issues().is_empty(), "document {seed}: {:?}\n{document}", answer.issues());
}

#[test]
fn links_are_written_as_documents_that_read_the_same() {
    std::thread::scope(|scope| {
        for provider in providers::all() {
            scope.spawn(|| hold(provider));
        }
    });
}

/// A document with white space, escapes and numbers as nobody else would spell them.
fn odd(document: &Value) -> String {
    let text = serde_json::to_string_pretty(document).unwrap();
    let text = text.replacen('{', "{\t\"\\u0078\": [1.0, 1e2, -0.0, 12345678901234567890],", 1);
    format!(" \r\n{text}\n")
}

#[test]
fn the_source_of_each_link_is_a_document_of_its_own_to_the_byte() {
    let sources = |text: String| {
        let batch = LinkBatch::read(text.into_bytes(), BatchOptions::default());
        let each = 0..batch.len();
        each.map(|index| {
            let source = batch.source(index).unwrap().into_owned();
            let alone = read(source.as_bytes(), &ReadOptions::default());
            let link = batch.at(index).unwrap();
            assert_eq!(model(alone.value().unwrap()), model(link.value().unwrap()), "{source}");
            source
        })
        .collect::<Vec<_>>()
    };
    for provider in providers::all() {
        for seed in 0..1000 {
            let mut dice = Dice(seed);
            let documents: Vec<_> = (0..3).map(|_| provider.document(&mut dice)).collect();
            let alone = odd(&documents[0]);
            assert_eq!(sources(alone.clone()), [alone], "{provider:?}, document {seed}");
            // Each element, and whatever is beside them, spelt in an odd way.
            let parts: Vec<_> = documents.iter().map(|document| provider.parts(document)).collect();
            let elements: Vec<_> = parts.iter().map(|(link, _)| odd(link)).collect();
            let beside: Vec<_> = parts.iter().flat_map(|(_, beside)| beside).map(odd).collect();
            let text = provider.list_of_texts(&elements, &beside);
            for (source, element) in sources(text).iter().zip(&elements) {
                let around = source.split_once(element.trim());
                let (before, after) = around.unwrap_or_else(|| panic!("{source}"));
                let child = beside.iter().map(|text| text.trim()).find(|it| after.contains(it));
                let rest = after.replacen(child.unwrap_or_default(), "", 1);
                assert!(before.len() + rest.len() < 40, "{source}");
            }
        }
    }
}

#[test]
fn what_is_no_link_has_no_source() {
    for provider in providers::all() {
        let lists = [json!([5, {}]), json!([{}])].map(|links| provider.list_of(links).to_string());
        for text in lists.into_iter().chain(["{}".to_owned(), "[".to_owned()]) {
            let read = providers::options(provider.format);
            for read in [read, ReadOptions::default()] {
                let options = BatchOptions { read, ..BatchOptions::default() };
                let batch = LinkBatch::read(text.clone().into(), options);
                assert_eq!((0..3).find_map(|index| batch.source(index)), None, "{text}");
            }
        }
    }
}

/// Signs, wholes, fractions and exponents of every kind, each with each.
fn numbers() -> Vec<String> {
    let wholes = ["0", "1", "10", "123456789012345", "9007199254740993", "12345678901234567890"];
    let fractions = ["", ".0", ".5", ".50", ".000000", ".0000001", ".1000000000000000000001"];
    let exponents = ["", "e0", "E2", "e+1", "e-7", "e21", "e400", "E-400"];
    let mut numbers = Vec::new();
    for sign in ["", "-"] {
        for whole in wholes {
            for fraction in fractions {
                for exponent in exponents {
                    numbers.push(format!("{sign}{whole}{fraction}{exponent}"));
                }
            }
        }
    }
    numbers
}

/// By each way of reading; plain data has doubles.
#[test]
fn numbers_of_metadata_are_written_as_they_were_spelt() {
    let numbers = numbers();
    let each = numbers.iter().map(|number| format!(r#"{{"a":{number},"b":[{{"c":{number}}}]}}"#));
    let all = [format!(r#"{{"a":[{}]}}"#, numbers.join(","))];
    let all: Vec<_> = each.chain(all).collect();
    let has_metadata = |provider: &&Provider| {
        let link = providers::link(provider.format, json!({ "metadata": { "a": 1 } }));
        write(&link).contains(r#"{"a":1}"#)
    };
    let mut count = 0;
    for provider in providers::all().iter().filter(has_metadata) {
        count += 1;
        let usual = providers::link(provider.format, json!({ "metadata": { "a": 1 } }));
        let usual = write(&usual);
        for metadata in &all {
            let document = usual.replacen(r#"{"a":1}"#, metadata, 1);
            let list = provider.list_of_texts(std::slice::from_ref(&document), &[]);
            let options = providers::options(provider.format);
            let one = read(document.as_bytes(), &options);
            let many = read_list(list.as_bytes(), &options, None);
            let batch = BatchOptions { read: options, ..BatchOptions::default() };
            let batch = LinkBatch::read(list.into_bytes(), batch);
            for answer in [&one, &many.value().unwrap().links[0], &batch.at(0).unwrap()] {
                assert_eq!(write(answer.value().unwrap()), document);
            }
        }
    }
    assert!(count > 2, "{count} providers with metadata");
}

/// A document of the largest size costs no square of it, whatever it is made of.
#[test]
fn large_and_hostile_documents_are_read_and_written_all_the_same() {
    let many = |value: &dyn Fn(usize) -> Value| -> Map<String, Value> {
        (0..60_000).map(|index| (format!("m{index}"), value(index))).collect()
    };
    for provider in providers::all() {
        let base = providers::document(provider.format, json!({}));
        let metadata = Value::Object(many(&|_| json!({ "n": 12_345_678_901_234_567_890_u64 })));
        let metadata = json!({ "metadata": metadata });
        let mut unmapped = base.clone();
        let members = unmapped.pointer_mut(provider.members_at()).unwrap();
        members.as_object_mut().unwrap().append(&mut many(&|index| json!(index)));
        for document in [unmapped, providers::document(provider.format, metadata)] {
            let answer = read(document.to_string().as_bytes(), &ReadOptions::default());
            written(answer.value().unwrap());
        }
    }
    let targets: Vec<Value> = (0..9000)
        .map(|index| {
            json!({
                "id": "x", "type": "paymentLinks",
                "attributes": {
                    "amount": "1", "currency": "EUR", "hostedPageUrl": "https://pay.example.com/x",
                    "status": "pending", "expiresAt": "2024-01-15T10:00:00Z",
                    "createdAt": "2024-01-15T09:00:00Z",
                },
                "relationships": { "target": { "data": { "type": "invoices", "id": index.to_string() } } },
            })
        })
        .collect();
    let children: Vec<Value> = (0..9000)
        .map(|index| json!({ "type": "invoices", "id": index.to_string(), "attributes": { "status": "pending" } }))
        .collect();
    let list = json!({ "data": targets, "included": children }).to_string();
    let answer = read_list(list.as_bytes(), &ReadOptions::default(), None);
    assert!(
        answer.value().unwrap().links.iter().all(|link| link.value().unwrap().child().is_some())
    );
}
