//! What is JSON, and what is UTF-8, is what `serde_json` and the plain reader take for it.

use paylink::api::{Answer, validate};
use paylink::calling::validate::Kind;
use paylink::finding::{ErrorCode, Issue};
use serde::de::IgnoredAny;

use crate::oracle::{Fault, tree};

pub fn hold(data: &[u8]) {
    let answer = validate(Kind::Json, data, None);
    assert_eq!(answer, validate(Kind::Json, data, None), "the same again");
    let codes: Vec<ErrorCode> = answer.issues().iter().map(Issue::code).collect();
    let Ok(text) = std::str::from_utf8(data) else {
        assert_eq!(codes, [ErrorCode::JsonNotUtf8]);
        return;
    };
    match tree(text) {
        Err(Fault::Syntax) => assert_eq!(codes, [ErrorCode::JsonSyntax], "{text}"),
        // The limit is reached before it is seen whether the rest is JSON.
        Err(Fault::Deep) => assert_eq!(codes, [ErrorCode::JsonTooDeep], "{text}"),
        Ok(tree) if tree.has_twins() => {
            assert!(!codes.is_empty(), "{text}");
            assert!(codes.iter().all(|code| *code == ErrorCode::MemberDuplicate), "{text}");
        }
        Ok(_) => {
            assert!(matches!(&answer, Answer::Accepted { value, .. } if value == text), "{text}")
        }
    }
    // serde_json takes no byte order mark, goes one value less deep, and does not look for members
    // that stand twice; all three are decided otherwise here, on purpose.
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    let theirs = serde_json::from_str::<IgnoredAny>(bare);
    match theirs {
        Ok(_) => assert!(
            !codes.contains(&ErrorCode::JsonSyntax) && !codes.contains(&ErrorCode::JsonTooDeep),
            "{text}"
        ),
        Err(error) if error.to_string().contains("recursion limit") => {}
        Err(_) => assert!(
            codes.contains(&ErrorCode::JsonSyntax) || codes.contains(&ErrorCode::JsonTooDeep),
            "{text}"
        ),
    }
}
