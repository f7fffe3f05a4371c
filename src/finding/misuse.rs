//! The error of calls with invalid arguments.

/// A call with an invalid argument: an error in the calling program, not in its input data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{argument}: expected {expected}")]
pub struct Misuse {
    /// The name of the argument.
    pub argument: &'static str,
    /// The expected value.
    pub expected: &'static str,
}

impl Misuse {
    /// The stable code of every misuse.
    pub const CODE: &'static str = "invalid_argument";
}
