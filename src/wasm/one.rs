//! Fast path for one link: JavaScript writes the document into WebAssembly memory, and reads the
//! result from rows that are reused. Documents of unusual form need [`super::read`].

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use crate::links::read_in_place::{One, address_of};
use crate::model::Format;

thread_local! {
    static ROOM: RefCell<(Vec<u8>, One)> = RefCell::default();
}

/// Reserves `size` bytes and returns the addresses of the input and of the result.
#[wasm_bindgen(js_name = oneRoom)]
pub fn one_room(size: usize) -> Vec<u32> {
    ROOM.with_borrow_mut(|(input, one)| {
        input.resize(size, 0);
        vec![address_of(input), address_of(one.report())]
    })
}

/// Reads the input in the format with this number, counted from 1, or detects the format for 0.
/// Returns the format's number, or 0 if the document needs [`super::read`].
#[wasm_bindgen(js_name = readOne)]
pub fn read_one(length: usize, format: usize) -> usize {
    ROOM.with_borrow_mut(|(input, one)| {
        let format = format.checked_sub(1).and_then(|place| Format::ALL.get(place).copied());
        let read = one.read(input.get(..length).unwrap_or_default(), format);
        read.map_or(0, |format| 1 + format as usize)
    })
}

/// Each format's id and payment resource type; the latter is empty if documents contain it.
#[wasm_bindgen(js_name = formatWords)]
pub fn format_words() -> Vec<String> {
    let words = |format: &Format| [format.id(), format.payment_type().unwrap_or_default()];
    Format::ALL.iter().flat_map(words).map(str::to_owned).collect()
}
