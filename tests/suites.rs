//! Cases that nobody in this project wrote. They are found in `../shared/suites`, or in the folder that
//! `PAYLINK_SUITES` names; a run without them says so. Natively, and as WebAssembly in Node;
//! `tests/js` asks the same of the package. A browser has no files to find them in.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use paylink::api::{ReadOptions, read, validate, write};
use paylink::calling::validate::Kind;
use paylink::model::{Decimal, Format, LinkId, Url};
use serde::Deserialize;
use serde_json::{Map, Value, json};

#[derive(Deserialize)]
struct Case {
    id: String,
    b64: String,
    expect: Expect,
    output: Option<String>,
}

#[derive(Deserialize, PartialEq, Clone, Copy, Debug)]
#[serde(rename_all = "lowercase")]
enum Expect {
    Accept,
    Reject,
    Either,
    NoPanic,
}

impl Case {
    fn bytes(&self) -> Vec<u8> {
        decode(&self.b64)
    }
}

/// Base64, RFC 4648.
fn decode(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut out = Vec::new();
    for group in text.trim_end_matches('=').as_bytes().chunks(4) {
        let bits = group.iter().fold(0_u32, |bits, byte| bits << 6 | u32::from(digit(*byte)));
        let bits = bits << (6 * (4 - group.len()));
        out.extend(bits.to_be_bytes().iter().skip(1).take(group.len() - 1));
    }
    out
}

/// What a test counted, on every target.
macro_rules! say {
    ($($what:tt)*) => {{
        #[cfg(not(target_arch = "wasm32"))]
        println!($($what)*);
        #[cfg(target_arch = "wasm32")]
        wasm_bindgen_test::console_log!($($what)*);
    }};
}

/// A file of the suites; none, with a word about it, where the suites are not.
fn file(name: &str) -> Option<String> {
    let folder = option_env!("PAYLINK_SUITES")
        .unwrap_or(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/suites"));
    let path = format!("{folder}/{name}");
    let text = read_file(&path);
    if text.is_none() {
        say!("SKIPPED: there is no {path}");
    }
    text
}

#[cfg(not(target_arch = "wasm32"))]
fn read_file(path: &str) -> Option<String> {
    std::fs::read_to_string(path).ok()
}

#[cfg(target_arch = "wasm32")]
fn read_file(path: &str) -> Option<String> {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen(module = "node:fs")]
    extern "C" {
        #[wasm_bindgen(js_name = readFileSync, catch)]
        fn read_file_sync(path: &str, encoding: &str) -> Result<String, JsValue>;
    }
    read_file_sync(path, "utf8").ok()
}

fn cases_as<T: serde::de::DeserializeOwned>(suite: &str) -> Vec<T> {
    let text = file(&format!("{suite}.jsonl")).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn cases(suite: &str) -> Vec<Case> {
    cases_as(suite)
}

/// Every case of the suites answered as they say by the check of a kind of value: accepted or not,
/// and written as they write it. `on_purpose` names the cases that are refused all the same.
#[track_caller]
fn hold(suites: &[&str], kind: Kind, on_purpose: &[&str]) {
    for suite in suites {
        let cases = cases(suite);
        let mut refused_on_purpose = 0;
        for case @ Case { id, expect, output, .. } in &cases {
            let answer = validate(kind, &case.bytes(), None);
            let accepted = answer.value().is_some();
            match expect {
                Expect::Accept if on_purpose.contains(&id.as_str()) => {
                    assert!(!accepted, "{suite}: {id} is accepted after all");
                    refused_on_purpose += 1;
                }
                Expect::Accept => assert!(accepted, "{suite}: {id} is refused"),
                Expect::Reject => assert!(!accepted, "{suite}: {id} is accepted"),
                Expect::Either | Expect::NoPanic => {}
            }
            if let Some(output) = output {
                assert_eq!(answer.value(), Some(output), "{suite}: {id}");
            }
        }
        let count = cases.len();
        say!("{suite}: {count} of {count} as they say, {refused_on_purpose} refused on purpose");
    }
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn json_is_what_rfc_8259_says() {
    let refused: Vec<&str> =
        serde_json::from_str(include_str!("vectors/json-refused-on-purpose.json")).unwrap();
    assert_eq!(refused.len(), 8);
    hold(&["json", "json-transform"], Kind::Json, &refused);
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn instants_are_what_rfc_3339_says() {
    hold(&["jsts-date-time", "toml-dt"], Kind::Instant, &[]);
}

/// The suites of dates and times by themselves, each put together with a sound other half.
#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn dates_and_times_put_together_are_what_rfc_3339_says() {
    for (suite, before, after) in
        [("jsts-date", "", "T08:30:06Z"), ("jsts-time", "1998-12-31T", "")]
    {
        let cases = cases(suite);
        for case in &cases {
            let text = [before.as_bytes(), &case.bytes(), after.as_bytes()].concat();
            let accepted = validate(Kind::Instant, &text, None).value().is_some();
            assert_eq!(accepted, case.expect == Expect::Accept, "{suite}: {}", case.id);
        }
        say!("{suite}: {0} of {0} as they say", cases.len());
    }
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn an_id_is_a_uuid_where_rfc_9562_says_so() {
    let cases = cases("jsts-uuid");
    for case in &cases {
        let text = String::from_utf8(case.bytes()).unwrap();
        let is_uuid = LinkId::parse(&text).is_ok_and(|id| id.is_uuid());
        assert_eq!(is_uuid, case.expect == Expect::Accept, "{}", case.id);
    }
    say!("jsts-uuid: {0} of {0} as they say", cases.len());
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn media_types_are_what_the_whatwg_says() {
    hold(&["wpt-mime-types", "wpt-generated-mime-types"], Kind::MediaType, &[]);
}

/// The law: whatever is taken as a link's URL, the WHATWG parser reads with the same host.
#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn urls_have_the_host_that_a_browser_sees() {
    #[derive(Deserialize)]
    struct UrlCase {
        b64: String,
        href: Option<String>,
    }
    let host = |url: &str| {
        let rest = url.split_once("://").unwrap().1;
        let authority = rest.split(['/', '?', '#']).next().unwrap();
        authority.to_ascii_lowercase()
    };
    let cases: Vec<UrlCase> = cases_as("wpt-url");
    let mut taken = 0;
    for case in &cases {
        let bytes = decode(&case.b64);
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        if let Ok(url) = Url::parse(text) {
            taken += 1;
            let seen = case.href.as_deref().map(host);
            let ours = host(url.as_str());
            let port = if url.is_https() { ":443" } else { ":80" };
            // Browsers leave out the usual port, and write IPv6 their own way.
            let ours = ours.strip_suffix(port).unwrap_or(&ours);
            let ours = ours.strip_suffix(':').unwrap_or(ours);
            // An international name may be one that browsers refuse: a link with it can still be closed.
            let is_international = ours.split('.').any(|label| label.starts_with("xn--"));
            if seen.is_none() && is_international {
                continue;
            }
            if !ours.starts_with('[') {
                assert_eq!(seen.as_deref(), Some(ours), "{text}");
            }
            assert!(seen.is_some(), "{text} is no URL for a browser");
        }
    }
    say!("wpt-url: {} cases, {taken} taken as a link's URL, every host the browser's", cases.len());
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn decimals_compare_and_reduce_exactly() {
    #[derive(Deserialize, Default)]
    struct Decimals {
        pairs: Vec<(String, String, String)>,
        red: Vec<(String, String)>,
    }
    let Decimals { pairs, red } = file("dec-plain.json")
        .map_or_else(Decimals::default, |text| serde_json::from_str(&text).unwrap());
    for (one, other, sign) in &pairs {
        let order = Decimal::parse(one).unwrap().cmp(&Decimal::parse(other).unwrap());
        assert_eq!((order as i8).to_string(), *sign, "{one} against {other}");
    }
    for (text, reduced) in &red {
        let answer = validate(Kind::Decimal, text.as_bytes(), None);
        assert_eq!(answer.value(), Some(reduced), "{text}");
    }
    say!("dec-plain: {} pairs compared, {} reduced", pairs.len(), red.len());
}

/// Every text that a document can have, free or not.
fn with_text_everywhere(text: &str) -> [(Format, Value, Vec<&'static str>); 2] {
    let connect = json!({
        "paymentLinkId": text, "url": "https://pay.example.com/x", "status": text,
        "description": text, "paymentId": text, "createdAt": "2024-01-15T10:00:00Z",
        "updatedAt": "2024-01-15T10:00:00Z", "metadata": { text: text }, "zone": text,
    });
    let child: Map<String, Value> = [
        "status",
        "statusContext",
        "paymentStatus",
        "reference",
        "networkName",
        "network",
        "address",
        "txid",
        "receiverBinanceId",
        "binanceStatus",
        "approvalStatus",
        "paymentMethod",
        "other",
    ]
    .into_iter()
    .map(|name| (name.to_owned(), json!(text)))
    .collect();
    let txn = json!({
        "data": {
            "id": text, "type": "paymentLinks",
            "attributes": {
                "amount": "1", "currency": "EUR", "hostedPageUrl": "https://pay.example.com/x",
                "status": text, "reference": text, "networkName": text, "network": text,
                "approvalStatus": text, "paymentType": text, "paymentMethods": [text],
                "expiresAt": "2024-01-15T10:00:00Z", "createdAt": "2024-01-15T09:00:00Z",
            },
            "relationships": { "target": { "data": { "type": "payouts", "id": text } } },
        },
        "included": [{ "type": "payouts", "id": text, "attributes": child }],
    });
    let connect_texts = vec!["/id", "/rawStatus", "/description", "/payment/id"];
    let txn_texts = vec![
        "/id",
        "/rawStatus",
        "/reference",
        "/network/name",
        "/approvalStatus",
        "/rawKind",
        "/paymentMethods/0",
        "/payment/id",
        "/child/id",
        "/child/rawStatus",
        "/child/reference",
        "/child/address",
        "/child/txid",
        "/child/receiverBinanceId",
        "/child/binanceStatus",
        "/child/approvalStatus",
        "/child/paymentMethod",
    ];
    [(Format::Connect, connect, connect_texts), (Format::Txn, txn, txn_texts)]
}

/// No string makes the reader fail but the empty one, and none is changed.
#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn naughty_strings_are_kept_to_the_byte_in_every_text() {
    let cases = cases("blns");
    let (mut texts, mut strings) = (0, 0);
    for case in &cases {
        let bytes = case.bytes();
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        for (name, kind) in Kind::ALL {
            // Whatever it is, it is answered.
            let answer = validate(kind, text.as_bytes(), None);
            assert_eq!(answer.issues().is_empty(), answer.value().is_some(), "{name}: {text:?}");
        }
        for (format, document, places) in with_text_everywhere(text) {
            let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
            let answer = read(document.to_string().as_bytes(), &options);
            let Some(link) = answer.value() else {
                assert_eq!(text, "", "{format}: {:?}", answer.issues());
                continue;
            };
            let written = read(write(link).as_bytes(), &options);
            let links =
                [Some(link), written.value()].map(|link| serde_json::to_value(link).unwrap());
            for place in places {
                for link in &links {
                    let found = link.pointer(place);
                    assert_eq!(found, Some(&json!(text)), "{format}: {place} of {text:?}");
                }
                texts += 1;
            }
        }
        strings += 1;
    }
    say!("blns: {strings} of {} strings, kept in {texts} texts", cases.len());
}
