//! Links of documents: one, lists, batches, and the link that was asked for among them.

pub mod batch;
pub(crate) mod document;
mod from_json;
pub mod link_state;
pub mod matching;
pub mod one;
pub(crate) mod page;
pub mod read;
#[cfg(test)]
mod spaced;
pub(crate) mod walk;
pub mod write;
