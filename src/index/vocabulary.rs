//! Everyday language, as the builder knows it: which keys are ordinary, and
//! which ordinary words may be taken for a key.

use super::key_of;
use super::near::Near;
use super::ordinary::{Languages, Ordinariness};
use super::sounds::{Chance, Heard, Wanted, as_it_stands, same_name};
use super::substitute::{Run, substitute};
use super::way::{KeyBuffers, MOST_EDITS, Spelled};
use crate::sound::Sounds;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Ordinary words of all languages.
#[derive(Default)]
pub(super) struct Vocabulary {
    words: HashMap<String, Word>,
    /// Phrases that name or describe goods, and in which languages.
    phrases: HashMap<String, u64>,
    /// The languages that words were added in.
    languages: Vec<String>,
}

/// What is known of a folded word. Languages are a bit each; those above 64 share the last one.
#[derive(Clone, Copy, Default)]
struct Word {
    /// How ordinary it is, 1 to 3; 0 for what is no more than a name.
    degree: u8,
    /// In which languages it is usual.
    languages: u64,
    /// In which languages it names or describes goods.
    goods: u64,
    /// In which languages it stands in a dictionary.
    dictionary: u64,
    /// A usual name: no ordinary word, but a word beside others.
    name: bool,
}

/// What a section of a list holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    /// Words of a frequency.
    Frequent,
    /// Words with which sellers describe goods.
    Listings,
    /// Nouns of a dictionary for goods …
    Goods,
    /// … and others.
    Dictionary,
    /// Usual names.
    Names,
}

impl Vocabulary {
    /// See [`super::Builder::add_ordinary_words`].
    pub(super) fn add(&mut self, list: &str) {
        let (mut section, mut degree, mut language) = (Section::Frequent, 2, 1);
        for line in list.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if let Some(comment) = line.strip_prefix('#').map(str::trim) {
                let zipf = comment.strip_prefix("zipf ").and_then(|zipf| zipf.parse::<f32>().ok());
                (section, degree) = match comment {
                    "listings" => (Section::Listings, 2),
                    "goods" => (Section::Goods, 1),
                    "dictionary" => (Section::Dictionary, 1),
                    "names" => (Section::Names, 0),
                    _ => match zipf {
                        Some(zipf) => (Section::Frequent, 1 + u8::from(zipf >= 3.0) + u8::from(zipf >= 4.0)),
                        None => (section, degree),
                    },
                };
                if let Some(name) = comment.strip_prefix("language ") {
                    let known = self.languages.iter().position(|known| known == name);
                    language = 1 << known.unwrap_or(self.languages.len()).min(63);
                    if known.is_none() {
                        self.languages.push(name.to_string());
                    }
                }
                continue;
            }
            let key = key_of(line);
            if section == Section::Frequent {
                // "l'eau" is listed whole and in parts, as it may be written either way.
                let whole = key.replace(' ', "");
                for word in std::iter::once(whole.as_str()).chain(key.split(' ')) {
                    self.learn(word, section, degree, language);
                }
            } else if !key.contains(' ') {
                self.learn(&key, section, degree, language);
            } else if matches!(section, Section::Listings | Section::Goods) {
                *self.phrases.entry(key).or_default() |= language;
            }
        }
    }

    fn learn(&mut self, word: &str, section: Section, degree: u8, language: u64) {
        if word.chars().nth(1).is_none() {
            return;
        }
        let known = self.words.entry(word.to_string()).or_default();
        known.degree = known.degree.max(degree);
        let holds = |holds: bool| if holds { language } else { 0 };
        known.languages |= holds(degree >= Ordinariness::EVERYDAY);
        known.goods |= holds(matches!(section, Section::Goods | Section::Listings));
        known.dictionary |= holds(matches!(section, Section::Goods | Section::Dictionary));
        known.name |= section == Section::Names;
    }

    /// How ordinary a key is. Numbers and single letters are fully so. Words that
    /// are ordinary each may be a name together.
    pub(super) fn ordinariness(&self, key: &str) -> Ordinariness {
        let short = |word: &str| word.chars().nth(2).is_none() || word.chars().all(|c| c.is_ascii_digit());
        let trivial = |word: &str| word.chars().nth(1).is_none() || word.chars().all(|c| c.is_ascii_digit());
        let degree = |word: &str| if trivial(word) { 3 } else { self.words.get(word).map_or(0, |word| word.degree) };
        if !key.contains(' ') {
            return Ordinariness::new(degree(key), self.seam(key), false)
                .describing(self.stem(key, |word| word.goods) != 0)
                .in_dictionary(self.stem(key, |word| word.dictionary) != 0);
        }
        let whole = if key.split(' ').all(short) { key.split(' ').map(degree).min().unwrap_or(0) } else { 0 };
        Ordinariness::new(whole, None, degree(&key.replace(' ', "")) >= Ordinariness::EVERYDAY)
            .describing(self.describes(key))
    }

    /// In which languages a key is a word or words of the language, see [`Languages`].
    pub(super) fn everyday_in(&self, key: &str) -> Languages {
        let usual = |word: &str| self.words.get(word).map_or(0, |word| word.languages);
        let known = |word: &str| usual(word) | self.stem(word, |word| word.goods | word.dictionary);
        let whole = if key.contains(' ') { 0 } else { known(key) };
        let parts = || key.split(' ').fold(u64::MAX, |langs, word| langs & known(word));
        let bits = match whole | self.phrases.get(key).copied().unwrap_or(0) {
            0 => parts(),
            bits => bits,
        };
        let names = self.languages.iter().zip(0..).filter(|(_, at)| bits >> at & 1 != 0).map(|(name, _)| name.as_str());
        Languages::of(names)
    }

    /// The languages in which a word, or what it is the plural of, is something.
    fn stem(&self, word: &str, what: impl Fn(&Word) -> u64) -> u64 {
        let of = |word: &str| self.words.get(word).map_or(0, &what);
        let singular = |end: &str| word.strip_suffix(end).filter(|stem| stem.len() > 2).map_or(0, of);
        let english = self.languages.iter().position(|name| name == "en").map_or(0, |at| 1 << at);
        let y = word.strip_suffix("ies").map_or(0, |stem| of(&format!("{stem}y")));
        of(word) | (singular("s") | singular("es") | y) & english
    }

    /// Whether a phrase describes goods: one of the dictionary's, or a noun for goods and everyday words of its language.
    fn describes(&self, key: &str) -> bool {
        if self.phrases.contains_key(key) {
            return true;
        }
        key.split(' ').fold(u64::MAX, |langs, word| langs & self.stem(word, |word| word.goods)) != 0
    }

    /// Where a key is two ordinary words of one language written together: how many
    /// letters the first has. Of several such places the one between the most usual words,
    /// the second a noun for goods if one is.
    fn seam(&self, key: &str) -> Option<u8> {
        let word = |word: &str| self.words.get(word).filter(|_| word.chars().nth(1).is_some());
        let seams = key.char_indices().zip(0u8..).skip(2).filter_map(|((at, _), letters)| {
            let (left, right) = (word(&key[..at])?, word(&key[at..])?);
            let goods = left.languages & right.goods != 0;
            let known = |word: &Word| word.languages | word.goods;
            (known(left) & known(right) != 0).then_some((left.degree.min(right.degree), goods, letters))
        });
        seams.filter(|_| key.chars().count() > 6).max().map(|(_, _, letters)| letters)
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
        let borders = Borders::of(names.iter().map(String::as_str));
        let near = Near::new(names.len(), |name| &names[name as usize], &mut |_| ());
        let heard = Heard::new(names.len(), |name| &names[name as usize]);
        let famous: Vec<&str> = well_known.iter().copied().filter(|key| self.ordinariness(key).degree() == 0).collect();
        let famous_heard = Heard::new(famous.len(), |name| famous[name as usize]);
        let is_famous = |word: &str| sounding(word, &famous, &famous_heard, |_| Wanted::ALL, same_name);
        let chance = Chance::among(names.len());
        let wanted = |word: &Sounds| Wanted::certain(word, chance);
        let certain = |word: &Sounds, name: &Sounds| chance.certain(word, name, 0.0).is_some();
        let is_heard = |word: &str| sounding(word, &names, &heard, wanted, certain);
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
                            .filter(|word| {
                                parts.contains(word)
                                    || borders.meets(
                                        word,
                                        self.words[*word].name || self.words[*word].degree >= Ordinariness::EVERYDAY,
                                    )
                                    || self.words[*word].degree > 0 && is_mistakable(word, &names, &near)
                                    || self.words[*word].degree >= Ordinariness::EVERYDAY && is_heard(word)
                            })
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

/// How Han names begin and end. Chinese is written without spaces: 宝马 stands
/// across the border of two words in 宝宝马桶, and inside one in 宝马香车. A screener
/// that is to see so must know the words.
#[derive(Default)]
struct Borders<'a> {
    names: HashSet<&'a str>,
    beginnings: HashSet<&'a str>,
    endings: HashSet<&'a str>,
}

/// No word that shows a border has more letters.
const BORDER_LETTERS: usize = 4;

impl<'a> Borders<'a> {
    fn of(names: impl Iterator<Item = &'a str>) -> Borders<'a> {
        let mut borders = Borders::default();
        for name in names.filter(|name| name.chars().all(is_han)) {
            borders.names.insert(name);
            for (at, _) in name.char_indices().skip(1) {
                borders.beginnings.insert(&name[..at]);
                borders.endings.insert(&name[at..]);
            }
        }
        borders
    }

    /// Whether a word may stand around a name or, if it is a usual one, across its border.
    fn meets(&self, word: &str, usual: bool) -> bool {
        let letters = word.chars().count();
        if !(2..=BORDER_LETTERS).contains(&letters) || !word.chars().all(is_han) {
            return false;
        }
        let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
        let across = |at: &usize| self.beginnings.contains(&word[*at..]) || self.endings.contains(&word[..*at]);
        let holds = |from: usize| {
            (from + 1..=letters).any(|to| to - from < letters && self.names.contains(&word[ends[from]..ends[to]]))
        };
        usual && letters < BORDER_LETTERS && ends[1..letters].iter().any(across) || (0..letters).any(holds)
    }
}

fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a word is one of the sorted names or near one.
fn is_mistakable(word: &str, names: &[String], near: &Near) -> bool {
    if names.binary_search_by(|name| name.as_str().cmp(word)).is_ok() {
        return true;
    }
    let (mut window, mut name) = (KeyBuffers::default(), KeyBuffers::default());
    let window: Spelled<'_> = window.spell(word);
    let mut found = false;
    near.propose(&window, MOST_EDITS, &mut |number, test| {
        found = found || {
            let name = name.spell(&names[number as usize]);
            window.sights == name.sights || test.way(&window, &name, MOST_EDITS).is_some()
        };
    });
    let run = Run::new(word.chars());
    near.propose_substituted(&run, 0..run.characters.len(), &mut |number| {
        let name: Vec<char> = names[number as usize].chars().collect();
        found = found || substitute(&run.characters, &name).is_some();
    });
    found
}

/// Whether a word sounds like one of the names that are wanted for it, by a test that is given both.
fn sounding<T: AsRef<str>>(
    word: &str,
    names: &[T],
    heard: &Heard,
    wanted: impl Fn(&Sounds) -> Wanted,
    test: impl Fn(&Sounds, &Sounds) -> bool,
) -> bool {
    let (sounds, mut name) = (Sounds::of(word), Sounds::default());
    as_it_stands(&sounds).is_some_and(|skeleton| {
        let mut numbers = Vec::new();
        heard.sounding(skeleton, wanted(&sounds), &mut numbers);
        numbers.iter().any(|number| {
            name.read(names[*number as usize].as_ref());
            test(&sounds, &name)
        })
    })
}
