//! Many links at once.

mod document;
pub(crate) mod own;
pub(crate) mod rows;

pub(crate) use document::{Document, detect, text_of};
pub(crate) use rows::Rows;
