//! Whatever is wrong with a member, the link stays usable unless its id or its status is hit.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

use paylink::api::{Answer, ReadOptions, decide, plan_close, read, read_list};
use paylink::deciding::decision::{Clock, Decision, Verdict};
use paylink::finding::{Code, Reason};
use paylink::links::batch::{BatchOptions, LinkBatch};
use paylink::model::{Action, Format, Instant, PaymentLink};
use serde_json::{Value, json};

const ID: &str = "6f1d2c58-0b1e-4f5a-9a53-2f8c1f0a7e01";

fn connect() -> Value {
    json!({
        "paymentLinkId": ID, "url": "https://pay.example.com/x", "status": "ACTIVE",
        "description": "two chairs", "paymentId": "p-1",
        "expiresAt": "2024-01-20T10:00:00Z", "completedAt": "2024-01-15T11:00:00Z",
        "createdAt": "2024-01-15T10:00:00Z", "updatedAt": "2024-01-15T10:30:00Z",
        "metadata": { "order": "1", "count": 2, "deep": { "list": [1, "x"] } },
    })
}

fn txn(kind: &str) -> Value {
    let (resource, child) = if kind == "Invoice" {
        (
            "invoices",
            json!({
                "amountBilled": "40.00", "billedCurrency": "EUR", "amountCharged": "43.64",
                "chargedCurrency": "USDC", "targetAmount": "38.20", "targetCurrency": "EUR",
                "exchangeRate": "1.09", "chargedTargetRate": "0.9", "chargedTargetRateCurrency": "EUR",
                "status": "pending", "statusContext": "unpaid", "paymentStatus": "expecting",
                "reference": "r-1", "network": "trx:usdt", "networkName": "Tron",
                "paymentMethods": ["on_chain"], "hostedPageUrl": "https://pay.example.com/i",
                "successRedirectUrl": "https://shop.example.com/ok",
                "unsuccessRedirectUrl": "https://shop.example.com/no",
                "createdAt": "2024-01-15T10:00:00.000Z", "expiresAt": "2024-01-15T13:00:00.000Z",
            }),
        )
    } else {
        (
            "payouts",
            json!({
                "amount": "40.00", "currency": "EUR", "amountCharged": "41",
                "amountChargedCurrency": "EUR", "payAmount": "43", "payCurrency": "USDC",
                "exchangeRate": "1.1", "payChargeRate": "1", "payChargeRateCurrency": "EUR",
                "displayFee": "1", "displayFeeCurrency": "EUR", "networkFee": "1",
                "networkFeeCurrency": "EUR", "payoutFee": "1", "payoutFeeCurrency": "EUR",
                "absorbNetworkFee": true, "absorbPayoutFee": false, "address": "0xabc",
                "payNetwork": "trx:usdt", "payNetworkName": "Tron", "paymentMethod": "on_chain",
                "receiverBinanceId": "1", "binanceStatus": "x", "approvalStatus": "approved",
                "txid": "t", "reference": "r-1", "status": "pending",
                "createdAt": "2024-01-15T10:00:00.000Z", "expiresAt": "2024-01-15T13:00:00.000Z",
            }),
        )
    };
    json!({
        "data": {
            "id": ID, "type": "paymentLinks",
            "attributes": {
                "amount": "40.00", "currency": "EUR", "accountCurrency": "EUR",
                "network": "trx:usdt", "networkName": "Tron", "reference": "r-1",
                "hostedPageUrl": "https://pay.example.com/x", "status": "created",
                "approvalStatus": "pending", "expiresAt": "2024-01-20T10:00:00.000Z",
                "createdAt": "2024-01-15T10:00:00.000Z", "paymentType": kind,
                "paymentMethods": ["on_chain"], "payCurrencies": ["USDC", "USDT"],
                "successRedirectUrl": "https://shop.example.com/ok",
                "unsuccessRedirectUrl": "https://shop.example.com/no",
            },
            "relationships": { "target": { "data": { "type": resource, "id": "c-1" } } },
        },
        "included": [
            { "type": resource, "id": "c-1", "attributes": child },
            { "type": "addresses", "id": "a-1", "attributes": { "street": "x" } },
        ],
        "meta": { "page": 1 },
    })
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

fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    let mut inner = |name: &str, value: &Value| {
        let at = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
        all.push(at.clone());
        pointers(value, &at, all);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| inner(name, value)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, value)| inner(&index.to_string(), value));
        }
        _ => {}
    }
}

/// What makes a link unusable: nothing says which it is, or that it is one, or which status it has.
fn is_fatal(pointer: &str, shape: &Value) -> bool {
    let is_word = shape.as_str().is_some_and(|text| !text.is_empty());
    match pointer {
        "/data" | "/data/attributes" => true,
        "/paymentLinkId" | "/data/id" | "/status" | "/data/attributes/status" => !is_word,
        // Another resource.
        "/data/type" => is_word,
        _ => false,
    }
}

fn clock() -> Clock {
    Clock { now: Instant::parse("2024-01-16T10:00:00Z").unwrap(), skew_ms: 5_000 }
}

fn closes(link: &PaymentLink) -> Decision {
    decide(Action::Close, link, &clock())
}

/// Holds one answer to the rules; `None` if the link is to be unusable.
fn check(answer: &Answer<PaymentLink>, sound: &PaymentLink, pointer: &str, shape: &Value) {
    let told = format!("{pointer} = {}", shape.to_string().chars().take(60).collect::<String>());
    let is_id = pointer.ends_with("/paymentLinkId") || pointer == "/data/id";
    let is_status = pointer == "/status" || pointer == "/data/attributes/status";
    if let (Answer::Refused { id, .. }, false) = (answer, is_id || pointer == "/data") {
        assert_eq!(id.as_deref(), Some(ID), "{told}: the id is not told");
    }
    let Some(link) = answer.usable() else {
        assert!(is_fatal(pointer, shape), "{told}: unusable, {:?}", answer.issues());
        return;
    };
    assert!(!is_fatal(pointer, shape), "{told}: usable");
    if is_id {
        return;
    }
    let (is, was) = (closes(link), closes(sound));
    if is_status {
        assert_eq!((is.verdict, is.can_try), (Verdict::Uncertain, false), "{told}");
        return;
    }
    if link.is_expiry_unreadable() {
        assert!(pointer.ends_with("/expiresAt"), "{told}");
        assert_eq!((is.verdict, is.can_try), (Verdict::Uncertain, true), "{told}");
        assert_eq!(is.reasons[0].code(), Reason::ExpiryUnreadable, "{told}");
    } else {
        assert_eq!(
            (is.verdict, is.can_try, is.reasons, is.next),
            (was.verdict, was.can_try, was.reasons, was.next),
            "{told}"
        );
    }
    let plan = plan_close(Action::Close, link, &clock(), Some(ID)).unwrap();
    let sound_plan = plan_close(Action::Close, sound, &clock(), Some(ID)).unwrap();
    assert_eq!(serde_json::to_value(plan).unwrap(), serde_json::to_value(sound_plan).unwrap());
}

#[test]
fn a_link_is_usable_whatever_is_wrong_with_its_ornaments() {
    let (mut usable, mut fatal) = (0, 0);
    for (format, sound) in
        [(Format::Connect, connect()), (Format::Txn, txn("Invoice")), (Format::Txn, txn("Payout"))]
    {
        let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
        let whole = read(sound.to_string().as_bytes(), &options);
        let sound_link = whole.value().unwrap_or_else(|| panic!("{:?}", whole.issues())).clone();
        assert_eq!(closes(&sound_link).verdict, Verdict::Allowed);
        let mut all = Vec::new();
        pointers(&sound, "", &mut all);
        for pointer in &all {
            // A member that is missing, too.
            for shape in shapes().into_iter().map(Some).chain([None]) {
                let mut spoilt = sound.clone();
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
                if shape.is_null() && is_fatal(pointer, &Value::Null) && pointer == "/data" {
                    continue;
                }
                let answer = read(spoilt.to_string().as_bytes(), &options);
                check(&answer, &sound_link, pointer, &shape);
                if answer.usable().is_some() {
                    usable += 1;
                } else {
                    fatal += 1;
                }
                let list = listed(format, &sound, &spoilt);
                in_a_list(&list, format, &sound_link, pointer, &shape);
            }
        }
    }
    println!("{usable} usable, {fatal} not");
    assert!(usable > 2_000 && fatal > 50, "{usable}, {fatal}");
}

/// The spoilt document between sound ones; none if it has no place in a list.
fn listed(format: Format, sound: &Value, spoilt: &Value) -> Value {
    match format {
        Format::Connect => json!({ "items": [sound, spoilt, sound] }),
        Format::Txn => json!({
            "data": [sound["data"], spoilt["data"], sound["data"]],
            "included": spoilt["included"],
        }),
    }
}

fn in_a_list(list: &Value, format: Format, sound: &PaymentLink, pointer: &str, shape: &Value) {
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    let text = list.to_string();
    let answer = read_list(text.as_bytes(), &options, None);
    let value =
        answer.value().unwrap_or_else(|| panic!("{pointer} = {shape}: {:?}", answer.issues()));
    assert_eq!(value.links.len(), 3);
    for neighbour in [&value.links[0], &value.links[2]] {
        assert!(neighbour.usable().is_some(), "{pointer} = {shape} spoils a neighbour");
    }
    check(&value.links[1], sound, pointer, shape);
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
        let mut link = connect();
        *link.pointer_mut(pointer).unwrap() = shape;
        let answer = read(link.to_string().as_bytes(), &ReadOptions::default());
        assert!(closes(answer.usable().unwrap()).can_try, "{pointer}");
        assert!(answer.issues().iter().all(|issue| issue.pointer() == pointer), "{pointer}");
        assert!(answer.issues().iter().all(|issue| issue.code().name() != "member_missing"));
    }
}

/// The document with a member once more, in the object at `pointer`: after the others, `name` with `value`.
fn doubled(document: &Value, pointer: &str, name: &str, value: &str) -> String {
    let mark = "mark it here";
    let mut marked = document.clone();
    let owner = if pointer.is_empty() { &mut marked } else { marked.pointer_mut(pointer).unwrap() };
    owner.as_object_mut().unwrap().insert(mark.into(), Value::Null);
    marked.to_string().replace(&format!("\"{mark}\":null"), &format!("\"{name}\":{value}"))
}

#[test]
fn a_duplicate_makes_a_link_unusable_only_where_the_link_is_read_from() {
    let (connect, txn) = (connect(), txn("Invoice"));
    for (document, pointer, name, value, is_usable) in [
        (&connect, "", "status", "\"CANCELLED\"", false),
        (&connect, "", "paymentLinkId", "\"another\"", false),
        (&connect, "", "url", "\"https://pay.example.com/y\"", false),
        (&connect, "/metadata", "order", "\"2\"", true),
        (&connect, "/metadata/deep", "list", "[]", true),
        (&txn, "/data", "id", "\"another\"", false),
        (&txn, "/data", "type", "\"paymentLinks\"", false),
        (&txn, "/data/attributes", "status", "\"completed\"", false),
        (&txn, "/data/attributes", "amount", "\"1\"", false),
        (&txn, "/data/relationships/target/data", "id", "\"another\"", false),
        (&txn, "/included/0/attributes", "status", "\"completed\"", true),
        (&txn, "/included/0/attributes", "reference", "\"another\"", true),
        (&txn, "/meta", "page", "2", true),
    ] {
        let text = doubled(document, pointer, name, value);
        let answer = read(text.as_bytes(), &ReadOptions::default());
        let codes: Vec<_> = answer.issues().iter().map(|issue| issue.code().name()).collect();
        assert_eq!(codes, ["member_duplicate"], "{pointer} {name}");
        assert_eq!(answer.usable().is_some(), is_usable, "{pointer} {name} twice: usable?");
        // Of two values of its status, none is the child's.
        if let Some(link) = answer.usable().filter(|_| pointer.starts_with("/included")) {
            assert!(link.child().is_none(), "{pointer} {name} twice: whose child?");
            assert!(link.payment().is_some(), "{pointer} {name}");
        }
        if pointer.starts_with("/metadata") {
            assert!(answer.usable().unwrap().metadata().is_none(), "{name}");
        }
    }
}

#[test]
fn of_two_ids_none_is_told() {
    let text = format!(r#"{{"paymentLinkId":"a","paymentLinkId":"{ID}","status":"ACTIVE"}}"#);
    let answer = read(text.as_bytes(), &ReadOptions::default());
    assert!(answer.usable().is_none());
    assert!(matches!(answer, Answer::Refused { id: None, .. }));
}
