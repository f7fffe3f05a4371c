//! Looks up header values by name.

use std::borrow::Cow;

/// A header's value without the spaces and tabs around it, the only optional white space (RFC 9110,
/// 5.5). Several lines of one name are joined as one list, separated by commas (5.3).
pub(crate) fn value<'a>(lines: &'a [(String, String)], name: &str) -> Option<Cow<'a, str>> {
    let of_name = |line: &&(String, String)| line.0.eq_ignore_ascii_case(name);
    let mut values = lines.iter().filter(of_name).map(|(_, value)| value.trim_matches([' ', '\t']));
    let first = values.next()?;
    Some(values.fold(Cow::Borrowed(first), |all, value| Cow::Owned(format!("{all}, {value}"))))
}
