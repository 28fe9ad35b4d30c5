//! The `brandlint` command line: one file a verb.

mod build;
mod compare;
mod inspect;
mod keygen;
mod place;
mod publish;
mod screen;
mod verify;

use brandlint::{Screener, Segment};
use clap::{Parser, Subcommand};
use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Finds likely trademark conflicts in listings. A finding is a warning, not legal advice and not a verdict.
#[derive(Parser)]
#[command(version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Compile a mark register to a brand index
    Build(build::Arguments),
    /// Screen listings: JSON lines in, one report a line out
    Screen(screen::Arguments),
    /// Tell how alike two marks are, in sight, sound and meaning
    Compare(compare::Arguments),
    /// Show what is in a brand index, and what each part costs in bytes
    Inspect(inspect::Arguments),
    /// Make a pair of keys to sign manifests with
    Keygen(keygen::Arguments),
    /// Put segments and a signed manifest into a folder that is served
    Publish(publish::Arguments),
    /// Check what is published: signature, expiry, files, and that all ways lead to the same register
    Verify(verify::Arguments),
}

/// Why the command cannot go on: exit code 2.
struct Failure(String);

impl Failure {
    /// `what` is wrong with the file at `path`.
    fn at(path: &Path, what: impl Display) -> Failure {
        Failure(format!("{}: {what}", path.display()))
    }
}

impl From<String> for Failure {
    fn from(message: String) -> Failure {
        Failure(message)
    }
}

/// Opens brand index files to screen listings with.
fn open_screener(paths: &[PathBuf]) -> Result<Screener, Failure> {
    let mut screener = Screener::new();
    for path in paths {
        let bytes = fs::read(path).map_err(|error| Failure::at(path, error))?;
        screener.open(&bytes).map_err(|error| Failure::at(path, error))?;
    }
    Ok(screener)
}

/// Opens brand index files that are searched as one.
fn open_index(paths: &[PathBuf]) -> Result<Segment, Failure> {
    let mut index = Segment::default();
    for path in paths {
        if path.is_dir() {
            return Err(Failure::at(path, "is a folder; name the files in it"));
        }
        let bytes = fs::read(path).map_err(|error| Failure::at(path, error))?;
        index = index.open_behind(&bytes).map_err(|error| Failure::at(path, error))?;
    }
    Ok(index)
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().verb {
        Verb::Build(arguments) => build::run(&arguments),
        Verb::Screen(arguments) => screen::run(&arguments),
        Verb::Compare(arguments) => compare::run(&arguments),
        Verb::Inspect(arguments) => inspect::run(&arguments),
        Verb::Keygen(arguments) => keygen::run(&arguments),
        Verb::Publish(arguments) => publish::run(&arguments),
        Verb::Verify(arguments) => verify::run(&arguments),
    };
    outcome.unwrap_or_else(|Failure(message)| {
        eprintln!("brandlint: {message}");
        ExitCode::from(2)
    })
}
