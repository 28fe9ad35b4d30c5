//! Where a manifest and its segments are: a folder, or an address.

use crate::Failure;
use brandlint::Segment;
use brandlint::manifest::{Entry, MOST_BYTES, Manifest, PublicKey};
use std::fs;
use std::path::{Path, PathBuf};

/// The name of a manifest's file.
pub const MANIFEST: &str = "manifest.json";

/// A folder, or the address of a manifest.
pub enum Place {
    Folder(PathBuf),
    Address(String),
}

impl Place {
    pub fn new(text: &str) -> Place {
        if text.starts_with("https://") || text.starts_with("http://") {
            Place::Address(if text.ends_with('/') { format!("{text}{MANIFEST}") } else { text.to_string() })
        } else {
            Place::Folder(PathBuf::from(text))
        }
    }

    /// How a file is called in messages.
    fn name(&self, file: &str) -> PathBuf {
        match self {
            Place::Folder(folder) => folder.join(file),
            Place::Address(manifest) if file == MANIFEST => manifest.into(),
            Place::Address(manifest) => {
                let folder = &manifest[..manifest.rfind('/').map_or(0, |at| at + 1)];
                if file.contains("://") { file.into() } else { format!("{folder}{file}").into() }
            }
        }
    }

    /// A failure that has to do with a file.
    pub fn failure(&self, file: &str, what: impl std::fmt::Display) -> Failure {
        Failure::at(&self.name(file), what)
    }

    /// The bytes of a file, of which no more than `most` are read.
    fn read(&self, file: &str, most: u64) -> Result<Vec<u8>, Failure> {
        let name = self.name(file);
        match self {
            Place::Folder(_) => read_file(&name, most),
            Place::Address(_) => {
                let wrong = |error: ureq::Error| Failure::at(&name, error);
                let mut response = ureq::get(name.display().to_string()).call().map_err(wrong)?;
                response.body_mut().with_config().limit(most + 1).read_to_vec().map_err(wrong)
            }
        }
    }

    /// The manifest, its signature checked.
    pub fn manifest(&self, keys: &[PublicKey]) -> Result<Manifest, Failure> {
        let file = self.read(MANIFEST, MOST_BYTES as u64)?;
        Manifest::verify(&file, keys).map_err(|error| self.failure(MANIFEST, error))
    }

    /// The bytes of a segment, checked against what the manifest says of it.
    pub fn segment(&self, entry: &Entry) -> Result<Vec<u8>, Failure> {
        let bytes = self.read(&entry.url, entry.bytes)?;
        match entry.fault(&bytes) {
            Some(fault) => Err(self.failure(&entry.url, fault)),
            None => Ok(bytes),
        }
    }

    /// The register that a way of the manifest leads to.
    pub fn open(&self, manifest: &Manifest, way: usize) -> Result<Segment, Failure> {
        let mut index = Segment::default();
        for entry in manifest.way(way) {
            let bytes = self.segment(entry)?;
            index = index.open_behind(&bytes).map_err(|error| self.failure(&entry.url, error))?;
        }
        Ok(index)
    }
}

fn read_file(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let wrong = |error: std::io::Error| Failure::at(path, error);
    let len = fs::metadata(path).map_err(wrong)?.len();
    if len > most {
        return Err(Failure::at(path, format!("has {len} bytes, more than the {most} that it may have")));
    }
    fs::read(path).map_err(wrong)
}

/// A public key: its text, or the name of a file with one.
pub fn parse_public_key(text: &str) -> Result<PublicKey, String> {
    match text.parse() {
        Ok(key) => Ok(key),
        Err(error) => match fs::read_to_string(text) {
            Ok(content) => content.parse().map_err(|error| format!("{text}: {error}")),
            Err(_) => Err(error.to_string()),
        },
    }
}
