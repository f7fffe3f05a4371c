//! Decimals are what `bigdecimal` takes for a number that is plainly written, and compare as it does.

use std::str::FromStr as _;

use bigdecimal::BigDecimal;
use paylink::api::validate;
use paylink::calling::validate::Kind;
use paylink::model::{Amount, Decimal};

/// Comparing with it costs the square of the digits.
const LONGEST: usize = 512;

pub fn hold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if text.len() > LONGEST {
        return;
    }
    let (one, other) = text.split_once(' ').unwrap_or((text, "0"));
    let (Some((ours, theirs)), Some((other_ours, other_theirs))) = (read(one), read(other)) else {
        return;
    };
    assert_eq!(ours.cmp(&other_ours), theirs.cmp(&other_theirs), "{one} and {other}");
    assert_eq!(ours == other_ours, theirs == other_theirs, "{one} and {other}");
    if let (Ok(one), Ok(other)) = (Amount::parse(one), Amount::parse(other)) {
        assert_eq!(one.cmp(&other), theirs.cmp(&other_theirs));
    }
}

fn read(text: &str) -> Option<(Decimal, BigDecimal)> {
    let ours = Decimal::parse(text).ok();
    let theirs = BigDecimal::from_str(text).ok();
    // Narrower on purpose: no plus, no exponent, no separators, and digits on both sides of the point.
    let is_plain = |text: &str| {
        let bare = text.strip_prefix('-').unwrap_or(text);
        let is_made_of = bare.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        is_made_of && !bare.starts_with('.') && !bare.ends_with('.')
    };
    assert_eq!(ours.is_some(), theirs.is_some() && is_plain(text), "{text}");
    let amount = Amount::parse(text);
    let (ours, theirs) = ours.zip(theirs)?;
    assert_eq!(ours.as_str(), text);
    let reduced = ours.reduced();
    assert_eq!(BigDecimal::from_str(&reduced).as_ref(), Ok(&theirs), "{text}: {reduced}");
    assert_eq!(Decimal::parse(&reduced).map(|again| again.reduced()), Ok(reduced.clone()));
    assert!(reduced.len() <= text.len());
    assert_eq!(validate(Kind::Decimal, text.as_bytes(), None).value(), Some(&reduced));
    // An amount is one without sign, and without zeros before it.
    let is_padded = text.len() > 1 && text.starts_with('0') && !text.starts_with("0.");
    assert_eq!(amount.is_ok(), !text.starts_with('-') && !is_padded, "{text}");
    Some((ours, theirs))
}
