//! Column store of the links of a list: spans, status, flags and times, without copied texts.

use super::{Detail, Draft, Field, Findings, Reader, Vocabulary};
use crate::model::{ChildStatus, Kind, Status};
use crate::syntax::json::Span;

/// Flag bits of a row. Their order is part of the contract with `pkg/links.js`.
pub(crate) mod flag {
    /// The row is a valid link, without issues.
    pub(crate) const SOUND: u8 = 1;
    /// The model's text of each field equals its source text, except for listed spellings.
    pub(crate) const PLAIN: u8 = 1 << 1;
    /// The row has notes.
    pub(crate) const NOTED: u8 = 1 << 2;
    /// Its expiry cannot be read.
    pub(crate) const EXPIRY_UNREADABLE: u8 = 1 << 3;
    /// `expiresAt` is finer than a millisecond, or in a leap second.
    pub(crate) const FINER: u8 = 1 << 4;
    /// Shift of two bits: 0 for no kind, otherwise 1 + the index in [`crate::model::Kind::ALL`].
    pub(crate) const KIND: u32 = 5;
    /// The model spells some field differently from the source.
    pub(crate) const RESPELT: u8 = 1 << 7;
}

/// Value in the status column for a row with issues.
pub(crate) const REFUSED: u8 = u8::MAX;

/// Flag in the children's status column: the status is final.
const FINAL: u8 = 0x80;

/// The number of links after which the total is estimated.
const SAMPLE: usize = 64;

/// The links of a list, one column for each property.
#[derive(Debug)]
pub(crate) struct Rows {
    /// The field spans of each link.
    pub(crate) draft: Draft,
    /// Length in bytes of the source text, to estimate the number of links; 0 for no estimate.
    pub(crate) text_length: usize,
    /// The index in [`Status::ALL`], or [`REFUSED`].
    pub(crate) status: Vec<u8>,
    pub(crate) flags: Vec<u8>,
    /// The span of the whole link.
    pub(crate) sources: Vec<Span>,
    /// Milliseconds since 1970, rounded down; NaN for none. The same for the next two.
    pub(crate) created: Vec<f64>,
    pub(crate) updated: Vec<f64>,
    pub(crate) expires: Vec<f64>,
    /// 1 + the index of the child in `children`; 0 for none.
    pub(crate) child_of: Vec<u32>,
    /// The end index in `pairs` of each link's metadata; it starts at the end of the link before.
    pub(crate) pair_ends: Vec<u32>,
    /// The names and values of flat metadata objects.
    pub(crate) pairs: Vec<[Span; 2]>,
    /// The findings of each link, for [`Detail::Full`] only.
    pub(crate) found: Vec<Findings>,
    pub(crate) children: Children,
}

/// The children of the links.
#[derive(Debug)]
pub(crate) struct Children {
    /// The field spans of each child.
    pub(crate) draft: Draft,
    pub(crate) flags: Vec<u8>,
    /// The index in [`ChildStatus::ALL`], with [`FINAL`] for a final status.
    pub(crate) status: Vec<u8>,
    pub(crate) sources: Vec<Span>,
    /// 1 + the index of the first link that refers to the child; 0 for none.
    owners: Vec<u32>,
}

impl Default for Rows {
    /// For links of one format; [`Rows::start`] sets the width.
    fn default() -> Self {
        Self::new(0)
    }
}

impl Rows {
    /// For links of any format.
    pub(crate) fn of_any() -> Self {
        Self::new(Field::OF_LINKS)
    }

    /// Prepares for links of this format in a text of this length.
    pub(crate) fn start(&mut self, vocabulary: &'static Vocabulary, text_length: usize) {
        self.text_length = text_length;
        self.draft.start(vocabulary, vocabulary.last.width());
        self.children.draft.start(vocabulary, Field::ALL);
    }

    fn new(width: usize) -> Self {
        Self {
            draft: Draft::new(width, true),
            text_length: 0,
            status: Vec::new(),
            flags: Vec::new(),
            sources: Vec::new(),
            created: Vec::new(),
            updated: Vec::new(),
            expires: Vec::new(),
            child_of: Vec::new(),
            pair_ends: Vec::new(),
            pairs: Vec::new(),
            found: Vec::new(),
            children: Children {
                draft: Draft::new(Field::ALL, false),
                flags: Vec::new(),
                status: Vec::new(),
                sources: Vec::new(),
                owners: Vec::new(),
            },
        }
    }

    pub(crate) const fn len(&self) -> usize {
        self.status.len()
    }

    /// Removes all links and children, and keeps the memory.
    pub(crate) fn clear(&mut self) {
        self.truncate(0);
        self.children.draft.truncate(0);
        self.children.flags.clear();
        self.children.status.clear();
        self.children.sources.clear();
        self.children.owners.clear();
    }

    /// Removes all but the first `links` links.
    pub(crate) fn truncate(&mut self, links: usize) {
        self.status.truncate(links);
        self.flags.truncate(links);
        self.draft.truncate(links);
        self.sources.truncate(links);
        self.created.truncate(links);
        self.updated.truncate(links);
        self.expires.truncate(links);
        self.child_of.truncate(links);
        self.pair_ends.truncate(links);
        self.pairs.truncate(self.pair_ends.last().map_or(0, |end| *end as usize));
        self.found.truncate(links);
    }

    /// Reserves memory for all links of the text, estimated from the average size so far: growing
    /// the columns step by step would copy them repeatedly and fragment the memory.
    #[cold]
    fn make_room(&mut self, here: Span) {
        let bytes_each = (here.start as usize / SAMPLE).max(1);
        let rest = self.text_length.saturating_sub(here.start as usize);
        let links = rest / bytes_each + rest / bytes_each / 32 + 1;
        self.status.reserve_exact(links);
        self.flags.reserve_exact(links);
        self.draft.reserve(links);
        self.sources.reserve_exact(links);
        self.created.reserve_exact(links);
        self.updated.reserve_exact(links);
        self.expires.reserve_exact(links);
        self.child_of.reserve_exact(links);
        self.pair_ends.reserve_exact(links);
    }

    /// Appends a row with its findings; an issue makes it refused.
    #[inline(always)]
    pub(crate) fn put(
        &mut self,
        is_link: bool,
        source: Span,
        found: Findings,
        reader: &Reader<'_>,
    ) {
        if self.len() == SAMPLE {
            self.make_room(source);
        }
        // Without an issue everything that makes a link usable is there.
        let is_usable = is_link && (!found.has_issues() || self.draft.is_usable());
        if !is_usable && self.draft.has_two_ids {
            self.draft.drop(Field::Id);
        }
        self.push(is_link, is_usable, source, self.pairs.len() + reader.pair_count());
        if is_link && found.is_nothing() && reader.detail() == Detail::Count {
            return;
        }
        self.note(self.len() - 1, found, reader.detail());
    }

    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "fewer than bytes of a text")]
    fn push(&mut self, is_link: bool, is_usable: bool, source: Span, pairs: usize) {
        let draft = &self.draft;
        let is_finer = draft.expires.is_some_and(|moment| !moment.is_whole);
        let mut flags = bits_of(draft.kind);
        flags |= if is_link { flag::SOUND | flag::PLAIN } else { 0 };
        flags |= if draft.is_respelt() { flag::RESPELT } else { 0 };
        flags |= if is_finer { flag::FINER } else { 0 };
        flags |= if draft.is_expiry_unreadable { flag::EXPIRY_UNREADABLE } else { 0 };
        self.flags.push(flags);
        self.status.push(if is_usable { draft.status as u8 } else { REFUSED });
        self.sources.push(source);
        self.created.push(millis(draft.created.map(|moment| moment.millis)));
        self.updated.push(millis(draft.updated.map(|moment| moment.millis)));
        self.expires.push(millis(draft.expires.map(|moment| moment.millis)));
        self.child_of.push(0);
        self.pair_ends.push(pairs as u32);
    }

    /// Adds the findings of a link, or of its child, to a row.
    #[inline(always)]
    pub(crate) fn note(&mut self, row: usize, found: Findings, detail: Detail) {
        if let (Some(flags), Some(status)) = (self.flags.get_mut(row), self.status.get(row)) {
            if found.has_issues() {
                *flags &= !flag::SOUND;
            }
            if *status == REFUSED {
                // An unusable row must not have times that could be sorted or counted.
                for column in [&mut self.created, &mut self.updated, &mut self.expires] {
                    if let Some(millis) = column.get_mut(row) {
                        *millis = f64::NAN;
                    }
                }
            }
            if found.has_notes() {
                *flags |= flag::NOTED;
            }
            if found.is_different() || *flags & flag::SOUND == 0 {
                *flags &= !flag::PLAIN;
            }
        }
        if detail == Detail::Full {
            while self.found.len() <= row {
                self.found.push(Findings::default());
            }
            if let Some(known) = self.found.get_mut(row) {
                *known = std::mem::take(known).and(found);
            }
        }
    }

    /// Connects a link to its child.
    #[expect(clippy::cast_possible_truncation, reason = "fewer than bytes of a text")]
    pub(crate) fn adopt(&mut self, row: usize, child: usize) {
        if let (Some(place), Some(owner)) =
            (self.child_of.get_mut(row), self.children.owners.get_mut(child))
        {
            *place = 1 + child as u32;
            if *owner == 0 {
                *owner = 1 + row as u32;
            }
        }
        let is_plain = self.children.flags.get(child).is_some_and(|flags| flags & flag::PLAIN != 0);
        if let (false, Some(flags)) = (is_plain, self.flags.get_mut(row)) {
            *flags &= !flag::PLAIN;
        }
    }

    /// Whether a link can be made of it, valid or not.
    pub(crate) fn is_usable(&self, row: usize) -> bool {
        self.status.get(row).is_some_and(|status| *status != REFUSED)
    }

    pub(crate) fn has(&self, row: usize, flag: u8) -> bool {
        self.flags.get(row).is_some_and(|flags| flags & flag != 0)
    }

    pub(crate) fn span(&self, row: usize, field: Field) -> Span {
        self.draft.span_of(row, field)
    }

    pub(crate) fn source(&self, row: usize) -> Span {
        self.sources.get(row).copied().unwrap_or_default()
    }

    /// The identity of a link in its list: the source text of its id, or its whole text.
    pub(crate) fn name<'s>(&self, row: usize, source: &'s str) -> &'s str {
        let id = self.span(row, Field::Id);
        let span = if id.is_somewhere() { id } else { self.source(row) };
        source.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// The index of the link's child in `children`.
    pub(crate) fn child(&self, row: usize) -> Option<usize> {
        self.child_of.get(row)?.checked_sub(1).map(|child| child as usize)
    }

    pub(crate) fn kind(&self, row: usize) -> Option<Kind> {
        kind_in(*self.flags.get(row)?)
    }

    pub(crate) fn status(&self, row: usize) -> Option<Status> {
        Status::ALL.get(usize::from(*self.status.get(row)?)).copied()
    }
}

impl Children {
    /// Appends a resource. `child` is its status, or `None` if it cannot be a link's child.
    pub(crate) fn push(&mut self, child: Option<ChildStatus>, source: Span, found: &Findings) {
        let mut flags = bits_of(self.draft.kind);
        flags |= if child.is_some() { flag::SOUND } else { 0 };
        flags |= if found.is_different() { 0 } else { flag::PLAIN };
        let is_final = child.is_some_and(ChildStatus::is_final);
        self.status.push(child.map_or(0, |status| status as u8) | if is_final { FINAL } else { 0 });
        self.flags.push(flags);
        self.sources.push(source);
        self.owners.push(0);
    }

    pub(crate) const fn len(&self) -> usize {
        self.flags.len()
    }

    /// The index of the last one.
    pub(crate) const fn last(&self) -> usize {
        self.flags.len().saturating_sub(1)
    }

    pub(crate) fn source(&self, child: usize) -> Span {
        self.sources.get(child).copied().unwrap_or_default()
    }

    /// Whether the link is the first that refers to the child: that one gets the child's findings.
    pub(crate) fn is_of(&self, child: usize, row: usize) -> bool {
        self.owners.get(child).is_some_and(|owner| *owner as usize == row + 1)
    }

    pub(crate) fn span(&self, child: usize, field: Field) -> Span {
        self.draft.span_of(child, field)
    }

    /// Whether its type is that of a link's child.
    pub(crate) fn has_kind(&self, child: usize) -> bool {
        self.flags.get(child).is_some_and(|flags| kind_in(*flags).is_some())
    }

    /// The kind; `None` if the resource cannot be a link's child.
    pub(crate) fn kind(&self, child: usize) -> Option<Kind> {
        let flags = self.flags.get(child)?;
        if flags & flag::SOUND == 0 { None } else { kind_in(*flags) }
    }
}

fn bits_of(kind: Option<Kind>) -> u8 {
    kind.map_or(0, |kind| 1 + kind as u8) << flag::KIND
}

fn kind_in(flags: u8) -> Option<Kind> {
    let place = usize::from(flags >> flag::KIND & 0b11).checked_sub(1)?;
    Kind::ALL.get(place).copied()
}

/// INVARIANT: milliseconds of the years 0 to 9999 are exact as a double.
#[expect(clippy::cast_precision_loss, reason = "the invariant")]
fn millis(millis: Option<i64>) -> f64 {
    millis.map_or(f64::NAN, |millis| millis as f64)
}
