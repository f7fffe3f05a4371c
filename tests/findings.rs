//! What is found is told within limits, and counted beyond them: no document makes an answer heavy.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use cases::cases;
use paylink::api::{
    Answer, ReadOptions, check_request, error_body, plan, plan_create, read, read_create_request,
    read_error, read_list, read_webhook, validate,
};
use paylink::calling::error_body::ErrorFormat;
use paylink::calling::secrets::Secrets;
use paylink::calling::validate::Kind;
use paylink::calling::webhook::Delivery;
use paylink::finding::Issue;
use paylink::finding::limits::MOST;
use paylink::http::Request;
use paylink::links::batch::{BatchOptions, LinkBatch};
use paylink::model::{Format, Instant};
use paylink::provider::Operation;
use paylink::provider::schemas::SchemaOf;
use proptest::prelude::*;
use providers::sound::TEXT;
use providers::{Next, Provider, with_text};
use serde_json::{Value, json};

#[path = "common/cases.rs"]
mod cases;
#[path = "common/providers/mod.rs"]
mod providers;

/// In whose order of members some findings are told.
const CONNECT: &str = r#""paymentLinkId":"6f1d2c58-0b1e-4f5a-9a53-2f8c1f0a7e01","url":"https://pay.example.com/","status":"ACTIVE","createdAt":"2024-01-15T10:00:00Z","updatedAt":"2024-01-15T10:00:00Z""#;
const HEAVIEST: usize = 192 * 1024;

fn weight(value: &impl serde::Serialize) -> usize {
    serde_json::to_string(value).unwrap().len()
}

/// The answer, its findings and how many there are.
#[track_caller]
fn is_bounded<T>(answer: &Answer<T>, count: usize) {
    let (issues, notes) = (answer.issues(), answer.notes());
    let told = issues.len() + notes.len();
    assert!(told <= MOST, "{told}");
    assert_eq!(told + answer.more(), count);
    assert!(answer.value().is_some() || !issues.is_empty(), "a refusal says why");
    assert!(weight(&issues) + weight(&notes) <= HEAVIEST);
}

/// Each of these is one issue, wherever it stands among members.
fn twice(count: usize) -> String {
    (0..=count).map(|_| r#""zz":1,"#).collect()
}

/// Each of these is one note.
fn unmapped(count: usize) -> String {
    let members: Vec<_> = (0..count).map(|index| format!(r#""u{index}":1,"#)).collect();
    members.concat()
}

/// A document of one link without any finding.
fn sound(provider: &Provider) -> Value {
    providers::document(provider.format, json!({ "id": TEXT }))
}

#[test]
fn every_reader_tells_a_hundred_findings_and_counts_the_rest() {
    for count in [1, MOST - 1, MOST, MOST + 1, 2 * MOST + 1, 1000] {
        for provider in providers::all() {
            every_reader_tells(provider, count);
        }
    }
}

fn every_reader_tells(provider: &Provider, count: usize) {
    let (issues, notes) = (twice(count), unmapped(count));
    let options = ReadOptions::default();
    let link = sound(provider);
    let own = read(link.to_string().as_bytes(), &options);
    // That the provider has a default is a note of each of its links.
    let usual = own.notes().len();
    assert!(own.value().is_some() && usual < 2, "{own:?}");
    let [bad, odd] = [&issues, &notes].map(|text| with_text(&link, provider.members_at(), text));
    is_bounded(&read(bad.as_bytes(), &options), count);
    is_bounded(&read(odd.as_bytes(), &options), count + usual);
    let elements = [&notes, &issues].map(|text| {
        let element = link.pointer(&provider.link_at).unwrap();
        let inner = provider.members_at().strip_prefix(&provider.link_at).unwrap();
        with_text(element, inner, text)
    });
    let list = provider.list_of_texts(&elements, &[]);
    let many = read_list(list.as_bytes(), &options, None);
    let batch = LinkBatch::read(list.clone().into_bytes(), BatchOptions::default());
    for (index, (link, usual)) in many.value().unwrap().links.iter().zip([usual, 0]).enumerate() {
        is_bounded(link, count + usual);
        assert_eq!(batch.at(index).as_ref(), Some(link), "a batch tells the same");
    }
    let empty = provider.page(&[], Next::Unsaid);
    let given = providers::options(provider.format);
    let usual = read_list(empty.to_string().as_bytes(), &given, None).notes().len();
    for (text, usual, is_noted) in [(&issues, 0, false), (&notes, usual, true)] {
        let around = with_text(&empty, provider.links_at.rsplit_once('/').unwrap().0, text);
        is_bounded(&read_list(around.as_bytes(), &given, None), count + usual);
        let read = BatchOptions { read: given, ..BatchOptions::default() };
        let batch = LinkBatch::read(around.into_bytes(), read);
        let told = if is_noted { batch.notes().len() } else { batch.issues().len() };
        assert_eq!(told + batch.more(), count + usual);
    }

    let format = provider.format;
    let request = provider.sound(SchemaOf::Create(format)).whole(0);
    assert!(read_create_request(request.to_string().as_bytes(), format).value().is_some());
    let request = with_text(&request, "", &issues);
    let asked = read_create_request(request.as_bytes(), format);
    is_bounded(&asked, count);
    is_bounded(&Answer::from(plan_create(format, request.as_bytes(), None)), count);
    let call = format.call(Operation::Create).unwrap();
    let planned = plan(format, Operation::Create, None).unwrap();
    let headers = planned.headers.0.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
    let credential = provider.info.credential;
    let word = credential.scheme.map_or("k".to_owned(), |scheme| format!("{scheme} k"));
    let headers: Vec<_> = headers.chain([(credential.header.to_owned(), word)]).collect();
    let arrived = Request::new(call.method, call.path, &headers, request.as_bytes());
    let refused = check_request(&arrived).unwrap_err();
    assert!(refused.issues.len() <= MOST);
    assert_eq!(refused.issues.len() + refused.more, count, "{provider:?}: {:?}", refused.issues);
    is_bounded(&validate(Kind::Json, format!("{{{issues}\"a\":1}}").as_bytes(), None), count);
}

#[test]
fn a_delivery_and_an_error_tell_a_hundred_findings_and_count_the_rest() {
    for count in [1, MOST - 1, MOST, MOST + 1, 2 * MOST + 1, 1000] {
        let body = format!("{{{}\"a\":1}}", twice(count));
        let event = Delivery { headers: &[], body: body.as_bytes() };
        let now = Instant::from_millis(0).unwrap();
        let event = read_webhook(Format::Connect, &event, &Secrets::default(), &now);
        // And that four members are missing.
        is_bounded(&event, count + 4);

        let errors: String = (0..count).map(|_| r#"{"detail":"no"},"#).collect();
        let error =
            read_error(Format::Txn, 422, format!(r#"{{"errors":[{errors}{{}}]}}"#).as_bytes());
        assert!(error.words.details.len() <= MOST);
        assert_eq!(error.words.details.len() + error.words.more, count + 1);
    }
}

#[test]
fn the_first_in_the_document_are_told_whenever_they_were_found() {
    // That a member is missing or stands twice is found at the end, and is told where it stands.
    let text = format!(r#"{{"a":1,"a":1,{}"url":5,{CONNECT}}}"#, r#""status":5,"#.repeat(300));
    let answer = read(text.as_bytes(), &ReadOptions::default());
    let pointers: Vec<_> = answer.issues().iter().map(Issue::pointer).collect();
    assert_eq!(pointers[..3], ["/a", "/status", "/status"]);
    assert_eq!(pointers.len(), MOST);
}

#[test]
fn all_findings_of_a_list_have_one_limit_behind_which_they_are_counted() {
    for provider in providers::all() {
        let id = provider.id_at.rsplit('/').next().unwrap();
        for elements in [format!("{{\"{id}\":5}}"), "1".to_owned()] {
            let list = provider.list_of_texts(&vec![elements; 100_000], &[]);
            let answer = read_list(list.as_bytes(), &providers::options(provider.format), None);
            let links = &answer.value().unwrap().links;
            let told: usize = links.iter().map(|link| weight(&link.issues())).sum();
            assert!(told <= HEAVIEST + 2 * links.len() && told > HEAVIEST / 2);
            assert!(links.iter().all(|link| link.issues().len() + link.more() > 0), "none is lost");
            assert!(links.first().is_some_and(|link| link.more() == 0));
            assert!(links.last().is_some_and(|link| link.issues().is_empty() && link.more() > 0));
        }
    }
}

#[test]
fn a_place_whose_name_is_too_long_is_told_by_the_one_around_it() {
    let long = "n".repeat(1_000_000);
    for provider in providers::all() {
        let (at, link) = (provider.members_at(), sound(provider));
        let text = with_text(&link, at, &format!(r#""near":{{"{long}":1,"{long}":1}},"#));
        let answer = read(text.as_bytes(), &ReadOptions::default());
        assert_eq!(answer.issues()[0].pointer(), format!("{at}/near"));
        let text = with_text(&link, at, &format!(r#""{long}":1,"#));
        let noted = read(text.as_bytes(), &ReadOptions::default());
        assert_eq!(noted.notes()[0].pointer(), at);
        assert_eq!(noted.value().unwrap().unmapped(), [at]);
        assert!(weight(&noted.notes()) < 1000);
    }
}

#[test]
fn what_is_handed_back_is_rendered_within_the_same_limits() {
    let text = format!("[{}]", vec![format!(
        r#"{{"code":"type_mismatch","pointer":"/{}","params":{{"expected":"{}","found":"x"}}}}"#,
        "p".repeat(100_000), "e".repeat(100_000)
    ); 500].join(","));
    let issues: Vec<Issue> = serde_json::from_str(&text).unwrap();
    for face in [ErrorFormat::Problem, ErrorFormat::Standard, ErrorFormat::JsonApi]
        .into_iter()
        .chain(Format::ALL.iter().map(|format| ErrorFormat::Provider(*format)))
    {
        let rendered = error_body(&issues, face, None);
        assert!(rendered.body.len() <= 2 * HEAVIEST, "{face:?}: {}", rendered.body.len());
    }
    assert!(error_body(&issues, ErrorFormat::Problem, None).body.contains(r#""more":4"#));
}

#[test]
fn a_json_api_pointer_leads_to_something() {
    let document = sound(providers::of(Format::Txn));
    let mut broken =
        vec![json!({}), json!({ "data": {} }), json!({ "data": { "attributes": {} } })];
    for member in document["data"]["attributes"].as_object().unwrap().keys() {
        for value in [None, Some(json!(null)), Some(json!([1])), Some(json!("\u{7f}"))] {
            let mut document = document.clone();
            let attributes = document["data"]["attributes"].as_object_mut().unwrap();
            match value {
                Some(value) => drop(attributes.insert(member.clone(), value)),
                None => drop(attributes.remove(member)),
            }
            broken.push(document);
        }
    }
    let mut checked = 0;
    for document in broken {
        let answer = read(document.to_string().as_bytes(), &providers::options(Format::Txn));
        if answer.issues().is_empty() {
            continue;
        }
        let rendered = error_body(answer.issues(), ErrorFormat::JsonApi, None);
        let errors: Value = serde_json::from_str(&rendered.body).unwrap();
        for error in errors["errors"].as_array().unwrap() {
            let Some(pointer) = error["source"]["pointer"].as_str() else { continue };
            assert!(document.pointer(pointer).is_some(), "{pointer} in {document}");
            assert!(error["status"].is_string());
            checked += 1;
        }
    }
    assert!(checked > 30, "{checked} pointers");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(300), failure_persistence: None, ..ProptestConfig::default() })]

    /// Told and counted are as many as are found, however they stand among each other.
    #[test]
    fn none_is_lost_and_none_is_made_up(parts in prop::collection::vec(0_usize..4, 0..400)) {
        let member = |(index, part): (usize, &usize)| match part {
            0 => r#""url":5,"#.to_owned(),
            1 => r#""aa":{"b":1,"b":2},"#.to_owned(),
            2 => format!(r#""m{index}":1,"#),
            _ => r#""status":"","#.to_owned(),
        };
        let text: String = parts.iter().enumerate().map(member).collect();
        let of = |kind: usize| parts.iter().filter(|part| **part == kind).count();
        // A wrong value each, a second member each; of `url` and `status` one more stands behind them.
        let issues = of(0) * 2 + of(3) * 2 + of(1) + of(1).saturating_sub(1);
        let answer = read(format!("{{{text}{CONNECT}}}").as_bytes(), &ReadOptions::default());
        let count = if issues == 0 { of(2) } else { issues };
        prop_assert_eq!(answer.issues().len() + answer.notes().len() + answer.more(), count);
        prop_assert_eq!(answer.issues().len(), issues.min(MOST));
    }
}
