//! A call that breaks the API's contract.

/// A call that breaks this crate's contract: a mistake of the program, not of the data it works on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{argument}: expected {expected}")]
pub struct Misuse {
    /// Which argument.
    pub argument: &'static str,
    /// What it should be.
    pub expected: &'static str,
}

impl Misuse {
    /// The stable code of every misuse.
    pub const CODE: &'static str = "invalid_argument";
}
