//! A link's URL is a URI by `fluent-uri`, in which a browser, as the `url` crate is one, sees the same
//! scheme, host and port.

use fluent_uri::Uri;
use paylink::api::validate;
use paylink::calling::validate::Kind;
use paylink::model::Url;

pub fn hold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let theirs = Uri::parse(text);
    let ours = Url::parse(text);
    assert_eq!(validate(Kind::Url, data, None).value().is_some(), ours.is_ok(), "{text}");
    let browser = url::Url::parse(text);
    let Ok(ours) = ours else {
        if let (Ok(uri), Ok(seen)) = (theirs, browser) {
            assert!(!is_unmistakable(&uri, &seen) || is_refused_on_purpose(&uri), "{text}");
        }
        return;
    };
    assert_eq!(ours.as_str(), text);
    let uri = theirs.expect("a URL is a URI");
    let Ok(seen) = browser else {
        assert!(is_international(&uri), "{text} is none to a browser");
        return;
    };
    assert!(is_unmistakable(&uri, &seen), "{text} is {seen}");
    assert_eq!(ours.is_https(), seen.scheme() == "https", "{text}");
}

/// Whether both see the same, without a user.
fn is_unmistakable(uri: &Uri<&str>, seen: &url::Url) -> bool {
    let Some(authority) = uri.authority() else { return false };
    let is_web = matches!(seen.scheme(), "http" | "https");
    let host = authority.host().to_ascii_lowercase();
    let is_host = match seen.host() {
        Some(url::Host::Domain(name)) => name == host,
        Some(url::Host::Ipv4(address)) => address.to_string() == host,
        // In any of its spellings.
        Some(url::Host::Ipv6(address)) => {
            let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
            bare.and_then(|bare| bare.parse().ok()) == Some(address)
        }
        None => false,
    };
    let default = if seen.scheme() == "https" { 443 } else { 80 };
    let port = authority.port().map(|port| port.as_str()).filter(|port| !port.is_empty());
    let is_port =
        port.map_or(Some(default), |port| port.parse().ok()) == seen.port_or_known_default();
    let is_scheme = uri.scheme().as_str().eq_ignore_ascii_case(seen.scheme());
    let has_user = authority.has_userinfo() || !seen.username().is_empty();
    is_web && is_scheme && is_host && is_port && !has_user
}

/// Whether a label of the host is an international name in its ASCII form. Browsers have different tables for
/// them, so a browser may refuse it, but must not change it.
fn is_international(uri: &Uri<&str>) -> bool {
    let host = uri.authority().map(|authority| authority.host()).unwrap_or_default();
    host.split('.').any(|label| label.to_ascii_lowercase().starts_with("xn--"))
}

/// Hosts that these two see alike, and others might not: names in characters that no host name has; names
/// whose last part begins as a hexadecimal number does; and a colon without a port.
fn is_refused_on_purpose(uri: &Uri<&str>) -> bool {
    let port = uri.authority().and_then(|authority| authority.port());
    let host = uri.authority().map(|authority| authority.host()).unwrap_or_default();
    let is_name = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    let last = host.strip_suffix('.').unwrap_or(host).rsplit('.').next().unwrap_or_default();
    let is_hex = last.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("0x"));
    is_hex
        || port.is_some_and(|port| port.as_str().is_empty())
        || !host.strip_suffix('.').unwrap_or(host).split('.').all(is_name)
}
