//! What JavaScript hands in beside bytes and links. Options may hold a `Date`, so `serde` reads them
//! from the live object; the rest is plain data.

use std::collections::BTreeMap;

use serde::Deserialize;
use wasm_bindgen::JsValue;

use crate::decision::Action;
use crate::format::Format;
use crate::model::LinkId;
use crate::outcome::Advice;
use crate::plain::members;

/// What is asked about a link, and when.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Options {
    #[serde(default, with = "serde_wasm_bindgen::preserve")]
    pub(super) now: JsValue,
    #[serde(default)]
    pub(super) skew_ms: Option<f64>,
    #[serde(default)]
    pub(super) idempotency_key: Option<String>,
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
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Arrival {
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub(super) now: JsValue,
    #[serde(default)]
    pub(super) tolerance_ms: Option<f64>,
}

/// When each of two observations was made, if they were fresh then.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SeenData {
    #[serde(default, with = "serde_wasm_bindgen::preserve")]
    pub(super) stored_at: JsValue,
    #[serde(default, with = "serde_wasm_bindgen::preserve")]
    pub(super) observed_at: JsValue,
}
