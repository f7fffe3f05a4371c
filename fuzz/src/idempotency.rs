//! Repeats, as any callers in any order make them, beside a model of a few lines: at most one of them
//! acts at a time, what was answered is answered again, and what nobody answered is looked into.

use std::collections::BTreeMap;

use paylink::api::{abandon, finish, judge, may_act, profile};
use paylink::idempotency::{Claim, Judgement, Record, Response};
use paylink::model::Instant;

use crate::dice::Dice;
use crate::providers::profiles;

const START: i64 = 1_700_000_000_000;

/// So many commands are enough for anything that can happen.
const MOST: usize = 60;

/// What is known of the key: times in milliseconds.
#[derive(Debug, Clone, PartialEq)]
struct Known {
    by: u8,
    since: i64,
    attempt: u32,
    until: Option<i64>,
    body: Option<String>,
}

/// What the model says of a call.
#[derive(Debug, PartialEq)]
enum Said {
    Proceed(Known),
    Recover(Known),
    Replay(String),
    Mismatch,
    Locked,
}

pub fn hold(data: &[u8]) {
    let mut dice = Dice::new(data);
    let profile = profile(dice.one_of(&profiles())).expect("a profile");
    let (locked, mismatch) = (profile.locked_code, profile.mismatch_code);
    let lifetime = i64::try_from(profile.lifetime_ms).expect("a day");
    let lease = i64::try_from(profile.lease_ms).expect("a minute");
    let (mut now, mut calls) = (START, 0_u32);
    // What the store has, and what the model has; and who holds a record still.
    let mut stored: Option<Record> = None;
    let mut known: Option<Known> = None;
    let mut holders: Vec<(Record, Known)> = Vec::new();
    for _ in 0..MOST {
        if dice.is_empty() {
            return;
        }
        match dice.roll(6) {
            0 => now += dice.one_of(&[1, 499, lease - 1, lease, lifetime - lease, lifetime]),
            1 | 2 => {
                let by = u8::from(dice.once_in(4));
                let said = judged(known.as_ref(), by, now, lifetime, lease);
                let claim =
                    Claim { key: "k".into(), slot: "s".into(), fingerprint: by.to_string() };
                let judgement = judge(profile, stored.as_ref(), &claim, &at(now));
                assert_eq!(judgement, judge(profile, stored.as_ref(), &claim, &at(now)));
                match (judgement, said) {
                    (Judgement::Proceed { record }, Said::Proceed(next))
                    | (Judgement::Recover { record }, Said::Recover(next)) => {
                        assert_eq!(told(&record), next);
                        assert!(may_act(&record, &at(now), profile.lease_ms));
                        // Nobody else may act any more, however short the act.
                        let acts = |(record, _): &(Record, Known)| may_act(record, &at(now), 1);
                        assert!(!holders.iter().any(acts), "two act at once");
                        (stored, known) = (Some(record.clone()), Some(next.clone()));
                        holders.push((record, next));
                    }
                    (Judgement::Replay { response }, Said::Replay(body)) => {
                        assert_eq!(response.body, body);
                    }
                    (Judgement::Mismatch { status, .. }, Said::Mismatch) => {
                        assert_eq!(status, profile.mismatch_status);
                    }
                    (Judgement::Locked { status, .. }, Said::Locked) => {
                        assert_eq!(status, profile.locked_status);
                    }
                    (judgement, said) => panic!("{judgement:?}, and by the model {said:?}"),
                }
            }
            3 | 4 if !holders.is_empty() => {
                let (record, mine) = holders.swap_remove(dice.roll(holders.len()));
                let is_still_mine = stored.as_ref() == Some(&record);
                calls += 1;
                let (kept, model) = if dice.once_in(3) {
                    let sent = dice.once_in(2);
                    let model = if sent { Some(mine) } else { given_up(mine, false) };
                    (abandon(record, sent), model)
                } else {
                    let own = [profile.locked_status, profile.mismatch_status];
                    let status = dice.one_of(&[200, own[0], own[1], 422, 425, 429, 500, 503]);
                    let code = dice.one_of(&[None, locked, mismatch]).unwrap_or_default();
                    // Where one provider or another has the code.
                    let body = format!(
                        r#"{{"code":"{code}","error":{{"code":"{code}"}},"call":{calls}}}"#
                    );
                    let is_of_key = |about: (u16, Option<&str>)| {
                        about.1.is_some() && (status, Some(code)) == about
                    };
                    let is_kept = status < 500 || (status == 500 && profile.replays_failures);
                    let model = if is_of_key((profile.locked_status, locked)) {
                        given_up(mine, true)
                    } else if is_of_key((profile.mismatch_status, mismatch))
                        || profile.not_kept.contains(&status)
                    {
                        given_up(mine, false)
                    } else if is_kept {
                        Some(Known { until: None, body: Some(body.clone()), ..mine })
                    } else {
                        given_up(mine, true)
                    };
                    (
                        finish(
                            profile,
                            record,
                            Response { status, headers: BTreeMap::new(), body },
                        ),
                        model,
                    )
                };
                assert_eq!(kept.as_ref().map(told), model);
                // Written by compare-and-set: who comes too late writes nothing.
                if is_still_mine {
                    (stored, known) = (kept, model);
                }
            }
            // Gone, and its record stays.
            5 if !holders.is_empty() => drop(holders.swap_remove(dice.roll(holders.len()))),
            // The record goes through a store, as plain data.
            _ => {
                let plain = serde_json::to_string(&stored).expect("plain data");
                assert_eq!(
                    serde_json::from_str::<Option<Record>>(&plain).expect("a record"),
                    stored
                );
            }
        }
    }
}

fn judged(known: Option<&Known>, by: u8, now: i64, lifetime: i64, lease: i64) -> Said {
    let until = Some(now + lease);
    let is_held = |known: &Known| known.until.is_some_and(|until| now < until);
    let Some(known) = known.filter(|known| now < known.since + lifetime || is_held(known)) else {
        return Said::Proceed(Known { by, since: now, attempt: 1, until, body: None });
    };
    match &known.body {
        _ if known.by != by => Said::Mismatch,
        Some(body) => Said::Replay(body.clone()),
        None if is_held(known) => Said::Locked,
        None => Said::Recover(Known { attempt: known.attempt + 1, until, ..known.clone() }),
    }
}

fn given_up(known: Known, acted: bool) -> Option<Known> {
    (acted || known.attempt > 1).then_some(Known { until: None, ..known })
}

fn told(record: &Record) -> Known {
    Known {
        by: record.fingerprint.parse().expect("one of two"),
        since: record.started_at.millis(),
        attempt: record.attempt,
        until: record.leased_until.as_ref().map(Instant::millis),
        body: record.response.as_ref().map(|response| response.body.clone()),
    }
}

fn at(millis: i64) -> Instant {
    Instant::from_millis(millis).expect("a year")
}
