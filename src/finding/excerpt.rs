//! Excerpts of input for messages: escaped and limited in length.

/// The longest pointer, in bytes; a longer one is cut to that of an enclosing value.
pub(crate) const LONGEST_POINTER: usize = 1024;

/// The first 40 characters of input, escaped and in backticks, for "found …".
pub(crate) fn excerpt(text: &str) -> String {
    format!("`{}`", excerpt_bare(text))
}

/// The same without backticks, for templates that have them.
pub(crate) fn excerpt_bare(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut out = String::new();
    let mut rest = text.chars();
    for char in rest.by_ref().take(LONGEST) {
        // Escapes quotes, control characters and invisible characters.
        if char == '`' { out.push_str("\\u{60}") } else { out.extend(char.escape_debug()) }
    }
    if rest.next().is_some() {
        out.push('…');
    }
    out
}

/// Cuts a pointer after the last step within [`LONGEST_POINTER`] bytes.
pub(crate) fn fitting(mut pointer: String) -> String {
    while pointer.len() > LONGEST_POINTER {
        pointer.truncate(pointer.rfind('/').unwrap_or_default());
    }
    pointer
}

/// Text from a caller, cut to 1024 bytes but not escaped.
pub(crate) fn shortened(text: &str) -> String {
    const LONGEST: usize = 1024;
    if text.len() <= LONGEST {
        return text.to_owned();
    }
    let end = (0..=LONGEST).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    format!("{}…", text.get(..end).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_are_short_and_escaped() {
        assert_eq!(excerpt("a\"\n`\u{7f}"), "`a\\\"\\n\\u{60}\\u{7f}`");
        assert_eq!(excerpt(&"x".repeat(41)), format!("`{}…`", "x".repeat(40)));
    }
}
