//! Redirect URLs of the hosted payment page.

use serde::Serialize;

use crate::syntax::from_json::members;

/// Where the hosted payment page sends the end user afterwards: text of any content, mostly a web
/// address, in apps also a deep link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Redirects {
    #[serde(skip_serializing_if = "Option::is_none")]
    success: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unsuccess: Option<String>,
}

members! { Redirects {
    ;
    success: optional "success",
    unsuccess: optional "unsuccess",
}}

impl Redirects {
    /// `None` if both are missing.
    pub(crate) fn of(success: Option<String>, unsuccess: Option<String>) -> Option<Self> {
        (success.is_some() || unsuccess.is_some()).then_some(Self { success, unsuccess })
    }

    /// After a successful payment.
    pub fn success(&self) -> Option<&str> {
        self.success.as_deref()
    }

    /// After a payment that expired, was cancelled or was rejected.
    pub fn unsuccess(&self) -> Option<&str> {
        self.unsuccess.as_deref()
    }
}
