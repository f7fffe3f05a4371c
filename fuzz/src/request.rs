//! Calls that arrive: what the plans send is taken for what it is, and nothing unsound is.

use paylink::api::{check_request, claim, plan, plan_create, plan_list, profile};
use paylink::calling::plan::Plan;
use paylink::http::Request;
use paylink::model::Format;
use paylink::model::{Instant, LinkId};
use paylink::provider::Operation;
use paylink::provider::listing::{ListMember, Listing, ListingData};

use crate::dice::Dice;
use crate::providers::{self, profiles};

const SECRET: &str = "s3cr3t0123456789";

const MEDIA_TYPES: &[&str] = &[
    "application/json",
    "application/vnd.api+json",
    "application/x-www-form-urlencoded",
    "*/*;q=0",
    "text/html",
];

type Headers = Vec<(String, String)>;

pub fn hold(data: &[u8]) {
    let mut dice = Dice::new(data);
    match dice.roll(3) {
        0 => arrives_as_planned(&mut dice),
        1 => any_call(&mut dice),
        _ => any_listing(&mut dice),
    }
}

fn headers_of(plan: &Plan) -> Headers {
    let mut headers: Headers =
        plan.headers.0.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    let credential = match plan.credential.scheme {
        Some(scheme) => format!("{scheme} {SECRET}"),
        None => SECRET.to_owned(),
    };
    headers.push((plan.credential.header.to_owned(), credential));
    headers
}

fn planned(dice: &mut Dice<'_>, format: Format) -> Option<(Plan, Option<LinkId>)> {
    let id = LinkId::parse(&dice.raw_text(30)).ok();
    match dice.roll(4) {
        0 => Some((plan(format, Operation::Read, Some(id.as_ref()?)).ok()?, id)),
        1 => Some((plan(format, Operation::Close, Some(id.as_ref()?)).ok()?, id)),
        2 => Some((plan(format, Operation::List, None).ok()?, None)),
        _ => {
            // Without bytes it is sound.
            let is_sound = dice.once_in(2);
            let body = if is_sound { Dice::new(&[]).create(format) } else { dice.create(format) };
            let key = dice.once_in(2).then(|| dice.raw_text(40));
            let plan = plan_create(format, body.as_bytes(), key.as_deref());
            assert!(!is_sound || key.is_some() || plan.is_ok(), "{body}");
            let plan = plan.ok()?;
            let profile = providers::of(format).info.idempotency.filter(|_| key.is_some());
            assert_eq!(plan.profile, profile.map(|it| it.id));
            let sent = plan.headers.0.iter().find(|(name, _)| name.contains("idempotency"));
            assert_eq!(sent.map(|(name, _)| *name), profile.map(|it| it.header));
            Some((plan, None))
        }
    }
}

/// What is planned is checked as what it is; with one thing wrong it is refused.
fn arrives_as_planned(dice: &mut Dice<'_>) {
    let format = dice.format();
    let Some((plan, id)) = planned(dice, format) else { return };
    let mut headers = headers_of(&plan);
    let body = plan.body.clone().unwrap_or_default();
    let request = Request::new(plan.method, &plan.path, &headers, body.as_bytes());
    let (checked, _) = check_request(&request).expect("what is planned is sound");
    assert_eq!(check_request(&request).map(|(again, _)| again).as_ref(), Ok(&checked));
    assert_eq!((checked.format, checked.operation), (format, plan.operation));
    assert_eq!((&checked.id, &checked.listing), (&id, &plan.listing));
    assert_eq!(checked.idempotency.is_some(), plan.profile.is_some());
    assert!(plan.path.is_ascii() && !plan.path.split('/').any(|step| matches!(step, "." | "..")));
    let (mut method, mut path, mut bytes) = (plan.method, plan.path.clone(), body.into_bytes());
    let place = dice.roll(headers.len());
    match dice.roll(6) {
        0 => headers.retain(|(name, _)| name != plan.credential.header),
        1 => headers[place].1.push_str("\r\nx: y"),
        2 => method = dice.one_of(&["PUT", "DELETE", "get", ""]),
        3 => {
            let call = format.call(plan.operation).expect("it was planned");
            let step = call.path.split('/').nth(1).unwrap_or_default();
            let (upper, first) = (step.to_ascii_uppercase(), step.as_bytes()[0]);
            let escaped = format!("%{first:02x}{}", &step[1..]);
            path = path.replacen(step, dice.one_of(&["", &upper, &escaped]), 1);
        }
        4 => headers.push(("bad name".to_owned(), "x".to_owned())),
        // Neither JSON without twins nor a form.
        _ => bytes = dice.one_of(&["{", "%", "a=%zz", "{\"a\":1,\"a\":2}"]).as_bytes().to_vec(),
    }
    let request = Request::new(method, &path, &headers, &bytes);
    assert!(check_request(&request).is_err(), "{method} {path} {headers:?} {bytes:?}");
}

/// Any call is judged; what is taken is a call of the format, and what is not never tells a secret.
fn any_call(dice: &mut Dice<'_>) {
    let method = dice.one_of(&["GET", "POST", "DELETE", "get", ""]);
    let mut paths = vec!["/", ""];
    let mut names = vec!["content-type", "accept"];
    for it in providers::all() {
        paths.extend(it.info.calls.iter().map(|call| call.path));
        names.push(it.info.credential.header);
        names.extend(it.info.idempotency.map(|profile| profile.header));
    }
    names.sort_unstable();
    names.dedup();
    let mut path = dice.one_of(&paths).replace("{id}", "a");
    path.push_str(&dice.raw_text(30));
    let mut headers = Headers::new();
    for name in names {
        let value = match dice.roll(7) {
            0 | 1 => continue,
            2 => dice.raw_text(30),
            3 => format!("Bearer {SECRET}"),
            4 => format!("Basic {SECRET}"),
            5 => dice.one_of(MEDIA_TYPES).to_owned(),
            _ => SECRET.to_owned(),
        };
        headers.push((name.to_owned(), value));
    }
    let format = dice.format();
    let body = match dice.roll(4) {
        0 => Vec::new(),
        1 => b"{}".to_vec(),
        2 => dice.document(format).into_bytes(),
        _ => dice.bytes(60).to_vec(),
    };
    let request = Request::new(method, &path, &headers, &body);
    let answer = check_request(&request);
    assert_eq!(answer, check_request(&request), "the same again");
    for id in profiles() {
        let profile = profile(id).expect("a profile");
        assert_eq!(claim(profile, &request), claim(profile, &request), "the same again");
    }
    match answer {
        Ok((checked, _)) => {
            let call = checked.format.call(checked.operation).expect("a call that it has");
            assert_eq!(call.method, method);
            let header = providers::of(checked.format).info.credential.header;
            assert!(headers.iter().any(|(name, value)| name == header && !value.trim().is_empty()));
            let breaks = |char: char| char.is_control() && char != '\t';
            assert!(!headers.iter().any(|(_, value)| value.contains(breaks)));
            assert_eq!(checked.id.is_some(), call.path.contains("{id}"));
            if let Some(id) = &checked.id {
                let again =
                    plan(checked.format, checked.operation, Some(id)).expect("a path has it");
                let headers = headers_of(&again);
                let request = Request::new(again.method, &again.path, &headers, b"");
                let (again, _) = check_request(&request).expect("what is planned is sound");
                assert_eq!(again.id, checked.id);
            }
        }
        Err(refused) => {
            assert!(!refused.issues.is_empty() && (400..500).contains(&refused.status()));
            let told = serde_json::to_string(&refused).expect("plain data");
            let is_in_path =
                path.contains(SECRET) || String::from_utf8_lossy(&body).contains(SECRET);
            let is_credential =
                |name: &str| providers::all().any(|it| it.info.credential.header == name);
            let is_key =
                headers.iter().any(|(name, value)| !is_credential(name) && value.contains(SECRET));
            assert!(is_in_path || is_key || !told.contains(SECRET), "{told}");
        }
    }
}

/// A list is asked for what it was asked for, and nothing else.
fn any_listing(dice: &mut Dice<'_>) {
    let format = dice.format();
    let mut asked = ListingData::default();
    let members = [
        ListMember::Cursor,
        ListMember::Limit,
        ListMember::Reference,
        ListMember::CreatedFrom,
        ListMember::CreatedTo,
        ListMember::Order,
    ];
    for member in members {
        let value = match dice.roll(6) {
            0 | 1 => continue,
            2 => dice.one_of(&["1", "25", "100", "101", "0", "01"]).to_owned(),
            3 => dice.instant(),
            4 => dice.one_of(&["oldest_first", "newest_first", "asc", ""]).to_owned(),
            _ => dice.raw_text(20),
        };
        asked = asked.with(member, value);
    }
    let listing = Listing::of(format, &asked);
    let plan = plan_list(format, &asked);
    let has_lists = format.call(Operation::List).is_some();
    assert_eq!(plan.is_ok(), listing.is_ok() && has_lists);
    let (Ok(plan), Ok(listing)) = (plan, listing) else { return };
    let headers = headers_of(&plan);
    let request = Request::new(plan.method, &plan.path, &headers, b"");
    let (checked, _) = check_request(&request).expect("what is planned is sound");
    let sent = checked.listing.expect("a list is asked for");
    assert_eq!((sent.reference(), sent.order()), (listing.reference(), listing.order()));
    // Where a query has whole seconds, with years of four digits, none is lost, and none is let through that was not asked for.
    let (from, to) = (sent.created_from(), sent.created_to());
    let is_readable =
        |at: &Instant| (-62_167_219_200_000..=253_402_300_799_000).contains(&at.millis());
    let is_within = |early: Option<&Instant>, late: Option<&Instant>| {
        let is_in_years = early.is_none_or(is_readable) && late.is_none_or(is_readable);
        let last = early.map(|early| early.plus_millis(1_000));
        early.is_some() == late.is_some()
            && (!is_in_years || (early <= late && late <= last.as_ref()))
    };
    assert!(is_within(listing.created_from(), from), "{listing:?} {sent:?}");
    assert!(is_within(to, listing.created_to()), "{listing:?} {sent:?}");
    assert!(listing.cursor().is_none() || listing.cursor() == sent.cursor());
    assert!(listing.limit().is_none() || listing.limit() == sent.limit());
}
