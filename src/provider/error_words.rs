//! Codes and messages parsed from a provider's error body.

use serde::Serialize;

use crate::finding::MOST;
use crate::finding::answer::is_none;
use crate::finding::excerpt::shortened;
use crate::syntax::json::Tree;

/// Code, message and details of a provider's error body.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ErrorWords {
    /// The provider's code; the first one if it sends several errors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The provider's message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The provider's suggestion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// One entry for each problem, up to a limit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<ErrorDetail>,
    /// How many details were left out.
    #[serde(skip_serializing_if = "is_none")]
    pub more: usize,
}

/// One problem that a provider reports.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ErrorDetail {
    /// The provider's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The provider's message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The member, pointer or parameter concerned, as the provider names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The provider's suggestion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
}

/// Looks up a member; the last one if there are duplicates.
pub(crate) fn member<'t, 'a>(tree: &'t Tree<'a>, name: &str) -> Option<&'t Tree<'a>> {
    let Tree::Object(members) = tree else { return None };
    members.iter().rev().find(|(known, _)| known.name() == name).map(|(_, value)| value)
}

/// The first details of the array `name`, and how many were left out.
pub(crate) fn details(
    object: &Tree<'_>,
    name: &str,
    detail: impl Fn(&Tree<'_>) -> ErrorDetail,
) -> (Vec<ErrorDetail>, usize) {
    let all = match member(object, name) {
        Some(Tree::List(values)) => values.as_slice(),
        _ => &[],
    };
    let details: Vec<_> = all.iter().take(MOST).map(detail).collect();
    let more = all.len() - details.len();
    (details, more)
}

/// A string or number, shortened. Providers send numbers where their documents have strings.
pub(crate) fn scalar(object: &Tree<'_>, name: &str) -> Option<String> {
    match member(object, name)? {
        Tree::Text(text) => Some(shortened(&text.lossy())),
        Tree::Scalar("null" | "true" | "false") | Tree::List(_) | Tree::Object(_) => None,
        Tree::Scalar(number) => Some(shortened(number)),
    }
}
