//! Checks IP addresses in URLs, with the same results as the standard library's parsers.

/// An IPv4 address: four numbers up to 255, without leading zeros (RFC 3986, `IPv4address`).
pub(crate) fn is_v4(text: &str) -> bool {
    let mut count = 0;
    let all = text.split('.').all(|octet| {
        count += 1;
        let is_number = octet == "0" || octet.starts_with(|first| matches!(first, '1'..='9'));
        is_number && octet.parse::<u8>().is_ok()
    });
    all && count == 4
}

/// An IPv6 address: eight groups, where `::` replaces one or more of them and an IPv4 address the
/// last two (RFC 3986, `IPv6address`).
pub(crate) fn is_v6(text: &str) -> bool {
    match text.as_bytes().windows(2).position(|pair| pair == b"::") {
        None => groups(text, true) == Some(8),
        Some(at) => {
            let (head, tail) = (text.get(..at), text.get(at + 2..));
            let head = head.and_then(|head| groups(head, false));
            let tail = tail.and_then(|tail| groups(tail, true));
            head.zip(tail).is_some_and(|(head, tail)| head + tail < 8)
        }
    }
}

/// Number of groups; `None` if one of them is malformed.
fn groups(text: &str, is_last: bool) -> Option<usize> {
    if text.is_empty() {
        return Some(0);
    }
    let mut parts = text.split(':').peekable();
    let mut count = 0_usize;
    while let Some(part) = parts.next() {
        let is_group =
            (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_hexdigit());
        // No text is long enough to saturate this.
        count = count.saturating_add(if is_group {
            1
        } else if is_last && parts.peek().is_none() && is_v4(part) {
            2
        } else {
            return None;
        });
    }
    Some(count)
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;
    use std::net::Ipv6Addr;

    use super::*;

    /// Addresses, and each of them with every position changed to every character of addresses.
    fn texts(addresses: &[&str]) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        for address in addresses {
            texts.push((*address).to_owned());
            for place in 0..=address.len() {
                let (before, after) = address.split_at(place);
                let rest = after.get(1..).unwrap_or_default();
                texts.push(format!("{before}{rest}"));
                for piece in
                    [".", ":", "::", "0", "1", "9", "25", "256", "f", "g", "+", "-", " ", "é"]
                {
                    texts.push(format!("{before}{piece}{after}"));
                    texts.push(format!("{before}{piece}{rest}"));
                }
            }
        }
        texts
    }

    #[test]
    fn addresses_are_those_of_the_library() {
        let four =
            ["0.0.0.0", "255.255.255.255", "127.0.0.1", "192.168.10.249", "01.2.3.4", "1.2.3"];
        for text in texts(&four) {
            assert_eq!(is_v4(&text), text.parse::<Ipv4Addr>().is_ok(), "{text}");
        }
        for text in texts(&[
            "",
            "::",
            "::1",
            "1::",
            "2001:db8::ff00:42:8329",
            "1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7::",
            "::2:3:4:5:6:7:8",
            "1::3:4:5:6:7:8",
            "::ffff:192.168.0.1",
            "1:2:3:4:5:6:1.2.3.4",
            "1:2:3:4:5::1.2.3.4",
            "1::1.2.3.4:8",
            "1.2.3.4::",
            "abcd:ABCD:0000:0:00:000:f:10",
        ]) {
            assert_eq!(is_v6(&text), text.parse::<Ipv6Addr>().is_ok(), "{text}");
        }
    }
}
