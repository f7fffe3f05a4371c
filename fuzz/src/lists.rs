//! Lists by the grammar of every format: what holds of any bytes holds of them; and each link
//! of a list has a document of its own.

use paylink::api::{ReadOptions, read};
use paylink::links::batch::{BatchOptions, LinkBatch};
use paylink::model::Format;

use crate::batch::{clock, is_the_list};
use crate::dice::Dice;
use crate::oracle::{Tree, tree};
use crate::providers;
use crate::read::model;

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

/// Each link of a list has the text of the document that it would be by itself.
fn are_documents(text: &str, source: &Tree<'_>, format: Format) {
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    let given = BatchOptions { read: options, ..BatchOptions::default() };
    let batch = LinkBatch::read(text.into(), given);
    let provider = providers::of(format);
    let Some(Tree::List(sources)) = source.member(&provider.links_at) else { return };
    for (index, source) in sources.iter().enumerate().take(batch.len()) {
        let link = batch.at(index).expect("as many links as the batch has");
        let alone = batch.source(index);
        assert_eq!(alone.is_some(), link.usable().is_some(), "what can be used has a source");
        let Some(alone) = alone else { continue };
        let document = tree(&alone).expect("a source is JSON");
        let own = provider.own(&document);
        assert!(own.is_some_and(|own| own.is(source)), "{text}\nhas a link of the source\n{alone}");
        let again = read(alone.as_bytes(), &options);
        // Neither validity nor the usable part depends on the other links.
        for (again, link) in [(again.value(), link.value()), (again.usable(), link.usable())] {
            let (again, link) = (again.map(model), link.map(model));
            assert_eq!(again, link, "{text}\nhas a link of the source\n{alone}");
        }
    }
}
