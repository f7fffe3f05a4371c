//! Deliveries are taken if, and only if, one of their signatures is what another implementation of
//! HMAC-SHA256, of base64 and of hexadecimal digits makes of the very same bytes, at about the same time
//! where there is a time.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac_sha256::HMAC;
use paylink::api::{ReadOptions, read, read_webhook};
use paylink::calling::secrets::Secrets;
use paylink::calling::webhook::{Delivery, Event};
use paylink::finding::{ErrorCode, Issue};
use paylink::model::{Format, Instant};
use paylink::provider::format_info::{SecretForm, SignatureForm, Signing};

use crate::dice::Dice;
use crate::providers;
use crate::read::model;

const NOW: u64 = 1_700_000_000;

/// Bodies of events: what stands before and behind a link, and its pointer.
const BODIES: &[[&str; 3]] = &[
    ["", "", ""],
    [
        r#"{"id":"evt_1","object":"event","type":"checkout.session.completed","created":1,"data":{"object":"#,
        "}}",
        "/data/object",
    ],
    [
        r#"{"entity":"event","event":"payment_link.paid","payload":{"payment_link":{"entity":"#,
        "}}}",
        "/payload/payment_link/entity",
    ],
];
const INVOICE: &str =
    r#"{"data":{"id":"i","type":"invoices","attributes":{"status":"completed"}}}"#;

pub fn hold(data: &[u8]) {
    // Half of the bytes make the body, so that it leaves some for what is done with it.
    let (data, rest) = data.split_at(data.len() / 2);
    let (mut dice, mut inner) = (Dice::new(data), Dice::new(rest));
    let format = dice.format();
    let Some(signing) = providers::of(format).info.signing else {
        let delivery = Delivery { headers: &[], body: dice.bytes(200) };
        let answer = read_webhook(format, &delivery, &Secrets::default(), &now());
        assert!(answer.value().is_none_or(|event| !event.verified), "nobody signed it");
        return;
    };
    let (texts, keys): (Vec<_>, Vec<_>) =
        (0..dice.roll(4)).map(|_| secret(&mut dice, signing.secret)).unzip();
    let secrets = Secrets::of(&texts);
    let keys: Vec<Vec<u8>> = keys.into_iter().filter(|key| !key.is_empty()).collect();
    let link = inner.document(format);
    let [before, behind, pointer] = dice.one_of(BODIES);
    let body = match dice.roll(8) {
        6 => INVOICE.as_bytes().to_vec(),
        7 => inner.bytes(100).to_vec(),
        _ => format!("{before}{link}{behind}").into_bytes(),
    };
    let id = dice.one_of(&["msg_1", "a.b", "x"]).to_owned();
    let off = dice.one_of(&[0_i64, 1, -1, 300, -300, 301, -301, 1_000_000]);
    let timestamp = NOW.saturating_add_signed(off).to_string();
    let mut it = Delivered { form: signing.form, id, timestamp, signatures: Vec::new(), body };
    for _ in 0..dice.roll(4) {
        let other = b"another".to_vec();
        let is_own = !keys.is_empty() && !dice.once_in(4);
        let key = if is_own { &keys[dice.roll(keys.len())] } else { &other };
        let mut mac = it.mac(key);
        match dice.roll(6) {
            3 => mac[dice.roll(32)] ^= 1 << dice.roll(8),
            4 => mac.truncate(dice.roll(33)),
            5 => mac.push(0),
            _ => {}
        }
        let version = dice.one_of(&["v1", "v1", "v1", "v1a", "v0", ""]);
        it.signatures.push(it.written(version, &mac, dice.once_in(4)));
    }
    if dice.once_in(6) {
        it.signatures.push(dice.raw_text(50));
    }
    let sent = it.body.clone();
    // Changed on the way?
    match dice.roll(12) {
        9 => it.id.push('x'),
        10 => it.timestamp.insert(0, dice.one_of(&['0', '+', '1', '-'])),
        11 if !it.body.is_empty() => {
            let place = dice.roll(it.body.len());
            it.body[place] ^= 1 << dice.roll(8);
        }
        _ => {}
    }
    let Some(event) = is_taken_if_it_is_signed(format, signing, &it, &keys, &secrets) else {
        return;
    };
    if it.body == sent && it.body.ends_with(format!("{link}{behind}").as_bytes()) {
        has_the_link_of(&event, &link, pointer);
    }
}

fn now() -> Instant {
    Instant::from_millis(i64::try_from(NOW * 1000).expect("small")).expect("a year")
}

/// A secret as its provider writes it, and its key; none if it is of no use.
fn secret(dice: &mut Dice<'_>, form: SecretForm) -> (String, Vec<u8>) {
    let bytes = dice.bytes(70);
    key_of(
        &match form {
            SecretForm::WhsecBase64 => format!("whsec_{}", STANDARD.encode(bytes)),
            SecretForm::WhsecText => format!("whsec_{}", hex(bytes)),
            SecretForm::Text => String::from_utf8_lossy(bytes).into_owned(),
        },
        form,
    )
}

fn key_of(text: &str, form: SecretForm) -> (String, Vec<u8>) {
    let behind = text.strip_prefix("whsec_").unwrap_or_default();
    let key = match form {
        SecretForm::WhsecBase64 => STANDARD.decode(behind).unwrap_or_default(),
        SecretForm::WhsecText if behind.is_empty() => Vec::new(),
        SecretForm::WhsecText | SecretForm::Text => text.trim().as_bytes().to_vec(),
    };
    (text.to_owned(), key)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

struct Delivered {
    form: SignatureForm,
    id: String,
    timestamp: String,
    signatures: Vec<String>,
    body: Vec<u8>,
}

impl Delivered {
    fn mac(&self, key: &[u8]) -> Vec<u8> {
        let time = self.timestamp.as_bytes();
        let signed = match self.form {
            SignatureForm::Svix => [self.id.as_bytes(), b".", time, b".", &self.body].concat(),
            SignatureForm::TimestampedHex => [time, b".", &self.body].concat(),
            SignatureForm::BodyHex => self.body.clone(),
        };
        HMAC::mac(signed, key).to_vec()
    }

    /// A signature as it is sent.
    fn written(&self, version: &str, mac: &[u8], is_upper: bool) -> String {
        let digits = if is_upper { hex(mac).to_ascii_uppercase() } else { hex(mac) };
        match self.form {
            SignatureForm::Svix => format!("{version},{}", STANDARD.encode(mac)),
            SignatureForm::TimestampedHex => format!("{version}={digits}"),
            SignatureForm::BodyHex => digits,
        }
    }

    /// The header with the signatures.
    fn header(&self) -> String {
        match self.form {
            SignatureForm::Svix => self.signatures.join(" "),
            SignatureForm::TimestampedHex => {
                let time = [format!("t={}", self.timestamp)];
                time.iter().chain(&self.signatures).cloned().collect::<Vec<_>>().join(",")
            }
            SignatureForm::BodyHex => self.signatures.join(","),
        }
    }

    fn is_signed(&self, keys: &[Vec<u8>]) -> bool {
        let header = self.header();
        // Whatever is of another version is none.
        let found: Vec<String> = match self.form {
            SignatureForm::Svix => {
                let parts = header.split([' ', '\t', ',']).filter(|part| !part.is_empty());
                let parts: Vec<_> = parts.collect();
                let current = parts.windows(2).filter(|pair| pair[0] == "v1");
                current.map(|pair| pair[1].to_owned()).collect()
            }
            SignatureForm::TimestampedHex => {
                let pairs = header.split(',').filter_map(|part| part.split_once('='));
                let current = pairs.filter(|(name, _)| name.trim_ascii() == "v1");
                current.map(|(_, digits)| digits.trim_ascii().to_ascii_lowercase()).collect()
            }
            SignatureForm::BodyHex => {
                header.split(',').map(|digits| digits.trim_ascii().to_ascii_lowercase()).collect()
            }
        };
        keys.iter().any(|key| {
            let mac = self.mac(key);
            found.iter().any(|found| match self.form {
                SignatureForm::Svix => STANDARD.decode(found).ok().as_ref() == Some(&mac),
                SignatureForm::TimestampedHex | SignatureForm::BodyHex => *found == hex(&mac),
            })
        })
    }

    fn is_near(&self) -> bool {
        let digits = self.timestamp.bytes().all(|byte| byte.is_ascii_digit());
        let seconds = self.timestamp.parse::<u64>().ok().filter(|_| digits);
        self.form == SignatureForm::BodyHex
            || seconds.is_some_and(|seconds| seconds.abs_diff(NOW) <= 300)
    }
}

fn is_taken_if_it_is_signed(
    format: Format,
    signing: &Signing,
    it: &Delivered,
    keys: &[Vec<u8>],
    secrets: &Secrets,
) -> Option<Event> {
    let headers = [
        (signing.id_header, &it.id),
        (signing.timestamp_header, &it.timestamp),
        (Some(signing.header), &it.header()),
    ];
    let headers: Vec<_> = headers
        .into_iter()
        .filter_map(|(name, value)| Some((name?.to_owned(), value.clone())))
        .collect();
    let delivery = Delivery { headers: &headers, body: &it.body };
    let answer = read_webhook(format, &delivery, secrets, &now());
    assert_eq!(answer, read_webhook(format, &delivery, secrets, &now()), "the same again");
    let codes: Vec<ErrorCode> = answer.issues().iter().map(Issue::code).collect();
    let (is_signed, is_near) = (it.is_signed(keys), it.is_near());
    match answer.value() {
        Some(event) => {
            assert!(is_signed && is_near && event.verified, "taken without a signature");
            assert!(signing.id_header.is_none() || event.id == it.id);
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
    answer.value().cloned()
}

/// The link of an event is the one that it has as a document, with its issues.
fn has_the_link_of(event: &Event, document: &str, pointer: &str) {
    let options = ReadOptions { format: Some(event.format), ..ReadOptions::default() };
    let shown = read(document.as_bytes(), &options);
    let (Some(found), Some(link)) = (&event.link, shown.usable()) else { return };
    assert_eq!(model(found), model(link), "{document}");
    let inside =
        |issue: &Issue| Some((issue.code(), issue.pointer().strip_prefix(pointer)?.to_owned()));
    let alone = |issue: &Issue| (issue.code(), issue.pointer().to_owned());
    let (inside, alone): (Vec<_>, Vec<_>) = (
        event.issues.iter().filter_map(inside).collect(),
        shown.issues().iter().map(alone).collect(),
    );
    assert_eq!(inside, alone, "{document}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::providers::sound;

    fn answer(format: Format, it: &Delivered, secret: &str) -> Option<Event> {
        let signing = providers::of(format).info.signing.expect("it signs");
        let secrets = Secrets::of(&[secret]);
        let (_, key) = key_of(secret, signing.secret);
        is_taken_if_it_is_signed(format, signing, it, &[key], &secrets)
    }

    #[test]
    fn a_signed_event_is_taken_with_its_subject_and_refused_with_any_change() {
        for provider in providers::all() {
            let format = provider.info.id;
            let Some(signing) = provider.info.signing else { continue };
            let (secret, key) = key_of("whsec_c2VjcmV0", signing.secret);
            let link = sound(format, "the-id", provider.info.statuses[0].word);
            let link_in = |[before, behind, _]: &[&str; 3]| format!("{before}{link}{behind}");
            let bodies = BODIES.iter().map(link_in).chain([INVOICE.to_owned()]);
            let mut subjects = 0;
            for body in bodies.map(String::into_bytes) {
                let signed = |off: i64, body: &[u8]| {
                    let timestamp = NOW.saturating_add_signed(off).to_string();
                    let (form, id) = (signing.form, "msg_1".to_owned());
                    let signatures = Vec::new();
                    let mut it = Delivered { form, id, timestamp, signatures, body: body.to_vec() };
                    it.signatures = vec![it.written("v1", &it.mac(&key), false)];
                    it
                };
                let taken = answer(format, &signed(0, &body), &secret);
                let has = |event: &Event| event.link.is_some() || event.child.is_some();
                subjects += usize::from(taken.as_ref().is_some_and(has));
                let has_time = signing.form != SignatureForm::BodyHex;
                for off in [-301, 301] {
                    let is_taken = answer(format, &signed(off, &body), &secret).is_some();
                    assert!(!(has_time && is_taken), "{format} {off}");
                }
                for place in 0..body.len() {
                    let mut it = signed(0, &body);
                    it.body[place] ^= 1;
                    assert_eq!(answer(format, &it, &secret), None, "{format}: byte {place}");
                }
                assert_eq!(answer(format, &signed(0, &body), "whsec_c2VjcmVy"), None, "{format}");
            }
            assert!(subjects > 0, "{format} has no event about a link or its child");
        }
    }
}
