//! Which of the links with a request's reference was made by it.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use std::fmt::Write as _;

use paylink::as_asked::{
    CLOCKS_APART_MS, Created, Fit, MEMBERS, Made, Role, Same, find_made, same_as_asked, verdict_of,
};
use paylink::facade::{ReadOptions, read, read_request};
use paylink::format::Format;
use paylink::model::{CreateRequest, Instant, PaymentLink};

const FIRST_TRIED: &str = "2026-06-18T12:00:00Z";

fn first_tried() -> Instant {
    Instant::parse(FIRST_TRIED).unwrap()
}

/// The request, with members in place of its own or beside them.
fn request(members: &[(&str, &str)]) -> CreateRequest {
    let attributes = object(
        &[
            ("amount", "\"100\""),
            ("currency", "\"EUR\""),
            ("paymentType", "\"Invoice\""),
            ("reference", "\"r-1\""),
            ("expires_at", "\"2026-06-19T12:00:00.250Z\""),
            ("accountCurrency", "\"USD\""),
            ("payCurrencies", "[\"USDT\", \"USDC\"]"),
            ("paymentMethods", "[\"on_chain\"]"),
            ("successRedirectUrl", "\"https://shop.example.com/thanks\""),
        ],
        members,
    );
    let text =
        format!("{{\"data\": {{\"type\": \"payment_links\", \"attributes\": {attributes}}}}}");
    read_request(text.as_bytes(), Format::Txn).value().cloned().expect(&text)
}

/// The link that such a request makes.
fn link(members: &[(&str, &str)]) -> PaymentLink {
    let attributes = object(
        &[
            ("amount", "\"100.00\""),
            ("currency", "\"EUR\""),
            ("paymentType", "\"Invoice\""),
            ("reference", "\"r-1\""),
            ("expiresAt", "\"2026-06-19T14:00:00+02:00\""),
            ("accountCurrency", "\"USD\""),
            ("payCurrencies", "[\"USDC\", \"USDT\"]"),
            ("paymentMethods", "[\"on_chain\"]"),
            ("successRedirectUrl", "\"https://shop.example.com/thanks\""),
            ("unsuccessRedirectUrl", "null"),
            ("status", "\"created\""),
            ("hostedPageUrl", "\"https://pay.example.com/1\""),
            ("createdAt", "\"2026-06-18T12:00:00.500Z\""),
        ],
        members,
    );
    let text = format!(
        "{{\"data\": {{\"id\": \"11111111-2222-4333-8444-555555555555\", \"type\": \"paymentLinks\", \"attributes\": {attributes}}}}}"
    );
    let answer =
        read(text.as_bytes(), &ReadOptions { format: Some(Format::Txn), ..ReadOptions::default() });
    answer.value().cloned().unwrap_or_else(|| panic!("{:?} in {text}", answer.issues()))
}

fn object(usual: &[(&str, &str)], changed: &[(&str, &str)]) -> String {
    let kept = usual.iter().filter(|(name, _)| changed.iter().all(|(other, _)| other != name));
    let members: Vec<_> = kept
        .chain(changed)
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("\"{name}\": {value}"))
        .collect();
    format!("{{{}}}", members.join(", "))
}

#[track_caller]
fn compared(request: &CreateRequest, link: &PaymentLink) -> (Same, Vec<&'static str>, Created) {
    let found = same_as_asked(request, link, &first_tried(), CLOCKS_APART_MS);
    (found.verdict, found.differs, found.created)
}

#[test]
fn a_link_as_it_was_asked_for_is_the_one_however_it_is_spelt() {
    let same = (Same::Same, vec![], Created::After);
    assert_eq!(compared(&request(&[]), &link(&[])), same);
    for spelling in ["\"100\"", "\"100.0\"", "\"100.000\""] {
        assert_eq!(compared(&request(&[]), &link(&[("amount", spelling)])), same);
    }
    assert_eq!(compared(&request(&[]), &link(&[("currency", "\"eur\"")])), same);
    assert_eq!(compared(&request(&[]), &link(&[("status", "\"expired\"")])), same);
}

/// A member of the link with another value, and what it is called in the model.
const CHANGES: [(&str, &str, &str); 9] = [
    ("amount", "\"5.00\"", "amount"),
    ("amount", "\"100.01\"", "amount"),
    ("currency", "\"USD\"", "currency"),
    ("paymentType", "\"Payout\"", "kind"),
    ("accountCurrency", "\"EUR\"", "accountCurrency"),
    ("expiresAt", "\"2026-06-19T12:00:02Z\"", "expiresAt"),
    ("payCurrencies", "[\"USDC\"]", "payCurrencies"),
    ("paymentMethods", "[\"card\"]", "paymentMethods"),
    ("successRedirectUrl", "\"https://shop.example.com/other\"", "successRedirect"),
];

#[test]
fn one_member_that_differs_makes_it_another_link() {
    for (name, value, member) in CHANGES {
        // A payout has no redirects.
        let (verdict, differs, _) = compared(&request(&[]), &link(&[(name, value)]));
        assert_eq!((verdict, differs), (Same::Different, vec![member]), "{name}: {value}");
    }
    let other = link(&[("reference", "\"r-2\"")]);
    assert_eq!(compared(&request(&[]), &other).0, Same::Different);
}

#[test]
fn a_link_that_was_there_before_is_another_one() {
    for (created_at, created, verdict) in [
        ("2026-06-18T11:58:59Z", Created::Before, Same::Different),
        ("2026-06-18T11:59:30Z", Created::Close, Same::Unclear),
        ("2026-06-18T12:00:00Z", Created::After, Same::Same),
    ] {
        let found = compared(&request(&[]), &link(&[("createdAt", &format!("\"{created_at}\""))]));
        assert_eq!((found.0, found.2), (verdict, created), "{created_at}");
    }
}

#[test]
fn what_the_link_does_not_show_proves_nothing() {
    let silent =
        link(&[("accountCurrency", "null"), ("payCurrencies", "null"), ("paymentMethods", "null")]);
    assert_eq!(compared(&request(&[]), &silent).0, Same::Same);
}

#[test]
fn only_one_link_that_fits_for_certain_is_the_one_that_was_made() {
    let made =
        |links: &[PaymentLink]| find_made(&request(&[]), links, &first_tried(), CLOCKS_APART_MS);
    let (right, other) = (link(&[]), link(&[("amount", "\"5.00\"")]));
    let before = link(&[("createdAt", "\"2026-06-01T00:00:00Z\"")]);
    let close = link(&[("createdAt", "\"2026-06-18T11:59:30Z\"")]);
    let elsewhere = link(&[("reference", "\"r-2\"")]);
    assert_eq!(made(&[]), Made::Nothing);
    assert_eq!(made(std::slice::from_ref(&elsewhere)), Made::Nothing);
    assert_eq!(made(std::slice::from_ref(&right)), Made::Made { index: 0 });
    assert_eq!(
        made(&[other.clone(), before.clone(), elsewhere, right.clone()]),
        Made::Made { index: 3 }
    );
    for unclear in [
        vec![other.clone()],
        vec![before],
        vec![close.clone()],
        vec![right.clone(), right.clone()],
        vec![right, close],
    ] {
        let Made::Unclear { holders } = made(&unclear) else { panic!("{:?}", made(&unclear)) };
        assert_eq!(holders.len(), unclear.len());
    }
    let nameless = request(&[("reference", "")]);
    let found = find_made(&nameless, &[other], &first_tried(), CLOCKS_APART_MS);
    assert_eq!(found, Made::Unclear { holders: vec![] });
}

/// Laws of the table: nothing but equality makes a link the one, and a difference is never outvoted.
#[test]
fn the_table_holds_its_laws() {
    for (member, role) in MEMBERS {
        assert_eq!(verdict_of(role, Fit::Different), Same::Different, "{member}");
        assert_eq!(verdict_of(role, Fit::Equal), Same::Same, "{member}");
        if role == Role::Required {
            assert_ne!(verdict_of(role, Fit::NotShown), Same::Same, "{member}");
        }
    }
    assert_eq!(MEMBERS.iter().filter(|(_, role)| *role == Role::Identifies).count(), 1);
}

#[test]
fn the_table_is_written_down() {
    let mut text = String::from(
        "# Which link a create request made\n\n\
         Made of the core's own table (`src/as_asked.rs`). A link is `same` if every line says so, `different` if one line \
         does, and `unclear` otherwise.\n\n| member | role | not asked for | equal | different | not shown |\n|---|---|---|---|---|---|\n",
    );
    for (member, role) in MEMBERS {
        let role_name = serde_json::to_value(role).unwrap();
        let cells = Fit::ALL.map(|fit| serde_json::to_value(verdict_of(role, fit)).unwrap());
        let cells: Vec<_> = cells.iter().filter_map(|cell| cell.as_str()).collect();
        writeln!(text, "| `{member}` | {} | {} |", role_name.as_str().unwrap(), cells.join(" | "))
            .unwrap();
    }
    text.push_str("\n| created, beside the first try | |\n|---|---|\n");
    for created in [Created::Before, Created::Close, Created::After] {
        let [name, verdict] =
            [serde_json::to_value(created), serde_json::to_value(created.verdict())];
        let (name, verdict) = (name.unwrap(), verdict.unwrap());
        writeln!(text, "| {} | {} |", name.as_str().unwrap(), verdict.as_str().unwrap()).unwrap();
    }
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/as-asked.md");
    if std::env::var_os("PAYLINK_BLESS").is_some() {
        std::fs::write(file, &text).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(file).unwrap_or_default(),
        text,
        "make bless writes it anew"
    );
}
