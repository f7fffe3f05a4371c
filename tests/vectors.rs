//! The vectors, natively and, as WebAssembly, in Node and in browsers.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

#[path = "common/mod.rs"]
mod common;

use paylink::api::lifecycle;
use paylink::finding::{Code, ErrorCode, NoteCode};
use paylink::model::Format;
use serde_json::{Value, json};

macro_rules! everywhere {
    ($(#[$doc:meta])* fn $name:ident() $body:block) => {
        $(#[$doc])*
        #[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
        #[cfg_attr(not(target_arch = "wasm32"), test)]
        fn $name() $body
    };
}

/// Compares with the file, or writes it, one row a line.
#[track_caller]
fn golden(file: &str, kept: &str, rows: &[Value]) {
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::var_os("PAYLINK_BLESS").is_some() {
        let lines: Vec<String> = rows.iter().map(Value::to_string).collect();
        let path = format!("{}/tests/vectors/{file}", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(path, format!("[\n{}\n]\n", lines.join(",\n"))).unwrap();
        return;
    }
    let kept: Vec<Value> = serde_json::from_str(kept).unwrap();
    for (kept, made) in kept.iter().zip(rows) {
        assert_eq!(kept, made, "{file}");
    }
    assert_eq!(kept.len(), rows.len(), "{file} has other rows");
    println!("{file}: {} rows agree", rows.len());
}

everywhere! {
    fn calls_answer_as_the_vectors_say() {
        let kept = include_str!("vectors/answers.json");
        let mut rows: Vec<Value> = serde_json::from_str(kept).unwrap();
        for row in &mut rows {
            let args = row["args"].as_array().unwrap();
            let answer = common::call(row["call"].as_str().unwrap(), args);
            row["answer"] = answer;
        }
        golden("answers.json", kept, &rows);
    }
}

const EXPIRES_AT: &str = "2025-06-18T12:00:00Z";

/// Compiled in, because the same tests run in WebAssembly, without files.
const TRUTH_TABLES: [&str; Format::ALL.len()] = [
    include_str!("../rules/connect/truth-table.json"),
    include_str!("../rules/txn/truth-table.json"),
    include_str!("../rules/stripe/truth-table.json"),
    include_str!("../rules/razorpay/truth-table.json"),
];

everywhere! {
    fn decide_agrees_with_the_truth_tables() {
        for kept in TRUTH_TABLES {
            let table: Value = serde_json::from_str(kept).unwrap();
            let columns: Vec<&str> =
                table["columns"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
            let rows = table["rows"].as_array().unwrap();
            for row in rows {
                let cell = |name: &str| &row[columns.iter().position(|column| *column == name).unwrap()];
                let has = |name: &str| cell("clock") != "no_expiry" || name != "expiresAt";
                let link = json!({
                    "format": table["format"], "rawStatus": cell("rawStatus"), "child": cell("child"),
                    "expiresAt": has("expiresAt").then_some(&table["expiresAt"]),
                    "approvalStatus": (*cell("approval") == true).then_some(&table["approvalStatus"]),
                });
                let now = &table["clocks"][cell("clock").as_str().unwrap()];
                let options = json!({ "now": now, "skewMs": table["skewMs"] });
                let decision = common::call("decide", &[cell("action").clone(), link, options]);
                for (name, cell) in columns.iter().zip(row.as_array().unwrap()).skip(5) {
                    let made = match &decision[*name] {
                        Value::Array(remarks) => {
                            remarks.iter().map(|remark| remark["code"].clone()).collect()
                        }
                        made => made.clone(),
                    };
                    assert_eq!(made, *cell, "{name} of {row}");
                }
            }
            println!("truth table of {}: {} rows agree", table["format"], rows.len());
        }
    }
}

everywhere! {
    fn lifecycles_are_the_kept_ones() {
        let rows: Vec<Value> = Format::ALL
            .iter()
            .flat_map(|format| {
                lifecycle(*format).into_iter().map(move |row| {
                    let mut row = serde_json::to_value(row).unwrap();
                    row["format"] = json!(format);
                    row
                })
            })
            .collect();
        golden("lifecycles.json", include_str!("vectors/lifecycles.json"), &rows);
    }
}

everywhere! {
    fn codes_and_messages_are_the_kept_ones() {
        let errors = ErrorCode::ALL.iter().map(|code| {
            json!({
                "code": code.name(), "severity": ErrorCode::SEVERITY, "status": code.status(),
                "message": code.template(),
            })
        });
        let notes = NoteCode::ALL.iter().map(|code| {
            json!({
                "code": code.name(), "severity": NoteCode::SEVERITY, "message": code.template(),
            })
        });
        let rows: Vec<Value> = errors.chain(notes).collect();
        golden("issues.json", include_str!("vectors/issues.json"), &rows);
    }
}

everywhere! {
    /// The table that providers' documents and the decisions about their silence come down to,
    /// written a second time by hand.
    fn closing_is_decided_as_the_eligibility_table_says() {
        let table = [
            ("connect", "ACTIVE", "allowed", "uncertain"),
            ("connect", "COMPLETED", "refused", "refused"),
            ("connect", "EXPIRED", "refused", "refused"),
            ("connect", "CANCELLED", "already_done", "already_done"),
            ("connect", "PAUSED", "uncertain", "uncertain"),
            ("txn", "created", "allowed", "uncertain"),
            ("txn", "pending", "allowed", "uncertain"),
            ("txn", "completed", "refused", "refused"),
            ("txn", "expired", "already_done", "already_done"),
            ("txn", "paused", "uncertain", "uncertain"),
            ("stripe", "open", "allowed", "uncertain"),
            ("stripe", "complete", "refused", "refused"),
            ("stripe", "expired", "already_done", "already_done"),
            ("stripe", "paused", "uncertain", "uncertain"),
            ("razorpay", "created", "allowed", "uncertain"),
            ("razorpay", "partially_paid", "refused", "refused"),
            ("razorpay", "paid", "refused", "refused"),
            ("razorpay", "expired", "refused", "refused"),
            ("razorpay", "cancelled", "already_done", "already_done"),
            ("razorpay", "paused", "uncertain", "uncertain"),
        ];
        for (format, word, before, after) in table {
            for (now, verdict) in
                [("2025-06-18T11:00:00Z", before), ("2025-06-18T13:00:00Z", after)]
            {
                let link = json!({ "format": format, "rawStatus": word, "expiresAt": EXPIRES_AT });
                let answer = common::call("decide", &[json!("close"), link, json!({ "now": now })]);
                assert_eq!(answer["verdict"], verdict, "{format} {word} at {now}");
                // An unknown word is never tried; what only the clock leaves open is.
                let known = !word.eq_ignore_ascii_case("paused");
                let can_try = verdict == "allowed" || (verdict == "uncertain" && known);
                assert_eq!(answer["canTry"], can_try, "{format} {word} at {now}");
            }
        }
    }
}
