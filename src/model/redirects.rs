//! Redirect URLs of the hosted payment page.

use serde::Serialize;

use super::Url;
use crate::syntax::from_json::members;

/// Where the hosted payment page sends the end user afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Redirects {
    #[serde(skip_serializing_if = "Option::is_none")]
    success: Option<Url>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unsuccess: Option<Url>,
}

members! { Redirects {
    ;
    success: optional "success",
    unsuccess: optional "unsuccess",
}}

impl Redirects {
    /// `None` if both are missing.
    pub(crate) fn of(success: Option<Url>, unsuccess: Option<Url>) -> Option<Self> {
        (success.is_some() || unsuccess.is_some()).then_some(Self { success, unsuccess })
    }

    /// After a successful payment.
    pub const fn success(&self) -> Option<&Url> {
        self.success.as_ref()
    }

    /// After a payment that expired, was cancelled or was rejected.
    pub const fn unsuccess(&self) -> Option<&Url> {
        self.unsuccess.as_ref()
    }
}
