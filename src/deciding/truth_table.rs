//! The rules as data: what [`decide`] says of everything that a link of a format can be, and the
//! lifecycle drawn. Both are made of the functions that decide, so they cannot say otherwise.

#![deny(clippy::wildcard_enum_match_arm)]

use std::fmt::Write as _;

use serde::Serialize;

use super::decision::{Clock, Verdict, decide};
use super::lifecycle_rules::{Row, table};
use crate::finding::Code;
use crate::finding::closed_set::closed_set;
use crate::finding::source::Basis;
use crate::model::{Action, ChildState, ChildStatus, Format, Instant, Kind, LinkState, Status};

/// A word that no document knows, in place of all of them.
pub const UNKNOWN_WORD: &str = "PAUSED";

/// When the links of the table expire, if they do: milliseconds since 1970, 2025-06-18T12:00:00Z.
pub const EXPIRES_AT_MS: i64 = 1_750_248_000_000;

/// By how much the clock of the table may be off, in milliseconds.
pub const SKEW_MS: u64 = 300_000;

closed_set! {
    /// On which side of `expiresAt` the clock stands; every side that a decision can hinge on.
    pub enum ClockSide {
        /// The link has no time at which it expires.
        NoExpiry = "no_expiry",
        /// The last millisecond of which it is certain that the time has not come.
        Before = "before",
        /// The first of which it is not.
        WithinSkewBefore = "within_skew_before",
        /// That instant itself.
        AtExpiry = "at_expiry",
        /// The last millisecond of which it is not certain that the time has come.
        WithinSkewAfter = "within_skew_after",
        /// The first of which it is.
        After = "after",
    }
}

impl ClockSide {
    /// Where its clock stands, in milliseconds since 1970.
    pub const fn now_ms(self) -> i64 {
        let skew = SKEW_MS.cast_signed();
        match self {
            Self::NoExpiry | Self::AtExpiry => EXPIRES_AT_MS,
            Self::Before => EXPIRES_AT_MS - skew - 1,
            Self::WithinSkewBefore => EXPIRES_AT_MS - skew,
            Self::WithinSkewAfter => EXPIRES_AT_MS + skew,
            Self::After => EXPIRES_AT_MS + skew + 1,
        }
    }

    /// Whether its link expires at all.
    pub const fn expires(self) -> bool {
        match self {
            Self::NoExpiry => false,
            Self::Before
            | Self::WithinSkewBefore
            | Self::AtExpiry
            | Self::WithinSkewAfter
            | Self::After => true,
        }
    }
}

/// A child as a row of the table has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChildCase {
    /// Invoice or payout.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// The provider's word.
    pub raw_status: &'static str,
}

/// One row: a link, an action and a clock, and what is decided of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TruthRow {
    /// The link's status, in the provider's word.
    pub raw_status: &'static str,
    /// What is asked.
    pub action: Action,
    /// On which side of `expiresAt` the clock stands.
    pub clock: ClockSide,
    /// Whether an approval is recorded, in whatever word.
    pub approval: bool,
    /// The child, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub child: Option<ChildCase>,
    /// The call that would do it.
    pub call: Action,
    /// The answer in one word.
    pub verdict: Verdict,
    /// Whether to make the call.
    pub can_try: bool,
    /// Every reason's code.
    pub reasons: Vec<&'static str>,
    /// Where the link stands afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Status>,
    /// Every warning's code.
    pub warnings: Vec<&'static str>,
    /// Whose rule decided.
    pub basis: Basis,
    /// When the clock alone changes the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes_at: Option<Instant>,
}

/// Every status word of a format and one that it does not have × every action × every side of the
/// clock × an approval or none × no child, or one in any of the words that the format has for one.
pub fn truth_table(format: Format) -> Vec<TruthRow> {
    let Some(expires_at) = Instant::from_millis(EXPIRES_AT_MS) else { return Vec::new() };
    let words = Status::ALL.into_iter().filter_map(|status| format.word(status));
    let children = children(format);
    let mut rows = Vec::new();
    for raw_status in words.chain([UNKNOWN_WORD]) {
        for action in Action::ALL {
            for clock in ClockSide::ALL {
                for approval in [false, true] {
                    for child in &children {
                        let child_state = child.map(|child| {
                            format.child_state(child.kind, child.raw_status.to_owned())
                        });
                        let link = LinkState {
                            format,
                            id: None,
                            status: format.status(raw_status),
                            raw_status,
                            expires_at: clock.expires().then_some(&expires_at),
                            approval_status: approval.then_some(UNKNOWN_WORD),
                            child: child_state.as_ref(),
                        };
                        rows.extend(row(action, clock, link, raw_status, *child));
                    }
                }
            }
        }
    }
    rows
}

fn row(
    action: Action,
    clock: ClockSide,
    link: LinkState<'_>,
    raw_status: &'static str,
    child: Option<ChildCase>,
) -> Option<TruthRow> {
    let now = Instant::from_millis(clock.now_ms())?;
    let decision = decide(action, link, &Clock { now, skew_ms: SKEW_MS });
    Some(TruthRow {
        raw_status,
        action,
        clock,
        approval: link.approval_status.is_some(),
        child,
        call: decision.call,
        verdict: decision.verdict,
        can_try: decision.can_try,
        reasons: decision.reasons.iter().map(|reason| reason.code().name()).collect(),
        next: decision.next,
        warnings: decision.warnings.iter().map(|warning| warning.code().name()).collect(),
        basis: decision.source.basis,
        changes_at: decision.changes_at,
    })
}

/// No child, and every child whose word the format knows, and for each kind one that it does not.
fn children(format: Format) -> Vec<Option<ChildCase>> {
    let mut cases = vec![None];
    for kind in [Kind::Invoice, Kind::Payout] {
        let known = |status: &ChildStatus| {
            let state: ChildState = format.child_state(kind, status.name().to_owned());
            state.status() == *status && *status != ChildStatus::Unknown
        };
        let words = ChildStatus::ALL.into_iter().filter(known).map(ChildStatus::name);
        let case = |raw_status| Some(ChildCase { kind, raw_status });
        cases.extend(words.chain([UNKNOWN_WORD]).map(case));
    }
    cases
}

closed_set! {
    /// How a lifecycle is drawn.
    pub enum Drawing {
        /// A Mermaid state diagram.
        Mermaid = "mermaid",
        /// The language of Graphviz.
        Dot = "dot",
    }
}

impl Drawing {
    /// The drawing of that name: `mermaid`, `dot`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|drawing| drawing.name() == name)
    }
}

/// The lifecycle of a format as a diagram, in the provider's own words. What is assumed is drawn as
/// such: dashed, or said on the arrow where the language knows no dashes.
pub fn diagram(format: Format, drawing: Drawing) -> String {
    let rows = table(format);
    let moves: Vec<_> = rows
        .iter()
        .filter_map(|row| Some((format.word(row.from)?, format.word(row.to?)?, row)))
        .collect();
    match drawing {
        Drawing::Mermaid => mermaid(format, &moves),
        Drawing::Dot => dot(format, &moves),
    }
}

type Move<'r> = (&'static str, &'static str, &'r Row);

const fn label(basis: Basis) -> &'static str {
    match basis {
        Basis::Documented => "",
        Basis::Assumed => " (assumed)",
    }
}

fn ends(format: Format) -> impl Iterator<Item = &'static str> {
    Status::ALL
        .into_iter()
        .filter(|status| status.is_final())
        .filter_map(move |status| format.word(status))
}

fn mermaid(format: Format, moves: &[Move<'_>]) -> String {
    let mut out = String::from("stateDiagram-v2\n    direction LR\n");
    // Writing to a string cannot fail.
    let mut line = |text: std::fmt::Arguments<'_>| {
        let _ = writeln!(out, "    {text}");
    };
    if let Some(first) = format.word(Status::Open) {
        line(format_args!("[*] --> {first}"));
    }
    for (from, to, row) in moves {
        line(format_args!("{from} --> {to}: {}{}", row.event.name(), label(row.source.basis())));
    }
    for end in ends(format) {
        line(format_args!("{end} --> [*]"));
    }
    out
}

fn dot(format: Format, moves: &[Move<'_>]) -> String {
    let mut out = format!("digraph \"{format}\" {{\n");
    let mut line = |text: std::fmt::Arguments<'_>| {
        let _ = writeln!(out, "    {text}");
    };
    line(format_args!("rankdir=LR;"));
    line(format_args!("node [shape=box, style=rounded, fontname=\"sans-serif\"];"));
    line(format_args!("edge [fontname=\"sans-serif\", fontsize=11];"));
    for end in ends(format) {
        line(format_args!("\"{end}\" [peripheries=2];"));
    }
    for (from, to, row) in moves {
        let style = match row.source.basis() {
            Basis::Documented => "solid",
            Basis::Assumed => "dashed",
        };
        let source = format!("{}: {}", row.source.page().title, row.source.words());
        let tooltip = source.replace('\\', "\\\\").replace('"', "\\\"");
        line(format_args!(
            "\"{from}\" -> \"{to}\" [label=\"{}\", style={style}, tooltip=\"{tooltip}\"];",
            row.event.name()
        ));
    }
    out.push_str("}\n");
    out
}
