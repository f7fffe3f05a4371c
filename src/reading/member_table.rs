//! Tables of the members that an object may have. One row says a member's name, field, shape, null,
//! requirement and source; the reader and the JSON Schema are made of it.

#[cfg(doc)]
use super::cache::ROWS;
use super::{Draft, Field, Null, Path, Reader};
use crate::finding::source::Source;
use crate::model::Currency;
use crate::syntax::json::{Name, Scan};

/// The members of an object, at most [`ROWS`].
#[derive(Debug)]
pub(crate) struct Table {
    /// Index among the tables of its format, for the cache.
    pub(super) number: usize,
    pub(crate) rows: &'static [Row],
    /// Bit set of the required rows.
    pub(super) required: u32,
    /// Bit set of the rows that are another spelling of the row before.
    pub(super) aliases: u32,
    /// Whether any value is a number that the model has as text.
    pub(super) has_numbers: bool,
    #[cfg(feature = "schemas")]
    pub(crate) about: About,
}

/// What the schema of an object says besides its members.
#[derive(Debug, Clone, Copy)]
pub(crate) struct About {
    /// Its key in `$defs`.
    pub(crate) name: &'static str,
    pub(crate) words: &'static str,
}

/// One member: its name, the field it is stored in, the type of its value, and who says so. What only
/// schemas show is in no build without them.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) name: Name,
    pub(crate) field: Field,
    pub(crate) shape: Shape,
    pub(crate) null: Null,
    pub(crate) is_required: bool,
    /// The documented name, in the row before, if this is another spelling of it.
    pub(crate) alias_of: Option<&'static str>,
    /// Known words of a string that may have others, too.
    #[cfg(feature = "schemas")]
    pub(crate) words: Option<Words>,
    #[cfg(feature = "schemas")]
    pub(crate) source: Source,
}

/// The words that a string may have.
pub(crate) type Words = fn() -> Vec<&'static str>;

/// The type of a member's value.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Shape {
    /// Any string.
    Text,
    Id,
    /// The status of a link, in the provider's words.
    Status,
    /// A non-empty string, with its description for messages.
    Filled(&'static str),
    Url,
    /// An address that a payer is sent to: text of any content, noted where it is no web address.
    Redirect,
    Instant,
    /// Whole seconds since 1970, as a number.
    Epoch(Unset),
    /// A decimal amount, as a string or as a number.
    Digits,
    /// An amount in minor units, as a whole number.
    MinorUnits(Exponent),
    Currency,
    /// A currency that is documented in lower case.
    LowerCurrency,
    Currencies,
    Network,
    Texts,
    Boolean,
    /// An object of any content.
    Object,
    /// A member of one provider: its own read function, and what it reads.
    Own(Read, Like),
}

/// What zero seconds since 1970 mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unset {
    /// A time like any other.
    Never,
    /// There is no time.
    Zero,
    /// There is no time, and of several members with this field the latest is its value.
    ZeroOfLatest,
}

/// The number of decimals of a currency's amounts at a provider; the code is in upper case.
pub(crate) type Exponent = fn(&Currency) -> usize;

/// Reads a member of one provider.
pub(crate) type Read = fn(&mut Reader<'_>, Path<'_>, Null, &mut Draft) -> Scan<()>;

/// What a function of one provider reads.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Like {
    /// Any string.
    Text,
    /// An id that is not empty, or an object that has it, in its place.
    IdOrObject,
    /// An object, or a list in its place.
    ObjectOrList,
    /// A list of any elements.
    List,
    /// An object that the model has nothing of.
    AnyObject,
    /// One of these strings.
    OneOf(Words),
    /// An object with these members.
    Table(&'static Table),
}

impl Shape {
    /// Whether the value is a string, apart from an amount written as a number.
    #[inline(always)]
    pub(crate) const fn is_quoted(self) -> bool {
        match self {
            Self::Text
            | Self::Id
            | Self::Status
            | Self::Filled(_)
            | Self::Url
            | Self::Redirect
            | Self::Instant
            | Self::Digits
            | Self::Currency
            | Self::LowerCurrency
            | Self::Network => true,
            Self::Epoch(_)
            | Self::MinorUnits(_)
            | Self::Currencies
            | Self::Texts
            | Self::Boolean
            | Self::Object
            | Self::Own(..) => false,
        }
    }
}

impl Table {
    #[expect(clippy::indexing_slicing, reason = "at compile time, which a panic ends")]
    #[cfg_attr(not(feature = "schemas"), expect(unused_variables, reason = "schemas show it"))]
    pub(crate) const fn new(number: usize, about: About, rows: &'static [Row]) -> Self {
        let (mut required, mut aliases, mut has_numbers, mut at) = (0, 0, false, 0);
        while at < rows.len() {
            let row = &rows[at];
            required |= (row.is_required as u32) << at;
            aliases |= (row.alias_of.is_some() as u32) << at;
            has_numbers |= matches!(row.shape, Shape::Epoch(_) | Shape::MinorUnits(_));
            at += 1;
        }
        Self {
            number,
            rows,
            required,
            aliases,
            has_numbers,
            #[cfg(feature = "schemas")]
            about,
        }
    }

    pub(super) fn named(&self, name: &str) -> Option<(usize, &Row)> {
        self.rows.iter().enumerate().find(|(_, row)| row.name.text == name)
    }
}

impl About {
    pub(crate) const fn new(name: &'static str, words: &'static str) -> Self {
        Self { name, words }
    }
}

impl Row {
    #[cfg_attr(not(feature = "schemas"), expect(unused_variables, reason = "schemas show it"))]
    pub(crate) const fn optional(
        name: &'static str,
        field: Field,
        shape: Shape,
        null: Null,
        source: Source,
    ) -> Self {
        Self {
            name: Name::new(name),
            field,
            shape,
            null,
            is_required: false,
            alias_of: None,
            #[cfg(feature = "schemas")]
            words: None,
            #[cfg(feature = "schemas")]
            source,
        }
    }

    pub(crate) const fn required(
        name: &'static str,
        field: Field,
        shape: Shape,
        source: Source,
    ) -> Self {
        Self { is_required: true, ..Self::optional(name, field, shape, Null::Refused, source) }
    }

    /// An optional member that is documented as null where there is no value.
    pub(crate) const fn nullable(
        name: &'static str,
        field: Field,
        shape: Shape,
        source: Source,
    ) -> Self {
        Self::optional(name, field, shape, Null::Documented, source)
    }

    /// With known words, which need not be all.
    #[cfg_attr(not(feature = "schemas"), expect(unused_variables, reason = "schemas show it"))]
    pub(crate) const fn known(self, words: Words) -> Self {
        Self {
            #[cfg(feature = "schemas")]
            words: Some(words),
            ..self
        }
    }

    /// Another spelling of this member; must be the next row of the table.
    pub(crate) const fn spelt(&self, name: &'static str, source: Source) -> Self {
        let alias_of = Some(self.name.text);
        Self { alias_of, ..Self::optional(name, self.field, self.shape, self.null, source) }
    }
}
