//! Error, note, reason and warning codes with messages, positions in the input and sources.
//!
//! An [`Issue`] makes a document or a request invalid. A [`Note`] is an oddity that providers
//! produce; the link can still be used. They are separate types so that they cannot be confused. An
//! [`Explanation`] is a reason or a warning of a decision, with its source.
//!
//! A message is its code's template filled with parameters; a translation is a table of templates.

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
