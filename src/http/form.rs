//! Form-encoded bodies (`application/x-www-form-urlencoded`) with names in brackets, such as
//! `line_items[0][price]`, as JSON and back.

use super::percent::{decode, encode};
use crate::syntax::json::{MAX_DEPTH, Tree};
use crate::syntax::to_json::quote;

/// Whether a provider takes forms; without one, the code is left out.
pub(crate) const ARE_SENT: bool = cfg!(feature = "forms");

pub(crate) const MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

/// The form of a JSON object. Null and empty lists are not in it: a form cannot say them.
pub(crate) fn of_json(tree: &Tree<'_>) -> String {
    let mut out = String::new();
    if let Tree::Object(members) = tree {
        for (name, value) in members {
            write(&encode(&name.lossy()), value, &mut out);
        }
    }
    out
}

fn write(name: &str, value: &Tree<'_>, out: &mut String) {
    let mut pair = |text: &str| {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(name);
        out.push('=');
        out.push_str(text);
    };
    match value {
        Tree::Scalar("null") => {}
        Tree::Scalar(token) => pair(token),
        Tree::Text(text) => pair(&encode(&text.lossy())),
        Tree::List(values) => {
            for (index, value) in values.iter().enumerate() {
                write(&format!("{name}%5B{index}%5D"), value, out);
            }
        }
        Tree::Object(members) => {
            for (member, value) in members {
                write(&format!("{name}%5B{}%5D", encode(&member.lossy())), value, out);
            }
        }
    }
}

/// The most pairs of a form. More are no request to a provider, and each costs a search.
const MOST_PAIRS: usize = 2_000;

/// The JSON text of a form, whose values are all strings; `None` if it is not a form. A name that is
/// given twice is a duplicate member.
pub(crate) fn to_json(form: &str) -> Option<String> {
    if form.split('&').count() > MOST_PAIRS {
        return None;
    }
    let mut root = Node::default();
    for pair in form.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let decoded = |text: &str| decode(&text.replace('+', " "));
        root.put(&keys_of(&decoded(name)?)?, decoded(value)?);
    }
    Some(root.json(true))
}

/// The member that is an object of a caller's keys, whatever they are: elsewhere `0`, `1`, … are places.
const OF_KEYS: &str = "metadata";

/// The keys of `a[b][0]`; a name without proper brackets is one key.
fn keys_of(name: &str) -> Option<Vec<&str>> {
    let Some((first, rest)) = name.split_once('[') else { return Some(vec![name]) };
    let Some(rest) = rest.strip_suffix(']').filter(|_| !first.is_empty()) else {
        return Some(vec![name]);
    };
    let keys: Vec<_> = std::iter::once(first).chain(rest.split("][")).collect();
    (keys.len() < usize::from(MAX_DEPTH)).then_some(keys)
}

/// What a form says under one name.
#[derive(Default)]
struct Node {
    values: Vec<String>,
    members: Vec<(String, Self)>,
}

impl Node {
    fn put(&mut self, keys: &[&str], value: String) {
        let [key, rest @ ..] = keys else {
            self.values.push(value);
            return;
        };
        // `a[]` adds an element each time.
        let next = self.members.len().to_string();
        let key = if key.is_empty() { next.as_str() } else { key };
        let at = self.members.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
            self.members.push((key.to_owned(), Self::default()));
            self.members.len() - 1
        });
        if let Some((_, node)) = self.members.get_mut(at) {
            node.put(rest, value);
        }
    }

    /// One JSON text for each value that `name` has.
    fn all(&self, name: &str) -> Vec<String> {
        let value = |value: &String| {
            let mut text = String::new();
            quote(value, &mut text);
            text
        };
        let mut all: Vec<_> = self.values.iter().map(value).collect();
        if !self.members.is_empty() {
            all.push(self.json(name == OF_KEYS));
        }
        all
    }

    fn json(&self, is_object: bool) -> String {
        let is_list = !is_object
            && !self.members.is_empty()
            && (0..)
                .zip(&self.members)
                .all(|(index, (name, _)): (usize, _)| *name == index.to_string());
        let parts = self.members.iter().flat_map(|(name, node)| {
            node.all(name).into_iter().map(move |value| {
                if is_list {
                    return value;
                }
                let mut member = String::new();
                quote(name, &mut member);
                member + ":" + &value
            })
        });
        let parts = parts.collect::<Vec<_>>().join(",");
        if is_list { format!("[{parts}]") } else { format!("{{{parts}}}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_json_and_back() {
        for (form, json) in [
            ("", "{}"),
            ("mode=payment", r#"{"mode":"payment"}"#),
            (
                "line_items[0][price]=p&line_items[0][quantity]=1&metadata[a b]=x%26y",
                r#"{"line_items":[{"price":"p","quantity":"1"}],"metadata":{"a b":"x&y"}}"#,
            ),
            ("a[]=1&a[]=2", r#"{"a":["1","2"]}"#),
            ("a[1]=x", r#"{"a":{"1":"x"}}"#),
            (
                "metadata[0]=x&b[metadata][0]=y",
                r#"{"metadata":{"0":"x"},"b":{"metadata":{"0":"y"}}}"#,
            ),
            ("0=x", r#"{"0":"x"}"#),
            ("a=1&a=2", r#"{"a":"1","a":"2"}"#),
            ("a=1&a[b]=2", r#"{"a":"1","a":{"b":"2"}}"#),
            ("a+b=c%20d+e", r#"{"a b":"c d e"}"#),
            ("a[=1&[b]=2&c]=3", r#"{"a[":"1","[b]":"2","c]":"3"}"#),
        ] {
            assert_eq!(to_json(form).as_deref(), Some(json), "{form}");
        }
        for form in ["a=%zz", "%ff=1"] {
            assert_eq!(to_json(form), None, "{form}");
        }
        let json = br#"{"a":{"b":["x y",1,true,null]},"c[d]":"\u00e9"}"#;
        let form = of_json(&Tree::of(json).unwrap());
        assert_eq!(
            form,
            "a%5Bb%5D%5B0%5D=x%20y&a%5Bb%5D%5B1%5D=1&a%5Bb%5D%5B2%5D=true&c%5Bd%5D=%C3%A9"
        );
    }
}
