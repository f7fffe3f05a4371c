//! Parsed webhook events and the signature schemes of webhooks.

use serde::Serialize;

use crate::finding::closed_set::closed_set;
use crate::finding::source::Source;
use crate::model::{Child, Instant, Metadata, PaymentLink};

closed_set! {
    /// What a webhook signature covers, and how it is written. Each is an HMAC-SHA256.
    pub enum SignatureForm {
        /// `v1,<base64>` over `id.timestamp.body`; several are separated by blanks (Svix).
        Svix = "svix",
        /// `t=<seconds>,v1=<hex>` over `timestamp.body`; `v1` may be there several times.
        TimestampedHex = "timestamped_hex",
        /// `<hex>` over the body. There is no time, so an old delivery stays valid.
        BodyHex = "body_hex",
    }
}

closed_set! {
    /// How a signing secret is written.
    pub enum SecretForm {
        /// `whsec_` and the key in base64.
        WhsecBase64 = "whsec_base64",
        /// `whsec_` and more characters; all of them are the key.
        WhsecText = "whsec_text",
        /// Any text, which is the key.
        Text = "text",
    }
}

/// How a provider signs its webhooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Signing {
    /// What is signed, and how the signature is written.
    pub form: SignatureForm,
    /// The header with the signatures, in lower case.
    pub header: &'static str,
    /// The header with the event's id, if it is not in the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_header: Option<&'static str>,
    /// The header with the time, if it is not beside the signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp_header: Option<&'static str>,
    /// How the secret is written.
    pub secret: SecretForm,
    /// Where it is documented.
    #[serde(flatten)]
    pub source: Source,
}

/// A webhook body, as a format's reader parses it.
#[derive(Debug, Default)]
pub(crate) struct ParsedEvent {
    pub(crate) id: Option<String>,
    /// Whether events of the format have no id in the body.
    pub(crate) has_no_id: bool,
    pub(crate) kind: Option<String>,
    pub(crate) at: Option<Instant>,
    pub(crate) link: Option<PaymentLink>,
    pub(crate) child: Option<Child>,
    pub(crate) data: Option<Metadata>,
    /// The type of the resource that it is about, for formats without an event type.
    pub(crate) resource: Option<String>,
    /// Pointer to an unknown resource type; takes precedence over other findings.
    pub(crate) unknown: Option<&'static str>,
}
