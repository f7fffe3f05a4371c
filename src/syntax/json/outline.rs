//! A JSON value that is looked at from outside: which members or elements it has, and of which type.
//! A text that breaks off or has a fault is looked at up to there.

use std::borrow::Cow;

use super::{Json, Kind, Text};

/// A value of a JSON text. Nothing is copied, and nothing after it is read.
#[derive(Debug, Clone)]
pub(crate) struct Outline<'a> {
    /// At the first byte of the value.
    json: Json<'a>,
    kind: Kind,
}

/// The values of the asked members, in the order of the names, and how many other members there are.
type Picked<'a, const N: usize> = ([Option<Outline<'a>>; N], usize);

impl<'a> Outline<'a> {
    /// The next value; `None` if there is none.
    pub(crate) fn of(mut json: Json<'a>) -> Option<Self> {
        let kind = json.peek().ok()?;
        Some(Self { json, kind })
    }

    pub(crate) const fn kind(&self) -> Kind {
        self.kind
    }

    /// The value of a complete string.
    pub(crate) fn text(&self) -> Option<Cow<'a, str>> {
        if self.kind == Kind::String { self.json.clone().string().ok()?.value() } else { None }
    }

    /// Whether it is a string with at least one character.
    pub(crate) fn is_filled(&self) -> bool {
        self.text().is_some_and(|text| !text.is_empty())
    }

    /// The members with these names, in one pass; the first one if there are duplicates. A value that is
    /// not an object has none.
    pub(crate) fn pick<const N: usize>(&self, names: [&str; N]) -> Picked<'a, N> {
        let mut values = [const { None }; N];
        let others = self.pick_into(&names, &mut values);
        (values, others)
    }

    /// Not generic: the loop would be copied for each number of names.
    fn pick_into(&self, names: &[&str], values: &mut [Option<Self>]) -> usize {
        let mut others = 0;
        if self.kind != Kind::Object {
            return others;
        }
        let (mut json, mut first) = (self.json.clone(), true);
        if json.enter().is_err() {
            return others;
        }
        while let Ok(Some(name)) = json.next_member(&mut first) {
            let Some(value) = Self::of(json.clone()) else { break };
            match place_of(name, names).and_then(|place| values.get_mut(place)) {
                Some(slot) => drop(slot.get_or_insert(value)),
                None => others += 1,
            }
            if json.skip().is_err() {
                break;
            }
        }
        others
    }

    /// The elements; a value that is not an array has none.
    pub(crate) fn elements(&self) -> impl Iterator<Item = Self> {
        let (mut json, mut first) = (self.json.clone(), true);
        let mut is_open = self.kind == Kind::Array && json.enter().is_ok();
        std::iter::from_fn(move || {
            if !is_open || !json.next_element(&mut first).unwrap_or(false) {
                return None;
            }
            let element = Self::of(json.clone())?;
            is_open = json.skip().is_ok();
            Some(element)
        })
    }
}

fn place_of(name: Text<'_>, names: &[&str]) -> Option<usize> {
    let name = name.name();
    names.iter().position(|known| *known == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Outline<'_> {
        Outline::of(Json::within(text, 0)).unwrap()
    }

    #[test]
    fn members_are_picked_in_one_pass_and_the_first_of_duplicates() {
        let document = of(r#" {"a": "x", "b": [1, {}], "\u0061": 2, "c": null}"#);
        let ([a, b, z], others) = document.pick(["a", "b", "z"]);
        assert_eq!(a.unwrap().text().as_deref(), Some("x"));
        assert_eq!(b.unwrap().elements().count(), 2);
        assert!(z.is_none());
        assert_eq!(others, 1);
    }

    #[test]
    fn a_text_that_breaks_off_is_seen_up_to_there() {
        let document = of(r#"{"a": {"b": "x", "c": "y"#);
        let ([a], _) = document.pick(["a"]);
        let ([b, c], _) = a.unwrap().pick(["b", "c"]);
        assert_eq!(b.unwrap().text().as_deref(), Some("x"));
        assert_eq!(c.unwrap().text(), None);
        assert_eq!(of("[1, [2], {\"a\"").elements().count(), 3);
        assert_eq!(of("[").elements().count(), 0);
        assert_eq!(of("5").elements().count() + of("5").pick(["a"]).1, 0);
    }
}
