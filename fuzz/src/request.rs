//! Calls that arrive: what the plans send is taken for what it is, and nothing unsound is.

use paylink::api::{check_request, claim, formats, plan, plan_create, plan_list, profile};
use paylink::calling::plan::Plan;
use paylink::http::Request;
use paylink::model::LinkId;
use paylink::model::Format;
use paylink::provider::Operation;
use paylink::provider::listing::{ListMember, Listing, ListingData};

use crate::dice::Dice;

const SECRET: &str = "s3cr3t0123456789";

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
            let body = match format {
                Format::Connect => format!(r#"{{"orderId":"o","metadata":{}}}"#, dice.junk(2)),
                Format::Txn => format!(
                    r#"{{"data":{{"type":"payment_links","attributes":{{"amount":"100","currency":"EUR",
                    "paymentType":"Invoice","expires_at":"{}"}}}}}}"#,
                    dice.instant()
                ),
            };
            let key = dice.once_in(2).then(|| dice.raw_text(40));
            let plan = plan_create(format, body.as_bytes(), key.as_deref()).ok()?;
            let is_sent = format == Format::Connect && key.is_some();
            assert_eq!(
                plan.headers.0.iter().any(|(name, _)| *name == "x-idempotency-key"),
                is_sent
            );
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
        3 => path = path.replacen("payment", dice.one_of(&["", "Payment", "%70ayment"]), 1),
        4 => headers.push(("bad name".to_owned(), "x".to_owned())),
        _ => bytes = dice.one_of(&["[", "[]", "\u{0}", "{\"a\":1,\"a\":2}"]).as_bytes().to_vec(),
    }
    let request = Request::new(method, &path, &headers, &bytes);
    assert!(check_request(&request).is_err(), "{method} {path} {headers:?} {bytes:?}");
}

/// Any call is judged; what is taken is a call of the format, and what is not never tells a secret.
fn any_call(dice: &mut Dice<'_>) {
    let method = dice.one_of(&["GET", "POST", "DELETE", "get", ""]);
    let mut path = dice
        .one_of(&[
            "/payment-links",
            "/api/public/v1/payment_links",
            "/",
            "",
            "/payment-links/a/cancel",
        ])
        .to_owned();
    path.push_str(&dice.raw_text(30));
    let mut headers = Headers::new();
    for name in ["x-api-key", "authorization", "content-type", "accept", "x-idempotency-key"] {
        let value = match dice.roll(6) {
            0 | 1 => continue,
            2 => dice.raw_text(30),
            3 => format!("Bearer {SECRET}"),
            4 => dice
                .one_of(&["application/json", "application/vnd.api+json", "*/*;q=0", "text/html"])
                .to_owned(),
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
    for id in ["connect", "ietf"] {
        let profile = profile(id).expect("a profile");
        assert_eq!(claim(profile, &request), claim(profile, &request), "the same again");
    }
    match answer {
        Ok((checked, _)) => {
            let call = checked.format.call(checked.operation).expect("a call that it has");
            assert_eq!(call.method, method);
            let info =
                formats().into_iter().find(|info| info.id == checked.format).expect("it is known");
            let header = info.credential.header;
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
            let is_key = headers.iter().any(|(name, value)| {
                !matches!(name.as_str(), "x-api-key" | "authorization") && value.contains(SECRET)
            });
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
    assert_eq!(plan.is_ok(), listing.is_ok());
    let (Ok(plan), Ok(listing)) = (plan, listing) else { return };
    let headers = headers_of(&plan);
    let request = Request::new(plan.method, &plan.path, &headers, b"");
    let (checked, _) = check_request(&request).expect("what is planned is sound");
    assert_eq!(checked.listing, plan.listing);
    let sent = checked.listing.expect("a list is asked for");
    assert_eq!((sent.reference(), sent.order()), (listing.reference(), listing.order()));
    assert_eq!(
        (sent.created_from(), sent.created_to()),
        (listing.created_from(), listing.created_to())
    );
    assert!(listing.cursor().is_none() || listing.cursor() == sent.cursor());
    assert!(listing.limit().is_none() || listing.limit() == sent.limit());
}
