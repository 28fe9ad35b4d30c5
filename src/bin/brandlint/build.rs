//! `brandlint build`: register → segment.

use crate::{Failure, open_index};
use brandlint::mark::{Mark, Policy, Registration, Status};
use brandlint::{
    Builder,
    index::{RowError, UpdateFacts},
};
use indicatif::{ProgressBar, ProgressStyle};
use std::fmt::Display;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Arguments {
    /// Mark registers: JSON lines (.jsonl) or CSV (.csv)
    #[arg(required = true, value_name = "REGISTER")]
    registers: Vec<PathBuf>,
    /// Where the brand index goes
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Ordinary words, one a line, besides those that brandlint knows by itself
    #[arg(long, value_name = "FILE")]
    words: Vec<PathBuf>,
    /// Do without the ordinary words that brandlint knows by itself
    #[arg(long)]
    no_default_words: bool,
    /// What words are in other languages: language, word, language, word, parted by tabs, one pair a line. A mark that is
    /// one of them is found in the other language too
    #[arg(long, value_name = "TSV")]
    dictionary: Vec<PathBuf>,
    /// Make an update: only what has changed since this index was built. With earlier
    /// updates of it, give all in their order
    #[arg(long, value_name = "FILE")]
    base: Vec<PathBuf>,
    /// Stop at the first bad row instead of skipping it
    #[arg(long)]
    strict: bool,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let mut intake = Intake { builder: Builder::new(), strict: arguments.strict, skipped: 0 };
    for path in &arguments.registers {
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) {
            intake.read_csv(path)?;
        } else {
            intake.read_jsonl(path)?;
        }
    }
    if !arguments.no_default_words {
        intake.builder.add_ordinary_words(include_str!(concat!(env!("OUT_DIR"), "/ordinary-words.txt")));
    }
    for path in &arguments.words {
        let list = fs::read_to_string(path).map_err(|error| Failure::at(path, error))?;
        intake.builder.add_ordinary_words(&list);
    }
    for path in &arguments.dictionary {
        intake.read_dictionary(path)?;
    }
    let skipped = intake.skipped;
    let (segment, facts) = if arguments.base.is_empty() {
        intake.builder.build()
    } else {
        let (segment, facts, update) = intake.builder.build_update(&open_index(&arguments.base)?);
        let UpdateFacts { added, changed, removed, unchanged } = update;
        eprintln!("an update: {added} marks added, {changed} changed, {removed} removed, {unchanged} as they were");
        (segment, facts)
    };
    write_whole(&arguments.output, &segment)?;
    eprintln!(
        "{} marks with {} forms, {} keys → {} ({} bytes)",
        facts.marks,
        facts.forms,
        facts.keys,
        arguments.output.display(),
        segment.len()
    );
    for (count, what) in [
        (facts.ordinary, "ordinary words are like one of them"),
        (skipped, "bad rows were skipped (see above)"),
        (facts.translated, "forms come from dictionaries"),
        (facts.repeated, "forms were left out: they read like another form of their mark"),
        (facts.without_letters, "forms have no letter or digit and can't be found"),
        (facts.too_long, "forms are longer than a listing would name and can't be found"),
    ] {
        if count > 0 {
            eprintln!("  {count} {what}");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes beside the target first: a reader never meets half a file.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    fs::write(&beside, bytes)
        .and_then(|()| fs::rename(&beside, path))
        .map_err(|error| Failure::at(path, format!("can't be written: {error}")))
}

struct Intake {
    builder: Builder,
    strict: bool,
    skipped: usize,
}

impl Intake {
    fn read_jsonl(&mut self, path: &Path) -> Result<(), Failure> {
        let (file, progress) = open(path)?;
        for (at, line) in BufReader::new(progress.wrap_read(file)).lines().enumerate() {
            let line = line.map_err(|error| Failure::at(path, format!("line {}: {error}", at + 1)))?;
            if line.trim().is_empty() {
                continue;
            }
            let mut json = serde_json::Deserializer::from_str(&line);
            let row = serde_path_to_error::deserialize(&mut json).map_err(|error| RowError {
                field: match error.path().to_string() {
                    path if path == "." => "row".to_string(),
                    path => path,
                },
                what: error.inner().to_string(),
            });
            self.take(path, at + 1, row)?;
        }
        progress.finish_and_clear();
        Ok(())
    }

    fn read_csv(&mut self, path: &Path) -> Result<(), Failure> {
        let (file, progress) = open(path)?;
        let mut reader =
            csv::ReaderBuilder::new().flexible(false).trim(csv::Trim::All).from_reader(progress.wrap_read(file));
        let header = reader.headers().map_err(|error| Failure::at(path, error))?.clone();
        for needed in ["id", "text"] {
            if !header.iter().any(|column| column == needed) {
                return Err(Failure::at(
                    path,
                    format!("line 1: there is no column {needed:?}; the columns are {}", CSV_COLUMNS.join(", ")),
                ));
            }
        }
        if let Some(unknown) = header.iter().find(|column| !CSV_COLUMNS.contains(column)) {
            eprintln!(
                "{}: line 1: column {unknown:?} is not used; the columns are {}",
                path.display(),
                CSV_COLUMNS.join(", ")
            );
        }
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, csv::Position::line) as usize;
                    let cell = |name: &str| {
                        header.iter().position(|column| column == name).and_then(|at| record.get(at)).unwrap_or("")
                    };
                    self.take(path, line, mark_of(cell))?;
                }
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line) as usize;
                    self.take(path, line, Err(RowError { field: "row".into(), what: error.to_string() }))?;
                }
            }
        }
        progress.finish_and_clear();
        Ok(())
    }

    fn read_dictionary(&mut self, path: &Path) -> Result<(), Failure> {
        let (file, progress) = open(path)?;
        for (at, line) in BufReader::new(progress.wrap_read(file)).lines().enumerate() {
            let line = line.map_err(|error| Failure::at(path, format!("line {}: {error}", at + 1)))?;
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            if let Err(what) = self.builder.add_translation(&line) {
                self.skip(path, at + 1, what)?;
            }
        }
        progress.finish_and_clear();
        Ok(())
    }

    /// Adds a row, or tells what is wrong with it.
    fn take(&mut self, path: &Path, line: usize, row: Result<Mark, RowError>) -> Result<(), Failure> {
        let Err(error) = row.and_then(|mark| self.builder.add(mark)) else { return Ok(()) };
        self.skip(path, line, error)
    }

    /// Tells what is wrong with a line that is left out, or stops there.
    fn skip(&mut self, path: &Path, line: usize, error: impl Display) -> Result<(), Failure> {
        let message = format!("line {line}: {error}");
        if self.strict {
            return Err(Failure::at(path, message));
        }
        eprintln!("{}: {message}; skipped", path.display());
        self.skipped += 1;
        Ok(())
    }
}

/// The flat part of a register row: one registration at most, no forms.
const CSV_COLUMNS: [&str; 10] =
    ["id", "text", "owner", "wellKnown", "policy", "office", "number", "classes", "status", "expires"];

fn mark_of<'a>(cell: impl Fn(&str) -> &'a str) -> Result<Mark, RowError> {
    let wrong = |field: &str, expected: &str| RowError {
        field: field.to_string(),
        what: format!("{:?} is not {expected}", cell(field)),
    };
    let well_known = match cell("wellKnown") {
        "" | "false" => false,
        "true" => true,
        _ => return Err(wrong("wellKnown", "true or false")),
    };
    let policy = match cell("policy") {
        "" | "monitored" => Policy::Monitored,
        "gated" => Policy::Gated,
        _ => return Err(wrong("policy", "monitored or gated")),
    };
    let status = match cell("status") {
        "" | "live" => Status::Live,
        "pending" => Status::Pending,
        "dead" => Status::Dead,
        _ => return Err(wrong("status", "live, pending or dead")),
    };
    let classes = cell("classes")
        .split([' ', ';', ','])
        .filter(|class| !class.is_empty())
        .map(|class| class.parse().map_err(|_| wrong("classes", "a list of Nice classes such as \"9 42\"")))
        .collect::<Result<Vec<u8>, _>>()?;
    let registration = Registration {
        office: cell("office").to_string(),
        number: cell("number").to_string(),
        classes,
        status,
        expires: cell("expires").to_string(),
    };
    let registrations = if registration == Registration::default() { Vec::new() } else { vec![registration] };
    Ok(Mark {
        id: cell("id").to_string(),
        text: cell("text").to_string(),
        owner: cell("owner").to_string(),
        well_known,
        policy,
        forms: Vec::new(),
        registrations,
    })
}

/// A file and a bar that follows its reading; the bar hides itself where stderr is no terminal.
fn open(path: &Path) -> Result<(File, ProgressBar), Failure> {
    let file = File::open(path).map_err(|error| Failure::at(path, error))?;
    let len = file.metadata().map_or(0, |metadata| metadata.len());
    let style = ProgressStyle::with_template("{msg} {wide_bar} {bytes}/{total_bytes} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(len).with_style(style).with_message(path.display().to_string());
    Ok((file, bar))
}
