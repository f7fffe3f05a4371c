//! Documents of one link, by the grammar of their formats: what holds of any bytes holds of them.

use crate::dice::Dice;
use crate::oracle::tree;
use crate::read::reads;

pub fn hold(data: &[u8]) {
    let mut dice = Dice::new(data);
    let format = dice.format();
    let text = dice.document(format);
    assert!(tree(&text).is_ok(), "the grammar makes JSON: {text}");
    let bytes = dice.broken(text);
    reads(&bytes, if dice.once_in(2) { None } else { Some(format) });
}
