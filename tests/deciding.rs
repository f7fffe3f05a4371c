//! Laws of what is decided: decisions, events, observations, answers.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeSet;

use cases::cases;
use paylink::api;
use paylink::api::{
    ReadOptions, check_request, decide, interpret_response, lifecycle, read, reconcile, transition,
};
use paylink::calling::response::{Answered, Asked, Outcome};
use paylink::calling::retry::Advice;
use paylink::deciding::attention::Attention;
use paylink::deciding::decision::{Clock, Verdict};
use paylink::deciding::reconcile::{Ground, Observation, Side, Standing};
use paylink::deciding::transition::Effect;
use paylink::deciding::truth_table::{UNKNOWN_WORD, truth_table};
use paylink::finding::Code;
use paylink::finding::{Explanation, Reason};
use paylink::http::Request;
use paylink::links::link_state::{LinkStateData, OwnedLinkState};
use paylink::model::{Action, Event, Format, Instant, Kind, PaymentLink, Status};
use paylink::provider::Credential;
use proptest::prelude::*;
use serde_json::json;

#[path = "common/cases.rs"]
mod cases;
#[path = "common/providers/mod.rs"]
mod providers;

fn at(millis: i64) -> Instant {
    Instant::from_millis(1_700_000_000_000 + millis).unwrap()
}

fn held(format: Format, word: &str) -> OwnedLinkState {
    let data: LinkStateData =
        serde_json::from_value(json!({ "format": format, "rawStatus": word })).unwrap();
    OwnedLinkState::try_from(data).unwrap()
}

fn words(format: Format) -> Vec<&'static str> {
    Status::ALL.iter().filter_map(|status| format.word(*status)).collect()
}

/// A link as its provider sends it: a word, a text, and where it has one the time of its last change.
fn link(format: Format, word: &str, text: &str, changed: i64) -> PaymentLink {
    let document = providers::document(
        format,
        json!({
            "rawStatus": word, "description": text, "reference": text, "url": "https://x.example/",
            "createdAt": at(0), "updatedAt": at(changed * 1000), "expiresAt": at(1000),
        }),
    );
    read(document.to_string().as_bytes(), &providers::options(format)).value().unwrap().clone()
}

const CHILD_WORDS: [&str; 7] =
    ["pending", "processing", "on_hold", "expired", "completed", "cancelled", "rejected"];

/// A link that shows its invoice.
fn paid(word: &str, child_word: &str, child_id: &str) -> PaymentLink {
    let mut plain = serde_json::to_value(link(Format::Txn, word, "r", 0)).unwrap();
    let child = json!({ "type": "invoice", "id": child_id, "rawStatus": child_word });
    plain.as_object_mut().unwrap().insert("child".to_owned(), child);
    serde_json::from_value(plain).unwrap()
}

fn any_format() -> impl Strategy<Value = Format> {
    prop::sample::select(Format::ALL)
}

/// A format whose links do not say when they changed.
fn untimed_format() -> impl Strategy<Value = Format> {
    let is_untimed = |format: &Format| {
        link(*format, format.word(Status::Open).unwrap(), "", 0).updated_at().is_none()
    };
    prop::sample::select(Format::ALL.iter().copied().filter(is_untimed).collect::<Vec<_>>())
}

/// A path of some provider's call, or one that is like it.
fn any_path() -> impl Strategy<Value = String> {
    let calls = api::formats().into_iter().flat_map(|format| format.calls);
    let paths: Vec<&str> = calls.map(|call| call.path).collect();
    prop_oneof![
        4 => (prop::sample::select(paths), "[a-z%./]{0,8}", "(\\?x|/|cancel)?")
            .prop_map(|(path, id, end)| path.replace("{id}", &id) + &end),
        1 => ".{0,12}",
    ]
}

fn credentials() -> Vec<Credential> {
    api::formats().into_iter().map(|format| format.credential).collect()
}

/// A link in any word of its format, or in one that it does not have.
fn any_link(format: Format) -> impl Strategy<Value = PaymentLink> {
    let mut words = words(format);
    words.push(UNKNOWN_WORD);
    (prop::sample::select(words), "[ab]", 0_i64..4)
        .prop_map(move |(word, text, changed)| link(format, word, &text, changed))
}

fn two_links() -> impl Strategy<Value = (PaymentLink, PaymentLink)> {
    any_format().prop_flat_map(|format| (any_link(format), any_link(format)))
}

const fn unseen(link: &PaymentLink) -> Observation<'_> {
    Observation { link, seen_at: None }
}

fn after<'a>(stored: &'a PaymentLink, observed: &'a PaymentLink) -> (&'a PaymentLink, Standing) {
    let reconciled = reconcile(Some(unseen(stored)), unseen(observed)).unwrap();
    (reconciled.link, reconciled.verdict)
}

#[test]
fn the_truth_table_is_complete_and_every_row_of_it_holds_together() {
    for format in Format::ALL {
        let rows = truth_table(*format);
        let children: BTreeSet<_> = rows
            .iter()
            .map(|row| row.child.map(|child| (child.kind.name(), child.raw_status)))
            .collect();
        // Every word and an unknown one × actions × sides × approval × children.
        assert_eq!(rows.len(), (words(*format).len() + 1) * 3 * 6 * 2 * children.len());
        let cases: BTreeSet<String> = rows
            .iter()
            .map(|row| {
                format!(
                    "{} {:?} {:?} {} {:?}",
                    row.raw_status, row.action, row.clock, row.approval, row.child
                )
            })
            .collect();
        assert_eq!(cases.len(), rows.len(), "no case stands there twice");
        for row in &rows {
            assert_eq!(row.reasons.is_empty(), row.verdict == Verdict::Allowed, "{row:?}");
            assert_eq!(
                row.next.is_some(),
                row.verdict != Verdict::Refused && row.raw_status != UNKNOWN_WORD,
                "{row:?}"
            );
            assert!(
                !row.can_try || matches!(row.verdict, Verdict::Allowed | Verdict::Uncertain),
                "{row:?}"
            );
            assert!(row.can_try || row.verdict != Verdict::Allowed, "{row:?}");
            assert!(row.can_try || row.warnings.is_empty(), "{row:?}");
            let lives = row.child.is_some_and(|child| {
                !matches!(child.raw_status, "completed" | "cancelled" | "rejected")
            });
            assert_eq!(row.warnings.contains(&"child_lives_on"), row.can_try && lives, "{row:?}");
            assert_eq!(
                row.warnings.contains(&"approval_pending"),
                row.can_try && row.approval,
                "{row:?}"
            );
        }
        println!("{format}: {} rows", rows.len());
    }
}

/// T3: closing a paid link must not look less grave than closing an unpaid one.
#[test]
fn a_completed_child_is_always_warned_of_when_the_action_may_be_tried() {
    let mut told = BTreeSet::new();
    for row in Format::ALL.iter().flat_map(|format| truth_table(*format)) {
        let paid = row.child.filter(|child| child.raw_status == "completed");
        let expected = paid
            .filter(|_| row.can_try)
            .map(|child| if child.kind == Kind::Invoice { "money_arrived" } else { "money_sent" });
        let money = |code: &&str| code.starts_with("money_");
        assert_eq!(row.warnings.iter().copied().filter(money).count(), expected.iter().count());
        if expected.is_some() {
            assert_eq!(row.warnings.first().copied(), expected, "first: {row:?}");
        }
        told.extend(expected);
    }
    assert_eq!(told, BTreeSet::from(["money_arrived", "money_sent"]), "the law has been at work");
}

/// T3: the contexts of "Txn, Invoice status flow", as documents bring them.
#[test]
fn however_an_invoice_was_paid_the_first_warning_is_that_money_has_arrived() {
    for word in ["created", "pending"] {
        for context in ["full", "underpaid", "partial", "overpaid", "a word of later"] {
            for payment in ["onTime", "on_time", "late"] {
                let document = json!({
                    "data": {
                        "id": "x", "type": "paymentLinks",
                        "attributes": {
                            "amount": "1", "currency": "EUR", "status": word,
                            "hostedPageUrl": "https://x.example/", "expiresAt": at(1000),
                            "createdAt": at(0), "paymentType": "Invoice",
                        },
                        "relationships": { "target": { "data": { "type": "invoices", "id": "i" } } },
                    },
                    "included": [{ "type": "invoices", "id": "i", "attributes": {
                        "status": "completed", "statusContext": context, "paymentStatus": payment,
                    } }],
                });
                let answer = read(document.to_string().as_bytes(), &ReadOptions::default());
                let link = answer.value().unwrap();
                for now in [at(0), at(2000)] {
                    let decision = decide(Action::Close, link.state(), &Clock { now, skew_ms: 0 });
                    assert!(decision.can_try);
                    let first = decision.warnings.first().map(Explanation::message);
                    assert_eq!(
                        first.as_deref(),
                        Some("its invoice is `completed`: money has arrived"),
                        "{document}"
                    );
                }
            }
        }
    }
}

#[test]
fn no_status_is_reached_that_the_table_does_not_name() {
    for format in Format::ALL {
        let named: BTreeSet<(Status, Event, Status)> = lifecycle(*format)
            .into_iter()
            .filter_map(|row| Some((row.from, row.event, row.to?)))
            .collect();
        let mut reached = BTreeSet::from([Status::Open]);
        let mut moves = BTreeSet::new();
        let mut next = vec![Status::Open];
        while let Some(from) = next.pop() {
            let held = held(*format, format.word(from).unwrap());
            for event in Event::ALL {
                let transition = transition(held.state(), event, None);
                if let (Effect::Moved, Some(to)) = (transition.effect, transition.to) {
                    assert_eq!(format.status(transition.raw_status.unwrap()), to);
                    moves.insert((from, event, to));
                    if reached.insert(to) {
                        next.push(to);
                    }
                } else {
                    assert!(!transition.reasons.is_empty(), "{transition:?}");
                }
            }
        }
        assert_eq!(moves, named, "{format}");
        let own: BTreeSet<_> = words(*format).into_iter().map(|word| format.status(word)).collect();
        assert_eq!(reached, own, "every word of {format} is reached, and no other");
    }
}

#[test]
fn an_action_that_is_allowed_is_the_event_that_moves() {
    for format in Format::ALL {
        for word in words(*format) {
            let held = held(*format, word);
            let clock = Clock { now: at(0), skew_ms: 0 };
            for (action, event) in
                [(Action::Cancel, Event::Cancelled), (Action::Expire, Event::Expired)]
            {
                let decision = decide(action, held.state(), &clock);
                let transition = transition(held.state(), event, Some(&clock));
                let agrees = match decision.verdict {
                    Verdict::Allowed => Effect::Moved,
                    Verdict::AlreadyDone => Effect::Already,
                    Verdict::Refused => Effect::Refused,
                    Verdict::Uncertain => Effect::Uncertain,
                };
                assert_eq!(transition.effect, agrees, "{format} {word} {action:?}");
                assert_eq!(transition.to, decision.next);
            }
        }
    }
}

#[test]
fn every_reason_can_be_given() {
    let mut given: BTreeSet<&str> = Format::ALL
        .iter()
        .flat_map(|format| truth_table(*format))
        .flat_map(|row| row.reasons)
        .collect();
    for format in Format::ALL {
        for word in words(*format) {
            for event in Event::ALL {
                let held = held(*format, word);
                let clock = Clock { now: at(0), skew_ms: 0 };
                let transition = transition(held.state(), event, Some(&clock));
                given.extend(transition.reasons.iter().map(|reason| reason.code().name()));
            }
        }
    }
    // Need a link with a time, or with one that cannot be read; vectors have them. No provider denies a step that its machine has.
    given.extend(["not_yet", "wrong_status", "expiry_unreadable"]);
    let all: BTreeSet<_> = Reason::ALL.iter().map(|reason| reason.name()).collect();
    assert_eq!(given, all);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(4000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_observation_counts_once((stored, observed) in two_links()) {
        let (once, _) = after(&stored, &observed);
        let (twice, again) = after(once, &observed);
        prop_assert_eq!(once, twice);
        prop_assert_ne!(again, Standing::Advance);
    }

    #[test]
    fn the_order_of_two_does_not_matter_where_times_decide((one, two) in two_links()) {
        let ((there, verdict), (back, reverse)) = (after(&one, &two), after(&two, &one));
        let timed = one.updated_at().is_some() && one.updated_at() != two.updated_at();
        let forked = one.status().is_final() && two.status().is_final() && one.status() != two.status();
        if timed && !forked {
            prop_assert_eq!(there, back, "{:?} {:?}", verdict, reverse);
        }
        prop_assert_eq!(verdict == Standing::Conflict, reverse == Standing::Conflict);
    }

    #[test]
    fn what_has_ended_stays_as_it_ended((stored, observed) in two_links()) {
        let (link, _) = after(&stored, &observed);
        if stored.status().is_final() {
            prop_assert_eq!(link.status(), stored.status());
        }
        // Nor does a link go back that has only begun.
        if stored.status() == Status::InProgress {
            prop_assert_ne!(link.status(), Status::Open);
        }
    }

    /// Whatever is delivered late, twice, in any order or replayed: in the end it is the last state.
    #[test]
    fn a_history_ends_the_same_however_it_arrives(
        format in any_format(),
        events in prop::collection::vec(prop::sample::select(&Event::ALL[..]), 0..6),
        order in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
    ) {
        let mut word = format.word(Status::Open).unwrap();
        let mut history = vec![link(format, word, "", 0)];
        for (index, event) in events.into_iter().enumerate() {
            let held = held(format, word);
            if let (Effect::Moved, Some(next)) = {
                let transition = transition(held.state(), event, None);
                (transition.effect, transition.raw_status)
            } {
                word = next;
                history.push(link(format, word, "", i64::try_from(index).unwrap() + 1));
            }
        }
        let last = history.last().unwrap();
        let mut known = order.first().map_or(last, |index| index.get(&history));
        for observed in order.iter().map(|index| index.get(&history)).chain([last]).chain(&history) {
            let (link, verdict) = after(known, observed);
            prop_assert_ne!(verdict, Standing::Conflict);
            known = link;
        }
        prop_assert_eq!(known, last);
    }

    /// Two endings of one payment contradict each other, in either order and by any time; whatever the link does. A
    /// link that has ended unpaid is to be looked at exactly if its payment was made.
    #[test]
    fn two_endings_of_a_payment_are_a_conflict(
        words in prop::sample::select(&[("created", "expired"), ("pending", "pending"), ("pending", "completed")][..]),
        was in prop::sample::select(&CHILD_WORDS[..]), is in prop::sample::select(&CHILD_WORDS[..]),
        turned in any::<bool>(), same_child in any::<bool>(), later in -2_i64..3,
    ) {
        let (from, to) = if turned { (words.1, words.0) } else { words };
        let stored = paid(from, was, "i");
        let observed = paid(to, is, if same_child { "i" } else { "j" });
        let seen_at = [at(10), at(10 + later)];
        let reconciled = reconcile(
            Some(Observation { link: &stored, seen_at: Some(&seen_at[0]) }),
            Observation { link: &observed, seen_at: Some(&seen_at[1]) },
        )
        .unwrap();
        let final_words = ["completed", "cancelled", "rejected"];
        let twice = same_child && was != is && [was, is].iter().all(|word| final_words.contains(word));
        prop_assert_eq!(reconciled.verdict == Standing::Conflict, twice);
        prop_assert_eq!(reconciled.attention.contains(&Attention::ChildConflict), twice);
        if twice {
            prop_assert_eq!(reconciled.why.code(), Ground::ChildEndedOtherwise);
            // Only a link that has moved on replaces the one whose payment had ended.
            let moved = from != to && !turned;
            prop_assert_eq!(reconciled.take == Side::Observed, moved);
        }
        let paid_late = to == "expired" && is == "completed";
        prop_assert_eq!(reconciled.attention.contains(&Attention::PaidAfterEnd), paid_late);
    }

    #[test]
    fn without_a_time_of_change_the_one_seen_later_counts(
        format in untimed_format(), one in "[a-m]", two in "[n-z]", first in 0_i64..100, later in 1_i64..100,
    ) {
        let word = format.word(Status::Open).unwrap();
        let (one, two) = (link(format, word, &one, 0), link(format, word, &two, 0));
        let (early, late) = (at(first), at(first + later));
        let (earlier, newer) = (
            Observation { link: &one, seen_at: Some(&early) },
            Observation { link: &two, seen_at: Some(&late) },
        );
        prop_assert_eq!(reconcile(Some(earlier), newer).unwrap().take, Side::Observed);
        prop_assert_eq!(reconcile(Some(newer), earlier).unwrap().take, Side::Stored);
        prop_assert_eq!(reconcile(Some(newer), unseen(&one)).unwrap().verdict, Standing::Keep);
    }

    #[test]
    fn any_call_is_judged_and_its_secret_never_repeated(
        method in prop::sample::select(vec!["GET", "POST", "DELETE", "get", ""]),
        path in any_path(),
        secret in "[A-Za-z0-9]{12,20}[ \u{7f}é]?",
        names in prop::collection::vec(prop::sample::select(vec![
            "x-api-key", "authorization", "content-type", "accept", "x-idempotency-key", "idempotency-key",
            "x-other", "bad name",
        ]), 0..6),
        values in prop::collection::vec(prop_oneof![
            "application/(vnd.api\\+)?json(;[a-z]=[a-z0-9]{1,3})?", ".{0,9}", "[\u{0}-\u{20}]{0,3}",
        ], 6),
        body in prop_oneof![Just(String::new()), Just("{}".into()), ".{0,9}"],
        credential in prop::sample::select(credentials()),
    ) {
        let header = credential.header;
        let mut headers: Vec<(String, String)> =
            names.into_iter().map(str::to_owned).zip(values).collect();
        let credential = credential.scheme.map_or(secret.clone(), |scheme| format!("{scheme} {secret}"));
        headers.push((header.to_owned(), credential));
        let request = Request::new(method, &path, &headers, body.as_bytes());
        match check_request(&request) {
            Ok((checked, _)) => prop_assert!(checked.format.call(checked.operation).unwrap().method == method),
            Err(refused) => {
                prop_assert!(!refused.issues.is_empty());
                prop_assert!((400..500).contains(&refused.status()));
                let told = json!(refused).to_string();
                prop_assert!(!told.contains(secret.trim()), "{}", told);
            }
        }
    }

    #[test]
    fn any_answer_is_understood_and_only_a_closed_link_is_done(
        format in any_format(),
        status in prop_oneof![0_u16..700, 200_u16..204, Just(400)],
        repeatable: bool,
        body in prop_oneof![
            Just(String::new()), Just("<html>".to_owned()), ".{0,20}",
            any_format().prop_flat_map(any_link).prop_map(|link| api::write(&link)),
        ],
        retry_after in prop::option::of(".{0,12}|[0-9]{1,25}"),
    ) {
        let action = providers::of(format).info.close;
        let lost_answer = if repeatable { Advice::SameRequest } else { Advice::ReadFirst };
        let asked = Asked { format, call: Some(action), id: None, lost_answer };
        let headers: Vec<(String, String)> =
            retry_after.into_iter().map(|value| ("retry-after".to_owned(), value)).collect();
        let answered = Answered { status, headers: &headers, body: body.as_bytes() };
        let understood = interpret_response(&asked, Some(&answered), None);
        prop_assert_eq!(&understood, &interpret_response(&asked, Some(&answered), None));
        if understood.outcome == Outcome::Done {
            prop_assert!((200..300).contains(&status));
            prop_assert!(understood.link.unwrap().status().is_final());
            prop_assert!(understood.issues.is_empty());
        } else {
            prop_assert!(!understood.issues.is_empty());
            // Without a key nothing is ever sent a second time unless it was not looked at.
            let again = understood.retry.advice == Advice::SameRequest;
            prop_assert!(!again || repeatable || matches!(status, 425 | 429));
        }
    }
}
