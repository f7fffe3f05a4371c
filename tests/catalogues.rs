//! Catalogues: what a message is made of, and that each translation has all of it.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use paylink::api;
use paylink::api::{ReadOptions, read, translate};
use paylink::calling::validate::Kind;
use paylink::deciding::reconcile::Ground;
use paylink::finding::catalogue::Catalogue;
use paylink::finding::{Code, ErrorCode, NoteCode};
use paylink::finding::{Reason, Warning};
use paylink::model::Format;
use serde_json::{Value, json};

fn translations() -> Vec<Catalogue> {
    let folder = format!("{}/pkg/messages", env!("CARGO_MANIFEST_DIR"));
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| {
            let catalogue: Catalogue =
                serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            assert_eq!(path.file_stem().unwrap().to_str().unwrap(), catalogue.locale);
            catalogue
        })
        .collect()
}

/// The `{parameters}` of a text.
fn parameters(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn a_code_has_one_message_wherever_it_stands() {
    fn rows<C: Code>(all: &[C]) -> Vec<(&'static str, &'static str)> {
        all.iter().map(|code| (code.name(), code.template())).collect()
    }
    let mut known = BTreeMap::new();
    let tables = [
        rows(ErrorCode::ALL),
        rows(NoteCode::ALL),
        rows(Reason::ALL),
        rows(Warning::ALL),
        rows(Ground::ALL),
    ];
    for (name, template) in tables.concat() {
        assert_eq!(*known.entry(name).or_insert(template), template, "{name}");
    }
    assert_eq!(api::messages().messages.len(), known.len());
}

#[test]
fn every_translation_is_whole() {
    let english = api::messages();
    let translations = translations();
    assert!(translations.len() >= 2);
    for own in translations {
        let locale = &own.locale;
        assert!(own.messages.keys().eq(english.messages.keys()), "the codes of {locale}");
        assert!(own.phrases.keys().eq(english.phrases.keys()), "the phrases of {locale}");
        for (code, text) in &own.messages {
            let original = &english.messages[code];
            assert_eq!(parameters(text), parameters(original), "{locale} {code}");
            assert_ne!(text, original, "{locale} {code} is not translated");
            assert!(!text.ends_with('.') && !text.contains('\n'), "{locale} {code}");
            assert_eq!(text.matches('`').count(), original.matches('`').count(), "{locale} {code}");
        }
        for (phrase, text) in &own.phrases {
            assert!(!text.is_empty() && !text.ends_with('.'), "{locale} {phrase}");
            assert_eq!(text.matches('`').count(), phrase.matches('`').count(), "{locale} {phrase}");
        }
    }
}

/// Everything with a code and parameters in an answer.
fn coded(answer: &Value, found: &mut Vec<Value>) {
    match answer {
        Value::Object(object) => {
            if object.get("code").is_some_and(Value::is_string) && object.contains_key("params") {
                found.push(answer.clone());
            }
            object.values().for_each(|value| coded(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| coded(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// All the vectors have, and what is wrong with texts and values that they do not have.
fn everything_said() -> Vec<Value> {
    let mut said = Vec::new();
    let rows: Vec<Value> = serde_json::from_str(include_str!("vectors/answers.json")).unwrap();
    // What is only said again is whatever its row makes it.
    let first_hand = |row: &&Value| row["call"] != "render" && row["call"] != "translate";
    rows.iter().filter(first_hand).for_each(|row| coded(&row["answer"], &mut said));
    let texts = [
        "",
        " ",
        "{",
        "[1",
        "{\"a\" 1}",
        "{\"a\":1 2}",
        "[1 2]",
        "{1}",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\u{1}\"",
        "-",
        "1.",
        "tru",
        "\"a",
        "[]",
        "1",
        "x y",
        "%",
        "\"\\ud800\"",
        "{\"a\":1,\"a\":2}",
        "{}",
        "{\"data\":[{\"type\":\"-\"}]}",
    ];
    for text in texts {
        for (_, kind) in Kind::ALL {
            for format in Format::ALL.iter().copied().map(Some).chain([None]) {
                coded(&json!(api::validate(kind, text.as_bytes(), format)), &mut said);
            }
        }
        for format in Format::ALL {
            let options = ReadOptions { format: Some(*format), ..ReadOptions::default() };
            coded(&json!(read(text.as_bytes(), &options)), &mut said);
            coded(&json!(api::read_create_request(text.as_bytes(), *format)), &mut said);
        }
    }
    said
}

/// The same in every language: input in backticks, numbers, instants, names of headers and members.
fn is_neutral(name: &str, value: &str) -> bool {
    let mut outside = value.split('`').step_by(2);
    let plain = |text: &str| !text.contains(|char: char| char.is_alphabetic());
    match name {
        // What a provider answers is in its own words; a reason within an issue is a message itself.
        "header" | "parameter" | "member" | "reason" | "answer" | "why" => true,
        // JSON's own literal.
        _ if value == "null" => true,
        _ => outside.all(plain) || paylink::model::Instant::parse(value).is_ok(),
    }
}

#[test]
fn whatever_a_message_is_made_of_can_be_said_in_another_language() {
    let english = api::messages();
    let methods = ["GET", "POST", "GET, POST", "POST, GET"];
    let ids = [Format::ALL.iter().map(|format| format.id()).collect::<Vec<_>>().join(", ")];
    let mut used = BTreeSet::new();
    for finding in everything_said() {
        for (name, value) in finding["params"].as_object().unwrap() {
            let value = value.as_str().unwrap();
            if methods.contains(&value) || ids.iter().any(|ids| ids.contains(value)) {
                continue;
            }
            for part in value.split("; ") {
                let known = english.phrases.contains_key(part);
                assert!(known || is_neutral(name, value), "{name}: {value}");
                if known {
                    used.insert(part.to_owned());
                }
            }
        }
    }
    let unused: Vec<_> = english.phrases.keys().filter(|phrase| !used.contains(*phrase)).collect();
    // What only the edge says: see `what_a_credential_may_not_do_is_told_in_every_language`.
    let unused: Vec<_> =
        unused.into_iter().filter(|phrase| !SCOPES.contains(&phrase.as_str())).collect();
    println!("{} phrases, never said here: {unused:?}", english.phrases.len());
    assert!(unused.len() <= 12, "phrases that nothing says: {unused:?}");
}

const SCOPES: [&str; 3] = ["close payment links", "create payment links", "read payment links"];

#[test]
fn what_a_credential_may_not_do_is_told_in_every_language() {
    let said = |catalogue: &Catalogue| {
        let coded: Vec<_> = SCOPES
            .iter()
            .map(|action| json!({ "code": "scope_missing", "params": { "action": action } }))
            .collect();
        translate(serde_json::from_value(json!(coded)).unwrap(), catalogue).unwrap()
    };
    let english = said(&api::messages());
    assert_eq!(english[0], "this credential may not close payment links");
    for own in translations() {
        let told = said(&own);
        assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), SCOPES.len(), "{}", own.locale);
        for (action, message) in SCOPES.iter().zip(told) {
            assert!(!message.contains(action) && !message.contains('{'), "{message}");
        }
    }
}

#[test]
fn told_in_english_a_message_is_what_it_was() {
    let said = everything_said();
    let messages =
        translate(serde_json::from_value(json!(said)).unwrap(), &api::messages()).unwrap();
    for (finding, message) in said.iter().zip(messages) {
        assert_eq!(finding["message"].as_str().unwrap_or(&message), message);
    }
}

#[test]
fn told_in_another_language_nothing_english_is_left() {
    let english = api::messages();
    let said = everything_said();
    for own in translations() {
        let coded = serde_json::from_value(json!(said)).unwrap();
        for (finding, message) in said.iter().zip(translate(coded, &own).unwrap()) {
            assert_ne!(finding["message"], message, "{}", own.locale);
            assert!(!message.contains('{') || message.contains('`'), "{message}");
            // Any phrase of some length that is said otherwise there.
            for (phrase, text) in
                english.phrases.keys().map(|phrase| (phrase, &own.phrases[phrase]))
            {
                let left = phrase.len() > 8
                    && phrase.contains(' ')
                    && phrase != text
                    && message.contains(phrase.as_str());
                assert!(!left, "{}: {message}", own.locale);
            }
        }
    }
}
