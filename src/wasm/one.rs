//! One link at a time, by the shortest way: the caller writes into this memory, the link is read into
//! rows that stay where they are, and is cut out of the source outside. What is not plain goes the long
//! way, by [`super::read`].

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use crate::links::read_in_place::{One, address_of};
use crate::model::Format;

thread_local! {
    static ROOM: RefCell<(Vec<u8>, One)> = RefCell::default();
}

/// Where so many bytes may be written, and what was read of them is told.
#[wasm_bindgen(js_name = oneRoom)]
pub fn one_room(size: usize) -> Vec<u32> {
    ROOM.with_borrow_mut(|(input, one)| {
        input.resize(size, 0);
        vec![address_of(input), address_of(one.report())]
    })
}

/// Reads what was written; of the format with that number, counted from 1, or of the one that its shape
/// tells. Answers the number of the format it is, and 0 for what is no plain link.
#[wasm_bindgen(js_name = readOne)]
pub fn read_one(length: usize, format: usize) -> usize {
    ROOM.with_borrow_mut(|(input, one)| {
        let format = format.checked_sub(1).and_then(|place| Format::ALL.get(place).copied());
        let read = one.read(input.get(..length).unwrap_or_default(), format);
        read.map_or(0, |format| 1 + format as usize)
    })
}

/// The formats, each with the resource type of payments where its documents have none, or nothing.
#[wasm_bindgen(js_name = formatWords)]
pub fn format_words() -> Vec<String> {
    let words = |format: &Format| [format.id(), format.payment_type().unwrap_or_default()];
    Format::ALL.iter().flat_map(words).map(str::to_owned).collect()
}
