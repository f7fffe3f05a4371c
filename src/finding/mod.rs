//! Findings and explanations: codes with their messages, places and sources.
//!
//! An [`Issue`] makes a document or a request invalid. A [`Note`] is an oddity that the providers
//! themselves produce; the link is read all the same. They are different types, so that neither is
//! taken for the other. An [`Explanation`] is a reason or a warning of a decision, with its source.
//!
//! A message is made of its code's template and the parameters, so another language is another table.

pub mod answer;
pub mod catalogue;
pub mod closed_set;
pub(crate) mod code;
mod codes;
pub(crate) mod excerpt;
mod explanation;
mod issue;
pub mod limits;
pub mod misuse;
mod params;
pub mod source;

pub use self::code::Code;
pub use self::codes::{ErrorCode, NoteCode, Reason, Warning};
pub(crate) use self::excerpt::{excerpt, excerpt_bare};
pub use self::explanation::Explanation;
pub use self::issue::{Finding, Issue, Note};
pub use self::limits::{Listed, MOST};
pub use self::params::Params;
