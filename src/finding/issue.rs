//! One finding: its code, its position in the input and its message.

use std::ops::Range;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::code::Code;
use super::codes::{ErrorCode, NoteCode};
use super::excerpt::{fitting, shortened};
use super::params::Params;
use crate::syntax::from_json::{DecodeError, FromJson, Members, deserialised};
use crate::syntax::json::{Span, Tree};

/// A problem or an oddity of a document or request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding<C> {
    code: C,
    pointer: String,
    range: Option<Span>,
    params: Params,
    /// The translated message; `None` for English.
    told: Option<String>,
}

/// A finding that makes the input unusable.
pub type Issue = Finding<ErrorCode>;
/// A finding about usable input.
pub type Note = Finding<NoteCode>;

impl<C: Code> Finding<C> {
    pub(crate) fn new(code: C, pointer: impl Into<String>, params: Params) -> Self {
        Self { code, pointer: pointer.into(), range: None, params, told: None }
    }

    /// The stable code.
    pub fn code(&self) -> C {
        self.code
    }

    /// JSON Pointer (RFC 6901) into the source; `""` is the whole document. For a missing member it
    /// is the pointer that the member would have.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Byte range in the source of the value at [`Finding::pointer`]; for a missing member, of the
    /// innermost value around it. `None` outside of JSON text, as for a header.
    pub fn range(&self) -> Option<Range<usize>> {
        self.range.map(|span| span.start as usize..span.end as usize)
    }

    pub(crate) const fn span(&self) -> Option<Span> {
        self.range
    }

    #[must_use]
    pub(crate) fn with_range(self, range: Option<Span>) -> Self {
        Self { range, ..self }
    }

    /// The parameters of the message.
    pub fn params(&self) -> &Params {
        &self.params
    }

    /// The same finding with its message in another language.
    pub(crate) fn with_message(self, message: String) -> Self {
        Self { told: Some(message), ..self }
    }

    /// The message, in English unless it was translated.
    pub fn message(&self) -> String {
        self.told.clone().unwrap_or_else(|| self.params.fill(self.code.template()))
    }
}

/// Decodes an issue that a caller collected earlier. Its code must be in the table, so the message
/// is always one of this crate.
impl FromJson for Issue {
    fn from_json(tree: &Tree<'_>) -> Result<Self, DecodeError> {
        let data = Members::of(tree)?;
        let (code, pointer) =
            (data.required::<String>("code")?, data.defaulted::<String>("pointer"));
        let params = Params::from_map(data.defaulted("params"));
        let (pointer, params) = (fitting(pointer), params.map(|_, value| shortened(value)));
        let code = ErrorCode::ALL.iter().find(|known| known.name() == code);
        let code = code.ok_or(const { DecodeError::new("the code of an issue") })?;
        data.make(Self::new(*code, pointer, params))
    }
}

deserialised!(Issue);

impl<C: Code> Serialize for Finding<C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Finding", 6)?;
        object.serialize_field("code", self.code.name())?;
        object.serialize_field("severity", C::SEVERITY)?;
        object.serialize_field("pointer", &self.pointer)?;
        if let Some(Span { start, end }) = self.range {
            object.serialize_field("range", &[start, end])?;
        }
        object.serialize_field("message", &self.message())?;
        object.serialize_field("params", &self.params)?;
        object.end()
    }
}

impl NoteCode {
    /// The JSON Pointers of all notes with this code.
    pub(crate) fn pointers(self, notes: &[Note]) -> Vec<String> {
        let these = notes.iter().filter(|note| note.code() == self);
        these.map(|note| note.pointer().to_owned()).collect()
    }
}
