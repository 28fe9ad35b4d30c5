//! Libraries that find names, each used as its documentation says: with words joined by spaces as they stand, in small letters.

use crate::Finder;
use crate::engine::Engine;
use crate::names::{Names, slips, windows};
use aho_corasick::AhoCorasick;
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};
use fst::automaton::Levenshtein;
use fst::{IntoStreamer, Map, Streamer};
use rapidfuzz::fuzz::{Args, RatioBatchComparator};
use std::collections::HashMap;
use std::hint::black_box;
use symspell::{SymSpell, SymSpellBuilder, UnicodeStringStrategy, Verbosity};

/// Makes a finder of a register's names, or of their brand index.
pub type Make = for<'a> fn(&'a Names, &[u8]) -> Box<dyn Finder + 'a>;

pub const BARE: &str = "aho-corasick, bare";

/// What is compared, how it is made, and with how many forms at most.
pub const ALL: &[(&str, Make, usize)] = &[
    ("brandlint", |names, index| Box::new(Engine::new(names, index)), usize::MAX),
    ("aho-corasick", |names, _| aho_corasick(names), usize::MAX),
    (BARE, |names, _| Box::new(Bare(automaton(names))), usize::MAX),
    ("daachorse", |names, _| daachorse(names), usize::MAX),
    ("fst, Levenshtein", |names, _| Box::new(Automaton::new(names)), usize::MAX),
    // A million names with their deletions are more than ten gigabytes.
    ("symspell", |names, _| Box::new(Deletions::new(names)), 300_000),
    ("rapidfuzz", |names, _| Box::new(Ratio::new(names)), usize::MAX),
];

/// Whether a match is a word or several, and no part of one. Scripts without spaces have no such bounds.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let runs_on = |a: Option<char>, b: Option<char>| {
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !('\u{2E80}'..'\u{E0000}').contains(&c));
        joins(a) && joins(b)
    };
    let at = &text[start..end];
    !runs_on(text[..start].chars().next_back(), at.chars().next())
        && !runs_on(at.chars().next_back(), text[end..].chars().next())
}

/// Names as they stand, by an automaton that gives each match: where it starts and ends, and the number of its name.
struct Exact<'a, M> {
    names: &'a Names,
    matches: M,
}

impl<M: Fn(&str, &mut dyn FnMut(usize, usize, usize))> Finder for Exact<'_, M> {
    fn find(&self, text: &str) -> Vec<u32> {
        let text = text.to_lowercase();
        let mut found = Vec::new();
        (self.matches)(&text, &mut |start, end, name| {
            if is_whole(&text, start, end) {
                found.extend(&self.names.owners[name]);
            }
        });
        found
    }
}

fn automaton(names: &Names) -> AhoCorasick {
    let kind = aho_corasick::MatchKind::LeftmostLongest;
    AhoCorasick::builder().match_kind(kind).build(&names.texts).expect("an automaton")
}

/// One pass over the text as it stands: the least that finding names can cost.
struct Bare(AhoCorasick);

impl Finder for Bare {
    fn find(&self, text: &str) -> Vec<u32> {
        black_box(self.0.find_iter(text).count());
        Vec::new()
    }
}

fn aho_corasick(names: &Names) -> Box<dyn Finder + '_> {
    let automaton = automaton(names);
    Box::new(Exact {
        names,
        matches: move |text: &str, each: &mut dyn FnMut(usize, usize, usize)| {
            automaton.find_iter(text).for_each(|found| each(found.start(), found.end(), found.pattern().as_usize()));
        },
    })
}

fn daachorse(names: &Names) -> Box<dyn Finder + '_> {
    let builder = CharwiseDoubleArrayAhoCorasickBuilder::new().match_kind(daachorse::MatchKind::LeftmostLongest);
    let automaton: CharwiseDoubleArrayAhoCorasick<u32> = builder.build(&names.texts).expect("an automaton");
    Box::new(Exact {
        names,
        matches: move |text: &str, each: &mut dyn FnMut(usize, usize, usize)| {
            automaton
                .leftmost_find_iter(text)
                .for_each(|found| each(found.start(), found.end(), found.value() as usize));
        },
    })
}

struct Automaton<'a> {
    names: &'a Names,
    map: Map<Vec<u8>>,
}

impl<'a> Automaton<'a> {
    fn new(names: &'a Names) -> Automaton<'a> {
        let map = Map::from_iter(names.texts.iter().zip(0..)).expect("sorted names");
        Automaton { names, map }
    }
}

impl Finder for Automaton<'_> {
    fn find(&self, text: &str) -> Vec<u32> {
        let mut found = Vec::new();
        for window in windows(text) {
            // A window whose automaton would have too many states is looked up as it stands.
            match Levenshtein::new(&window, slips(&window)) {
                Ok(near) => {
                    let mut stream = self.map.search(near).into_stream();
                    while let Some((_, name)) = stream.next() {
                        found.extend(&self.names.owners[name as usize]);
                    }
                }
                Err(_) => {
                    found.extend(self.map.get(&window).iter().flat_map(|name| &self.names.owners[*name as usize]))
                }
            }
        }
        found
    }
}

struct Deletions<'a> {
    names: HashMap<&'a str, &'a [u32]>,
    dictionary: SymSpell<UnicodeStringStrategy>,
}

impl<'a> Deletions<'a> {
    fn new(names: &'a Names) -> Deletions<'a> {
        let mut dictionary: SymSpell<UnicodeStringStrategy> = SymSpellBuilder::default()
            .max_dictionary_edit_distance(2)
            .prefix_length(7)
            .count_threshold(1)
            .build()
            .expect("a dictionary");
        for name in &names.texts {
            dictionary.load_dictionary_line(&format!("{name}\t1"), 0, 1, "\t");
        }
        let names = names.texts.iter().map(String::as_str).zip(names.owners.iter().map(Vec::as_slice)).collect();
        Deletions { names, dictionary }
    }
}

impl Finder for Deletions<'_> {
    fn find(&self, text: &str) -> Vec<u32> {
        let near = |window: String| self.dictionary.lookup(&window, Verbosity::Closest, i64::from(slips(&window)));
        let found = windows(text).into_iter().flat_map(near);
        found.flat_map(|suggestion| self.names[suggestion.term.as_str()].iter().copied()).collect()
    }
}

struct Ratio<'a> {
    names: &'a Names,
    letters: Vec<Vec<char>>,
}

/// So alike is a name with one slip in about seven letters.
const ALIKE: f64 = 0.85;

impl<'a> Ratio<'a> {
    fn new(names: &'a Names) -> Ratio<'a> {
        Ratio { names, letters: names.texts.iter().map(|name| name.chars().collect()).collect() }
    }
}

impl Finder for Ratio<'_> {
    fn find(&self, text: &str) -> Vec<u32> {
        let mut found = Vec::new();
        for window in windows(text) {
            let compared = RatioBatchComparator::new(window.chars());
            let least = Args::default().score_cutoff(if slips(&window) == 0 { 1.0 } else { ALIKE });
            for (name, owners) in self.letters.iter().zip(&self.names.owners) {
                if compared.similarity_with_args(name.iter().copied(), &least).is_some() {
                    found.extend(owners);
                }
            }
        }
        found
    }
}
