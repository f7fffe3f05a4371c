//! Answers documents natively, one a line, for the runner beside it: the same lines that `host.js` answers
//! in WebAssembly and in JavaScript.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

#[path = "../common/mod.rs"]
mod common;

use std::io::{BufRead, BufWriter, Write, stdin, stdout};

use serde_json::{Value, json};

fn main() {
    let mut out = BufWriter::new(stdout().lock());
    for line in stdin().lock().lines() {
        let asked: Value = serde_json::from_str(&line.unwrap()).unwrap();
        writeln!(out, "{}", answered(&asked)).unwrap();
        out.flush().unwrap();
    }
}

/// What is answered of one document, and what follows of each link in it.
fn answered(asked: &Value) -> Value {
    let name = asked["call"].as_str().unwrap();
    let document = json!({ "$hex": asked["hex"] });
    if name == "codes" {
        return common::call(name, &[]);
    }
    if name == "validate" {
        return json!({ "answer": common::call(name, &[asked["kind"].clone(), document]) });
    }
    let answer = common::call(name, &[document.clone(), asked["options"].clone()]);
    let usable = |answer: &Value| match &answer["value"] {
        Value::Null => answer["link"].clone(),
        value => value.clone(),
    };
    let links: Vec<Value> = match &answer["value"]["links"] {
        Value::Array(links) => links.iter().map(usable).collect(),
        _ => vec![usable(&answer)],
    };
    let links: Vec<Value> = links.into_iter().filter(|link| !link.is_null()).collect();
    let write = |link: &Value| common::call("write", std::slice::from_ref(link));
    let decide = |link: &Value| common::call("decideAll", &[link.clone(), asked["clock"].clone()]);
    json!({
        "detected": common::call("detect", &[document]),
        "written": links.iter().map(write).collect::<Vec<_>>(),
        "decided": links.iter().map(decide).collect::<Vec<_>>(),
        "answer": answer,
    })
}
