//! The façade for JavaScript: one thin export for each of its functions. Values cross as plain data;
//! what a caller gets wrong is thrown as an `Error` with `code`, everything else is an answer.

#![expect(clippy::needless_pass_by_value, reason = "wasm-bindgen hands over owned values")]

pub mod batch;
mod data;
pub(crate) mod host;
pub mod one;

use js_sys::{Date, Error, JSON, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use self::data::{Arrival, DeliveryData, Options, PlanData, RequestData, ResponseData, SeenData};
use crate::as_asked::CLOCKS_APART_MS;
use crate::catalogue::Catalogue;
use crate::check::Kind;
use crate::decision::{Action, Clock};
use crate::facade::{self, Answer, ReadOptions};
use crate::format::{Format, Operation};
use crate::held::{HeldLink, HeldLinkData, Misuse};
use crate::idempotency::{Claim, Profile, Record, Response};
use crate::issue::Issue;
use crate::lifecycle::Event;
use crate::listing::ListingData;
use crate::model::{Child, Instant, LinkId, PaymentLink};
use crate::outcome::{Answered, Asked};
use crate::plain::{Plain, Unfit};
use crate::reconcile::Observation;
use crate::render::Face;
use crate::request::Request;
use crate::rules::Drawing;
use crate::say::say;
use crate::schema::SchemaOf;
use crate::webhook::{Delivery, Secrets, TOLERANCE_MS};

type Thrown<T> = Result<T, JsValue>;

/// Plain objects, no `Map`; missing members are missing. They cross as text, at once.
fn out(value: &impl Serialize) -> Thrown<JsValue> {
    parsed(say(value))
}

/// A list of texts crosses text by text: there is nothing to parse.
fn texts(list: &[String]) -> Thrown<JsValue> {
    serde_wasm_bindgen::to_value(list).map_err(JsValue::from)
}

fn parsed(text: Option<String>) -> Thrown<JsValue> {
    text.and_then(|text| JSON::parse(&text).ok())
        .ok_or_else(|| wrong("the answer", "to be plain data"))
}

/// Plain data that was given out before, or is as simple: it crosses as text, too.
fn into<T: Plain>(value: &JsValue, argument: &'static str) -> Thrown<T> {
    T::of_text(&text_of(value, argument)?).map_err(|unlike| misfit(argument, unlike))
}

fn text_of(value: &JsValue, argument: &'static str) -> Thrown<String> {
    let text = JSON::stringify(value).map_err(|cause| unfit(argument, &cause))?;
    // What has no text, such as `undefined`, is nothing.
    Ok(text.as_string().unwrap_or_else(|| "null".to_owned()))
}

fn misfit(argument: &'static str, unlike: Unfit) -> JsValue {
    unfit(argument, &unlike.to_string().into())
}

/// The reason is for whoever debugs the call; it names members and types, no values.
fn unfit(argument: &'static str, cause: &JsValue) -> JsValue {
    let thrown = wrong(argument, "data of the declared type");
    let _ = Reflect::set(&thrown, &"cause".into(), cause);
    thrown
}

fn thrown(misuse: &Misuse) -> JsValue {
    let error = Error::new(&misuse.to_string());
    // Setting a property of a new object cannot fail.
    let _ = Reflect::set(&error, &"code".into(), &Misuse::CODE.into());
    error.into()
}

fn wrong(argument: &'static str, expected: &'static str) -> JsValue {
    thrown(&Misuse { argument, expected })
}

fn format_of(id: &str) -> Thrown<Format> {
    Format::from_id(id).ok_or_else(|| wrong("format", "the id of a format"))
}

fn action_of(name: &str) -> Thrown<Action> {
    Action::from_name(name).ok_or_else(|| wrong("action", "`cancel`, `expire` or `close`"))
}

fn profile_of(id: &str) -> Thrown<&'static Profile> {
    facade::profile(id).ok_or_else(|| wrong("profile", "the id of an idempotency profile"))
}

fn held(link: JsValue) -> Thrown<HeldLink> {
    HeldLink::try_from(into::<HeldLinkData>(&link, "link")?).map_err(|misuse| thrown(&misuse))
}

/// Epoch milliseconds, a `Date`, or RFC 3339.
fn instant(value: &JsValue) -> Thrown<Instant> {
    let millis = value
        .as_f64()
        .or_else(|| value.dyn_ref::<Date>().map(Date::get_time))
        .filter(|millis| millis.is_finite());
    let instant = match (millis, value.as_string()) {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "saturates, and the calendar ends far before"
        )]
        (Some(millis), _) => Instant::from_millis(millis.floor() as i64),
        (None, Some(text)) => Instant::parse(&text).ok(),
        (None, None) => None,
    };
    instant.ok_or_else(|| wrong("now", "epoch milliseconds, a Date or an RFC 3339 date and time"))
}

impl Options {
    fn clock(&self) -> Thrown<Clock> {
        let skew_ms = whole_millis("skewMs", self.skew_ms.unwrap_or_default())?;
        Ok(Clock { now: instant(&self.now)?, skew_ms })
    }
}

fn whole_millis(argument: &'static str, millis: f64) -> Thrown<u64> {
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

/// Header lines, names and values in turn; names in lower case.
fn lower(lines: &[String]) -> Vec<(String, String)> {
    let line = |line: &[String]| match line {
        [name, value] => Some((name.to_ascii_lowercase(), value.clone())),
        _ => None,
    };
    lines.chunks(2).filter_map(line).collect()
}

fn read_options(format: Option<&str>, max_bytes: Option<u32>) -> Thrown<ReadOptions> {
    let defaults = ReadOptions::default();
    Ok(ReadOptions {
        format: format.map(format_of).transpose()?,
        max_bytes: max_bytes.map_or(defaults.max_bytes, |bytes| bytes as usize),
    })
}

/// The crate's version.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// [`facade::formats`]
#[wasm_bindgen]
pub fn formats() -> Thrown<JsValue> {
    out(&facade::formats())
}

/// [`facade::codes`]
#[wasm_bindgen]
pub fn codes() -> Thrown<JsValue> {
    out(&facade::codes())
}

/// [`facade::lifecycle`]
#[wasm_bindgen]
pub fn lifecycle(format: &str) -> Thrown<JsValue> {
    out(&facade::lifecycle(format_of(format)?))
}

/// [`facade::detect`]
#[wasm_bindgen]
pub fn detect(bytes: &[u8]) -> Option<String> {
    facade::detect(bytes).map(|format| format.id().to_owned())
}

/// [`facade::read`]
#[wasm_bindgen]
pub fn read(bytes: &[u8], format: Option<String>, max_bytes: Option<u32>) -> Thrown<JsValue> {
    out(&facade::read(bytes, &read_options(format.as_deref(), max_bytes)?))
}

/// [`facade::read_page`]
#[wasm_bindgen(js_name = readMany)]
pub fn read_many(
    bytes: &[u8],
    format: Option<String>,
    max_bytes: Option<u32>,
    listing: JsValue,
    walk: Option<String>,
) -> Thrown<JsValue> {
    let asked: Option<ListingData> = into(&listing, "listing")?;
    let options = read_options(format.as_deref(), max_bytes)?;
    out(&facade::read_page(bytes, &options, asked.as_ref(), walk.as_deref()))
}

/// [`facade::check`]
#[wasm_bindgen]
pub fn check(kind: &str, bytes: &[u8]) -> Thrown<JsValue> {
    let kind = Kind::from_name(kind).ok_or_else(|| wrong("kind", "the name of a kind of value"))?;
    out(&facade::check(kind, bytes))
}

/// [`facade::read_request`]
#[wasm_bindgen(js_name = readRequest)]
pub fn read_request(bytes: &[u8], format: &str) -> Thrown<JsValue> {
    out(&facade::read_request(bytes, format_of(format)?))
}

/// [`facade::find_made`]
#[wasm_bindgen(js_name = findMade)]
pub fn find_made(
    request: &[u8],
    format: &str,
    links: JsValue,
    first_tried_at: JsValue,
    clocks_apart_ms: Option<f64>,
) -> Thrown<JsValue> {
    let links: Vec<PaymentLink> = into(&links, "links")?;
    let clocks_apart_ms = match clocks_apart_ms {
        Some(millis) => whole_millis("clocksApartMs", millis)?,
        None => CLOCKS_APART_MS,
    };
    let first_tried_at = instant(&first_tried_at)?;
    let format = format_of(format)?;
    out(&facade::find_made(request, format, &links, &first_tried_at, clocks_apart_ms))
}

/// [`facade::find_link_of`]
#[wasm_bindgen(js_name = findLinkOf)]
pub fn find_link_of(child: JsValue, links: JsValue) -> Thrown<JsValue> {
    let child: Child = into(&child, "child")?;
    let links: Vec<PaymentLink> = into(&links, "links")?;
    out(&facade::find_link_of(&child, &links))
}

/// [`facade::read_error`]
#[wasm_bindgen(js_name = readError)]
pub fn read_error(bytes: &[u8], format: &str, status: u16) -> Thrown<JsValue> {
    out(&facade::read_error(format_of(format)?, status, bytes))
}

/// [`facade::write`]
#[wasm_bindgen]
pub fn write(link: JsValue) -> Thrown<String> {
    Ok(facade::write(&into::<PaymentLink>(&link, "link")?))
}

/// [`facade::decide`]
#[wasm_bindgen]
pub fn decide(action: &str, link: JsValue, options: JsValue) -> Thrown<JsValue> {
    let options = Options::of(&options)?;
    out(&facade::decide(action_of(action)?, held(link)?.state(), &options.clock()?))
}

/// [`facade::decide_all`]
#[wasm_bindgen(js_name = decideAll)]
pub fn decide_all(link: JsValue, options: JsValue) -> Thrown<JsValue> {
    let options = Options::of(&options)?;
    out(&facade::decide_all(held(link)?.state(), &options.clock()?))
}

/// [`facade::plan_close`]
#[wasm_bindgen]
pub fn plan(action: &str, link: JsValue, options: JsValue) -> Thrown<JsValue> {
    let options = Options::of(&options)?;
    let link = held(link)?;
    let id = link.id().map_err(|misuse| thrown(&misuse))?;
    let key = options.idempotency_key.as_deref();
    let planned = facade::plan_close(action_of(action)?, id, link.state(), &options.clock()?, key);
    out(&Answer::from(planned))
}

/// [`facade::plan`] for reading one link, or [`facade::plan_list`].
#[wasm_bindgen(js_name = planRead)]
pub fn plan_read(format: &str, id: Option<String>, listing: JsValue) -> Thrown<JsValue> {
    let format = format_of(format)?;
    let asked: Option<ListingData> = into(&listing, "listing")?;
    let planned = match (id, asked) {
        (Some(_), Some(_)) => return Err(wrong("listing", "none beside an id")),
        (Some(id), None) => {
            let id = LinkId::parse(&id).map_err(|_| wrong("id", "an id that is not empty"))?;
            facade::plan(format, Operation::Read, Some(&id)).map_err(|issue| vec![issue])
        }
        (None, asked) => facade::plan_list(format, &asked.unwrap_or_default()),
    };
    out(&Answer::from(planned))
}

/// [`facade::plan_create`]
#[wasm_bindgen(js_name = planCreate)]
pub fn plan_create(bytes: &[u8], format: &str, key: Option<String>) -> Thrown<JsValue> {
    out(&Answer::from(facade::plan_create(format_of(format)?, bytes, key.as_deref())))
}

/// [`facade::check_request`]
#[wasm_bindgen(js_name = checkRequest)]
pub fn check_request(request: JsValue, body: &[u8]) -> Thrown<JsValue> {
    let data: RequestData = into(&request, "request")?;
    let headers = lower(&data.headers);
    let request = Request::new(&data.method, &data.path, &headers, body);
    match facade::check_request(&request) {
        Ok((value, notes)) => out(&Answer::accepted(value, notes)),
        Err(refused) => out(&refused),
    }
}

/// [`facade::interpret`]
#[wasm_bindgen]
pub fn interpret(plan: JsValue, response: JsValue, body: &[u8], now: &JsValue) -> Thrown<JsValue> {
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
    let now = if now.is_undefined() { None } else { Some(instant(now)?) };
    out(&facade::interpret(&asked, answered.as_ref(), now.as_ref()))
}

/// [`facade::apply`]
#[wasm_bindgen]
pub fn apply(event: &str, link: JsValue, options: JsValue) -> Thrown<JsValue> {
    let event = Event::from_name(event).ok_or_else(|| wrong("event", "the name of an event"))?;
    let clock = Options::given(&options)?.map(|options| options.clock()).transpose()?;
    out(&facade::apply(event, held(link)?.state(), clock.as_ref()))
}

/// [`facade::claim`]
#[wasm_bindgen]
pub fn claim(profile: &str, request: JsValue, body: &[u8]) -> Thrown<JsValue> {
    let data: RequestData = into(&request, "request")?;
    let headers = lower(&data.headers);
    let request = Request::new(&data.method, &data.path, &headers, body);
    let claim = facade::claim(profile_of(profile)?, &request);
    out(&Answer::from(claim.map_err(|issue| vec![issue])))
}

/// [`facade::judge`]
#[wasm_bindgen]
pub fn judge(profile: &str, record: JsValue, claim: JsValue, now: &JsValue) -> Thrown<JsValue> {
    let record: Option<Record> = into(&record, "record")?;
    let claim: Claim = into(&claim, "claim")?;
    out(&facade::judge(profile_of(profile)?, record.as_ref(), &claim, &instant(now)?))
}

/// [`facade::finish`]
#[wasm_bindgen]
pub fn finish(profile: &str, record: JsValue, response: JsValue) -> Thrown<JsValue> {
    let record: Record = into(&record, "record")?;
    let response: Response = into(&response, "response")?;
    out(&facade::finish(profile_of(profile)?, record, response))
}

/// [`facade::abandon`]
#[wasm_bindgen]
pub fn abandon(record: JsValue, sent: bool) -> Thrown<JsValue> {
    out(&facade::abandon(into(&record, "record")?, sent))
}

/// [`facade::may_act`]
#[wasm_bindgen(js_name = mayAct)]
pub fn may_act(record: JsValue, now: &JsValue, deadline_ms: f64) -> Thrown<bool> {
    let record: Record = into(&record, "record")?;
    Ok(facade::may_act(&record, &instant(now)?, whole_millis("deadlineMs", deadline_ms)?))
}

/// [`facade::new_key`], from the host's random bytes unless the caller brings some.
#[wasm_bindgen(js_name = newKey)]
pub fn new_key(random: Option<Vec<u8>>, now: &JsValue) -> Thrown<String> {
    let mut bytes = [0; 16];
    match random {
        Some(random) => {
            let random = random.first_chunk().ok_or_else(|| wrong("random", "16 random bytes"))?;
            bytes = *random;
        }
        None => getrandom::fill(&mut bytes).map_err(|_| {
            wrong("random", "16 random bytes, for this host has no source of its own")
        })?,
    }
    let now = if now.is_undefined() { None } else { Some(instant(now)?) };
    Ok(facade::new_key(bytes, now.as_ref()))
}

/// [`facade::read_webhook`]
#[wasm_bindgen(js_name = readWebhook)]
pub fn read_webhook(delivery: JsValue, body: &[u8]) -> Thrown<JsValue> {
    let data: DeliveryData = into(&delivery, "delivery")?;
    let arrival = Arrival::of(&delivery)?;
    let secrets = Secrets::of(&data.secrets);
    let headers = lower(&data.headers);
    let tolerance_ms = match arrival.tolerance_ms {
        Some(millis) => whole_millis("toleranceMs", millis)?,
        None => TOLERANCE_MS,
    };
    let delivery = Delivery { headers: &headers, body };
    let format = format_of(&data.format)?;
    out(&facade::read_webhook(format, &delivery, &secrets, &instant(&arrival.now)?, tolerance_ms))
}

/// [`facade::reconcile`]
#[wasm_bindgen]
pub fn reconcile(stored: JsValue, observed: JsValue, seen: JsValue) -> Thrown<JsValue> {
    let stored: Option<PaymentLink> = into(&stored, "stored")?;
    let observed: PaymentLink = into(&observed, "observed")?;
    let seen = SeenData::of(&seen)?;
    let at = |value: &JsValue| {
        if value.is_undefined() || value.is_null() { Ok(None) } else { instant(value).map(Some) }
    };
    let (stored_at, observed_at) = (at(&seen.stored_at)?, at(&seen.observed_at)?);
    let reconciled = facade::reconcile(
        stored.as_ref().map(|link| Observation { link, seen_at: stored_at.as_ref() }),
        Observation { link: &observed, seen_at: observed_at.as_ref() },
    );
    out(&reconciled.map_err(|misuse| thrown(&misuse))?)
}

/// [`facade::truth_table`]
#[wasm_bindgen(js_name = truthTable)]
pub fn truth_table(format: &str) -> Thrown<JsValue> {
    out(&facade::truth_table(format_of(format)?))
}

/// [`facade::diagram`]
#[wasm_bindgen]
pub fn diagram(format: &str, drawing: &str) -> Thrown<String> {
    let drawing =
        Drawing::from_name(drawing).ok_or_else(|| wrong("drawing", "`mermaid` or `dot`"))?;
    Ok(facade::diagram(format_of(format)?, drawing))
}

/// [`facade::schema`]
#[wasm_bindgen]
pub fn schema(name: &str) -> Thrown<JsValue> {
    let of = SchemaOf::from_name(name).ok_or_else(|| wrong("name", "the name of a schema"))?;
    out(&facade::schema(of))
}

/// The names of all schemas.
#[wasm_bindgen(js_name = schemaNames)]
pub fn schema_names() -> Thrown<JsValue> {
    texts(&SchemaOf::names())
}

/// [`facade::catalogue`]
#[wasm_bindgen]
pub fn catalogue() -> Thrown<JsValue> {
    out(&facade::catalogue())
}

/// [`facade::translate`]
#[wasm_bindgen]
pub fn translate(findings: JsValue, catalogue: JsValue) -> Thrown<JsValue> {
    let catalogue: Catalogue = into(&catalogue, "catalogue")?;
    let told = facade::translate(into(&findings, "findings")?, &catalogue);
    texts(&told.map_err(|misuse| thrown(&misuse))?)
}

/// [`facade::render`]
#[wasm_bindgen]
pub fn render(
    issues: JsValue,
    face: &str,
    status: Option<u16>,
    catalogue: JsValue,
) -> Thrown<JsValue> {
    let mut issues: Vec<Issue> = into(&issues, "issues")?;
    if let Some(catalogue) = into::<Option<Catalogue>>(&catalogue, "catalogue")? {
        issues = issues.into_iter().map(|issue| issue.told_by(&catalogue)).collect();
    }
    let face = Face::from_name(face).ok_or_else(|| {
        wrong("face", "`plain`, `problem`, `standard`, `jsonapi` or the id of a format")
    })?;
    out(&facade::render(&issues, face, status))
}
