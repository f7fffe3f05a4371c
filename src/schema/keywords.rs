//! The JSON text of schemas: objects of keywords, and the keywords that several types have.

use crate::reading::Words;
use crate::syntax::sorting::order;
use crate::syntax::to_json::quote;

/// A JSON object under construction, each value as JSON text.
#[derive(Default)]
pub(super) struct Keywords(Vec<(String, String)>);

impl Keywords {
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn put(&mut self, name: &str, value: String) {
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = value,
            None => self.0.push((name.to_owned(), value)),
        }
    }

    /// Adds a keyword, or replaces its value.
    pub(super) fn with(mut self, name: &str, value: String) -> Self {
        self.put(name, value);
        self
    }

    /// The object as JSON text, its members sorted by name.
    pub(super) fn finish(self) -> String {
        let Self(members) = self;
        let by_name = |one: u32, two: u32| {
            let name = |at: u32| members.get(at as usize).map(|(name, _)| name);
            name(one).cmp(&name(two))
        };
        let mut out = String::new();
        for at in order(members.len(), &by_name) {
            let Some((name, value)) = members.get(at as usize) else { continue };
            out.push(if out.is_empty() { '{' } else { ',' });
            quote(name, &mut out);
            out.push(':');
            out.push_str(value);
        }
        if out.is_empty() { "{}".to_owned() } else { out + "}" }
    }
}

/// A string as JSON text.
pub(super) fn text(text: &str) -> String {
    let mut out = String::new();
    quote(text, &mut out);
    out
}

/// A JSON array of values that are JSON text.
pub(super) fn list(values: impl IntoIterator<Item = String>) -> String {
    let values: Vec<_> = values.into_iter().collect();
    format!("[{}]", values.join(","))
}

/// A schema of keywords with string values.
pub(super) fn keywords(texts: &[(&str, &str)]) -> Keywords {
    Keywords(texts.iter().map(|(name, value)| ((*name).to_owned(), text(value))).collect())
}

/// A schema that requires a member.
pub(super) fn needed(name: &str) -> Keywords {
    Keywords::default().with("required", list([text(name)]))
}

pub(super) fn filled() -> Keywords {
    keywords(&[("type", "string")]).with("minLength", "1".to_owned())
}

pub(super) fn pattern(pattern: &str, about: &str, format: Option<&str>) -> Keywords {
    let schema = keywords(&[("type", "string"), ("pattern", pattern), ("description", about)]);
    match format {
        Some(format) => schema.with("format", text(format)),
        None => schema,
    }
}

pub(super) fn whole_number(about: &str, largest: Option<&str>) -> Keywords {
    let schema = keywords(&[("type", "integer"), ("description", about)]);
    let schema = schema.with("minimum", "0".to_owned());
    match largest {
        Some(largest) => schema.with("maximum", largest.to_owned()),
        None => schema,
    }
}

/// A number, or its digits as a string.
pub(super) fn or_digits(number: Keywords, digits: &str) -> Keywords {
    let kinds = list(["integer", "string"].map(text));
    number.with("type", kinds).with("pattern", text(digits))
}

pub(super) fn listed(words: Words) -> String {
    list(words().into_iter().map(text))
}

pub(super) fn reference(name: &str) -> Keywords {
    keywords(&[("$ref", &format!("#/$defs/{name}"))])
}

pub(super) fn or_null(schema: Keywords) -> Keywords {
    // An `enum` without null excludes it, whatever `type` allows.
    if let (None, Some(kind)) = (schema.value("enum"), schema.value("type")) {
        let kinds = kind.trim_matches(['[', ']']);
        let kinds = list([kinds.to_owned(), text("null")]);
        schema.with("type", kinds)
    } else {
        let null = keywords(&[("type", "null")]);
        Keywords::default().with("anyOf", list([schema.finish(), null.finish()]))
    }
}
