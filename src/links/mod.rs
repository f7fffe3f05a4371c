//! Reads and writes payment links: single documents, lists and batches; matches links to requests.

#[cfg(feature = "batch")]
pub mod batch;
pub mod classify;
pub(crate) mod document;
#[cfg(feature = "batch")]
#[cfg(test)]
mod fast_path_tests;
mod from_json;
pub mod link_state;
pub mod matching;
mod not_json;
pub(crate) mod page;
pub(crate) mod page_walk;
mod payload;
pub mod read;
#[cfg(feature = "batch")]
pub mod read_in_place;
pub mod write;
