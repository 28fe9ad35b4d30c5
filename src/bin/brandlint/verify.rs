//! `brandlint verify`: what a reader would check, and more.

use crate::Failure;
use crate::place::{MANIFEST, Place, parse_public_key};
use brandlint::manifest::PublicKey;
use std::process::ExitCode;
use std::time::SystemTime;

#[derive(clap::Args)]
pub struct Arguments {
    /// A folder with a manifest.json, or the address of a manifest
    #[arg(value_name = "URL-OR-DIR")]
    place: String,
    /// Public keys, or files with one: a signature by one of them is enough
    #[arg(short, long, required = true, value_name = "KEY", value_parser = parse_public_key)]
    public_key: Vec<PublicKey>,
    /// The least serial that is taken
    #[arg(long, value_name = "N", default_value_t = 1)]
    serial: u64,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let place = Place::new(&arguments.place);
    let manifest = place.manifest(&arguments.public_key)?;
    manifest.current(SystemTime::now(), arguments.serial).map_err(|error| place.failure(MANIFEST, error))?;
    let first = place.open(&manifest, 0)?;
    for way in 1..manifest.ways.len() {
        if let Some(id) = place.open(&manifest, way)?.difference(&first) {
            return Err(place.failure(
                MANIFEST,
                format!("way {} leads to another register than way 1: mark {id:?} differs", way + 1),
            ));
        }
    }
    println!("good: serial {}, created {}, expires {}", manifest.serial, manifest.created, manifest.expires);
    println!("  {} marks with {} forms", first.marks(), first.forms());
    for (number, way) in manifest.ways.iter().enumerate() {
        println!("  way {}", number + 1);
        for entry in way.iter().map(|at| &manifest.segments[*at]) {
            println!("    {:<8} {:>10} bytes  {}", format!("{:?}", entry.role).to_lowercase(), entry.bytes, entry.url);
        }
    }
    Ok(ExitCode::SUCCESS)
}
