//! Payment links of several providers: reads each provider's documents into one model, decides which
//! actions a link allows and why not, plans the HTTP request, interprets the response, and makes
//! retries idempotent.
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
//! The core is deterministic: it does no I/O, reads no clock and draws no random numbers. Time,
//! entropy, stored records and payloads are arguments. No input makes it panic.
//!
//! The most used items are re-exported here; [`api`] has every function, and the modules have their
//! types. Modules are layers, lowest first: each imports only earlier ones (`tests/structure.rs`).
//!
//! # Features
//!
//! All are on by default: one for each provider (`connect`, `txn`, `stripe`, …; together `providers`),
//! `batch` (lists as columns, [`links::batch`]), `schemas` (JSON Schemas,
//! [`api::schema`]), `webhooks` (signed webhooks, [`api::read_webhook`]); `server` (exports of the
//! WebAssembly module that a page does not need; without effect elsewhere).

#![cfg_attr(
    not(all(
        feature = "batch",
        feature = "schemas",
        feature = "webhooks",
        feature = "providers",
        any(feature = "server", not(target_arch = "wasm32"))
    )),
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

#[cfg(all(target_arch = "wasm32", feature = "batch"))]
pub mod wasm;

pub use crate::api::{
    Answer, ReadOptions, decide, interpret_response, plan_close, read, read_list,
};
pub use crate::deciding::decision::{Clock, Decision, Verdict};
pub use crate::model::{Action, Format, Instant, PaymentLink, Status};

/// Runs the examples of the README as doctests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
