//! Calls: planning one to a provider, and judging one that arrives at our edge.

use std::borrow::Cow;

use super::headers;

/// An HTTP request, as far as it is judged here.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    method: &'a str,
    target: &'a str,
    headers: &'a [(String, String)],
    body: &'a [u8],
}

impl<'a> Request<'a> {
    /// `target` is the path with its query, as it stands in the request line; header names are in any
    /// case, and a name that stands here more than once is several lines of that header.
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

    /// The value of a header; several lines of it are one list.
    pub(crate) fn header(&self, name: &str) -> Option<Cow<'a, str>> {
        headers::value(self.headers, name)
    }
}
