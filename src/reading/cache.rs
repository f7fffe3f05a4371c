//! What recent links had: the next one mostly has the same.
//!
//! A list is written by one program, so its links have their members in one order. What is remembered
//! here is only ever tried first; whatever it does not fit is read without it.

use wide::u8x16;

use crate::model::{Days, Status};
use crate::syntax::json::LANES;

/// So many tables a format has at most, for links or for their children.
const TABLES: usize = 8;

/// So many rows a table has at most.
pub(crate) const ROWS: usize = 32;

/// What was seen in the links, or in the children, before.
#[derive(Debug)]
pub(crate) struct Recent {
    /// For each table, the row that came behind each: at 0 the one that came first.
    order: [[u8; ROWS]; TABLES],
    /// Scheme and host of https URLs that were taken, slash and all: another URL that begins so and goes on
    /// with plain bytes is one, too.
    origins: [Origin; 2],
    pub(crate) days: Days,
    /// Status words that the format knows, and what they mean.
    pub(crate) statuses: Words,
}

impl Default for Recent {
    /// Nothing yet: the rows come one after the other.
    fn default() -> Self {
        let mut rows = [0; ROWS];
        for (row, place) in (0..).zip(&mut rows) {
            *place = row;
        }
        Self {
            order: [rows; TABLES],
            origins: [Origin::NONE; 2],
            days: Days::default(),
            statuses: Words::NONE,
        }
    }
}

impl Recent {
    /// The next links are of another format, whose words mean something else.
    pub(crate) const fn forget_words(&mut self) {
        self.statuses = Words::NONE;
    }

    /// The row that came behind the one before `next`, the last time.
    #[inline(always)]
    pub(crate) fn row_at(&self, table: usize, next: usize) -> usize {
        let order = self.order.get(table % TABLES);
        order.and_then(|order| order.get(next % ROWS)).map_or(next, |row| usize::from(*row))
    }

    #[inline(never)]
    pub(crate) fn learn_row(&mut self, table: usize, next: usize, row: usize) {
        let order = self.order.get_mut(table % TABLES);
        if let (Some(known), Ok(row)) =
            (order.and_then(|order| order.get_mut(next % ROWS)), u8::try_from(row))
        {
            *known = row;
        }
    }

    /// How long the scheme and host of the URL are that stands there, if they were taken before.
    #[inline(always)]
    pub(crate) fn length_of_origin(&self, bytes: &[u8]) -> Option<usize> {
        self.origins.iter().find(|origin| origin.begins(bytes)).map(|origin| origin.length)
    }

    #[cold]
    pub(crate) fn learn_origin(&mut self, origin: &[u8]) {
        if let Some(origin) = Origin::of(origin) {
            let [last, _] = self.origins;
            self.origins = [origin, last];
        }
    }
}

/// The bytes of an origin, sixteen together, and which of them count.
#[derive(Debug, Clone, Copy)]
struct Origin {
    pieces: [([u8; LANES], u32); 4],
    length: usize,
}

/// What no sixteen bytes have.
const NOTHING: u32 = 1 << LANES;

impl Origin {
    const NONE: Self = Self { pieces: [([0; LANES], NOTHING); 4], length: 0 };

    /// Longer ones are not remembered.
    fn of(origin: &[u8]) -> Option<Self> {
        let mut this = Self { pieces: [([0; LANES], 0); 4], length: origin.len() };
        if origin.is_empty() || origin.len() > LANES * this.pieces.len() {
            return None;
        }
        for ((bytes, counts), piece) in this.pieces.iter_mut().zip(origin.chunks(LANES)) {
            for (place, byte) in bytes.iter_mut().zip(piece) {
                *place = *byte;
            }
            *counts = (1 << piece.len()) - 1;
        }
        Some(this)
    }

    #[inline(always)]
    fn begins(&self, mut bytes: &[u8]) -> bool {
        for (piece, counts) in &self.pieces {
            if *counts == 0 {
                return true;
            }
            let Some((here, rest)) = bytes.split_first_chunk() else { return false };
            let alike = u8x16::from(*here).simd_eq(u8x16::from(*piece)).to_bitmask();
            if alike & counts != *counts {
                return false;
            }
            bytes = rest;
        }
        true
    }
}

/// So many status words are remembered: formats have as many.
const WORDS: usize = 4;

/// The last status words that were taken. They are compared with the quote behind them, sixteen bytes at
/// once, so longer ones are not remembered.
#[derive(Debug)]
pub(crate) struct Words {
    known: [Word; WORDS],
    /// Where the next one is put.
    next: usize,
}

#[derive(Debug, Clone, Copy)]
struct Word {
    bytes: [u8; LANES],
    /// Which bytes count; [`NOTHING`] for no word.
    counts: u32,
    status: Status,
}

impl Words {
    const NONE: Self = {
        let none = Word { bytes: [0; LANES], counts: NOTHING, status: Status::Unknown };
        Self { known: [none; WORDS], next: 0 }
    };

    /// The word that stands there, if it is known: how long it is, and what it means.
    #[inline(always)]
    pub(crate) fn begins(&self, bytes: &[u8]) -> Option<(usize, Status)> {
        let bytes = u8x16::from(*bytes.first_chunk()?);
        let is_it = |word: &&Word| {
            bytes.simd_eq(u8x16::from(word.bytes)).to_bitmask() & word.counts == word.counts
        };
        let word = self.known.iter().find(is_it)?;
        Some((word.counts.trailing_ones() as usize - 1, word.status))
    }

    /// `word` has no quote and no backslash.
    #[cold]
    pub(crate) fn learn(&mut self, word: &str, status: Status) {
        let mut bytes = [0; LANES];
        if word.len() >= bytes.len() {
            return;
        }
        for (place, byte) in bytes.iter_mut().zip(word.bytes().chain([b'"'])) {
            *place = byte;
        }
        // One that stands too near the end of a text to be compared is learnt again.
        if self.known.iter().all(|word| word.bytes != bytes) {
            if let Some(known) = self.known.get_mut(self.next) {
                *known = Word { bytes, counts: (2 << word.len()) - 1, status };
            }
            self.next = (self.next + 1) % WORDS;
        }
    }
}
