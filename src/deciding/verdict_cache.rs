//! What may be done with each link of a batch, in columns.
//!
//! Nothing is decided here: [`decide`] is, once for each status and side of the clock that a batch has,
//! of a link that stands for all alike. What a link's words, child or approval change is not in a column.

use std::sync::OnceLock;

use super::decision::{Clock, Decision, decide};
use crate::finding::Reason;
use crate::model::{Action, Format, Instant, LinkState, Status};
use crate::reading::rows::{REFUSED, Rows, flag};

/// What is decided of one action, for each link.
#[derive(Debug, Default)]
pub(crate) struct Column {
    /// The place in [`crate::deciding::decision::Verdict::ALL`]; [`REFUSED`] for a link that is refused.
    pub(crate) verdicts: Vec<u8>,
    /// A bit for each reason, in the order of [`Reason::ALL`].
    pub(crate) reasons: Vec<u32>,
}

/// A column for each action, in the order of [`Action::ALL`].
pub(crate) type Columns = [Column; Action::ALL.len()];

/// A decision in a column.
pub(crate) type Cell = (u8, u32);
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
///
/// Each row is of a class first; then each column is the cells of the classes that there are.
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
        } else if flags & flag::FINER == 0 && (!is_leap || expires.is_nan()) {
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

/// Links that everything is decided alike of: those of one format and status, on one side of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Class(u8);

/// The cells of what is no link.
const NO_LINK: Cells = [(REFUSED, 0); Action::ALL.len()];

/// What is decided of each class: the same in every batch, so it is decided once.
static DECIDED: [OnceLock<Cells>; Class::COUNT] = [const { OnceLock::new() }; Class::COUNT];

impl Class {
    /// What is no link.
    const REFUSED: Self = Self(u8::MAX);
    /// A link that is decided about by itself.
    const BY_ITSELF: Self = Self(u8::MAX - 1);
    /// All that a byte can say.
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
                    // INVARIANT: a class that is decided of has all three.
                    _ => NO_LINK,
                }
            })
        });
        decided.unwrap_or(NO_LINK)
    }
}

/// What is decided of a link that stands for all of its status, on that side of the clock: any clock.
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
