//! Sound documents of every format, all optional members there, null or not.

use paylink::model::Format;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

pub(crate) type Made = BoxedStrategy<Value>;

/// Whether a member is there.
#[derive(Clone, Copy)]
enum Need {
    Always,
    Maybe,
    /// Or it is null.
    Nullable,
}
use Need::{Always, Maybe, Nullable};

pub(crate) fn one_of(values: &'static [&'static str]) -> Made {
    select(values).prop_map(Value::from).boxed()
}

fn text() -> Made {
    like("[a-zA-Z0-9 é😀\"\\\\/~\n]{0,6}")
}

fn filled() -> Made {
    like("[a-zA-Z0-9 é😀\"\\\\/~\n]{1,6}")
}

pub(crate) fn instant() -> Made {
    let offset = "Z|z|[+-](0[0-9]|1[0-9]|2[0-3]):[0-5][0-9]";
    let date = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])";
    let time = "[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]";
    like(&format!("{date}{time}(\\.[0-9]{{1,12}})?({offset})"))
}

/// A text like that.
fn like(regex: &str) -> Made {
    proptest::string::string_regex(regex).unwrap().prop_map(Value::from).boxed()
}

const URLS: [&str; 9] = [
    "https://pay.example.com/x",
    "http://127.0.0.1:8080/?a=b&c=%20#d?e/f",
    "HTTPS://EXAMPLE.com",
    "http://[::1]:80/",
    "http://[::ffff:1.2.3.4]",
    "https://a_b.example.?q",
    "https://example.com:65535#@",
    "https://example.com:00080//a//@user",
    "hTTp://a1-b2.c3.example/a;b=c,(d)!$&'*+~",
];

pub(crate) fn url() -> Made {
    one_of(&URLS)
}

pub(crate) fn amount() -> Made {
    like("(0|[1-9][0-9]{0,20})(\\.[0-9]{1,12})?")
}

/// Numbers that are written without an exponent, and zero without a minus.
fn digits() -> Made {
    let numbers = select(vec![
        json!(0),
        json!(7),
        json!(1.5),
        json!(0.001),
        json!(12_345_678_901_234_567_890_u64),
    ]);
    prop_oneof![4 => amount(), 1 => numbers].boxed()
}

pub(crate) fn currency() -> Made {
    like("[A-Za-z0-9]{2,12}")
}

pub(crate) fn flag() -> Made {
    any::<bool>().prop_map(Value::from).boxed()
}

fn list(item: Made) -> Made {
    prop::collection::vec(item, 0..3).prop_map(Value::from).boxed()
}

/// Anything.
pub(crate) fn junk() -> Made {
    let leaf = prop_oneof![Just(Value::Null), flag(), text(), digits(), Just(json!(-1.5))];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec(("[a-zA-Z~/é]{0,4}", inner), 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
    .boxed()
}

fn any_object() -> Made {
    let member = ("[a-zA-Z~/é]{0,4}", junk());
    prop::collection::vec(member, 0..4)
        .prop_map(|members| Value::Object(members.into_iter().collect()))
        .boxed()
}

/// An object of these members, and of some that nobody knows.
fn object(members: Vec<(&'static str, Need, Made)>) -> Made {
    let extra = ("x[a-z~/é]{0,3}", junk()).prop_map(|(name, value)| Some((name, value))).boxed();
    let mut all: Vec<BoxedStrategy<Option<(String, Value)>>> = members
        .into_iter()
        .map(|(name, need, made)| {
            let there = made.prop_map(move |value| Some((name.to_owned(), value)));
            match need {
                Always => there.boxed(),
                Maybe => prop_oneof![3 => there, 2 => Just(None)].boxed(),
                Nullable => prop_oneof![
                    5 => there,
                    3 => Just(None),
                    1 => Just(Some((name.to_owned(), Value::Null))),
                ]
                .boxed(),
            }
        })
        .collect();
    all.push(prop_oneof![3 => Just(None), 1 => extra].boxed());
    all.prop_map(|members| Value::Object(members.into_iter().flatten().collect())).boxed()
}

fn connect_link() -> Made {
    object(vec![
        ("paymentLinkId", Always, filled()),
        ("url", Always, url()),
        ("status", Always, one_of(&["ACTIVE", "EXPIRED", "COMPLETED", "CANCELLED", "active", "?"])),
        ("createdAt", Always, instant()),
        ("updatedAt", Always, instant()),
        ("description", Nullable, text()),
        ("paymentId", Nullable, text()),
        ("expiresAt", Nullable, instant()),
        ("completedAt", Nullable, instant()),
        ("metadata", Nullable, any_object()),
    ])
}

fn pagination() -> Made {
    object(vec![("nextCursor", Nullable, text())])
}

fn connect_create() -> Made {
    let which = || object(vec![("orderId", Always, filled()), ("invoiceId", Nullable, filled())]);
    let rest = object(vec![
        ("paymentProfileId", Nullable, filled()),
        ("savePaymentProfile", Nullable, flag()),
        ("description", Nullable, text()),
        ("metadata", Nullable, any_object()),
    ]);
    // One of the two, the other missing or null.
    let which = (which(), any::<[bool; 2]>()).prop_map(|(mut which, [swap, both])| {
        let members = which.as_object_mut().unwrap();
        if !both {
            members.entry("invoiceId").and_modify(|id| *id = Value::Null);
        }
        if swap {
            let order = members.remove("orderId").unwrap();
            if let Some(invoice) = members.insert("invoiceId".to_owned(), order) {
                members.insert("orderId".to_owned(), invoice);
            }
        }
        which
    });
    (which, rest).prop_map(|(one, two)| together(one, two)).boxed()
}

fn together(mut one: Value, mut two: Value) -> Value {
    one.as_object_mut().unwrap().append(two.as_object_mut().unwrap());
    one
}

fn child(kind: &'static str, attributes: Vec<(&'static str, Need, Made)>) -> Made {
    let mut all =
        vec![("status", Always, one_of(&["pending", "completed", "processing", "frozen"]))];
    all.extend(attributes);
    object(vec![
        ("type", Always, Just(json!(kind)).boxed()),
        ("id", Always, one_of(&["child", "other"])),
        ("attributes", Always, object(all)),
        ("relationships", Maybe, junk()),
    ])
}

fn invoice() -> Made {
    child(
        "invoices",
        vec![
            ("statusContext", Nullable, one_of(&["partial", "full", "odd"])),
            ("paymentStatus", Nullable, one_of(&["onTime", "late", ""])),
            ("amountBilled", Nullable, digits()),
            ("billedCurrency", Nullable, currency()),
            ("amountCharged", Nullable, digits()),
            ("chargedCurrency", Nullable, currency()),
            ("targetAmount", Nullable, digits()),
            ("targetCurrency", Nullable, currency()),
            ("chargedTargetRate", Nullable, digits()),
            ("chargedTargetRateCurrency", Nullable, currency()),
            ("exchangeRate", Nullable, digits()),
            ("reference", Nullable, text()),
            ("network", Nullable, filled()),
            ("networkName", Nullable, text()),
            ("paymentMethods", Nullable, list(text())),
            ("hostedPageUrl", Nullable, url()),
            ("successRedirectUrl", Nullable, url()),
            ("unsuccessRedirectUrl", Nullable, url()),
            ("expiresAt", Nullable, instant()),
            ("createdAt", Nullable, instant()),
        ],
    )
}

fn payout() -> Made {
    child(
        "payouts",
        vec![
            ("amount", Nullable, digits()),
            ("currency", Nullable, currency()),
            ("amountCharged", Nullable, digits()),
            ("amountChargedCurrency", Nullable, currency()),
            ("payAmount", Nullable, digits()),
            ("payCurrency", Nullable, currency()),
            ("payChargeRate", Nullable, digits()),
            ("payChargeRateCurrency", Nullable, currency()),
            ("displayFee", Nullable, digits()),
            ("displayFeeCurrency", Nullable, currency()),
            ("networkFee", Nullable, digits()),
            ("networkFeeCurrency", Nullable, currency()),
            ("payoutFee", Nullable, digits()),
            ("payoutFeeCurrency", Nullable, currency()),
            ("absorbNetworkFee", Nullable, flag()),
            ("absorbPayoutFee", Nullable, flag()),
            ("exchangeRate", Nullable, digits()),
            ("address", Nullable, text()),
            ("payNetwork", Nullable, filled()),
            ("payNetworkName", Nullable, text()),
            ("paymentMethod", Nullable, text()),
            ("receiverBinanceId", Nullable, text()),
            ("binanceStatus", Nullable, text()),
            ("approvalStatus", Nullable, text()),
            ("txid", Nullable, text()),
            ("reference", Nullable, text()),
            ("expiresAt", Nullable, instant()),
            ("createdAt", Nullable, instant()),
            ("absorbFees", Nullable, flag()),
        ],
    )
}

fn txn_link() -> Made {
    let attributes = object(vec![
        ("amount", Always, digits()),
        ("currency", Always, currency()),
        ("hostedPageUrl", Always, url()),
        ("status", Always, one_of(&["created", "pending", "completed", "expired", "CREATED", "?"])),
        ("createdAt", Always, instant()),
        ("accountCurrency", Nullable, currency()),
        ("network", Nullable, filled()),
        ("networkName", Nullable, text()),
        ("reference", Nullable, text()),
        ("approvalStatus", Nullable, text()),
        ("paymentType", Nullable, one_of(&["Invoice", "payout", "Mandate", ""])),
        ("paymentMethods", Nullable, list(text())),
        ("payCurrencies", Nullable, list(currency())),
        ("successRedirectUrl", Nullable, url()),
        ("unsuccessRedirectUrl", Nullable, url()),
    ]);
    let expiry = (one_of(&["expiresAt", "expires_at"]), instant())
        .prop_map(|(name, value)| json!({ (name.as_str().unwrap()): value }));
    let attributes = (attributes, expiry).prop_map(|(one, two)| together(one, two)).boxed();
    let identity = object(vec![
        ("type", Always, one_of(&["invoices", "payouts", "odd"])),
        ("id", Always, one_of(&["child", "other"])),
    ]);
    let target = object(vec![("data", Nullable, identity)]);
    object(vec![
        ("id", Always, filled()),
        ("type", Always, one_of(&["paymentLinks", "payment_links"])),
        ("attributes", Always, attributes),
        ("relationships", Maybe, object(vec![("target", Maybe, target)])),
    ])
}

fn included() -> Made {
    let other = object(vec![
        ("type", Always, one_of(&["addresses", "Invoices", ""])),
        ("id", Always, one_of(&["child", "a"])),
        ("attributes", Maybe, junk()),
    ]);
    list(prop_oneof![2 => invoice(), 2 => payout(), 1 => other].boxed())
}

fn txn_create() -> Made {
    let attributes = object(vec![
        ("amount", Always, amount()),
        ("currency", Always, currency()),
        ("paymentType", Always, one_of(&["Invoice", "Payout"])),
        ("expires_at", Always, instant()),
        ("accountCurrency", Nullable, currency()),
        ("reference", Nullable, text()),
        ("payCurrencies", Nullable, list(currency())),
        ("paymentMethods", Nullable, list(text())),
        ("successRedirectUrl", Nullable, url()),
        ("unsuccessRedirectUrl", Nullable, url()),
    ]);
    let data = object(vec![
        ("type", Always, one_of(&["payment_links"])),
        ("attributes", Always, attributes),
    ]);
    object(vec![("data", Always, data)])
}

/// Sound documents of one link.
pub(crate) fn link(format: Format) -> Made {
    match format {
        // What a list has too is nothing to a link.
        Format::Connect => {
            let odd = vec![("items", Nullable, list(junk())), ("pagination", Maybe, junk())];
            let all = (connect_link(), object(odd));
            all.prop_map(|(one, two)| together(one, two)).boxed()
        }
        Format::Txn => object(vec![("data", Always, txn_link()), ("included", Maybe, included())]),
    }
}

/// Sound lists.
pub(crate) fn links(format: Format) -> Made {
    match format {
        // What a link has too is nothing to a list.
        Format::Connect => object(vec![
            ("items", Always, list(connect_link())),
            ("pagination", Maybe, pagination()),
            ("url", Maybe, text()),
            ("status", Maybe, junk()),
            ("metadata", Maybe, junk()),
        ]),
        Format::Txn => {
            object(vec![("data", Always, list(txn_link())), ("included", Maybe, included())])
        }
    }
}

/// Sound requests to make a link.
pub(crate) fn create(format: Format) -> Made {
    match format {
        Format::Connect => connect_create(),
        Format::Txn => txn_create(),
    }
}
