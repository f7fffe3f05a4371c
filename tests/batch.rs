//! A batch answers what one link after the other answers: each link, each verdict.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "common/cases.rs"]
mod cases;
#[path = "common/providers/mod.rs"]
mod providers;

use paylink::api::{Answer, ReadOptions, detect, read_list, read_page};
use paylink::deciding::decision::{Clock, Decision, decide_all};
use paylink::finding::NoteCode;
use paylink::links::batch::{BatchOptions, LinkBatch, PageOptions};
use paylink::model::{Action, Format, Instant, PaymentLink};
use paylink::provider::listing::ListingData;
use providers::dice::Dice;
use providers::{Next, Provider, escaped, with};
use serde_json::{Value, json};

/// Lists of fifty.
fn lists() -> u64 {
    cases::cases::<u64>(50_000) / 50
}

fn clock(text: &str, skew_ms: u64) -> Clock {
    Clock { now: Instant::parse(text).unwrap(), skew_ms }
}

fn batch_of(bytes: &[u8], format: Option<Format>) -> LinkBatch {
    let read = ReadOptions { format, ..ReadOptions::default() };
    let clock = Some(clock("2050-06-15T12:30:30.5Z", 1_000));
    LinkBatch::read(bytes.to_vec(), BatchOptions { read, clock, page: None })
}

/// Something is wrong with some of them.
fn spoilt(provider: &Provider, dice: &mut Dice, link: Value) -> Value {
    if !dice.chance(10) {
        return link;
    }
    let members = link.pointer(provider.members_at()).unwrap().as_object().unwrap();
    let names: Vec<_> = members.keys().collect();
    let name: &String = dice.one_of(&names);
    let at = format!("{}/{}", provider.members_at(), escaped(name));
    let value = dice.one_of(&["", "x", "2024-01-15", "7"]);
    with(&link, &at, if value == "7" { json!(7) } else { json!(value) })
}

/// A list of some links, some of them spoilt, that may have a next page.
fn generated(provider: &Provider, seed: u64) -> (String, usize) {
    let dice = &mut Dice(seed);
    let count = 1 + dice.roll(9);
    let links = (0..count).map(|_| {
        let link = provider.document(dice);
        spoilt(provider, dice, link)
    });
    let links: Vec<_> = links.collect();
    let next = dice.one_of(&[Next::Unsaid, Next::End, Next::At("2")]);
    (provider.page(&links, next).to_string(), count)
}

#[test]
fn a_page_goes_on_where_the_list_does() {
    for seed in 0..lists() {
        for provider in providers::all() {
            let (list, count) = generated(provider, seed);
            let asked = [None, Some(ListingData::default()), limited(count), limited(1)];
            for asked in asked {
                let options = providers::options(provider.format);
                let Answer::Accepted { value, notes, .. } =
                    read_page(list.as_bytes(), &options, asked.as_ref(), None)
                else {
                    panic!("{seed}: refused");
                };
                let page = Some(PageOptions { asked, walk: None });
                let options = BatchOptions { read: options, page, ..BatchOptions::default() };
                let batch = LinkBatch::read(list.clone().into_bytes(), options);
                let around = batch.around();
                assert_eq!(around.next_cursor, value.next_cursor.as_deref(), "{seed}");
                assert_eq!(around.walk, value.walk.as_deref(), "{seed}");
                assert_eq!(around.notes, notes, "{seed}");
                let mut odd = batch.odd().into_iter().peekable();
                // They are answers of the list, in its order.
                for link in &value.links {
                    odd.next_if_eq(link);
                }
                assert_eq!(odd.next(), None, "{seed}");
            }
        }
    }
}

fn limited(count: usize) -> Option<ListingData> {
    serde_json::from_value(json!({ "limit": count })).ok()
}

#[track_caller]
fn decides_alike(batch: &LinkBatch, links: &[Answer<PaymentLink>], clock: &Clock, seed: u64) {
    for (place, action) in Action::ALL.into_iter().enumerate() {
        let cells = links.iter().map(|link| {
            let decided = link.usable().map(|link| decide_all(link.state(), clock));
            decided.map_or((u8::MAX, 0), |decisions| {
                let Decision { verdict, reasons, .. } = &decisions[place];
                let bits = reasons.iter().map(|reason| 1 << reason.code() as u32);
                (*verdict as u8, bits.fold(0, |all, bit: u32| all | bit))
            })
        });
        let (verdicts, reasons): (Vec<_>, Vec<_>) = cells.unzip();
        assert_eq!(batch.verdicts(action), Some(&verdicts[..]), "{seed}: {action:?}");
        assert_eq!(batch.reasons(action), Some(&reasons[..]), "{seed}: {action:?}");
    }
}

#[test]
fn a_link_of_a_batch_is_the_link_of_its_list() {
    for provider in providers::all() {
        let format = provider.format;
        for seed in 0..lists() {
            let (bytes, _) = generated(provider, seed);
            let options = providers::options(format);
            // A single link whose type is spoilt is of no format.
            let is_given = seed % 2 == 0 || detect(bytes.as_bytes()).is_none();
            let batch = batch_of(bytes.as_bytes(), is_given.then_some(format));
            let Answer::Accepted { value: list, notes, .. } =
                read_list(bytes.as_bytes(), &options, None)
            else {
                panic!("{format} {seed}: the whole is refused");
            };
            assert_eq!(batch.len(), list.links.len(), "{format} {seed}");
            assert_eq!(batch.notes(), notes, "{format} {seed}");
            assert_eq!(batch.next_cursor(), list.next_cursor.as_deref(), "{format} {seed}");
            for (index, link) in list.links.iter().enumerate() {
                assert_eq!(
                    batch.at(index).as_ref(),
                    Some(link),
                    "{format} {seed}: {index}\n{bytes}"
                );
            }
            assert_eq!(batch.at(list.links.len()), None);
        }
    }
}

#[test]
fn what_is_decided_in_columns_is_what_is_decided_of_each() {
    for provider in providers::all() {
        let format = provider.format;
        for seed in 0..lists() / 4 {
            let (bytes, _) = generated(provider, seed);
            let options = providers::options(format);
            let mut batch = batch_of(bytes.as_bytes(), Some(format));
            let Answer::Accepted { value: list, .. } = read_list(bytes.as_bytes(), &options, None)
            else {
                panic!("{format} {seed}: the whole is refused");
            };
            // On each side of the time of one of them, to the last digit.
            let of = |link: &Answer<PaymentLink>| link.value()?.expires_at().cloned();
            let times: Vec<Instant> = list.links.iter().filter_map(of).collect();
            let time = times.first().cloned().unwrap_or(Instant::from_millis(0).unwrap());
            for (now, skew_ms) in [
                (time.clone(), 0),
                (time.plus_millis(1), 0),
                (time.minus_millis(1), 0),
                (time.minus_millis(1), 1),
                (time.plus_millis(5_001), 5_000),
                (time.minus_millis(5_000), 5_000),
                (Instant::from_millis(time.millis()).unwrap(), 0),
                (Instant::from_millis(time.millis() + 1).unwrap(), 1),
            ] {
                let clock = Clock { now, skew_ms };
                batch.decide_again(&clock);
                decides_alike(&batch, &list.links, &clock, seed);
            }
        }
    }
}

/// A leap second has the milliseconds of the second behind it, and comes before it all the same.
#[test]
fn a_leap_second_is_before_the_second_behind_it_in_columns_too() {
    let times = [
        "2016-12-31T23:59:59.900Z",
        "2016-12-31T23:59:60Z",
        "2016-12-31T23:59:60.500Z",
        "2017-01-01T00:00:00.200Z",
        "2017-01-01T00:00:00.500Z",
    ];
    let link = |time: &&str| {
        json!({
            "paymentLinkId": "x", "url": "https://pay.example.com/x", "status": "ACTIVE",
            "createdAt": "2016-12-31T23:59:60.400Z", "updatedAt": time, "expiresAt": time,
        })
    };
    let links: Vec<Value> = times.iter().map(link).collect();
    let bytes = json!({ "items": links }).to_string();
    let options = ReadOptions { format: Some(Format::Connect), ..ReadOptions::default() };
    let list = read_list(bytes.as_bytes(), &options, None);
    let links = &list.value().unwrap().links;
    let contradicts = |link: &Answer<PaymentLink>| {
        link.notes().iter().any(|note| note.code() == NoteCode::ExpiryContradicts)
    };
    let contradicting: Vec<bool> = links.iter().map(contradicts).collect();
    assert_eq!(contradicting, [true, true, false, false, false], "by the time of creation");
    let mut batch = batch_of(bytes.as_bytes(), Some(Format::Connect));
    for now in times {
        for skew_ms in [0, 1, 300, 1_000] {
            let clock = clock(now, skew_ms);
            batch.decide_again(&clock);
            decides_alike(&batch, links, &clock, skew_ms);
        }
    }
}
