//! `brandlint keygen`: a pair of keys.

use crate::Failure;
use brandlint::manifest::{Algorithm, PrivateKey};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Arguments {
    /// Where the private key goes; a file that is there is left alone
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// ed25519, or p256 for sellers whose browsers have no Ed25519
    #[arg(long, default_value = "ed25519", value_parser = parse_algorithm)]
    algorithm: Algorithm,
}

fn parse_algorithm(text: &str) -> Result<Algorithm, String> {
    [Algorithm::Ed25519, Algorithm::P256]
        .into_iter()
        .find(|algorithm| algorithm.name() == text)
        .ok_or_else(|| "write ed25519 or p256".to_string())
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let path = &arguments.output;
    let key = PrivateKey::generate(arguments.algorithm).map_err(|error| Failure::at(path, error))?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| file.write_all(key.to_pem().as_bytes()));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::at(path, "is there already: a key is never written over"),
        _ => Failure::at(path, format!("can't be written: {error}")),
    })?;
    println!("{}", key.public());
    eprintln!("The private key is in {}: keep it secret. Above is the public key, for your pages.", path.display());
    Ok(ExitCode::SUCCESS)
}
