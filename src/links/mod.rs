//! Links of documents: one, lists, batches, and the link that was asked for among them.

#[cfg(feature = "batch")]
pub mod batch;
pub(crate) mod document;
mod from_json;
pub mod link_state;
pub mod matching;
#[cfg(feature = "batch")]
pub mod one;
pub(crate) mod page;
pub mod read;
#[cfg(all(test, feature = "batch"))]
mod spaced;
pub(crate) mod walk;
pub mod write;
