//! Exports that only servers and tools need: requests that create or arrive, webhooks, idempotency, error
//! bodies, single values, and the rules as tables and schemas.

#![expect(clippy::needless_pass_by_value, reason = "wasm-bindgen hands over owned values")]

use wasm_bindgen::prelude::*;

use super::arguments::{DeliveryData, RequestData, now_of};
use super::convert::{
    Thrown, format_of, instant, into, lower, out, parsed, profile_of, texts, whole_bytes,
    whole_millis, wrong,
};
use crate::api;
use crate::calling::error_body::ErrorFormat;
use crate::calling::secrets::Secrets;
use crate::calling::validate::Kind;
use crate::calling::webhook::Delivery;
use crate::deciding::truth_table::Drawing;
use crate::finding::Issue;
use crate::finding::answer::Answer;
use crate::finding::catalogue::Catalogue;
use crate::http::Request;
use crate::idempotency::{Claim, Record, Response};
use crate::model::{Child, PaymentLink};
use crate::provider::schemas::SchemaOf;

/// [`api::lifecycle`]
#[wasm_bindgen]
pub fn lifecycle(format: &str) -> Thrown<JsValue> {
    out(&api::lifecycle(format_of(format)?))
}

/// [`api::value_at`]
#[wasm_bindgen(js_name = valueAt)]
pub fn value_at(bytes: &[u8], offset: &JsValue) -> Thrown<JsValue> {
    out(&api::value_at(bytes, whole_bytes(offset)?))
}

/// [`api::classify`]
#[wasm_bindgen]
pub fn classify(bytes: &[u8]) -> Thrown<JsValue> {
    out(&api::classify(bytes))
}

/// [`api::validate`]
#[wasm_bindgen]
pub fn validate(kind: &str, bytes: &[u8], format: Option<String>) -> Thrown<JsValue> {
    let kind = Kind::from_name(kind)
        .ok_or_else(|| wrong("kind", "the name of a value type such as `instant`"))?;
    let format = format.as_deref().map(format_of).transpose()?;
    out(&api::validate(kind, bytes, format))
}

/// [`api::read_create_request`]
#[wasm_bindgen(js_name = readCreateRequest)]
pub fn read_create_request(bytes: &[u8], format: &str) -> Thrown<JsValue> {
    out(&api::read_create_request(bytes, format_of(format)?))
}

/// [`api::find_made`]
#[wasm_bindgen(js_name = findMade)]
pub fn find_made(
    request: &[u8],
    format: &str,
    links: JsValue,
    first_tried_at: JsValue,
) -> Thrown<JsValue> {
    let links: Vec<PaymentLink> = into(&links, "links")?;
    let first_tried_at = instant(&first_tried_at, "firstTriedAt")?;
    let format = format_of(format)?;
    out(&api::find_made(request, format, &links, &first_tried_at))
}

/// [`api::read_error`]
#[wasm_bindgen(js_name = readError)]
pub fn read_error(bytes: &[u8], format: &str, status: u16) -> Thrown<JsValue> {
    out(&api::read_error(format_of(format)?, status, bytes))
}

/// [`api::write`]
#[wasm_bindgen]
pub fn write(link: JsValue) -> Thrown<String> {
    Ok(api::write(&into::<PaymentLink>(&link, "link")?))
}

/// [`api::plan_create`]
#[wasm_bindgen(js_name = planCreate)]
pub fn plan_create(bytes: &[u8], format: &str, key: Option<String>) -> Thrown<JsValue> {
    out(&Answer::from(api::plan_create(format_of(format)?, bytes, key.as_deref())))
}

/// [`api::check_request`]
#[wasm_bindgen(js_name = checkRequest)]
pub fn check_request(request: JsValue, body: &[u8]) -> Thrown<JsValue> {
    let data: RequestData = into(&request, "request")?;
    let headers = lower(&data.headers);
    let request = Request::new(&data.method, &data.path, &headers, body);
    match api::check_request(&request) {
        Ok((value, notes)) => out(&Answer::accepted(value, notes)),
        Err(refused) => out(&refused),
    }
}

/// [`api::claim`]
#[wasm_bindgen]
pub fn claim(profile: &str, request: JsValue, body: &[u8]) -> Thrown<JsValue> {
    let data: RequestData = into(&request, "request")?;
    let headers = lower(&data.headers);
    let request = Request::new(&data.method, &data.path, &headers, body);
    let claim = api::claim(profile_of(profile)?, &request);
    out(&Answer::from(claim.map_err(|issue| vec![issue])))
}

/// [`api::judge`]
#[wasm_bindgen]
pub fn judge(profile: &str, record: JsValue, claim: JsValue, now: &JsValue) -> Thrown<JsValue> {
    let record: Option<Record> = into(&record, "record")?;
    let claim: Claim = into(&claim, "claim")?;
    out(&api::judge(profile_of(profile)?, record.as_ref(), &claim, &instant(now, "now")?))
}

/// [`api::finish`]
#[wasm_bindgen]
pub fn finish(profile: &str, record: JsValue, response: JsValue) -> Thrown<JsValue> {
    let record: Record = into(&record, "record")?;
    let response: Response = into(&response, "response")?;
    out(&api::finish(profile_of(profile)?, record, response))
}

/// [`api::abandon`]
#[wasm_bindgen]
pub fn abandon(record: JsValue, sent: bool) -> Thrown<JsValue> {
    out(&api::abandon(into(&record, "record")?, sent))
}

/// [`api::may_act`]
#[wasm_bindgen(js_name = mayAct)]
pub fn may_act(record: JsValue, now: &JsValue, deadline_ms: f64) -> Thrown<bool> {
    let record: Record = into(&record, "record")?;
    Ok(api::may_act(&record, &instant(now, "now")?, whole_millis("deadlineMs", deadline_ms)?))
}

/// [`api::read_webhook`]
#[wasm_bindgen(js_name = readWebhook)]
pub fn read_webhook(delivery: JsValue, body: &[u8]) -> Thrown<JsValue> {
    let data: DeliveryData = into(&delivery, "delivery")?;
    let now = instant(&now_of(&delivery)?, "now")?;
    let secrets = Secrets::of(&data.secrets);
    let headers = lower(&data.headers);
    let delivery = Delivery { headers: &headers, body };
    let format = format_of(&data.format)?;
    out(&api::read_webhook(format, &delivery, &secrets, &now))
}

/// [`api::truth_table`]
#[wasm_bindgen(js_name = truthTable)]
pub fn truth_table(format: &str) -> Thrown<JsValue> {
    out(&api::truth_table(format_of(format)?))
}

/// [`api::diagram`]
#[wasm_bindgen]
pub fn diagram(format: &str, drawing: &str) -> Thrown<String> {
    let drawing =
        Drawing::from_name(drawing).ok_or_else(|| wrong("drawing", "`mermaid` or `dot`"))?;
    Ok(api::diagram(format_of(format)?, drawing))
}

/// [`api::schema`]
#[wasm_bindgen]
pub fn schema(name: &str) -> Thrown<JsValue> {
    let of = SchemaOf::from_name(name).ok_or_else(|| wrong("name", "the name of a schema"))?;
    parsed(Some(api::schema(of)))
}

/// The names of all schemas.
#[wasm_bindgen(js_name = schemaNames)]
pub fn schema_names() -> Thrown<JsValue> {
    texts(&SchemaOf::names())
}

/// [`api::error_body`]
#[wasm_bindgen(js_name = errorBody)]
pub fn error_body(
    issues: JsValue,
    face: &str,
    status: Option<u16>,
    catalogue: JsValue,
) -> Thrown<JsValue> {
    let mut issues: Vec<Issue> = into(&issues, "issues")?;
    if let Some(catalogue) = into::<Option<Catalogue>>(&catalogue, "catalogue")? {
        issues = issues.into_iter().map(|issue| issue.translated(&catalogue)).collect();
    }
    let face = ErrorFormat::from_name(face)
        .ok_or_else(|| wrong("face", "`problem`, `standard`, `jsonapi` or the id of a format"))?;
    out(&api::error_body(&issues, face, status))
}

/// [`api::find_link_of`]
#[wasm_bindgen(js_name = findLinkOf)]
pub fn find_link_of(child: JsValue, links: JsValue) -> Thrown<JsValue> {
    let child: Child = into(&child, "child")?;
    let links: Vec<PaymentLink> = into(&links, "links")?;
    out(&api::find_link_of(&child, &links))
}

/// [`api::detect`]
#[wasm_bindgen]
pub fn detect(bytes: &[u8]) -> Option<String> {
    api::detect(bytes).map(|format| format.id().to_owned())
}
