//! Zero-copy representation of validated links and children: the source span of each field.

use super::cache::Recent;
use super::field::Field;
use super::spellings::Respelt;
use super::vocabulary::Vocabulary;
use crate::model::{Kind, Status, Timestamp};
use crate::syntax::json::Span;

/// The field spans of links or children that are read one after the other, and the parsed values
/// of the current one.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each says another thing about one link")]
pub(crate) struct Draft {
    /// `width` spans for each link; [`Span::NOWHERE`] for a missing field.
    spans: Vec<Span>,
    width: usize,
    /// Index of the current link's first span.
    base: usize,
    /// Index of the current link.
    number: usize,
    /// `None` if the model's spellings are not needed.
    respelt: Option<Respelt>,
    /// Cached values of the links before.
    pub(crate) recent: Box<Recent>,
    pub(crate) vocabulary: Option<&'static Vocabulary>,
    pub(crate) status: Status,
    pub(crate) kind: Option<Kind>,
    pub(crate) expires: Option<Timestamp>,
    /// It has an expiry, or should have one, that cannot be read.
    pub(crate) is_expiry_unreadable: bool,
    /// It has a status that cannot be read.
    pub(crate) is_status_unreadable: bool,
    /// It has a duplicate member, so it is ambiguous, or it is another resource.
    pub(crate) is_unusable: bool,
    /// It has two ids, so none of them is told.
    pub(crate) has_two_ids: bool,
    pub(crate) created: Option<Timestamp>,
    pub(crate) updated: Option<Timestamp>,
    /// The member whose name differs from the documentation, with its name in the source.
    pub(crate) alias: Option<(Field, &'static str)>,
}

/// The number of links for which spans are added at once.
const TOGETHER: usize = 64;

impl Draft {
    pub(crate) fn new(width: usize, has_spellings: bool) -> Self {
        Self {
            spans: Vec::new(),
            width,
            base: 0,
            number: 0,
            respelt: has_spellings.then(Respelt::default),
            recent: Box::default(),
            vocabulary: None,
            status: Status::Unknown,
            kind: None,
            expires: None,
            is_expiry_unreadable: false,
            is_status_unreadable: false,
            is_unusable: false,
            has_two_ids: false,
            created: None,
            updated: None,
            alias: None,
        }
    }

    /// Prepares for links of a format with `width` fields. A width that is set already is kept.
    pub(crate) fn start(&mut self, vocabulary: &'static Vocabulary, width: usize) {
        if self.vocabulary.is_none_or(|known| known.format != vocabulary.format) {
            self.recent.forget_words();
        }
        self.vocabulary = Some(vocabulary);
        if self.width == 0 {
            self.width = width;
        }
    }

    /// Starts the link with this index.
    #[inline(always)]
    pub(crate) fn begin(&mut self, number: usize) {
        self.base = number * self.width;
        self.number = number;
        if self.base + self.width > self.spans.len() {
            self.clear_more();
        }
        self.status = Status::Unknown;
        self.kind = None;
        self.expires = None;
        self.is_expiry_unreadable = false;
        self.is_status_unreadable = false;
        self.is_unusable = false;
        self.has_two_ids = false;
        self.created = None;
        self.updated = None;
        self.alias = None;
    }

    #[inline(never)]
    fn clear_more(&mut self) {
        // A document mostly has a single link.
        let more = if self.base == 0 { self.width } else { self.width * TOGETHER };
        self.spans.resize(self.spans.len() + more, Span::NOWHERE);
    }

    /// Reserves memory for this many more links.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.spans.reserve_exact((more + TOGETHER) * self.width);
    }

    /// Drops all but the first `number` links.
    pub(crate) fn truncate(&mut self, number: usize) {
        self.spans.truncate(number * self.width);
        if let Some(respelt) = &mut self.respelt {
            respelt.truncate(number);
        }
    }

    pub(crate) const fn width(&self) -> usize {
        self.width
    }

    pub(crate) fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// All spans from the link with this index on.
    pub(crate) fn spans_of(&self, number: usize) -> &[Span] {
        self.spans.get(number * self.width..).unwrap_or_default()
    }

    #[inline(always)]
    pub(crate) fn put(&mut self, field: Field, span: Span) {
        if let Some(place) = self.spans.get_mut(self.base + field as usize) {
            *place = span;
        }
    }

    /// Keeps the parsed value of the times that are compared; other times have only a span.
    #[inline(always)]
    pub(crate) const fn put_moment(&mut self, field: Field, moment: Timestamp) {
        match field {
            Field::ExpiresAt => self.expires = Some(moment),
            Field::CreatedAt => self.created = Some(moment),
            Field::UpdatedAt => self.updated = Some(moment),
            _ => {}
        }
    }

    /// A field has a value that is not as documented, or none where it must have one.
    #[cold]
    pub(crate) fn spoil(&mut self, field: Field) {
        self.is_expiry_unreadable |= field == Field::ExpiresAt;
        self.is_status_unreadable |= field == Field::RawStatus;
    }

    /// Whether the last one can be used: it says which link it is, and its status.
    #[cold]
    pub(crate) fn is_usable(&self) -> bool {
        self.has(Field::Id) && self.has(Field::RawStatus) && !self.is_unusable
    }

    pub(crate) fn drop(&mut self, field: Field) {
        self.put(field, Span::NOWHERE);
    }

    /// The span of a field of the current link.
    #[inline(always)]
    pub(crate) fn span(&self, field: Field) -> Span {
        self.spans.get(self.base + field as usize).copied().unwrap_or_default()
    }

    /// The byte offset of a field of the current link, for a note about it afterwards.
    pub(crate) fn offset_of(&self, field: Field) -> usize {
        self.span(field).start as usize
    }

    /// The name in the source of the current link's member for a field; `usual` unless it differs.
    pub(crate) fn member_of(&self, field: Field, usual: &'static str) -> &'static str {
        self.alias.filter(|(spelt, _)| *spelt == field).map_or(usual, |(_, name)| name)
    }

    /// The span of a field of any link.
    pub(crate) fn span_of(&self, number: usize, field: Field) -> Span {
        if (field as usize) < self.width {
            self.spans.get(number * self.width + field as usize).copied().unwrap_or_default()
        } else {
            Span::NOWHERE
        }
    }

    /// Stores the model's spelling of a field; `false` if spellings are not kept or do not fit.
    #[cold]
    pub(crate) fn respell(&mut self, field: Field, spelling: &str) -> bool {
        let number = self.number;
        self.respelt.as_mut().is_some_and(|respelt| respelt.put(number, field, spelling))
    }

    /// The model's spelling of a field of any link, if it differs from the source.
    pub(crate) fn spelling_of(&self, number: usize, field: Field) -> Option<&str> {
        self.respelt.as_ref()?.spelling_of(number, field)
    }

    /// The entries of all fields whose spelling differs in the model, and the text they point into.
    pub(crate) fn respelt(&self) -> (&[[u32; 4]], &str) {
        self.respelt.as_ref().map_or((&[], ""), |respelt| (respelt.parts(), respelt.texts()))
    }

    /// Whether the model spells any field of the current link differently.
    #[inline(always)]
    pub(crate) fn is_respelt(&self) -> bool {
        self.respelt.as_ref().is_some_and(|respelt| respelt.is_of(self.number))
    }

    #[inline(always)]
    pub(crate) fn has(&self, field: Field) -> bool {
        self.span(field).is_somewhere()
    }
}
