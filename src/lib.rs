#![doc = include_str!("../README.md")]
//!
//! # The crate
//!
//! Everything public is in [`api`] and the types that it names. The core does no I/O, reads no clock and
//! draws no random numbers: time, entropy, records and payloads are arguments. It never panics, whatever
//! the bytes.
//!
//! Modules are layers, lowest first; each imports only those before it (`tests/structure.rs`).

#[cfg_attr(target_arch = "wasm32", path = "host/javascript.rs")]
#[cfg_attr(not(target_arch = "wasm32"), path = "host/native.rs")]
mod host;

mod syntax;

pub mod finding;

pub mod model;

pub mod http;

mod reading;

mod schema;

pub mod idempotency;

pub mod provider;

pub mod deciding;

pub mod links;

pub mod calling;

pub mod messages;

pub mod api;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
