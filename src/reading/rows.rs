//! Links in columns, as readers find them: where each part stands in the source, and nothing copied.

use super::{Detail, Draft, Field, Findings, Reader, Vocabulary};
use crate::model::{ChildStatus, Kind, Status};
use crate::syntax::json::Span;

/// What is known of a row, a bit each. The order is part of the contract with `pkg/links.js`.
pub(crate) mod flag {
    /// It is a link: nothing is wrong with it.
    pub(crate) const SOUND: u8 = 1;
    /// Every part stands in the source just as the model has it, spellings that are listed apart.
    pub(crate) const PLAIN: u8 = 1 << 1;
    /// Something is odd about it.
    pub(crate) const NOTED: u8 = 1 << 2;
    /// Its expiry cannot be read.
    pub(crate) const EXPIRY_UNREADABLE: u8 = 1 << 3;
    /// Its `expiresAt` is finer than a millisecond, or in a leap second.
    pub(crate) const FINER: u8 = 1 << 4;
    /// Two bits: 0 for no kind, then one more than the place in [`crate::model::Kind::ALL`].
    pub(crate) const KIND: u32 = 5;
    /// The model spells some part otherwise.
    pub(crate) const RESPELT: u8 = 1 << 7;
}

/// The status column's word for a link that is refused.
pub(crate) const REFUSED: u8 = u8::MAX;

/// Nothing can follow the status of a child.
const FINAL: u8 = 0x80;

/// After so many links it is guessed how many there are.
const SAMPLE: usize = 64;

/// Many links.
#[derive(Debug)]
pub(crate) struct Rows {
    /// Where each part of each link stands.
    pub(crate) draft: Draft,
    /// Bytes of the text that they are read from, if there may be many in it.
    pub(crate) text_length: usize,
    /// The place in [`Status::ALL`].
    pub(crate) status: Vec<u8>,
    pub(crate) flags: Vec<u8>,
    /// The whole link.
    pub(crate) sources: Vec<Span>,
    /// Milliseconds since 1970, rounded down; not a number for none.
    pub(crate) created: Vec<f64>,
    pub(crate) updated: Vec<f64>,
    pub(crate) expires: Vec<f64>,
    /// One more than the child's place among the children; 0 for none.
    pub(crate) child_of: Vec<u32>,
    /// Where the pairs of each link's metadata end: they begin where those of the link before do.
    pub(crate) pair_ends: Vec<u32>,
    /// Names and values of metadata that is nothing but texts.
    pub(crate) pairs: Vec<[Span; 2]>,
    /// What was found in each, if that is written down.
    pub(crate) found: Vec<Findings>,
    pub(crate) children: Children,
}

/// The children that links have.
#[derive(Debug)]
pub(crate) struct Children {
    /// Where each part of each child stands.
    pub(crate) draft: Draft,
    pub(crate) flags: Vec<u8>,
    /// The place in [`ChildStatus::ALL`], and [`FINAL`] where nothing can follow.
    pub(crate) status: Vec<u8>,
    pub(crate) sources: Vec<Span>,
    /// One more than the first link that points to it; 0 for none.
    owners: Vec<u32>,
}

impl Default for Rows {
    /// Of links of the format that is started first.
    fn default() -> Self {
        Self::new(0)
    }
}

impl Rows {
    /// Of links of any format.
    pub(crate) fn of_any() -> Self {
        Self::new(Field::OF_LINKS)
    }

    /// The next links are of this format.
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

    /// Forgets all links and children, and keeps the room.
    pub(crate) fn clear(&mut self) {
        self.truncate(0);
        self.children.draft.truncate(0);
        self.children.flags.clear();
        self.children.status.clear();
        self.children.sources.clear();
        self.children.owners.clear();
    }

    /// Forgets all links but the first ones.
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

    /// Makes room for as many links as the text may have, going by those that it has up to here:
    /// columns that grow bit by bit are copied as often, and leave holes.
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

    /// Puts a link, and what was found in it: with anything wrong it is none.
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

    /// Says what was found in a link, or in its child.
    #[inline(always)]
    pub(crate) fn note(&mut self, row: usize, found: Findings, detail: Detail) {
        if let (Some(flags), Some(status)) = (self.flags.get_mut(row), self.status.get(row)) {
            if found.has_issues() {
                *flags &= !flag::SOUND;
            }
            if *status == REFUSED {
                // An unusable row has no times either.
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

    /// A link points to a child.
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

    /// What tells a link from all others of its list: its id as it is spelt, or its whole text.
    pub(crate) fn name<'s>(&self, row: usize, source: &'s str) -> &'s str {
        let id = self.span(row, Field::Id);
        let span = if id.is_somewhere() { id } else { self.source(row) };
        source.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// Where its child stands among the children.
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
    /// Puts a resource; it is a child, and has a status, if a link may have such a one.
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

    /// How many.
    pub(crate) const fn len(&self) -> usize {
        self.flags.len()
    }

    /// The place of the last.
    pub(crate) const fn last(&self) -> usize {
        self.flags.len().saturating_sub(1)
    }

    pub(crate) fn source(&self, child: usize) -> Span {
        self.sources.get(child).copied().unwrap_or_default()
    }

    /// Whether the link is the first that points to it: what is wrong with it is told there.
    pub(crate) fn is_of(&self, child: usize, row: usize) -> bool {
        self.owners.get(child).is_some_and(|owner| *owner as usize == row + 1)
    }

    pub(crate) fn span(&self, child: usize, field: Field) -> Span {
        self.draft.span_of(child, field)
    }

    /// The kind, if it is a child.
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

/// INVARIANT: the years 0 to 9999 in milliseconds are exact as a double.
#[expect(clippy::cast_precision_loss, reason = "the invariant")]
fn millis(millis: Option<i64>) -> f64 {
    millis.map_or(f64::NAN, |millis| millis as f64)
}
