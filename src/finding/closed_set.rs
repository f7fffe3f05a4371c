//! Closed sets: each word is declared once, beside its variant and what it means.
//!
//! An enum that is declared here is written as its word everywhere, and can be listed:
//! `codes()` gives out all sets, and the unions of the npm package are made of them.

/// The words of a set, in its order.
pub type Words = std::borrow::Cow<'static, [&'static str]>;

/// A closed set of words.
pub trait ClosedSet {
    /// Every word, in the order of the set.
    fn words() -> Words;

    /// What the set is for, as its documentation has it.
    fn purpose() -> &'static str;

    /// What each word means, in the order of the set; empty where no text says it.
    fn meanings() -> &'static [&'static str] {
        &[]
    }
}

/// Declares a closed set: the enum, its words, all of it in its order, and its way into answers.
macro_rules! closed_set {
    (
        $(#[doc = $purpose:literal])+
        pub enum $type:ident $(: $($also:ident),+)? {
            $(
                $(#[doc = $meaning:literal])+
                $variant:ident = $word:literal,
            )+
        }
    ) => {
        $(#[doc = $purpose])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash $($(, $also)+)?)]
        pub enum $type {
            $($(#[doc = $meaning])+ $variant,)+
        }

        impl $type {
            /// All of them.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$variant),+];

            const WORDS: [&'static str; Self::ALL.len()] = [$($word),+];

            /// The stable name.
            #[expect(clippy::indexing_slicing, reason = "there is a word for each variant")]
            pub const fn name(self) -> &'static str {
                Self::WORDS[self as usize]
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl $crate::finding::closed_set::ClosedSet for $type {
            fn words() -> $crate::finding::closed_set::Words {
                (&Self::WORDS).into()
            }

            fn purpose() -> &'static str {
                concat!($($purpose, "\n"),+)
            }

            fn meanings() -> &'static [&'static str] {
                &[$(concat!($($meaning, "\n"),+)),+]
            }
        }
    };
}

pub(crate) use closed_set;
