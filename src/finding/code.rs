//! The trait and macro for tables of message codes.

/// A closed set of codes, each with a message template.
pub trait Code: Copy + Eq + 'static {
    /// The severity of all codes of the set: `error`, `note`, `reason`, `warning`, …
    const SEVERITY: &'static str;
    /// The stable name.
    fn name(self) -> &'static str;
    /// The English message, with `{parameters}`.
    fn template(self) -> &'static str;
}

/// Declares a set of codes, each with its message and, for errors, its HTTP status.
macro_rules! codes {
    (
        $(#[doc = $doc:literal])+
        $type:ident: $severity:literal
        $( $variant:ident = $name:literal $(, $status:literal)?: $template:literal; )*
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $type {
            $(
                #[doc = concat!("`", $name, "`: ", $template)]
                $variant,
            )*
        }

        impl $type {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            const WORDS: [&'static str; Self::ALL.len()] = [$($name),*];
        }

        impl $crate::finding::Code for $type {
            const SEVERITY: &'static str = $severity;

            #[expect(clippy::indexing_slicing, reason = "there is a name for each variant")]
            fn name(self) -> &'static str {
                Self::WORDS[self as usize]
            }

            fn template(self) -> &'static str {
                match self { $(Self::$variant => $template,)* }
            }
        }

        impl $crate::finding::closed_set::ClosedSet for $type {
            fn words() -> $crate::finding::closed_set::Words {
                (&Self::WORDS).into()
            }

            fn purpose() -> &'static str {
                concat!($($doc, "\n"),+)
            }
        }

        $crate::finding::code::codes!(@status $type $($($variant $status)?)*);
    };
    (@status $type:ident) => {};
    (@status $type:ident $($variant:ident $status:literal)+) => {
        impl $type {
            /// The HTTP status for this code, unless a provider's own rule has another.
            pub const fn status(self) -> u16 {
                match self { $(Self::$variant => $status,)+ }
            }
        }
    };
}
pub(crate) use codes;
