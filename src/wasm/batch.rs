//! Batches of links for JavaScript. Columns stay in WebAssembly memory and are read through views;
//! data of single links is copied on request.

use std::borrow::Cow;

use wasm_bindgen::prelude::*;

use super::arguments::Options;
use super::convert::{Thrown, into, out, read_options};
use crate::finding::answer::Answer;
use crate::links::batch::{BatchOptions, LinkBatch, PageOptions};

/// A batch of links that is kept in WebAssembly memory until it is freed.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Batch(LinkBatch);

#[wasm_bindgen]
impl Batch {
    /// [`LinkBatch::read`]
    #[wasm_bindgen(constructor)]
    pub fn new(
        bytes: Vec<u8>,
        format: Option<String>,
        max_bytes: Option<u32>,
        clock: JsValue,
    ) -> Thrown<Self> {
        let read = read_options(format.as_deref(), Some(max_bytes.unwrap_or(u32::MAX)))?;
        let clock = Options::given(&clock)?.map(|options| options.clock()).transpose()?;
        let options = BatchOptions { read, clock, ..BatchOptions::default() };
        Ok(Self(LinkBatch::read(bytes, options)))
    }

    /// Reads a page of a list, with its link to the next page.
    pub fn page(
        bytes: Vec<u8>,
        format: Option<String>,
        max_bytes: Option<u32>,
        listing: &JsValue,
        walk: Option<String>,
    ) -> Thrown<Self> {
        let read = read_options(format.as_deref(), max_bytes)?;
        let page = Some(PageOptions { asked: into(listing, "listing")?, walk });
        let options = BatchOptions { read, page, ..BatchOptions::default() };
        Ok(Self(LinkBatch::read(bytes, options)))
    }

    /// [`LinkBatch::odd`]
    pub fn odd(&self) -> Thrown<JsValue> {
        out(&self.0.odd())
    }

    /// [`LinkBatch::places`]
    pub fn columns(&self) -> Vec<u32> {
        self.0.places()
    }

    /// [`LinkBatch::around`]
    pub fn around(&self) -> Thrown<JsValue> {
        out(&self.0.around())
    }

    /// [`LinkBatch::at`]
    pub fn at(&self, index: usize) -> Thrown<JsValue> {
        out(&self.0.at(index))
    }

    /// The notes about one link.
    pub fn notes(&self, index: usize) -> Thrown<JsValue> {
        out(&self.0.at(index).as_ref().map(Answer::notes))
    }

    /// [`LinkBatch::source`]
    pub fn source(&self, index: usize) -> Option<String> {
        self.0.source(index).map(Cow::into_owned)
    }

    /// [`LinkBatch::decide_again`]
    #[wasm_bindgen(js_name = decideAgain)]
    pub fn decide_again(&mut self, clock: JsValue) -> Thrown<()> {
        self.0.decide_again(&Options::of(&clock)?.clock()?);
        Ok(())
    }
}

/// The WebAssembly memory that holds the columns.
#[wasm_bindgen(js_name = memoryOf)]
pub fn memory_of() -> JsValue {
    wasm_bindgen::memory()
}
