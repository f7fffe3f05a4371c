//! Cache of member order, URL origins, days and status words of the links read before.
//!
//! The links of a list are written by one program and have mostly the same member order and words.
//! Cached values are only tried first; on a miss the value is read by the full grammar.

use wide::u8x16;

use crate::model::{Days, Status};
use crate::syntax::json::LANES;

/// The largest number of tables of a format, for links or for their children.
const TABLES: usize = 8;

/// The largest number of rows of a table.
pub(crate) const ROWS: usize = 32;

/// Values of the links, or of the children, read before.
#[derive(Debug)]
pub(crate) struct Recent {
    /// For each table and each row plus one, the row that followed it last; at 0 the first row.
    order: [[u8; ROWS]; TABLES],
    /// Scheme, host and slash of valid https URLs. A URL that starts with one of them and continues
    /// with plain bytes is valid, too.
    origins: [Origin; 2],
    pub(crate) days: Days,
    /// Known status words of the format, with their status.
    pub(crate) statuses: Words,
}

impl Default for Recent {
    /// An empty cache, which expects the members in table order.
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
    /// Clears the status words, for links of another format.
    pub(crate) const fn forget_words(&mut self) {
        self.statuses = Words::NONE;
    }

    /// The row that last followed row `next - 1`; `next` if there is none.
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

    /// The length in bytes of the cached origin that `bytes` start with.
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

/// The bytes of an origin in SIMD blocks of sixteen, each with the mask of bytes to compare.
#[derive(Debug, Clone, Copy)]
struct Origin {
    pieces: [([u8; LANES], u32); 4],
    length: usize,
}

/// A mask that no comparison of sixteen bytes can satisfy.
const NOTHING: u32 = 1 << LANES;

impl Origin {
    const NONE: Self = Self { pieces: [([0; LANES], NOTHING); 4], length: 0 };

    /// `None` for an empty origin, or one that is too long for the cache.
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

/// The number of cached status words; no format has more.
const WORDS: usize = 5;

/// The last known status words. Each is compared together with its closing quote in one block of
/// sixteen bytes, so longer ones are not cached.
#[derive(Debug)]
pub(crate) struct Words {
    known: [Word; WORDS],
    /// The slot to replace next.
    next: usize,
}

#[derive(Debug, Clone, Copy)]
struct Word {
    bytes: [u8; LANES],
    /// The mask of bytes to compare; [`NOTHING`] for an empty slot.
    counts: u32,
    status: Status,
}

impl Words {
    const NONE: Self = {
        let none = Word { bytes: [0; LANES], counts: NOTHING, status: Status::Unknown };
        Self { known: [none; WORDS], next: 0 }
    };

    /// The length in bytes and the status of the cached word that `bytes` start with.
    #[inline(always)]
    pub(crate) fn begins(&self, bytes: &[u8]) -> Option<(usize, Status)> {
        let bytes = u8x16::from(*bytes.first_chunk()?);
        let is_it = |word: &&Word| {
            bytes.simd_eq(u8x16::from(word.bytes)).to_bitmask() & word.counts == word.counts
        };
        let word = self.known.iter().find(is_it)?;
        Some((word.counts.trailing_ones() as usize - 1, word.status))
    }

    /// Caches a word, which must have no quote and no backslash.
    #[cold]
    pub(crate) fn learn(&mut self, word: &str, status: Status) {
        let mut bytes = [0; LANES];
        if word.len() >= bytes.len() {
            return;
        }
        for (place, byte) in bytes.iter_mut().zip(word.bytes().chain([b'"'])) {
            *place = byte;
        }
        // A word less than sixteen bytes from the end of the text misses the cache and comes again.
        if self.known.iter().all(|word| word.bytes != bytes) {
            if let Some(known) = self.known.get_mut(self.next) {
                *known = Word { bytes, counts: (2 << word.len()) - 1, status };
            }
            self.next = (self.next + 1) % WORDS;
        }
    }
}
