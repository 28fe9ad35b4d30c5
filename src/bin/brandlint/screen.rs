//! `brandlint screen`: listings → reports, one line each, in order, as they come.

use crate::{Failure, open_screener};
use brandlint::Listing;
use brandlint::report::Risk;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Arguments {
    /// Brand index files
    #[arg(short, long = "index", required = true, value_name = "FILE")]
    index: Vec<PathBuf>,
    /// Listings, one JSON object a line; standard input when not given
    listings: Option<PathBuf>,
    /// Settings of the platform, a JSON object: see docs/risk.md
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// Exit with 1 when a finding reaches this risk
    #[arg(long, value_name = "LEVEL", value_parser = parse_risk)]
    fail_on: Option<Risk>,
}

fn parse_risk(text: &str) -> Result<Risk, String> {
    match text {
        "low" => Ok(Risk::Low),
        "medium" => Ok(Risk::Medium),
        "high" => Ok(Risk::High),
        _ => Err("write low, medium or high".to_string()),
    }
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let mut screener = open_screener(&arguments.index)?;
    if let Some(path) = &arguments.policy {
        let text = fs::read_to_string(path).map_err(|error| Failure::at(path, error))?;
        let policy = serde_json::from_str(&text).map_err(|error| Failure::at(path, error))?;
        screener.set_policy(policy).map_err(|error| Failure::at(path, error))?;
    }
    let (name, input): (&Path, Box<dyn BufRead>) = match &arguments.listings {
        Some(path) => {
            let file = File::open(path).map_err(|error| Failure::at(path, error))?;
            (path, Box::new(BufReader::new(file)))
        }
        None => (Path::new("standard input"), Box::new(io::stdin().lock())),
    };
    let stdout = io::stdout();
    // A person or a program that waits for each answer gets it at once.
    let line_by_line = stdout.is_terminal() || arguments.listings.is_none();
    let mut output = BufWriter::new(stdout.lock());
    let mut reached = false;
    for (at, line) in input.lines().enumerate() {
        let line = line.map_err(|error| Failure::at(name, format!("line {}: {error}", at + 1)))?;
        if line.trim().is_empty() {
            continue;
        }
        let wrong = |what: String| Failure::at(name, format!("line {}: {what}", at + 1));
        let outcome = parse(&line).map_err(wrong).and_then(|listing| {
            let report = screener.screen(&listing);
            reached |= arguments.fail_on.is_some_and(|level| report.risk >= level);
            serde_json::to_writer(&mut output, &report)
                .map_err(io::Error::from)
                .and_then(|()| output.write_all(b"\n"))
                .or_else(gone)
        });
        if let Err(failure) = outcome {
            output.flush().or_else(gone)?;
            return Err(failure);
        }
        if line_by_line {
            output.flush().or_else(gone)?;
        }
    }
    output.flush().or_else(gone)?;
    Ok(ExitCode::from(u8::from(reached)))
}

/// A reader that has seen enough (`| head`) is no failure of ours.
fn gone(error: io::Error) -> Result<(), Failure> {
    if error.kind() == io::ErrorKind::BrokenPipe {
        std::process::exit(0);
    }
    Err(Failure(format!("standard output: {error}")))
}

fn parse(line: &str) -> Result<Listing, String> {
    let parse = |line: &str| {
        let mut json = serde_json::Deserializer::from_str(line);
        serde_path_to_error::deserialize::<_, Listing>(&mut json)
    };
    parse(line)
        .or_else(|error| match replace_lone_surrogates(line) {
            Some(mended) => parse(&mended),
            None => Err(error),
        })
        .map_err(|error| match error.path().to_string().as_str() {
            "." => error.inner().to_string(),
            _ => error.to_string(),
        })
}

/// JavaScript strings may hold half a surrogate pair, and JSON.stringify writes
/// it as an escape that stands for no character. One `\ud83d` becomes one
/// `\ufffd`, as browsers do it, so that offsets stay. Nothing where there is none.
fn replace_lone_surrogates(line: &str) -> Option<String> {
    let mut mended = line.to_string();
    let surrogate = |at: usize| {
        let escape = line.get(at..at + 6)?;
        let code = u32::from_str_radix(escape.strip_prefix("\\u")?, 16).ok()?;
        (0xD800..0xE000).contains(&code).then_some(code)
    };
    let mut at = 0;
    while at < line.len() {
        let step = match (line.as_bytes()[at], surrogate(at)) {
            (b'\\', Some(high)) if high < 0xDC00 && surrogate(at + 6).is_some_and(|low| low >= 0xDC00) => 12,
            (b'\\', Some(_)) => {
                mended.replace_range(at..at + 6, "\\ufffd");
                6
            }
            (b'\\', None) => 2,
            _ => 1,
        };
        at += step;
    }
    (mended != line).then_some(mended)
}
