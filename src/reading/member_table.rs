//! Tables of the members that an object may have: name, field, shape, null and requirement.

#[cfg(doc)]
use super::cache::ROWS;
use super::{Draft, Field, Null, Path, Reader};
use crate::syntax::json::{Name, Scan};

/// The members of an object, at most [`ROWS`].
#[derive(Debug)]
pub(crate) struct Table {
    /// Index among the tables of its format, for the cache.
    pub(super) number: usize,
    pub(super) rows: &'static [Row],
    /// Bit set of the required rows.
    pub(super) required: u32,
    /// Bit set of the rows that are another spelling of the row before.
    pub(super) aliases: u32,
}

/// One member: its name, the field it is stored in, and the type of its value.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) name: Name,
    pub(crate) field: Field,
    pub(crate) shape: Shape,
    pub(crate) null: Null,
    pub(super) is_required: bool,
    /// The documented name, in the row before, if this is another spelling of it.
    pub(super) alias_of: Option<&'static str>,
}

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
    /// A decimal amount, as a string or as a number.
    Digits,
    Currency,
    Currencies,
    Network,
    Texts,
    Boolean,
    /// An object of any content.
    Object,
    /// A member of one provider, with its own read function.
    Own(fn(&mut Reader<'_>, Path<'_>, Null, &mut Draft) -> Scan<()>),
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
            | Self::Network => true,
            Self::Currencies | Self::Texts | Self::Boolean | Self::Object | Self::Own(_) => false,
        }
    }
}

impl Table {
    #[expect(clippy::indexing_slicing, reason = "at compile time, which a panic ends")]
    pub(crate) const fn new(number: usize, rows: &'static [Row]) -> Self {
        let (mut required, mut aliases, mut at) = (0, 0, 0);
        while at < rows.len() {
            let row = &rows[at];
            required |= (row.is_required as u32) << at;
            aliases |= (row.alias_of.is_some() as u32) << at;
            at += 1;
        }
        Self { number, rows, required, aliases }
    }

    pub(super) fn named(&self, name: &str) -> Option<(usize, &Row)> {
        self.rows.iter().enumerate().find(|(_, row)| row.name.text == name)
    }
}

impl Row {
    pub(crate) const fn optional(
        name: &'static str,
        field: Field,
        shape: Shape,
        null: Null,
    ) -> Self {
        let name = Name::new(name);
        Self { name, field, shape, null, is_required: false, alias_of: None }
    }

    pub(crate) const fn required(name: &'static str, field: Field, shape: Shape) -> Self {
        Self { is_required: true, ..Self::optional(name, field, shape, Null::Refused) }
    }

    /// An optional member that is documented as null where there is no value.
    pub(crate) const fn nullable(name: &'static str, field: Field, shape: Shape) -> Self {
        Self::optional(name, field, shape, Null::Documented)
    }

    /// Another spelling of this member; must be the next row of the table.
    pub(crate) const fn spelt(&self, name: &'static str) -> Self {
        let alias_of = Some(self.name.text);
        Self { alias_of, ..Self::optional(name, self.field, self.shape, self.null) }
    }
}
