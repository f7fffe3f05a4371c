//! Decisions for all links of a batch, as columns.
//!
//! [`decide`] runs once for each combination of format, status and clock position. Details that
//! depend on a link's own text, child or approval are not in the columns.

use std::sync::OnceLock;

use super::decision::{Clock, Decision, decide};
use crate::finding::Reason;
use crate::model::{Action, Format, Instant, LinkState, Status};
use crate::reading::rows::{REFUSED, Rows, flag};

/// The decisions about one action, one element per link.
#[derive(Debug, Default)]
pub(crate) struct Column {
    /// Index in [`crate::deciding::decision::Verdict::ALL`]; [`REFUSED`] for a refused link.
    pub(crate) verdicts: Vec<u8>,
    /// A bit per reason, in the order of [`Reason::ALL`].
    pub(crate) reasons: Vec<u32>,
}

/// A column per action, in the order of [`Action::ALL`].
pub(crate) type Columns = [Column; Action::ALL.len()];

/// A verdict and its reasons.
pub(crate) type Cell = (u8, u32);
type Cells = [Cell; Action::ALL.len()];

/// Position of a clock with skew relative to a link's `expiresAt`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// The link does not expire.
    None,
    Before,
    /// Within the skew.
    Around,
    After,
}

impl Side {
    const ALL: [Self; 4] = [Self::None, Self::Before, Self::Around, Self::After];
}

/// Decides all rows. `exactly` decides a row that milliseconds are too coarse for: an expiry with
/// a fraction of one, or any expiry while the clock is in a leap second.
///
/// Assigns a class to each row, then fills each column with the cells of the classes.
pub(crate) fn decide_rows(
    rows: &Rows,
    format: impl Fn(usize) -> Option<Format>,
    clock: &Clock,
    exactly: impl Fn(usize) -> Option<[Decision; Action::ALL.len()]>,
    columns: &mut Columns,
) {
    let (bounds, is_leap) = (Bounds::of(clock), clock.now.is_leap());
    let mut is_there = [false; Class::MOST];
    let rows_of = rows.status.iter().zip(&rows.flags).zip(&rows.expires).enumerate();
    let class_of = |(row, ((status, flags), expires)): (usize, ((&u8, &u8), &f64))| {
        let class = if *status == REFUSED {
            Class::REFUSED
        } else if flags & (flag::FINER | flag::EXPIRY_UNREADABLE) == 0
            && (!is_leap || expires.is_nan())
        {
            format(row)
                .map_or(Class::REFUSED, |format| Class::of(format, *status, bounds.side(*expires)))
        } else {
            Class::BY_ITSELF
        };
        if let Some(is_there) = is_there.get_mut(usize::from(class.0)) {
            *is_there = true;
        }
        class
    };
    let classes: Vec<Class> = rows_of.map(class_of).collect();
    let cells = Class::all().zip(is_there).map(|(class, is_there)| is_there.then(|| class.cells()));
    let cells: Vec<Cells> = cells.map(Option::unwrap_or_default).collect();
    for (action, column) in columns.iter_mut().enumerate() {
        let mut known = [(0, 0); Class::MOST];
        for (known, cells) in known.iter_mut().zip(&cells) {
            *known = cells.get(action).copied().unwrap_or_default();
        }
        let cell = |class: &Class| known.get(usize::from(class.0)).copied().unwrap_or_default();
        column.verdicts.clear();
        column.reasons.clear();
        column.verdicts.extend(classes.iter().map(|class| cell(class).0));
        column.reasons.extend(classes.iter().map(|class| cell(class).1));
    }
    if is_there.get(usize::from(Class::BY_ITSELF.0)) == Some(&true) {
        let those = classes.iter().enumerate().filter(|(_, class)| **class == Class::BY_ITSELF);
        for (row, _) in those {
            let decided = exactly(row).map(|decisions| decisions.map(|decision| cell(&decision)));
            for (column, (verdict, reasons)) in columns.iter_mut().zip(decided.unwrap_or(NO_LINK)) {
                if let (Some(of), Some(why)) =
                    (column.verdicts.get_mut(row), column.reasons.get_mut(row))
                {
                    (*of, *why) = (verdict, reasons);
                }
            }
        }
    }
}

/// The latest and earliest time by a clock with skew, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    latest: f64,
    earliest: f64,
}

impl Bounds {
    /// For a clock in whole milliseconds since 1970.
    pub(crate) const fn whole(now: f64, skew_ms: f64) -> Self {
        Self { latest: now + skew_ms, earliest: now - skew_ms }
    }

    #[expect(clippy::cast_precision_loss, reason = "ten thousand years in milliseconds are exact")]
    fn of(clock: &Clock) -> Self {
        Self::whole(clock.now.millis() as f64, clock.skew_ms as f64)
    }

    /// The same comparisons as in a decision, in milliseconds.
    fn side(self, expires: f64) -> Side {
        if expires.is_nan() {
            Side::None
        } else if self.latest < expires {
            Side::Before
        } else if self.earliest >= expires {
            Side::After
        } else {
            Side::Around
        }
    }
}

/// Links with equal decisions: the same format, status and clock position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Class(u8);

/// The cells of a row without a link.
const NO_LINK: Cells = [(REFUSED, 0); Action::ALL.len()];

/// Cache of each class's cells, which are the same in every batch.
static DECIDED: [OnceLock<Cells>; Class::COUNT] = [const { OnceLock::new() }; Class::COUNT];

impl Class {
    /// A row without a link.
    const REFUSED: Self = Self(u8::MAX);
    /// A link that needs an exact decision.
    const BY_ITSELF: Self = Self(u8::MAX - 1);
    const MOST: usize = 1 << u8::BITS;
    const COUNT: usize = {
        let count = Format::ALL.len() * Status::ALL.len() * Side::ALL.len();
        assert!(count <= Self::BY_ITSELF.0 as usize, "a byte says which class");
        count
    };

    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "fewer than a byte can say")]
    const fn of(format: Format, status: u8, side: Side) -> Self {
        let place = format as usize * Status::ALL.len() + status as usize;
        Self((place * Side::ALL.len() + side as usize) as u8)
    }

    fn all() -> impl Iterator<Item = Self> {
        (0..=u8::MAX).map(Self)
    }

    fn cells(self) -> Cells {
        let place = usize::from(self.0);
        let decided = DECIDED.get(place).map(|cells| {
            *cells.get_or_init(|| {
                let (status, side) = (place / Side::ALL.len(), place % Side::ALL.len());
                let (format, status) = (status / Status::ALL.len(), status % Status::ALL.len());
                let class = (Format::ALL.get(format), Status::ALL.get(status), Side::ALL.get(side));
                match class {
                    (Some(format), Some(status), Some(side)) => cells_of(*format, *status, *side),
                    // INVARIANT: cells are only read for valid classes.
                    _ => NO_LINK,
                }
            })
        });
        decided.unwrap_or(NO_LINK)
    }
}

/// The cells of a class, decided for an example link; any time of the clock gives the same.
fn cells_of(format: Format, status: Status, side: Side) -> Cells {
    const SKEW_MS: u64 = 1;
    let Some(now) = Instant::from_millis(0) else { return NO_LINK };
    let expires_at = match side {
        Side::None => None,
        Side::Before => Some(now.plus_millis(SKEW_MS + 1)),
        Side::Around => Some(now.clone()),
        Side::After => Some(now.minus_millis(SKEW_MS + 1)),
    };
    let link = LinkState {
        format,
        id: None,
        status,
        raw_status: "",
        expires_at: expires_at.as_ref(),
        expiry_unreadable: false,
        approval_status: None,
        child: None,
    };
    let clock = Clock { now, skew_ms: SKEW_MS };
    Action::ALL.map(|action| cell(&decide(action, link, &clock)))
}

fn cell(decision: &Decision) -> Cell {
    const { assert!(Reason::ALL.len() <= u32::BITS as usize, "a bit for each reason") };
    let bit = |code: Reason| 1 << code as u32;
    let reasons = decision.reasons.iter().fold(0, |bits, reason| bits | bit(reason.code()));
    (decision.verdict as u8, reasons)
}
