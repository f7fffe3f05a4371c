//! Decodes arguments from JavaScript. Options may contain a `Date`, so they are read from the live
//! object; the others are plain data.

use wasm_bindgen::prelude::*;

use super::convert::{Thrown, decode_error, instant, whole_millis};
use crate::calling::retry::Advice;
use crate::deciding::decision::Clock;
use crate::model::{Action, Format, LinkId};
use crate::syntax::from_json::members;

#[wasm_bindgen]
extern "C" {
    /// A JavaScript object whose members are read one by one.
    pub(super) type Live;

    #[wasm_bindgen(method, getter, catch)]
    fn now(this: &Live) -> Thrown<JsValue>;
    #[wasm_bindgen(method, getter, catch, js_name = skewMs)]
    fn skew_ms(this: &Live) -> Thrown<JsValue>;
    #[wasm_bindgen(method, getter, catch, js_name = idempotencyKey)]
    fn idempotency_key(this: &Live) -> Thrown<JsValue>;
    #[wasm_bindgen(method, getter, catch, js_name = storedAt)]
    fn stored_at(this: &Live) -> Thrown<JsValue>;
    #[wasm_bindgen(method, getter, catch, js_name = observedAt)]
    fn observed_at(this: &Live) -> Thrown<JsValue>;
}

/// `None` if the value is missing or null. A value of another type is an error without a cause.
fn optional<T>(value: JsValue, read: fn(&JsValue) -> Option<T>) -> Thrown<Option<T>> {
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    read(&value).map(Some).ok_or(JsValue::UNDEFINED)
}

/// The options of a decision or plan.
pub(super) struct Options {
    pub(super) now: JsValue,
    pub(super) skew_ms: Option<f64>,
    pub(super) idempotency_key: Option<String>,
}

impl Options {
    /// `None` if there are no options.
    pub(super) fn given(object: &JsValue) -> Thrown<Option<Self>> {
        let is_given = !object.is_undefined() && !object.is_null();
        is_given.then(|| Self::of(object)).transpose()
    }

    pub(super) fn of(object: &JsValue) -> Thrown<Self> {
        let live: &Live = object.unchecked_ref();
        let read = || {
            Ok(Self {
                now: live.now()?,
                skew_ms: optional(live.skew_ms()?, JsValue::as_f64)?,
                idempotency_key: optional(live.idempotency_key()?, JsValue::as_string)?,
            })
        };
        read().map_err(|cause: JsValue| decode_error("options", &cause))
    }
}

/// A request; its body is a separate argument.
pub(super) struct RequestData {
    pub(super) method: String,
    pub(super) path: String,
    /// Alternating names and values.
    pub(super) headers: Vec<String>,
}

members! { RequestData {
    method: required "method",
    path: required "path",
    ;
    headers: defaulted "headers",
}}

/// The members of a plan that are needed to interpret its response.
pub(super) struct PlanData {
    pub(super) format: Format,
    pub(super) action: Option<Action>,
    pub(super) id: Option<LinkId>,
    pub(super) retry: RetryData,
}

members! { PlanData {
    format: required "format",
    retry: required "retry",
    ;
    action: optional "action",
    id: optional "id",
}}

pub(super) struct RetryData {
    pub(super) lost_answer: Advice,
}

members! { RetryData {
    lost_answer: required "lostAnswer",
}}

pub(super) struct ResponseData {
    pub(super) status: u16,
    /// Alternating names and values.
    pub(super) headers: Vec<String>,
}

members! { ResponseData {
    status: required "status",
    ;
    headers: defaulted "headers",
}}

/// A webhook delivery; its body is a separate argument.
pub(super) struct DeliveryData {
    pub(super) format: String,
    /// Alternating names and values.
    pub(super) headers: Vec<String>,
    /// One secret, or all valid ones during a rotation.
    pub(super) secrets: Vec<String>,
}

members! { DeliveryData {
    format: required "format",
    ;
    headers: defaulted "headers",
    secrets: defaulted "secrets",
}}

/// When a delivery arrived.
pub(super) fn now_of(delivery: &JsValue) -> Thrown<JsValue> {
    delivery.unchecked_ref::<Live>().now().map_err(|cause| decode_error("delivery", &cause))
}

/// When each of two observations was seen, if it was fresh.
#[derive(Default)]
pub(super) struct SeenData {
    pub(super) stored_at: JsValue,
    pub(super) observed_at: JsValue,
}

impl SeenData {
    pub(super) fn of(object: &JsValue) -> Thrown<Self> {
        if object.is_undefined() || object.is_null() {
            return Ok(Self::default());
        }
        let live: &Live = object.unchecked_ref();
        let read = || Ok(Self { stored_at: live.stored_at()?, observed_at: live.observed_at()? });
        read().map_err(|cause: JsValue| decode_error("options", &cause))
    }
}

impl Options {
    pub(super) fn clock(&self) -> Thrown<Clock> {
        let skew_ms = whole_millis("skewMs", self.skew_ms.unwrap_or_default())?;
        Ok(Clock { now: instant(&self.now, "now")?, skew_ms })
    }
}
