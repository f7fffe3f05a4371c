//! The enum of supported API formats. What each one defines is in `provider`.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::finding::closed_set::{ClosedSet, Words};

/// The list of formats: a variant, and its module in `provider`, whose name is the format's id.
macro_rules! formats {
    ($list:ident) => {
        $list! {
            /// Telness Tech Connect API: flat JSON, `cancel`.
            Connect = connect,
            /// Txn.pro and Txn.io: JSON:API, `expire`.
            Txn = txn,
        }
    };
}
pub(crate) use formats;

macro_rules! identities {
    ($($(#[doc = $doc:literal])+ $variant:ident = $id:ident,)*) => {
        /// A provider's API format.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Format {
            $($(#[doc = $doc])+ $variant,)*
        }

        impl Format {
            /// Every format.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable name: `connect`, `txn`.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => stringify!($id),)* }
            }
        }

        impl ClosedSet for Format {
            fn words() -> Words {
                const { &[$(stringify!($id)),*] }.as_slice().into()
            }

            fn purpose() -> &'static str {
                "A provider's API format."
            }

            fn meanings() -> &'static [&'static str] {
                &[$(concat!($($doc, "\n"),+)),*]
            }
        }
    };
}

formats!(identities);

impl Format {
    /// The format with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.id() == id)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl Serialize for Format {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}
