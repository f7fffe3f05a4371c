//! The result of reading one member.

use crate::syntax::json::Scan;

/// The value of a member, or why there is none. `Bad`: invalid, and its issue is recorded.
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

    /// Stores the result; one function, because each assignment inlines the drop of the old value.
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
