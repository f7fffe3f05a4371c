//! JSON: parsing, writing, pointers and name lookup. Independent of payment links.

pub(crate) mod from_json;
pub(crate) mod json;
pub(crate) mod name_index;
pub(crate) mod object;
pub(crate) mod pointer;
pub(crate) mod sorting;
pub(crate) mod to_json;
