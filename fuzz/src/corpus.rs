//! The corpus, packed: one file a target, one input a line. An input that is text is a JSON string,
//! any other hexadecimal digits; so what is new in it can be looked at.

use std::fs;
use std::path::{Path, PathBuf};

use crate::providers::{self, Provider};

/// What was minimised of all that was ever found, and what once broke a law: that is never taken out.
pub const KINDS: [&str; 2] = ["seeds", "found"];

/// As many bytes of inputs are packed for a target: the shortest ones.
const MOST: usize = 40_000;

/// This workspace.
pub fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn packed(kind: &str, target: &str) -> PathBuf {
    home().join(kind).join(format!("{target}.txt"))
}

pub fn line(input: &[u8]) -> String {
    match std::str::from_utf8(input) {
        Ok(text) => serde_json::to_string(text).unwrap_or_default(),
        Err(_) => input.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

pub fn input(line: &str) -> Option<Vec<u8>> {
    if line.starts_with('"') {
        return serde_json::from_str::<String>(line).ok().map(String::into_bytes);
    }
    let digits: Option<Vec<u8>> =
        line.chars().map(|digit| digit.to_digit(16)?.try_into().ok()).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(digits.chunks(2).map(|pair| pair[0] * 16 + pair[1]).collect())
}

/// The inputs of a packed file; none if there is no such file.
pub fn read(file: &Path) -> Vec<Vec<u8>> {
    let text = fs::read_to_string(file).unwrap_or_default();
    let inputs: Option<Vec<_>> = text.lines().map(input).collect();
    inputs.unwrap_or_else(|| panic!("{}: a line that is no input", file.display()))
}

/// All that is kept for a target, and sound documents of every provider.
pub fn kept(target: &str) -> Vec<Vec<u8>> {
    let kept = KINDS.iter().flat_map(|kind| read(&packed(kind, target)));
    kept.chain(providers::all().flat_map(Provider::documents)).collect()
}

/// Writes each input into a file of its own, as libFuzzer has it.
pub fn unpack(target: &str, folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    for (index, input) in kept(target).iter().enumerate() {
        fs::write(folder.join(format!("kept-{index:04}")), input)?;
    }
    Ok(())
}

/// Packs a folder of inputs, the shortest first; tells how many of them.
pub fn pack(target: &str, folder: &Path) -> std::io::Result<(usize, usize)> {
    let files = fs::read_dir(folder)?.filter_map(|entry| fs::read(entry.ok()?.path()).ok());
    let mut inputs: Vec<Vec<u8>> = files.collect();
    inputs.sort_by(|one, two| (one.len(), one).cmp(&(two.len(), two)));
    inputs.dedup();
    let (mut size, mut text, mut count) = (0, String::new(), 0);
    for input in &inputs {
        let line = line(input);
        size += line.len();
        if size > MOST {
            break;
        }
        text.push_str(&line);
        text.push('\n');
        count += 1;
    }
    fs::write(packed("seeds", target), text)?;
    Ok((count, inputs.len()))
}
