//! Parses URIs with an authority, strictly by RFC 3986.

use super::ip;

/// A URI with an authority, split as far as [`super::Url`] needs it; every part is validated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Uri<'a> {
    pub(super) scheme: &'a str,
    pub(super) authority: Authority<'a>,
}

/// The part between `//` and the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Authority<'a> {
    pub(super) userinfo: Option<&'a str>,
    /// With the brackets of an IP literal.
    pub(super) host: &'a str,
    /// May be empty by the grammar.
    pub(super) port: Option<&'a str>,
}

impl<'a> Uri<'a> {
    /// `None` if the text is no valid URI or has no authority.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (rest, fragment) = split_off(text, '#');
        let (rest, query) = split_off(rest, '?');
        let (scheme, rest) = rest.split_once(':')?;
        let rest = rest.strip_prefix("//")?;
        let (authority, path) = rest.split_at_checked(rest.find('/').unwrap_or(rest.len()))?;
        let authority = Authority::parse(authority)?;
        let fine = is_scheme(scheme)
            && is_made_of(path, |byte| is_pchar(byte) || byte == b'/')
            && [query, fragment]
                .into_iter()
                .flatten()
                .all(|part| is_made_of(part, |byte| is_pchar(byte) || matches!(byte, b'/' | b'?')));
        fine.then_some(Self { scheme, authority })
    }
}

impl<'a> Authority<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let (userinfo, rest) = match text.rsplit_once('@') {
            Some((userinfo, rest)) => (Some(userinfo), rest),
            None => (None, text),
        };
        let (host, port) = match rest.rsplit_once(':') {
            // A colon inside brackets belongs to the address.
            Some((host, port)) if !port.contains(']') => (host, Some(port)),
            _ => (rest, None),
        };
        let fine = userinfo.is_none_or(|userinfo| {
            is_made_of(userinfo, |byte| is_unreserved(byte) || is_sub_delim(byte) || byte == b':')
        }) && port.is_none_or(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
            && is_host(host);
        fine.then_some(Self { userinfo, host, port })
    }
}

fn split_off(text: &str, mark: char) -> (&str, Option<&str>) {
    text.split_once(mark).map_or((text, None), |(before, after)| (before, Some(after)))
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// A registered name, which includes IPv4 addresses, or an IP literal in brackets.
fn is_host(host: &str) -> bool {
    let Some(literal) = host.strip_prefix('[') else {
        return is_made_of(host, |byte| is_unreserved(byte) || is_sub_delim(byte));
    };
    let Some(literal) = literal.strip_suffix(']') else { return false };
    match literal.strip_prefix(['v', 'V']) {
        Some(future) => future.split_once('.').is_some_and(|(version, address)| {
            !version.is_empty()
                && version.bytes().all(|byte| byte.is_ascii_hexdigit())
                && !address.is_empty()
                && address
                    .bytes()
                    .all(|byte| is_unreserved(byte) || is_sub_delim(byte) || byte == b':')
        }),
        None => ip::is_v6(literal),
    }
}

/// Whether the text has only allowed characters and percent-encoded bytes.
fn is_made_of(text: &str, allowed: impl Fn(u8) -> bool) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let fine = if byte == b'%' {
            let mut hex = || bytes.next().is_some_and(|digit| digit.is_ascii_hexdigit());
            hex() && hex()
        } else {
            allowed(byte)
        };
        if !fine {
            return false;
        }
    }
    true
}

const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

const fn is_sub_delim(byte: u8) -> bool {
    matches!(byte, b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=')
}

const fn is_pchar(byte: u8) -> bool {
    is_unreserved(byte) || is_sub_delim(byte) || matches!(byte, b':' | b'@')
}
