//! The enum of supported API formats. What each one defines is in `provider`.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::finding::closed_set::{ClosedSet, Words};

/// The list of formats: when it is compiled, a variant, and its module in `provider`, whose name is
/// the format's id.
macro_rules! formats {
    ($list:ident) => {
        $list! {
            /// Telness Tech Connect API: flat JSON, `cancel`.
            (feature = "connect") Connect = connect,
            /// Txn.pro and Txn.io: JSON:API, `expire`.
            (feature = "txn") Txn = txn,
            /// Stripe Checkout Sessions: flat JSON, `expire`.
            (feature = "stripe") Stripe = stripe,
            /// Razorpay Payment Links: flat JSON, `cancel`.
            (feature = "razorpay") Razorpay = razorpay,
            /// A provider of the tests.
            (test) Fixture = fixture,
        }
    };
}
pub(crate) use formats;

macro_rules! identities {
    ($($(#[doc = $doc:literal])+ ($($cfg:tt)+) $variant:ident = $id:ident,)*) => {
        /// A provider's API format.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Format {
            $($(#[doc = $doc])+ #[cfg($($cfg)+)] $variant,)*
        }

        impl Format {
            /// Every format.
            pub const ALL: &'static [Self] = &[$(#[cfg($($cfg)+)] Self::$variant),*];

            /// The stable name: `connect`, `txn`, `stripe`.
            pub const fn id(self) -> &'static str {
                match self { $(#[cfg($($cfg)+)] Self::$variant => stringify!($id),)* }
            }
        }

        impl ClosedSet for Format {
            fn words() -> Words {
                const { &[$(#[cfg($($cfg)+)] stringify!($id)),*] }.as_slice().into()
            }

            fn purpose() -> &'static str {
                "A provider's API format."
            }

            fn meanings() -> &'static [&'static str] {
                &[$(#[cfg($($cfg)+)] concat!($($doc, "\n"),+)),*]
            }
        }
    };
}

formats!(identities);

const _: () = assert!(!Format::ALL.is_empty(), "the features must have at least one provider");

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
