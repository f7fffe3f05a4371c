//! Message catalogue and translation: the English message of each code, and messages in other
//! languages.

use std::collections::BTreeMap;

use crate::deciding::reconcile::Ground;
use crate::finding::catalogue::Catalogue;
use crate::finding::misuse::Misuse;
use crate::finding::{Code, ErrorCode, NoteCode, Params};
use crate::finding::{Reason, Warning};
use crate::model::{Action, Event, Format, Kind, Status};
use crate::syntax::from_json::{deserialised, members};

deserialised!(Catalogue, Coded);

/// A code with its parameters: of an issue, a note, a reason, a warning or a ground.
#[derive(Debug, Clone)]
pub struct Coded {
    code: String,
    params: BTreeMap<String, String>,
}

members! { Coded {
    code: required "code",
    ;
    params: defaulted "params",
}}

/// Renders messages in the language of a catalogue.
///
/// # Errors
/// An unknown code.
///
/// # Examples
/// ```
/// use paylink::finding::catalogue::Catalogue;
/// use paylink::messages::Coded;
/// use paylink::api::translate;
///
/// let german: Catalogue = serde_json::from_str(
///     r#"{"locale": "de",
///         "messages": {"type_mismatch": "erwartet: {expected}, gefunden: {found}"},
///         "phrases": {"a string": "eine Zeichenkette", "a number": "eine Zahl"}}"#,
/// )?;
/// let found: Vec<Coded> = serde_json::from_str(
///     r#"[{"code": "type_mismatch", "params": {"expected": "a string", "found": "a number"}}]"#,
/// )?;
/// assert_eq!(translate(found, &german)?, ["erwartet: eine Zeichenkette, gefunden: eine Zahl"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn translate(coded: Vec<Coded>, catalogue: &Catalogue) -> Result<Vec<String>, Misuse> {
    let told = |Coded { code, params }: Coded| {
        let template = templates().find(|(name, _)| *name == code).map(|(_, template)| template);
        template
            .map(|template| catalogue.message(template, &code, &Params::from_map(params)))
            .ok_or(Misuse { argument: "findings", expected: "findings with known codes" })
    };
    coded.into_iter().map(told).collect()
}

/// The English catalogue: all messages and phrases that a translation needs.
pub fn messages() -> Catalogue {
    let of_providers = Format::ALL.iter().flat_map(|format| {
        let adapter = format.adapter();
        adapter.phrases.iter().copied().chain([adapter.shape])
    });
    let names = Status::ALL.into_iter().map(Status::name);
    let names = names.chain(Action::ALL.into_iter().map(Action::name));
    let names = names.chain(Event::ALL.into_iter().map(Event::name));
    let names = names.chain(Kind::ALL.into_iter().map(Kind::name));
    let mut english = Catalogue { locale: "en".to_owned(), ..Catalogue::default() };
    for (name, template) in templates() {
        english.messages.insert(name.to_owned(), template.to_owned());
    }
    for phrase in PHRASES.iter().copied().chain(of_providers).chain(names) {
        english.phrases.insert(phrase.to_owned(), phrase.to_owned());
    }
    english
}

fn templates() -> impl Iterator<Item = (&'static str, &'static str)> {
    fn rows<C: Code>(all: &'static [C]) -> impl Iterator<Item = (&'static str, &'static str)> {
        all.iter().map(|code| (code.name(), code.template()))
    }
    rows(ErrorCode::ALL)
        .chain(rows(NoteCode::ALL))
        .chain(rows(Reason::ALL))
        .chain(rows(Warning::ALL))
        .chain(rows(Ground::ALL))
}

/// The English phrases in parameters, besides the names of statuses, actions, events and kinds.
const PHRASES: &[&str] = &[
    // JSON
    "a boolean",
    "a digit",
    "a member name in quotes",
    "a number",
    "a string",
    "a value",
    "an array",
    "an escape for this control character",
    "an object",
    "four hexadecimal digits",
    "one of the escapes `\"\\/bfnrtu`",
    "the end of the text",
    "`,` or `]`",
    "`,` or `}`",
    // Values
    "a currency code such as `EUR` or `USDT`",
    "a decimal number such as `100.00`",
    "a media type such as `application/json`",
    "a network code such as `trx:usdt`",
    "a status word",
    "an RFC 3339 date and time such as `2025-06-18T23:00:00.000Z`",
    "an absolute http or https URL by RFC 3986",
    "an amount such as `100.00`, without sign or leading zeros",
    "a whole number of the currency's smallest unit",
    "an id",
    "whole seconds since 1970",
    "both",
    "neither",
    // Requests
    "a form with percent-encoded names and values",
    "a page number of 1 or more",
    "a whole number of 0 or more",
    "a whole number of 1 or more",
    "a percent-encoded id in the path",
    "a percent-encoded string",
    "a non-empty string",
    "a whole number from 1 to 100",
    "close payment links",
    "create payment links",
    "no body, or a JSON object",
    "read payment links",
    "visible ASCII characters",
    "visible ASCII characters in double quotes",
    "`oldest_first` or `newest_first`",
    // Lists and webhooks
    "`whsec_` at the beginning",
    "`whsec_` without `v1,` before it",
    "a cursor that was given before",
    "a key after `whsec_`",
    "a base64 key after `whsec_`",
    "the `walk` of the page before",
    "an empty page that has a next page",
    "an empty string",
    "an unpaired surrogate",
    "no blanks or line ends around it",
    "no blanks or line ends in it",
    "no quotes around it",
    "the links of an earlier page",
];
