//! What became of a member.

use crate::syntax::json::Scan;

/// What a member turned out to be. `Bad` has its issue already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Slot<T> {
    #[default]
    Missing,
    Null,
    Bad,
    Given(T),
}

impl<T> Slot<T> {
    pub(crate) fn given(self) -> Option<T> {
        match self {
            Self::Given(value) => Some(value),
            Self::Missing | Self::Null | Self::Bad => None,
        }
    }

    /// Puts what was read; one small function, where an assignment drops the old value in its place.
    pub(crate) fn fill(&mut self, read: Scan<Self>) -> Scan<()> {
        *self = read?;
        Ok(())
    }

    pub(crate) fn map<U>(self, with: impl FnOnce(T) -> U) -> Slot<U> {
        match self {
            Self::Missing => Slot::Missing,
            Self::Null => Slot::Null,
            Self::Bad => Slot::Bad,
            Self::Given(value) => Slot::Given(with(value)),
        }
    }

    pub(crate) const fn as_given(&self) -> Option<&T> {
        match self {
            Self::Given(value) => Some(value),
            Self::Missing | Self::Null | Self::Bad => None,
        }
    }
}
