//! What may be done with each link of a batch, in columns.
//!
//! Nothing is decided here: [`decide`] is, once for each status and side of the clock that a batch has,
//! of a link that stands for all alike. What a link's words, child or approval change is not in a column.

use super::rows::{REFUSED, Rows, flag};
use crate::decision::{Action, Clock, Decision, decide};
use crate::format::Format;
use crate::model::{Instant, LinkState, Status};
use crate::remark::Reason;

/// What is decided of one action, for each link.
#[derive(Debug, Default)]
pub(crate) struct Column {
    /// The place in [`crate::decision::Verdict::ALL`]; [`REFUSED`] for a link that is refused.
    pub(crate) verdicts: Vec<u8>,
    /// A bit for each reason, in the order of [`Reason::ALL`].
    pub(crate) reasons: Vec<u16>,
}

/// A column for each action, in the order of [`Action::ALL`].
pub(crate) type Columns = [Column; Action::ALL.len()];

/// A decision in a column.
type Cell = (u8, u16);
type Cells = [Cell; Action::ALL.len()];

/// On which side of its `expiresAt` a link is, by a clock that may be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// It has no such time.
    None,
    Before,
    /// The clock cannot tell.
    Around,
    After,
}

impl Side {
    const ALL: [Self; 4] = [Self::None, Self::Before, Self::Around, Self::After];
}

/// Decides for all rows; `exactly` does it for one whose time is finer than a column can say.
pub(crate) fn decide_rows(
    rows: &Rows,
    format: impl Fn(usize) -> Option<Format>,
    clock: &Clock,
    exactly: impl Fn(usize) -> Option<[Decision; Action::ALL.len()]>,
    columns: &mut Columns,
) {
    for column in columns.iter_mut() {
        column.verdicts.clear();
        column.reasons.clear();
        column.verdicts.reserve_exact(rows.len());
        column.reasons.reserve_exact(rows.len());
    }
    let mut table = Table::new(clock);
    let rows_of = rows.status.iter().zip(&rows.flags).zip(&rows.expires).enumerate();
    for (row, ((status, flags), expires)) in rows_of {
        let cells = if *status == REFUSED {
            [(REFUSED, 0); Action::ALL.len()]
        } else if flags & flag::FINER == 0 {
            table.cells(format(row), *status, *expires)
        } else {
            exactly(row).map_or([(REFUSED, 0); Action::ALL.len()], |decisions| {
                decisions.map(|decision| cell(&decision))
            })
        };
        for (column, (verdict, reasons)) in columns.iter_mut().zip(cells) {
            column.verdicts.push(verdict);
            column.reasons.push(reasons);
        }
    }
}

/// The cells of one format, filled as they are asked for.
struct Table<'c> {
    clock: &'c Clock,
    /// The clock in milliseconds, as late and as early as it may be, and whether it shows more.
    latest: f64,
    earliest: f64,
    is_finer: bool,
    format: Option<Format>,
    cells: [Option<Cells>; Status::ALL.len() * Side::ALL.len()],
}

impl<'c> Table<'c> {
    #[expect(clippy::cast_precision_loss, reason = "ten thousand years in milliseconds are exact")]
    fn new(clock: &'c Clock) -> Self {
        let (now, skew) = (clock.now.millis() as f64, clock.skew_ms as f64);
        let is_finer = Instant::from_millis(clock.now.millis()).is_none_or(|now| now != clock.now);
        let cells = [None; Status::ALL.len() * Side::ALL.len()];
        Self { clock, latest: now + skew, earliest: now - skew, is_finer, format: None, cells }
    }

    fn cells(&mut self, format: Option<Format>, status: u8, expires: f64) -> Cells {
        if format != self.format {
            *self = Self { format, ..Self::new(self.clock) };
        }
        let side = self.side(expires);
        let place = usize::from(status) * Side::ALL.len() + side as usize;
        match self.cells.get(place).copied().flatten() {
            Some(cells) => cells,
            None => self.fill(place, status, side),
        }
    }

    #[cold]
    fn fill(&mut self, place: usize, status: u8, side: Side) -> Cells {
        let refused = [(REFUSED, 0); Action::ALL.len()];
        let status = Status::ALL.get(usize::from(status));
        let Some((format, status)) = self.format.zip(status.copied()) else { return refused };
        let Clock { now, skew_ms } = self.clock;
        let expires_at = match side {
            Side::None => None,
            Side::Before => Some(now.plus_millis(skew_ms.saturating_add(1))),
            Side::Around => Some(now.clone()),
            Side::After => Some(now.minus_millis(skew_ms.saturating_add(1))),
        };
        let link = LinkState {
            format,
            status,
            raw_status: "",
            expires_at: expires_at.as_ref(),
            approval_status: None,
            child: None,
        };
        let cells = Action::ALL.map(|action| cell(&decide(action, link, self.clock)));
        if let Some(known) = self.cells.get_mut(place) {
            *known = Some(cells);
        }
        cells
    }

    /// The same comparisons as in a decision, of whole milliseconds.
    fn side(&self, expires: f64) -> Side {
        if expires.is_nan() {
            Side::None
        } else if self.latest < expires {
            Side::Before
        } else if self.earliest > expires || (self.is_finer && self.earliest >= expires) {
            Side::After
        } else {
            Side::Around
        }
    }
}

fn cell(decision: &Decision) -> Cell {
    let bit = |code: Reason| 1 << code as u16;
    let reasons = decision.reasons.iter().fold(0, |bits, reason| bits | bit(reason.code()));
    (decision.verdict as u8, reasons)
}
