//! One link at a time, by the shortest way: the caller writes into this memory, the link is read into
//! rows that stay where they are, and is cut out of the source outside. What is not plain goes the long
//! way, by [`super::read`].

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use super::{Thrown, action_of, held, instant, out, whole_millis};
use crate::batch::{One, place};
use crate::decision::{Action, Clock};
use crate::format::Format;
use crate::held::KeptLink;

thread_local! {
    static ROOM: RefCell<(Vec<u8>, One)> = RefCell::default();
}

/// Where so many bytes may be written, and what was read of them is told.
#[wasm_bindgen(js_name = oneRoom)]
pub fn one_room(size: usize) -> Vec<u32> {
    ROOM.with_borrow_mut(|(input, one)| {
        input.resize(size, 0);
        vec![place(input), place(one.report())]
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

/// A link that is decided about again and again.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Kept(KeptLink);

#[wasm_bindgen]
impl Kept {
    /// [`KeptLink::new`]
    #[wasm_bindgen(constructor)]
    pub fn new(link: JsValue) -> Thrown<Self> {
        Ok(Self(KeptLink::new(held(link)?)))
    }

    /// The place of the verdict among all; `now` and `skew_ms` are whole and in the calendar.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole, as it says"
    )]
    pub fn verdict(&self, action: usize, now: f64, skew_ms: f64) -> u8 {
        let action = Action::ALL.get(action).copied().unwrap_or(Action::Close);
        self.0.verdict(action, now as i64, skew_ms as u64) as u8
    }

    /// [`crate::facade::decide`]
    pub fn decide(&self, action: &str, now: &JsValue, skew_ms: f64) -> Thrown<JsValue> {
        let clock = Clock { now: instant(now)?, skew_ms: whole_millis("skewMs", skew_ms)? };
        out(&crate::facade::decide(action_of(action)?, self.0.link().state(), &clock))
    }
}
