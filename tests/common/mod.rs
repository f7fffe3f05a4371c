//! Calls of the JavaScript surface, made natively: the vectors' way in.

use paylink::api;
use paylink::api::{Answer, ReadOptions};
use paylink::calling::error_body::ErrorFormat;
use paylink::calling::response::{Answered, Asked};
use paylink::calling::secrets::Secrets;
use paylink::calling::validate::Kind;
use paylink::calling::webhook::Delivery;
use paylink::deciding::decision::Clock;
use paylink::deciding::reconcile::Observation;
use paylink::deciding::truth_table::Drawing;
use paylink::finding::Issue;
use paylink::finding::catalogue::Catalogue;
use paylink::http::Request;
use paylink::idempotency::{Claim, Record};
use paylink::links::link_state::{LinkStateData, OwnedLinkState};
use paylink::model::{Action, Child, Event, Format, Instant, LinkId, PaymentLink};
use paylink::provider::Operation;
use paylink::provider::listing::ListingData;
use paylink::provider::schemas::SchemaOf;
use serde_json::{Value, json};

const FILES: &[(&str, &str)] = &[
    (
        "payloads/telness-payment-link.json",
        include_str!("../vectors/payloads/telness-payment-link.json"),
    ),
    (
        "payloads/telness-error-validation.secondary.json",
        include_str!("../vectors/payloads/telness-error-validation.secondary.json"),
    ),
    ("payloads/txn-error-401.json", include_str!("../vectors/payloads/txn-error-401.json")),
    (
        "payloads/txn-payment-link-created-invoice-2025-06.truncated.json",
        include_str!("../vectors/payloads/txn-payment-link-created-invoice-2025-06.truncated.json"),
    ),
    (
        "payloads/txn-payment-link-pending-payout-2025-01.truncated.json",
        include_str!("../vectors/payloads/txn-payment-link-pending-payout-2025-01.truncated.json"),
    ),
];

/// Puts in what an argument stands for. Files and bytes become `{"$bytes": [...]}`.
pub(crate) fn expand(value: &Value) -> Value {
    match value {
        Value::Object(object) if object.len() == 1 => {
            let (name, inner) = object.iter().next().unwrap();
            match (name.as_str(), inner) {
                ("$file", Value::String(path)) => {
                    let file = FILES.iter().find(|(known, _)| known == path);
                    file.unwrap_or_else(|| panic!("no file {path}")).1.into()
                }
                ("$hex", Value::String(hex)) => {
                    let bytes: Vec<u8> = (0..hex.len() / 2)
                        .map(|at| u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).unwrap())
                        .collect();
                    json!({ "$bytes": bytes })
                }
                ("$repeat", Value::Array(parts)) => {
                    let count = usize::try_from(parts[1].as_u64().unwrap()).unwrap();
                    parts[0].as_str().unwrap().repeat(count).into()
                }
                _ => json!({ name: expand(inner) }),
            }
        }
        Value::Object(object) => {
            object.iter().map(|(name, inner)| (name.clone(), expand(inner))).collect()
        }
        Value::Array(items) => items.iter().map(expand).collect(),
        other => other.clone(),
    }
}

/// What a JavaScript caller passes as input: a string, bytes, or an object.
fn bytes(input: &Value) -> Vec<u8> {
    match input {
        Value::Null => Vec::new(),
        Value::String(text) => text.clone().into_bytes(),
        Value::Object(object) if object.contains_key("$bytes") => {
            serde_json::from_value(object["$bytes"].clone()).unwrap()
        }
        other => other.to_string().into_bytes(),
    }
}

fn text<'v>(value: &'v Value, what: &str) -> &'v str {
    value.as_str().unwrap_or_else(|| panic!("{what}: expected a text, found {value}"))
}

fn format(value: &Value) -> Format {
    Format::from_id(text(value, "format")).unwrap()
}

fn action(value: &Value) -> Action {
    Action::from_name(text(value, "action")).unwrap()
}

pub(crate) fn held(value: &Value) -> OwnedLinkState {
    OwnedLinkState::try_from(serde_json::from_value::<LinkStateData>(value.clone()).unwrap())
        .unwrap()
}

pub(crate) fn instant(value: &Value) -> Instant {
    match value {
        Value::Number(millis) => Instant::from_millis(millis.as_i64().unwrap()).unwrap(),
        value => Instant::parse(text(value, "now")).unwrap(),
    }
}

fn clock(options: &Value) -> Clock {
    Clock { now: instant(&options["now"]), skew_ms: options["skewMs"].as_u64().unwrap_or(0) }
}

fn read_options(options: &Value) -> ReadOptions {
    let defaults = ReadOptions::default();
    ReadOptions {
        format: options["format"].as_str().map(|id| Format::from_id(id).unwrap()),
        max_bytes: options["limits"]["maxBytes"]
            .as_u64()
            .map_or(defaults.max_bytes, |bytes| usize::try_from(bytes).unwrap()),
    }
}

fn listing(value: &Value) -> Option<ListingData> {
    (!value.is_null()).then(|| serde_json::from_value(value.clone()).unwrap())
}

fn headers(value: &Value) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    for (name, value) in value["headers"].as_object().into_iter().flatten() {
        let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        for value in values {
            let value = match value {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                _ => continue,
            };
            lines.push((name.to_ascii_lowercase(), value));
        }
    }
    lines
}

fn with_request<T>(value: &Value, judge: impl FnOnce(&Request<'_>) -> T) -> T {
    let (headers, body) = (headers(value), bytes(&value["body"]));
    let (method, path) = (text(&value["method"], "method"), text(&value["path"], "path"));
    judge(&Request::new(method, path, &headers, &body))
}

fn plain(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

/// Makes a call by its JavaScript name.
pub(crate) fn call(name: &str, args: &[Value]) -> Value {
    let args: Vec<Value> = args.iter().map(expand).collect();
    [reading, deciding, calling, repeating, describing]
        .into_iter()
        .find_map(|answer| answer(name, &args))
        .unwrap_or_else(|| panic!("the vectors know no call {name}"))
}

/// Documents in, values out.
fn reading(name: &str, args: &[Value]) -> Option<Value> {
    let arg = |index: usize| args.get(index).unwrap_or(&Value::Null);
    Some(match name {
        "valueAt" => plain(&api::value_at(
            &bytes(arg(0)),
            usize::try_from(arg(1).as_u64().unwrap()).unwrap(),
        )),
        "classify" => plain(&api::classify(&bytes(arg(0)))),
        "detect" => plain(&api::detect(&bytes(arg(0)))),
        "read" => plain(&api::read(&bytes(arg(0)), &read_options(arg(1)))),
        "readList" => {
            let asked = listing(&arg(1)["listing"]);
            let walk = arg(1)["walk"].as_str();
            plain(&api::read_page(&bytes(arg(0)), &read_options(arg(1)), asked.as_ref(), walk))
        }
        "readCreateRequest" => {
            plain(&api::read_create_request(&bytes(arg(0)), format(&arg(1)["format"])))
        }
        "findMade" => {
            let links: Vec<PaymentLink> = serde_json::from_value(arg(1).clone()).unwrap();
            let tried = instant(&arg(2)["firstTriedAt"]);
            let format = format(&arg(2)["format"]);
            plain(&api::find_made(&bytes(arg(0)), format, &links, &tried))
        }
        "findLinkOf" => {
            let child: Child = serde_json::from_value(arg(0).clone()).unwrap();
            let links: Vec<PaymentLink> = serde_json::from_value(arg(1).clone()).unwrap();
            plain(&api::find_link_of(&child, &links))
        }
        "readError" => {
            let status = u16::try_from(arg(1)["status"].as_u64().unwrap()).unwrap();
            plain(&api::read_error(format(&arg(1)["format"]), status, &bytes(arg(0))))
        }
        "write" => {
            let link: PaymentLink = serde_json::from_value(arg(0).clone()).unwrap();
            plain(&api::write(&link))
        }
        "validate" => {
            let kind = Kind::from_name(text(arg(0), "kind")).unwrap();
            let format = arg(2).get("format").map(format);
            plain(&api::validate(kind, &bytes(arg(1)), format))
        }
        "readWebhook" => {
            let delivery = arg(0);
            let (headers, body) = (headers(delivery), bytes(&delivery["body"]));
            let secrets = match &delivery["secret"] {
                Value::Array(secrets) => secrets.clone(),
                Value::Null => Vec::new(),
                secret => vec![secret.clone()],
            };
            let secrets: Vec<_> = secrets.iter().map(|secret| text(secret, "secret")).collect();
            let secrets = Secrets::of(&secrets);
            plain(&api::read_webhook(
                format(&delivery["format"]),
                &Delivery { headers: &headers, body: &body },
                &secrets,
                &instant(&delivery["now"]),
            ))
        }
        _ => return None,
    })
}

/// What may be done, and what happens.
fn deciding(name: &str, args: &[Value]) -> Option<Value> {
    let arg = |index: usize| args.get(index).unwrap_or(&Value::Null);
    Some(match name {
        "decide" => plain(&api::decide(action(arg(0)), held(arg(1)).state(), &clock(arg(2)))),
        "decideAll" => plain(&api::decide_all(held(arg(0)).state(), &clock(arg(1)))),
        "transition" => {
            let event = Event::from_name(text(arg(1), "event")).unwrap();
            let clock = args.get(2).map(clock);
            plain(&api::transition(held(arg(0)).state(), event, clock.as_ref()))
        }
        "reconcile" => {
            let stored: Option<PaymentLink> = serde_json::from_value(arg(0).clone()).unwrap();
            let observed: PaymentLink = serde_json::from_value(arg(1).clone()).unwrap();
            let at = |name: &str| arg(2).get(name).map(instant);
            let (stored_at, observed_at) = (at("storedAt"), at("observedAt"));
            let stored =
                stored.as_ref().map(|link| Observation { link, seen_at: stored_at.as_ref() });
            let observed = Observation { link: &observed, seen_at: observed_at.as_ref() };
            plain(&api::reconcile(stored, observed).unwrap())
        }
        _ => return None,
    })
}

/// Calls to providers, and from callers.
fn calling(name: &str, args: &[Value]) -> Option<Value> {
    let arg = |index: usize| args.get(index).unwrap_or(&Value::Null);
    Some(match name {
        "planClose" => {
            let (link, options) = (held(arg(1)), arg(2));
            let key = options["idempotencyKey"].as_str();
            let planned = api::plan_close(action(arg(0)), &link, &clock(options), key);
            plain(&Answer::from(planned))
        }
        "planRead" => {
            let id = LinkId::parse(text(arg(1), "id")).unwrap();
            let planned = api::plan(format(arg(0)), Operation::Read, Some(&id));
            plain(&Answer::from(planned.map_err(|issue| vec![issue])))
        }
        "planList" => {
            let asked = args.get(1).and_then(listing).unwrap_or_default();
            plain(&Answer::from(api::plan_list(format(arg(0)), &asked)))
        }
        "checkRequest" => with_request(arg(0), |request| match api::check_request(request) {
            Ok((value, notes)) => {
                let (notes, more) = (notes.list, notes.more);
                plain(&Answer::Accepted { value, notes, more })
            }
            Err(refused) => plain(&refused),
        }),
        "planCreate" => {
            let key = arg(1)["idempotencyKey"].as_str();
            let planned = api::plan_create(format(&arg(1)["format"]), &bytes(arg(0)), key);
            plain(&Answer::from(planned))
        }
        "interpretResponse" => {
            let (plan, response) = (arg(0), arg(1));
            let id = plan["id"].as_str().map(|id| LinkId::parse(id).unwrap());
            let asked = Asked {
                format: format(&plan["format"]),
                call: plan["action"].as_str().map(|_| action(&plan["action"])),
                id: id.as_ref(),
                lost_answer: serde_json::from_value(plan["retry"]["lostAnswer"].clone()).unwrap(),
            };
            let (headers, body) = (headers(response), bytes(&response["body"]));
            let answered = response["status"].as_u64().map(|status| Answered {
                status: u16::try_from(status).unwrap(),
                headers: &headers,
                body: &body,
            });
            let now = arg(2).get("now").map(instant);
            plain(&api::interpret_response(&asked, answered.as_ref(), now.as_ref()))
        }
        "errorBody" => {
            let mut issues: Vec<Issue> = serde_json::from_value(arg(0).clone()).unwrap();
            if let Some(catalogue) = arg(2).get("catalogue") {
                let catalogue: Catalogue = serde_json::from_value(catalogue.clone()).unwrap();
                issues = issues.into_iter().map(|issue| issue.translated(&catalogue)).collect();
            }
            let status = arg(2)["status"].as_u64().map(|status| u16::try_from(status).unwrap());
            let face = ErrorFormat::from_name(text(arg(1), "face")).unwrap();
            plain(&api::error_body(&issues, face, status))
        }
        _ => return None,
    })
}

/// Idempotency.
fn repeating(name: &str, args: &[Value]) -> Option<Value> {
    let arg = |index: usize| args.get(index).unwrap_or(&Value::Null);
    Some(match name.strip_prefix("idempotency.")? {
        "claim" => with_request(arg(1), |request| {
            let profile = api::profile(text(arg(0), "profile")).unwrap();
            plain(&Answer::from(api::claim(profile, request).map_err(|issue| vec![issue])))
        }),
        "judge" => {
            let profile = api::profile(text(arg(0), "profile")).unwrap();
            let record: Option<Record> = serde_json::from_value(arg(1).clone()).unwrap();
            let claim: Claim = serde_json::from_value(arg(2).clone()).unwrap();
            plain(&api::judge(profile, record.as_ref(), &claim, &instant(arg(3))))
        }
        "finish" => {
            let profile = api::profile(text(arg(0), "profile")).unwrap();
            let record = serde_json::from_value(arg(1).clone()).unwrap();
            let response = serde_json::from_value(arg(2).clone()).unwrap();
            plain(&api::finish(profile, record, response))
        }
        "abandon" => {
            let record = serde_json::from_value(arg(0).clone()).unwrap();
            plain(&api::abandon(record, arg(1).as_bool().unwrap()))
        }
        "mayAct" => {
            let record = serde_json::from_value(arg(0).clone()).unwrap();
            plain(&api::may_act(&record, &instant(arg(1)), arg(2).as_u64().unwrap()))
        }
        "newKey" => {
            let Value::Object(random) = arg(0) else { panic!("random bytes") };
            let random = serde_json::from_value(random["$bytes"].clone()).unwrap();
            let now = args.get(1).map(instant);
            plain(&api::new_key(random, now.as_ref()))
        }
        _ => return None,
    })
}

/// The rules as data.
fn describing(name: &str, args: &[Value]) -> Option<Value> {
    let arg = |index: usize| args.get(index).unwrap_or(&Value::Null);
    Some(match name {
        "codes" => plain(&api::codes()),
        "formats" => plain(&api::formats()),
        "lifecycle" => plain(&api::lifecycle(format(arg(0)))),
        "truthTable" => plain(&api::truth_table(format(arg(0)))),
        "diagram" => {
            let drawing = Drawing::from_name(text(arg(1), "drawing")).unwrap();
            api::diagram(format(arg(0)), drawing).into()
        }
        "schema" => {
            let of = SchemaOf::from_name(text(arg(0), "name")).unwrap();
            serde_json::from_str(&api::schema(of)).unwrap()
        }
        "messages" => plain(&api::messages()),
        "translate" => {
            let mut findings = arg(0).as_array().unwrap().clone();
            let coded = serde_json::from_value(arg(0).clone()).unwrap();
            let catalogue: Catalogue = serde_json::from_value(arg(1).clone()).unwrap();
            let messages = api::translate(coded, &catalogue).unwrap();
            for (finding, message) in findings.iter_mut().zip(messages) {
                finding["message"] = message.into();
            }
            findings.into()
        }
        _ => return None,
    })
}
