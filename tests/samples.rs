//! Published payloads of providers are what their names say: those of the optional folder beside this
//! repository.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use std::fs;
use std::path::PathBuf;

use paylink::api::{
    Answer, ReadOptions, classify, read, read_create_request, read_error, read_list, read_webhook,
    write,
};
use paylink::calling::secrets::Secrets;
use paylink::calling::webhook::{Delivery, Event, TOLERANCE_MS};
use paylink::finding::Code;
use paylink::model::{Format, Instant, PaymentLink, Status};
use serde_json::{Value, json};

fn folder(format: Format) -> PathBuf {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");
    let shared = std::env::var_os("PAYLINK_SHARED").map_or_else(|| beside.into(), PathBuf::from);
    shared.join("providers/payloads").join(format.id())
}

/// The samples of the providers that have some, each with the name of its file.
fn samples() -> Vec<(Format, String, Vec<u8>)> {
    let mut samples = Vec::new();
    for format in [Format::Stripe, Format::Razorpay] {
        let Ok(entries) = fs::read_dir(folder(format)) else {
            println!("SKIPPED: there is no {}", folder(format).display());
            continue;
        };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.extension().is_some_and(|ending| ending == "json") {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                samples.push((format, name, fs::read(path).unwrap()));
            }
        }
    }
    samples
}

/// What a payload is, by the name of its file.
fn kind_of(format: Format, name: &str) -> &'static str {
    let has = |word: &str| name.contains(word);
    match format {
        _ if has("signature-vector") && !has(".body.") => "json",
        _ if has("create-request") => "create_request",
        _ if has("webhook-") || name.starts_with("event.") => "webhook",
        _ if has("error-") => "error",
        _ if has("-list") => "list",
        // Stripe's object of this name is a page that makes sessions.
        Format::Stripe if has("payment-link.") => "json",
        _ => "link",
    }
}

/// The status that the name of a file tells.
fn status_of(name: &str) -> Option<Status> {
    let words = [
        ("complete", Status::Completed),
        ("paid", Status::Completed),
        ("expired", Status::Expired),
        ("cancelled", Status::Cancelled),
        ("created", Status::Open),
        ("open", Status::Open),
    ];
    words.into_iter().find(|(word, _)| name.contains(word)).map(|(_, status)| status)
}

/// Holds what was read of a link to its document and to the name of its file.
#[track_caller]
fn holds(answer: &Answer<PaymentLink>, name: &str) {
    assert!(answer.issues().is_empty(), "{name}: {:?}", answer.issues());
    let link = answer.value().unwrap();
    let text = write(link);
    let options = ReadOptions { format: Some(link.format()), ..ReadOptions::default() };
    let again = read(text.as_bytes(), &options);
    let plain = |link: &PaymentLink| {
        let mut plain = json!(link);
        plain.as_object_mut().unwrap().remove("unmapped");
        plain
    };
    assert_eq!(again.value().map(plain), Some(plain(link)), "{name}: {text}");
}

#[test]
fn a_sample_is_what_its_name_says() {
    for (format, name, bytes) in samples() {
        let kind = kind_of(format, &name);
        let found = json!(classify(&bytes));
        assert_eq!(found["kind"], kind, "{format}/{name}");
        assert_eq!(found["format"].is_null(), kind == "json", "{format}/{name}");
        assert!(kind == "json" || found["format"] == format.id(), "{format}/{name}");
    }
}

#[test]
fn links_are_read_without_issues_and_written_and_read_again() {
    for (format, name, bytes) in samples() {
        match kind_of(format, &name) {
            "link" => {
                let answer = read(&bytes, &ReadOptions::default());
                holds(&answer, &name);
                assert_eq!(answer.value().map(PaymentLink::status), status_of(&name), "{name}");
            }
            "list" => {
                let list = read_list(&bytes, &ReadOptions::default(), None);
                let links = &list.value().unwrap().links;
                assert!(!links.is_empty() && list.issues().is_empty(), "{name}");
                for link in links {
                    holds(link, &name);
                }
            }
            _ => {}
        }
    }
}

#[test]
fn requests_and_error_bodies_are_read() {
    for (format, name, bytes) in samples() {
        match kind_of(format, &name) {
            "create_request" => {
                let answer = read_create_request(&bytes, format);
                let request = answer.value().unwrap_or_else(|| panic!("{:?}", answer.issues()));
                assert!(request.amount.is_some() && request.reference.is_some(), "{name}");
            }
            "error" => {
                let words = read_error(format, 400, &bytes).words;
                assert!(words.code.is_some() && words.message.is_some(), "{name}: {words:?}");
            }
            _ => {}
        }
    }
}

fn hmac(secret: &str, text: &[u8]) -> String {
    use std::fmt::Write as _;

    use hmac::Mac as _;
    let mut mac = hmac::Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(text);
    mac.finalize().into_bytes().iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}

/// The headers of a delivery that is signed as the provider signs.
fn signed(format: Format, secret: &str, body: &[u8], now: &Instant) -> Vec<(String, String)> {
    let (name, value) = match format {
        Format::Stripe => {
            let seconds = now.millis() / 1000;
            let text = [format!("{seconds}.").as_bytes(), body].concat();
            ("stripe-signature", format!("t={seconds},v1={}", hmac(secret, &text)))
        }
        _ => ("x-razorpay-signature", hmac(secret, body)),
    };
    [(name, value), ("x-razorpay-event-id", "e1".to_owned())]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec()
}

#[track_caller]
fn delivered(
    format: Format,
    headers: &[(String, String)],
    body: &[u8],
    secrets: &[&str],
    now: &Instant,
) -> Answer<Event> {
    read_webhook(format, &Delivery { headers, body }, &Secrets::of(secrets), now)
}

#[test]
fn webhooks_are_events_with_the_status_of_their_link() {
    let now = Instant::parse("2025-06-18T12:00:00Z").unwrap();
    for (format, name, body) in samples() {
        if kind_of(format, &name) != "webhook" {
            continue;
        }
        let headers = signed(format, "whsec_x", &body, &now);
        let answer = delivered(format, &headers, &body, &["whsec_x"], &now);
        let event = answer.value().unwrap_or_else(|| panic!("{name}: {:?}", answer.issues()));
        assert!(event.verified && event.issues.is_empty(), "{name}: {:?}", event.issues);
        let document: Value = serde_json::from_slice(&body).unwrap();
        let kind = &document[if format == Format::Stripe { "type" } else { "event" }];
        assert_eq!(event.kind.as_deref(), kind.as_str(), "{name}");
        // Others are about another resource, which is given as data.
        let is_link = match format {
            Format::Stripe => kind.as_str().unwrap().starts_with("checkout.session."),
            _ => kind.as_str().unwrap().starts_with("payment_link."),
        };
        let status = event.link.as_ref().map(PaymentLink::status);
        assert_eq!(status, status_of(&name).filter(|_| is_link), "{name}");
        assert_eq!(event.data.is_some(), !is_link, "{name}");
    }
}

struct Vector {
    secret: String,
    body: Vec<u8>,
    headers: Vec<(String, String)>,
    /// When it was signed.
    at: Instant,
}

fn vector(format: Format) -> Option<Vector> {
    let is_it = |name: &str| name.contains("signature-vector") && !name.contains(".body.");
    let (_, _, bytes) = samples().into_iter().find(|(of, name, _)| *of == format && is_it(name))?;
    let vector: Value = serde_json::from_slice(&bytes).unwrap();
    let text = |name: &str| vector[name].as_str().map(str::to_owned);
    let body = text("body").map_or_else(
        || fs::read(folder(format).join("webhook-signature-vector.body.json")).unwrap(),
        String::into_bytes,
    );
    let header = text("header").or_else(|| text("signatureHex")).unwrap();
    let name = if format == Format::Stripe { "stripe-signature" } else { "x-razorpay-signature" };
    let headers = [(name, header.as_str()), ("x-razorpay-event-id", "e1")];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let at = vector["timestamp"].as_i64().unwrap_or(1_700_000_000);
    let at = Instant::from_millis(at * 1000).unwrap();
    Some(Vector { secret: text("secret").unwrap(), body, headers, at })
}

#[test]
fn signature_vectors_are_verified_and_nothing_else_is() {
    for format in [Format::Stripe, Format::Razorpay] {
        let Some(Vector { secret, body, headers, at: now }) = vector(format) else { continue };
        let code = |headers: &[_], body: &[u8], secrets: &[&str], now: &Instant| {
            let answer = delivered(format, headers, body, secrets, now);
            // What was verified may still be of another kind.
            let is_verified = answer.value().is_some_and(|event| event.verified);
            let code = answer.issues().first().map(|issue| issue.code().name());
            if is_verified { "verified" } else { code.unwrap_or("not verified") }
        };
        let refused = "signature_refused";
        let own = secret.as_str();
        let is_event = |code| matches!(code, "verified" | "member_missing");
        assert!(is_event(code(&headers, &body, &[own], &now)), "{format}");
        // While a secret is rotated there are two.
        assert!(is_event(code(&headers, &body, &["whsec_other", own], &now)), "{format}");
        assert!(is_event(code(&headers, &body, &[own, "whsec_other"], &now)), "{format}");
        assert_eq!(code(&headers, &body, &["whsec_other"], &now), refused, "{format}");
        for at in 0..body.len() {
            let mut changed = body.clone();
            changed[at] ^= 1;
            assert_eq!(code(&headers, &changed, &[own], &now), refused, "{format}: byte {at}");
        }
        let cut = &body[..body.len() - 1];
        assert_eq!(code(&headers, cut, &[own], &now), refused, "{format}");
        let bare = &headers[1..];
        assert_eq!(code(bare, &body, &[own], &now), "signature_missing", "{format}");
        let tolerance = i64::try_from(TOLERANCE_MS).unwrap();
        for (millis, is_late) in [(tolerance, false), (-tolerance, false)].into_iter().chain([
            (tolerance + 1, true),
            (-tolerance - 1, true),
            (86_400_000, true),
        ]) {
            let at = Instant::from_millis(now.millis() + millis).unwrap();
            let found = code(&headers, &body, &[own], &at);
            // Razorpay signs no time.
            let is_refused = is_late && format == Format::Stripe;
            assert_eq!(!is_event(found), is_refused, "{format} after {millis} ms: {found}");
        }
    }
}
