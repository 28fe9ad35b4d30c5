//! Tables for finding keys near a window: misspelled, respelled, without
//! vowels, masked, reordered. Built when a segment is opened.
//!
//! **Alike**: a key is listed under itself, which is the look-alike classes of its letters.
//!
//! **Misspelled**, keys of five or six letters, one edit: a key is listed under
//! itself, too, without each of its letters in turn, and a window is
//! looked up in the same ways (Mor and Fraenkel 1982). What is one insertion,
//! deletion, change or swap of neighbours away meets in one of them.
//!
//! **Misspelled**, longer keys: by the pigeonhole principle one of two parts of
//! the key stands in a window that is one edit away letter for letter, shifted by
//! at most one; of longer ones one of three, which two edits shift by at most two
//! (PassJoin, Li et al. 2011). So a key is listed under each part, its
//! place and the key's length; a window looks up its own pieces. A swap across
//! the border of two parts spoils both, so pieces are looked up with their last
//! letter swapped back too.
//!
//! **Misspelled**, long keys: by parts that are long enough to tell without the key's
//! length, a letter apart from each other, two of them so far from the start and one at
//! the end. Five pieces of a window are looked up, whatever the key's length.
//!
//! **Substitutes**: a key of Han characters is listed under itself with each of its
//! characters in turn replaced by what it is read or looks like, see [`super::substitute`].
//!
//! **Covered** letters are letters that are not there, or spoiled parts.
//!
//! **Respelled**, **without vowels**, **reordered**: a window and a key that
//! agree after the same simplification are listed under the same hash. A key that is
//! its own simplification is listed once; one of two words is looked up the other way round.
//!
//! What is found is tested letter by letter, see [`super::way`]: hashes only propose.

use super::hash::{Pieces, ROOM, hash_end, hash_of, hash_step};
use super::listed::{Asked, Listed};
use super::listing::Listing;
use super::respelling::{consonant, is_vowelless, letter_of, respelled_hash};
use super::substitute::{Run, each_substituted};
use super::way::{ANY, FEWEST, KeyBuffers, MANY, MOST, MOST_EDITS, Spelled, Test, edits_for, fewest_words, words_of};
use std::ops::Range;

/// Keys of more letters are listed by their parts: of fewer letters parts are short, and too many keys share them.
const WHOLE: usize = 6;

/// Into how many parts so many letters fall: one more than there may be edits.
const fn parts_of(letters: usize) -> usize {
    edits_for(letters) + 1
}

/// Keys of so many letters and more have parts of so many letters. There is a letter at least between two parts, so that
/// no swap spoils both.
const LONG: usize = 3 * LONG_PART + 2;
const LONG_PART: usize = 5;

/// Where each part of so many letters starts, and the last ends; fewer than [`LONG`].
const STARTS: [[u8; MOST_EDITS + 2]; LONG] = {
    let mut starts = [[0; MOST_EDITS + 2]; LONG];
    let mut letters = 0;
    while letters < starts.len() {
        let mut part = 0;
        while part <= parts_of(letters) {
            starts[letters][part] = (letters * part / parts_of(letters)) as u8;
            part += 1;
        }
        letters += 1;
    }
    starts
};

/// Part number `part` of `letters` letters.
fn part_of(letters: usize, part: usize) -> Range<usize> {
    if letters >= LONG {
        let start = [0, LONG_PART + 1, letters - LONG_PART][part];
        return start..start + LONG_PART;
    }
    usize::from(STARTS[letters][part])..usize::from(STARTS[letters][part + 1])
}

/// The tables.
#[derive(Default)]
pub(super) struct Near {
    listed: Listed,
    /// Which letters and how many words each key has, see [`signature`].
    signatures: Vec<u32>,
    /// A bit for the hash of every key's first [`PREFIXES`] letters.
    prefixes: Vec<u64>,
    /// The most letters that a key has.
    longest: usize,
}

/// Under so many entries or somewhat fewer a key is listed on average.
const ENTRIES: usize = 6;

/// After so many keys each it is said how far the tables are.
const TOLD: u32 = 1 << 14;

/// After how many letters a window is given up when no key starts like it.
const PREFIXES: [usize; 3] = [2, 4, 8];

/// The bits of a signature that are letters; above them the number of words.
const LETTERS: u32 = (1 << WORDS_AT) - 1;
const WORDS_AT: u32 = 29;
/// A set of letters, a bit each, some of which share theirs, and the number of words. An edit adds one bit at most and takes one
/// away: a letter more takes none away, a letter less adds none.
fn signature(letters: u32, words: usize) -> u32 {
    letters | (words.min(MANY) as u32) << WORDS_AT
}

/// The bit of a letter.
fn bit_of(sight: char) -> u32 {
    1 << (sight as u32 & 31).min(WORDS_AT - 1)
}

/// What the tables need of a key's letters, all in one go over them.
#[derive(Clone, Copy, Default)]
struct KeyHashes {
    /// The hash of all sight classes.
    whole: u32,
    /// Their bits.
    letters: u32,
    /// How many letters are left without vowels, and their hash.
    consonants: usize,
    vowelless: u32,
}

impl KeyHashes {
    /// Takes the next letter.
    #[inline(always)]
    fn take(&mut self, at: usize, plain: char, sight: char) {
        self.whole = hash_step(self.whole, sight);
        self.letters |= bit_of(sight);
        if let Some(letter) = consonant(at, plain) {
            self.consonants += 1;
            self.vowelless = hash_step(self.vowelless, letter);
        }
    }
}

/// Under what a key is listed; mixed into the hash.
#[derive(Clone, Copy)]
enum Entry {
    /// Look-alike classes, hashed as windows are that grow: of its letters, without one of them, or respelled.
    Letters,
    /// A part of a key of so many letters, or of any that is [`LONG`].
    Part {
        part: usize,
        letters: usize,
    },
    Vowelless,
    /// More than two words.
    Reordered,
    /// With what a character is read or looks like in its place.
    Substitute {
        at: usize,
    },
}

/// The hash of some letters as an entry of a kind.
fn mixed(hash: u32, entry: Entry) -> u32 {
    let kind = match entry {
        Entry::Part { part, letters } => (letters.min(LONG) * parts_of(LONG) + part) as u32,
        Entry::Letters => 0x1000,
        Entry::Vowelless => 0x1002,
        Entry::Reordered => 0x1003,
        Entry::Substitute { at } => 0x1100 + at as u32,
    };
    // Spread, for hashes of pieces that differ in one letter may be as near as kinds are.
    hash_end((hash ^ kind.wrapping_mul(0x85EB_CA6B)).wrapping_mul(0x9E37_79B1))
}

impl Near {
    /// Builds the tables over `count` keys, which `get` gives for a number, and says how much of it is done.
    pub(super) fn new<'a>(count: usize, get: impl Fn(u32) -> &'a str, progress: &mut dyn FnMut(f32)) -> Near {
        let mut signatures = Vec::with_capacity(count);
        let mut prefixes = vec![0u64; (count / 8).next_power_of_two()];
        let mut longest = 0;
        // Keys that follow each other mostly start alike.
        let mut known = [None; PREFIXES.len()];
        let (mut buffers, mut room) = (KeyBuffers::default(), ROOM);
        let listed = Listed::new(count, count * ENTRIES, Asked::Under, &mut |key, listing| {
            if key % TOLD == 0 {
                progress(key as f32 / count as f32);
            }
            let mut hashed = KeyHashes::default();
            let key = buffers.spell_telling(get(key), |at, plain, sight| {
                hashed.take(at, plain, sight);
                if let Some(first) = room.get_mut(at + 1) {
                    *first = hashed.whole;
                }
            });
            let letters = key.sights.len();
            let pieces = Pieces::known(&key.sights[..letters.min(MOST)], &room);
            signatures.push(signature(hashed.letters, key.words.len()));
            longest = letters.max(longest);
            for (first, known) in PREFIXES.into_iter().zip(&mut known).filter(|(first, _)| *first <= letters) {
                let hash = pieces.piece(0, first);
                if known.replace(hash) != Some(hash) {
                    let (word, bit) = prefix(hash, &prefixes);
                    prefixes[word] |= bit;
                }
            }
            entries(&key, hashed, &pieces, listing);
        });
        Near { listed, signatures, prefixes, longest }
    }

    /// The most letters that a key has.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// Whether a key may start with the `letters` letters whose sight classes hash to `hash`.
    /// Says yes at most lengths: it is asked at every letter and knows few of them.
    pub(super) fn may_start(&self, hash: u32, letters: usize) -> bool {
        if !PREFIXES.contains(&letters) {
            return letters < self.longest;
        }
        let (word, bit) = prefix(hash, &self.prefixes);
        self.prefixes.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// Whether there may be keys of letters that look like a window whose sight classes hash to `hash`: mostly none.
    #[inline(always)]
    pub(super) fn has_alike(&self, hash: u32) -> bool {
        self.listed.has(mixed(hash, Entry::Letters))
    }

    /// Proposes keys of letters that may look like a window whose sight classes hash to `hash`.
    #[inline(always)]
    pub(super) fn propose_alike(&self, hash: u32) -> impl Iterator<Item = u32> {
        self.listed.under(mixed(hash, Entry::Letters))
    }

    /// Proposes keys that may be near the window, at most `most` edits away, several times or in vain,
    /// each with the test that would tell. False when the window has so many letters
    /// covered that nothing could be looked up.
    pub(super) fn propose(&self, window: &Spelled<'_>, most: usize, propose: &mut dyn FnMut(u32, Test)) -> bool {
        let sights = window.sights;
        let m = sights.len();
        if !(FEWEST..=MOST).contains(&m) || self.listed.is_empty() {
            return true;
        }
        let letters = sights.iter().filter(|c| **c != ANY).fold(0, |letters, c| letters | bit_of(*c));
        let mut room = ROOM;
        let hashes = Pieces::new(sights, &mut room);
        if sights.contains(&ANY) {
            let mut look_up = |hash: u32| {
                let fits = |key: &u32| letters & !self.signatures[*key as usize] == 0;
                self.listed.under(hash).filter(fits).for_each(|key| propose(key, Test::Edits));
            };
            return match sights.iter().position(|letter| *letter == ANY) {
                Some(at) if m <= WHOLE && !sights[at + 1..].contains(&ANY) => {
                    look_up(mixed(hashes.without(at), Entry::Letters));
                    true
                }
                _ if m <= WHOLE => false,
                _ => {
                    let whole = parts(&hashes).filter(|(part, _)| !sights[part.clone()].contains(&ANY));
                    whole.map(|(_, hash)| look_up(hash)).count() > 0
                }
            };
        }
        let words = fewest_words(window).min(MANY) as u32;
        // Keys that have so few letters that the window has not, and the other way round.
        let mut look_up = |hash: u32, more: usize, less: usize| {
            let fits = |key: &u32| {
                let signature = self.signatures[*key as usize];
                (signature & LETTERS & !letters).count_ones() as usize <= more
                    && (letters & !signature).count_ones() as usize <= less
                    && signature >> WORDS_AT >= words
            };
            self.listed.under(hash).filter(fits).for_each(|key| propose(key, Test::Edits));
        };
        if m <= WHOLE + 1 {
            let mut look_up = |hash: u32| {
                if self.listed.has(hash) {
                    look_up(hash, 1, 1);
                }
            };
            look_up(mixed(hashes.piece(0, m), Entry::Letters));
            dropped(&hashes, &mut look_up);
        }
        for n in (m - most).clamp(WHOLE + 1, LONG)..=(m + most).min(LONG) {
            let n = if n < LONG { n } else { m.max(LONG) };
            let most = edits_for(n).min(most);
            // Of a key with fewer letters one edit at least takes a letter away, and adds none.
            let (more, less) = (most.saturating_sub(m.saturating_sub(n)), most.saturating_sub(n.saturating_sub(m)));
            pieces(&hashes, n, most, &mut |hash| {
                if self.listed.has(hash) {
                    look_up(hash, more, less);
                }
            });
        }
        let mut look_up = |hash: u32, test: Test| {
            if self.listed.has(hash) {
                self.listed.under(hash).for_each(|key| propose(key, test));
            }
        };
        look_up(mixed(respelled_hash(sights), Entry::Letters), Test::Respelled);
        if is_vowelless(window.plain) {
            let letters = window.plain.iter().map(|c| letter_of(*c));
            look_up(mixed(hash_of(letters), Entry::Vowelless), Test::Vowelless);
        }
        match *window.words {
            [_] => {}
            [_, second] => look_up(mixed(hashes.turned(second), Entry::Letters), Test::Reordered),
            _ => look_up(mixed(reordered(window), Entry::Reordered), Test::Reordered),
        }
        true
    }
}

/// The word and the bit of a start of keys in a bitmap, whose length is a power of two.
fn prefix(hash: u32, bitmap: &[u64]) -> (usize, u64) {
    let bit = hash_end(hash) as usize;
    ((bit / 64) & bitmap.len().wrapping_sub(1), 1 << (bit % 64))
}

impl Near {
    /// Proposes keys that may be a window of Han characters but for one of them.
    pub(super) fn propose_substituted(&self, run: &Run, window: Range<usize>, propose: &mut impl FnMut(u32)) {
        if !self.listed.is_empty() {
            run.substituted(window, &mut |at, hash| {
                let hash = mixed(hash, Entry::Substitute { at });
                if self.listed.has(hash) {
                    self.listed.under(hash).for_each(&mut *propose);
                }
            });
        }
    }
}

/// The entries of letters without each of them.
fn dropped(pieces: &Pieces<'_>, each: &mut impl FnMut(u32)) {
    let letters = pieces.letters;
    for at in 0..letters.len() {
        // Of two that are the same it does not matter which is dropped.
        if at == 0 || letters[at] != letters[at - 1] {
            each(mixed(pieces.without(at), Entry::Letters));
        }
    }
}

/// The entries of pieces of a window that may be parts of a key of `n` letters, `k` edits away; for any [`LONG`] key if `n`
/// is that, and no less than the window has.
///
/// Take the first part `p` up to whose end there are at most `p` edits: there are exactly `p` before it and none in
/// it, so it stands in the window, shifted by what those and the others behind it can shift it (close to PassJoin's
/// multi-match-aware selection). A swap across its end, which spoils it, is one of the others.
///
/// Of a long key no part has a swap across its end, and the one that is the last to be taken stands as far from the
/// window's end as from the key's: all edits are before it.
fn pieces(window: &Pieces<'_>, n: usize, k: usize, each: &mut impl FnMut(u32)) {
    let letters = window.letters;
    let m = letters.len();
    for taken in 0..k + 1 {
        let part = if n >= LONG && taken == k { MOST_EDITS } else { taken };
        let entry = Entry::Part { part, letters: n };
        let (from, length) = (part_of(n, part).start, part_of(n, part).len());
        // As it stands, and with its last letter swapped with the first of the next part: swapped back.
        let swapped = usize::from(n < LONG && taken < k);
        for swaps in 0..swapped + 1 {
            // Shifted back by at most so many letters as may be missing before it, or too many behind it; and ahead.
            let behind = k - taken - swaps;
            let first = from.saturating_sub(taken).max((from + m).saturating_sub(n + behind));
            let ends = (from + taken + 1)
                .min((from + m + behind + 1).saturating_sub(n))
                .min((m + 1).saturating_sub(length + swaps));
            for start in first..ends {
                let end = start + length;
                let hash = match swaps {
                    0 => window.piece(start, end),
                    _ => hash_step(window.piece(start, end - 1), letters[end]),
                };
                each(mixed(hash, entry));
            }
        }
    }
}

/// The parts of letters: where each is, and its entry.
fn parts(letters: &Pieces<'_>) -> impl Iterator<Item = (Range<usize>, u32)> {
    let n = letters.letters.len();
    (0..parts_of(n)).map(move |part| {
        let place = part_of(n, part);
        (place.clone(), mixed(letters.piece(place.start, place.end), Entry::Part { part, letters: n }))
    })
}

/// Lists a key under its hashes, of whose sight classes `pieces` has the first.
fn entries(key: &Spelled<'_>, hashed: KeyHashes, pieces: &Pieces<'_>, listing: &mut Listing) {
    let mut push = |hash: u32| listing.under(hash);
    let n = key.sights.len();
    if n > 0 {
        push(mixed(hashed.whole, Entry::Letters));
    }
    if !key.plain.iter().all(char::is_ascii) {
        each_substituted(key.plain, &mut |at, hash| push(mixed(hash, Entry::Substitute { at })));
    }
    if !(FEWEST..=MOST).contains(&n) {
        return;
    }
    if n <= WHOLE {
        dropped(pieces, &mut push);
    } else {
        parts(pieces).for_each(|(_, hash)| push(hash));
    }
    let respelled = respelled_hash(key.sights);
    if respelled != hashed.whole {
        push(mixed(respelled, Entry::Letters));
    }
    if (FEWEST..n).contains(&hashed.consonants) {
        push(mixed(hashed.vowelless, Entry::Vowelless));
    }
    if key.words.len() > 2 {
        push(mixed(reordered(key), Entry::Reordered));
    }
}

/// The same whatever the order of the words.
fn reordered(spelled: &Spelled<'_>) -> u32 {
    words_of(spelled).fold(0, |sum, word| sum.wrapping_add(hash_end(hash_of(word.iter().copied()))))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::distance::distance;
    use super::*;
    use crate::text::sight_of;
    use proptest::prelude::*;

    fn letters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    fn is_proposed(window: &[char], key: &[char], most: usize) -> bool {
        let text: String = key.iter().collect();
        let window: Vec<char> = window.iter().map(|c| if *c == ANY { ANY } else { sight_of(*c) }).collect();
        let window = window.as_slice();
        let near = Near::new(1, |_| &text, &mut |_| ());
        let mut found = false;
        near.propose(&Spelled { sights: window, plain: window, words: &[0] }, most, &mut |_, _| found = true);
        found
    }

    #[test]
    fn a_swap_across_the_border_is_one_edit() {
        for (window, key) in [("nitnendo", "nintendo"), ("abdcef", "abcdef"), ("abcde", "acbde")] {
            assert!(is_proposed(&letters(window), &letters(key), MOST_EDITS), "{window} {key}");
            assert_eq!(distance(&letters(window), &letters(key), 1), Some(1));
        }
    }

    proptest! {
        #[test]
        fn every_key_in_reach_is_proposed(a in "[ab]{3,14}", b in "[ab]{5,14}") {
            let edits = strsim::osa_distance(&a, &b);
            if edits > 0 && edits <= edits_for(b.len()) {
                prop_assert!(is_proposed(&letters(&a), &letters(&b), MOST_EDITS));
            }
        }

        #[test]
        fn every_long_key_in_reach_is_proposed(
            key in "[ab]{15,22}", edits in prop::collection::vec((0usize..25, 0..4usize, prop::char::range('a', 'c')), 1..3),
        ) {
            let key = letters(&key);
            let mut window = key.clone();
            for (at, edit, letter) in &edits {
                let at = at % window.len();
                match edit {
                    0 => window[at] = *letter,
                    1 => window.insert(at, *letter),
                    2 => drop(window.remove(at)),
                    _ => window.swap(at.saturating_sub(1), at),
                }
            }
            prop_assert!(window == key || is_proposed(&window, &key, edits.len()));
        }

        #[test]
        fn masked_keys_are_proposed(key in "[a-z]{4,20}", at in 0usize..20) {
            let key = letters(&key);
            let mut window = key.clone();
            window[at % key.len()] = ANY;
            prop_assert!(is_proposed(&window, &key, MOST_EDITS));
        }
    }
}
