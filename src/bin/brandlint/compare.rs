//! `brandlint compare`: how alike two marks are.

use crate::{Failure, open_screener};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Arguments {
    /// Two marks
    #[arg(num_args = 2, value_names = ["A", "B"], required_unless_present = "pairs")]
    marks: Vec<String>,
    /// Brand index files: where they list the one mark as a translation of the other, both mean the same
    #[arg(short, long = "index", value_name = "FILE")]
    index: Vec<PathBuf>,
    /// A file with two marks a line, parted by a tab; further columns are left alone
    #[arg(long, value_name = "TSV", conflicts_with = "marks")]
    pairs: Option<PathBuf>,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let screener = open_screener(&arguments.index)?;
    let mut output = BufWriter::new(io::stdout().lock());
    let mut write = |a: &str, b: &str| {
        serde_json::to_writer(&mut output, &screener.compare(a, b))
            .map_err(io::Error::from)
            .and_then(|()| output.write_all(b"\n"))
    };
    let broken = |error: io::Error| Failure(format!("standard output: {error}"));
    if let [a, b] = &arguments.marks[..] {
        write(a, b).map_err(broken)?;
    }
    if let Some(path) = &arguments.pairs {
        let file = File::open(path).map_err(|error| Failure::at(path, error))?;
        for (at, line) in BufReader::new(file).lines().enumerate() {
            let wrong = |what: String| Failure::at(path, format!("line {}: {what}", at + 1));
            let line = line.map_err(|error| wrong(error.to_string()))?;
            if line.trim().is_empty() {
                continue;
            }
            let mut columns = line.split('\t');
            let (Some(a), Some(b)) = (columns.next(), columns.next()) else {
                return Err(wrong("has one column; write two marks with a tab between".to_string()));
            };
            write(a, b).map_err(broken)?;
        }
    }
    output.flush().map_err(broken)?;
    Ok(ExitCode::SUCCESS)
}
