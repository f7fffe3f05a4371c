//! The grammar reaches every provider: what it makes of no bytes is sound, and the corpus has all of them.

use std::collections::BTreeSet;

use paylink::api::{ReadOptions, plan_create, read, read_list};
use paylink::model::Format;
use paylink_fuzz::corpus::kept;
use paylink_fuzz::dice::Dice;
use paylink_fuzz::providers;

#[test]
fn without_bytes_the_grammar_makes_sound_documents_of_every_provider() {
    for format in Format::ALL {
        let options = ReadOptions { format: Some(*format), ..ReadOptions::default() };
        let text = Dice::new(&[]).document(*format);
        assert!(read(text.as_bytes(), &options).value().is_some(), "{text}");
        let text = Dice::new(&[]).links(*format);
        let list = read_list(text.as_bytes(), &options, None);
        let links = list.value().map(|list| list.links.iter().all(|link| link.value().is_some()));
        assert_eq!(links, Some(true), "{text}");
        let text = Dice::new(&[]).create(*format);
        assert!(plan_create(*format, text.as_bytes(), None).is_ok(), "{text}");
    }
}

#[test]
fn a_written_document_has_the_id_and_the_status_where_they_are_looked_for() {
    for provider in providers::all() {
        let format = provider.info.id;
        for status in &provider.info.statuses {
            let text = providers::sound(format, "x", status.word);
            let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
            let answer = read(text.as_bytes(), &options);
            let link = answer.value().expect("a sound document");
            assert_eq!((link.id().as_str(), link.status()), ("x", status.status), "{text}");
        }
    }
}

/// The first choice of these targets is the format.
#[test]
fn the_corpus_has_every_provider() {
    for target in ["documents", "decide", "interpret", "webhook", "reconcile"] {
        let formats = kept(target).iter().map(|input| Dice::new(input).format()).collect();
        let all: BTreeSet<Format> = Format::ALL.iter().copied().collect();
        assert_eq!(all, formats, "{target}");
    }
}
