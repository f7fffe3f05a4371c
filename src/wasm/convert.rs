//! Converts values between JavaScript and the core, and reports invalid arguments as errors.

use js_sys::{Date, Error, JSON, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::api;
use crate::finding::misuse::Misuse;
use crate::idempotency::Profile;
use crate::links::link_state::{LinkStateData, OwnedLinkState};
use crate::links::read::ReadOptions;
use crate::model::{Action, Format, Instant};
use crate::syntax::from_json::{DecodeError, FromJson};
use crate::syntax::to_json::to_json;

pub(super) type Thrown<T> = Result<T, JsValue>;

/// Converts to a plain object by way of JSON text, which is parsed in one call.
pub(super) fn out(value: &impl Serialize) -> Thrown<JsValue> {
    parsed(to_json(value))
}

/// Converts to an array of strings, which needs no parsing.
pub(super) fn texts(list: &[String]) -> Thrown<JsValue> {
    serde_wasm_bindgen::to_value(list).map_err(JsValue::from)
}

pub(super) fn parsed(text: Option<String>) -> Thrown<JsValue> {
    text.and_then(|text| JSON::parse(&text).ok())
        .ok_or_else(|| wrong("result", "data that JSON can represent"))
}

/// Decodes plain data by way of JSON text.
pub(super) fn into<T: FromJson>(value: &JsValue, argument: &'static str) -> Thrown<T> {
    T::of_text(&text_of(value, argument)?).map_err(|unlike| misfit(argument, unlike))
}

pub(super) fn text_of(value: &JsValue, argument: &'static str) -> Thrown<String> {
    let text = JSON::stringify(value).map_err(|cause| decode_error(argument, &cause))?;
    // A value without JSON text, such as `undefined`, counts as null.
    Ok(text.as_string().unwrap_or_else(|| "null".to_owned()))
}

pub(super) fn misfit(argument: &'static str, unlike: DecodeError) -> JsValue {
    decode_error(argument, &unlike.to_string().into())
}

/// The `cause` helps to debug the call; it names members and types, not values.
pub(super) fn decode_error(argument: &'static str, cause: &JsValue) -> JsValue {
    let thrown = wrong(argument, "data of the declared type");
    let _ = Reflect::set(&thrown, &"cause".into(), cause);
    thrown
}

pub(super) fn thrown(misuse: &Misuse) -> JsValue {
    let error = Error::new(&misuse.to_string());
    // Setting a property of a new object cannot fail.
    let _ = Reflect::set(&error, &"code".into(), &Misuse::CODE.into());
    error.into()
}

pub(super) fn wrong(argument: &'static str, expected: &'static str) -> JsValue {
    thrown(&Misuse { argument, expected })
}

pub(super) fn format_of(id: &str) -> Thrown<Format> {
    Format::from_id(id).ok_or_else(|| wrong("format", "the id of a format"))
}

pub(super) fn action_of(name: &str) -> Thrown<Action> {
    Action::from_name(name).ok_or_else(|| wrong("action", "`cancel`, `expire` or `close`"))
}

pub(super) fn profile_of(id: &str) -> Thrown<&'static Profile> {
    api::profile(id).ok_or_else(|| wrong("profile", "the id of an idempotency profile"))
}

pub(super) fn held(link: JsValue) -> Thrown<OwnedLinkState> {
    OwnedLinkState::try_from(into::<LinkStateData>(&link, "link")?)
        .map_err(|misuse| thrown(&misuse))
}

/// 2001-09-09. A number below it counts seconds, or a clock that stands at its beginning: both would
/// make every expiry look far away.
const FIRST_MILLIS: f64 = 1e12;

/// Accepts epoch milliseconds, a `Date` or RFC 3339 text. A text has a date that was written as one, so
/// any year is meant.
pub(super) fn instant(value: &JsValue, argument: &'static str) -> Thrown<Instant> {
    let millis = value
        .as_f64()
        .or_else(|| value.dyn_ref::<Date>().map(Date::get_time))
        .filter(|millis| millis.is_finite());
    let instant = match (millis, value.as_string()) {
        (Some(millis), _) if millis < FIRST_MILLIS => {
            let expected = "milliseconds since 1970; this looks like seconds or a stopped clock";
            return Err(wrong(argument, expected));
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "saturates, and the calendar ends far before"
        )]
        (Some(millis), _) => Instant::from_millis(millis.floor() as i64),
        (None, Some(text)) => Instant::parse(&text).ok(),
        (None, None) => None,
    };
    let expected = "epoch milliseconds, a Date or an RFC 3339 date and time";
    instant.ok_or_else(|| wrong(argument, expected))
}

/// The same for an argument that may be missing.
pub(super) fn optional_instant(value: &JsValue, argument: &'static str) -> Thrown<Option<Instant>> {
    let is_given = !value.is_undefined() && !value.is_null();
    is_given.then(|| instant(value, argument)).transpose()
}

pub(super) fn whole_millis(argument: &'static str, millis: f64) -> Thrown<u64> {
    if !millis.is_finite() || millis < 0.0 {
        return Err(wrong(argument, "milliseconds, zero or more"));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "finite and not negative; saturates"
    )]
    Ok(millis.ceil() as u64)
}

pub(super) fn whole_bytes(offset: &JsValue) -> Thrown<usize> {
    let offset = offset.as_f64().filter(|offset| *offset >= 0.0);
    let offset = offset.ok_or_else(|| wrong("offset", "a number of bytes, zero or more"))?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative; saturates"
    )]
    Ok(offset as usize)
}

/// Header lines from alternating names and values; names become lower case.
pub(super) fn lower(lines: &[String]) -> Vec<(String, String)> {
    let line = |line: &[String]| match line {
        [name, value] => Some((name.to_ascii_lowercase(), value.clone())),
        _ => None,
    };
    lines.chunks(2).filter_map(line).collect()
}

pub(super) fn read_options(format: Option<&str>, max_bytes: Option<u32>) -> Thrown<ReadOptions> {
    let defaults = ReadOptions::default();
    Ok(ReadOptions {
        format: format.map(format_of).transpose()?,
        max_bytes: max_bytes.map_or(defaults.max_bytes, |bytes| bytes as usize),
    })
}
