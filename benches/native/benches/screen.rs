//! Ten thousand links from bytes to verdicts, natively, beside `serde_json` with derived types.

use std::hint::black_box;

use chrono::DateTime;
use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion, Throughput};
use paylink::api::{ReadOptions, read_list};
use paylink::deciding::decision::Clock;
use paylink::links::batch::{BatchOptions, LinkBatch};
use paylink::model::Format;
use paylink::model::{Amount, Currency, Instant, Url};
use serde::Deserialize;
use serde_json::value::RawValue;

const LINKS: usize = 10_000;
const NOW: i64 = 1_750_000_000_000;

#[derive(Deserialize)]
struct ConnectList<'a> {
    #[serde(borrow)]
    items: Vec<ConnectLink<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ConnectLink<'a> {
    payment_link_id: &'a str,
    url: &'a str,
    status: &'a str,
    #[serde(default)]
    expires_at: Option<&'a str>,
    #[serde(default)]
    completed_at: Option<&'a str>,
    created_at: &'a str,
    updated_at: &'a str,
    #[serde(borrow, default)]
    #[expect(dead_code, reason = "read, as everybody reads it")]
    metadata: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct TxnList<'a> {
    #[serde(borrow)]
    data: Vec<TxnLink<'a>>,
    #[serde(borrow)]
    included: Vec<TxnChild<'a>>,
}

#[derive(Deserialize)]
struct TxnLink<'a> {
    id: &'a str,
    #[serde(borrow)]
    attributes: TxnAttributes<'a>,
    #[serde(borrow)]
    relationships: TxnRelationships<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TxnAttributes<'a> {
    amount: &'a str,
    currency: &'a str,
    #[serde(default)]
    account_currency: Option<&'a str>,
    hosted_page_url: &'a str,
    status: &'a str,
    expires_at: &'a str,
    created_at: &'a str,
}

#[derive(Deserialize)]
struct TxnRelationships<'a> {
    #[serde(borrow)]
    target: TxnTarget<'a>,
}

#[derive(Deserialize)]
struct TxnTarget<'a> {
    #[serde(borrow)]
    data: Option<TxnIdentity<'a>>,
}

#[derive(Deserialize)]
struct TxnIdentity<'a> {
    id: &'a str,
}

#[derive(Deserialize)]
struct TxnChild<'a> {
    id: &'a str,
    #[serde(borrow)]
    attributes: TxnChildAttributes<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TxnChildAttributes<'a> {
    status: &'a str,
    amount_billed: &'a str,
    billed_currency: &'a str,
    expires_at: &'a str,
    created_at: &'a str,
}

/// What is open and not yet past its time may be closed.
fn verdict(is_open: bool, expires: Option<i64>) -> u8 {
    u8::from(is_open && expires.is_none_or(|expires| NOW < expires))
}

fn millis(text: &str) -> Option<i64> {
    DateTime::parse_from_rfc3339(text).ok().map(|time| time.timestamp_millis())
}

fn connect_by_types(bytes: &[u8], checked: bool) -> Vec<u8> {
    let list: ConnectList<'_> = serde_json::from_slice(bytes).expect("a list");
    let one = |link: &ConnectLink<'_>| {
        let is_open = link.status == "ACTIVE";
        if !checked {
            return verdict(is_open, None);
        }
        let times = [Some(link.created_at), Some(link.updated_at), link.completed_at];
        let is_sound = !link.payment_link_id.is_empty()
            && Url::parse(link.url).is_ok()
            && times.into_iter().flatten().all(|time| millis(time).is_some());
        let expires = link.expires_at.map(|time| millis(time).unwrap_or(i64::MIN));
        if is_sound { verdict(is_open, expires) } else { u8::MAX }
    };
    list.items.iter().map(one).collect()
}

fn txn_by_types(bytes: &[u8], checked: bool) -> Vec<u8> {
    let list: TxnList<'_> = serde_json::from_slice(bytes).expect("a list");
    let children: std::collections::HashMap<&str, &TxnChild<'_>> =
        list.included.iter().map(|child| (child.id, child)).collect();
    let one = |link: &TxnLink<'_>| {
        let it = &link.attributes;
        let is_open = matches!(it.status, "created" | "pending");
        if !checked {
            return verdict(is_open, None);
        }
        let is_money = |amount: &str, currency: &str| {
            Amount::parse(amount).is_ok() && Currency::parse(currency).is_ok()
        };
        let child = link.relationships.target.data.as_ref().and_then(|id| children.get(id.id));
        let is_child_sound = child.is_none_or(|child| {
            let it = &child.attributes;
            !it.status.is_empty()
                && is_money(it.amount_billed, it.billed_currency)
                && [it.expires_at, it.created_at].into_iter().all(|time| millis(time).is_some())
        });
        let is_sound = !link.id.is_empty()
            && is_money(it.amount, it.currency)
            && it.account_currency.is_none_or(|currency| Currency::parse(currency).is_ok())
            && Url::parse(it.hosted_page_url).is_ok()
            && millis(it.created_at).is_some();
        let expires = millis(it.expires_at);
        if is_sound && is_child_sound { verdict(is_open, expires) } else { u8::MAX }
    };
    list.data.iter().map(one).collect()
}

/// The verdicts of a list, with or without checks of its values.
type ByTypes = fn(&[u8], bool) -> Vec<u8>;

fn by_batch(bytes: Vec<u8>, format: Format) -> LinkBatch {
    let read = ReadOptions { format: Some(format), max_bytes: usize::MAX };
    let clock = Instant::from_millis(NOW).map(|now| Clock { now, skew_ms: 5_000 });
    LinkBatch::read(bytes, BatchOptions { read, clock, page: None })
}

fn group<'c>(criterion: &'c mut Criterion, name: &str) -> BenchmarkGroup<'c, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Elements(LINKS as u64)).sample_size(40);
    group
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    // Derived types are there for two formats only.
    let contenders: [(Format, Vec<u8>, ByTypes); 2] = [
        (Format::Connect, paylink_bench::connect(LINKS), connect_by_types),
        (Format::Txn, paylink_bench::txn(LINKS), txn_by_types),
    ];
    for (format, bytes, by_types) in contenders {
        let mut group = group(&mut criterion, format.id());
        group.bench_function("paylink, bytes to verdicts", |bencher| {
            let input = || bytes.clone();
            bencher.iter_batched(input, |bytes| by_batch(bytes, format), BatchSize::LargeInput);
        });
        group.bench_function("serde_json, derived types, the same checks", |bencher| {
            bencher.iter(|| by_types(black_box(&bytes), true));
        });
        group.bench_function("serde_json, derived types, nothing checked", |bencher| {
            bencher.iter(|| by_types(black_box(&bytes), false));
        });
        group.bench_function("paylink, all as models", |bencher| {
            let options = ReadOptions { format: Some(format), max_bytes: usize::MAX };
            bencher.iter(|| read_list(black_box(&bytes), &options, None));
        });
        group.finish();
    }
    criterion.final_summary();
}
