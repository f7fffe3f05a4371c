//! The header lines of a request or a delivery.

use std::borrow::Cow;

/// The value of a header, without the spaces and tabs around it: no other white space goes away on the
/// wire (RFC 9110, 5.5). Several lines of one name are one list, separated by commas (5.3).
pub(crate) fn value<'a>(lines: &'a [(String, String)], name: &str) -> Option<Cow<'a, str>> {
    let of_name = |line: &&(String, String)| line.0.eq_ignore_ascii_case(name);
    let mut values = lines.iter().filter(of_name).map(|(_, value)| value.trim_matches([' ', '\t']));
    let first = values.next()?;
    Some(values.fold(Cow::Borrowed(first), |all, value| Cow::Owned(format!("{all}, {value}"))))
}
