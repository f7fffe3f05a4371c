//! The path to a value, from which its JSON Pointer is made.

use std::fmt::Write as _;

use crate::finding::excerpt::LONGEST_POINTER;
use crate::syntax::pointer::escape;

/// The path to a value, a linked list on the stack: a pointer is only allocated for a finding.
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

    /// The JSON Pointer (RFC 6901), cut to the innermost value within [`LONGEST_POINTER`] bytes.
    pub(crate) fn pointer(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    /// Appends the pointer; `false` if it was cut.
    fn write(&self, out: &mut String) -> bool {
        if self.parent.is_some_and(|parent| !parent.write(out)) {
            return false;
        }
        let before = out.len();
        match self.step {
            Step::Root => {}
            // Not escaped first: many findings may have this long name.
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
