//! The result type of reading and checking: a value with notes, or a list of issues.

use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::limits::{Listed, Room};
use super::{ErrorCode, Issue, Note, NoteCode};

/// A value with its notes, or the issues that prevent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer<T> {
    /// The input is valid.
    Accepted {
        /// The value that was read.
        value: T,
        /// Oddities of the input, in document order; at most [`crate::finding::limits::MOST`].
        notes: Vec<Note>,
        /// How many more notes there are.
        more: usize,
    },
    /// The input is invalid.
    Refused {
        /// The issues in document order; at most [`crate::finding::limits::MOST`]. Empty for a link
        /// of a list whose answer has no room for more issues.
        issues: Vec<Issue>,
        /// How many more issues there are.
        more: usize,
        /// What can be used all the same: a link that says which it is, and its status. What is not as
        /// documented is missing in it. Enough to decide, and to close it.
        usable: Option<Box<T>>,
        /// The id of the link, if it can be read.
        id: Option<String>,
    },
}

impl<T> Answer<T> {
    pub(crate) fn refused(issues: impl Into<Listed<ErrorCode>>) -> Self {
        let Listed { list: issues, more } = issues.into();
        Self::Refused { issues, more, usable: None, id: None }
    }

    /// Not as documented, and what can be used of it.
    pub(crate) fn invalid(
        Listed { list: issues, more }: Listed<ErrorCode>,
        usable: Option<T>,
        id: Option<String>,
    ) -> Self {
        Self::Refused { issues, more, usable: usable.map(Box::new), id }
    }

    pub(crate) fn accepted(value: T, notes: impl Into<Listed<NoteCode>>) -> Self {
        let Listed { list: notes, more } = notes.into();
        Self::Accepted { value, notes, more }
    }

    pub(crate) fn one(issue: Issue) -> Self {
        Self::Refused { issues: vec![issue], more: 0, usable: None, id: None }
    }

    /// Drops the findings that exceed the limits, and counts them in `more`.
    pub(crate) fn fit(&mut self, room: &mut Room) {
        match self {
            Self::Accepted { notes, more, .. } => room.fit(notes, more),
            Self::Refused { issues, more, .. } => room.fit(issues, more),
        }
    }

    /// The value, if there is one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Accepted { value, .. } => Some(value),
            Self::Refused { .. } => None,
        }
    }

    /// The value, valid or not, if it can be used: enough to decide about a link and to close it.
    ///
    /// # Examples
    /// ```
    /// use paylink::{ReadOptions, read};
    ///
    /// let text = br#"{"paymentLinkId": "j47ac10b", "status": "ACTIVE", "url": "ftp://example.com"}"#;
    /// let answer = read(text, &ReadOptions::default());
    /// assert!(answer.value().is_none());
    /// assert_eq!(answer.usable().unwrap().id().as_str(), "j47ac10b");
    /// ```
    pub fn usable(&self) -> Option<&T> {
        match self {
            Self::Accepted { value, .. } => Some(value),
            Self::Refused { usable, .. } => usable.as_deref(),
        }
    }

    /// The value, or an error that prints every issue.
    pub fn into_result(self) -> Result<T, Refused> {
        match self {
            Self::Accepted { value, .. } => Ok(value),
            Self::Refused { issues, more, .. } => Err(Refused { issues, more }),
        }
    }

    /// The notes; empty if the input is invalid.
    pub fn notes(&self) -> &[Note] {
        match self {
            Self::Accepted { notes, .. } => notes,
            Self::Refused { .. } => &[],
        }
    }

    /// The issues; empty if the input is valid.
    pub fn issues(&self) -> &[Issue] {
        match self {
            Self::Accepted { .. } => &[],
            Self::Refused { issues, .. } => issues,
        }
    }

    /// The number of issues or notes beyond those listed.
    pub const fn more(&self) -> usize {
        match self {
            Self::Accepted { more, .. } | Self::Refused { more, .. } => *more,
        }
    }
}

/// The issues of a document as one error, printed with one line for each.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Refused {
    /// The issues, in document order.
    pub issues: Vec<Issue>,
    /// How many more issues there are.
    pub more: usize,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, issue) in self.issues.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(f, "{separator}{}: {}", issue.pointer(), issue.message())?;
        }
        match self.more {
            0 => Ok(()),
            more => write!(f, "\nand {more} more"),
        }
    }
}

impl<T, I: Into<Listed<ErrorCode>>> From<Result<T, I>> for Answer<T> {
    fn from(result: Result<T, I>) -> Self {
        match result {
            Ok(value) => Self::accepted(value, Vec::new()),
            Err(issues) => Self::refused(issues),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
pub(crate) const fn is_none(more: &usize) -> bool {
    *more == 0
}

/// Serializes the member `more`, unless it is zero.
pub(crate) fn say_more<S: SerializeStruct>(object: &mut S, more: usize) -> Result<(), S::Error> {
    if more > 0 { object.serialize_field("more", &more) } else { Ok(()) }
}

impl<T: Serialize> Serialize for Answer<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Accepted { value, notes, more } => {
                let mut object = serializer.serialize_struct("Answer", 4)?;
                object.serialize_field("ok", &true)?;
                object.serialize_field("value", value)?;
                object.serialize_field("notes", notes)?;
                say_more(&mut object, *more)?;
                object.end()
            }
            Self::Refused { issues, more, usable, id } => {
                let mut object = serializer.serialize_struct("Answer", 5)?;
                object.serialize_field("ok", &false)?;
                object.serialize_field("issues", issues)?;
                say_more(&mut object, *more)?;
                if let Some(id) = id {
                    object.serialize_field("id", id)?;
                }
                if let Some(link) = usable {
                    object.serialize_field("link", link)?;
                }
                object.end()
            }
        }
    }
}
