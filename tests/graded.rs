//! Whatever is wrong with a member, the link stays usable unless its id or its status is hit.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

use paylink::api::{Answer, ReadOptions, decide, plan_close, read, read_list};
use paylink::deciding::decision::{Clock, Decision, Verdict};
use paylink::finding::{Code, ErrorCode, NoteCode, Reason};
use paylink::links::batch::{BatchOptions, LinkBatch};
use paylink::model::{Action, Format, Instant, PaymentLink, Status};
use paylink::provider::schemas::SchemaOf;
use providers::sound::TEXT;
use providers::{Provider, options, places, with, with_text};
use serde_json::{Value, json};

#[path = "common/providers/mod.rs"]
mod providers;

/// A document with every member that can be closed. Of words and alternatives it has those with this number.
fn sound(provider: &Provider, number: usize) -> Value {
    let whole = provider.sound(SchemaOf::Link(provider.format)).whole(number);
    let open = provider.format.word(Status::Open).unwrap();
    with(&whole, &provider.status_at, json!(open))
}

/// Wrong types, empty, null, huge and odd texts.
fn shapes() -> Vec<Value> {
    let mut shapes = vec![
        Value::Null,
        json!(true),
        json!(7),
        json!(-0.5),
        json!([]),
        json!({}),
        json!([1]),
        json!({ "a": { "b": [] } }),
    ];
    for text in [
        "",
        " ",
        "N/A",
        "1:35",
        "2024-10-07 12:26",
        "USDT.e",
        "€",
        "myapp://thanks",
        "https://shop.example.com/?order={ORDER_ID}",
        "https://xn--bcher-kva.example/",
        "a\u{202e}b\u{0}",
        "1e400",
        "1,000.00",
    ] {
        shapes.push(json!(text));
    }
    shapes.push(json!("x".repeat(100_000)));
    shapes
}

/// What makes a link unusable: nothing says which it is, or that it is one, or which status it has.
fn is_fatal(provider: &Provider, types: &[String], pointer: &str, shape: &Value) -> bool {
    let is_word = shape.as_str().is_some_and(|text| !text.is_empty());
    let identity = [&provider.id_at, &provider.status_at];
    let is_around =
        |at: &String| at.strip_prefix(pointer).is_some_and(|rest| rest.starts_with('/'));
    if identity.into_iter().any(|at| at == pointer) {
        return !is_word;
    }
    // Another resource.
    identity.into_iter().any(is_around) || (is_word && types.iter().any(|at| at == pointer))
}

/// Where a document says that it is a link, and not another resource.
fn types_of(provider: &Provider, sound: &Value) -> Vec<String> {
    let is_type = |at: &String| {
        let answer = read(
            with(sound, at, json!("another")).to_string().as_bytes(),
            &options(provider.format),
        );
        answer.usable().is_none()
            && answer.issues().iter().any(|issue| issue.code() == ErrorCode::ResourceType)
    };
    places(sound).into_iter().filter(is_type).collect()
}

fn clock() -> Clock {
    Clock { now: Instant::parse("2024-01-16T10:00:00Z").unwrap(), skew_ms: 5_000 }
}

fn closes(link: &PaymentLink) -> Decision {
    decide(Action::Close, link, &clock())
}

/// A sound link, and what was put where in its document.
struct Case<'c> {
    provider: &'c Provider,
    sound: &'c PaymentLink,
    types: &'c [String],
    expiry: &'c str,
    pointer: &'c str,
    shape: &'c Value,
}

impl Case<'_> {
    /// Holds one answer to the rules.
    fn check(&self, answer: &Answer<PaymentLink>) {
        let Self { provider, sound, types, expiry, pointer, shape } = self;
        let shown: String = shape.to_string().chars().take(60).collect();
        let told = format!("{provider:?}: {pointer} = {shown}");
        let is_around_id = provider.id_at.starts_with(pointer);
        if let (Answer::Refused { id, .. }, false) = (answer, is_around_id) {
            assert_eq!(id.as_deref(), Some(TEXT), "{told}: the id is not told");
        }
        let is_derived = answer.notes().iter().any(|note| note.code() == NoteCode::StatusDerived);
        let is_fatal = is_fatal(provider, types, pointer, shape) && !is_derived;
        let Some(link) = answer.usable() else {
            assert!(is_fatal, "{told}: unusable, {:?}", answer.issues());
            return;
        };
        assert!(!is_fatal, "{told}: usable");
        if *pointer == provider.id_at {
            return;
        }
        let (is, was) = (closes(link), closes(sound));
        if *pointer == provider.status_at {
            // Another member says the status, if any.
            assert_eq!(link.status().is_final(), is_derived, "{told}");
            let verdict = if is_derived { is.verdict } else { Verdict::Uncertain };
            assert_eq!((is.verdict, is.can_try), (verdict, false), "{told}");
            return;
        }
        if link.is_expiry_unreadable() {
            assert_eq!(pointer, expiry, "{told}");
            assert_eq!((is.verdict, is.can_try), (Verdict::Uncertain, true), "{told}");
            assert_eq!(is.reasons[0].code(), Reason::ExpiryUnreadable, "{told}");
        } else if link.expires_at() == sound.expires_at() {
            assert_eq!(
                (is.verdict, is.can_try, is.reasons, is.next),
                (was.verdict, was.can_try, was.reasons, was.next),
                "{told}"
            );
        } else {
            // A number may be another time, and none is one of its own.
            assert!(pointer == expiry && is.can_try, "{told}");
        }
        let plan = plan_close(Action::Close, link, &clock(), Some(TEXT)).unwrap();
        let sound_plan = plan_close(Action::Close, *sound, &clock(), Some(TEXT)).unwrap();
        assert_eq!(serde_json::to_value(plan).unwrap(), serde_json::to_value(sound_plan).unwrap());
    }

    /// The same in a list, between sound ones.
    fn check_in(&self, list: &Value) {
        let Self { provider, pointer, shape, .. } = self;
        let options = options(provider.format);
        let text = list.to_string();
        let answer = read_list(text.as_bytes(), &options, None);
        let value =
            answer.value().unwrap_or_else(|| panic!("{pointer} = {shape}: {:?}", answer.issues()));
        assert_eq!(value.links.len(), 3);
        for neighbour in [&value.links[0], &value.links[2]] {
            assert!(neighbour.usable().is_some(), "{pointer} = {shape} spoils a neighbour");
        }
        self.check(&value.links[1]);
        let batch = LinkBatch::read(
            text.into_bytes(),
            BatchOptions { read: options, clock: Some(clock()), page: None },
        );
        for (index, link) in value.links.iter().enumerate() {
            assert_eq!(batch.at(index).as_ref(), Some(link), "{pointer} = {shape}: as in a list");
            let verdict = batch.verdicts(Action::Close).unwrap()[index];
            let expected = link.usable().map_or(u8::MAX, |link| closes(link).verdict as u8);
            assert_eq!(verdict, expected, "{pointer} = {shape}: the column");
        }
    }
}

#[test]
fn a_link_is_usable_whatever_is_wrong_with_its_ornaments() {
    for (provider, number) in providers::all().iter().flat_map(|it| [(it, 0), (it, 1)]) {
        let (mut usable, mut fatal) = (0, 0);
        let document = sound(provider, number);
        let whole = read(document.to_string().as_bytes(), &options(provider.format));
        let link = whole.value().unwrap_or_else(|| panic!("{:?}", whole.issues())).clone();
        assert_eq!(closes(&link).verdict, Verdict::Allowed);
        let types = types_of(provider, &document);
        let expiry = providers::expiry_of(provider.format, &document);
        for pointer in &places(&document) {
            // A member that is missing, too.
            for shape in shapes().into_iter().map(Some).chain([None]) {
                let mut spoilt = document.clone();
                if let Some(shape) = &shape {
                    *spoilt.pointer_mut(pointer).unwrap() = shape.clone();
                } else {
                    let (around, name) = pointer.rsplit_once('/').unwrap();
                    let Value::Object(members) = spoilt.pointer_mut(around).unwrap() else {
                        continue;
                    };
                    members.remove(name);
                }
                let shape = shape.unwrap_or(Value::Null);
                if shape.is_null() && *pointer == provider.link_at {
                    continue;
                }
                let answer = read(spoilt.to_string().as_bytes(), &options(provider.format));
                let (sound, types, shape) = (&link, &types, &shape);
                let case = Case { provider, sound, types, expiry: &expiry, pointer, shape };
                case.check(&answer);
                if answer.usable().is_some() {
                    usable += 1;
                } else {
                    fatal += 1;
                }
                case.check_in(&provider.list_beside(&[&document, &spoilt, &document], &spoilt));
            }
        }
        println!("{provider:?}: {usable} usable, {fatal} not");
        assert!(usable > 200 && fatal > 15, "{provider:?}: {usable}, {fatal}");
    }
}

#[test]
fn every_case_that_was_found_is_usable_and_named() {
    for (pointer, shape) in [
        ("/url", json!("https://xn--bcher-kva.example/pay")),
        ("/url", json!("https://pay.example.com/?a[0]=1")),
        ("/expiresAt", json!("")),
        ("/metadata", json!([])),
        ("/description", json!(7)),
        ("/status", json!("Active")),
    ] {
        let link = with(&sound(providers::of(Format::Connect), 0), pointer, shape);
        let answer = read(link.to_string().as_bytes(), &ReadOptions::default());
        assert!(closes(answer.usable().unwrap()).can_try, "{pointer}");
        assert!(answer.issues().iter().all(|issue| issue.pointer() == pointer), "{pointer}");
        assert!(answer.issues().iter().all(|issue| issue.code().name() != "member_missing"));
    }
}

/// The document with a member once more, in the object at `pointer`: before the others.
fn doubled(document: &Value, pointer: &str, name: &str, value: &str) -> String {
    with_text(document, pointer, &format!("{}:{value},", json!(name)))
}

fn codes(answer: &Answer<PaymentLink>) -> Vec<&str> {
    answer.issues().iter().map(|issue| issue.code().name()).collect()
}

#[test]
fn a_duplicate_makes_a_link_unusable_only_where_the_link_is_read_from() {
    for provider in providers::all() {
        let document = sound(provider, 0);
        let read = |text: String| read(text.as_bytes(), &options(provider.format));
        let metadata = places(&document).into_iter().find(|at| {
            let Some(Value::Object(_)) = document.pointer(at) else { return false };
            let answer = read(with(&document, at, json!({ "zz": 1 })).to_string());
            let metadata = answer.value().and_then(|link| link.metadata().map(|it| json!(it)));
            metadata == Some(json!({ "zz": 1 }))
        });
        for at in metadata.iter().chain([&provider.id_at, &provider.status_at]) {
            let around =
                if Some(at) == metadata.as_ref() { at } else { at.rsplit_once('/').unwrap().0 };
            for (name, value) in document.pointer(around).unwrap().as_object().unwrap() {
                let is_usable = metadata.as_deref() == Some(around);
                let told = format!("{provider:?}: {around}/{name} twice");
                let answer = read(doubled(&document, around, name, &value.to_string()));
                assert_eq!(codes(&answer), ["member_duplicate"], "{told}");
                assert_eq!(answer.usable().is_some(), is_usable, "{told}");
                if let Some(link) = answer.usable() {
                    assert!(link.metadata().is_none(), "{told}");
                }
            }
        }
        let beside = read(
            with(&document, provider.members_at(), {
                let mut members = document.pointer(provider.members_at()).unwrap().clone();
                members["unheardOf"] = json!({ "page": 1 });
                members
            })
            .to_string()
            .replacen(r#"{"page":1}"#, r#"{"page":1,"page":2}"#, 1),
        );
        assert_eq!((codes(&beside), beside.usable().is_some()), (vec!["member_duplicate"], true));
    }
}

/// Of two values of its status, none is the child's.
#[test]
fn a_duplicate_in_a_child_costs_the_child_and_in_its_name_the_link() {
    let document = sound(providers::of(Format::Txn), 0);
    for (pointer, name, is_usable) in [
        ("/data/relationships/target/data", "id", false),
        ("/included/0/attributes", "status", true),
        ("/included/0/attributes", "reference", true),
    ] {
        let text = doubled(&document, pointer, name, r#""another""#);
        let answer = read(text.as_bytes(), &ReadOptions::default());
        assert_eq!(codes(&answer), ["member_duplicate"], "{pointer} {name}");
        assert_eq!(answer.usable().is_some(), is_usable, "{pointer} {name} twice: usable?");
        if let Some(link) = answer.usable() {
            assert!(link.child().is_none(), "{pointer} {name} twice: whose child?");
            assert!(link.payment().is_some(), "{pointer} {name}");
        }
    }
}

#[test]
fn of_two_ids_none_is_told() {
    for provider in providers::all() {
        let (around, name) = provider.id_at.rsplit_once('/').unwrap();
        let text = doubled(&sound(provider, 0), around, name, r#""a""#);
        let answer = read(text.as_bytes(), &options(provider.format));
        assert!(answer.usable().is_none());
        assert!(matches!(answer, Answer::Refused { id: None, .. }));
    }
}
