//! The rules as data: every decision [`decide`] can make for a format, and its lifecycle as a
//! diagram. Both are generated from the rules themselves.

#![deny(clippy::wildcard_enum_match_arm)]

use std::fmt::Write as _;

use serde::Serialize;

use super::decision::{Clock, Verdict, decide};
use super::lifecycle_rules::{Row, table};
use crate::finding::Code;
use crate::finding::closed_set::closed_set;
use crate::finding::source::{Basis, Cited};
use crate::model::{Action, ChildState, ChildStatus, Format, Instant, Kind, LinkState, Status};

/// An example of a status that no format documents.
pub const UNKNOWN_WORD: &str = "PAUSED";

/// When links in the table expire: milliseconds since 1970, 2025-06-18T12:00:00Z.
pub const EXPIRES_AT_MS: i64 = 1_750_248_000_000;

/// Skew of the table's clock in milliseconds.
pub const SKEW_MS: u64 = 300_000;

closed_set! {
    /// Position of the clock relative to `expiresAt`; every position where a decision can change.
    pub enum ClockSide {
        /// The link does not expire.
        NoExpiry = "no_expiry",
        /// The last millisecond at which the link has certainly not expired.
        Before = "before",
        /// The first millisecond at which it may have expired.
        WithinSkewBefore = "within_skew_before",
        /// Exactly `expiresAt`.
        AtExpiry = "at_expiry",
        /// The last millisecond at which it might not have expired yet.
        WithinSkewAfter = "within_skew_after",
        /// The first millisecond at which it has certainly expired.
        After = "after",
    }
}

impl ClockSide {
    /// The clock's time in milliseconds since 1970.
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

    /// Whether the link expires.
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

/// The child in a row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChildCase {
    /// Invoice or payout.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// The child's status as the provider spells it.
    pub raw_status: &'static str,
}

/// A row of the table: a link, an action and a clock, and the decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TruthRow {
    /// The link's status as the provider spells it.
    pub raw_status: &'static str,
    /// The requested action.
    pub action: Action,
    /// Position of the clock relative to `expiresAt`.
    pub clock: ClockSide,
    /// Whether the link has an approval status.
    pub approval: bool,
    /// The child, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub child: Option<ChildCase>,
    /// The call that performs the action.
    pub call: Action,
    /// The result.
    pub verdict: Verdict,
    /// Whether to make the call.
    pub can_try: bool,
    /// The codes of all reasons.
    pub reasons: Vec<&'static str>,
    /// The link's status afterwards, if it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Status>,
    /// The codes of all warnings.
    pub warnings: Vec<&'static str>,
    /// The source of the deciding rule.
    #[serde(flatten)]
    pub source: Cited,
    /// When the passing of time alone changes the decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes_at: Option<Instant>,
}

/// The table of a format: each status and an unknown one × each action × each clock position × an
/// approval or none × no child or one in each status.
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
                            expiry_unreadable: false,
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
        source: decision.source,
        changes_at: decision.changes_at,
    })
}

/// No child, and for each kind a child in each known status and in an unknown one.
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
    /// The language of a lifecycle diagram.
    pub enum Drawing {
        /// A Mermaid state diagram.
        Mermaid = "mermaid",
        /// Graphviz DOT.
        Dot = "dot",
    }
}

impl Drawing {
    /// The drawing with this name: `mermaid`, `dot`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|drawing| drawing.name() == name)
    }
}

/// A format's lifecycle as a diagram, with the provider's status words. Assumed transitions are
/// dashed in DOT and marked in their label in Mermaid.
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
