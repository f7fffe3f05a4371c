//! The boundary: what JavaScript hands in and gets back. The answers themselves are the vectors'.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use js_sys::{Array, Date, Error, JSON, Object, Reflect};
use paylink::wasm;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

const SAMPLE: &[u8] = include_bytes!("vectors/payloads/telness-payment-link.json");

fn parse(json: &str) -> JsValue {
    JSON::parse(json).unwrap()
}

fn member(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap()
}

fn options(now: impl Into<JsValue>) -> JsValue {
    let options = Object::new();
    Reflect::set(&options, &"now".into(), &now.into()).unwrap();
    options.into()
}

fn open_link() -> JsValue {
    parse(
        r#"{"format":"connect","id":"x","rawStatus":"ACTIVE","expiresAt":"2025-01-01T00:00:00Z"}"#,
    )
}

#[track_caller]
fn assert_misuse(result: Result<impl std::fmt::Debug, JsValue>, argument: &str) {
    let error: Error = result.unwrap_err().unchecked_into();
    assert!(error.is_instance_of::<Error>());
    assert_eq!(member(&error, "code"), "invalid_argument");
    let message = String::from(error.message());
    assert!(message.starts_with(argument), "{message}");
}

#[wasm_bindgen_test]
fn an_answer_is_plain_data_with_missing_members_missing() {
    let answer = wasm::read(SAMPLE, None, None).unwrap();
    let text = String::from(JSON::stringify(&answer).unwrap());
    assert!(
        text.starts_with(r#"{"ok":true,"value":{"format":"connect","id":"j47ac10b-"#),
        "{text}"
    );
    let value = member(&answer, "value");
    assert!(member(&value, "metadata").is_instance_of::<Object>());
    assert!(!Reflect::has(&value, &"amount".into()).unwrap());
}

#[wasm_bindgen_test]
fn metadata_of_any_size_crosses() {
    let source = r#"{"paymentLinkId":"x","url":"https://example.com/","status":"ACTIVE","createdAt":"2024-01-15T10:00:00Z","updatedAt":"2024-01-15T10:00:00Z","metadata":{"n":12345678901234567890,"huge":1e400,"deep":[{"a":null}]}}"#;
    let answer = wasm::read(source.as_bytes(), Some("connect".into()), None).unwrap();
    let metadata = member(&member(&answer, "value"), "metadata");
    assert_eq!(member(&metadata, "n").as_f64(), Some(12_345_678_901_234_567_890.0));
    assert_eq!(member(&metadata, "huge").as_f64(), Some(f64::INFINITY));
}

#[wasm_bindgen_test]
fn now_is_milliseconds_a_date_or_a_text() {
    let late = 1_750_000_000_000.0;
    let nows: [JsValue; 3] =
        [late.into(), Date::new(&late.into()).into(), "2025-06-15T15:06:40Z".into()];
    for now in nows {
        let decision = wasm::decide("close", open_link(), options(now)).unwrap();
        assert_eq!(member(&decision, "verdict"), "uncertain");
    }
}

#[wasm_bindgen_test]
fn what_is_no_time_is_a_misuse() {
    let invalid = Date::new(&"nonsense".into());
    for now in
        [f64::NAN.into(), f64::INFINITY.into(), invalid.into(), "today".into(), JsValue::NULL]
    {
        assert_misuse(wasm::decide("close", open_link(), options(now)), "now");
    }
    assert_misuse(wasm::decide("close", open_link(), options(JsValue::UNDEFINED)), "now");
}

#[wasm_bindgen_test]
fn what_is_no_link_is_a_misuse() {
    let now = || options(0);
    for link in [JsValue::NULL, 5.into(), Array::new().into(), parse("{}")] {
        assert_misuse(wasm::decide("close", link, now()), "link");
    }
    let with = |json: &str| parse(json);
    assert_misuse(
        wasm::decide("close", with(r#"{"format":"x","rawStatus":"y"}"#), now()),
        "link.format",
    );
    let link = with(r#"{"format":"txn","rawStatus":"created","expiresAt":"soon"}"#);
    assert_misuse(wasm::decide("close", link, now()), "link.expiresAt");
    let link = with(r#"{"format":"txn","rawStatus":"created"}"#);
    assert_misuse(wasm::plan_close("close", link, now()), "link.id");
    assert_misuse(wasm::decide("pay", open_link(), now()), "action");
    assert_misuse(wasm::read(SAMPLE, Some("visa".into()), None), "format");
    assert_misuse(wasm::server::lifecycle("visa"), "format");
    assert_misuse(
        wasm::server::error_body(
            parse(r#"[{"code":"made_up"}]"#),
            "problem",
            None,
            JsValue::UNDEFINED,
        ),
        "issues",
    );
    assert_misuse(wasm::server::error_body(parse("[]"), "mask", None, JsValue::UNDEFINED), "face");
}

#[wasm_bindgen_test]
fn a_new_key_comes_from_the_hosts_randomness() {
    let key = || wasm::new_key(None, &JsValue::UNDEFINED).unwrap();
    let (one, two) = (key(), key());
    assert_ne!(one, two);
    let uuid = uuid::Uuid::try_parse(&one).unwrap();
    assert_eq!(uuid.get_version_num(), 4);
    let given = wasm::new_key(Some((0..16).collect()), &JsValue::UNDEFINED).unwrap();
    assert_eq!(given, "00010203-0405-4607-8809-0a0b0c0d0e0f");
    assert_misuse(wasm::new_key(Some(vec![1]), &JsValue::UNDEFINED), "random");
}

#[wasm_bindgen_test]
fn a_read_link_can_be_handed_back_to_decide() {
    let answer = wasm::read(SAMPLE, None, None).unwrap();
    let link = member(&answer, "value");
    let decisions: Array =
        wasm::decide_all(link, options("2024-06-01T00:00:00Z")).unwrap().unchecked_into();
    let verdicts: Vec<_> = decisions.iter().map(|decision| member(&decision, "verdict")).collect();
    assert_eq!(verdicts, ["allowed", "refused", "allowed"]);
}
