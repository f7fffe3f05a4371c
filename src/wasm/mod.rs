//! The WebAssembly exports for JavaScript, one per function of [`api`]. Values cross the boundary
//! as plain data; invalid arguments throw an `Error` with a `code`.

#![expect(clippy::needless_pass_by_value, reason = "wasm-bindgen hands over owned values")]

use wasm_bindgen::prelude::*;

use self::arguments::{DeliveryData, Options, PlanData, RequestData, ResponseData, SeenData};
use self::convert::{
    Thrown, action_of, format_of, held, instant, into, lower, optional_instant, out, parsed,
    profile_of, read_options, texts, thrown, whole_bytes, whole_millis, wrong,
};
use crate::api;
use crate::calling::error_body::ErrorFormat;
use crate::calling::response::{Answered, Asked};
use crate::calling::secrets::Secrets;
use crate::calling::validate::Kind;
use crate::calling::webhook::Delivery;
use crate::deciding::reconcile::Observation;
use crate::deciding::truth_table::Drawing;
use crate::finding::Issue;
use crate::finding::answer::Answer;
use crate::finding::catalogue::Catalogue;
use crate::http::Request;
use crate::idempotency::{Claim, Record, Response};
use crate::model::{Child, Event, LinkId, PaymentLink};
use crate::provider::Operation;
use crate::provider::listing::ListingData;
use crate::provider::schemas::SchemaOf;

mod arguments;
pub mod batch;
mod convert;
pub mod one;

/// The crate's version.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// [`api::formats`]
#[wasm_bindgen]
pub fn formats() -> Thrown<JsValue> {
    out(&api::formats())
}

/// [`api::codes`]
#[wasm_bindgen]
pub fn codes() -> Thrown<JsValue> {
    out(&api::codes())
}

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

/// [`api::detect`]
#[wasm_bindgen]
pub fn detect(bytes: &[u8]) -> Option<String> {
    api::detect(bytes).map(|format| format.id().to_owned())
}

/// [`api::read`]
#[wasm_bindgen]
pub fn read(bytes: &[u8], format: Option<String>, max_bytes: Option<u32>) -> Thrown<JsValue> {
    out(&api::read(bytes, &read_options(format.as_deref(), max_bytes)?))
}

/// [`api::read_page`]
#[wasm_bindgen(js_name = readList)]
pub fn read_list(
    bytes: &[u8],
    format: Option<String>,
    max_bytes: Option<u32>,
    listing: JsValue,
    walk: Option<String>,
) -> Thrown<JsValue> {
    let asked: Option<ListingData> = into(&listing, "listing")?;
    let options = read_options(format.as_deref(), max_bytes)?;
    out(&api::read_page(bytes, &options, asked.as_ref(), walk.as_deref()))
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

/// [`api::find_link_of`]
#[wasm_bindgen(js_name = findLinkOf)]
pub fn find_link_of(child: JsValue, links: JsValue) -> Thrown<JsValue> {
    let child: Child = into(&child, "child")?;
    let links: Vec<PaymentLink> = into(&links, "links")?;
    out(&api::find_link_of(&child, &links))
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

/// [`api::decide`]
#[wasm_bindgen]
pub fn decide(action: &str, link: JsValue, options: JsValue) -> Thrown<JsValue> {
    let options = Options::of(&options)?;
    out(&api::decide(action_of(action)?, held(link)?.state(), &options.clock()?))
}

/// [`api::decide_all`]
#[wasm_bindgen(js_name = decideAll)]
pub fn decide_all(link: JsValue, options: JsValue) -> Thrown<JsValue> {
    let options = Options::of(&options)?;
    out(&api::decide_all(held(link)?.state(), &options.clock()?))
}

/// [`api::plan_close`]
#[wasm_bindgen(js_name = planClose)]
pub fn plan_close(action: &str, link: JsValue, options: JsValue) -> Thrown<JsValue> {
    let options = Options::of(&options)?;
    let link = held(link)?;
    link.id().map_err(|misuse| thrown(&misuse))?;
    let key = options.idempotency_key.as_deref();
    let planned = api::plan_close(action_of(action)?, &link, &options.clock()?, key);
    out(&Answer::from(planned))
}

/// [`api::plan`] for reading one link.
#[wasm_bindgen(js_name = planRead)]
pub fn plan_read(format: &str, id: &str) -> Thrown<JsValue> {
    let id = LinkId::parse(id).map_err(|_| wrong("id", "a non-empty id"))?;
    let planned = api::plan(format_of(format)?, Operation::Read, Some(&id));
    out(&Answer::from(planned.map_err(|issue| vec![issue])))
}

/// [`api::plan_list`]
#[wasm_bindgen(js_name = planList)]
pub fn plan_list(format: &str, listing: JsValue) -> Thrown<JsValue> {
    let asked: Option<ListingData> = into(&listing, "listing")?;
    out(&Answer::from(api::plan_list(format_of(format)?, &asked.unwrap_or_default())))
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

/// [`api::interpret_response`]
#[wasm_bindgen(js_name = interpretResponse)]
pub fn interpret_response(
    plan: JsValue,
    response: JsValue,
    body: &[u8],
    now: &JsValue,
) -> Thrown<JsValue> {
    let plan: PlanData = into(&plan, "plan")?;
    let asked = Asked {
        format: plan.format,
        call: plan.action,
        id: plan.id.as_ref(),
        lost_answer: plan.retry.lost_answer,
    };
    let response: Option<ResponseData> = into(&response, "response")?;
    let response = response.map(|response| (response.status, lower(&response.headers)));
    let answered =
        response.as_ref().map(|(status, headers)| Answered { status: *status, headers, body });
    let now = if now.is_undefined() { None } else { Some(instant(now, "now")?) };
    out(&api::interpret_response(&asked, answered.as_ref(), now.as_ref()))
}

/// [`api::transition`]
#[wasm_bindgen]
pub fn transition(link: JsValue, event: &str, options: JsValue) -> Thrown<JsValue> {
    let event = Event::from_name(event).ok_or_else(|| wrong("event", "the name of an event"))?;
    let clock = Options::given(&options)?.map(|options| options.clock()).transpose()?;
    out(&api::transition(held(link)?.state(), event, clock.as_ref()))
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

/// [`api::new_key`], with random bytes of the host unless `random` is given.
#[wasm_bindgen(js_name = newKey)]
pub fn new_key(random: Option<Vec<u8>>, now: &JsValue) -> Thrown<String> {
    let mut bytes = [0; 16];
    match random {
        Some(random) => {
            let random = random.first_chunk().ok_or_else(|| wrong("random", "16 random bytes"))?;
            bytes = *random;
        }
        None => getrandom::fill(&mut bytes).map_err(|_| {
            wrong("random", "16 random bytes, because this host has no random source")
        })?,
    }
    let now = if now.is_undefined() { None } else { Some(instant(now, "now")?) };
    Ok(api::new_key(bytes, now.as_ref()))
}

/// [`api::read_webhook`]
#[wasm_bindgen(js_name = readWebhook)]
pub fn read_webhook(delivery: JsValue, body: &[u8]) -> Thrown<JsValue> {
    let data: DeliveryData = into(&delivery, "delivery")?;
    let now = instant(&arguments::now_of(&delivery)?, "now")?;
    let secrets = Secrets::of(&data.secrets);
    let headers = lower(&data.headers);
    let delivery = Delivery { headers: &headers, body };
    let format = format_of(&data.format)?;
    out(&api::read_webhook(format, &delivery, &secrets, &now))
}

/// [`api::reconcile`]
#[wasm_bindgen]
pub fn reconcile(stored: JsValue, observed: JsValue, seen: JsValue) -> Thrown<JsValue> {
    let stored: Option<PaymentLink> = into(&stored, "stored")?;
    let observed: PaymentLink = into(&observed, "observed")?;
    let seen = SeenData::of(&seen)?;
    let stored_at = optional_instant(&seen.stored_at, "storedAt")?;
    let observed_at = optional_instant(&seen.observed_at, "observedAt")?;
    let reconciled = api::reconcile(
        stored.as_ref().map(|link| Observation { link, seen_at: stored_at.as_ref() }),
        Observation { link: &observed, seen_at: observed_at.as_ref() },
    );
    out(&reconciled.map_err(|misuse| thrown(&misuse))?)
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

/// [`api::messages`]
#[wasm_bindgen]
pub fn messages() -> Thrown<JsValue> {
    out(&api::messages())
}

/// [`api::translate`]
#[wasm_bindgen]
pub fn translate(findings: JsValue, catalogue: JsValue) -> Thrown<JsValue> {
    let catalogue: Catalogue = into(&catalogue, "catalogue")?;
    let told = api::translate(into(&findings, "findings")?, &catalogue);
    texts(&told.map_err(|misuse| thrown(&misuse))?)
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
