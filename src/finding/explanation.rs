//! What a decision has to say beside its verdict: codes of closed sets, each with a text, what the
//! text is made of, and who says so.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::code::Code;
use super::params::Params;
use super::source::{Basis, Cited, Source};

/// A code with its message and its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation<C> {
    code: C,
    params: Params,
    source: Source,
}

impl<C: Code> Explanation<C> {
    /// Of all parameters only those that the message is made of are kept.
    pub(crate) fn new(code: C, params: &Params, source: Source) -> Self {
        Self { code, params: params.used_by(code.template()), source }
    }

    /// The stable code.
    pub const fn code(&self) -> C {
        self.code
    }

    /// English.
    pub fn message(&self) -> String {
        self.params.fill(self.code.template())
    }

    /// What the message is made of.
    pub const fn params(&self) -> &Params {
        &self.params
    }

    /// Whose rule it is.
    pub const fn source(&self) -> Source {
        self.source
    }
}

impl<C: Code> Serialize for Explanation<C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Cited { basis, source } = self.source.into();
        let mut object = serializer.serialize_struct("Explanation", 5)?;
        object.serialize_field("code", self.code.name())?;
        object.serialize_field("message", &self.message())?;
        object.serialize_field("params", &self.params)?;
        object.serialize_field::<Basis>("basis", &basis)?;
        object.serialize_field("source", &source)?;
        object.end()
    }
}
