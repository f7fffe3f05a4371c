//! Cases that nobody in this project wrote. They are found in `../shared/suites`, or in the folder that
//! `PAYLINK_SUITES` names; a run without them says so.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::path::PathBuf;

use paylink::facade::{ReadOptions, read};
use paylink::format::Format;
use paylink::issue::{Code, ErrorCode};
use paylink::model::Instant;
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    id: String,
    b64: String,
    expect: Expect,
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
        let digit = |byte: u8| match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            _ => 63,
        };
        let text = self.b64.trim_end_matches('=').as_bytes();
        let mut out = Vec::new();
        for group in text.chunks(4) {
            let bits = group.iter().fold(0_u32, |bits, byte| bits << 6 | u32::from(digit(*byte)));
            let bits = bits << (6 * (4 - group.len()));
            out.extend(bits.to_be_bytes().iter().skip(1).take(group.len() - 1));
        }
        out
    }
}

/// The cases of a suite; none, with a word about it, where the suites are not.
fn cases(suite: &str) -> Vec<Case> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::var_os("PAYLINK_SUITES")
        .map_or_else(|| root.join("../shared/suites"), Into::into);
    let Ok(text) = std::fs::read_to_string(folder.join(format!("{suite}.jsonl"))) else {
        eprintln!("SKIPPED: the suite {suite} is not in {}", folder.display());
        return Vec::new();
    };
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Every case of the suites answered as they say; `judge` is whether the input is accepted.
#[track_caller]
fn hold(suites: &[&str], judge: impl Fn(&[u8]) -> bool, on_purpose: &[&str]) {
    for suite in suites {
        let cases = cases(suite);
        let mut refused_on_purpose = 0;
        for case in &cases {
            let accepted = judge(&case.bytes());
            match case.expect {
                Expect::Accept if on_purpose.contains(&case.id.as_str()) => {
                    assert!(!accepted, "{suite}: {} is accepted after all", case.id);
                    refused_on_purpose += 1;
                }
                Expect::Accept => assert!(accepted, "{suite}: {} is refused", case.id),
                Expect::Reject => assert!(!accepted, "{suite}: {} is accepted", case.id),
                Expect::Either | Expect::NoPanic => {}
            }
        }
        let count = cases.len();
        println!(
            "{suite}: {count} of {count} as they say, {refused_on_purpose} refused on purpose"
        );
    }
}

#[test]
fn json_is_what_rfc_8259_says() {
    let options = ReadOptions { format: Some(Format::Connect), ..ReadOptions::default() };
    let is_json = |bytes: &[u8]| {
        let answer = read(bytes, &options);
        !answer.issues().iter().any(|issue| {
            issue.code().name().starts_with("json_") || issue.code() == ErrorCode::MemberDuplicate
        })
    };
    hold(
        &["json", "json-transform"],
        is_json,
        &[
            // Members that stand twice.
            "y_object_duplicated_key.json",
            "y_object_duplicated_key_and_value.json",
            "object_same_key_different_values.json",
            "object_same_key_same_value.json",
            "object_same_key_unclear_values.json",
            // Bytes that are not UTF-8, which RFC 8259, section 8.1, requires.
            "string_1_invalid_codepoint.json",
            "string_2_invalid_codepoints.json",
            "string_3_invalid_codepoints.json",
        ],
    );
}

#[test]
fn instants_are_what_rfc_3339_says() {
    let is_instant =
        |bytes: &[u8]| std::str::from_utf8(bytes).is_ok_and(|text| Instant::parse(text).is_ok());
    hold(&["jsts-date-time", "toml-dt"], is_instant, &[]);
}
