//! A decision is what fits on a page: total, the same twice, and with time it only gets worse.

use paylink::api::{lifecycle, plan_close, transition};
use paylink::deciding::decision::{Clock, Decision, Verdict, decide, decide_all};
use paylink::deciding::lifecycle_rules::Row;
use paylink::deciding::transition::Effect;
use paylink::links::link_state::{LinkStateData, OwnedLinkState};
use paylink::model::Action;
use paylink::model::Event;
use paylink::model::Format;
use paylink::model::state_machine::Offer;
use paylink::model::{Instant, Status};
use serde_json::json;

use crate::batch::clock;
use crate::dice::Dice;
use crate::providers;

pub fn hold(data: &[u8]) {
    let mut dice = Dice::new(data);
    let format = dice.format();
    let word = word(&mut dice, format);
    let expires = (!dice.once_in(4)).then(|| dice.instant());
    let approval = dice.once_in(4).then_some("pending");
    let child = dice.once_in(3).then(|| {
        let kind = dice.one_of(&["invoice", "payout", "unknown", "x"]);
        json!({ "type": kind, "rawStatus": dice.one_of(&["pending", "completed", "cancelled", "odd"]) })
    });
    let is_unreadable = dice.once_in(6);
    let plain = json!({
        "format": format, "id": "x", "rawStatus": word, "expiresAt": expires,
        "expiryUnreadable": is_unreadable, "approvalStatus": approval, "child": child,
    });
    let plain: LinkStateData = serde_json::from_value(plain).expect("plain data of a link");
    let expires = expires.map(|text| Instant::parse(&text));
    let link = OwnedLinkState::try_from(plain);
    assert_eq!(link.is_err(), matches!(expires, Some(Err(_))), "only the time can be wrong");
    let Ok(link) = link else { return };
    let expires = expires.and_then(Result::ok);
    // A readable expiry takes precedence.
    let is_unreadable = is_unreadable && expires.is_none();
    let here = clock(&mut dice);
    let later = dice.one_of(&[1, 200, 1_000, 5_000, 31_536_000_000]);
    for decision in decide_all(link.state(), &here) {
        let (action, verdict) = (decision.action, decision.verdict);
        assert_eq!(decision, decide(action, link.state(), &here), "the same again");
        let expiry = Expiry { at: expires.as_ref(), is_unreadable };
        let expected = on_paper(format, &word, expiry, action, &here);
        assert_eq!((verdict, decision.can_try), expected, "{format} {word} {expires:?} {here:?}");
        assert_eq!(decision.reasons.is_empty(), verdict == Verdict::Allowed);
        let refuses_late = providers::of(format).refuses_late;
        gets_worse(&decision, &link, &here, later, refuses_late);
        is_planned(&decision, &link, &here);
        moves(&decision, &link, &here, refuses_late);
    }
}

/// What is known of when the link expires.
#[derive(Clone, Copy)]
struct Expiry<'a> {
    at: Option<&'a Instant>,
    is_unreadable: bool,
}

/// A status word, mostly one of the provider's.
fn word(dice: &mut Dice<'_>, format: Format) -> String {
    let words: Vec<_> = providers::of(format).info.statuses.iter().map(|it| it.word).collect();
    match dice.roll(8) {
        4 => dice.raw_text(8),
        5 => dice.one_of(&["", "ODD", "aktiv"]).to_owned(),
        6 => dice.one_of(&words).to_ascii_uppercase(),
        7 => dice.one_of(&words).to_ascii_lowercase(),
        _ => dice.one_of(&words).to_owned(),
    }
}

/// The rules as they are described, and what is assumed where they say nothing.
fn on_paper(
    format: Format,
    word: &str,
    expiry: Expiry<'_>,
    action: Action,
    clock: &Clock,
) -> (Verdict, bool) {
    let providers::Provider { info, refuses_late, .. } = providers::of(format);
    let is_late = expiry.at.is_some_and(|at| clock.now >= at.plus_millis(clock.skew_ms));
    let has_come = expiry.at.is_some_and(|at| clock.now >= at.minus_millis(clock.skew_ms));
    let is_doubtful = has_come || expiry.is_unreadable;
    // In any case of its letters.
    let known = info.statuses.iter().find(|known| known.word.eq_ignore_ascii_case(word));
    let may_be_closed = match is_doubtful {
        _ if *refuses_late && is_late => (Verdict::Refused, false),
        true => (Verdict::Uncertain, true),
        false => (Verdict::Allowed, true),
    };
    if ![info.close, Action::Close].contains(&action) {
        return (Verdict::Refused, false);
    }
    let (closed, event) = closing(format);
    match known.map(|known| known.status) {
        None | Some(Status::Unknown) => (Verdict::Uncertain, false),
        Some(Status::Open) => may_be_closed,
        Some(Status::InProgress) => {
            let is_it = |row: &Row| (row.from, row.event) == (Status::InProgress, event);
            let row = lifecycle(format).into_iter().find(is_it).expect("every event has a row");
            let may_be = row.offer == Offer::Allowed;
            if may_be { may_be_closed } else { (Verdict::Refused, false) }
        }
        Some(status) if status == closed => (Verdict::AlreadyDone, false),
        Some(_) => (Verdict::Refused, false),
    }
}

/// The status of a link that has been closed, and the event.
pub fn closing(format: Format) -> (Status, Event) {
    match providers::of(format).info.close {
        Action::Cancel => (Status::Cancelled, Event::Cancelled),
        Action::Expire | Action::Close => (Status::Expired, Event::Expired),
    }
}

/// Time and doubt take away, and give nothing; and the answer changes when it says that it will.
fn gets_worse(
    before: &Decision,
    link: &OwnedLinkState,
    here: &Clock,
    later: u64,
    refuses_late: bool,
) {
    let decided = |clock: &Clock| decide(before.action, link.state(), clock);
    let after = decided(&Clock { now: here.now.plus_millis(later), ..here.clone() });
    let doubtful = decided(&Clock { skew_ms: here.skew_ms.saturating_add(later), ..here.clone() });
    // A larger skew makes it less sure that the provider refuses for the time.
    for other in [Some(&after), Some(&doubtful).filter(|_| !refuses_late)].into_iter().flatten() {
        assert!(other.verdict != Verdict::Allowed || before.verdict == Verdict::Allowed);
        assert!(!other.can_try || before.can_try);
    }
    let Some(at) = &before.changes_at else {
        assert_eq!((after.verdict, after.next), (before.verdict, before.next));
        return;
    };
    assert!(*at > here.now);
    let then = decided(&Clock { now: at.clone(), ..here.clone() });
    assert_ne!((then.verdict, then.reasons), (before.verdict, before.reasons.clone()));
    let just = decided(&Clock { now: at.minus_millis(1), ..here.clone() });
    if at.minus_millis(1) >= here.now {
        assert_eq!((just.verdict, &just.reasons), (before.verdict, &before.reasons));
    }
}

/// There is a plan for what may be tried, and for nothing else.
fn is_planned(decision: &Decision, link: &OwnedLinkState, here: &Clock) {
    let plan = plan_close(decision.action, link, here, None);
    assert_eq!(plan.is_ok(), decision.can_try);
    match plan {
        Ok(plan) => assert_eq!(plan.action, Some(decision.call)),
        Err(issues) => assert!(!issues.is_empty()),
    }
}

/// What is decided is what the event does.
fn moves(decision: &Decision, link: &OwnedLinkState, here: &Clock, refuses_late: bool) {
    let event = match decision.call {
        Action::Cancel => Event::Cancelled,
        Action::Expire | Action::Close => Event::Expired,
    };
    let moved = transition(link.state(), event, Some(here));
    // What a provider refuses for the time may have happened before.
    let may_move = decision.next.is_some() && decision.can_try;
    assert!(refuses_late || (moved.effect == Effect::Moved) == may_move);
    assert!(moved.to.is_none() || moved.effect != Effect::Refused);
    for event in Event::ALL {
        let moved = transition(link.state(), event, Some(here));
        assert_eq!(moved.effect == Effect::Moved, moved.reasons.is_empty());
    }
}
