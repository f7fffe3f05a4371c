//! HTTP requests as the crate's functions take them.

use std::borrow::Cow;

use super::headers;
use crate::finding::Issue;

/// An HTTP request to validate or to claim an idempotency key with.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    method: &'a str,
    target: &'a str,
    headers: &'a [(String, String)],
    body: &'a [u8],
}

impl<'a> Request<'a> {
    /// `target` is the path with its query, as in the request line. Header names are
    /// case-insensitive; a repeated name means several lines of that header.
    pub const fn new(
        method: &'a str,
        target: &'a str,
        headers: &'a [(String, String)],
        body: &'a [u8],
    ) -> Self {
        Self { method, target, headers, body }
    }

    pub(crate) const fn method(&self) -> &'a str {
        self.method
    }

    pub(crate) const fn target(&self) -> &'a str {
        self.target
    }

    pub(crate) const fn headers(&self) -> &'a [(String, String)] {
        self.headers
    }

    pub(crate) const fn body(&self) -> &'a [u8] {
        self.body
    }

    /// The value of a header; several lines are joined as one list.
    pub(crate) fn header(&self, name: &str) -> Option<Cow<'a, str>> {
        headers::value(self.headers, name)
    }

    /// The issue of a header that must not have several lines, but does.
    pub(crate) fn duplicate(&self, name: &'static str) -> Option<Issue> {
        headers::duplicate(self.headers, name)
    }
}
