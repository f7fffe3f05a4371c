//! Where a value stands.

use std::fmt::Write as _;

use crate::finding::excerpt::LONGEST_POINTER;
use crate::syntax::pointer::escape;

/// Where a value stands, as a list on the stack: a pointer is only written when something is found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    step: Step<'p>,
}

#[derive(Debug, Clone, Copy)]
enum Step<'p> {
    Root,
    Member(&'p str),
    Index(usize),
}

impl<'p> Path<'p> {
    pub(crate) const ROOT: Self = Self { parent: None, step: Step::Root };

    pub(crate) const fn member(&'p self, name: &'p str) -> Self {
        Self { parent: Some(self), step: Step::Member(name) }
    }

    pub(crate) const fn index(&'p self, index: usize) -> Self {
        Self { parent: Some(self), step: Step::Index(index) }
    }

    /// As a JSON Pointer, RFC 6901: of the nearest place around it, if its own is too long to be told.
    pub(crate) fn pointer(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    /// Whether it was short enough.
    fn write(&self, out: &mut String) -> bool {
        if self.parent.is_some_and(|parent| !parent.write(out)) {
            return false;
        }
        let before = out.len();
        match self.step {
            Step::Root => {}
            // Not even looked at: each of many findings may have such a name.
            Step::Member(name) if name.len() > LONGEST_POINTER => return false,
            Step::Member(name) => {
                out.push('/');
                escape(name, out);
            }
            Step::Index(index) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "/{index}");
            }
        }
        let fits = out.len() <= LONGEST_POINTER;
        if !fits {
            out.truncate(before);
        }
        fits
    }
}
