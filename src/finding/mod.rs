//! What can be wrong, and what is merely odd: one table each of codes and their texts.
//!
//! An [`Issue`] makes a document or a request unusable. A [`Note`] is a contradiction or an oddity
//! that the providers themselves produce; the link is read all the same. The two are different types,
//! so that none is ever taken for the other.
//!
//! Messages are made from the table and the parameters, by code, so another language needs another
//! table and nothing else.

pub mod answer;
pub mod catalogue;
pub mod closed_set;
pub(crate) mod code;
pub(crate) mod excerpt;
pub mod explanation;
pub mod issue;
pub mod limits;
pub mod misuse;
mod params;
pub mod source;

pub use self::code::Code;
pub(crate) use self::excerpt::{excerpt, excerpt_bare};
pub use self::issue::{ErrorCode, Finding, Issue, Note, NoteCode};
pub use self::limits::{Listed, MOST};
pub use self::params::Params;
