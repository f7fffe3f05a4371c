//! What a provider's answer means: nothing but a shown and closed link is done, and nothing is sent
//! again that may have been done.

use paylink::api::{ReadOptions, error_body, interpret_response, read};
use paylink::calling::error_body::ErrorFormat;
use paylink::calling::response::{Answered, Asked, Outcome};
use paylink::calling::retry::Advice;
use paylink::finding::{Code as _, ErrorCode, Issue};
use paylink::model::Format;
use paylink::model::{Instant, LinkId};
use serde_json::json;

use crate::decide::closing;
use crate::dice::Dice;
use crate::providers;

const STATUSES: &[u16] = &[
    200, 201, 204, 299, 300, 302, 400, 401, 403, 404, 409, 410, 412, 422, 425, 429, 500, 503, 0,
    999,
];
const BODIES: &[&str] = &[
    "",
    "<html>",
    "{}",
    r#"{"message":"m","code":"idempotency_key_locked"}"#,
    r#"{"message":"m","code":"idempotency_key_mismatch"}"#,
    r#"{"errors":[{"code":"unauthorized","status":401,"title":"HTTP Token: Access denied."}]}"#,
];
const WAITS: &[&str] = &[
    "1",
    "0",
    " 30 ",
    "-1",
    "99999999999999999999",
    "18446744073709551",
    "",
    "x",
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "Sunday, 06-Nov-94 08:49:37 GMT",
    "Fri, 31 Dec 9999 23:59:59 GMT",
];

/// Codes of providers that say "too many requests", whatever the status.
const BUSY: &[&str] = &["rate_limit"];

/// An error body of the provider.
fn refused(dice: &mut Dice<'_>, format: Format) -> Vec<u8> {
    let codes = [
        ErrorCode::TransitionRefused,
        ErrorCode::KeyLocked,
        ErrorCode::KeyMismatch,
        ErrorCode::LinkNotFound,
        ErrorCode::RateLimited,
        ErrorCode::MemberMissing,
    ];
    let words: Vec<_> = providers::of(format).info.statuses.iter().map(|it| it.word).collect();
    let (code, word) = (dice.one_of(&codes).name(), dice.one_of(&words));
    let params = json!({ "status": format.status(word), "found": word });
    let issue = json!({ "code": code, "pointer": "", "params": params });
    let issue: Issue = serde_json::from_value(issue).expect("an issue");
    error_body(&[issue], ErrorFormat::Provider(format), None).body.into_bytes()
}

pub fn hold(data: &[u8]) {
    let mut dice = Dice::new(data);
    let format = dice.format();
    let info = &providers::of(format).info;
    let call = (!dice.once_in(4)).then_some(info.close);
    let advices = [Advice::SameRequest, Advice::ReadFirst, Advice::Stop, Advice::NewKey];
    let lost_answer = dice.one_of(&advices);
    let status = if dice.once_in(6) {
        u16::try_from(dice.roll(1000)).unwrap_or(0)
    } else {
        dice.one_of(STATUSES)
    };
    let mut headers = Vec::new();
    for name in ["retry-after", "date"] {
        if dice.once_in(3) {
            let value =
                if dice.once_in(4) { dice.raw_text(30) } else { dice.one_of(WAITS).to_owned() };
            headers.push((name.to_owned(), value));
        }
    }
    let now = dice.once_in(2).then(|| Instant::from_millis(1_000_000_000_000)).flatten();
    let body = match dice.roll(5) {
        0 => {
            let text = dice.document(format);
            dice.broken(text)
        }
        1 => dice.links(format).into_bytes(),
        2 => dice.one_of(BODIES).as_bytes().to_vec(),
        3 => refused(&mut dice, format),
        _ => dice.bytes(200).to_vec(),
    };
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    let shown = read(&body, &options);
    let id = match dice.roll(3) {
        0 => shown.usable().map(|link| link.id().clone()),
        1 => None,
        _ => LinkId::parse("other").ok(),
    };
    let asked = Asked { format, call, id: id.as_ref(), lost_answer };
    let answered = Answered { status, headers: &headers, body: &body };
    let answer = if dice.once_in(12) { None } else { Some(&answered) };
    let meant = interpret_response(&asked, answer, now.as_ref());
    assert_eq!(meant, interpret_response(&asked, answer, now.as_ref()), "the same again");

    // A success with the requested link in the expected status is done, even if the link is invalid.
    let (closed, _) = closing(format);
    let is_shown = shown.usable().is_some_and(|link| {
        id.as_ref().is_none_or(|id| id == link.id()) && (call.is_none() || link.status() == closed)
    });
    let is_done = answer.is_some() && (200..300).contains(&status) && is_shown;
    assert_eq!(meant.outcome == Outcome::Done, is_done, "{status} {body:?}");
    assert_eq!(meant.issues.is_empty(), is_done);
    if is_done {
        assert_eq!((meant.retry.advice, meant.link.as_ref()), (Advice::Stop, shown.usable()));
        assert_eq!(meant.link_issues, shown.issues());
        return;
    }
    // Without a key only what was not looked at is sent again, and what is still under way.
    let code = meant.error.as_ref().and_then(|error| error.words.code.as_deref());
    let of_key = info.idempotency.filter(|_| answer.is_some() && code.is_some());
    let is_locked = of_key.is_some_and(|it| (status, code) == (it.locked_status, it.locked_code));
    let is_spoilt =
        of_key.is_some_and(|it| (status, code) == (it.mismatch_status, it.mismatch_code));
    let is_busy = matches!(status, 425 | 429) || code.is_some_and(|code| BUSY.contains(&code));
    let was_not_looked_at = answer.is_some() && (is_busy || is_locked);
    if meant.retry.advice == Advice::SameRequest {
        assert!(lost_answer == Advice::SameRequest || was_not_looked_at, "{status}");
        assert_eq!(meant.outcome, Outcome::Retry);
    }
    assert_eq!(meant.retry.advice == Advice::NewKey, is_spoilt);
    // Seconds are taken at their word.
    let wait = headers
        .iter()
        .find(|(name, _)| name == "retry-after")
        .map(|(_, text)| text.trim())
        .unwrap_or_default();
    let is_failure = answer.is_some() && !(200..300).contains(&status);
    let waits = matches!(meant.retry.advice, Advice::SameRequest | Advice::ReadFirst);
    if is_failure && waits && !wait.is_empty() && wait.bytes().all(|byte| byte.is_ascii_digit()) {
        let millis = wait.parse::<u128>().ok().map(|seconds| seconds * 1000);
        if let Some(millis) = millis.and_then(|millis| u64::try_from(millis).ok()) {
            // Longer than a day is no wait.
            if millis <= 86_400_000 {
                assert_eq!(meant.retry.after_ms, Some(millis));
            }
        }
    }
}
