//! Escapes and unescapes reference tokens of JSON Pointers (RFC 6901).

/// Appends a member's name as a reference token.
pub(crate) fn escape(name: &str, out: &mut String) {
    for char in name.chars() {
        match char {
            '~' => out.push_str("~0"),
            '/' => out.push_str("~1"),
            char => out.push(char),
        }
    }
}

/// The member name of a reference token.
pub(crate) fn unescaped(step: &str) -> String {
    let mut pieces = step.split('~');
    let mut name = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (char, rest) = match (piece.strip_prefix('0'), piece.strip_prefix('1')) {
            (Some(rest), _) => ('~', rest),
            (_, Some(rest)) => ('/', rest),
            // Not a valid escape: kept unchanged.
            (None, None) => ('~', piece),
        };
        name.push(char);
        name.push_str(rest);
    }
    name
}

/// A pointer from the value that its first steps lead to.
pub(crate) fn below(mut pointer: &str, steps: usize) -> &str {
    for _ in 0..steps {
        let behind = pointer.get(1..).unwrap_or_default();
        pointer = behind.get(behind.find('/').unwrap_or(behind.len())..).unwrap_or_default();
    }
    pointer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_comes_back_from_its_step() {
        for (name, step) in
            [("", ""), ("a", "a"), ("/", "~1"), ("~", "~0"), ("~1", "~01"), ("~~1/0é", "~0~01~10é")]
        {
            let mut out = String::new();
            escape(name, &mut out);
            assert_eq!(out, step);
            assert_eq!(unescaped(step), name);
        }
    }

    #[test]
    fn what_is_no_step_is_taken_as_it_stands() {
        for step in ["~", "~2", "~~", "a~", "~~1", "~~10", "~é"] {
            assert_eq!(unescaped(step), step.replace("~1", "/").replace("~0", "~"), "{step}");
        }
    }
}
