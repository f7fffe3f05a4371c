//! Faults made in sound documents.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use crate::generate::{Made, amount, currency, flag, instant, junk, one_of, url};

const NO_URLS: [&str; 24] = [
    "example.com",
    "//example.com",
    "ftp://example.com",
    "javascript:alert(1)",
    "https://",
    "https:///path",
    "https://exa mple.com",
    "https://example.com/a b",
    "https://example.com/é",
    "https://example.com/%zz",
    "https://example.com/%4",
    "https://example.com:/",
    "https://a..b/",
    "https://.a/",
    "https://a../",
    "https://[::1/",
    "https://[1::2::3]/",
    "https://[v1.a]/",
    "https://example.com/#a#b",
    "https://example.com\\@evil.example/",
    "https://user:secret@example.com/",
    "https://token@example.com",
    "https://example.com/<script>",
    "https://example.com/\n",
];

const CHARS: [char; 26] = [
    '0', '1', '2', '3', '6', '9', '.', '-', '+', ':', '/', '?', '#', '@', '%', '[', ']', '_', 'T',
    'Z', 'a', 'x', ' ', '\n', 'é', '\\',
];

/// A value with a slip of the pen or two.
fn slip() -> Made {
    let sound = prop_oneof![instant(), url(), amount(), currency()];
    let slips = prop::collection::vec((any::<Index>(), 0..3_u8, select(&CHARS[..])), 1..3);
    (sound, slips)
        .prop_map(|(sound, slips)| {
            let mut chars: Vec<char> = sound.as_str().unwrap().chars().collect();
            for (at, how, char) in slips {
                let at = at.index(chars.len());
                match how {
                    0 => chars[at] = char,
                    1 => chars.insert(at, char),
                    _ => drop(chars.remove(at)),
                }
                if chars.is_empty() {
                    chars.push(char);
                }
            }
            Value::from(chars.into_iter().collect::<String>())
        })
        .boxed()
}

/// Values of every kind, most of them wrong wherever they are put.
fn misfit() -> Made {
    let malformed = one_of(&[
        "",
        " ",
        "nowhere",
        "\u{0}",
        "٣",
        "null",
        "2024-02-30T00:00:00Z",
        "2023-02-29T00:00:00Z",
        "2024-02-29T23:59:59Z",
        "1900-02-29T00:00:00Z",
        "2024-04-31T10:00:00Z",
        "2024-01-15",
        "2024-01-15 10:00:00Z",
        "2024-01-15T10:00:00",
        "2024-01-15T10:00Z",
        "2024-13-01T00:00:00Z",
        "2024-01-15T24:00:00Z",
        "2024-01-15T10:60:00Z",
        "2024-01-15T10:00:61Z",
        "1998-12-31T23:59:60Z",
        "1998-12-31T15:59:60.5-08:00",
        "1998-12-31T22:59:60Z",
        "2016-12-31T24:59:60+01:00",
        "2024-01-15T10:00:00+24:00",
        "2024-01-15T10:00:00+10:60",
        "2024-01-15T10:00:00.Z",
        "2024-01-15T10:00:00,5Z",
        "2024-01-15T10:00:00Z\n",
        "+2024-01-15T10:00:00Z",
        "20240115T100000Z",
        "-0",
        "-1",
        "+1",
        "1e3",
        ".5",
        "5.",
        "007",
        "00",
        "1,00",
        "1 ",
        "NaN",
        "1.2.3",
        "0.10",
        "E",
        "€UR",
        "E R",
        "ABCDEFGHIJKLM",
        "EUR\n",
        "invoices",
        "payouts",
        "paymentLinks",
        "payment_links",
        "Invoice",
        "invoice",
    ]);
    let numbers = select(vec![json!(-1), json!(-0.5), json!(0), json!(1.5), json!(7)]);
    let shapes = select(vec![
        json!([]),
        json!({}),
        json!([""]),
        json!(["EUR", 7]),
        json!([null]),
        json!([{}]),
        json!({ "type": "invoices", "id": "x" }),
        json!({ "type": "odd", "id": 7 }),
        json!({ "data": null }),
        json!({ "nextCursor": 7 }),
        json!({ "status": "x" }),
    ]);
    prop_oneof![
        6 => slip(),
        2 => Just(Value::Null),
        1 => flag(),
        1 => numbers,
        4 => malformed,
        2 => one_of(&NO_URLS),
        1 => url(),
        1 => instant(),
        1 => currency(),
        1 => amount(),
        2 => shapes,
        1 => junk(),
    ]
    .boxed()
}

/// One thing done to a document.
#[derive(Debug, Clone)]
enum Fault {
    Remove,
    Put(Value),
    /// A member more, or in another's place.
    Add(String, Value),
    /// What stands elsewhere in the document.
    Copy(Index),
}

/// None to three faults made in a sound document, whose members have some of these names.
pub(crate) fn spoilt(sound: Made, mut names: Vec<String>) -> Made {
    names.push("unheardOf".to_owned());
    let fault = prop_oneof![
        2 => Just(Fault::Remove),
        4 => misfit().prop_map(Fault::Put),
        1 => (select(names), misfit()).prop_map(|(name, value)| Fault::Add(name, value)),
        1 => any::<Index>().prop_map(Fault::Copy),
    ];
    let faults = prop::collection::vec((any::<Index>(), fault), 0..=3);
    (sound, faults)
        .prop_map(|(mut document, faults)| {
            for (place, fault) in faults {
                spoil(&mut document, place, fault);
            }
            document
        })
        .boxed()
}

fn spoil(document: &mut Value, place: Index, fault: Fault) {
    let mut places = Vec::new();
    walk(document, &mut String::new(), &mut places);
    let at = place.get(&places).clone();
    match fault {
        Fault::Put(value) => *document.pointer_mut(&at).unwrap() = value,
        Fault::Copy(from) => {
            let from: &String = from.get(&places);
            let value = document.pointer(from).unwrap().clone();
            *document.pointer_mut(&at).unwrap() = value;
        }
        Fault::Remove => {
            let Some((parent, name)) = at.rsplit_once('/') else { return };
            match document.pointer_mut(parent).unwrap() {
                Value::Object(members) => drop(members.remove(&unescape(name))),
                Value::Array(values) => drop(values.remove(name.parse().unwrap())),
                _ => {}
            }
        }
        Fault::Add(name, value) => {
            if let Value::Object(members) = document.pointer_mut(&at).unwrap() {
                members.insert(name, value);
            }
        }
    }
}

fn unescape(name: &str) -> String {
    name.replace("~1", "/").replace("~0", "~")
}

fn walk(value: &Value, at: &mut String, places: &mut Vec<String>) {
    places.push(at.clone());
    let mut step = |name: &str, value: &Value| {
        let length = at.len();
        at.push('/');
        at.push_str(&name.replace('~', "~0").replace('/', "~1"));
        walk(value, at, places);
        at.truncate(length);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| step(name, value)),
        Value::Array(values) => {
            values.iter().enumerate().for_each(|(index, value)| step(&index.to_string(), value));
        }
        _ => {}
    }
}

/// Two resources with one type and id: no schema can say that there are none.
pub(crate) fn has_twins(document: &Value) -> bool {
    let Some(Value::Array(included)) = document.get("included") else { return false };
    let identity =
        |resource: &Value| Some((resource.get("type")?.clone(), resource.get("id")?.clone()));
    let found: Vec<_> = included.iter().filter_map(identity).collect();
    found.iter().enumerate().any(|(index, one)| found[..index].contains(one))
}

/// A URL whose host or port only a number's value or a list of names tells to be wrong.
pub(crate) fn has_mistakable_host(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.values().any(has_mistakable_host),
        Value::Array(values) => values.iter().any(has_mistakable_host),
        Value::String(text) => {
            let text = text.to_ascii_lowercase();
            let Some((_, rest)) = text.split_once("://") else { return false };
            let authority = rest.split(['/', '?', '#']).next().unwrap();
            let (host, port) = authority.rsplit_once(':').unwrap_or((authority, ""));
            let last = host.strip_suffix('.').unwrap_or(host).rsplit('.').next().unwrap();
            let numeric = last.bytes().all(|byte| byte.is_ascii_digit()) || last.starts_with("0x");
            let beyond = port.parse::<u64>().is_ok_and(|port| port > 65_535);
            beyond || numeric && host.parse::<std::net::Ipv4Addr>().is_err()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
