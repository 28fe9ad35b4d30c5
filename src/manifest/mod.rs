//! The manifest: which segments there are now, signed.
//!
//! A platform publishes immutable segment files, named by their content, and one
//! small `manifest.json` that points at them. The file is an envelope:
//!
//! ```json
//! {"signed":"{\"format\":1,\"serial\":7, …}","signatures":["…"]}
//! ```
//!
//! `signed` is a [`Manifest`] as JSON text, and `signatures` (base64) are of its
//! bytes as they stand, behind [`CONTEXT`]: there is no canonical form to get
//! wrong. One good signature by one of the reader's keys is enough, so that keys
//! can be changed while old and new readers are about.

mod key;

pub use key::{Algorithm, KeyError, PrivateKey, PublicKey};

use crate::index::{FORMAT, Segment, SegmentError};
use crate::text::FOLDING;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::time::{Duration, SystemTime};

/// What stands before the signed bytes, so that no signature of anything else is one of a manifest.
pub const CONTEXT: &str = "brandlint manifest 1\n";

/// The longest manifest that is read, in bytes.
pub const MOST_BYTES: usize = 64 * 1024;
/// The largest segment that is read, in bytes.
pub const MOST_SEGMENT_BYTES: u64 = 1 << 30;
/// The most segments, ways and signatures.
const MOST_ENTRIES: usize = 64;
/// Numbers that JavaScript has exactly.
const MOST_SERIAL: u64 = (1 << 53) - 1;

/// What is published now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of this format: 1.
    pub format: u32,
    /// Grows with every manifest that a platform publishes; readers take none that is lower than one they have seen.
    pub serial: u64,
    /// When it was made, RFC 3339 in UTC.
    pub created: String,
    /// From when on it must not be taken for current.
    pub expires: String,
    /// For how many seconds a reader leaves it alone before it asks again.
    pub wait: u64,
    /// All segments that are spoken of.
    pub segments: Vec<Entry>,
    /// Ways to the whole register: numbers of the segments that are opened one behind the other.
    /// All come to the same; readers take the first that works.
    pub ways: Vec<Vec<usize>>,
}

/// One published segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What it is to the others.
    pub role: Role,
    /// Its address, relative to the manifest's.
    pub url: String,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256, 64 hexadecimal digits.
    pub sha256: String,
    /// The version of its format.
    pub format: u16,
    /// The version of the folding that it was made with, 8 hexadecimal digits.
    pub folding: String,
}

/// What a segment is to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// A whole register.
    Base,
    /// What has changed since the segments before it.
    Update,
    /// Marks of one category.
    Shard,
    /// A rights holder's or the platform's own list.
    Watch,
}

/// Why a manifest is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManifestError {
    /// It is no manifest, or has a value that none may have.
    Malformed(String),
    /// None of its signatures is by one of the keys.
    Signature,
    /// It was to be replaced by then.
    Expired(String),
    /// A lower serial than one that was seen: somebody puts an old manifest in the place of a newer one.
    Serial {
        /// Its own.
        serial: u64,
        /// The highest that was seen.
        seen: u64,
    },
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ManifestError::Malformed(what) => {
                write!(f, "this is not a manifest as `brandlint publish` writes it: {what}")
            }
            ManifestError::Signature => write!(f, "no signature is by one of the given public keys"),
            ManifestError::Expired(when) => write!(f, "the manifest has expired ({when}): publish a new one"),
            ManifestError::Serial { serial, seen } => {
                write!(f, "the manifest has serial {serial}, and serial {seen} was there already: it is an old one")
            }
        }
    }
}

impl std::error::Error for ManifestError {}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    signed: String,
    signatures: Vec<String>,
}

/// Text of a time for a manifest: RFC 3339, UTC, whole seconds.
pub fn time_text(time: SystemTime) -> String {
    humantime::format_rfc3339_seconds(time).to_string()
}

/// The SHA-256 of bytes, in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    digest(&SHA256, bytes).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Entry {
    /// The entry of a segment, named by its content.
    ///
    /// # Errors
    /// Any [`SegmentError`] that the segment has.
    pub fn of(role: Role, segment: &[u8]) -> Result<Entry, SegmentError> {
        Segment::open(segment)?;
        let sha256 = sha256(segment);
        Ok(Entry {
            role,
            url: format!("{}.blx", &sha256[..32]),
            bytes: segment.len() as u64,
            sha256,
            format: FORMAT,
            folding: format!("{FOLDING:08x}"),
        })
    }

    /// What is wrong with the bytes that came from its address, if anything is.
    pub fn fault(&self, segment: &[u8]) -> Option<String> {
        if segment.len() as u64 != self.bytes {
            return Some(format!("it has {} bytes, and the manifest says {}", segment.len(), self.bytes));
        }
        let actual = sha256(segment);
        (actual != self.sha256).then(|| format!("its SHA-256 is {actual}, and the manifest says {}", self.sha256))
    }

    fn check(&self) -> Result<(), String> {
        let hexadecimal = |text: &str, digits: usize| {
            text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
        };
        if !hexadecimal(&self.sha256, 64) {
            return Err(format!("sha256 {:?} is not 64 hexadecimal digits", self.sha256));
        }
        if !hexadecimal(&self.folding, 8) {
            return Err(format!("folding {:?} is not 8 hexadecimal digits", self.folding));
        }
        if self.url.is_empty() || self.url.len() > 2048 {
            return Err("url is empty, or too long".to_string());
        }
        if !(1..=MOST_SEGMENT_BYTES).contains(&self.bytes) {
            return Err(format!("bytes is {}, which no segment has", self.bytes));
        }
        Ok(())
    }
}

impl Manifest {
    /// Checks everything that a reader relies on.
    fn check(&self) -> Result<(), String> {
        if self.format != 1 {
            return Err(format!("format is {}, this brandlint reads 1", self.format));
        }
        if !(1..=MOST_SERIAL).contains(&self.serial) {
            return Err(format!("serial is {}, it goes from 1 to {MOST_SERIAL}", self.serial));
        }
        if self.wait > 366 * 86_400 {
            return Err("wait is more than a year".to_string());
        }
        let time = |name: &str, text: &str| {
            humantime::parse_rfc3339(text)
                .map_err(|_| format!("{name} {text:?} is no time such as 2026-01-31T00:00:00Z"))
        };
        if time("created", &self.created)? >= time("expires", &self.expires)? {
            return Err("it expires before it was created".to_string());
        }
        for (name, len) in [("segments", self.segments.len()), ("ways", self.ways.len())] {
            if !(1..=MOST_ENTRIES).contains(&len) {
                return Err(format!("{name} has {len} entries, it may have 1 to {MOST_ENTRIES}"));
            }
        }
        self.segments.iter().try_for_each(Entry::check)?;
        for way in &self.ways {
            let once: BTreeSet<usize> = way.iter().copied().collect();
            if way.is_empty() || once.len() != way.len() || way.iter().any(|at| *at >= self.segments.len()) {
                return Err("a way is empty, has a segment twice, or one that is not there".to_string());
            }
        }
        Ok(())
    }

    /// The segments of a way, in their order.
    pub fn way(&self, number: usize) -> impl Iterator<Item = &Entry> {
        self.ways[number].iter().map(|at| &self.segments[*at])
    }

    /// The file of the manifest, signed with each of the keys.
    ///
    /// # Errors
    /// [`ManifestError::Malformed`] for one that no reader would take, or where there is no signing.
    pub fn sign(&self, keys: &[PrivateKey]) -> Result<String, ManifestError> {
        self.check().map_err(ManifestError::Malformed)?;
        let signed = serde_json::to_string(self).map_err(|error| ManifestError::Malformed(error.to_string()))?;
        let message = format!("{CONTEXT}{signed}");
        let sign = |key: &PrivateKey| key.sign(message.as_bytes()).map(|signature| BASE64_STANDARD.encode(signature));
        let signatures = keys.iter().map(sign).collect::<Result<Vec<String>, KeyError>>();
        let signatures = signatures.map_err(|error| ManifestError::Malformed(error.to_string()))?;
        let file = serde_json::to_string(&Envelope { signed, signatures });
        file.map(|file| file + "\n").map_err(|error| ManifestError::Malformed(error.to_string()))
    }

    /// Reads a manifest's file. Nothing in it is looked at before a signature is found good.
    ///
    /// # Errors
    /// [`ManifestError::Signature`], [`ManifestError::Malformed`].
    pub fn verify(file: &[u8], keys: &[PublicKey]) -> Result<Manifest, ManifestError> {
        let malformed = |what: String| ManifestError::Malformed(what);
        if file.len() > MOST_BYTES {
            return Err(malformed(format!("it has more than {MOST_BYTES} bytes")));
        }
        let envelope: Envelope = serde_json::from_slice(file).map_err(|error| malformed(error.to_string()))?;
        if envelope.signatures.len() > MOST_ENTRIES {
            return Err(malformed(format!("it has more than {MOST_ENTRIES} signatures")));
        }
        let message = format!("{CONTEXT}{}", envelope.signed);
        let good = envelope
            .signatures
            .iter()
            .filter_map(|text| BASE64_STANDARD.decode(text).ok())
            .any(|signature| keys.iter().any(|key| key.verifies(message.as_bytes(), &signature)));
        if !good {
            return Err(ManifestError::Signature);
        }
        Manifest::parse(&envelope.signed)
    }

    /// Reads what a signature was found good for.
    ///
    /// # Errors
    /// [`ManifestError::Malformed`].
    pub fn parse(signed: &str) -> Result<Manifest, ManifestError> {
        let manifest: Manifest =
            serde_json::from_str(signed).map_err(|error| ManifestError::Malformed(error.to_string()))?;
        manifest.check().map_err(ManifestError::Malformed)?;
        Ok(manifest)
    }

    /// Whether it may be taken for current by somebody who has `seen` a serial.
    ///
    /// # Errors
    /// [`ManifestError::Expired`], [`ManifestError::Serial`].
    pub fn current(&self, now: SystemTime, seen: u64) -> Result<(), ManifestError> {
        if self.serial < seen {
            return Err(ManifestError::Serial { serial: self.serial, seen });
        }
        let expires = humantime::parse_rfc3339(&self.expires).unwrap_or(SystemTime::UNIX_EPOCH);
        if expires <= now {
            return Err(ManifestError::Expired(self.expires.clone()));
        }
        Ok(())
    }
}

/// A length of time such as `30d` or `1h 30m`.
///
/// # Errors
/// What is wrong with it.
pub fn duration(text: &str) -> Result<Duration, String> {
    humantime::parse_duration(text).map_err(|error| format!("{error}; write a time such as 30d or 1h"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Builder, Mark};

    fn manifest() -> Manifest {
        let mut builder = Builder::new();
        builder.add(Mark { id: "a".into(), text: "Zorvelta".into(), ..Mark::default() }).expect("a good row");
        let now = SystemTime::now();
        Manifest {
            format: 1,
            serial: 7,
            created: time_text(now),
            expires: time_text(now + Duration::from_secs(3600)),
            wait: 60,
            segments: vec![Entry::of(Role::Base, &builder.build().0).expect("a good segment")],
            ways: vec![vec![0]],
        }
    }

    fn keys() -> Vec<PrivateKey> {
        [Algorithm::Ed25519, Algorithm::P256].map(|algorithm| PrivateKey::generate(algorithm).expect("a key")).into()
    }

    #[test]
    fn either_of_two_keys_is_enough() {
        let keys = keys();
        let other = PrivateKey::generate(Algorithm::Ed25519).expect("a key");
        let file = manifest().sign(&keys).expect("a good manifest");
        for key in &keys {
            let known = [other.public(), key.public()];
            assert_eq!(Manifest::verify(file.as_bytes(), &known), Ok(manifest_of(&file)));
        }
        assert_eq!(Manifest::verify(file.as_bytes(), &[other.public()]), Err(ManifestError::Signature));
        assert_eq!(Manifest::verify(file.as_bytes(), &[]), Err(ManifestError::Signature));
    }

    fn manifest_of(file: &str) -> Manifest {
        let envelope: Envelope = serde_json::from_str(file).expect("an envelope");
        Manifest::parse(&envelope.signed).expect("a manifest")
    }

    #[test]
    fn every_flipped_bit_is_an_error_or_changes_nothing() {
        let keys = keys();
        let public: Vec<PublicKey> = keys.iter().map(PrivateKey::public).collect();
        let manifest = manifest();
        let file = manifest.sign(&keys[..1]).expect("a good manifest").into_bytes();
        for bit in 0..file.len() * 8 {
            let mut bytes = file.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            // The line feed at the end may become another blank.
            assert!(Manifest::verify(&bytes, &public).is_err() || bit / 8 == file.len() - 1, "bit {bit}");
        }
        for len in 0..file.len() - 1 {
            assert!(Manifest::verify(&file[..len], &public).is_err(), "{len} bytes");
        }
    }

    #[test]
    fn a_signature_of_something_else_is_none() {
        let key = PrivateKey::generate(Algorithm::Ed25519).expect("a key");
        let signed = serde_json::to_string(&manifest()).expect("JSON");
        let signature = BASE64_STANDARD.encode(key.sign(signed.as_bytes()).expect("a signature"));
        let file = serde_json::to_vec(&Envelope { signed, signatures: vec![signature] }).expect("JSON");
        assert_eq!(Manifest::verify(&file, &[key.public()]), Err(ManifestError::Signature));
    }

    #[test]
    fn what_no_reader_takes_is_not_signed() {
        type Change = fn(&mut Manifest);
        let broken: [(&str, Change); 10] = [
            ("format", |m| m.format = 2),
            ("serial", |m| m.serial = 0),
            ("serial", |m| m.serial = 1 << 53),
            ("wait", |m| m.wait = u64::MAX),
            ("created", |m| m.created = "yesterday".into()),
            ("expires", |m| m.expires = m.created.clone()),
            ("way", |m| m.ways = vec![vec![0], vec![1]]),
            ("way", |m| m.ways = vec![vec![0, 0]]),
            ("ways", |m| m.ways.clear()),
            ("sha256", |m| m.segments[0].sha256 = "A".repeat(64)),
        ];
        for (name, change) in broken {
            let mut manifest = manifest();
            change(&mut manifest);
            let error = manifest.sign(&[]).expect_err(name).to_string();
            assert!(error.contains(name), "{name}: {error}");
        }
    }

    #[test]
    fn neither_old_nor_expired() {
        let manifest = manifest();
        let now = SystemTime::now();
        assert_eq!(manifest.current(now, 7), Ok(()));
        assert_eq!(manifest.current(now, 8), Err(ManifestError::Serial { serial: 7, seen: 8 }));
        assert!(matches!(manifest.current(now + Duration::from_secs(3600), 0), Err(ManifestError::Expired(_))));
    }
}
