//! What a payload can be.

use serde::Serialize;

use crate::finding::closed_set::closed_set;
use crate::model::Format;

closed_set! {
    /// What a payload is: a provider's, other JSON, or something that is not JSON.
    pub enum PayloadKind {
        /// One payment link; it may be invalid.
        Link = "link",
        /// A list of payment links; it may be empty.
        List = "list",
        /// A request to create a payment link.
        CreateRequest = "create_request",
        /// The body of a webhook.
        Webhook = "webhook",
        /// An error body.
        Error = "error",
        /// JSON that fits the payloads of several providers.
        Ambiguous = "ambiguous",
        /// Other JSON, such as a payload of a provider that is not supported.
        Json = "json",
        /// Several JSON documents one after the other, such as JSON Lines.
        JsonLines = "json_lines",
        /// JSON that cannot be read: it is cut off, has a syntax error or is nested too deeply.
        BrokenJson = "broken_json",
        /// An HTML page or a part of one.
        Html = "html",
        /// Other XML.
        Xml = "xml",
        /// A table: lines with the same number of cells.
        Csv = "csv",
        /// A picture: PNG, JPEG, GIF, WebP or SVG.
        Picture = "picture",
        /// A PDF document.
        Pdf = "pdf",
        /// Bytes compressed by gzip.
        Gzip = "gzip",
        /// A ZIP archive, such as an Excel workbook.
        Zip = "zip",
        /// Text in UTF-16; documents are read in UTF-8 only.
        Utf16 = "utf16",
        /// Nothing, or only white space.
        Empty = "empty",
        /// Other text.
        Text = "text",
        /// Other bytes.
        Binary = "binary",
    }
}

/// What a payload is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Classification {
    /// What it is.
    pub kind: PayloadKind,
    /// The provider, if it is a provider's payload.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// Of a webhook: the provider's word for the event, shortened; for Txn the resource type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Of broken JSON, what the readable part seems to be; of several JSON documents, what the first is.
    /// `format` and `event` are then about that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seems: Option<PayloadKind>,
    /// Of broken JSON: it ends too early, so a part of it was probably lost.
    #[serde(skip_serializing_if = "is_false")]
    pub cut_off: bool,
    /// Of a picture: its media type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<&'static str>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

impl Classification {
    pub(super) const fn of(kind: PayloadKind) -> Self {
        Self { kind, format: None, event: None, seems: None, cut_off: false, media_type: None }
    }
}
