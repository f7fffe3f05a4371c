//! Laws: what holds for every input, not for an example.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use cases::cases;
use paylink::api::{
    ReadOptions, check_request, formats, plan, plan_list, profile, read, read_list,
};
use paylink::calling::check_request::{Checked, Refused};
use paylink::calling::plan::Plan;
use paylink::deciding::decision::{Clock, Verdict, decide};
use paylink::finding::{Code, ErrorCode};
use paylink::http::Request;
use paylink::idempotency::{Claim, Judgement, Profile, Response, finish, judge};
use paylink::links::link_state::{LinkStateData, OwnedLinkState};
use paylink::model::{Action, Amount, Format, Instant, LinkId, Url};
use paylink::provider::Operation;
use paylink::provider::listing::{ListMember, Listing, ListingData, Pages};
use proptest::prelude::*;
use providers::dice::Dice;
use providers::{Provider, options, with};
use serde_json::{Value, json};

#[path = "common/cases.rs"]
mod cases;
#[path = "common/providers/mod.rs"]
mod providers;

/// 9999-12-31T23:59:59Z.
const LAST_SECOND: i64 = 253_402_300_799;

/// A sound document of a provider, every optional member there or not.
fn any_document() -> impl Strategy<Value = (&'static Provider, Value)> {
    let made =
        |(provider, seed): (&'static Provider, u64)| (provider, provider.document(&mut Dice(seed)));
    (any_provider(), any::<u64>()).prop_map(made)
}

fn any_provider() -> impl Strategy<Value = &'static Provider> {
    prop::sample::select(providers::all().iter().collect::<Vec<_>>())
}

fn any_profile() -> impl Strategy<Value = &'static Profile> {
    let own = formats().into_iter().filter_map(|format| format.idempotency);
    prop::sample::select(own.chain(profile("ietf")).collect::<Vec<_>>())
}

/// A status word of a format, or one that it does not have.
fn any_word() -> impl Strategy<Value = (Format, &'static str)> {
    any_provider().prop_flat_map(|provider| {
        let words = provider.info.statuses.iter().map(|status| status.word).chain(["odd"]);
        (Just(provider.format), prop::sample::select(words.collect::<Vec<_>>()))
    })
}

fn any_format() -> impl Strategy<Value = Format> {
    prop::sample::select(Format::ALL)
}

/// A listing of all that a format's lists can be asked, each member there or not.
fn any_listing() -> impl Strategy<Value = (Format, ListingData)> {
    let instant = || (0_i64..253_402_300_799_999, 0_i64..1440);
    let values = (any::<String>(), 1_u32.., 1_u32..=100, instant(), instant(), any::<[bool; 7]>());
    (any_format(), values).prop_map(|(format, (text, page, limit, from, to, there))| {
        let text = if text.is_empty() { " ".to_owned() } else { text };
        let instant = |(millis, offset): (i64, i64)| {
            let (hours, minutes) = (offset / 60, offset % 60);
            let utc = Instant::from_millis(millis).unwrap().to_string();
            let local = utc.replace('Z', &format!("+{hours:02}:{minutes:02}"));
            // Some are out of the calendar by their offset.
            if Instant::parse(&local).is_ok() { local } else { utc }
        };
        let mut asked = ListingData::default();
        let offered = format.listing().parameters.iter().map(|parameter| parameter.member);
        for (member, _) in offered.zip(there).filter(|(_, there)| *there) {
            asked = asked.with(
                member,
                match member {
                    ListMember::Cursor => match format.listing().pages {
                        Pages::ByCursor | Pages::ByLastId | Pages::None => text.clone(),
                        Pages::ByNumber | Pages::ByOffset => page.to_string(),
                    },
                    ListMember::Limit => limit.to_string(),
                    ListMember::Reference => text.clone(),
                    ListMember::CreatedFrom => instant(from),
                    ListMember::CreatedTo => instant(to),
                    ListMember::Order => {
                        (if there[6] { "oldest_first" } else { "newest_first" }).to_owned()
                    }
                },
            );
        }
        (format, asked)
    })
}

/// A query parameter that some provider knows, with a value that it may have.
fn any_parameter() -> impl Strategy<Value = String> {
    let known = Format::ALL.iter().flat_map(|format| format.listing().parameters);
    let names = known.flat_map(|known| {
        [Some(known.parameter), known.beside.map(|beside| beside.parameter)].into_iter().flatten()
    });
    let names: Vec<_> = names.chain(["p%61ge", "created%5Bgte%5D", "x"]).collect();
    let values = prop_oneof![
        4 => prop::sample::select(vec!["1", "100", "0", "created_at", "asc", "desc", "1750287600",
            "2025-06-18T23%3A00:00Z", "2025-06-18T23:00:00+01:00", "%C3%A4", "%c3", "a+b%2b"])
            .prop_map(str::to_owned),
        1 => "[ -~]{0,6}",
    ];
    (prop::sample::select(names), values).prop_map(|(name, value)| format!("{name}={value}"))
}

/// A planned call as it arrives at an edge, for another target.
fn listed(plan: &Plan, target: &str) -> Result<Checked, Refused> {
    let headers = plan.headers.0.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
    let credential = plan.credential.scheme.map_or("key".into(), |scheme| format!("{scheme} key"));
    let credential = (plan.credential.header.to_owned(), credential);
    let headers: Vec<_> = headers.chain([credential]).collect();
    check_request(&Request::new(plan.method, target, &headers, b"")).map(|(checked, _)| checked)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(1000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_any_bytes_answers_and_answers_the_same_again(bytes: Vec<u8>, format in any_format()) {
        for options in [ReadOptions::default(), options(format)] {
            prop_assert_eq!(read(&bytes, &options), read(&bytes, &options));
            prop_assert_eq!(read_list(&bytes, &options, None), read_list(&bytes, &options, None));
        }
    }

    #[test]
    fn every_sound_document_is_read_and_refused_reads_say_why(
        (provider, document) in any_document(), cut: prop::sample::Index,
    ) {
        let (format, text) = (provider.format, document.to_string());
        let detected = read(text.as_bytes(), &ReadOptions::default());
        prop_assert!(detected.issues().is_empty(), "{:?}", detected.issues());
        prop_assert_eq!(&detected, &read(text.as_bytes(), &options(format)));
        let cut = cut.index(text.len());
        let broken = read(&text.as_bytes()[..cut], &options(format));
        prop_assert_eq!(broken.issues().len(), 1, "a text cut short is one issue");
    }

    #[test]
    fn as_many_faults_as_many_issues(provider in any_provider(), chosen: [bool; 16]) {
        let mut document: Value = serde_json::from_str(&provider.examples[0]).unwrap();
        let read = |document: &Value| read(document.to_string().as_bytes(), &options(provider.format));
        let members = document.pointer(provider.members_at()).unwrap().as_object().unwrap();
        // No object can stand in their place.
        let is_read = |at: &String| read(&with(&document, at, json!({}))).issues().len() == 1;
        let all = members.keys().map(|name| format!("{}/{name}", provider.members_at()));
        let all: Vec<_> = all.filter(is_read).collect();
        prop_assert!(all.len() > 5);
        let chosen = all.into_iter().zip(chosen).filter(|(_, chosen)| *chosen);
        let expected: Vec<_> = chosen.map(|(at, _)| at).collect();
        for at in &expected {
            *document.pointer_mut(at).unwrap() = json!({});
        }
        let answer = read(&document);
        let pointers: Vec<_> = answer.issues().iter().map(|issue| issue.pointer().to_owned()).collect();
        prop_assert_eq!(pointers, expected);
    }

    #[test]
    fn what_is_json_is_what_serde_json_takes(text in r#"[\[\]{}:,"\\u0-9eE+.\- tfnalsr]{0,24}"#) {
        let ours = read(text.as_bytes(), &options(Format::Connect));
        let syntax = ours.issues().iter().any(|issue| issue.code() == ErrorCode::JsonSyntax);
        let theirs = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
        // serde_json does not look at surrogates in what it ignores; nothing here reaches them.
        prop_assert_eq!(!syntax, theirs, "{}", text);
    }

    #[test]
    fn an_instant_is_what_it_was_written_as(
        millis in -62_167_219_200_000_i64..253_402_300_800_000,
        minutes in -1439_i32..1440,
        digits in "[0-9]{0,14}",
    ) {
        let instant = Instant::from_millis(millis).unwrap();
        prop_assert_eq!(Instant::parse(&instant.to_string()).unwrap().millis(), millis);
        // The same instant elsewhere on Earth.
        let utc = chrono::DateTime::from_timestamp(millis.div_euclid(1000), 0).unwrap();
        let local = utc.with_timezone(&chrono::FixedOffset::east_opt(minutes * 60).unwrap());
        let text = local.format("%Y-%m-%dT%H:%M:%S%:z").to_string();
        let fraction = if digits.is_empty() { String::new() } else { format!(".{digits}") };
        if (0..=9999).contains(&chrono::Datelike::year(&local)) && text.len() == 25 {
            let (clock, offset) = text.split_at(19);
            let moved = Instant::parse(&format!("{clock}{fraction}{offset}")).unwrap();
            let still = Instant::parse(&format!("{}{fraction}Z", utc.format("%Y-%m-%dT%H:%M:%S"))).unwrap();
            prop_assert_eq!(&moved, &still);
            prop_assert_eq!(Instant::parse(&moved.to_string()).unwrap(), moved);
        }
    }

    #[test]
    fn amounts_compare_as_their_digits_do(
        one in "(0|[1-9][0-9]{0,20})(\\.[0-9]{1,20})?",
        two in "(0|[1-9][0-9]{0,20})(\\.[0-9]{1,20})?",
    ) {
        // Padded to one length, decimals compare as texts.
        let padded = |text: &str| {
            let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
            format!("{whole:0>30}{fraction:0<30}")
        };
        let expected = padded(&one).cmp(&padded(&two));
        prop_assert_eq!(Amount::parse(&one).unwrap().cmp(&Amount::parse(&two).unwrap()), expected);
        let kept = Amount::parse(&one).unwrap();
        prop_assert_eq!(kept.as_str(), one);
    }

    #[test]
    fn a_url_is_kept_or_refused_whatever_it_is(text in "(https?://)?[ -~é]{0,40}") {
        if let Ok(url) = Url::parse(&text) {
            prop_assert_eq!(url.as_str(), &text);
            prop_assert!(text.is_ascii() && !text.contains(' '));
        }
    }

    #[test]
    fn a_planned_path_leads_back_to_the_id(id in "\\PC{1,20}|[a-z/\\\\?#%\r.]{1,4}", format in any_format()) {
        let id = LinkId::parse(&id).unwrap();
        match plan(format, Operation::Close, Some(&id)) {
            Ok(plan) => {
                let mut headers: Vec<_> =
                    plan.headers.0.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
                let credential = plan.credential.scheme.map_or("key".into(), |scheme| format!("{scheme} key"));
                headers.push((plan.credential.header.to_owned(), credential));
                let request = Request::new(plan.method, &plan.path, &headers, b"");
                let (checked, _) = check_request(&request).unwrap();
                prop_assert_eq!((checked.format, checked.id), (format, Some(id.clone())));
                let climbs = plan.path.split('/').any(|segment| matches!(segment, "." | ".."));
                prop_assert!(plan.path.is_ascii() && !climbs);
            }
            Err(issue) => prop_assert_eq!(issue.code(), ErrorCode::IdNotAddressable),
        }
        // Whatever decodes a path, and however often, finds one segment.
        let separates = |char: char| "/\\?#%".contains(char) || char.is_control();
        let is_addressable = !id.as_str().contains(separates) && !matches!(id.as_str(), "." | "..");
        prop_assert_eq!(plan(format, Operation::Read, Some(&id)).is_ok(), is_addressable);
    }

    #[test]
    fn a_planned_list_asks_for_what_it_was_asked_for((format, asked) in any_listing()) {
        let plan = plan_list(format, &asked).unwrap();
        let listing = plan.listing.clone().unwrap();
        let arrived = listed(&plan, &plan.path).unwrap().listing.unwrap();
        let noon = ListingData::default().with(ListMember::CreatedTo, "2024-01-15T12:00:00.5Z");
        if plan_list(format, &noon).is_ok_and(|plan| plan.path.contains("%3A")) {
            prop_assert_eq!(&arrived, &listing);
        }
        // Some providers' times are whole seconds, as the times of their links: the first that is not
        // before the one that was asked for, and the last that is not after it.
        let whole = |listing: &Listing| {
            let times = [(listing.created_from(), 999), (listing.created_to(), 0)];
            let mut plain = json!(listing);
            for (name, (time, rest)) in ["createdFrom", "createdTo"].into_iter().zip(times) {
                if let Some(time) = time {
                    plain[name] = json!((time.millis() + rest).div_euclid(1000).min(LAST_SECOND));
                }
            }
            plain
        };
        prop_assert_eq!(whole(&arrived), whole(&listing));
        // What was asked is asked, and nothing else but where it begins and how much it is.
        let bare = Listing::of(format, &asked).unwrap();
        prop_assert!(bare.limit().is_none() || bare.limit() == listing.limit());
        prop_assert!(bare.cursor().is_none() || bare.cursor() == listing.cursor());
        prop_assert_eq!(bare.reference(), listing.reference());
        prop_assert_eq!(bare.created_from(), listing.created_from());
        prop_assert_eq!(bare.created_to(), listing.created_to());
        prop_assert_eq!(bare.order(), listing.order());
        // Whatever a value is, it is a value: the path is as it was, and each parameter stands once.
        let (path, query) = plan.path.split_once('?').unwrap_or((&plan.path, ""));
        prop_assert_eq!(path, format.call(Operation::List).unwrap().path);
        let sent: Vec<_> = query.split('&').filter(|part| !part.is_empty()).collect();
        let plain = |char: char| char.is_ascii_alphanumeric() || "-._~%".contains(char);
        for part in &sent {
            let (_, value) = part.split_once('=').unwrap();
            prop_assert!(!value.is_empty() && value.chars().all(plain), "{part}");
        }
        let said = json!(listing).as_object().unwrap().len() + usize::from(listing.order().is_some());
        prop_assert_eq!(sent.len(), said);
        // As data it is the same: so it comes back from whoever kept it.
        let kept = serde_json::from_value(json!(listing)).unwrap();
        prop_assert_eq!(plan_list(format, &kept).unwrap(), plan);
    }

    #[test]
    fn any_query_is_answered_and_one_that_is_taken_can_be_asked_again(
        format in any_format(),
        parts in prop::collection::vec(any_parameter(), 0..5),
        rest in ".{0,8}",
    ) {
        let bare = plan(format, Operation::List, None).unwrap();
        let path = format.call(Operation::List).unwrap().path;
        let target = format!("{path}?{}{rest}", parts.join("&"));
        match listed(&bare, &target) {
            Ok(checked) => {
                let listing = checked.listing.unwrap();
                let asked = serde_json::from_value(json!(listing)).unwrap();
                // A provider's own limit is its own business; beyond ours nobody is asked by us.
                let is_ours = listing.limit().is_none_or(|limit| limit <= 100);
                let again = Listing::of(format, &asked);
                prop_assert_eq!(again.ok(), is_ours.then_some(listing));
            }
            Err(refused) => {
                prop_assert_eq!(refused.status(), 400);
                prop_assert!(refused.issues.iter().all(|issue| issue.params().value("parameter").is_some()));
            }
        }
    }

    #[test]
    fn a_list_is_walked_to_its_end_and_every_link_is_met_once(
        provider in any_provider(), count in 0_usize..40, limit in 1_usize..12, says: bool,
    ) {
        let format = provider.format;
        let ids: Vec<_> = (0..count).map(|index| format!("id{index}")).collect();
        let mut asked = ListingData::default().with(ListMember::Limit, limit.to_string());
        let (mut met, mut calls) = (Vec::new(), 0);
        loop {
            calls += 1;
            let listing = plan_list(format, &asked).unwrap().listing.unwrap();
            prop_assert_eq!(listing.limit(), u32::try_from(limit).ok());
            let answer = provider.serve(&ids, listing.cursor(), limit, says);
            let asked_for = serde_json::from_value(json!(listing)).unwrap();
            let list = read_list(answer.to_string().as_bytes(), &options(format), Some(&asked_for));
            let list = list.value().unwrap().clone();
            met.extend(list.links.iter().map(|link| link.value().unwrap().id().to_string()));
            match list.next_cursor {
                Some(cursor) => asked = asked_for.with(ListMember::Cursor, cursor),
                None => break,
            }
        }
        prop_assert_eq!(met, ids);
        // Where nobody says that it was the last, a full page costs a look behind it.
        let is_said = provider.says_next() && (says || !provider.goes_on_if_full());
        let looks = usize::from(!is_said && count > 0 && count % limit == 0);
        prop_assert_eq!(calls, count.div_ceil(limit).max(1) + looks);
    }

    #[test]
    fn a_decision_changes_at_the_instant_it_names_and_not_before(
        (format, word) in any_word(),
        action in prop::sample::select(Action::ALL.to_vec()),
        expires in 0_i64..100_000,
        now in 0_i64..100_000,
        skew_ms in 0_u64..50_000,
        later in 0_i64..100_000,
    ) {
        let at = |millis| Instant::from_millis(1_700_000_000_000 + millis).unwrap();
        let data: LinkStateData = serde_json::from_value(json!({
            "format": format, "rawStatus": word, "expiresAt": at(expires),
        })).unwrap();
        let link = OwnedLinkState::try_from(data).unwrap();
        let decided = |now: Instant| decide(action, link.state(), &Clock { now, skew_ms });
        let before = decided(at(now));
        let after = decided(at(now + later));
        let essence = |decision: &paylink::deciding::decision::Decision| {
            (decision.verdict, decision.reasons.clone(), decision.next)
        };
        if let Some(change) = &before.changes_at {
            prop_assert!(*change > at(now));
            prop_assert_eq!(essence(&before) == essence(&after), at(now + later) < *change);
            prop_assert_ne!(essence(&before), essence(&decided(change.clone())));
        } else {
            prop_assert_eq!(essence(&before), essence(&after));
        }
        // Never silently allowed once the clock may have passed.
        if at(now) >= at(expires).minus_millis(skew_ms) {
            prop_assert_ne!(before.verdict, Verdict::Allowed);
        }
        prop_assert_eq!(before.reasons.is_empty(), before.verdict == Verdict::Allowed);
    }

    #[test]
    fn a_key_has_one_effect_until_it_is_forgotten(
        profile in any_profile(),
        times in prop::collection::vec((0_i64..100_000_000, 0..3_u8), 1..20),
    ) {
        let claim = |of: u8| Claim { key: "k".into(), slot: "s".into(), fingerprint: of.to_string() };
        let response = Response { status: 200, headers: std::collections::BTreeMap::new(), body: "done".into() };
        let mut times = times;
        times.sort_unstable();
        let (mut record, mut effects, mut begun) = (None, 0, 0);
        for (millis, of) in times {
            let now = Instant::from_millis(1_700_000_000_000 + millis).unwrap();
            match judge(profile, record.as_ref(), &claim(of), &now) {
                Judgement::Proceed { record: next } => {
                    prop_assert!(effects == 0 || millis - begun >= 86_400_000);
                    (effects, begun) = (effects + 1, millis);
                    record = finish(profile, next, response.clone());
                }
                Judgement::Replay { response: replayed } => {
                    prop_assert_eq!(&replayed, &response);
                    prop_assert_eq!(&record.as_ref().unwrap().fingerprint, &of.to_string());
                }
                Judgement::Mismatch { issues: [issue], .. } => {
                    prop_assert_eq!(issue.code().name(), "idempotency_key_mismatch");
                    prop_assert_ne!(&record.as_ref().unwrap().fingerprint, &of.to_string());
                }
                Judgement::Locked { .. } | Judgement::Recover { .. } => {
                    prop_assert!(false, "nothing runs here");
                }
            }
        }
        prop_assert!(effects > 0);
    }
}

/// White space moves no finding before another one.
#[test]
fn findings_stand_in_one_order_however_a_document_is_spelt() {
    let spelt = |space: &str| {
        let member = |name: &str, value: &str| format!("\"{name}\":{space}\"{value}\"");
        let members = [
            member("paymentLinkId", "x"),
            member("url", "https://pay.example.com/x"),
            member("status", "ACTIVE"),
            member("createdAt", "yesterday"),
            // The next name is guessed, and the guess is right.
            member("completedAt", "2024-01-15T10:00:00Z"),
            member("createdAt", "today"),
            member("updatedAt", "2024-01-15T10:00:00Z"),
        ];
        format!("{{{}}}", members.join(","))
    };
    let found = |text: String| read(text.as_bytes(), &options(Format::Connect)).issues().to_vec();
    let codes: Vec<_> = found(spelt("")).iter().map(|issue| issue.code().name()).collect();
    assert_eq!(codes, ["instant_malformed", "member_duplicate", "instant_malformed"]);
    let unplaced = |issues: Vec<paylink::finding::Issue>| -> Vec<_> {
        issues.iter().map(|issue| (issue.pointer().to_owned(), issue.message())).collect()
    };
    assert_eq!(unplaced(found(spelt(""))), unplaced(found(spelt(" "))));
}
