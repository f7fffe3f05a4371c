//! The reasons and warnings of a decision: a code with its message, parameters and source.

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
    /// Keeps only the parameters that the message uses.
    pub(crate) fn new(code: C, params: &Params, source: Source) -> Self {
        Self { code, params: params.used_by(code.template()), source }
    }

    /// The stable code.
    pub const fn code(&self) -> C {
        self.code
    }

    /// The message in English.
    pub fn message(&self) -> String {
        self.params.fill(self.code.template())
    }

    /// The parameters of the message.
    pub const fn params(&self) -> &Params {
        &self.params
    }

    /// The source of the rule.
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
