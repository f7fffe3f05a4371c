//! Formats, described for programs and people.

use super::listing::ListRules;
use super::webhook_event::Signing;
use super::{Call, Credential};
use crate::finding::closed_set::{ClosedSet, Words};
use crate::idempotency;
use crate::idempotency::Profile;
use crate::model::{Action, Format, Status};

/// A format, described for programs and people.
#[derive(Debug, Clone, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FormatInfo {
    /// The stable name.
    pub id: Format,
    /// The provider's name.
    pub name: &'static str,
    /// What a document of this format looks like.
    pub shape: &'static str,
    /// The status words, with what they mean.
    pub statuses: Vec<StatusInfo>,
    /// Which of the two ways to close a link it has.
    pub close: Action,
    /// The calls of its API.
    pub calls: &'static [Call],
    /// How its lists are asked for.
    pub listing: &'static ListRules,
    /// Where the credential goes.
    pub credential: Credential,
    /// The media type it speaks.
    pub media_type: &'static str,
    /// How it signs what it delivers; missing if no document says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signing: Option<Signing>,
    /// Its rules of idempotency, if it has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idempotency: Option<&'static Profile>,
}

/// A status word.
#[derive(Debug, Clone, Copy, serde::Serialize)]
pub struct StatusInfo {
    /// The provider's word.
    pub word: &'static str,
    /// What it means.
    pub status: Status,
    /// Whether nothing can follow.
    #[serde(rename = "final")]
    pub is_final: bool,
}

/// Every format, described.
pub fn formats() -> Vec<FormatInfo> {
    let describe = |format: &Format| {
        let adapter = format.adapter();
        let status = |(word, status): &(&'static str, Status)| StatusInfo {
            word,
            status: *status,
            is_final: status.is_final(),
        };
        FormatInfo {
            id: *format,
            name: adapter.name,
            shape: adapter.shape,
            statuses: adapter.vocabulary.statuses.iter().map(status).collect(),
            close: adapter.api.close,
            calls: adapter.api.calls,
            listing: format.listing(),
            credential: adapter.api.credential,
            media_type: adapter.api.media_type.name,
            signing: adapter.signing,
            idempotency: adapter.api.idempotency,
        }
    };
    Format::ALL.iter().map(describe).collect()
}

impl ClosedSet for Profile {
    fn words() -> Words {
        let of_formats = Format::ALL.iter().filter_map(|format| format.adapter().api.idempotency);
        of_formats.chain([&idempotency::IETF]).map(|profile| profile.id).collect()
    }

    fn purpose() -> &'static str {
        "A way of doing idempotency: a format's, or `ietf` for the draft \"The Idempotency-Key HTTP Header Field\"."
    }
}

/// The idempotency profile of that name: a format's id, or `ietf`.
pub fn profile(id: &str) -> Option<&'static Profile> {
    if id == idempotency::IETF.id {
        return Some(&idempotency::IETF);
    }
    Format::ALL
        .iter()
        .filter_map(|format| format.adapter().api.idempotency)
        .find(|profile| profile.id == id)
}
