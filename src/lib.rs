#![doc = include_str!("../README.md")]
//!
//! # The crate
//!
//! Everything public is in [`facade`] and the types that it speaks of. The core does no I/O, reads no
//! clock and draws no random numbers: time, entropy, records and payloads come in as arguments.
//! It never panics, whatever the bytes.

pub mod as_asked;
pub mod attention;
pub mod basis;
pub mod batch;
pub mod catalogue;
pub mod check;
pub mod closed_set;
pub mod codes;
pub mod decision;
pub mod facade;
pub mod format;
mod headers;
pub mod held;
mod http_date;
pub mod idempotency;
pub mod issue;
mod json;
pub mod jsonapi;
pub mod lifecycle;
mod listed;
pub mod listing;
mod media_type;
pub mod model;
pub mod outcome;
mod percent;
mod places;
mod plain;
mod pointer;
pub mod provider_error;
mod reader;
pub mod reconcile;
pub mod remark;
pub mod render;
pub mod request;
pub mod rules;
mod say;
pub mod schema;
mod secrets;
mod sorting;
pub mod transition;
mod walk;
pub mod webhook;
pub mod write;

#[cfg(not(target_arch = "wasm32"))]
mod host;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
#[cfg(target_arch = "wasm32")]
use wasm::host;
