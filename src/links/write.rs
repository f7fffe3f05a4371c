//! Back to the provider's format, losing nothing.
//!
//! A format writes the document that a model link would be, in the one spelling of ours. What the
//! provider's own document had otherwise (members that the model does not name, nulls, other
//! spellings) is kept beside the model as a list of [`Change`]s. Writing makes our document and then
//! each change whose place is still as it was: so an untouched link comes back as it was read, and
//! an edited one comes back edited.

use crate::model::PaymentLink;
use crate::model::change::Change;
use crate::syntax::from_json::{deserialised, members};
use crate::syntax::json::{Scan, Text, Tree};
use crate::syntax::pointer::{escape, unescaped};
use crate::syntax::to_json::quote;

members! { Change {
    pointer: required "pointer",
    ;
    was: optional "was",
    is: optional "is",
}}
deserialised!(Change);

impl Change {
    fn of(pointer: &str, was: Option<&Tree<'_>>, is: Option<&Tree<'_>>) -> Self {
        Self { pointer: pointer.to_owned(), was: was.map(text_of), is: is.map(text_of) }
    }
}

/// The provider's document of a link: the one it was read from, up to member order, white space and
/// the spelling of escapes, with whatever was edited in the model since.
pub fn write(link: &PaymentLink) -> String {
    let ours = ours(link);
    // INVARIANT: what was written is JSON.
    let Ok(mut tree) = Tree::of(ours.as_bytes()) else { return ours };
    let places: Vec<Vec<Step>> = link.kept.iter().map(|change| steps(&change.pointer)).collect();
    for (change, place) in link.kept.iter().zip(&places) {
        // A change that a caller made up, and that is no JSON, is passed over.
        if let (Ok(was), Ok(is)) = (tree_of(change.was.as_ref()), tree_of(change.is.as_ref())) {
            apply(&mut tree, place, was.as_ref(), is);
        }
    }
    text_of(&tree)
}

/// What the provider's document of a link says that the model does not.
pub(crate) fn changes(link: &PaymentLink, source: &[u8]) -> Vec<Change> {
    let ours = ours(link);
    let mut changes = Vec::new();
    // INVARIANT: the source has been read, so it is JSON.
    if let (Ok(ours), Ok(source)) = (Tree::of(ours.as_bytes()), Tree::of(source)) {
        compare(&mut String::new(), &ours, &source, &mut changes);
    }
    changes
}

fn ours(link: &PaymentLink) -> String {
    (link.format().adapter().write)(link).finish()
}

fn tree_of(text: Option<&String>) -> Scan<Option<Tree<'_>>> {
    text.map(|text| Tree::of(text.as_bytes())).transpose()
}

fn text_of(tree: &Tree<'_>) -> String {
    let mut out = String::new();
    tree.write(&mut out);
    out
}

/// More changes than this within one object or list are kept as one change of the whole: a document
/// that differs in thousands of places is not edited place by place, and must not cost their square.
const MOST: usize = 512;

fn compare(pointer: &mut String, ours: &Tree<'_>, theirs: &Tree<'_>, out: &mut Vec<Change>) {
    let before = out.len();
    match (ours, theirs) {
        // A name with half a character has no pointer, so such an object is kept whole.
        (Tree::Object(ours), Tree::Object(theirs))
            if theirs.iter().all(|(name, _)| name.value().is_some()) =>
        {
            let (known, found) = (Tree::by_name(ours), Tree::by_name(theirs));
            for (name, value) in theirs {
                let name = name.name();
                compare_at(pointer, &name, Tree::named(ours, &known, &name), Some(value), out);
            }
            for (name, value) in ours {
                let name = name.name();
                if found.of(&name).is_none() {
                    compare_at(pointer, &name, Some(value), None, out);
                }
            }
        }
        (Tree::List(ours), Tree::List(theirs)) if ours.len() == theirs.len() => {
            for (index, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
                compare_at(pointer, &index.to_string(), Some(ours), Some(theirs), out);
            }
        }
        (ours, theirs) if ours == theirs => {}
        (ours, theirs) => out.push(Change::of(pointer, Some(ours), Some(theirs))),
    }
    if out.len() - before > MOST {
        out.truncate(before);
        out.push(Change::of(pointer, Some(ours), Some(theirs)));
    }
}

fn compare_at(
    pointer: &mut String,
    name: &str,
    ours: Option<&Tree<'_>>,
    theirs: Option<&Tree<'_>>,
    out: &mut Vec<Change>,
) {
    let length = pointer.len();
    pointer.push('/');
    escape(name, pointer);
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => compare(pointer, ours, theirs, out),
        (ours, theirs) => out.push(Change::of(pointer, ours, theirs)),
    }
    pointer.truncate(length);
}

/// One step of a pointer: the member's name, and how it is spelt in JSON.
struct Step {
    name: String,
    spelt: String,
}

fn steps(pointer: &str) -> Vec<Step> {
    let step = |token: &str| {
        let name = unescaped(token);
        let mut quoted = String::new();
        quote(&name, &mut quoted);
        let spelt = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        Step { spelt: spelt.unwrap_or_default().to_owned(), name }
    };
    pointer.split('/').skip(1).map(step).collect()
}

/// Makes a change where everything is as it was.
fn apply<'a>(tree: &mut Tree<'a>, place: &'a [Step], was: Option<&Tree<'a>>, is: Option<Tree<'a>>) {
    let is_as_it_was = |value: Option<&Tree<'a>>| match (value, was) {
        (Some(value), Some(was)) => value.is_as_javascript_has(was),
        (value, was) => value.is_none() && was.is_none(),
    };
    match (place, tree) {
        ([], tree) => {
            if let (true, Some(is)) = (is_as_it_was(Some(tree)), is) {
                *tree = is;
            }
        }
        ([last], Tree::Object(members)) => {
            let found = members.iter().position(|(name, _)| name.name() == last.name);
            let value = found.and_then(|at| members.get(at)).map(|(_, value)| value);
            match (found, is) {
                (Some(at), None) if is_as_it_was(value) => drop(members.remove(at)),
                (Some(at), Some(is)) if is_as_it_was(value) => {
                    if let Some((_, value)) = members.get_mut(at) {
                        *value = is;
                    }
                }
                (None, Some(is)) if was.is_none() => members.push((Text::spelt(&last.spelt), is)),
                _ => {}
            }
        }
        ([step, rest @ ..], Tree::Object(members)) => {
            let found = members.iter_mut().find(|(name, _)| name.name() == step.name);
            if let Some((_, value)) = found {
                apply(value, rest, was, is);
            }
        }
        ([step, rest @ ..], Tree::List(values)) => {
            let value = step.name.parse::<usize>().ok().and_then(|index| values.get_mut(index));
            if let Some(value) = value {
                apply(value, rest, was, is);
            }
        }
        ([_, ..], Tree::Scalar(_) | Tree::Text(_)) => {}
    }
}
