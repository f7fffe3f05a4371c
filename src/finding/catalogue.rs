//! Messages of one language, by code.

use std::collections::BTreeMap;

use serde::Serialize;

use super::code::Code;
use super::codes::Reason;
use super::issue::Finding;
use super::params::Params;
use crate::syntax::from_json::members;

/// The messages of one language. What it lacks is told in English.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Catalogue {
    /// BCP 47: `en`, `de`, `sv`.
    pub locale: String,
    /// The text of each code, with `{parameters}`.
    pub messages: BTreeMap<String, String>,
    /// What parameters can say in English, and how it is said here. What is expected can be a list, its
    /// parts separated by `; `, and is looked up part by part; input, numbers, instants and names are
    /// the same in every language.
    pub phrases: BTreeMap<String, String>,
}

members! { Catalogue {
    ;
    locale: defaulted "locale",
    messages: defaulted "messages",
    phrases: defaulted "phrases",
}}

impl Catalogue {
    /// The message of a code.
    pub(crate) fn message(&self, template: &'static str, name: &str, params: &Params) -> String {
        let own = self.messages.get(name).map_or(template, String::as_str);
        params.map(|name, value| self.value(name, value, params)).fill(own)
    }

    fn value(&self, name: &str, value: &str, params: &Params) -> String {
        // A reason within an issue is a message itself.
        if let ("why", Some(reason)) = (name, params.value("reason")) {
            let reason = Reason::ALL.iter().find(|known| known.name() == reason);
            return reason.map_or_else(
                || value.to_owned(),
                |reason| {
                    let template = reason.template();
                    self.message(template, reason.name(), &params.used_by(template))
                },
            );
        }
        let phrase = |part| self.phrases.get(part).map_or(part, String::as_str);
        match name {
            "expected" => parts(value).into_iter().map(phrase).collect::<Vec<_>>().join(BETWEEN),
            "found" | "status" | "action" | "offered" | "event" | "kind" => {
                phrase(value).to_owned()
            }
            // Input, what a provider says, numbers, instants, names of members and headers.
            _ => value.to_owned(),
        }
    }
}

/// Between the parts of what is expected, where that is a list.
pub(crate) const BETWEEN: &str = "; ";

pub(crate) fn parts(list: &str) -> Vec<&str> {
    let (mut parts, mut rest) = (Vec::new(), list);
    while let Some(at) = rest.as_bytes().windows(2).position(|pair| pair == BETWEEN.as_bytes()) {
        // INVARIANT: both are ASCII, so there are boundaries around them.
        parts.push(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + BETWEEN.len()..).unwrap_or_default();
    }
    parts.push(rest);
    parts
}

impl<C: Code> Finding<C> {
    /// The same with its message from a catalogue.
    #[must_use]
    pub fn translated(self, catalogue: &Catalogue) -> Self {
        let (code, params) = (self.code(), self.params());
        let message = catalogue.message(code.template(), code.name(), params);
        self.with_message(message)
    }
}
