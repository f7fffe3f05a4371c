//! The closed sets: what `codes()` tells of them, and the unions of the npm package, which `make bless` makes of them.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use paylink::api::{FormatInfo, codes, formats, lifecycle, messages, truth_table};
use paylink::closed_sets::about;
use paylink::model::Format;
use serde_json::{Value, json};

#[test]
fn every_set_has_words_and_none_twice() {
    let codes = codes();
    let names: BTreeSet<_> = codes.sets().map(|(name, _)| name).collect();
    assert_eq!(names.len(), codes.sets().count());
    for (name, words) in codes.sets() {
        assert!(!words.is_empty(), "{name}");
        assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), words.len(), "{name}");
    }
    assert!(codes.of("nothing").is_none());
}

#[test]
fn every_set_is_described_and_so_is_each_of_its_words_or_none() {
    for (about, (name, words)) in about().iter().zip(codes().sets()) {
        assert_eq!(about.set, name);
        assert!(!about.purpose.trim().is_empty(), "{name}");
        assert!([0, words.len()].contains(&about.meanings.len()), "{name}");
    }
}

/// Answers are made of the words of the sets, and of no others.
#[test]
fn answers_have_the_words_of_the_sets() {
    let codes = codes();
    let has = |set: &str, word: &Value| {
        let known = codes.of(set).unwrap();
        assert!(known.contains(&word.as_str().unwrap()), "{word} is no {set}");
    };
    let each = |set: &str, words: &Value| {
        words.as_array().unwrap().iter().for_each(|word| has(set, word));
    };
    for format in Format::ALL {
        has("formatId", &json!(format));
        for row in truth_table(*format) {
            let row = json!(row);
            has("action", &row["action"]);
            has("action", &row["call"]);
            has("clockSide", &row["clock"]);
            has("verdict", &row["verdict"]);
            has("basis", &row["basis"]);
            each("reasonCode", &row["reasons"]);
            each("warningCode", &row["warnings"]);
        }
        for row in lifecycle(*format) {
            let row = json!(row);
            has("status", &row["from"]);
            has("linkEvent", &row["event"]);
            has("offer", &row["offer"]);
        }
    }
    for info in formats() {
        let info = json!(info);
        for call in info["calls"].as_array().unwrap() {
            has("operation", &call["operation"]);
        }
        has("pages", &info["listing"]["pages"]);
        for parameter in info["listing"]["parameters"].as_array().unwrap() {
            has("listMember", &parameter["member"]);
        }
        info.get("signing").into_iter().for_each(|signing| {
            has("signatureForm", &signing["form"]);
            has("secretForm", &signing["secret"]);
        });
        info.get("idempotency").into_iter().for_each(|of| has("profileId", &of["id"]));
    }
}

#[test]
fn every_code_has_a_message() {
    let messages = json!(messages());
    let with_messages = ["issueCode", "noteCode", "reasonCode", "warningCode", "groundCode"];
    let codes = codes();
    let listed: BTreeSet<&str> =
        with_messages.iter().flat_map(|set| codes.of(set).unwrap().into_owned()).collect();
    let told: BTreeSet<&str> =
        messages["messages"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(listed, told);
}

#[test]
fn the_unions_of_the_npm_package_are_the_kept_ones() {
    let path = format!("{}/pkg/unions.d.ts", env!("CARGO_MANIFEST_DIR"));
    let made = unions();
    if std::env::var_os("PAYLINK_BLESS").is_some() {
        fs::write(&path, &made).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == made, "pkg/unions.d.ts is stale: `make bless` writes it");
}

fn unions() -> String {
    let mut out =
        "// Made of the core's tables by `make bless`: the closed sets as types.\n".to_owned();
    let mut index = String::new();
    for (about, (set, words)) in about().iter().zip(codes().sets()) {
        let name = pascal(set);
        let mut text = plain(about.purpose);
        if !about.meanings.is_empty() {
            text.push(String::new());
            for (word, meaning) in words.iter().zip(about.meanings) {
                text.push(format!("- `{word}`: {}", plain(meaning).join(" ")));
            }
        }
        write!(out, "\n{}", comment("", &text)).unwrap();
        out.push_str(&declared(&format!("export type {name} ="), "", &words));
        writeln!(index, "  /** {{@link {name}}} */\n  {set}: {name}[];").unwrap();
    }
    write!(
        out,
        "\n/** The words of each closed set, in the order of its table. */\nexport interface Codes {{\n{index}}}\n\
         \n/** What the documents of each format have in words of their own. */\nexport interface FormatWords {{\n"
    )
    .unwrap();
    for info in formats() {
        out.push_str(&words_of(&info));
    }
    out + "}\n"
}

/// The words of one format, as a member of `FormatWords`.
fn words_of(info: &FormatInfo) -> String {
    let words: Vec<_> = info.statuses.iter().map(|status| status.word).collect();
    let members: Vec<_> =
        info.listing.parameters.iter().map(|parameter| parameter.member.name()).collect();
    let mut out = format!("  /** {}. */\n  {}: {{\n", info.name, info.id);
    for (text, member, words) in [
        ("The call that closes a link.", "close", vec![info.close.name()]),
        ("The status words that its documents know.", "word", words),
        ("What can be asked of its lists.", "listing", members),
    ] {
        write!(out, "    /** {text} */\n{}", declared(&format!("    {member}:"), "    ", &words))
            .unwrap();
    }
    out + "  };\n"
}

/// A union as the formatter has it: in one line where it fits.
fn declared(begin: &str, indent: &str, words: &[&str]) -> String {
    let words: Vec<_> = words.iter().map(|word| format!("\"{word}\"")).collect();
    let line = format!("{begin} {};\n", words.join(" | "));
    if line.trim_end().chars().count() <= 100 {
        return line;
    }
    let rows = words.iter().map(|word| format!("\n{indent}  | {word}"));
    format!("{begin}{};\n", rows.collect::<String>())
}

/// Lines of a comment, without links to Rust's own items.
fn plain(doc: &str) -> Vec<String> {
    doc.lines().map(|line| line.trim().replace("[`", "`").replace("`]", "`")).collect()
}

fn comment(indent: &str, lines: &[String]) -> String {
    if let [line] = lines {
        let short = format!("{indent}/** {line} */\n");
        if short.chars().count() <= 120 {
            return short;
        }
    }
    let rows = lines.iter().map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n");
    format!("{indent}/**\n{}{indent} */\n", rows.collect::<String>())
}

fn pascal(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
