//! Looks up header values by name.

use std::borrow::Cow;

use crate::finding::{ErrorCode, Issue, Params};

fn of_name<'a>(lines: &'a [(String, String)], name: &str) -> impl Iterator<Item = &'a str> {
    lines.iter().filter(move |(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| {
        // The only optional white space (RFC 9110, 5.5).
        value.trim_matches([' ', '\t'])
    })
}

/// A header's value without the white space around it. Several lines of one name are joined as one
/// list, separated by commas (5.3).
pub(crate) fn value<'a>(lines: &'a [(String, String)], name: &str) -> Option<Cow<'a, str>> {
    let mut values = of_name(lines, name);
    let first = values.next()?;
    Some(values.fold(Cow::Borrowed(first), |all, value| Cow::Owned(format!("{all}, {value}"))))
}

/// The issue of a header that has one value and several lines, even equal ones (RFC 9110, 5.3):
/// servers and proxies differ in which line counts.
pub(crate) fn duplicate(lines: &[(String, String)], name: &str) -> Option<Issue> {
    of_name(lines, name).nth(1).map(|_| {
        let params = Params::NONE.with("header", name.to_owned());
        Issue::new(ErrorCode::HeaderDuplicate, "", params)
    })
}
