//! Many at once are each alone: a batch of any bytes.

use paylink::batch::{BatchOptions, LinkBatch, Query};
use paylink::decision::{Action, Clock, Verdict, decide_all};
use paylink::facade::{Answer, ReadOptions, read_many};
use paylink::format::Format;
use paylink::issue::{Note, NoteCode};
use paylink::model::{Instant, PaymentLink, Status};

use crate::dice::Dice;
use crate::words::INSTANTS;

pub fn hold(data: &[u8]) {
    let clock = clock(&mut Dice::new(data));
    for format in [None, Some(Format::Connect), Some(Format::Txn)] {
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
    match read_many(data, &options, None) {
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
    for (index, link) in links.iter().enumerate() {
        assert_eq!(batch.at(index).as_ref(), Some(link), "link {index}");
        let decided = link.value().map(|link| decide_all(link.state(), clock));
        assert_eq!(batch.decide(index), decided, "link {index}");
    }
    let found = |query: &Query| batch.query(query).expect("a sound query").indices;
    let those = |is_wanted: &dyn Fn(&PaymentLink) -> bool| -> Vec<u32> {
        let wanted = links.iter().zip(0..).filter(|(link, _)| link.value().is_some_and(is_wanted));
        wanted.map(|(_, index)| index).collect()
    };
    for status in Status::ALL {
        let query = Query { status: Some(vec![status.name().to_owned()]), ..Query::default() };
        assert_eq!(found(&query), those(&|link| link.status() == status), "{status:?}");
    }
    for (place, action) in Action::ALL.into_iter().enumerate() {
        for verdict in Verdict::ALL {
            let name = vec![verdict.name().to_owned()];
            let query = Query { action: Some(action), verdict: Some(name), ..Query::default() };
            let is_so =
                |link: &PaymentLink| decide_all(link.state(), clock)[place].verdict == verdict;
            assert_eq!(found(&query), those(&is_so), "{action:?} {verdict:?} {clock:?}");
        }
    }
}
