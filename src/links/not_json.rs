//! Tells payloads apart that are not JSON: by magic numbers, by the first tag, and by the lines.

use super::payload::{Classification, PayloadKind};

/// How much of a text is looked at to tell what it is.
const WINDOW: usize = 4096;

/// White space as in text files; a byte order mark is removed before.
fn trimmed(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii()
}

/// What the first bytes identify, whatever follows them.
pub(super) fn by_first_bytes(bytes: &[u8]) -> Option<Classification> {
    const MAGIC: [(&[u8], PayloadKind); 6] = [
        (b"%PDF-", PayloadKind::Pdf),
        (b"\x1f\x8b", PayloadKind::Gzip),
        (b"PK\x03\x04", PayloadKind::Zip),
        (b"PK\x05\x06", PayloadKind::Zip),
        (b"\xff\xfe", PayloadKind::Utf16),
        (b"\xfe\xff", PayloadKind::Utf16),
    ];
    let text = trimmed(bytes);
    if text.is_empty() {
        return Some(Classification::of(PayloadKind::Empty));
    }
    if let Some(media_type) = picture(bytes) {
        return Some(picture_of(media_type));
    }
    let known = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
    let kind = match known {
        Some((_, kind)) => *kind,
        None if text.starts_with(b"%PDF-") => PayloadKind::Pdf,
        // Without a byte order mark: the first character and the next are ASCII.
        None => match bytes {
            [0, one, 0, two, ..] | [one, 0, two, 0, ..] if *one > 0 && *two > 0 => {
                PayloadKind::Utf16
            }
            _ if text.starts_with(b"<") => return tag(text),
            _ => return None,
        },
    };
    Some(Classification::of(kind))
}

fn picture_of(media_type: &'static str) -> Classification {
    Classification { media_type: Some(media_type), ..Classification::of(PayloadKind::Picture) }
}

fn picture(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}

/// The kind of a text that begins with `<`, by its first element; `None` if there is none.
fn tag(text: &[u8]) -> Option<Classification> {
    /// Elements that fragments of pages begin with, in error answers of proxies for instance.
    const HTML: [&str; 20] = [
        "html", "head", "body", "title", "meta", "link", "style", "script", "base", "center", "h1",
        "h2", "p", "div", "span", "table", "pre", "a", "b", "br",
    ];
    let mut rest = text;
    let mut is_xml = false;
    loop {
        rest = rest.trim_ascii_start();
        let name = name_of(rest.strip_prefix(b"<")?);
        let after = if rest.starts_with(b"<!--") {
            after(rest, b"-->")
        } else if name.eq_ignore_ascii_case("!doctype") {
            let root = rest.get(1 + name.len()..).unwrap_or_default().trim_ascii_start();
            match name_of(root).to_ascii_lowercase().as_str() {
                "html" => return Some(Classification::of(PayloadKind::Html)),
                "svg" => return Some(picture_of("image/svg+xml")),
                _ => {
                    is_xml = true;
                    after(rest, b">")
                }
            }
        } else if name.starts_with('?') {
            is_xml = true;
            after(rest, b"?>")
        } else {
            return match name.to_ascii_lowercase().as_str() {
                "svg" => Some(picture_of("image/svg+xml")),
                name if HTML.contains(&name) && (!is_xml || name == "html") => {
                    Some(Classification::of(PayloadKind::Html))
                }
                "" => None,
                _ if is_xml || text.ends_with(b">") => Some(Classification::of(PayloadKind::Xml)),
                _ => None,
            };
        };
        rest = match after {
            Some(after) if !after.trim_ascii_start().is_empty() => after,
            // Cut off, or nothing but comments and declarations.
            _ if is_xml => return Some(Classification::of(PayloadKind::Xml)),
            _ => return Some(Classification::of(PayloadKind::Html)),
        };
    }
}

/// What follows the first occurrence of a mark.
fn after<'t>(text: &'t [u8], mark: &[u8]) -> Option<&'t [u8]> {
    let place = text.windows(mark.len()).position(|window| window == mark)?;
    text.get(place + mark.len()..)
}

/// The name at the beginning, up to 16 bytes, with `!` or `?` before it.
fn name_of(text: &[u8]) -> &str {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'!' | b'?' | b':');
    let length = text.iter().take(16).take_while(|byte| is_name(byte)).count();
    std::str::from_utf8(text.get(..length).unwrap_or_default()).unwrap_or_default()
}

/// A table, other text, or other bytes. Text need not be UTF-8: tables from spreadsheets often are not.
pub(super) fn by_text(bytes: &[u8]) -> Classification {
    let is_control =
        |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    Classification::of(if bytes.iter().take(WINDOW).any(is_control) {
        PayloadKind::Binary
    } else if is_table(trimmed(bytes)) {
        PayloadKind::Csv
    } else if std::str::from_utf8(bytes).is_ok() || is_mostly_ascii(bytes) {
        PayloadKind::Text
    } else {
        PayloadKind::Binary
    })
}

fn is_mostly_ascii(bytes: &[u8]) -> bool {
    let window = bytes.get(..WINDOW).unwrap_or(bytes);
    window.iter().filter(|byte| byte.is_ascii()).count() * 4 >= window.len() * 3
}

/// A header line and at least one more, each with the same number of cells. With two columns, a cell
/// of the header that begins with a space makes it prose.
fn is_table(text: &[u8]) -> bool {
    const LINES: usize = 20;
    let text = text.get(..WINDOW).map_or(text, |window| {
        // The last line may be cut off here, and is left out unless it is the only one after the header.
        let end = window.iter().rposition(|byte| *byte == b'\n').unwrap_or(window.len());
        window.get(..end).unwrap_or_default()
    });
    [b',', b';', b'\t', b'|'].into_iter().any(|delimiter| {
        let mut lines = Lines { rest: text, delimiter };
        let mut header = lines.next();
        if header.is_some_and(|line| line.first.starts_with(b"sep=")) {
            header = lines.next();
        }
        let Some(header) = header.filter(|header| header.cells >= 2 && !header.has_empty) else {
            return false;
        };
        if header.cells == 2 && header.has_indent && delimiter == b',' {
            return false;
        }
        let mut count = 0;
        for line in lines.take(LINES) {
            if line.cells != header.cells {
                return false;
            }
            count += 1;
        }
        count > 0
    })
}

/// The lines of a table (RFC 4180); a line break in quotes does not end a line. Empty lines are left
/// out.
struct Lines<'t> {
    rest: &'t [u8],
    delimiter: u8,
}

#[derive(Clone, Copy)]
struct Line<'t> {
    /// The first cell as it is written.
    first: &'t [u8],
    cells: usize,
    has_empty: bool,
    /// Whether a cell begins with a space.
    has_indent: bool,
}

impl<'t> Iterator for Lines<'t> {
    type Item = Line<'t>;

    fn next(&mut self) -> Option<Line<'t>> {
        self.rest = self.rest.trim_ascii_start();
        if self.rest.is_empty() {
            return None;
        }
        let mut line = Line { first: self.rest, cells: 0, has_empty: false, has_indent: false };
        let (mut start, mut in_quotes, mut end) = (0, false, self.rest.len());
        let mut ends = Vec::new();
        for (place, byte) in self.rest.iter().enumerate() {
            match *byte {
                b'"' => in_quotes = !in_quotes,
                b'\n' if !in_quotes => {
                    end = place;
                    break;
                }
                byte if byte == self.delimiter && !in_quotes => ends.push(place),
                _ => {}
            }
        }
        ends.push(end);
        for (index, end) in ends.into_iter().enumerate() {
            let cell = self.rest.get(start..end).unwrap_or_default();
            if index == 0 {
                line.first = cell;
            }
            line.cells += 1;
            line.has_empty |= cell.trim_ascii().is_empty();
            line.has_indent |= cell.starts_with(b" ");
            start = end + 1;
        }
        self.rest = self.rest.get(end..).unwrap_or_default();
        Some(line)
    }
}
