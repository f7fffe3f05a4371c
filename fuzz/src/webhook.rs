//! Deliveries are taken if, and only if, one of their signatures is what another implementation of
//! HMAC-SHA256 and of base64 makes of the very same bytes, at about the same time.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac_sha256::HMAC;
use paylink::api::{ReadOptions, read, read_webhook};
use paylink::calling::secrets::Secrets;
use paylink::calling::webhook::Delivery;
use paylink::finding::{ErrorCode, Issue};
use paylink::model::Format;
use paylink::model::Instant;

use crate::dice::Dice;

const NOW: u64 = 1_700_000_000;
const BODY: &str = r#"{"data":{"id":"i","type":"invoices","attributes":{"status":"completed"}}}"#;

pub fn hold(data: &[u8]) {
    let mut dice = Dice::new(data);
    let keys: Vec<&[u8]> = (0..dice.roll(4)).map(|_| dice.bytes(70)).collect();
    let texts: Vec<_> = keys.iter().map(|key| format!("whsec_{}", STANDARD.encode(key))).collect();
    let secrets = Secrets::of(&texts);
    let body = match dice.roll(4) {
        0 => BODY.as_bytes().to_vec(),
        1 => dice.document(Format::Txn).into_bytes(),
        _ => dice.bytes(100).to_vec(),
    };
    let id = dice.one_of(&["msg_1", "a.b", "x"]).to_owned();
    let off = dice.one_of(&[0_i64, 1, -1, 300, -300, 301, -301, 1_000_000]);
    let timestamp = NOW.saturating_add_signed(off).to_string();
    let mut signatures = Vec::new();
    for _ in 0..dice.roll(4) {
        let key = if keys.is_empty() || dice.once_in(4) {
            b"another".as_slice()
        } else {
            dice.one_of(&keys)
        };
        let mut mac = mac(key, &id, &timestamp, &body);
        let version = dice.one_of(&["v1", "v1", "v1", "v1a", "v2", ""]);
        match dice.roll(6) {
            3 => mac[dice.roll(32)] ^= 1 << dice.roll(8),
            4 => mac.truncate(dice.roll(33)),
            5 => mac.push(0),
            _ => {}
        }
        signatures.push(format!("{version},{}", STANDARD.encode(&mac)));
    }
    if dice.once_in(6) {
        signatures.push(dice.raw_text(50));
    }
    let mut delivery = Delivered { id, timestamp, signatures: signatures.join(" "), body };
    // Changed on the way?
    match dice.roll(12) {
        9 => delivery.id.push('x'),
        10 => delivery.timestamp.insert(0, dice.one_of(&['0', '+', '1', '-'])),
        11 if !delivery.body.is_empty() => {
            let place = dice.roll(delivery.body.len());
            delivery.body[place] ^= 1 << dice.roll(8);
        }
        _ => {}
    }
    is_taken_if_it_is_signed(&delivery, &keys, &secrets);
}

struct Delivered {
    id: String,
    timestamp: String,
    signatures: String,
    body: Vec<u8>,
}

fn mac(key: &[u8], id: &str, timestamp: &str, body: &[u8]) -> Vec<u8> {
    let signed = [id.as_bytes(), b".", timestamp.as_bytes(), b".", body].concat();
    HMAC::mac(signed, key).to_vec()
}

fn is_taken_if_it_is_signed(it: &Delivered, keys: &[&[u8]], secrets: &Secrets) {
    let headers = [
        ("svix-id", &it.id),
        ("svix-timestamp", &it.timestamp),
        ("svix-signature", &it.signatures),
    ];
    let headers: Vec<_> =
        headers.into_iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
    let delivery = Delivery { headers: &headers, body: &it.body };
    let now = Instant::from_millis(i64::try_from(NOW * 1000).expect("small")).expect("a year");
    let answer = read_webhook(Format::Txn, &delivery, secrets, &now);
    assert_eq!(answer, read_webhook(Format::Txn, &delivery, secrets, &now), "the same again");

    let parts: Vec<_> =
        it.signatures.split([' ', '\t', ',']).filter(|part| !part.is_empty()).collect();
    let is_signed = parts.windows(2).filter(|pair| pair[0] == "v1").any(|pair| {
        let text = STANDARD.decode(pair[1]).ok();
        let fits = |key: &&[u8]| {
            !key.is_empty() && text == Some(mac(key, &it.id, &it.timestamp, &it.body))
        };
        keys.iter().any(fits)
    });
    let seconds = it.timestamp.parse::<u64>().ok();
    let is_near = seconds.is_some_and(|seconds| seconds.abs_diff(NOW) <= 300);
    let codes: Vec<ErrorCode> = answer.issues().iter().map(Issue::code).collect();
    match answer.value() {
        Some(event) => {
            assert!(is_signed && is_near && event.verified, "taken without a signature");
            assert_eq!(event.id, it.id);
            if let Some(link) = &event.link {
                let options = ReadOptions { format: Some(Format::Txn), ..ReadOptions::default() };
                let shown = read(&it.body, &options);
                assert_eq!(
                    Some(link),
                    shown.usable(),
                    "the link of an event is that of its document"
                );
                assert_eq!(event.issues, shown.issues());
            }
        }
        None if is_signed && is_near => {
            let of_signing = [
                ErrorCode::SignatureMissing,
                ErrorCode::SignatureRefused,
                ErrorCode::TimestampMalformed,
                ErrorCode::TimestampRefused,
            ];
            assert!(!codes.iter().any(|code| of_signing.contains(code)), "{codes:?}");
        }
        // Of what nobody signed nothing is read.
        None => assert!(!codes.is_empty(), "{codes:?}"),
    }
}
