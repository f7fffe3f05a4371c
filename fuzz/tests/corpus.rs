//! Every law, for the whole corpus and for changes of it: without libFuzzer, so on any machine. How
//! often each input is changed: `PAYLINK_CHANGES`, 20 unless it is said.

use paylink_fuzz::corpus::KINDS;
use paylink_fuzz::corpus::home;
use paylink_fuzz::corpus::input;
use paylink_fuzz::corpus::kept;
use paylink_fuzz::corpus::line;
use paylink_fuzz::TARGETS;
use paylink_fuzz::Target;

fn changes() -> usize {
    std::env::var("PAYLINK_CHANGES").map_or(20, |count| count.parse().expect("a number"))
}

/// SplitMix64: a failing change can be had again.
struct Chance(u64);

impl Chance {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % sides.max(1) as u64).expect("less than the sides")
    }
}

/// The input, changed in one to four places: a byte, a piece left out or twice, a piece of another.
fn changed(input: &[u8], other: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len() + 1);
        let piece = at..(at + chance.below(16)).min(bytes.len());
        match chance.below(6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            1 if at < bytes.len() => bytes[at] = u8::try_from(chance.below(256)).expect("a byte"),
            2 => drop(bytes.drain(piece)),
            3 => {
                let twice = bytes[piece].to_vec();
                drop(bytes.splice(at..at, twice));
            }
            4 => {
                let from = chance.below(other.len() + 1);
                let to = (from + chance.below(32)).min(other.len());
                drop(bytes.splice(at..at, other[from..to].iter().copied()));
            }
            _ => bytes.truncate(at.max(1)),
        }
    }
    bytes
}

#[track_caller]
fn hold((name, hold): Target, input: &[u8]) {
    let held = std::panic::catch_unwind(|| hold(input));
    assert!(held.is_ok(), "{name}: a law is broken by\n{}", line(input));
}

#[test]
fn every_law_holds_for_the_corpus_and_for_changes_of_it() {
    let mut held = 0;
    for target in TARGETS {
        let inputs = kept(target.0);
        assert!(!inputs.is_empty(), "{} has no corpus", target.0);
        let mut chance = Chance(0);
        for input in &inputs {
            hold(*target, input);
            for _ in 0..changes() {
                let other = &inputs[chance.below(inputs.len())];
                hold(*target, &changed(input, other, &mut chance));
            }
            held += 1 + changes();
        }
    }
    println!("{} targets, {held} inputs", TARGETS.len());
}

#[test]
fn an_input_is_packed_in_a_line_and_had_again() {
    for bytes in [b"".as_slice(), b"a\n\"", b"\xff\x00", "é\u{0}".as_bytes()] {
        let packed = line(bytes);
        assert!(!packed.contains('\n'));
        assert_eq!(input(&packed).as_deref(), Some(bytes));
    }
    assert_eq!(input("f"), None);
}

/// A target that nobody runs holds nothing.
#[test]
fn every_target_has_a_program_and_every_file_of_the_corpus_a_target() {
    let names: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    let manifest = std::fs::read_to_string(home().join("Cargo.toml")).expect("a manifest");
    for name in &names {
        assert!(manifest.contains(&format!("path = \"targets/{name}.rs\"")), "{name}");
        let program = std::fs::read_to_string(home().join(format!("targets/{name}.rs")));
        assert!(program.is_ok_and(|text| text.contains(&format!("paylink_fuzz::{name}::hold"))));
    }
    for kind in KINDS {
        for entry in std::fs::read_dir(home().join(kind)).into_iter().flatten().flatten() {
            let file = entry.file_name().into_string().expect("a name");
            let name = file.strip_suffix(".txt").expect("a text file");
            assert!(names.contains(&name), "{kind}/{file}");
        }
    }
}
