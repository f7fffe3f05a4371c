//! The WebAssembly exports for JavaScript, one per function of [`api`]. Values cross the boundary
//! as plain data; invalid arguments throw an `Error` with a `code`. What only servers and tools need is in
//! [`server`], which the module for pages leaves out.

#![expect(clippy::needless_pass_by_value, reason = "wasm-bindgen hands over owned values")]

use wasm_bindgen::prelude::*;

use self::arguments::{Options, PlanData, ResponseData, SeenData};
use self::convert::{
    Thrown, action_of, format_of, held, instant, into, lower, optional_instant, out, read_options,
    texts, thrown, wrong,
};
use crate::api;
use crate::calling::response::{Answered, Asked};
use crate::deciding::reconcile::Observation;
use crate::finding::answer::Answer;
use crate::finding::catalogue::Catalogue;
use crate::model::{Event, LinkId, PaymentLink};
use crate::provider::Operation;
use crate::provider::listing::ListingData;

mod arguments;
pub mod batch;
mod convert;
pub mod one;
#[cfg(feature = "server")]
pub mod server;

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

/// [`api::codes`]
#[wasm_bindgen]
pub fn codes() -> Thrown<JsValue> {
    out(&api::codes())
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
