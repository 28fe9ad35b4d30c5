//! Any bytes as a manifest: an error, or one that holds what readers rely on.
#![no_main]

use brandlint::manifest::{Algorithm, Manifest, PrivateKey, PublicKey};
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;
use std::time::SystemTime;

fn key() -> &'static PrivateKey {
    static KEY: OnceLock<PrivateKey> = OnceLock::new();
    KEY.get_or_init(|| PrivateKey::generate(Algorithm::Ed25519).expect("a key"))
}

fuzz_target!(|data: &[u8]| {
    let keys = [key().public()];
    // Nobody but the key's owner makes a good one.
    assert!(Manifest::verify(data, &keys).is_err());
    let Ok(text) = std::str::from_utf8(data) else { return };
    let _ = text.parse::<PublicKey>();
    let _ = PrivateKey::from_pem(text);
    // What the owner signed, however odd it is.
    let Ok(manifest) = Manifest::parse(text) else { return };
    for way in 0..manifest.ways.len() {
        assert!(manifest.way(way).all(|entry| entry.sha256.len() == 64 && entry.fault(b"").is_some()));
    }
    let _ = manifest.current(SystemTime::now(), 1);
    let file = manifest.sign(&[PrivateKey::from_pem(&key().to_pem()).expect("a key")]).expect("what was read is signed");
    if file.len() <= brandlint::manifest::MOST_BYTES {
        assert_eq!(Manifest::verify(file.as_bytes(), &keys), Ok(manifest));
    }
});
