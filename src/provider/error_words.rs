//! The words of a provider's error body.

use serde::Serialize;

use crate::finding::MOST;
use crate::finding::answer::is_none;
use crate::finding::excerpt::shortened;
use crate::syntax::json::Tree;

/// What an error body says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ErrorWords {
    /// The provider's code. Where it sends several errors, the first one's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The provider's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What the provider suggests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Each thing that it finds wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<ErrorDetail>,
    /// How many more there are.
    #[serde(skip_serializing_if = "is_none")]
    pub more: usize,
}

/// One thing that a provider finds wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ErrorDetail {
    /// The provider's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The provider's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The member, pointer or parameter that it is about, as the provider names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What the provider suggests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
}

/// The member of that name; of two it is the last one.
pub(crate) fn member<'t, 'a>(tree: &'t Tree<'a>, name: &str) -> Option<&'t Tree<'a>> {
    let Tree::Object(members) = tree else { return None };
    members.iter().rev().find(|(known, _)| known.name() == name).map(|(_, value)| value)
}

/// The first details of a list, and how many more there are.
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

/// A text, or a number where providers disagree with their own documents; not longer than is told.
pub(crate) fn scalar(object: &Tree<'_>, name: &str) -> Option<String> {
    match member(object, name)? {
        Tree::Text(text) => Some(shortened(&text.lossy())),
        Tree::Scalar("null" | "true" | "false") | Tree::List(_) | Tree::Object(_) => None,
        Tree::Scalar(number) => Some(shortened(number)),
    }
}
