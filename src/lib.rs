//! One deterministic core for payment links that live at several providers: it reads a provider's
//! document into one model, decides what may be done with the link and why not, plans the request, reads
//! the response, and keeps repeats from doing anything twice.
//!
//! ```
//! use paylink::{Action, Clock, Instant, ReadOptions, Verdict, decide, read};
//!
//! let document = br#"{"paymentLinkId": "j47ac10b", "url": "https://pay.example.com/j47ac10b",
//!     "status": "ACTIVE", "createdAt": "2024-01-15T10:00:00Z", "updatedAt": "2024-01-15T10:00:00Z"}"#;
//! let link = read(document, &ReadOptions::default()).into_result()?;
//! let clock = Clock { now: Instant::parse("2024-01-16T10:00:00Z")?, skew_ms: 60_000 };
//! let decision = decide(Action::Close, &link, &clock);
//! assert_eq!(decision.verdict, Verdict::Allowed);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The core does no I/O, reads no clock and draws no random numbers: time, entropy, records and payloads
//! are arguments. It never panics, whatever the bytes.
//!
//! The everyday items are here; [`api`] has every capability as one function, and the modules have the
//! types that they name. Modules are layers, lowest first; each imports only those before it
//! (`tests/structure.rs`).
//!
//! # Features
//!
//! All are on by default: `batch` (lists as columns, [`links::batch`]), `schemas` (JSON Schemas, [`api::schema`]),
//! `webhooks` (verified deliveries, [`api::read_webhook`]).

#![cfg_attr(
    not(all(feature = "batch", feature = "schemas", feature = "webhooks")),
    expect(dead_code, reason = "parts that are left out have helpers in lower layers")
)]

#[cfg_attr(target_arch = "wasm32", path = "host/javascript.rs")]
#[cfg_attr(not(target_arch = "wasm32"), path = "host/native.rs")]
mod host;

mod syntax;

pub mod finding;

pub mod model;

pub mod http;

mod reading;

#[cfg(feature = "schemas")]
mod schema;

pub mod idempotency;

pub mod provider;

pub mod deciding;

pub mod links;

pub mod calling;

pub mod messages;

pub mod closed_sets;

pub mod api;

#[cfg(all(target_arch = "wasm32", feature = "batch", feature = "schemas", feature = "webhooks"))]
pub mod wasm;

pub use crate::api::{
    Answer, ReadOptions, decide, interpret_response, plan_close, read, read_list,
};
pub use crate::deciding::decision::{Clock, Decision, Verdict};
pub use crate::model::{Action, Format, Instant, PaymentLink, Status};

/// The snippets of the README run, too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
