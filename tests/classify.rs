//! What a payload is named, and that reading agrees with it.
#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

use std::fs;
use std::path::{Path, PathBuf};

use paylink::api::{ReadOptions, classify, detect, read, read_list};
use paylink::finding::Code;
use paylink::model::Format;
use proptest::prelude::*;
use serde_json::{Value, json};

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

/// JSON texts, and what they are.
const DOCUMENTS: &[(&str, &str)] = &[
    // Links, however invalid.
    (r#"{"paymentLinkId":"x"}"#, "link connect"),
    (r#"{"paymentLinkId":5}"#, "link connect"),
    (r#"{"paymentLinkId":5,"url":"ftp://x"}"#, "link connect"),
    (r#"{"paymentLinkId":null,"status":"ACTIVE"}"#, "link connect"),
    (r#"{"a":[{"b":1}],"status":1,"paymentLinkId":[]}"#, "link connect"),
    (r#"{"items":[],"pagination":null,"paymentLinkId":"x","status":"ACTIVE"}"#, "link connect"),
    (
        r#"{"paymentLinkId":"x","status":"ACTIVE","errors":[{"title":"t","code":"c"}]}"#,
        "link connect",
    ),
    (r#"{"data":{"type":"paymentLinks"}}"#, "link txn"),
    (r#"{"data":{"type":"payment_links","id":"x"}}"#, "link txn"),
    (r#"{"data":{"attributes":{},"type":"Payment-Links","id":"x"}}"#, "link txn"),
    (
        r#"{"included":[],"data":{"id":"x","attributes":{"hostedPageUrl":1,"status":"created"}}}"#,
        "link txn",
    ),
    (
        r#"{"data":{"id":"x","type":"links","attributes":{"hostedPageUrl":"","paymentType":"Invoice"}}}"#,
        "link txn",
    ),
    (
        r#"{"data":{"type":"payment_links","attributes":{"amount":"1","status":"created"}}}"#,
        "link txn",
    ),
    // The name of one member is not enough.
    (r#"{"paymentLinkId":[]}"#, "json"),
    (r#"{"paymentLinkId":""}"#, "json"),
    (r#"{"data":{}}"#, "json"),
    (r#"{"data":null}"#, "json"),
    (r#"{"data":"paymentLinks"}"#, "json"),
    (r#"{"items":5}"#, "json"),
    (r#"{"items":[5]}"#, "json"),
    (r#"{"items":[],"count":0,"entity":"collection"}"#, "json"),
    (r#"{"orderId":""}"#, "json"),
    (r#"{"orderId":"x","status":"open","description":"d"}"#, "json"),
    (r#"{"orderId":"x","total":5}"#, "json"),
    (r#"{"eventId":"e"}"#, "json"),
    (r#"{"message":"m"}"#, "json"),
    (r#"{"message":"m","code":"c","stack":"s"}"#, "json"),
    (r#"{"errors":[]}"#, "json"),
    (r#"{"errors":["e"]}"#, "json"),
    (r#"{"errors":[{"message":"m","locations":[]}]}"#, "json"),
    (r#"{"data":{"type":"articles","id":"1","attributes":{"title":"t"}}}"#, "json"),
    (
        r#"{"data":{"id":"x","type":"invoiceTransactions","attributes":{"hostedPageUrl":"","status":""}}}"#,
        "json",
    ),
    // Lists.
    (r#"{"items":[]}"#, "list connect"),
    (r#"{"items":[{"paymentLinkId":"x"}]}"#, "list connect"),
    (r#"{"total":2,"items":[null,{"paymentLinkId":"x"}]}"#, "list connect"),
    (r#"{"items":[],"pagination":{"nextCursor":null}}"#, "list connect"),
    (r#"{"items":[5],"pagination":7}"#, "list connect"),
    (r#"{"data":[]}"#, "list txn"),
    (r#"{"data":[],"links":{},"meta":{},"jsonapi":{},"included":[]}"#, "list txn"),
    (r#"{"data":[null,{"type":"paymentLinks"}]}"#, "list txn"),
    (r#"{"data":[{"type":"paymentLinks"}],"object":"list"}"#, "list txn"),
    (r#"{"object":"list","data":[],"has_more":false}"#, "json"),
    (r#"{"data":[{"type":"invoices","id":"x"}]}"#, "json"),
    // Requests, webhooks, errors.
    (r#"{"orderId":"x"}"#, "create_request connect"),
    (r#"{"invoiceId":"x","metadata":{},"successUrl":""}"#, "create_request connect"),
    (r#"{"data":{"type":"payment_links","attributes":{}}}"#, "create_request txn"),
    (r#"{"data":{"type":"paymentLinks","attributes":{"amount":"1"}}}"#, "create_request txn"),
    (r#"{"data":{"type":"invoices","attributes":{"amountBilled":"1"}}}"#, "json"),
    (r#"{"eventId":"e","type":"customer.created","data":{}}"#, "webhook connect customer.created"),
    (r#"{"eventId":"e","type":"t","occurredAt":"2024-01-15T10:00:00Z"}"#, "webhook connect t"),
    (
        r#"{"eventId":"e","type":"link","data":{"paymentLinkId":"x","status":"ACTIVE"}}"#,
        "webhook connect link",
    ),
    (r#"{"data":{"type":"invoices","id":"x"}}"#, "webhook txn invoices"),
    (
        r#"{"data":{"type":"payouts","id":"x","attributes":{}},"included":[]}"#,
        "webhook txn payouts",
    ),
    (r#"{"code":"not_found","message":"m"}"#, "error connect"),
    (r#"{"code":"c","message":"m","details":[],"traceId":"t"}"#, "error connect"),
    (r#"{"errors":[{"status":401,"title":"t","code":"unauthorized"}]}"#, "error txn"),
    (r#"{"errors":[5,{"detail":"d","source":{}}],"meta":{}}"#, "error txn"),
    // Two providers' payloads in one.
    (
        r#"{"paymentLinkId":"x","status":"ACTIVE","data":{"type":"paymentLinks","id":"x"}}"#,
        "ambiguous",
    ),
    (r#"{"orderId":"x","description":"d","errors":[{"title":"t","code":"c"}]}"#, "ambiguous"),
    (r#"{"paymentLinkId":"x","data":{}}"#, "link connect"),
    // Other JSON.
    ("{}", "json"),
    ("[]", "json"),
    ("null", "json"),
    (" 12.5 ", "json"),
    (r#""paymentLinkId""#, "json"),
    (r#"[{"paymentLinkId":"x","status":"ACTIVE"}]"#, "json"),
    (r#"{"id":"cs_1","object":"checkout.session","url":null,"status":"open"}"#, "json"),
    (
        r#"{"id":"evt_1","object":"event","type":"t","data":{"object":{"object":"payment_link"}}}"#,
        "json",
    ),
];

/// Other bytes, and what they are.
const OTHERS: &[(&[u8], &str)] = &[
    (b"", "empty"),
    (b" \r\n\t", "empty"),
    (b"\xef\xbb\xbf\n", "empty"),
    // JSON that is not one complete document.
    (br#"{"paymentLinkId":"x","status":"ACT"#, "broken_json link connect cut off"),
    (
        br#"{"data":{"id":"x","type":"paymentLinks","attributes":{"amou"#,
        "broken_json link txn cut off",
    ),
    (br#"{"items":[{"paymentLinkId":"x"},{"#, "broken_json list connect cut off"),
    (br#"{"eventId":"e","type":"t","data":{"a":"#, "broken_json webhook connect t cut off"),
    (br#"{"a":1,"#, "broken_json json cut off"),
    (b"{", "broken_json json cut off"),
    (b"[\n", "broken_json json cut off"),
    (br#"[{"a":1},"#, "broken_json json cut off"),
    (br#"{"paymentLinkId":"x",}"#, "broken_json link connect"),
    (br#"{"paymentLinkId": nope}"#, "broken_json json"),
    (br#"{"a":fal"#, "broken_json json cut off"),
    (br#"{"a":"\u12"#, "broken_json json cut off"),
    (br#"{"a":-"#, "broken_json json cut off"),
    (br#"{"paymentLinkId":"x"} x"#, "broken_json link connect"),
    (br#"{"paymentLinkId":"x"}}"#, "broken_json link connect"),
    (b"{\"paymentLinkId\":\"x\"}\n{\"paymentLinkId\":\"y\"}\n", "json_lines link connect"),
    (b"{\"a\":1}{\"b\"", "json_lines json"),
    (b"[1,2]\n[3]", "json_lines json"),
    (b"{'a': 1}", "text"),
    (b"{{name}}", "text"),
    (b"[INFO] started", "text"),
    (b"[2024-01-01] started", "text"),
    // Pages of proxies, and other markup.
    (b"<!doctype html><title>502</title>", "html"),
    (b"\xef\xbb\xbf\r\n  <!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">", "html"),
    (b"<HTML><body>", "html"),
    (b"<!-- a --><html>", "html"),
    (b"<h1>Bad Gateway</h1>", "html"),
    (b"<?xml version=\"1.0\"?><!DOCTYPE html><html xmlns=\"x\"/>", "html"),
    (b"<?xml version=\"1.0\"?>\n<error/>", "xml"),
    (b"<?xml version=\"1.0\"?>", "xml"),
    (b"<?xml", "xml"),
    (b"<soap:Envelope></soap:Envelope>", "xml"),
    (b"<svg xmlns=\"x\"/>", "picture image/svg+xml"),
    (b"<?xml version=\"1.0\"?><!-- a --><!DOCTYPE svg><svg/>", "picture image/svg+xml"),
    (b"<3 you", "text"),
    (b"< 5", "text"),
    (b"<", "text"),
    // Files.
    (b"\x89PNG\r\n\x1a\n\0\0", "picture image/png"),
    (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture image/jpeg"),
    (b"GIF89a\x01\0", "picture image/gif"),
    (b"RIFF\x24\0\0\0WEBPVP8 ", "picture image/webp"),
    (b"RIFF\x24\0\0\0WAVEfmt ", "binary"),
    (b"%PDF-1.7\n", "pdf"),
    (b"\n%PDF-1.7\n", "pdf"),
    (b"\x1f\x8b\x08\0", "gzip"),
    (b"PK\x03\x04\x14\0", "zip"),
    (b"\xff\xfe{\0}\0", "utf16"),
    (b"\xfe\xff\0{\0}", "utf16"),
    (b"{\0\"\0a\0", "utf16"),
    (b"\0{\0\"\0a", "utf16"),
    (b"\0\0\0\0", "binary"),
    (b"\x01\x02\x03", "binary"),
    (b"\xff\xf0\xf0\xf0\xf0", "binary"),
    // Tables.
    (b"id,status\nx,ACTIVE\n", "csv"),
    (b"\xef\xbb\xbfid;status\r\nx;ACTIVE\r\n", "csv"),
    (b"id\tstatus\nx\tACTIVE", "csv"),
    (b"\"id\",\"status\"\n\"a,b\",\"c\nd\"\n", "csv"),
    (b"sep=;\nid;status\nx;ACTIVE\n", "csv"),
    (b"id,name\nx,M\xfcller\n", "csv"),
    (b"1,2,3\n4,5,6\n", "csv"),
    (b"id,status\n", "text"),
    (b"Dear Sir, hello\nplease pay, or else\n", "text"),
    (b"a,b\nc\n", "text"),
    // Other text.
    (b"hello", "text"),
    (b"https://pay.example.com/x", "text"),
    (b"M\xfcller pays", "text"),
    (b"nope", "text"),
];

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

/// A link that is cut off anywhere is JSON that is cut off, and is a link as soon as its id is there.
#[test]
fn a_link_that_is_cut_off_is_recognised_up_to_there() {
    let txn = format!(r#"{{"data":{TXN}}}"#);
    for (text, format, from) in [(CONNECT, "connect", 20), (txn.as_str(), "txn", 39)] {
        for end in 1..text.len() {
            let expected = if end < from {
                "broken_json json cut off".to_owned()
            } else {
                format!("broken_json link {format} cut off")
            };
            assert_eq!(named(&text.as_bytes()[..end]), expected, "{}", &text[..end]);
        }
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
    for provider in ["stripe", "razorpay", "adyen", "mollie"] {
        for (file, bytes) in files(&shared.join("providers/payloads").join(provider)) {
            assert_eq!(named(&bytes), "json", "{provider}/{file}");
            let list = format!(
                r#"{{"object":"list","data":[{}],"has_more":false}}"#,
                String::from_utf8_lossy(&bytes)
            );
            assert_eq!(named(list.as_bytes()), "json", "a list of {provider}/{file}");
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
    agree(format!(r#"{{"data":{CONNECT},"items":[{TXN}]}}"#).as_bytes());
    agree(format!(r#"{{"items":[{CONNECT}],"data":[]}}"#).as_bytes());
    agree(format!(r#"{{"items":[],"data":[{TXN}]}}"#).as_bytes());
}

/// Values of members that payloads have.
fn value() -> impl Strategy<Value = Value> {
    let link: Value = serde_json::from_str(CONNECT).unwrap();
    let resource: Value = serde_json::from_str(TXN).unwrap();
    prop::sample::select(vec![
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
        json!([link]),
        json!([resource]),
        json!({ "type": "invoices", "id": "x" }),
        json!({ "type": "payment_links", "attributes": {} }),
        json!({ "nextCursor": null }),
        json!([{ "title": "t", "code": "c" }]),
        link,
        resource,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn detection_reading_and_classification_agree(
        members in prop::collection::vec(
            (
                prop::sample::select(vec![
                    "paymentLinkId", "url", "status", "createdAt", "updatedAt", "items", "pagination",
                    "data", "included", "links", "errors", "eventId", "type", "orderId", "message",
                    "code", "object",
                ]),
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
    let text =
        br#"{"object":"list","data":[{"id":"cs_1","object":"checkout.session"}],"has_more":false}"#;
    let codes = |issues: &[paylink::finding::Issue]| -> Vec<&str> {
        issues.iter().map(|issue| issue.code().name()).collect()
    };
    let answer = read_list(text, &ReadOptions::default(), None);
    assert_eq!(codes(answer.issues()), ["format_unknown"]);
    // A given format is not questioned.
    let given = ReadOptions { format: Some(Format::Txn), ..ReadOptions::default() };
    assert_eq!(read_list(text, &given, None).value().unwrap().links.len(), 1);
}
