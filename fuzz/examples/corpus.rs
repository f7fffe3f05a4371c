//! The corpus, unpacked for libFuzzer and packed again; and one input held against its target.
//!
//! ```text
//! corpus targets              their names
//! corpus unpack               into corpus/, beside what is there
//! corpus pack                 what is in corpus/ into seeds/
//! corpus replay TARGET FILE   holds a target's law against a file
//! corpus keep TARGET FILE     the same, and keeps the file in found/
//! ```

use std::fs;
use std::io::Write as _;
use std::process::ExitCode;

use paylink_fuzz::{TARGETS, Target, corpus};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args.as_slice() {
        ["targets"] => each(|(name, _)| {
            println!("{name}");
            Ok(())
        }),
        ["unpack"] => {
            each(|(name, _)| corpus::unpack(name, &corpus::home().join("corpus").join(name)))
        }
        ["pack"] => each(|(name, _)| {
            let (packed, of) = corpus::pack(name, &corpus::home().join("corpus").join(name))?;
            println!("{name}: {packed} of {of} inputs");
            Ok(())
        }),
        ["replay", name, file] => held(name, file),
        ["keep", name, file] => keep(name, file).and_then(|()| held(name, file)),
        _ => {
            eprintln!(
                "usage: corpus targets | unpack | pack | replay TARGET FILE | keep TARGET FILE"
            );
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn each(act: impl Fn(&Target) -> std::io::Result<()>) -> std::io::Result<()> {
    TARGETS.iter().try_for_each(act)
}

fn held(name: &str, file: &str) -> std::io::Result<()> {
    let known = TARGETS.iter().find(|(known, _)| *known == name);
    let (_, hold) = known.ok_or_else(|| std::io::Error::other(format!("no target {name}")))?;
    hold(&fs::read(file)?);
    println!("{name}: its law holds for {file}");
    Ok(())
}

fn keep(name: &str, file: &str) -> std::io::Result<()> {
    let place = corpus::packed("found", name);
    fs::create_dir_all(place.parent().unwrap_or(&place))?;
    let mut found = fs::File::options().append(true).create(true).open(place)?;
    writeln!(found, "{}", corpus::line(&fs::read(file)?))
}
