//! Sound documents of every format, and values that stand in them.

use paylink::provider::schemas::SchemaOf;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::providers;
use crate::providers::dice::Dice;

pub(crate) type Made = BoxedStrategy<Value>;

/// Sound documents, made from the schema that describes them.
pub(crate) fn documents(of: SchemaOf) -> Made {
    let format = match of {
        SchemaOf::Link(format) | SchemaOf::List(format) | SchemaOf::Create(format) => format,
        SchemaOf::Model => panic!("nobody sends the model"),
    };
    let sound = providers::of(format).sound(of);
    any::<u64>().prop_map(|seed| sound.document(&mut Dice(seed))).boxed()
}

pub(crate) fn one_of(values: &'static [&'static str]) -> Made {
    select(values).prop_map(Value::from).boxed()
}

pub(crate) fn instant() -> Made {
    let offset = "Z|z|[+-](0[0-9]|1[0-9]|2[0-3]):[0-5][0-9]";
    let date = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])";
    let time = "[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]";
    like(&format!("{date}{time}(\\.[0-9]{{1,12}})?({offset})"))
}

/// A text like that.
fn like(regex: &str) -> Made {
    proptest::string::string_regex(regex).unwrap().prop_map(Value::from).boxed()
}

const URLS: [&str; 9] = [
    "https://pay.example.com/x",
    "http://127.0.0.1:8080/?a=b&c=%20#d?e/f",
    "HTTPS://EXAMPLE.com",
    "http://[::1]:80/",
    "http://[::ffff:1.2.3.4]",
    "https://a_b.example.?q",
    "https://example.com:65535#@",
    "https://example.com:00080//a//@user",
    "hTTp://a1-b2.c3.example/a;b=c,(d)!$&'*+~",
];

pub(crate) fn url() -> Made {
    one_of(&URLS)
}

pub(crate) fn amount() -> Made {
    like("(0|[1-9][0-9]{0,20})(\\.[0-9]{1,12})?")
}

pub(crate) fn currency() -> Made {
    like("[A-Za-z0-9]{2,12}")
}

pub(crate) fn flag() -> Made {
    any::<bool>().prop_map(Value::from).boxed()
}

/// Anything. Numbers are written without an exponent, and zero without a minus.
pub(crate) fn junk() -> Made {
    let text = like("[a-zA-Z0-9 é😀\"\\\\/~\n]{0,6}");
    let numbers = select(vec![
        json!(0),
        json!(7),
        json!(1.5),
        json!(-1.5),
        json!(1_705_744_800),
        json!(253_402_300_800_u64),
        json!(12_345_678_901_234_567_890_u64),
    ]);
    let leaf = prop_oneof![Just(Value::Null), flag(), text, numbers, amount()];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec(("[a-zA-Z~/é]{0,4}", inner), 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
    .boxed()
}
