//! JSON Schema 2020-12 of what providers send and of what paylink answers, made of tables.
//!
//! A format says its members as data, each with its source; here they become a schema. A schema and
//! the reader take the same documents (`tests/schemas.rs`), but for what a schema does not say: its
//! descriptions list that.

use serde_json::{Map, Value, json};

use crate::finding::source::{Basis, Source};
use crate::reading::Null;

pub(crate) mod model;

/// What no schema says of any document that is read.
pub(crate) const UNSAID: &str = "a member must not stand twice in its object, a text that is read \
    must not hold half a character (a surrogate escape alone), no more than 128 values may stand \
    inside each other";

/// What the schema of a list leaves to the reader.
pub(crate) const ALONE: &str = "one link by itself is read as a list of one, and in a list a link \
    that is not sound, or whose child is not, has issues of its own and does not spoil the others";

/// The documents of a format.
pub(crate) struct Schemas {
    pub(crate) link: Described,
    pub(crate) list: Described,
    pub(crate) create: Described,
}

/// One kind of document.
pub(crate) struct Described {
    pub(crate) title: &'static str,
    pub(crate) root: &'static Table,
    /// The rules that it does not say; most of them no schema can.
    pub(crate) unsaid: &'static [&'static str],
}

impl Described {
    /// The schema of that name.
    pub(crate) fn schema(&self, name: &str) -> Value {
        let Self { title, root, unsaid } = self;
        let mut defs = Map::new();
        let mut out = root.schema(&mut defs);
        let mut about = root.about.to_owned();
        for (index, rule) in unsaid.iter().enumerate() {
            about.push_str(if index == 0 { ". What it does not say: " } else { "; " });
            about.push_str(rule);
        }
        for (keyword, value) in [
            ("$schema", "https://json-schema.org/draft/2020-12/schema"),
            ("$id", &format!("urn:paylink:schema:{name}")),
            ("title", title),
            ("description", &about),
        ] {
            out = with(out, keyword, Value::from(value));
        }
        with(out, "$defs", Value::Object(defs))
    }
}

/// The members of an object.
pub(crate) struct Table {
    /// Its name among a schema's definitions.
    name: &'static str,
    about: &'static str,
    /// One list after the other: objects share some.
    members: &'static [&'static [Member]],
    /// Of these members one is there and not null; no such rule if empty.
    exactly_one: &'static [&'static str],
    /// A member that would make it something else.
    never: Option<&'static str>,
    /// Whether there are no other members.
    is_closed: bool,
}

/// One member of an object.
pub(crate) struct Member {
    name: &'static str,
    shape: Shape,
    is_required: bool,
    null: Null,
    /// Who says so; the words describe the member.
    source: Source,
}

/// What a value looks like.
pub(crate) enum Shape {
    /// A text of any content.
    Text,
    /// Not empty.
    Filled,
    Boolean,
    /// RFC 3339.
    Instant,
    /// http or https.
    Url,
    /// An exact decimal as a text.
    Amount,
    /// An exact decimal as a text, or a number.
    Digits,
    /// A currency's code, in any case.
    Currency,
    /// A currency's code in upper case.
    UpperCurrency,
    /// A JSON Pointer.
    Pointer,
    /// A word; these are known, and any other is taken too.
    Word(fn() -> Vec<&'static str>),
    /// Like [`Shape::Word`], and not empty.
    FilledWord(fn() -> Vec<&'static str>),
    /// One of these words.
    OneOf(fn() -> Vec<&'static str>),
    /// A text, but none of these.
    NoneOf(fn() -> Vec<&'static str>),
    /// An object of any content.
    AnyObject,
    Object(&'static Table),
    /// One of these objects.
    Either(&'static [&'static Table]),
    List(&'static Shape),
}

impl Table {
    /// An object that may have other members too.
    pub(crate) const fn open(
        name: &'static str,
        about: &'static str,
        members: &'static [&'static [Member]],
    ) -> Self {
        Self { name, about, members, exactly_one: &[], never: None, is_closed: false }
    }

    /// An object that has no other members.
    pub(crate) const fn closed(
        name: &'static str,
        about: &'static str,
        members: &'static [&'static [Member]],
    ) -> Self {
        Self { name, about, members, exactly_one: &[], never: None, is_closed: true }
    }

    pub(crate) const fn exactly_one(mut self, names: &'static [&'static str]) -> Self {
        self.exactly_one = names;
        self
    }

    pub(crate) const fn never(mut self, name: &'static str) -> Self {
        self.never = Some(name);
        self
    }

    fn schema(&self, defs: &mut Map<String, Value>) -> Value {
        let members = || self.members.iter().copied().flatten();
        let mut properties = keywords(&[]);
        for member in members() {
            properties = with(properties, member.name, member.schema(defs));
        }
        let required: Vec<_> = members()
            .filter(|member| member.is_required)
            .map(|member| Value::from(member.name))
            .collect();
        let mut out = with(keywords(&[("type", "object")]), "properties", properties);
        if !required.is_empty() {
            out = with(out, "required", Value::Array(required));
        }
        if !self.exactly_one.is_empty() {
            let given = |name: &&str| {
                let there = with(keywords(&[]), "not", keywords(&[("type", "null")]));
                with(needed(name), "properties", with(keywords(&[]), name, there))
            };
            out = with(out, "oneOf", Value::Array(self.exactly_one.iter().map(given).collect()));
        }
        if let Some(name) = self.never {
            out = with(out, "not", needed(name));
        }
        if self.is_closed {
            out = with(out, "additionalProperties", Value::Bool(false));
        }
        out
    }

    fn reference(&self, defs: &mut Map<String, Value>) -> Value {
        if !defs.contains_key(self.name) {
            let schema = with(self.schema(defs), "description", Value::from(self.about));
            defs.insert(self.name.to_owned(), schema);
        }
        reference(self.name)
    }
}

impl Member {
    pub(crate) const fn required(name: &'static str, shape: Shape, source: Source) -> Self {
        Self { name, shape, is_required: true, null: Null::Refused, source }
    }

    pub(crate) const fn optional(
        name: &'static str,
        shape: Shape,
        null: Null,
        source: Source,
    ) -> Self {
        Self { name, shape, is_required: false, null, source }
    }

    fn schema(&self, defs: &mut Map<String, Value>) -> Value {
        let shape = self.shape.schema(defs);
        let (schema, null) = match self.null {
            Null::Refused => (shape, ""),
            Null::Documented => (or_null(shape), "; null stands for none"),
            Null::Noted => (or_null(shape), "; null: assumed, read as missing and noted"),
        };
        let basis = match self.source.basis() {
            Basis::Documented => "documented",
            Basis::Assumed => "assumed",
        };
        let comment = format!("{basis}: {}{null}", self.source.page().title);
        let schema = with(schema, "description", Value::from(self.source.words()));
        with(schema, "$comment", Value::from(comment))
    }
}

/// RFC 3339, section 5.6, but for what only a calendar knows.
const INSTANT: &str = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\
    [Tt]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?\
    ([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$";
const INSTANT_IS: &str = "a date and time by RFC 3339, of any offset and fraction; days that no \
    month has, and leap seconds anywhere but at 23:59:60 UTC, are only refused by a validator that \
    asserts `format`";

/// RFC 3986 with a plain host, as [`crate::model::Url`] has it.
const URL: &str = "^[Hh][Tt][Tt][Pp][Ss]?://\
    ([A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.?|\\[[0-9A-Fa-f:.]+\\])(:[0-9]+)?\
    (/([A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*)?\
    (\\?([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?\
    (#([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?$";
const URL_IS: &str = "an absolute http or https URL by RFC 3986, without credentials, its host a \
    plain ASCII name or an IP address. What it does not say: a port is at most 65535; a host \
    whose last label is a number is an IPv4 address of four decimal parts; no label begins with \
    `xn--`";

const AMOUNT: &str = "^(0|[1-9][0-9]*)(\\.[0-9]+)?$";
const AMOUNT_IS: &str = "an exact decimal of zero or more, without leading zeros";
const DIGITS_IS: &str = "an exact decimal of zero or more, without leading zeros; a number is \
    taken too, by the digits that it is written with. What it does not say: a number has no \
    exponent, and no minus before a zero";

const ANY_CASE: &str = "a currency's code, fiat or crypto, in any case";
const UPPER_CASE: &str = "a currency's code, fiat or crypto, in upper case";

impl Shape {
    fn schema(&self, defs: &mut Map<String, Value>) -> Value {
        let mut define = |name: &str, schema| {
            defs.entry(name).or_insert(schema);
            reference(name)
        };
        match self {
            Self::Text => keywords(&[("type", "string")]),
            Self::Filled => filled(),
            Self::Boolean => keywords(&[("type", "boolean")]),
            Self::Pointer => keywords(&[("type", "string"), ("format", "json-pointer")]),
            Self::Instant => define("instant", pattern(INSTANT, INSTANT_IS, Some("date-time"))),
            Self::Url => define("url", pattern(URL, URL_IS, Some("uri"))),
            Self::Amount => define("amount", pattern(AMOUNT, AMOUNT_IS, None)),
            Self::Digits => {
                let kinds = json!(["string", "number"]);
                let digits = with(pattern(AMOUNT, DIGITS_IS, None), "type", kinds);
                define("digits", with(digits, "minimum", json!(0)))
            }
            Self::Currency => define("currency", pattern("^[A-Za-z0-9]{2,12}$", ANY_CASE, None)),
            Self::UpperCurrency => {
                define("currency", pattern("^[A-Z0-9]{2,12}$", UPPER_CASE, None))
            }
            // No `enum`: providers add words without notice, and an unknown one is a value.
            Self::Word(words) => with(keywords(&[("type", "string")]), "examples", listed(*words)),
            Self::FilledWord(words) => with(filled(), "examples", listed(*words)),
            Self::OneOf(words) => with(keywords(&[("type", "string")]), "enum", listed(*words)),
            Self::NoneOf(words) => {
                let none = with(keywords(&[]), "enum", listed(*words));
                with(keywords(&[("type", "string")]), "not", none)
            }
            Self::AnyObject => keywords(&[("type", "object")]),
            Self::Object(table) => table.reference(defs),
            Self::Either(tables) => {
                let tables = tables.iter().map(|table| table.reference(defs)).collect();
                with(keywords(&[]), "oneOf", Value::Array(tables))
            }
            Self::List(item) => with(keywords(&[("type", "array")]), "items", item.schema(defs)),
        }
    }
}

/// A schema of keywords that are texts.
fn keywords(texts: &[(&str, &str)]) -> Value {
    let mut schema = Map::new();
    for (keyword, text) in texts {
        schema.insert((*keyword).to_owned(), Value::from(*text));
    }
    Value::Object(schema)
}

/// An object that has a member of that name.
fn needed(name: &str) -> Value {
    with(keywords(&[]), "required", Value::Array(vec![Value::from(name)]))
}

/// The same with one keyword more.
fn with(mut schema: Value, keyword: &str, value: Value) -> Value {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert(keyword.to_owned(), value);
    }
    schema
}

fn filled() -> Value {
    with(keywords(&[("type", "string")]), "minLength", json!(1))
}

fn pattern(pattern: &str, about: &str, format: Option<&str>) -> Value {
    let schema = keywords(&[("type", "string"), ("pattern", pattern), ("description", about)]);
    match format {
        Some(format) => with(schema, "format", Value::from(format)),
        None => schema,
    }
}

fn listed(words: fn() -> Vec<&'static str>) -> Value {
    Value::Array(words().into_iter().map(Value::from).collect())
}

fn reference(name: &str) -> Value {
    keywords(&[("$ref", &format!("#/$defs/{name}"))])
}

fn or_null(mut schema: Value) -> Value {
    // Null is none of the words of an `enum`, whatever its type says.
    let (is_listed, null) = (schema.get("enum").is_some(), Value::from("null"));
    match schema.get_mut("type") {
        Some(kind) if !is_listed => {
            *kind = Value::Array(vec![kind.take(), null]);
            schema
        }
        _ => with(
            keywords(&[]),
            "anyOf",
            Value::Array(vec![schema, with(keywords(&[]), "type", null)]),
        ),
    }
}
