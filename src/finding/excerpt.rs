//! Excerpts of input for messages: short, escaped, and never the whole.

/// The longest pointer, in bytes: beyond it a finding is told of the nearest place around it that fits.
pub(crate) const LONGEST_POINTER: usize = 1024;

/// A short, escaped piece of input, in backticks, for "found …".
pub(crate) fn excerpt(text: &str) -> String {
    format!("`{}`", excerpt_bare(text))
}

/// The same for a place that has backticks.
pub(crate) fn excerpt_bare(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut out = String::new();
    let mut rest = text.chars();
    for char in rest.by_ref().take(LONGEST) {
        // Controls, quotes of any kind and whatever would not show stay readable and harmless.
        if char == '`' { out.push_str("\\u{60}") } else { out.extend(char.escape_debug()) }
    }
    if rest.next().is_some() {
        out.push('…');
    }
    out
}

/// A pointer, or that of the nearest place around it which is short enough.
pub(crate) fn fitting(mut pointer: String) -> String {
    while pointer.len() > LONGEST_POINTER {
        pointer.truncate(pointer.rfind('/').unwrap_or_default());
    }
    pointer
}

/// A text of somebody else's, to be told as it is: cut off where it is longer than any message.
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
