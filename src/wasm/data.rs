//! What JavaScript hands in beside bytes and links. Options may hold a `Date`, so they are read from the
//! live object; the rest is plain data.

use std::collections::BTreeMap;

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use super::{Thrown, unfit};
use crate::decision::Action;
use crate::format::Format;
use crate::model::LinkId;
use crate::outcome::Advice;
use crate::plain::members;

/// The members of an object that JavaScript handed in, as they are.
struct Live<'v> {
    object: &'v JsValue,
    argument: &'static str,
}

impl Live<'_> {
    /// `undefined` if it is missing.
    fn member(&self, name: &str) -> Thrown<JsValue> {
        Reflect::get(self.object, &name.into()).map_err(|cause| unfit(self.argument, &cause))
    }

    /// None if it is missing or null.
    fn optional<T>(&self, name: &str, read: fn(&JsValue) -> Option<T>) -> Thrown<Option<T>> {
        let value = self.member(name)?;
        if value.is_undefined() || value.is_null() {
            return Ok(None);
        }
        read(&value).map(Some).ok_or_else(|| unfit(self.argument, &name.into()))
    }
}

/// What is asked about a link, and when.
pub(super) struct Options {
    pub(super) now: JsValue,
    pub(super) skew_ms: Option<f64>,
    pub(super) idempotency_key: Option<String>,
}

impl Options {
    /// None if there are none.
    pub(super) fn given(object: &JsValue) -> Thrown<Option<Self>> {
        let is_given = !object.is_undefined() && !object.is_null();
        is_given.then(|| Self::of(object)).transpose()
    }

    pub(super) fn of(object: &JsValue) -> Thrown<Self> {
        let live = Live { object, argument: "options" };
        Ok(Self {
            now: live.member("now")?,
            skew_ms: live.optional("skewMs", JsValue::as_f64)?,
            idempotency_key: live.optional("idempotencyKey", JsValue::as_string)?,
        })
    }
}

/// A request as JavaScript has it; the body comes beside it, as bytes.
pub(super) struct RequestData {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) headers: BTreeMap<String, String>,
}

members! { RequestData {
    method: required "method",
    path: required "path",
    ;
    headers: defaulted "headers",
}}

/// As much of a plan as its answer is understood by.
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
    pub(super) headers: BTreeMap<String, String>,
}

members! { ResponseData {
    status: required "status",
    ;
    headers: defaulted "headers",
}}

/// What a provider delivered by itself; the body comes beside it, as bytes.
pub(super) struct DeliveryData {
    pub(super) format: String,
    pub(super) headers: BTreeMap<String, String>,
    /// One, or all that are valid while they are rotated.
    pub(super) secrets: Vec<String>,
}

members! { DeliveryData {
    format: required "format",
    ;
    headers: defaulted "headers",
    secrets: defaulted "secrets",
}}

/// When a delivery arrived.
pub(super) struct Arrival {
    pub(super) now: JsValue,
    pub(super) tolerance_ms: Option<f64>,
}

impl Arrival {
    pub(super) fn of(object: &JsValue) -> Thrown<Self> {
        let live = Live { object, argument: "delivery" };
        Ok(Self {
            now: live.member("now")?,
            tolerance_ms: live.optional("toleranceMs", JsValue::as_f64)?,
        })
    }
}

/// When each of two observations was made, if they were fresh then.
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
        let live = Live { object, argument: "options" };
        Ok(Self { stored_at: live.member("storedAt")?, observed_at: live.member("observedAt")? })
    }
}
