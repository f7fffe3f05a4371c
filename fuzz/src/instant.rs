//! Instants are what the `time` crate takes for RFC 3339, and compare as its instants do.

use paylink::api::validate;
use paylink::calling::validate::Kind;
use paylink::model::Instant;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

pub fn hold(data: &[u8]) {
    // Two of them: so that any two can be compared.
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (one, other) = text.split_once('\n').unwrap_or((text, ""));
    let (first, second) = (read(one), read(other));
    if let (Some((ours, theirs)), Some((other_ours, other_theirs))) = (&first, &second) {
        // A leap second has no place of its own there, nor has what is behind the ninth digit.
        let is_exact = |text: &str| !text.contains(":60") && digits(text) <= 9;
        if is_exact(one) && is_exact(other) {
            assert_eq!(ours.cmp(other_ours), theirs.cmp(other_theirs), "{one} and {other}");
            let between = (*other_theirs - *theirs).whole_nanoseconds().div_euclid(1_000_000);
            assert_eq!(
                i128::from(other_ours.millis_since(ours)),
                between.max(0),
                "{one} to {other}"
            );
        }
        assert_eq!(ours == other_ours, ours.cmp(other_ours).is_eq());
        assert_eq!(ours.cmp(other_ours), other_ours.cmp(ours).reverse());
    }
}

fn digits(text: &str) -> usize {
    let fraction = text.split_once('.').map_or("", |(_, fraction)| fraction);
    fraction.bytes().take_while(u8::is_ascii_digit).count()
}

fn read(text: &str) -> Option<(Instant, OffsetDateTime)> {
    let ours = Instant::parse(text).ok();
    assert_eq!(validate(Kind::Instant, text.as_bytes(), None).value().is_some(), ours.is_some());
    // There any byte may stand between date and time.
    let is_separated = matches!(text.as_bytes().get(10), Some(b'T' | b't'));
    let theirs = OffsetDateTime::parse(text, &Rfc3339).ok().filter(|_| is_separated);
    let Some(ours) = ours else {
        assert!(theirs.is_none(), "{text}");
        return None;
    };
    let written = ours.to_string();
    let again = Instant::parse(&written).expect("what is written is an instant");
    assert_eq!((&again, again.to_string()), (&ours, written), "{text}");
    let millis = ours.millis();
    if let Some(whole) = Instant::from_millis(millis) {
        assert_eq!(whole.millis(), millis);
        assert!(whole <= ours || text.contains(":60"), "{text}");
    }
    assert!(ours.plus_millis(1) > ours && ours.minus_millis(1) < ours, "{text}");
    // Their years are those of UTC as well, ours those that are written.
    let Some(theirs) = theirs else {
        assert!(is_read_on_purpose(text), "{text}");
        return None;
    };
    if !text.contains(":60") {
        let nanos = theirs.unix_timestamp_nanos().div_euclid(1_000_000);
        assert_eq!(i128::from(millis), nanos, "{text}");
    }
    Some((ours, theirs))
}

/// A leap second at the end of any day: when there will be one, no table here knows.
fn is_read_on_purpose(text: &str) -> bool {
    text.get(17..19) == Some("60")
}
