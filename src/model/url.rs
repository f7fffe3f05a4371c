//! URLs that a payer's browser can open safely.

use serde::Serialize;

use super::ip;
use super::uri::{Authority, Uri};
use super::value_error::ValueError;
use crate::finding::ErrorCode;
use crate::syntax::json::length_of_plain_url;

/// An absolute `http` or `https` URL without credentials, kept as written.
///
/// Stricter than RFC 3986: the host is an ASCII name or a standard IP address, so that no other
/// parser can find a different host in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Url(String);

impl Url {
    const EXPECTED: &'static str = "an absolute http or https URL by RFC 3986";

    /// # Errors
    /// Another scheme, no host, unescaped characters, a port above 65535, or a user name or
    /// password, which must not be stored. The error does not repeat the text, because a URL may
    /// contain a secret.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        Self::check(text).map(|()| Self(text.to_owned()))
    }

    /// Like [`Url::parse`], without the allocation.
    pub(crate) fn check(text: &str) -> Result<(), ValueError> {
        Origin::of(text).map(|_| ())
    }

    fn check_closely(text: &str) -> Result<(), ValueError> {
        let malformed = ValueError::silent(ErrorCode::UrlMalformed, Self::EXPECTED);
        let Some(Uri { scheme, authority }) = Uri::parse(text) else { return Err(malformed) };
        if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
            return Err(malformed);
        }
        if authority.userinfo.is_some() {
            return Err(ValueError::silent(ErrorCode::UrlCredentials, Self::EXPECTED));
        }
        if is_unmistakable(authority) { Ok(()) } else { Err(malformed) }
    }

    /// The URL as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the scheme is `https`.
    pub fn is_https(&self) -> bool {
        is_https(&self.0)
    }
}

/// The validated start of a URL. Another URL with the same start and only plain bytes after it is
/// valid, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) is_https: bool,
    /// Length of scheme, host and the slash after it in bytes; `None` if no path follows.
    pub(crate) length: Option<usize>,
}

impl Origin {
    /// # Errors
    /// Those of [`Url::parse`].
    pub(crate) fn of(url: &str) -> Result<Self, ValueError> {
        if let Some(origin) = usual(url.as_bytes()) {
            return Ok(origin);
        }
        Url::check_closely(url)?;
        Ok(Self { is_https: is_https(url), length: None })
    }
}

/// Fast path for common URLs: a scheme in lower case, a host of letters, digits and hyphens whose
/// last label begins with a letter, and only plain bytes after it.
fn usual(url: &[u8]) -> Option<Origin> {
    let (is_https, start) = match url {
        [b'h', b't', b't', b'p', b's', b':', b'/', b'/', ..] => (true, 8),
        [b'h', b't', b't', b'p', b':', b'/', b'/', ..] => (false, 7),
        _ => return None,
    };
    let rest = url.get(start..)?;
    // The previous byte, and the start of the current label.
    let (mut before, mut first, mut end) = (b'.', 0, None);
    for (at, byte) in rest.iter().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => {}
            b'/' | b'?' => {
                end = Some((at, *byte));
                break;
            }
            b'.' if before != b'.' => first = at + 1,
            // Two hyphens in a row, as in `xn--`, are left to the full check.
            b'-' if before != b'-' => {}
            _ => return None,
        }
        before = *byte;
    }
    let begins = rest.get(first).is_some_and(u8::is_ascii_alphabetic);
    let length = end.filter(|(_, byte)| *byte == b'/').map(|(at, _)| start + at + 1);
    (begins && length_of_plain_url(rest) == rest.len()).then_some(Origin { is_https, length })
}

fn is_https(url: &str) -> bool {
    url.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"))
}

/// Whether all URL parsers find the same host and port.
fn is_unmistakable(Authority { host, port, .. }: Authority<'_>) -> bool {
    if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return false;
    }
    if host.starts_with('[') {
        // No address of the form `IPvFuture` is in use.
        return !host.starts_with("[v") && !host.starts_with("[V");
    }
    let name = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let mut labels = host.strip_suffix('.').unwrap_or(host).split('.');
    if !labels.clone().all(name) {
        return false;
    }
    // Browsers read a host with a numeric last label as IPv4, also in octal and hexadecimal.
    let numeric = labels.next_back().is_some_and(|last| {
        let hex = last.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("0x"));
        last.bytes().all(|byte| byte.is_ascii_digit()) || hex
    });
    !numeric || ip::is_v4(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_providers_addresses_are_read() {
        for text in [
            "https://checkout.yourapp.com/pay/j47ac10b-58cc-4372-a567-0e02b2c3d479",
            "https://integration.txn.pro/redirect?payment_link_id=3491&request_type=x&zone=eu",
            "http://localhost:8787",
            "HTTPS://EXAMPLE.com:65535/%C3%A9?a=b?c#d/e",
            "http://[::1]:80/",
            "http://127.0.0.1/",
            "https://a_b.example.",
            "https://xn--bcher-kva.example/pay",
            "https://pay.XN--P1AI:8443/",
        ] {
            assert!(Url::parse(text).is_ok(), "{text}");
        }
        assert!(Url::parse("hTTps://example.com").unwrap().is_https());
        assert!(!Url::parse("http://example.com").unwrap().is_https());
    }

    #[test]
    fn a_usual_address_is_one_that_a_closer_look_takes() {
        let urls = [
            "https://pay.example.com/a-b/c?d=e",
            "http://a1.b-2.cc",
            "https://x/@:",
            "https://a?b",
        ];
        for url in urls {
            assert!(usual(url.as_bytes()).is_some(), "{url}");
            for at in 0..=url.len() {
                for byte in 0..0x80_u8 {
                    let mut bytes = url.as_bytes().to_vec();
                    bytes.insert(at, byte);
                    let inserted = String::from_utf8(bytes.clone()).unwrap();
                    bytes.remove(at);
                    if let Some(place) = bytes.get_mut(at) {
                        *place = byte;
                    }
                    let replaced = String::from_utf8(bytes).unwrap();
                    for url in [inserted, replaced] {
                        let Some(origin) = usual(url.as_bytes()) else { continue };
                        assert!(Url::check_closely(&url).is_ok(), "{url}");
                        assert_eq!(origin.is_https, is_https(&url), "{url}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_no_safe_address_is_refused() {
        for text in [
            "",
            "example.com",
            "//example.com",
            "ftp://example.com",
            "javascript:alert(1)",
            "https://",
            "https:///path",
            "https://exa mple.com",
            "https://example.com/a b",
            "https://example.com/é",
            "https://example.com/%zz",
            "https://example.com/%4",
            "https://example.com:65536/",
            "https://example.com:/",
            "https://0x7f.1/",
            "https://127.1/",
            "https://1.2.3.4.5/",
            "https://a..b/",
            "https://[::1/",
            "https://example.com/#a#b",
            "https://example.com\\@evil.example/",
            "https://example.com/<script>",
        ] {
            assert!(Url::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn credentials_are_refused_by_name() {
        for text in ["https://user:secret@example.com/", "https://token@example.com"] {
            assert_eq!(Url::parse(text).unwrap_err().code(), ErrorCode::UrlCredentials);
        }
        assert!(Url::parse("https://example.com/@user").is_ok());
    }
}
