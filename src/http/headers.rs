//! Looks up header values by name.

use std::borrow::Cow;

use crate::finding::{ErrorCode, Issue, Params};

/// A header's value without the spaces and tabs around it, the only optional white space (RFC 9110,
/// 5.5). Several lines of one name are joined as one list, separated by commas (5.3).
pub(crate) fn value<'a>(lines: &'a [(String, String)], name: &str) -> Option<Cow<'a, str>> {
    let of_name = |line: &&(String, String)| line.0.eq_ignore_ascii_case(name);
    let mut values = lines.iter().filter(of_name).map(|(_, value)| value.trim_matches([' ', '\t']));
    let first = values.next()?;
    Some(values.fold(Cow::Borrowed(first), |all, value| Cow::Owned(format!("{all}, {value}"))))
}

/// The issue of a header that has one value and several lines, even equal ones (RFC 9110, 5.3):
/// servers and proxies differ in which line counts.
pub(crate) fn duplicate(lines: &[(String, String)], name: &'static str) -> Option<Issue> {
    let count = lines.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name)).count();
    let params = Params::NONE.with("header", name);
    (count > 1).then(|| Issue::new(ErrorCode::HeaderDuplicate, "", params))
}
