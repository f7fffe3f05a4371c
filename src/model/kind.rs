//! What a link collects: an invoice, or pays: a payout.

use serde::Serialize;

/// Which way the money goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The end user pays.
    Invoice,
    /// The end user is paid.
    Payout,
    /// A word that the documents do not know.
    Unknown,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Invoice, Self::Payout, Self::Unknown];

    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::Payout => "payout",
            Self::Unknown => "unknown",
        }
    }

    /// The kind of that name; `unknown` for any other.
    pub fn from_name(name: &str) -> Self {
        [Self::Invoice, Self::Payout]
            .into_iter()
            .find(|kind| kind.name() == name)
            .unwrap_or(Self::Unknown)
    }
}
