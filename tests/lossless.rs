//! `write(read(x))` is `x`, up to member order, white space and the spelling of escapes, for every
//! document that is read: 100,000 generated ones for each format. What the model does not hold of
//! them is noted.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "common/dice.rs"]
mod dice;

use dice::Dice;
use paylink::api::{Answer, ReadOptions, read, read_many, write};
use paylink::finding::Note;
use paylink::links::batch::{BatchOptions, LinkBatch};
use paylink::model::{Format, PaymentLink};
use serde_json::{Map, Value, json};

fn cases() -> u64 {
    std::env::var("PAYLINK_CASES").map_or(100_000, |count| count.parse().unwrap())
}

#[track_caller]
fn hold(format: Format, generate: impl Fn(&mut Dice) -> Value) {
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    for seed in 0..cases() {
        let document = generate(&mut Dice(seed));
        let answer = read(document.to_string().as_bytes(), &options);
        let Answer::Accepted { value: link, notes, .. } = &answer else {
            unreachable_document(seed, &document, &answer);
            continue;
        };
        let back: Value = serde_json::from_str(&write(link)).unwrap();
        assert_eq!(back, document, "{format}, document {seed}");
        for place in unheld(link) {
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
        let back: Value = serde_json::from_str(&write(&again)).unwrap();
        assert_eq!(back, document, "{format}, document {seed}, through plain data");
    }
    println!("{format}: {} generated documents written as they were read", cases());
}

/// The places of a link's document where the model has nothing.
fn unheld(link: &PaymentLink) -> Vec<String> {
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
    for change in link.kept() {
        let nothing = matches!(change.was.as_deref(), None | Some("null"));
        if let (true, Some(is)) = (nothing, &change.is) {
            leaves(change.pointer.clone(), &serde_json::from_str(is).unwrap(), &mut out);
        }
    }
    out
}

/// The generator makes sound documents only; one that is refused is a fault of either.
#[track_caller]
fn unreachable_document(seed: u64, document: &Value, answer: &Answer<PaymentLink>) {
    assert!(answer.issues().is_empty(), "document {seed}: {:?}\n{document}", answer.issues());
}

#[test]
fn connect_documents_are_written_as_they_were_read() {
    hold(Format::Connect, Dice::connect);
}

#[test]
fn txn_documents_are_written_as_they_were_read() {
    hold(Format::Txn, Dice::txn);
}

#[test]
fn links_of_a_list_are_written_as_documents_of_their_own() {
    for seed in 0..1000 {
        let mut dice = Dice(seed);
        let links: Vec<Value> = (0..3).map(|_| dice.connect()).collect();
        let list = json!({ "items": links });
        let answer = read_many(list.to_string().as_bytes(), &ReadOptions::default(), None);
        for (link, source) in answer.value().unwrap().links.iter().zip(&links) {
            let back: Value = serde_json::from_str(&write(link.value().unwrap())).unwrap();
            assert_eq!(&back, source, "document {seed}");
        }
        let document = dice.txn();
        let list = json!({ "data": [document["data"]], "included": document.get("included").unwrap_or(&json!([])) });
        let answer = read_many(list.to_string().as_bytes(), &ReadOptions::default(), None);
        let link = answer.value().unwrap().links[0].value().unwrap();
        let back: Value = serde_json::from_str(&write(link)).unwrap();
        assert_eq!(back["data"], document["data"], "document {seed}");
    }
}

/// Half a character has no name in plain data but its escape: the text that spells this escape out is
/// another one, and is not written in its place.
#[test]
fn names_and_texts_with_half_a_character_are_written_as_they_were_read() {
    for metadata in [
        r#"{"\ud800":1}"#,
        r#"{"\\ud800":1}"#,
        r#"{"a":{"\ud800":"\udfff"}}"#,
        r#"{"a":["\ud800","\\ud800"]}"#,
        r#"{"\ud800\\udc00":"\ud83d\ude00"}"#,
    ] {
        let document = format!(
            r#"{{"paymentLinkId":"x","url":"https://pay.example.com/x","status":"ACTIVE","createdAt":"2024-01-15T10:00:00Z","updatedAt":"2024-01-15T10:00:00Z","metadata":{metadata}}}"#
        );
        let answer = read(document.as_bytes(), &ReadOptions::default());
        assert_eq!(write(answer.value().unwrap()), document);
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

/// Byte for byte, by each way of reading, and once more through plain data.
#[test]
fn numbers_of_metadata_are_written_as_they_were_spelt() {
    let link = |metadata: &str| {
        format!(
            r#"{{"paymentLinkId":"x","url":"https://pay.example.com/x","status":"ACTIVE","createdAt":"2024-01-15T10:00:00Z","updatedAt":"2024-01-15T10:00:00Z","metadata":{metadata}}}"#
        )
    };
    let numbers = numbers();
    let each = numbers.iter().map(|number| format!(r#"{{"a":{number},"b":[{{"c":{number}}}]}}"#));
    let all = [format!(r#"{{"a":[{}]}}"#, numbers.join(","))];
    for metadata in each.chain(all) {
        let document = link(&metadata);
        let list = format!(r#"{{"items":[{document}]}}"#);
        let options = ReadOptions::default();
        let one = read(document.as_bytes(), &options);
        let many = read_many(list.as_bytes(), &options, None);
        let batch = LinkBatch::read(list.into_bytes(), BatchOptions::default());
        for answer in [&one, &many.value().unwrap().links[0], &batch.at(0).unwrap()] {
            let found = answer.value().unwrap();
            assert_eq!(write(found), document);
            let plain = serde_json::to_string(found).unwrap();
            let again: PaymentLink = serde_json::from_str(&plain).unwrap();
            assert_eq!(write(&again), document, "through {plain}");
        }
    }
}

/// A document of the largest size costs no square of it, whatever it is made of.
#[test]
fn large_and_hostile_documents_are_read_and_written_all_the_same() {
    let many = |value: &dyn Fn(usize) -> Value| -> Map<String, Value> {
        (0..60_000).map(|index| (format!("m{index}"), value(index))).collect()
    };
    let base = || {
        json!({
            "paymentLinkId": "x", "url": "https://pay.example.com/x", "status": "ACTIVE",
            "createdAt": "2024-01-15T10:00:00Z", "updatedAt": "2024-01-15T10:00:00Z",
        })
    };
    let mut unmapped = base();
    unmapped.as_object_mut().unwrap().append(&mut many(&|index| json!(index)));
    let mut metadata = base();
    metadata["metadata"] = Value::Object(many(&|_| json!({ "n": 12_345_678_901_234_567_890_u64 })));
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
    for document in [unmapped, metadata] {
        let answer = read(document.to_string().as_bytes(), &ReadOptions::default());
        let back: Value = serde_json::from_str(&write(answer.value().unwrap())).unwrap();
        assert!(back == document, "a large document is written as it was read");
    }
    let list = json!({ "data": targets, "included": children }).to_string();
    let answer = read_many(list.as_bytes(), &ReadOptions::default(), None);
    assert!(
        answer.value().unwrap().links.iter().all(|link| link.value().unwrap().child().is_some())
    );
}
