//! Generates JSON Schemas (2020-12) of providers' documents and of the model from tables of members.
//!
//! A schema and the reader accept the same documents (`tests/schemas.rs`), except for rules that the
//! schema does not express; its description lists them.

use self::keywords::{
    Keywords, filled, keywords, list, listed, needed, or_digits, or_null, pattern, reference, text,
    whole_number,
};
use crate::finding::source::{Basis, Source};
use crate::reading::{self, Null, Words};

mod keywords;
pub(crate) mod model;

/// Rules of the reader for every document that no schema expresses.
pub(crate) const UNSAID: &str = "an object must not have duplicate members, a string that is read \
    must not have an unpaired surrogate escape, and values must not \
    be nested more than 128 levels deep";

/// Rules of the reader for lists that no schema expresses.
pub(crate) const ALONE: &str = "a document of one link is read as a list of one, and an invalid \
    link, or one with an invalid child, has its own issues and does \
    not affect the others";

/// The schemas of a format's documents.
pub(crate) struct Schemas {
    pub(crate) link: Described,
    pub(crate) list: Described,
    pub(crate) create: Described,
}

/// The schema of one kind of document.
pub(crate) struct Described {
    pub(crate) title: &'static str,
    pub(crate) root: Root,
    /// Rules that it does not express; most of them cannot be expressed.
    pub(crate) unsaid: &'static [&'static str],
}

/// The object of a whole document.
pub(crate) enum Root {
    Table(&'static Table),
    /// One that is read by its table.
    Read(&'static reading::Table),
}

impl Described {
    /// The schema as JSON text; `name` is a part of its `$id`.
    pub(crate) fn schema(&self, name: &str) -> String {
        let Self { title, root, unsaid } = self;
        let mut defs = Keywords::default();
        let (mut out, about) = match root {
            Root::Table(table) => (table.schema(&mut defs), table.about),
            Root::Read(table) => (read_schema(table, &mut defs), table.about.words),
        };
        let mut about = about.to_owned();
        for (index, rule) in unsaid.iter().enumerate() {
            about.push_str(if index == 0 { ". Not expressed by this schema: " } else { "; " });
            about.push_str(rule);
        }
        for (keyword, value) in [
            ("$schema", "https://json-schema.org/draft/2020-12/schema"),
            ("$id", &format!("urn:paylink:schema:{name}")),
            ("title", title),
            ("description", &about),
        ] {
            out = out.with(keyword, text(value));
        }
        out.with("$defs", defs.finish()).finish()
    }
}

/// An object and its members.
pub(crate) struct Table {
    /// Its key in `$defs`.
    name: &'static str,
    about: &'static str,
    /// Several slices, because objects share some members.
    members: &'static [&'static [Member]],
    /// Exactly one of these members must be present and not null; empty for no such rule.
    exactly_one: &'static [&'static str],
    /// A member that must be missing: it identifies another kind of object.
    never: Option<&'static str>,
    /// Whether other members are forbidden.
    is_closed: bool,
}

/// One member of an object.
pub(crate) struct Member {
    name: &'static str,
    shape: Shape,
    is_required: bool,
    null: Null,
    /// Its source, whose words are the description of the member.
    source: Source,
}

/// The type of a value.
pub(crate) enum Shape {
    /// Any string.
    Text,
    /// A string that is not empty.
    Filled,
    Boolean,
    /// An RFC 3339 date and time.
    Instant,
    /// Whole seconds since 1970.
    Epoch,
    /// The same, or its digits as a string, as in a form.
    EpochOrText,
    /// A whole number of a currency's smallest unit.
    MinorUnits,
    /// The same, or its digits as a string, as in a form.
    UnitsOrText,
    /// An id that is not empty, or an object that has it, in its place.
    IdOrObject,
    /// An object, or a list in its place.
    ObjectOrList,
    /// A string of at most so many characters.
    UpTo(u16),
    /// Any list.
    AnyList,
    /// An absolute http or https URL.
    Url,
    /// An exact decimal as a string.
    Amount,
    /// An exact decimal as a string or a number.
    Digits,
    /// A currency code in any case.
    Currency,
    /// A currency code in upper case.
    UpperCurrency,
    /// A JSON Pointer.
    Pointer,
    /// Any string; these are known and listed as examples.
    Word(Words),
    /// Like [`Shape::Word`], but not empty.
    FilledWord(Words),
    /// One of these strings.
    OneOf(Words),
    /// Any string except these.
    NoneOf(Words),
    /// Any object.
    AnyObject,
    Object(&'static Table),
    /// An object that is read by its table.
    Read(&'static reading::Table),
    /// One of these objects.
    Either(&'static [&'static Table]),
    List(&'static Shape),
    /// A list with at least one element.
    NonEmpty(&'static Shape),
}

impl Table {
    /// An object that may have other members.
    pub(crate) const fn open(
        name: &'static str,
        about: &'static str,
        members: &'static [&'static [Member]],
    ) -> Self {
        Self { name, about, members, exactly_one: &[], never: None, is_closed: false }
    }

    /// An object without other members.
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

    fn schema(&self, defs: &mut Keywords) -> Keywords {
        let members = || self.members.iter().copied().flatten();
        let mut properties = Keywords::default();
        for member in members() {
            properties = properties.with(member.name, member.schema(defs).finish());
        }
        let required = members().filter(|member| member.is_required).map(|member| member.name);
        let mut out = object(properties, &required.collect::<Vec<_>>(), self.exactly_one);
        if let Some(name) = self.never {
            out = out.with("not", needed(name).finish());
        }
        if self.is_closed {
            out = out.with("additionalProperties", "false".to_owned());
        }
        out
    }

    fn reference(&self, defs: &mut Keywords) -> Keywords {
        if defs.value(self.name).is_none() {
            let schema = self.schema(defs).with("description", text(self.about));
            defs.put(self.name, schema.finish());
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

    fn schema(&self, defs: &mut Keywords) -> Keywords {
        sourced(self.shape.schema(defs), self.null, &self.source)
    }
}

/// A member's schema with its source, and null if it may be that.
fn sourced(shape: Keywords, null: Null, source: &Source) -> Keywords {
    let (schema, null) = match null {
        Null::Refused => (shape, ""),
        Null::Documented => (or_null(shape), "; null means no value"),
        Null::Noted => (or_null(shape), "; null: assumed, read as missing and noted"),
    };
    let basis = match source.basis() {
        Basis::Documented => "documented",
        Basis::Assumed => "assumed",
    };
    let comment = format!("{basis}: {}{null}", source.page().title);
    schema.with("description", text(source.words())).with("$comment", text(&comment))
}

/// The schema of an object that is read by a table.
fn read_schema(table: &reading::Table, defs: &mut Keywords) -> Keywords {
    let mut properties = Keywords::default();
    let (mut required, mut exactly_one) = (Vec::new(), Vec::new());
    for row in table.rows {
        let name = row.name.text;
        let schema = sourced(shape_of(row).schema(defs), row.null, &row.source);
        properties = properties.with(name, schema.finish());
        if let Some(documented) = row.alias_of {
            // One of the two spellings has to be there.
            required.retain(|name| *name != documented);
            exactly_one = vec![documented, name];
        } else if row.is_required {
            required.push(name);
        }
    }
    object(properties, &required, &exactly_one)
}

fn read_reference(table: &reading::Table, defs: &mut Keywords) -> Keywords {
    let reading::About { name, words } = table.about;
    if defs.value(name).is_none() {
        let schema = read_schema(table, defs).with("description", text(words));
        defs.put(name, schema.finish());
    }
    reference(name)
}

/// The type of a member that is read by a table.
const fn shape_of(row: &reading::Row) -> Shape {
    use crate::reading::{Like, Shape as Read};
    match (row.shape, row.words) {
        (Read::Status | Read::Filled(_), Some(words)) => Shape::FilledWord(words),
        (Read::Text | Read::Own(_, Like::Text), Some(words)) => Shape::Word(words),
        (Read::Text | Read::Redirect | Read::Own(_, Like::Text), _) => Shape::Text,
        (Read::Id | Read::Status | Read::Filled(_) | Read::Network, _) => Shape::Filled,
        (Read::Url, _) => Shape::Url,
        (Read::Instant, _) => Shape::Instant,
        (Read::Epoch(_), _) => Shape::Epoch,
        (Read::MinorUnits(_), _) => Shape::MinorUnits,
        (Read::Digits, _) => Shape::Digits,
        (Read::Currency | Read::LowerCurrency, _) => Shape::Currency,
        (Read::Currencies, _) => Shape::List(&Shape::Currency),
        (Read::Texts, _) => Shape::List(&Shape::Text),
        (Read::Boolean, _) => Shape::Boolean,
        (Read::Own(_, Like::IdOrObject), _) => Shape::IdOrObject,
        (Read::Object | Read::Own(_, Like::AnyObject), _) => Shape::AnyObject,
        (Read::Own(_, Like::ObjectOrList), _) => Shape::ObjectOrList,
        (Read::Own(_, Like::List), _) => Shape::AnyList,
        (Read::Own(_, Like::OneOf(words)), _) => Shape::OneOf(words),
        (Read::Own(_, Like::Table(table)), _) => Shape::Read(table),
    }
}

/// An object of these members; exactly one of some must be there and not null.
fn object(properties: Keywords, required: &[&str], exactly_one: &[&str]) -> Keywords {
    let mut out = keywords(&[("type", "object")]).with("properties", properties.finish());
    if !required.is_empty() {
        out = out.with("required", list(required.iter().map(|name| text(name))));
    }
    if !exactly_one.is_empty() {
        let given = |name: &&str| {
            let there = Keywords::default().with("not", keywords(&[("type", "null")]).finish());
            let there = Keywords::default().with(name, there.finish());
            needed(name).with("properties", there.finish()).finish()
        };
        out = out.with("oneOf", list(exactly_one.iter().map(given)));
    }
    out
}

/// RFC 3339, section 5.6, without the length of months and the dates of leap seconds.
const INSTANT: &str = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\
    [Tt]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?\
    ([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$";
const INSTANT_IS: &str = "an RFC 3339 date and time with any offset and fraction; only a \
    validator that asserts `format` refuses days that do not exist, and \
    leap seconds other than 23:59:60 UTC";

/// RFC 3986 with the restrictions of [`crate::model::Url`].
const URL: &str = "^[Hh][Tt][Tt][Pp][Ss]?://\
    ([A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.?|\\[[0-9A-Fa-f:.]+\\])(:[0-9]+)?\
    (/([A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*)?\
    (\\?([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?\
    (#([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?$";
const URL_IS: &str = "an absolute http or https URL by RFC 3986, without credentials; the host is \
    an ASCII name or an IP address. Not expressed by this schema: a port is at \
    most 65535; a host whose last label is a number is an IPv4 address of four \
    decimal parts";

const AMOUNT: &str = "^(0|[1-9][0-9]*)(\\.[0-9]+)?$";
const AMOUNT_IS: &str = "an exact decimal of zero or more, without leading zeros";
const DIGITS_IS: &str = "an exact decimal of zero or more, without leading zeros; a number is \
    accepted, too, and read by its digits. Not expressed by this schema: a \
    number has no exponent, and no minus before a zero";

/// 9999-12-31T23:59:59Z.
const LAST_SECOND: &str = "253402300799";
/// A number up to that one.
const EPOCH_DIGITS: &str = "^0*([0-9]{1,11}|1[0-9]{11}|2[0-4][0-9]{10}|25[0-2][0-9]{9}\
    |253[0-3][0-9]{8}|25340[01][0-9]{6}|253402[0-2][0-9]{5}|253402300[0-6][0-9]{2}\
    |2534023007[0-9]{2})$";
const EPOCH_IS: &str = "whole seconds since 1970-01-01T00:00:00Z, up to the year 9999. Not expressed by \
    this schema: the number is written with digits only";
const MINOR_UNITS_IS: &str = "a whole number of the currency's smallest unit, of any size. Not expressed \
    by this schema: the number is written with digits only";

const CURRENCY: &str = "^[A-Za-z0-9][A-Za-z0-9.-]{0,10}[A-Za-z0-9]$";
const UPPER_CURRENCY: &str = "^[A-Z0-9][A-Z0-9.-]{0,10}[A-Z0-9]$";
const ANY_CASE: &str = "a currency's code, fiat or crypto, in any case";
const UPPER_CASE: &str = "a currency's code, fiat or crypto, in upper case";

impl Shape {
    fn schema(&self, defs: &mut Keywords) -> Keywords {
        let mut define = |name: &str, schema: Keywords| {
            if defs.value(name).is_none() {
                defs.put(name, schema.finish());
            }
            reference(name)
        };
        match self {
            Self::Text => keywords(&[("type", "string")]),
            Self::Filled => filled(),
            Self::Boolean => keywords(&[("type", "boolean")]),
            Self::Pointer => keywords(&[("type", "string"), ("format", "json-pointer")]),
            Self::Instant => define("instant", pattern(INSTANT, INSTANT_IS, Some("date-time"))),
            Self::Epoch => define("epoch", whole_number(EPOCH_IS, Some(LAST_SECOND))),
            Self::MinorUnits => define("minorUnits", whole_number(MINOR_UNITS_IS, None)),
            Self::EpochOrText => {
                let number = whole_number(EPOCH_IS, Some(LAST_SECOND));
                define("epochOrText", or_digits(number, EPOCH_DIGITS))
            }
            Self::UnitsOrText => {
                define("unitsOrText", or_digits(whole_number(MINOR_UNITS_IS, None), "^[0-9]+$"))
            }
            Self::IdOrObject => filled()
                .with("type", list(["object", "string"].map(text)))
                .with("properties", Keywords::default().with("id", filled().finish()).finish()),
            Self::ObjectOrList => {
                Keywords::default().with("type", list(["array", "object"].map(text)))
            }
            Self::AnyList => keywords(&[("type", "array")]),
            Self::UpTo(most) => keywords(&[("type", "string")]).with("maxLength", most.to_string()),
            Self::Url => define("url", pattern(URL, URL_IS, Some("uri"))),
            Self::Amount => define("amount", pattern(AMOUNT, AMOUNT_IS, None)),
            Self::Digits => {
                let kinds = list(["string", "number"].map(text));
                let digits = pattern(AMOUNT, DIGITS_IS, None).with("type", kinds);
                define("digits", digits.with("minimum", "0".to_owned()))
            }
            Self::Currency => define("currency", pattern(CURRENCY, ANY_CASE, None)),
            Self::UpperCurrency => define("currency", pattern(UPPER_CURRENCY, UPPER_CASE, None)),
            // No `enum`: providers add words without notice, and unknown ones are accepted.
            Self::Word(words) => keywords(&[("type", "string")]).with("examples", listed(*words)),
            Self::FilledWord(words) => filled().with("examples", listed(*words)),
            Self::OneOf(words) => keywords(&[("type", "string")]).with("enum", listed(*words)),
            Self::NoneOf(words) => {
                let none = Keywords::default().with("enum", listed(*words));
                keywords(&[("type", "string")]).with("not", none.finish())
            }
            Self::AnyObject => keywords(&[("type", "object")]),
            Self::Object(table) => table.reference(defs),
            Self::Read(table) => read_reference(table, defs),
            Self::Either(tables) => {
                let tables = tables.iter().map(|table| table.reference(defs).finish());
                Keywords::default().with("oneOf", list(tables))
            }
            Self::List(item) => list_of(item, defs),
            Self::NonEmpty(item) => list_of(item, defs).with("minItems", "1".to_owned()),
        }
    }
}

fn list_of(item: &Shape, defs: &mut Keywords) -> Keywords {
    keywords(&[("type", "array")]).with("items", item.schema(defs).finish())
}
