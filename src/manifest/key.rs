//! Keys that manifests are signed and checked with. The cryptography is `ring`'s.

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, ED25519, EcdsaKeyPair, Ed25519KeyPair, KeyPair,
    UnparsedPublicKey,
};
use std::fmt;
use std::str::FromStr;

/// A way to sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// Ed25519 (RFC 8032).
    Ed25519,
    /// ECDSA over P-256 with SHA-256, for platforms whose sellers have browsers without Ed25519.
    P256,
}

impl Algorithm {
    const ALL: [(Algorithm, &str, usize); 2] = [(Algorithm::Ed25519, "ed25519", 32), (Algorithm::P256, "p256", 65)];

    /// The name that stands in a public key's text.
    pub fn name(self) -> &'static str {
        Algorithm::ALL[self as usize].1
    }
}

/// A key is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyError(String);

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for KeyError {}

/// A public key. Its text, such as `ed25519:…`, says its algorithm: what is signed can't choose one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    algorithm: Algorithm,
    bytes: Vec<u8>,
}

impl PublicKey {
    /// Whether a signature of a message is by this key.
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match self.algorithm {
            Algorithm::Ed25519 => UnparsedPublicKey::new(&ED25519, &self.bytes).verify(message, signature),
            Algorithm::P256 => UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &self.bytes).verify(message, signature),
        }
        .is_ok()
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.algorithm.name(), BASE64_URL_SAFE_NO_PAD.encode(&self.bytes))
    }
}

impl FromStr for PublicKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<PublicKey, KeyError> {
        let wrong =
            || KeyError(format!("{text:?} is no public key: write what `brandlint keygen` printed, such as ed25519:…"));
        let (name, digits) = text.trim().split_once(':').ok_or_else(wrong)?;
        let (algorithm, _, len) = Algorithm::ALL.into_iter().find(|(_, known, _)| *known == name).ok_or_else(wrong)?;
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(digits).map_err(|_| wrong())?;
        if bytes.len() != len {
            return Err(wrong());
        }
        Ok(PublicKey { algorithm, bytes })
    }
}

/// A private key, kept as PKCS #8 in PEM: what `openssl genpkey` writes is taken too.
pub struct PrivateKey {
    pair: Pair,
    pkcs8: Vec<u8>,
}

enum Pair {
    Ed25519(Ed25519KeyPair),
    P256(EcdsaKeyPair, SystemRandom),
}

const BEGIN: &str = "-----BEGIN PRIVATE KEY-----";
const END: &str = "-----END PRIVATE KEY-----";

impl PrivateKey {
    /// A new key from the system's source of randomness.
    ///
    /// # Errors
    /// [`KeyError`] where the system has none.
    pub fn generate(algorithm: Algorithm) -> Result<PrivateKey, KeyError> {
        let random = SystemRandom::new();
        let pkcs8 = match algorithm {
            Algorithm::Ed25519 => Ed25519KeyPair::generate_pkcs8(&random),
            Algorithm::P256 => EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random),
        };
        let pkcs8 = pkcs8.map_err(|_| KeyError("the system gives no random numbers".to_string()))?;
        PrivateKey::from_pkcs8(pkcs8.as_ref())
    }

    fn from_pkcs8(pkcs8: &[u8]) -> Result<PrivateKey, KeyError> {
        let random = SystemRandom::new();
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(pkcs8).map(Pair::Ed25519).or_else(|_| {
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, &random)
                .map(|pair| Pair::P256(pair, random))
        });
        let pair = pair.map_err(|_| KeyError("this is no private key of Ed25519 or P-256".to_string()))?;
        Ok(PrivateKey { pair, pkcs8: pkcs8.to_vec() })
    }

    /// Reads a key.
    ///
    /// # Errors
    /// [`KeyError`] for what is no such key.
    pub fn from_pem(text: &str) -> Result<PrivateKey, KeyError> {
        let body = text.split_once(BEGIN).and_then(|(_, rest)| rest.split_once(END)).map(|(body, _)| body);
        let digits: String = body.unwrap_or("").split_whitespace().collect();
        match BASE64_STANDARD.decode(digits) {
            Ok(pkcs8) if !pkcs8.is_empty() => PrivateKey::from_pkcs8(&pkcs8),
            _ => Err(KeyError(format!("this is no private key: it has no block between {BEGIN} and {END}"))),
        }
    }

    /// Writes the key.
    pub fn to_pem(&self) -> String {
        let digits = BASE64_STANDARD.encode(&self.pkcs8);
        let lines: Vec<&str> = (0..digits.len()).step_by(64).map(|at| &digits[at..digits.len().min(at + 64)]).collect();
        format!("{BEGIN}\n{}\n{END}\n", lines.join("\n"))
    }

    /// The key that its signatures are checked with.
    pub fn public(&self) -> PublicKey {
        match &self.pair {
            Pair::Ed25519(pair) => {
                PublicKey { algorithm: Algorithm::Ed25519, bytes: pair.public_key().as_ref().to_vec() }
            }
            Pair::P256(pair, _) => PublicKey { algorithm: Algorithm::P256, bytes: pair.public_key().as_ref().to_vec() },
        }
    }

    /// The signature of a message, 64 bytes.
    ///
    /// # Errors
    /// [`KeyError`] where P-256 needs random numbers and the system has none.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        match &self.pair {
            Pair::Ed25519(pair) => Ok(pair.sign(message).as_ref().to_vec()),
            Pair::P256(pair, random) => match pair.sign(random, message) {
                Ok(signature) => Ok(signature.as_ref().to_vec()),
                Err(_) => Err(KeyError("the system gives no random numbers".to_string())),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back_from_their_texts() {
        for algorithm in [Algorithm::Ed25519, Algorithm::P256] {
            let key = PrivateKey::generate(algorithm).expect("a key");
            let again = PrivateKey::from_pem(&key.to_pem()).expect("the same key");
            assert_eq!(again.public(), key.public());
            let text = key.public().to_string();
            assert!(text.starts_with(algorithm.name()), "{text}");
            let public: PublicKey = text.parse().expect("the same key");
            assert!(public.verifies(b"message", &again.sign(b"message").expect("a signature")));
            assert!(!public.verifies(b"messagf", &again.sign(b"message").expect("a signature")));
            assert!(!public.verifies(b"message", b""));
        }
    }

    #[test]
    fn a_key_of_openssl_is_taken() {
        // openssl genpkey -algorithm ed25519
        let pem = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n";
        // The public key of RFC 8032's first test vector.
        let public = "ed25519:11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
        assert_eq!(PrivateKey::from_pem(pem).expect("a key").public().to_string(), public);
    }

    #[test]
    fn other_texts_are_no_keys() {
        for text in
            ["", "ed25519", "ed25519:", "rsa:AAAA", "ed25519:AAAA", "p256:11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"]
        {
            assert!(text.parse::<PublicKey>().is_err(), "{text}");
        }
        for text in ["", "-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"]
        {
            assert!(PrivateKey::from_pem(text).is_err(), "{text}");
        }
    }
}
