//! The shipped core with one more export: what of it has run so far.

// Linked for its exports.
use paylink as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// A raw profile, as `llvm-profdata` reads it.
#[wasm_bindgen]
pub fn coverage() -> Vec<u8> {
    let mut profile = Vec::new();
    // SAFETY: nothing else runs meanwhile, for there are no threads.
    let captured = unsafe { minicov::capture_coverage(&mut profile) };
    captured.map(|()| profile).unwrap_or_default()
}
