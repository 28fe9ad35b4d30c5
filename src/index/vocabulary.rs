//! Everyday language, as the builder knows it: which keys are ordinary, and
//! which ordinary words may be taken for a key.

use super::key_of;
use super::keys::KeyBuffers;
use super::near::{Near, Spelled, substitute};
use super::ordinary::Ordinariness;
use super::sounds::{Heard, as_it_stands, certain, same_name};
use crate::sound::Sounds;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Ordinary words of all languages.
#[derive(Default)]
pub(super) struct Vocabulary {
    words: HashMap<String, Word>,
    /// The languages that words were added in.
    languages: Vec<String>,
}

/// What is known of a folded word.
#[derive(Clone, Copy, Default)]
struct Word {
    /// How ordinary it is, 1 to 3.
    degree: u8,
    /// In which languages it is usual, a bit each; languages above 64 share the last one.
    languages: u64,
}

impl Vocabulary {
    /// See [`super::Builder::add_ordinary_words`].
    pub(super) fn add(&mut self, list: &str) {
        let (mut degree, mut language) = (2, 1);
        for line in list.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if let Some(comment) = line.strip_prefix('#').map(str::trim) {
                if let Some(zipf) = comment.strip_prefix("zipf ").and_then(|zipf| zipf.parse::<f32>().ok()) {
                    degree = 1 + u8::from(zipf >= 3.0) + u8::from(zipf >= 4.0);
                } else if let Some(name) = comment.strip_prefix("language ") {
                    let known = self.languages.iter().position(|known| known == name);
                    language = 1 << known.unwrap_or(self.languages.len()).min(63);
                    if known.is_none() {
                        self.languages.push(name.to_string());
                    }
                }
                continue;
            }
            let key = key_of(line);
            // "l'eau" is listed whole and in parts, as it may be written either way.
            let whole = key.replace(' ', "");
            for word in
                std::iter::once(whole.as_str()).chain(key.split(' ')).filter(|word| word.chars().nth(1).is_some())
            {
                let known = self.words.entry(word.to_string()).or_default();
                known.degree = known.degree.max(degree);
                if degree >= Ordinariness::EVERYDAY {
                    known.languages |= language;
                }
            }
        }
    }

    /// How ordinary a key is. Numbers and single letters are fully so. Words that
    /// are ordinary each may be a name together.
    pub(super) fn ordinariness(&self, key: &str) -> Ordinariness {
        let short = |word: &str| word.chars().nth(2).is_none() || word.chars().all(|c| c.is_ascii_digit());
        let trivial = |word: &str| word.chars().nth(1).is_none() || word.chars().all(|c| c.is_ascii_digit());
        let degree = |word: &str| if trivial(word) { 3 } else { self.words.get(word).map_or(0, |word| word.degree) };
        if !key.contains(' ') {
            return Ordinariness::new(degree(key), self.seam(key), false);
        }
        let whole = if key.split(' ').all(short) { key.split(' ').map(degree).min().unwrap_or(0) } else { 0 };
        Ordinariness::new(whole, None, degree(&key.replace(' ', "")) > Ordinariness::EVERYDAY)
    }

    /// Where a key is two ordinary words of one language written together: how many
    /// letters the first has. Of several such places the one between the most usual words.
    fn seam(&self, key: &str) -> Option<u8> {
        let word = |word: &str| self.words.get(word).filter(|_| word.chars().nth(1).is_some());
        let seams = key.char_indices().zip(0u8..).skip(2).filter_map(|((at, _), letters)| {
            let (left, right) = (word(&key[..at])?, word(&key[at..])?);
            (left.languages & right.languages != 0).then_some((left.degree.min(right.degree), letters))
        });
        seams.filter(|_| key.chars().count() > 6).max().map(|(_, letters)| letters)
    }

    /// The words that a screener must know, sorted: those that it would take for a
    /// misspelled key or part of one, and the parts of keys themselves.
    ///
    /// Words that are a well-known mark as it is written in another script are none: frequency lists hold names
    /// too, and Найк is frequent because of NIKE.
    pub(super) fn mistakable<'a>(&'a self, keys: &BTreeSet<&str>, well_known: &BTreeSet<&str>) -> Vec<&'a str> {
        // Near everyday words nothing is reported, so nothing need be known there.
        let names = keys.iter().filter(|key| !self.ordinariness(key).is_everyday()).map(|key| key.replace(' ', ""));
        let names: Vec<String> = names.collect::<BTreeSet<_>>().into_iter().collect();
        let parts: HashSet<&str> = keys.iter().filter(|key| key.contains(' ')).flat_map(|key| key.split(' ')).collect();
        let mut buffers = KeyBuffers::default();
        let near = Near::new(names.len(), |name, each| each(buffers.spell(&names[name as usize])));
        let heard = Heard::new(names.len(), |name| &names[name as usize]);
        let famous: Vec<&str> = well_known.iter().copied().filter(|key| self.ordinariness(key).degree() == 0).collect();
        let famous_heard = Heard::new(famous.len(), |name| famous[name as usize]);
        let is_famous = |word: &str| sounding(word, &famous, &famous_heard, |word, name| same_name(word, name));
        let is_heard =
            |word: &str| sounding(word, &names, &heard, |word, name| certain(word, name, names.len()).is_some());
        let words: Vec<&str> = self.words.keys().map(String::as_str).collect();
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let mut mistakable: Vec<&str> = std::thread::scope(|scope| {
            let chunks: Vec<_> = words
                .chunks(words.len().div_ceil(threads).max(1))
                .map(|words| {
                    scope.spawn(|| {
                        words
                            .iter()
                            .copied()
                            .filter(|word| parts.contains(word) || is_mistakable(word, &names, &near) || is_heard(word))
                            .filter(|word| !is_famous(word))
                            .collect::<Vec<_>>()
                    })
                })
                .collect();
            chunks.into_iter().flat_map(|chunk| chunk.join().expect("filtering does not panic")).collect()
        });
        mistakable.sort_unstable();
        mistakable
    }
}

/// Whether a word is one of the sorted names or near one.
fn is_mistakable(word: &str, names: &[String], near: &Near) -> bool {
    if names.binary_search_by(|name| name.as_str().cmp(word)).is_ok() {
        return true;
    }
    let (mut window, mut name) = (KeyBuffers::default(), KeyBuffers::default());
    let window: Spelled<'_> = window.spell(word);
    let mut found = false;
    near.propose(&window, &mut |number, test| {
        found = found || {
            let name = name.spell(&names[number as usize]);
            window.sights == name.sights || test.way(&window, &name).is_some()
        };
    });
    let characters: Vec<char> = word.chars().collect();
    near.propose_substituted(&characters, &mut |number| {
        let name: Vec<char> = names[number as usize].chars().collect();
        found = found || substitute(&characters, &name).is_some();
    });
    found
}

/// Whether a word sounds like one of the names, by a test that is given both.
fn sounding<T: AsRef<str>>(word: &str, names: &[T], heard: &Heard, test: impl Fn(&Sounds, &Sounds) -> bool) -> bool {
    let (sounds, mut name) = (Sounds::of(word), Sounds::default());
    as_it_stands(&sounds).is_some_and(|skeleton| {
        heard.listed(skeleton).iter().any(|number| {
            name.read(names[*number as usize].as_ref());
            test(&sounds, &name)
        })
    })
}
