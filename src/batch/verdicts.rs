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
pub(crate) type Cell = (u8, u16);
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

/// Decides for all rows; `exactly` does it for one whose time is finer than a column can say, and for
/// all that have a time by a clock in a leap second, which no number of milliseconds is alone.
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
    let is_leap = clock.now.is_leap();
    let rows_of = rows.status.iter().zip(&rows.flags).zip(&rows.expires).enumerate();
    for (row, ((status, flags), expires)) in rows_of {
        let cells = if *status == REFUSED {
            None
        } else if flags & flag::FINER == 0 && (!is_leap || expires.is_nan()) {
            table.cells(format(row), *status, *expires)
        } else {
            exactly(row).map(|decisions| decisions.map(|decision| cell(&decision)))
        };
        let cells = cells.unwrap_or([(REFUSED, 0); Action::ALL.len()]);
        for (column, (verdict, reasons)) in columns.iter_mut().zip(cells) {
            column.verdicts.push(verdict);
            column.reasons.push(reasons);
        }
    }
}

/// A clock in milliseconds, as late and as early as it may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    latest: f64,
    earliest: f64,
    /// Whether the clock shows more than milliseconds.
    is_finer: bool,
}

impl Bounds {
    /// A clock that shows whole milliseconds since 1970.
    pub(crate) const fn whole(now: f64, skew_ms: f64) -> Self {
        Self { latest: now + skew_ms, earliest: now - skew_ms, is_finer: false }
    }

    #[expect(clippy::cast_precision_loss, reason = "ten thousand years in milliseconds are exact")]
    fn of(clock: &Clock) -> Self {
        let millis = clock.now.millis();
        let is_finer = Instant::from_millis(millis).is_none_or(|now| now != clock.now);
        Self { is_finer, ..Self::whole(millis as f64, clock.skew_ms as f64) }
    }

    /// The same comparisons as in a decision, of whole milliseconds.
    fn side(self, expires: f64) -> Side {
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

/// The cells of one status, by the side of the clock, filled as they are asked for.
#[derive(Debug, Clone, Copy, Default)]
struct Sides([Option<Cells>; Side::ALL.len()]);

impl Sides {
    #[inline(always)]
    fn cells(&mut self, format: Format, status: Status, side: Side) -> Cells {
        match self.0.get(side as usize).copied().flatten() {
            Some(cells) => cells,
            None => self.fill(format, status, side),
        }
    }

    #[cold]
    fn fill(&mut self, format: Format, status: Status, side: Side) -> Cells {
        let cells = cells_of(format, status, side);
        if let Some(known) = self.0.get_mut(side as usize) {
            *known = Some(cells);
        }
        cells
    }
}

/// The cells of one format.
struct Table {
    bounds: Bounds,
    format: Option<Format>,
    statuses: [Sides; Status::ALL.len()],
}

impl Table {
    fn new(clock: &Clock) -> Self {
        Self { bounds: Bounds::of(clock), format: None, statuses: Default::default() }
    }

    #[inline(always)]
    fn cells(&mut self, format: Option<Format>, status: u8, expires: f64) -> Option<Cells> {
        if format != self.format {
            self.format = format;
            self.statuses = Default::default();
        }
        let place = usize::from(status);
        let sides = self.statuses.get_mut(place)?;
        Some(sides.cells(format?, *Status::ALL.get(place)?, self.bounds.side(expires)))
    }
}

/// What is decided of a link that stands for all of its status, on that side of the clock: any clock.
fn cells_of(format: Format, status: Status, side: Side) -> Cells {
    const SKEW_MS: u64 = 1;
    let Some(now) = Instant::from_millis(0) else { return [(REFUSED, 0); Action::ALL.len()] };
    let expires_at = match side {
        Side::None => None,
        Side::Before => Some(now.plus_millis(SKEW_MS + 1)),
        Side::Around => Some(now.clone()),
        Side::After => Some(now.minus_millis(SKEW_MS + 1)),
    };
    let link = LinkState {
        format,
        status,
        raw_status: "",
        expires_at: expires_at.as_ref(),
        approval_status: None,
        child: None,
    };
    let clock = Clock { now, skew_ms: SKEW_MS };
    Action::ALL.map(|action| cell(&decide(action, link, &clock)))
}

fn cell(decision: &Decision) -> Cell {
    let bit = |code: Reason| 1 << code as u16;
    let reasons = decision.reasons.iter().fold(0, |bits, reason| bits | bit(reason.code()));
    (decision.verdict as u8, reasons)
}
