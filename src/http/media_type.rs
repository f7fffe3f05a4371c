//! Parses and writes media types by the WHATWG's MIME Sniffing standard.

use std::fmt;

use crate::finding::ErrorCode;
use crate::model::ValueError;

/// A media type: `type/subtype` in lower case and its parameters in order, without duplicates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MediaType {
    essence: String,
    parameters: Vec<(String, String)>,
}

impl MediaType {
    /// # Errors
    /// The type or subtype is missing or no token. Malformed parameters are ignored by the
    /// standard.
    pub(crate) fn parse(text: &str) -> Result<Self, ValueError> {
        Self::read(text).ok_or(ValueError::new(
            ErrorCode::ValueMalformed,
            "a media type such as `application/json`",
        ))
    }

    fn read(text: &str) -> Option<Self> {
        let text = text.trim_matches(is_space);
        let (kind, rest) = text.split_once('/')?;
        let (subtype, mut rest) = rest.split_once(';').map_or((rest, None), |(a, b)| (a, Some(b)));
        let subtype = subtype.trim_end_matches(is_space);
        if !is_token(kind) || !is_token(subtype) {
            return None;
        }
        let essence = format!("{kind}/{subtype}").to_ascii_lowercase();
        let mut parameters: Vec<(String, String)> = Vec::new();
        while let Some(parameter) = rest {
            let (name, value);
            (name, value, rest) = split_parameter(parameter.trim_start_matches(is_space));
            let name = name.to_ascii_lowercase();
            if let Some(value) = value
                && is_token(&name)
                && value.chars().all(is_quotable)
                && parameters.iter().all(|(known, _)| *known != name)
            {
                parameters.push((name, value));
            }
        }
        Some(Self { essence, parameters })
    }

    /// `type/subtype` without parameters.
    pub(crate) fn essence(&self) -> &str {
        &self.essence
    }

    /// Removes a parameter.
    #[must_use]
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.parameters.retain(|(known, _)| known != name);
        self
    }

    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn parameters(&self) -> impl Iterator<Item = &str> {
        self.parameters.iter().map(|(name, _)| name.as_str())
    }
}

/// The members of a comma-separated header. A comma within quotes does not separate.
pub(crate) fn split_list(header: &str) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    header.split(move |char| {
        match char {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => {}
        }
        char == ',' && !quoted
    })
}

/// Splits off a parameter: its name, its value if any, and the text after the next semicolon.
fn split_parameter(text: &str) -> (&str, Option<String>, Option<&str>) {
    let after_semicolon = |text: &str| text.find(';').map(|at| at + 1);
    let Some(end) = text.find([';', '=']) else { return (text, None, None) };
    let (name, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let Some(value) = rest.strip_prefix('=') else {
        return (name, None, rest.get(1..));
    };
    if let Some(quoted) = value.strip_prefix('"') {
        let (value, rest) = unquote(quoted);
        return (name, Some(value), after_semicolon(rest).and_then(|at| rest.get(at..)));
    }
    let (value, rest) = value.split_once(';').map_or((value, None), |(a, b)| (a, Some(b)));
    let value = value.trim_end_matches(is_space);
    (name, (!value.is_empty()).then(|| value.to_owned()), rest)
}

/// The unescaped value before the closing quote, and the text after it. Without a closing quote the
/// value is the whole text.
fn unquote(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut rest = text.chars();
    while let Some(char) = rest.next() {
        match char {
            '"' => break,
            '\\' => value.push(rest.next().unwrap_or('\\')),
            char => value.push(char),
        }
    }
    (value, rest.as_str())
}

const fn is_space(char: char) -> bool {
    matches!(char, '\n' | '\r' | '\t' | ' ')
}

pub(crate) fn is_token(text: &str) -> bool {
    let fine = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(fine)
}

/// Whether a character is allowed in a quoted value.
const fn is_quotable(char: char) -> bool {
    matches!(char, '\t' | ' '..='~' | '\u{80}'..='\u{ff}')
}

impl fmt::Display for MediaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.essence)?;
        for (name, value) in &self.parameters {
            if is_token(value) {
                write!(f, ";{name}={value}")?;
            } else {
                let escaped = value.replace('\\', "\\\\").replace('"', "\\\"");
                write!(f, ";{name}=\"{escaped}\"")?;
            }
        }
        Ok(())
    }
}
