//! `brandlint inspect`: what is in a segment, and what each part costs.

use crate::Failure;
use brandlint::Segment;
use brandlint::index::parts;
use brandlint::text::FOLDING;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Arguments {
    /// A brand index file
    file: PathBuf,
    /// Show the first N keys with their marks
    #[arg(long, value_name = "N", default_value_t = 0)]
    keys: u32,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let path = &arguments.file;
    let bytes = fs::read(path).map_err(|error| Failure::at(path, error))?;
    let segment = Segment::open(&bytes).map_err(|error| Failure::at(path, error))?;
    let forms = segment.forms().max(1) as f64;
    println!("{}", path.display());
    println!("  folding      {FOLDING:08x}");
    println!("  marks        {}", segment.marks());
    println!("  forms        {}", segment.forms());
    println!("  keys         {}, the longest has {} letters", segment.keys(), segment.longest());
    if let Some(base) = segment.base() {
        println!("  update of    {base:08x}, {} marks removed", segment.tombstones().len());
    }
    println!("  checksum     {:08x}", segment.checksum().unwrap_or(0));
    println!("  bytes        {} ({:.2} a form)", bytes.len(), bytes.len() as f64 / forms);
    println!();
    println!("  {:<32} {:>10} {:>9}", "part", "bytes", "a form");
    let mut listed = 0;
    for part in parts(&bytes).map_err(|error| Failure::at(path, error))? {
        listed += part.bytes.len();
        let name = format!("{}: {}", part.section, part.column);
        println!("  {name:<32} {:>10} {:>9.2}", part.bytes.len(), part.bytes.len() as f64 / forms);
    }
    println!("  {:<32} {:>10}", "header and column lengths", bytes.len() - listed);
    for key in 0..arguments.keys.min(segment.keys() as u32) {
        let marks: Vec<String> = segment
            .forms_of(key)
            .map(|form| {
                let form = segment.form(form);
                format!("{:?} of {}", form.text, segment.mark_id(form.mark))
            })
            .collect();
        println!("{}\t{}", segment.key(key), marks.join(", "));
    }
    Ok(ExitCode::SUCCESS)
}
