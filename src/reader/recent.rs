//! What recent links had: the next one mostly has the same.
//!
//! A list is written by one program, so its links have their members in one order. What is remembered
//! here is only ever tried first; whatever it does not fit is read without it.

use crate::json::starts_with;

/// So many tables a format has at most, for links or for their children.
const TABLES: usize = 8;

/// So many rows a table has at most.
const ROWS: usize = 32;

/// No longer origin is remembered.
const LONGEST_ORIGIN: usize = 64;

/// What was seen in the links, or in the children, before.
#[derive(Debug)]
pub(crate) struct Recent {
    /// For each table, the row that came behind each: at 0 the one that came first.
    order: [[u8; ROWS]; TABLES],
    /// Scheme and host of https URLs that were taken, slash and all, and how long they are: another URL
    /// that begins so and goes on with plain bytes is one, too.
    origins: [([u8; LONGEST_ORIGIN], usize); 2],
}

impl Default for Recent {
    /// Nothing yet: the rows come one after the other.
    fn default() -> Self {
        let mut rows = [0; ROWS];
        for (row, place) in (0..).zip(&mut rows) {
            *place = row;
        }
        Self { order: [rows; TABLES], origins: [([0; LONGEST_ORIGIN], 0); 2] }
    }
}

impl Recent {
    /// The row that came behind the one before `next`, the last time.
    #[inline(always)]
    pub(super) fn row_at(&self, table: usize, next: usize) -> usize {
        let order = self.order.get(table % TABLES);
        order.and_then(|order| order.get(next % ROWS)).map_or(next, |row| usize::from(*row))
    }

    #[inline(never)]
    pub(super) fn learn_row(&mut self, table: usize, next: usize, row: usize) {
        let order = self.order.get_mut(table % TABLES);
        if let (Some(known), Ok(row)) =
            (order.and_then(|order| order.get_mut(next % ROWS)), u8::try_from(row))
        {
            *known = row;
        }
    }

    /// How long the scheme and host of the URL there are, if they were taken before.
    #[inline(always)]
    pub(super) fn length_of_origin(&self, bytes: &[u8], start: usize) -> Option<usize> {
        let rest = bytes.get(start..)?;
        let is_known = |(origin, length): &&([u8; LONGEST_ORIGIN], usize)| {
            *length > 0 && origin.get(..*length).is_some_and(|origin| starts_with(rest, origin))
        };
        self.origins.iter().find(is_known).map(|(_, length)| *length)
    }

    #[cold]
    pub(super) fn learn_origin(&mut self, origin: &[u8]) {
        let [last, _] = self.origins;
        let mut known = [0; LONGEST_ORIGIN];
        if origin.len() > known.len() {
            return;
        }
        for (place, byte) in known.iter_mut().zip(origin) {
            *place = *byte;
        }
        self.origins = [(known, origin.len()), last];
    }
}
