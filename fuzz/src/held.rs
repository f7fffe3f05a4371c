//! What callers hand back as plain data: any JSON, and links that somebody edited.

use paylink::api::{ReadOptions, error_body, read, write};
use paylink::calling::error_body::ErrorFormat;
use paylink::deciding::decision::decide_all;
use paylink::finding::Issue;
use paylink::finding::catalogue::Catalogue;
use paylink::idempotency::{Claim, Record};
use paylink::links::link_state::{LinkStateData, OwnedLinkState};
use paylink::model::PaymentLink;
use paylink::provider::listing::{Listing, ListingData};
use serde_json::Value;

use crate::batch::clock;
use crate::dice::Dice;
use crate::oracle::tree;
use crate::providers::faces;

pub fn hold(data: &[u8]) {
    let mut dice = Dice::new(data);
    let plain = if dice.once_in(3) {
        serde_json::from_slice(dice.rest()).ok()
    } else {
        let format = dice.format();
        let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
        let answer = read(dice.document(format).as_bytes(), &options);
        let Some(link) = answer.usable() else { return };
        let mut plain = serde_json::to_value(link).expect("a link is plain data");
        for _ in 0..dice.roll(4) {
            edit(&mut plain, &mut dice);
        }
        Some(plain)
    };
    let Some(plain) = plain else { return };
    if let Ok(link) = serde_json::from_value::<PaymentLink>(plain.clone()) {
        is_written(&link);
    }
    if let Ok(held) = serde_json::from_value::<LinkStateData>(plain.clone())
        && let Ok(link) = OwnedLinkState::try_from(held)
    {
        let here = clock(&mut Dice::new(data));
        assert_eq!(decide_all(link.state(), &here), decide_all(link.state(), &here));
    }
    if let Ok(asked) = serde_json::from_value::<ListingData>(plain.clone()) {
        for format in paylink::model::Format::ALL {
            if let Ok(listing) = Listing::of(*format, &asked) {
                let again = serde_json::to_value(&listing).expect("a listing is plain data");
                let again: ListingData = serde_json::from_value(again).expect("and one again");
                assert_eq!(Listing::of(*format, &again), Ok(listing));
            }
        }
    }
    if let Ok(issue) = serde_json::from_value::<Issue>(plain.clone()) {
        for name in faces() {
            let face = ErrorFormat::from_name(name).expect("a face");
            let rendered = error_body(std::slice::from_ref(&issue), face, None);
            assert!(tree(&rendered.body).is_ok(), "{name}: {}", rendered.body);
        }
    }
    stays::<Record>(&plain);
    stays::<Claim>(&plain);
    let _any = serde_json::from_value::<Catalogue>(plain);
}

/// What it is once, it is again.
fn stays<T>(plain: &Value)
where
    T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
{
    if let Ok(value) = serde_json::from_value::<T>(plain.clone()) {
        let again = serde_json::to_value(&value).expect("plain data");
        assert_eq!(serde_json::from_value::<T>(again).expect("and again"), value);
    }
}

fn is_written(link: &PaymentLink) {
    let written = write(link);
    assert!(tree(&written).is_ok(), "what is written is JSON: {written}");
    assert_eq!(written, write(link), "the same again");
    let plain = serde_json::to_value(link).expect("a link is plain data");
    let again: PaymentLink = serde_json::from_value(plain).expect("and a link again");
    assert_eq!(&again, link);
    assert_eq!(write(&again), written);
}

/// Somewhere in it something else.
fn edit(plain: &mut Value, dice: &mut Dice<'_>) {
    match plain {
        Value::Object(members) if !members.is_empty() => {
            let index = dice.roll(members.len());
            if dice.once_in(16) {
                let name = members.keys().nth(index).cloned().unwrap_or_default();
                members.remove(&name);
            } else if let Some(value) = members.values_mut().nth(index) {
                edit(value, dice);
            }
        }
        Value::Array(values) if !values.is_empty() => {
            let index = dice.roll(values.len());
            if dice.once_in(8) { values.push(other(dice)) } else { edit(&mut values[index], dice) }
        }
        place => *place = other(dice),
    }
}

fn other(dice: &mut Dice<'_>) -> Value {
    let pointer = ["", "/description", "/data/attributes/amount", "/metadata/0", "/~2", "a"];
    match dice.roll(3) {
        0 => Value::from(dice.instant()),
        1 => Value::from(dice.one_of(&pointer)),
        _ => serde_json::from_str(&dice.junk(2)).unwrap_or_default(),
    }
}
