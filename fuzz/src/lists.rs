//! Lists by the grammar of both formats: what holds of any bytes holds of them; and a link
//! of a list is written as a document of its own.

use paylink::api::{ReadOptions, read, read_many, write};
use paylink::model::Format;

use crate::batch::{clock, is_the_list};
use crate::dice::Dice;
use crate::oracle::{Tree, tree};
use crate::spelling::{Style, spelt};

pub fn hold(data: &[u8]) {
    let mut dice = Dice::new(data);
    let clock = clock(&mut dice);
    let format = dice.format();
    let asked = if dice.once_in(2) { None } else { Some(format) };
    let text = dice.links(format);
    if let Ok(source) = tree(&text) {
        are_documents(&text, &source, format);
    }
    let bytes = dice.broken(text);
    is_the_list(&bytes, asked, &clock);
}

/// Each link of a list is the document that it would be by itself.
fn are_documents(text: &str, source: &Tree<'_>, format: Format) {
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    let many = read_many(text.as_bytes(), &options, None);
    let name = if format == Format::Connect { "items" } else { "data" };
    let (Some(list), Some(Tree::List(sources))) = (many.value(), source.member(name)) else {
        return;
    };
    for (link, source) in list.links.iter().zip(sources) {
        let Some(link) = link.value() else { continue };
        let written = write(link);
        let document = tree(&written).expect("what is written is JSON");
        let own = if format == Format::Connect { Some(&document) } else { document.member("data") };
        assert!(own.is_some_and(|own| own.is(source)), "{text}\nhas a link written as\n{written}");
        if format == Format::Connect {
            let alone = read(spelt(source, Style::Plain, &mut Dice::new(b"")).as_bytes(), &options);
            let alone = alone.value().expect("a link of a list is one alone");
            assert_eq!((alone.id(), alone.status()), (link.id(), link.status()));
        }
    }
}
