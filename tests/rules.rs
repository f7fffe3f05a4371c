//! The rules as files: `rules/` is made of the core, by `make bless`, and compared with it here.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use paylink::api::{diagram, formats, lifecycle, truth_table};
use paylink::deciding::truth_table::{
    ChildCase, ClockSide, Drawing, EXPIRES_AT_MS, SKEW_MS, TruthRow, UNKNOWN_WORD,
};
use paylink::finding::Code;
use paylink::finding::Warning;
use paylink::finding::source::Page;
use paylink::model::{Format, Instant, Status};
use paylink::provider::listing::Pages;
use serde_json::{Value, json};

#[track_caller]
/// A page as Markdown.
fn linked(page: &Page) -> String {
    format!("[{}]({})", page.title, page.url)
}

fn kept(file: &str, made: &str) {
    let path = format!("{}/rules/{file}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("PAYLINK_BLESS").is_some() {
        fs::create_dir_all(std::path::Path::new(&path).parent().unwrap()).unwrap();
        fs::write(path, made).unwrap();
    } else {
        assert_eq!(fs::read_to_string(path).unwrap(), made, "rules/{file}");
    }
}

const COLUMNS: [&str; 13] = [
    "rawStatus",
    "action",
    "clock",
    "approval",
    "child",
    "call",
    "verdict",
    "canTry",
    "reasons",
    "next",
    "warnings",
    "basis",
    "changesAt",
];

#[test]
fn truth_tables_are_the_kept_ones() {
    for format in Format::ALL {
        let rows: Vec<String> = truth_table(*format)
            .iter()
            .map(|row| {
                let row = json!(row);
                let cells = COLUMNS.iter().map(|column| row.get(column).unwrap_or(&Value::Null));
                json!(cells.collect::<Vec<_>>()).to_string()
            })
            .collect();
        let clocks: BTreeMap<_, _> = ClockSide::ALL
            .into_iter()
            .map(|side| (side.name(), Instant::from_millis(side.now_ms()).unwrap()))
            .collect();
        let head = json!({
            "format": format, "columns": COLUMNS, "expiresAt": Instant::from_millis(EXPIRES_AT_MS).unwrap(),
            "skewMs": SKEW_MS, "approvalStatus": UNKNOWN_WORD, "clocks": clocks,
        });
        let head = head.to_string();
        let head = head.strip_suffix('}').unwrap();
        kept(
            &format!("{format}/truth-table.json"),
            &format!("{head},\"rows\":[\n{}\n]}}\n", rows.join(",\n")),
        );
    }
}

#[test]
fn diagrams_are_the_kept_ones() {
    for format in Format::ALL {
        kept(&format!("{format}/lifecycle.mmd"), &diagram(*format, Drawing::Mermaid));
        kept(&format!("{format}/lifecycle.dot"), &diagram(*format, Drawing::Dot));
    }
}

#[test]
fn rules_for_people_are_the_kept_ones() {
    for format in Format::ALL {
        kept(&format!("{format}/README.md"), &page(*format));
    }
}

fn basis(row: &TruthRow) -> String {
    format!("[{}]({})", json!(row.source.basis).as_str().unwrap(), row.source.source.page.url)
}

/// The same for people: what does not matter is left out, and that it does not matter is checked.
fn page(format: Format) -> String {
    let info = formats().into_iter().find(|info| info.id == format).unwrap();
    let mut out = format!(
        "# {}\n\nMade of the core by `make bless`. `{UNKNOWN_WORD}` stands for any word that no document knows.\n\n\
         ## Lifecycle\n\n```mermaid\n{}```\n\n",
        info.name,
        diagram(format, Drawing::Mermaid),
    );
    let mut line = |text: String| writeln!(out, "{text}").unwrap();

    line("| from | event | to | basis | source |\n|---|---|---|---|---|".into());
    for row in lifecycle(format) {
        let word =
            |status: Status| format.word(status).map_or_else(|| UNKNOWN_WORD.into(), str::to_owned);
        let offer = json!(row.offer);
        line(format!(
            "| `{}` | {} | {} | {} | {}: {} |",
            word(row.from),
            row.event.name(),
            row.to.map_or_else(
                || format!("— ({})", offer.as_str().unwrap()),
                |to| format!("`{}`", word(to)),
            ),
            json!(row.source.basis()).as_str().unwrap(),
            linked(row.source.page()),
            row.source.words().replace('|', "\\|"),
        ));
    }

    line(format!(
        "\n## Decisions\n\nThe clock may be off by {} minutes here; `expiresAt` is noon. A link without a child and \
         without an approval; those only add warnings, below.\n",
        SKEW_MS / 60_000
    ));
    let rows = truth_table(format);
    line("| status | action | clock | verdict | try it | reasons | next | basis |\n|---|---|---|---|---|---|---|---|".into());
    for ((status, action), sides) in grouped(&rows) {
        for (clocks, row) in sides {
            let or_dash = |list: &[&str]| {
                if list.is_empty() { "—".to_owned() } else { list.join(", ") }
            };
            line(format!(
                "| `{status}` | {action} | {} | **{}** | {} | {} | {} | {} |",
                if clocks.len() == ClockSide::ALL.len() {
                    "any".into()
                } else {
                    clocks
                        .iter()
                        .map(|side| side.name().replace('_', " "))
                        .collect::<Vec<_>>()
                        .join(", ")
                },
                row.verdict.name(),
                if row.can_try { "yes" } else { "no" },
                or_dash(&row.reasons),
                row.next
                    .map_or_else(|| "—".into(), |next| format!("`{}`", format.word(next).unwrap())),
                basis(row),
            ));
        }
    }

    let listing = info.listing;
    line(format!(
        "\n## Lists\n\nBy default a page has {}; at most {} links can be requested.\n\n\
         | asked for | in the query | basis | source |\n|---|---|---|---|\n| the next page | by {} | {} | {}: {} |",
        listing.usual.map_or_else(
            || "a number of links that the provider chooses".into(),
            |usual| format!("{usual} links")
        ),
        listing.largest,
        match listing.pages {
            Pages::ByCursor => "the cursor that this one has",
            Pages::ByNumber => "its number",
            Pages::ByLastId => "the id of the last link of this one",
            Pages::ByOffset => "the number of links before it",
            Pages::None => "nothing: the provider has no lists",
        },
        json!(listing.source.basis()).as_str().unwrap(),
        linked(listing.source.page()),
        listing.source.words(),
    ));
    for parameter in listing.parameters {
        let beside = parameter
            .beside
            .map(|beside| format!(", beside `{}={}`", beside.parameter, beside.value));
        line(format!(
            "| `{}` | `{}`{} | {} | {}: {} |",
            parameter.member.name(),
            parameter.parameter,
            beside.unwrap_or_default(),
            json!(parameter.source.basis()).as_str().unwrap(),
            linked(parameter.source.page()),
            parameter.source.words(),
        ));
    }

    line("\n## Warnings\n\nGiven with every decision that may be tried.\n\n| warning | given when |\n|---|---|".into());
    for warning in Warning::ALL {
        line(format!("| `{}` | {} |", warning.name(), when(*warning, &rows)));
    }
    out
}

type Sides<'r> = Vec<(Vec<ClockSide>, &'r TruthRow)>;

/// Rows without child and approval, sides of the clock with the same answer together.
fn grouped(rows: &[TruthRow]) -> Vec<((&'static str, &'static str), Sides<'_>)> {
    let essence = |row: &TruthRow| {
        (row.verdict, row.can_try, row.reasons.clone(), row.next, row.source, row.call)
    };
    let mut groups: Vec<((&str, &str), Sides<'_>)> = Vec::new();
    for row in rows.iter().filter(|row| row.child.is_none() && !row.approval) {
        let alike = rows.iter().filter(|other| {
            (other.raw_status, other.action, other.clock) == (row.raw_status, row.action, row.clock)
        });
        alike.for_each(|other| assert_eq!(essence(row), essence(other), "more than warnings"));
        let key = (row.raw_status, row.action.name());
        if groups.last().is_none_or(|(known, _)| *known != key) {
            groups.push((key, Vec::new()));
        }
        let (_, sides) = groups.last_mut().unwrap();
        match sides.iter_mut().find(|(_, known)| essence(known) == essence(row)) {
            Some((clocks, _)) => clocks.push(row.clock),
            None => sides.push((vec![row.clock], row)),
        }
    }
    groups
}

/// What the rows with a warning have in common, put to the proof.
fn when(warning: Warning, rows: &[TruthRow]) -> String {
    let tried = || rows.iter().filter(|row| row.can_try);
    let has = |row: &TruthRow| row.warnings.contains(&warning.name());
    if !tried().any(has) {
        return "never: this format has nothing of the kind".into();
    }
    match warning {
        Warning::PaymentInProgress => {
            let mut words: Vec<_> =
                tried().filter(|row| has(row)).map(|row| row.raw_status).collect();
            words.dedup();
            assert!(tried().all(|row| has(row) == words.contains(&row.raw_status)));
            format!("the status is `{}`", words.join("`, `"))
        }
        Warning::ApprovalPending => {
            assert!(tried().all(|row| has(row) == row.approval));
            "an approval is recorded, in whatever word".into()
        }
        Warning::MoneyArrived | Warning::MoneySent | Warning::ChildLivesOn => {
            let mut children: Vec<ChildCase> = Vec::new();
            for row in tried().filter(|row| has(row)) {
                children.extend(row.child.filter(|child| !children.contains(child)));
            }
            assert!(tried().all(|row| {
                has(row) == row.child.is_some_and(|child| children.contains(&child))
            }));
            let shown = |child: &ChildCase| format!("{} `{}`", child.kind.name(), child.raw_status);
            format!(
                "there is a child, and it is: {}",
                children.iter().map(shown).collect::<Vec<_>>().join(", ")
            )
        }
    }
}
