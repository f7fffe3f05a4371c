//! What is it? Names a payload before it is read: of which provider and kind, or what else it is.
//!
//! Each adapter says how it recognises its payloads ([`crate::provider`]). Here their answers are
//! compared, and what is not JSON is told apart by its first bytes.

use super::not_json;
pub use super::payload::{Classification, PayloadKind};
use crate::finding::catalogue::BETWEEN;
use crate::finding::{ErrorCode, Issue, Params};
use crate::model::Format;
use crate::provider::recognition::Recognised;
use crate::reading::fault_issue;
use crate::syntax::json::{Fault, Json, Kind, Outline, Scan};

impl Classification {
    fn of_recognised(found: Vec<(Format, Recognised)>) -> Self {
        let mut found = found.into_iter();
        let (format, recognised) = match (found.next(), found.next()) {
            (None, _) => return Self::of(PayloadKind::Json),
            (Some(_), Some(_)) => return Self::of(PayloadKind::Ambiguous),
            (Some(only), None) => only,
        };
        let (kind, event) = match recognised {
            Recognised::Link => (PayloadKind::Link, None),
            Recognised::List => (PayloadKind::List, None),
            Recognised::CreateRequest => (PayloadKind::CreateRequest, None),
            Recognised::Webhook { event } => (PayloadKind::Webhook, Some(event)),
            Recognised::Error => (PayloadKind::Error, None),
        };
        Self { format: Some(format), event, ..Self::of(kind) }
    }

    /// The same for JSON that is not one complete document.
    fn within(self, kind: PayloadKind) -> Self {
        Self { seems: Some(self.kind), kind, ..self }
    }
}

/// Names a payload: which provider's it is and of which kind, or what else it is. Any bytes are
/// accepted, and nothing is validated: a link may be invalid.
///
/// # Examples
/// ```
/// use paylink::links::classify::{PayloadKind, classify};
/// use paylink::model::Format;
///
/// let link = classify(br#"{"data": {"type": "paymentLinks", "id": "x"}}"#);
/// assert_eq!((link.kind, link.format), (PayloadKind::Link, Some(Format::Txn)));
/// assert_eq!(classify(b"<!doctype html><title>502</title>").kind, PayloadKind::Html);
/// let cut_off = classify(br#"{"paymentLinkId": "x", "status": "ACT"#);
/// assert_eq!((cut_off.kind, cut_off.seems), (PayloadKind::BrokenJson, Some(PayloadKind::Link)));
/// ```
pub fn classify(bytes: &[u8]) -> Classification {
    not_json::by_first_bytes(bytes)
        .or_else(|| classify_json(bytes))
        .unwrap_or_else(|| not_json::by_text(bytes))
}

/// JSON, even if it is broken; `None` if it does not look like JSON.
fn classify_json(bytes: &[u8]) -> Option<Classification> {
    let json = Json::new(bytes).ok()?;
    let root = Outline::of(json.clone())?;
    let Err(fault) = end_of(json.clone()) else {
        return Some(Classification::of_recognised(recognised_in(&root)));
    };
    let cut_off = match fault {
        // What is left at the end may be a part of a number, a literal or an escape.
        Fault::Syntax { offset, .. } => json.text().get(offset..).is_some_and(|rest| {
            let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"\\+-.".contains(&byte);
            rest.trim_ascii().bytes().all(is_part)
        }),
        Fault::NotUtf8 { .. } | Fault::TooDeep { .. } | Fault::TooLarge { .. } => false,
    };
    let mut rest = json.clone();
    let is_many = rest.skip().is_ok();
    let begins_another = || {
        Outline::of(rest.clone())
            .is_some_and(|next| matches!(next.kind(), Kind::Object | Kind::Array))
    };
    let kind = match root.kind() {
        Kind::Object | Kind::Array if is_many => {
            if begins_another() {
                PayloadKind::JsonLines
            } else {
                PayloadKind::BrokenJson
            }
        }
        // `{` and `[` begin other texts too. JSON has a member's name or an element after it, if there
        // is anything.
        Kind::Object if cut_off || root.pick([]).1 > 0 => PayloadKind::BrokenJson,
        Kind::Array if cut_off || root.elements().nth(1).is_some() => PayloadKind::BrokenJson,
        Kind::Array if matches!(fault, Fault::TooDeep { .. }) => PayloadKind::BrokenJson,
        Kind::Object | Kind::Array | Kind::String | Kind::Number | Kind::Bool | Kind::Null => {
            return None;
        }
    };
    let seems = Classification::of_recognised(recognised_in(&root));
    let cut_off = cut_off && kind == PayloadKind::BrokenJson && !is_many;
    Some(Classification { cut_off, ..seems.within(kind) })
}

/// Reads a JSON text to its end.
fn end_of(mut json: Json<'_>) -> Scan<()> {
    json.skip()?;
    json.end()
}

/// The formats that recognise a payload. Payment links come first: a link with the members of an error
/// body of another format is a link.
fn recognised_in(root: &Outline<'_>) -> Vec<(Format, Recognised)> {
    let recognised = |format: &Format| Some((*format, (format.adapter().recognise)(root)?));
    let mut found: Vec<_> = Format::ALL.iter().filter_map(recognised).collect();
    if found.iter().any(|(_, recognised)| recognised.has_links()) {
        found.retain(|(_, recognised)| recognised.has_links());
    }
    found
}

/// The format of a JSON document, if exactly one recognises it.
pub(super) fn format_of(json: &Json<'_>) -> Result<Format, Issue> {
    end_of(json.clone()).map_err(fault_issue)?;
    let found = Outline::of(json.clone()).map_or_else(Vec::new, |root| recognised_in(&root));
    match found.as_slice() {
        [(format, _)] => Ok(*format),
        [] => {
            let shapes: Vec<_> = Format::ALL.iter().map(|format| format.adapter().shape).collect();
            let params = Params::NONE.with("expected", shapes.join(BETWEEN));
            Err(Issue::new(ErrorCode::FormatUnknown, "", params))
        }
        several => {
            let ids: Vec<_> = several.iter().map(|(format, _)| format.id()).collect();
            let params = Params::NONE.with("found", ids.join(", "));
            Err(Issue::new(ErrorCode::FormatAmbiguous, "", params))
        }
    }
}
