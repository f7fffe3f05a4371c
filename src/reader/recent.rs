//! What recent links had: the next one mostly has the same.
//!
//! A list is written by one program, so its links have their members in one order. What is remembered
//! here is only ever tried first; whatever it does not fit is read without it.

/// So many tables a format has at most, for links or for their children.
const TABLES: usize = 8;

/// So many rows a table has at most.
const ROWS: usize = 32;

/// What was seen in the links, or in the children, before.
#[derive(Debug)]
pub(crate) struct Recent {
    /// For each table, the row that came behind each: at 0 the one that came first.
    order: [[u8; ROWS]; TABLES],
}

impl Default for Recent {
    /// Nothing yet: the rows come one after the other.
    fn default() -> Self {
        let mut rows = [0; ROWS];
        for (row, place) in (0..).zip(&mut rows) {
            *place = row;
        }
        Self { order: [rows; TABLES] }
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
}
