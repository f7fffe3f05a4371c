//! Enums with fixed string names: each name is declared once, with its variant and its meaning.
//!
//! Such an enum serializes as its name. `codes()` returns all sets, and the union types of the npm
//! package are generated from them.

/// The names of a set, in order of declaration.
pub type Words = std::borrow::Cow<'static, [&'static str]>;

/// A closed set of names.
pub trait ClosedSet {
    /// All names, in order of declaration.
    fn words() -> Words;

    /// The purpose of the set, from its doc comment.
    fn purpose() -> &'static str;

    /// The meaning of each name, in the same order; empty if there are no descriptions.
    fn meanings() -> &'static [&'static str] {
        &[]
    }
}

/// Declares a closed set: the enum, its names, the list of all variants, and its serialization.
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
            /// All variants, in order of declaration.
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
