//! The shape of the source itself: what must stay in its place.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use paylink::model::format::Format;

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The code of every file in `src`, without comments and without its tests.
fn code() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            let name = path.strip_prefix(&root).unwrap().display().to_string();
            (name, lines.collect::<Vec<_>>().join("\n"))
        })
        .collect()
}

#[test]
fn a_provider_is_one_module_and_one_line_in_the_list() {
    for format in Format::ALL {
        let own = |file: &str| {
            let file = file.strip_prefix("format/").unwrap_or_default();
            file.starts_with(&format!("{}.rs", format.id()))
                || file.starts_with(&format!("{}/", format.id()))
        };
        let variant = format!("{format:?}");
        let words = [format.id(), variant.as_str()];
        for (file, code) in code().iter().filter(|(file, _)| !own(file)) {
            let tokens = code.split(|char: char| !char.is_alphanumeric() && char != '_');
            let mentions = tokens.filter(|token| words.contains(token)).count();
            // `mod x;` and `Variant = x,`.
            let allowed = if file == "format/mod.rs" { 3 } else { 0 };
            assert_eq!(mentions, allowed, "{file} speaks of {format}");
        }
    }
}

#[test]
fn what_decides_has_no_default_arm() {
    let decides = ["decision", "lifecycle", "outcome", "reconcile", "rules", "transition"];
    for (file, code) in code() {
        let by_rule = code.contains("fn rule(") && file.starts_with("format/");
        let named = file.strip_suffix(".rs").is_some_and(|name| decides.contains(&name));
        if by_rule && file != "format/mod.rs" {
            assert!(code.contains("#[deny(clippy::wildcard_enum_match_arm)]\nfn rule("), "{file}");
        }
        if named {
            assert!(code.contains("#![deny(clippy::wildcard_enum_match_arm)]"), "{file}");
        }
    }
}

#[test]
fn the_target_is_asked_for_once() {
    let places: Vec<_> = code()
        .into_iter()
        .filter(|(_, code)| code.contains("target_arch"))
        .map(|(file, _)| file)
        .collect();
    assert_eq!(places, ["lib.rs"]);
}

#[test]
fn the_core_has_no_clock_and_no_randomness_and_the_wasm_crates_stay_outside() {
    for (file, code) in code() {
        for word in [
            "SystemTime",
            "Utc::now",
            "Local::now",
            "std::time::Instant",
            "std::fs",
            "std::net::Tcp",
        ] {
            assert!(!code.contains(word), "{file} has {word}");
        }
        if !file.starts_with("wasm") {
            for word in ["wasm_bindgen", "js_sys", "getrandom"] {
                assert!(!code.contains(word), "{file} has {word}");
            }
        }
    }
}

#[test]
fn the_wasm_module_is_thin_over_the_facade() {
    let (_, code) = code().into_iter().find(|(file, _)| file == "wasm/mod.rs").unwrap();
    for module in ["json", "reader", "transition", "lifecycle::step"] {
        assert!(!code.contains(&format!("crate::{module}")), "wasm reaches into {module}");
    }
}

#[test]
fn no_file_grows_past_what_a_reader_can_hold() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (file, _) in code() {
        let lines = fs::read_to_string(root.join(&file)).unwrap().lines().count();
        assert!(lines <= 500, "{file} has {lines} lines");
    }
}
