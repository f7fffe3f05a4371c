//! Translations: the messages of one language, by code.

use std::collections::BTreeMap;

use serde::Serialize;

use super::code::Code;
use super::codes::Reason;
use super::issue::Finding;
use super::params::Params;
use crate::syntax::from_json::members;

/// The messages of one language. A missing message or phrase falls back to English.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Catalogue {
    /// BCP 47 language tag: `en`, `de`, `sv`.
    pub locale: String,
    /// The message template of each code, with `{parameters}`.
    pub messages: BTreeMap<String, String>,
    /// Translations of the English phrases in parameters. The parameter `expected` may be a list
    /// separated by `; `, whose parts are looked up one by one. Input, numbers, times and names are
    /// not translated.
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
        // The reason in an issue is itself a message.
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
            // Input, texts from a provider, numbers, times, names of members and headers.
            _ => value.to_owned(),
        }
    }
}

/// The separator of a list in the parameter `expected`.
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
    /// The same finding with its message from a catalogue.
    #[must_use]
    pub fn translated(self, catalogue: &Catalogue) -> Self {
        let (code, params) = (self.code(), self.params());
        let message = catalogue.message(code.template(), code.name(), params);
        self.with_message(message)
    }
}
