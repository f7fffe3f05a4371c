//! Two observations of one link, in any order: each counts once, and what has ended stays so.

use paylink::api::{ReadOptions, read, reconcile};
use paylink::deciding::reconcile::{Observation, Side, Standing};
use paylink::model::{Instant, PaymentLink, Status};

use crate::dice::Dice;

pub fn hold(data: &[u8]) {
    let mut dice = Dice::new(data);
    let format = dice.format();
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    // Valid or not: what can be used is reconciled.
    let mut link = || read(dice.document(format).as_bytes(), &options).usable().cloned();
    let (Some(stored), Some(observed)) = (link(), link()) else { return };
    let mut seen = || {
        let millis = dice.one_of(&[None, Some(0), Some(1_000)]);
        millis.and_then(Instant::from_millis)
    };
    let (stored_at, observed_at) = (seen(), seen());
    let was = Observation { link: &stored, seen_at: stored_at.as_ref() };
    let is = Observation { link: &observed, seen_at: observed_at.as_ref() };
    let Ok(there) = reconcile(Some(was), is) else {
        assert_ne!(stored.id(), observed.id());
        return;
    };
    assert_eq!(there, reconcile(Some(was), is).expect("as before"), "the same again");
    let taken = match there.take {
        Side::Stored => was,
        Side::Observed => is,
    };
    assert_eq!(there.link, taken.link);
    // Where time contradicts the machine, the one that is further along is taken, and looked at.
    match there.verdict {
        Standing::Advance => assert_eq!(there.take, Side::Observed),
        Standing::Same | Standing::Stale | Standing::Keep => assert_eq!(there.take, Side::Stored),
        Standing::Conflict => {}
    }
    let back = reconcile(Some(is), was).expect("of one link");
    assert_eq!(there.verdict == Standing::Conflict, back.verdict == Standing::Conflict);
    counts_once(taken, is);
    stays_ended(&stored, there.link);
    if let Ok(first) = reconcile(None, is) {
        assert_eq!((first.verdict, first.link), (Standing::Advance, &observed));
    }
}

fn counts_once(taken: Observation<'_>, is: Observation<'_>) {
    let again = reconcile(Some(taken), is).expect("of one link");
    assert_ne!(again.verdict, Standing::Advance, "the same again is no news");
    assert_eq!(again.link, taken.link);
}

fn stays_ended(stored: &PaymentLink, link: &PaymentLink) {
    if stored.status().is_final() {
        assert_eq!(link.status(), stored.status());
    }
    if stored.status() == Status::InProgress {
        assert_ne!(link.status(), Status::Open);
    }
}
