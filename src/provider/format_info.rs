//! Descriptions of all formats as data: calls, status words, lists and idempotency.

pub use super::webhook_event::{SecretForm, SignatureForm, Signing};

use super::listing::ListRules;
use super::{Call, Credential};
use crate::finding::closed_set::{ClosedSet, Words};
use crate::idempotency;
use crate::idempotency::Profile;
use crate::model::{Action, Format, Status};

/// The description of a format.
#[derive(Debug, Clone, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FormatInfo {
    /// The stable id.
    pub id: Format,
    /// The provider's name.
    pub name: &'static str,
    /// What a document of this format looks like.
    pub shape: &'static str,
    /// The provider's status words and their meanings.
    pub statuses: Vec<StatusInfo>,
    /// The action that closes a link: cancel or expire.
    pub close: Action,
    /// The endpoints of its API.
    pub calls: &'static [Call],
    /// Query parameters and paging of its lists.
    pub listing: &'static ListRules,
    /// The header that carries the credential.
    pub credential: Credential,
    /// The media type of requests and responses.
    pub media_type: &'static str,
    /// The signature scheme of its webhooks; missing if none is documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signing: Option<&'static Signing>,
    /// Its rules for idempotency keys, if it supports them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idempotency: Option<&'static Profile>,
}

/// A status word.
#[derive(Debug, Clone, Copy, serde::Serialize)]
pub struct StatusInfo {
    /// The provider's word.
    pub word: &'static str,
    /// Its meaning.
    pub status: Status,
    /// Whether the status is final.
    #[serde(rename = "final")]
    pub is_final: bool,
}

/// Describes every format.
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
        "An idempotency profile: that of a format, or `ietf` for the draft \"The Idempotency-Key HTTP Header Field\"."
    }
}

/// Looks up an idempotency profile by its id: a format's id, or `ietf`.
pub fn profile(id: &str) -> Option<&'static Profile> {
    if id == idempotency::IETF.id {
        return Some(&idempotency::IETF);
    }
    Format::ALL
        .iter()
        .filter_map(|format| format.adapter().api.idempotency)
        .find(|profile| profile.id == id)
}
