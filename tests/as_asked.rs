//! Which of the links that were found is the one that was asked for.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use std::fmt::Write as _;

use paylink::api::{ReadOptions, read, read_create_request};
use paylink::links::matching::{
    Created, Fit, LinkOf, MEMBERS, MEMBERS_OF_PAYMENT, Made, Role, Same, find_link_of, find_made,
    same_as_asked, verdict_of,
};
use paylink::model::{Child, CreateRequest, Format, Instant, PaymentLink, Status};
use paylink::provider::schemas::SchemaOf;
use providers::options;
use serde_json::{Value, json};

#[path = "common/providers/mod.rs"]
mod providers;

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
    read_create_request(text.as_bytes(), Format::Txn).value().cloned().expect(&text)
}

/// The link that such a request makes.
fn link(members: &[(&str, &str)]) -> PaymentLink {
    link_to(members, "null")
}

/// The same, with the payment that it points to.
fn link_to(members: &[(&str, &str)], target: &str) -> PaymentLink {
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
        "{{\"data\": {{\"id\": \"11111111-2222-4333-8444-555555555555\", \"type\": \"paymentLinks\", \"attributes\": {attributes}, \"relationships\": {{\"target\": {{\"data\": {target}}}}}}}}}"
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
    let found = same_as_asked(request, link, &first_tried());
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
        ("2026-06-18T11:59:59Z", Created::MomentBefore, Same::Same),
        ("2026-06-18T12:00:00Z", Created::After, Same::Same),
    ] {
        let found = compared(&request(&[]), &link(&[("createdAt", &format!("\"{created_at}\""))]));
        assert_eq!((found.0, found.2), (verdict, created), "{created_at}");
    }
}

#[test]
fn a_link_from_a_moment_before_that_was_touched_may_be_another_one() {
    for status in ["pending", "completed", "expired"] {
        let status = format!("\"{status}\"");
        let touched = link(&[("createdAt", "\"2026-06-18T11:59:59Z\""), ("status", &status)]);
        assert_eq!(compared(&request(&[]), &touched).0, Same::Unclear, "{status}");
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
    let made = |links: &[PaymentLink]| find_made(&request(&[]), links, &first_tried());
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
    let found = find_made(&nameless, &[other], &first_tried());
    assert_eq!(found, Made::Unclear { holders: vec![] });
}

/// The link of a provider that shows what a request asks for, with other values of some members.
fn shown(request: &CreateRequest, other: &Value) -> PaymentLink {
    let mut plain = json!(request);
    let members = plain.as_object_mut().unwrap();
    members.insert("createdAt".to_owned(), json!(first_tried()));
    members.extend(request.kind.map(|kind| ("rawKind".to_owned(), json!(kind))));
    members.extend(other.as_object().unwrap().clone());
    let document = providers::document(request.format, plain).to_string();
    read(document.as_bytes(), &options(request.format)).value().cloned().expect(&document)
}

#[test]
fn what_was_asked_for_is_found_at_every_provider_that_shows_a_reference() {
    let mut count = 0;
    for provider in providers::all() {
        let whole = provider.sound(SchemaOf::Create(provider.format)).whole(0).to_string();
        let request = read_create_request(whole.as_bytes(), provider.format);
        let request = request.value().expect(&whole);
        let right = shown(request, &json!({}));
        if request.reference.is_none() || right.reference().is_none() {
            continue;
        }
        count += 1;
        assert_eq!(compared(request, &right), (Same::Same, vec![], Created::After), "{whole}");
        let elsewhere = shown(request, &json!({ "reference": "another" }));
        let (early, late) = ("2026-06-18T11:00:00Z", "2027-01-01T00:00:00Z");
        let before = shown(request, &json!({ "createdAt": early }));
        let mut others = vec![before, shown(request, &json!({ "expiresAt": late }))];
        if let Some(amount) = &request.amount {
            let more = json!({ "value": "41.00", "currency": amount.currency() });
            others.push(shown(request, &json!({ "amount": more })));
        }
        for other in others.iter().chain([&elsewhere]) {
            assert_eq!(compared(request, other).0, Same::Different, "{other:?}");
        }
        let links = [&others[..], &[elsewhere, right]].concat();
        let made = find_made(request, &links, &first_tried());
        assert_eq!(made, Made::Made { index: links.len() - 1 });
    }
    assert!(count > 1, "{count} providers");
}

/// Laws of the tables: nothing but equality makes a link the one, and a difference is never outvoted.
#[test]
fn the_tables_hold_their_laws() {
    for (member, role) in MEMBERS.into_iter().chain(MEMBERS_OF_PAYMENT) {
        assert_eq!(verdict_of(role, Fit::Different), Same::Different, "{member}");
        assert_eq!(verdict_of(role, Fit::Equal), Same::Same, "{member}");
        if role == Role::Required {
            assert_ne!(verdict_of(role, Fit::NotShown), Same::Same, "{member}");
        }
    }
    for table in [&MEMBERS[..], &MEMBERS_OF_PAYMENT[..]] {
        assert_eq!(table.iter().filter(|(_, role)| *role == Role::Identifies).count(), 1);
    }
}

/// A delivery is about the link that shows its payment. While none does, one difference rules a link out, and two links
/// that fit are two too many; the order in which they were found does not matter.
#[test]
fn a_payment_finds_its_link_by_what_it_says_of_itself() {
    let payment: Child = serde_json::from_value(json!({
        "type": "invoice", "id": "i", "rawStatus": "completed", "reference": "r-1",
        "billed": {"value": "100", "currency": "eur"},
    }))
    .unwrap();
    let with_target = |members: &[(&str, &str)], id: &str| {
        link_to(members, &format!("{{\"type\": \"invoices\", \"id\": \"{id}\"}}"))
    };
    let fits = link(&[]);
    let shows = with_target(&[("amount", "\"5.00\""), ("reference", "\"r-2\"")], "i");
    let others = [
        with_target(&[], "j"),
        link(&[("amount", "\"100.01\"")]),
        link(&[("currency", "\"USD\"")]),
        link(&[("paymentType", "\"Payout\"")]),
        link(&[("reference", "\"r-2\"")]),
    ];
    for at in 0..=others.len() {
        let among = |one: &PaymentLink| {
            let mut links = others.to_vec();
            links.insert(at, one.clone());
            links
        };
        assert_eq!(find_link_of(&payment, &among(&fits)), LinkOf::Fits { index: at });
        assert_eq!(find_link_of(&payment, &among(&shows)), LinkOf::Shown { index: at });
        let mut two = among(&fits);
        two.push(fits.clone());
        assert_eq!(find_link_of(&payment, &two), LinkOf::Unclear);
        two.push(shows.clone());
        assert_eq!(find_link_of(&payment, &two), LinkOf::Shown { index: others.len() + 2 });
    }
    assert_eq!(find_link_of(&payment, &others), LinkOf::Nothing);
}

fn name(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

fn table(text: &mut String, members: &[(&str, Role)]) {
    text.push_str(
        "| member | role | not asked for | equal | different | not shown |\n|---|---|---|---|---|---|\n",
    );
    for (member, role) in members {
        let cells = Fit::ALL.map(|fit| name(verdict_of(*role, fit)));
        writeln!(text, "| `{member}` | {} | {} |", name(role), cells.join(" | ")).unwrap();
    }
}

#[test]
fn the_tables_are_written_down() {
    let mut text = String::from(
        "# Which link is the one that was asked for\n\n\
         Made of the core's own tables (`src/links/matching.rs`). A link is `same` if every line says so, `different` if one line \
         does, and `unclear` otherwise.\n\n\
         ## A close, a job, a poll\n\n\
         The provider's id identifies the link, and nothing else has to match: what the link shows then says what became \
         of the call. A link with another id is never it. A document that somebody pasted has an id, too; it is shown as \
         pasted, and decides nothing about the link that the provider shows.\n\n\
         ## A create request whose answer was lost\n\n",
    );
    table(&mut text, &MEMBERS);
    text.push_str("\n| created, beside the first try | open | any other status |\n|---|---|---|\n");
    for created in Created::ALL {
        let cells = [Status::Open, Status::Completed].map(|status| name(created.verdict(status)));
        writeln!(text, "| {} | {} |", name(created), cells.join(" | ")).unwrap();
    }
    text.push_str(
        "\n## A delivery about an invoice or payout\n\n\
         The link that shows the payment is its link. While none does, the only one for which every line says `same` is \
         taken to be it: it is read, and the delivery waits until a link shows its payment.\n\n",
    );
    table(&mut text, &MEMBERS_OF_PAYMENT);
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
