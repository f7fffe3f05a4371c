//! What a payload is named, and that reading agrees with it.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use std::fs;
use std::path::{Path, PathBuf};

use cases::cases;
use paylink::api::{ReadOptions, classify, detect, read, read_list};
use paylink::finding::Code;
use paylink::model::Format;
use payloads::{DOCUMENTS, OTHERS};
use proptest::prelude::*;
use providers::{Provider, with};
use serde_json::{Value, json};

#[path = "common/cases.rs"]
mod cases;
#[path = "classify/payloads.rs"]
mod payloads;
#[path = "common/providers/mod.rs"]
mod providers;

/// The classification in short: its kind, format and event.
fn named(bytes: &[u8]) -> String {
    let found = serde_json::to_value(classify(bytes)).unwrap();
    let words = ["kind", "seems", "format", "event", "mediaType"];
    let mut words: Vec<_> = words.iter().filter_map(|word| found[*word].as_str()).collect();
    if found["cutOff"] == json!(true) {
        words.push("cut off");
    }
    words.join(" ")
}

const CONNECT: &str = r#"{"paymentLinkId":"x","url":"https://pay.example.com/x","status":"ACTIVE","createdAt":"2024-01-15T10:00:00Z","updatedAt":"2024-01-15T10:00:00Z"}"#;
const TXN: &str = r#"{"id":"x","type":"paymentLinks","attributes":{"amount":"1","currency":"EUR","hostedPageUrl":"https://pay.example.com/x","status":"created","expiresAt":"2025-06-18T23:00:00Z","createdAt":"2025-06-18T16:00:00Z"}}"#;

#[test]
fn every_payload_is_named() {
    for (text, expected) in DOCUMENTS {
        assert_eq!(named(text.as_bytes()), *expected, "{text}");
        let marked = format!("\u{feff} {text}\n");
        assert_eq!(named(marked.as_bytes()), *expected, "after a byte order mark: {text}");
    }
    for (bytes, expected) in OTHERS {
        assert_eq!(named(bytes), *expected, "{}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(named(CONNECT.as_bytes()), "link connect");
    assert_eq!(named(format!(r#"{{"data":{TXN}}}"#).as_bytes()), "link txn");
    let deep = "[".repeat(200) + &"]".repeat(200);
    assert_eq!(named(deep.as_bytes()), "broken_json json");
}

/// A link that is cut off anywhere is JSON that is cut off, and is a link from some member on.
#[test]
fn a_link_that_is_cut_off_is_recognised_up_to_there() {
    let own = providers::all().iter().map(|it| (it.examples[0].as_str(), it.format.id(), None));
    let txn = format!(r#"{{"data":{TXN}}}"#);
    let exact = [(CONNECT, "connect", Some(20)), (txn.as_str(), "txn", Some(39))];
    for (text, format, from) in own.chain(exact) {
        let cuts = (1..text.len()).filter(|end| text.is_char_boundary(*end));
        let names: Vec<_> = cuts.map(|end| named(&text.as_bytes()[..end])).collect();
        let is_link = |name: &String| *name == format!("broken_json link {format} cut off");
        let first = names.iter().position(is_link).unwrap();
        let (before, after) = names.split_at(first);
        // Without the members of a response it may be a request.
        let is_request = format!("broken_json create_request {format} cut off");
        let is_before = |name: &String| name == "broken_json json cut off" || *name == is_request;
        assert!(before.iter().all(is_before), "{text}");
        assert!(after.iter().all(is_link), "{text}");
        assert!(from.is_none_or(|from| from == first + 1), "{format}: {first}");
        assert!(first < text.len() / 2 || format == "razorpay", "{format}: {first}");
    }
}

/// The optional folder with real payloads, beside this repository.
fn shared() -> PathBuf {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");
    std::env::var_os("PAYLINK_SHARED").map_or_else(|| PathBuf::from(beside), PathBuf::from)
}

/// The JSON files of a folder, by name.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    let documents = paths.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    let mut files: Vec<_> = documents
        .map(|path| {
            (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// What a published payload of a supported provider is, by the name of its file.
fn expected_of(format: &str, file: &str) -> String {
    let has = |word: &str| file.contains(word);
    if has("signature-test-vector") || has("create-invoice-request") {
        return "json".to_owned();
    }
    match (format, file) {
        (_, _) if has("create-payment-link-request") => format!("create_request {format}"),
        (_, _) if has("error") => format!("error {format}"),
        ("connect", _) if has("webhook") => "webhook connect <string>".to_owned(),
        (_, _) if has("invoice-webhook") => "webhook txn invoices".to_owned(),
        (_, _) if has("payout-webhook") => "webhook txn payouts".to_owned(),
        (_, _) => format!("link {format}"),
    }
}

#[test]
fn published_payloads_are_named() {
    let shared = shared();
    let mut count = 0;
    for folder in ["payloads", "providers/payloads/txn"] {
        for (file, bytes) in files(&shared.join(folder)) {
            let format = if file.starts_with("telness") { "connect" } else { "txn" };
            assert_eq!(named(&bytes), expected_of(format, &file), "{file}");
            count += 1;
        }
    }
    // Providers that are not supported: none of their payloads is taken for a supported one's.
    let folders = fs::read_dir(shared.join("providers/payloads"));
    for folder in folders.into_iter().flatten().map(|folder| folder.unwrap()) {
        if Format::from_id(&folder.file_name().to_string_lossy()).is_some() {
            continue;
        }
        for (file, bytes) in files(&folder.path()) {
            assert_eq!(named(&bytes), "json", "{file}");
            let list = format!(
                r#"{{"object":"list","data":[{}],"has_more":false}}"#,
                String::from_utf8_lossy(&bytes)
            );
            assert_eq!(named(list.as_bytes()), "json", "a list of {file}");
            count += 1;
        }
    }
    if count == 0 {
        println!("SKIPPED: there is no {}", shared.display());
    }
}

/// Detection, classification and reading agree.
fn agree(bytes: &[u8]) {
    let found = classify(bytes);
    let detected = detect(bytes);
    if found.seems.is_some() {
        assert_eq!(detected, None);
    } else {
        assert_eq!(detected, found.format);
    }
    let without = ReadOptions::default();
    let text = String::from_utf8_lossy(bytes);
    let answers = |options: &ReadOptions| (read(bytes, options), read_list(bytes, options, None));
    if detected.is_some() {
        let given = ReadOptions { format: detected, ..without };
        assert_eq!(answers(&without), answers(&given), "{text}");
        return;
    }
    let (one, many) = answers(&without);
    for issues in [one.issues(), many.issues()] {
        let code = issues.first().unwrap().code().name();
        let is_json = serde_json::from_slice::<Value>(bytes).is_ok();
        let expected = match json!(found.kind).as_str().unwrap() {
            "ambiguous" => "format_ambiguous",
            "json" if is_json => "format_unknown",
            _ => "json_",
        };
        assert!(code.starts_with(expected), "{code} for {text}");
    }
}

#[test]
fn detection_reading_and_classification_agree_on_the_table() {
    for (text, _) in DOCUMENTS {
        agree(text.as_bytes());
    }
    for (bytes, _) in OTHERS {
        agree(bytes);
    }
    for (first, second) in [("5", TXN), (TXN, "5")] {
        agree(format!(r#"{{"data":{first},"data":{second}}}"#).as_bytes());
    }
    // Each provider's list with each other's links in it or beside it.
    for (one, other) in
        providers::all().iter().flat_map(|one| providers::all().iter().map(move |it| (one, it)))
    {
        let [mut list, link] = [one, other].map(|it| it.list(&[documents(it)[0].clone()]));
        let links = link.pointer(&other.links_at).unwrap();
        agree(with(&list, &one.links_at, links.clone()).to_string().as_bytes());
        let members = link.as_object().unwrap().clone();
        list.as_object_mut().unwrap().extend(members);
        agree(list.to_string().as_bytes());
    }
}

fn documents(provider: &Provider) -> Vec<Value> {
    provider.examples.iter().map(|text| serde_json::from_str(text).unwrap()).collect()
}

/// Values of members that payloads have.
fn value() -> impl Strategy<Value = Value> {
    let links = providers::all()
        .iter()
        .map(|provider| documents(provider)[0].pointer(&provider.link_at).unwrap().clone());
    let links: Vec<_> = links.collect();
    let lists = links.iter().map(|link| json!([link])).collect::<Vec<_>>();
    let values = vec![
        json!(null),
        json!(5),
        json!(""),
        json!("x"),
        json!("ACTIVE"),
        json!("2024-01-15T10:00:00Z"),
        json!("https://pay.example.com/x"),
        json!([]),
        json!({}),
        json!([5, null]),
        json!("checkout.session"),
        json!("event"),
        json!("list"),
        json!("plink_1"),
        json!({ "object": {} }),
        json!({ "type": "api_error", "message": "m" }),
        json!({ "code": "SERVER_ERROR", "description": "d" }),
        json!({ "type": "invoices", "id": "x" }),
        json!({ "type": "payment_links", "attributes": {} }),
        json!({ "nextCursor": null }),
        json!([{ "title": "t", "code": "c" }]),
    ];
    prop::sample::select([values, links, lists].concat())
}

/// Names of members that payloads have.
fn member() -> impl Strategy<Value = String> {
    let own = [
        "errors",
        "error",
        "eventId",
        "type",
        "orderId",
        "message",
        "code",
        "object",
        "event",
        "entity",
        "payload",
        "line_items",
        "mode",
        "included",
        "links",
    ];
    let all = providers::all().iter().flat_map(Provider::names);
    // Each own name as often as all others together.
    let all: Vec<_> = all.filter(|name| name.parse::<u8>().is_err()).collect();
    prop_oneof![
        prop::sample::select(own.map(str::to_owned).to_vec()),
        prop::sample::select(all),
        prop::sample::select(providers::all().iter().flat_map(markers).collect::<Vec<_>>()),
    ]
}

/// Names of the members that a document of links begins with.
fn markers(provider: &Provider) -> Vec<String> {
    let places = [&provider.links_at, &provider.id_at, &provider.link_at];
    let names = places.into_iter().filter_map(|at| at.split('/').nth(1));
    names.map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(2_000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn detection_reading_and_classification_agree(
        members in prop::collection::vec(
            (
                member(),
                value(),
            ),
            0..6,
        ),
        cut in prop::option::weighted(0.2, 0..200_usize),
    ) {
        let members: Vec<_> = members.iter().map(|(name, value)| format!(r#""{name}":{value}"#)).collect();
        let text = format!("{{{}}}", members.join(","));
        let end = cut.unwrap_or(text.len()).min(text.len());
        agree(&text.as_bytes()[..end]);
    }

    #[test]
    fn any_bytes_are_named(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        agree(&bytes);
    }

    #[test]
    fn any_text_is_named(text in "[{}\\[\\]\":,<>!?a-c0-9 \n;\t-]{0,40}") {
        agree(text.as_bytes());
    }
}

/// An unsupported provider's list is refused as a whole, not link by link.
#[test]
fn a_list_of_another_provider_is_of_no_known_format() {
    let text = br#"{"object":"list","data":[{"id":"x_1","object":"x.session"}],"has_more":false}"#;
    let codes = |issues: &[paylink::finding::Issue]| -> Vec<&str> {
        issues.iter().map(|issue| issue.code().name()).collect()
    };
    let answer = read_list(text, &ReadOptions::default(), None);
    assert_eq!(codes(answer.issues()), ["format_unknown"]);
    // A given format is not questioned.
    for format in [Format::Txn, Format::Stripe] {
        let given = providers::options(format);
        assert_eq!(read_list(text, &given, None).value().unwrap().links.len(), 1);
    }
}
