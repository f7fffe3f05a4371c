//! Many at once are each alone: a batch of any bytes.

use paylink::api::{Answer, ReadOptions, read_list};
use paylink::deciding::decision::{Clock, decide_all};
use paylink::finding::{Note, NoteCode};
use paylink::links::batch::{BatchOptions, LinkBatch};
use paylink::model::Action;
use paylink::model::Format;
use paylink::model::{Instant, PaymentLink};

use crate::dice::Dice;
use crate::providers::any_format;
use crate::words::INSTANTS;

pub fn hold(data: &[u8]) {
    let clock = clock(&mut Dice::new(data));
    for format in any_format() {
        is_the_list(data, format, &clock);
    }
}

pub fn clock(dice: &mut Dice<'_>) -> Clock {
    let now = Instant::parse(dice.one_of(INSTANTS));
    let now = now.ok().or_else(|| Instant::from_millis(0)).expect("1970 is a year");
    let skew_ms = dice.one_of(&[0, 1, 200, 1_000, 5_000, 86_400_000, 1 << 53, u64::MAX]);
    Clock { now, skew_ms }
}

fn batch_of(data: &[u8], format: Option<Format>, clock: &Clock) -> LinkBatch {
    let read = ReadOptions { format, ..ReadOptions::default() };
    LinkBatch::read(data.to_vec(), BatchOptions { read, clock: Some(clock.clone()), page: None })
}

/// What is counted first and told later is what is told at once.
pub fn is_the_list(data: &[u8], format: Option<Format>, clock: &Clock) {
    let batch = batch_of(data, format, clock);
    let options = ReadOptions { format, ..ReadOptions::default() };
    match read_list(data, &options, None) {
        Answer::Refused { issues, .. } => {
            assert_eq!(batch.issues(), issues);
            assert!(batch.is_empty() && batch.at(0).is_none());
        }
        Answer::Accepted { value: list, notes, .. } => {
            assert!(batch.issues().is_empty());
            // A batch is no page of a walk, and an empty page that names another ends one.
            let ends = |note: &Note| note.code() == NoteCode::ListRepeats;
            let is_ended = notes.iter().any(ends);
            assert!(batch.notes().iter().eq(notes.iter().filter(|note| !ends(note))));
            if !is_ended {
                assert_eq!(batch.next_cursor(), list.next_cursor.as_deref());
            }
            are_each(&batch, &list.links, clock);
        }
    }
}

fn are_each(batch: &LinkBatch, links: &[Answer<PaymentLink>], clock: &Clock) {
    assert_eq!(batch.len(), links.len());
    assert_eq!(batch.at(links.len()), None);
    let decided: Vec<_> = links
        .iter()
        .enumerate()
        .map(|(index, link)| {
            assert_eq!(batch.at(index).as_ref(), Some(link), "link {index}");
            link.usable().map(|link| decide_all(link.state(), clock))
        })
        .collect();
    // `odd` has every link with findings, so every invalid one.
    let odd = batch.odd();
    assert!(odd.len() <= links.len());
    for link in links.iter().filter(|link| link.value().is_none()) {
        assert!(odd.iter().any(|other| other.usable() == link.usable()), "an invalid link is odd");
    }
    for (place, action) in Action::ALL.into_iter().enumerate() {
        let verdicts = decided
            .iter()
            .map(|decisions| decisions.as_ref().map_or(u8::MAX, |all| all[place].verdict as u8));
        assert!(batch.verdicts(action).expect("decided").iter().copied().eq(verdicts), "{clock:?}");
        let reasons = decided.iter().map(|decisions| {
            let reasons = decisions.iter().flat_map(|all| &all[place].reasons);
            reasons.fold(0, |bits, reason| bits | 1 << (reason.code() as u32))
        });
        assert!(batch.reasons(action).expect("decided").iter().copied().eq(reasons), "{clock:?}");
    }
}
