//! Tables for finding keys near a window: misspelled, respelled, without
//! vowels, masked, reordered. Built when a segment is opened.
//!
//! **Misspelled**, keys of five to eight letters, one edit: a key is listed under
//! itself and under itself without each of its letters in turn, and a window is
//! looked up in the same ways (Mor and Fraenkel 1982). What is one insertion,
//! deletion, change or swap of neighbours away meets in one of them.
//!
//! **Misspelled**, longer keys, two edits: by the pigeonhole principle one of
//! three parts of the key stands in the window letter for letter, shifted by at
//! most two (PassJoin, Li et al. 2011). So a key is listed under each part, its
//! place and the key's length; a window looks up its own pieces. A swap across
//! the border of two parts spoils both, so pieces are looked up with their last
//! letter swapped back too.
//!
//! **Substitutes**: a key of Han characters is listed under itself with each of its
//! characters in turn replaced by its readings, and by the set of those that look like it.
//!
//! **Covered** letters are letters that are not there, or spoiled parts.
//!
//! **Respelled**, **without vowels**, **reordered**: a window and a key that
//! agree after the same simplification are listed under the same hash.
//!
//! What is found is checked letter by letter: hashes only propose.

use super::keys::{hash_end, hash_start, hash_step};
use super::listed::Listed;
use crate::sound::syllables;
use crate::text::han_look;

/// A letter of a window that may be any letter: a sign stands in its place.
pub const ANY: char = '*';

/// The fewest letters of a key that is found near a window.
pub const FEWEST: usize = 4;
/// The most letters of a window that is searched; longer ones are no names.
pub const MOST: usize = 48;

/// The most edits that a key of any length may be away.
pub const MOST_EDITS: usize = 2;

/// How many edits a key of so many letters may be away.
pub const fn edits_for(letters: usize) -> usize {
    match letters {
        0..=4 => 0,
        5..=8 => 1,
        _ => MOST_EDITS,
    }
}

/// Keys of more letters are listed by their parts.
const WHOLE: usize = 8;
/// Into how many parts.
const PARTS: usize = 3;

/// Where part number `part` of `letters` letters starts.
const fn part_start(letters: usize, part: usize) -> usize {
    letters * part / PARTS
}

/// How a key was found near a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// The letters agree where the window has letters; signs stand for the rest.
    Masked,
    /// So many letters inserted, dropped, changed or swapped.
    Edited(u8),
    /// The same after common respellings (`ph` for `f`, doubled letters, …).
    Respelled,
    /// The key without its vowels.
    Vowelless,
    /// The key's words in another order.
    Reordered,
    /// Han characters of which one is another that is read alike.
    Homophone,
    /// Han characters of which one is another that looks alike.
    Shape,
    /// The same sound: how alike, in hundredths, and whether that is more than chance.
    Heard {
        /// Hundredths of likeness.
        likeness: u8,
        /// More alike than chance gives among so many keys.
        certain: bool,
    },
}

/// The tables.
#[derive(Default)]
pub(super) struct Near {
    listed: Listed,
    /// Which letters each key has, see [`signature`].
    signatures: Vec<u32>,
}

/// A set of letters, a bit each modulo 32. An edit changes two bits at most.
fn signature(sights: &[char]) -> u32 {
    sights.iter().filter(|c| **c != ANY).fold(0, |set, c| set | 1 << (*c as u32 & 31))
}

/// Under what a key is listed; mixed into the hash.
#[derive(Clone, Copy)]
enum Entry {
    /// The key with a letter dropped, or whole.
    Dropped,
    /// A part of a key of so many letters.
    Part {
        part: usize,
        letters: usize,
    },
    Respelled,
    Vowelless,
    Reordered,
    /// With what a character is read or looks like in its place.
    Substitute {
        at: usize,
    },
}

/// The hash of some letters as an entry of a kind.
fn mixed(hash: u32, entry: Entry) -> u32 {
    let kind = match entry {
        Entry::Part { part, letters } => (letters * PARTS + part) as u32,
        Entry::Dropped => 0x1000,
        Entry::Respelled => 0x1001,
        Entry::Vowelless => 0x1002,
        Entry::Reordered => 0x1003,
        Entry::Substitute { at } => 0x1100 + at as u32,
    };
    hash_end((hash ^ kind).wrapping_mul(0x9E37_79B1))
}

fn hash_of(letters: impl IntoIterator<Item = char>) -> u32 {
    letters.into_iter().fold(hash_start(), hash_step)
}

/// A key as the tables see it: its words in sight classes and in plain letters.
pub(crate) struct Spelled<'a> {
    /// Sight classes of the letters.
    pub sights: &'a [char],
    /// The letters themselves.
    pub plain: &'a [char],
    /// Where each word starts, the first at 0.
    pub words: &'a [usize],
}

impl Near {
    /// Builds the tables over `count` keys, which `spell` spells for a number.
    pub(super) fn new(count: usize, mut spell: impl FnMut(u32, &mut dyn FnMut(Spelled<'_>))) -> Near {
        let mut signatures = Vec::with_capacity(count);
        let listed = Listed::new(count, |key, hashes| {
            spell(key, &mut |spelled| {
                signatures.push(signature(spelled.sights));
                entries(&spelled, &mut |hash| hashes.push(hash));
            });
        });
        Near { listed, signatures }
    }

    /// Proposes keys that may be near the window, at most `most` edits away, several times or in vain,
    /// each with the test that would tell. False when the window has so many letters
    /// covered that nothing could be looked up.
    pub(super) fn propose(&self, window: &Spelled<'_>, most: usize, propose: &mut impl FnMut(u32, Test)) -> bool {
        let sights = window.sights;
        let m = sights.len();
        if !(FEWEST..=MOST).contains(&m) || self.listed.is_empty() {
            return true;
        }
        let letters = signature(sights);
        if sights.contains(&ANY) {
            let mut look_up = |hash: u32| {
                let fits = |key: &u32| letters & !self.signatures[*key as usize] == 0;
                self.listed.under(hash).filter(fits).for_each(|key| propose(key, Test::Edits));
            };
            return match sights.iter().position(|letter| *letter == ANY) {
                Some(at) if m <= WHOLE && !sights[at + 1..].contains(&ANY) => {
                    look_up(mixed(without(sights, at), Entry::Dropped));
                    true
                }
                _ if m <= WHOLE => false,
                _ => pieces(sights, m, 0, &mut look_up),
            };
        }
        let mut look_up = |hash: u32, edits: u32| {
            let fits = |key: &u32| (letters ^ self.signatures[*key as usize]).count_ones() <= 2 * edits;
            self.listed.under(hash).filter(fits).for_each(|key| propose(key, Test::Edits));
        };
        if m <= WHOLE + 1 {
            dropped(sights, &mut |hash| look_up(hash, 1));
        }
        for n in (m - most).max(WHOLE + 1)..=m + most {
            pieces(sights, n, edits_for(n).min(most), &mut |hash| look_up(hash, most as u32));
        }
        let mut look_up = |hash: u32, test: Test| self.listed.under(hash).for_each(|key| propose(key, test));
        look_up(mixed(respelled_hash(sights), Entry::Respelled), Test::Respelled);
        if is_vowelless(window.plain) {
            let letters = window.plain.iter().map(|c| letter_of(*c));
            look_up(mixed(hash_of(letters), Entry::Vowelless), Test::Vowelless);
        }
        if window.words.len() > 1 {
            look_up(mixed(reordered(window), Entry::Reordered), Test::Reordered);
        }
        true
    }
}

impl Near {
    /// Proposes keys that may be a window of Han characters but for one of them.
    pub(super) fn propose_substituted(&self, window: &[char], propose: &mut impl FnMut(u32)) {
        if !self.listed.is_empty() {
            substituted(window, &mut |hash| self.listed.under(hash).for_each(&mut *propose));
        }
    }
}

/// In which way two rows of Han characters are alike that differ in one.
pub(super) fn substitute(a: &[char], b: &[char]) -> Option<Way> {
    let mut others = a.iter().zip(b).filter(|(a, b)| a != b);
    let (Some((a_char, b_char)), None, true) = (others.next(), others.next(), a.len() == b.len()) else { return None };
    if syllables(*a_char).any(|one| syllables(*b_char).any(|other| one == other)) {
        return Some(Way::Homophone);
    }
    (han_look(*a_char).is_some() && han_look(*a_char) == han_look(*b_char)).then_some(Way::Shape)
}

/// The most and the fewest characters of a name in which one is replaced.
pub(crate) const SUBSTITUTED: std::ops::RangeInclusive<usize> = 2..=5;

/// The entries of Han characters with each in turn replaced by what it is read or looks like.
fn substituted(characters: &[char], each: &mut impl FnMut(u32)) {
    if !SUBSTITUTED.contains(&characters.len()) {
        return;
    }
    for (at, c) in characters.iter().enumerate() {
        for substitute in syllables(*c).map(u32::from).chain(han_look(*c).map(u32::from)) {
            let rest = without(characters, at);
            each(mixed(rest ^ substitute.wrapping_mul(0x85EB_CA6B), Entry::Substitute { at }));
        }
    }
}

/// The hash of letters without the one at `at`.
fn without(letters: &[char], at: usize) -> u32 {
    hash_of(letters[..at].iter().chain(&letters[at + 1..]).copied())
}

/// The entries of letters, whole and without each of them.
fn dropped(letters: &[char], each: &mut impl FnMut(u32)) {
    each(mixed(hash_of(letters.iter().copied()), Entry::Dropped));
    for at in 0..letters.len() {
        // Of two that are the same it does not matter which is dropped.
        if at == 0 || letters[at] != letters[at - 1] {
            each(mixed(without(letters, at), Entry::Dropped));
        }
    }
}

/// The pieces of a window that may be parts of a key of `n` letters, `k` edits
/// away. False when there is none without a covered letter.
///
/// A part is looked for only as far from its place as the parts before it and
/// behind it can have an edit each: with more on one side, a part on the other
/// side is whole (PassJoin's multi-match-aware selection).
fn pieces(window: &[char], n: usize, k: usize, each: &mut impl FnMut(u32)) -> bool {
    let mut any = false;
    let longer = window.len() as isize - n as isize;
    for part in 0..PARTS {
        let (from, to) = (part_start(n, part), part_start(n, part + 1));
        let (len, entry) = (to - from, Entry::Part { part, letters: n });
        let (before, behind) = (k.min(part) as isize, k.min(PARTS - 1 - part) as isize);
        for shift in (-before).max(longer - behind)..=before.min(longer + behind) {
            let Some(start) = from.checked_add_signed(shift).filter(|start| start + len <= window.len()) else {
                continue;
            };
            let piece = &window[start..start + len];
            if !piece.contains(&ANY) {
                any = true;
                each(mixed(hash_of(piece.iter().copied()), entry));
            }
            // Its last letter swapped with the first of the next part: swapped back.
            if (shift.unsigned_abs()) < k && part + 1 < PARTS && start + len < window.len() {
                let swapped = piece[..len - 1].iter().chain([&window[start + len]]);
                each(mixed(hash_of(swapped.copied()), entry));
            }
        }
    }
    any
}

/// The hashes under which a key is listed.
fn entries(key: &Spelled<'_>, push: &mut impl FnMut(u32)) {
    let n = key.sights.len();
    substituted(key.plain, push);
    if !(FEWEST..=MOST).contains(&n) {
        return;
    }
    if n <= WHOLE {
        dropped(key.sights, push);
    } else {
        pieces(key.sights, n, 0, push);
    }
    push(mixed(respelled_hash(key.sights), Entry::Respelled));
    if (FEWEST..n).contains(&without_vowels(key.plain).count()) {
        push(mixed(hash_of(without_vowels(key.plain)), Entry::Vowelless));
    }
    if key.words.len() > 1 {
        push(mixed(reordered(key), Entry::Reordered));
    }
}

/// A way to tell whether a key is near a window.
#[derive(Clone, Copy, Debug)]
pub(super) enum Test {
    Edits,
    Respelled,
    Vowelless,
    Reordered,
}

impl Test {
    /// How the key is near the window by this test, if it is; at most `most` edits away.
    pub(super) fn way(self, window: &Spelled<'_>, key: &Spelled<'_>, most: usize) -> Option<Way> {
        let n = key.sights.len();
        let masked = window.sights.contains(&ANY);
        match self {
            Test::Edits if masked => distance(window.sights, key.sights, 0).map(|_| Way::Masked),
            _ if masked => None,
            Test::Edits => {
                let edits = distance(window.sights, key.sights, edits_for(n).min(most))?;
                (edits > 0).then_some(Way::Edited(edits as u8))
            }
            Test::Respelled => (respelled(window.sights) == respelled(key.sights) && window.sights != key.sights)
                .then_some(Way::Respelled),
            Test::Vowelless => {
                let same = || window.plain.iter().map(|c| letter_of(*c)).eq(without_vowels(key.plain));
                (is_vowelless(window.plain) && same() && window.sights != key.sights).then_some(Way::Vowelless)
            }
            Test::Reordered => {
                let count = |of: &Spelled<'_>, word: &[char]| words_of(of).filter(|other| *other == word).count();
                let same_words = || words_of(window).all(|word| count(window, word) == count(key, word));
                let several = key.words.len() > 1 && key.words.len() == window.words.len();
                (several && window.sights != key.sights && same_words()).then_some(Way::Reordered)
            }
        }
    }
}

/// How the key is near the window by the first test that says so.
#[cfg(all(test, not(target_arch = "wasm32")))]
pub(super) fn way(window: &Spelled<'_>, key: &Spelled<'_>, most: usize) -> Option<Way> {
    let tests = [Test::Edits, Test::Respelled, Test::Vowelless, Test::Reordered];
    tests.into_iter().find_map(|test| test.way(window, key, most))
}

/// How many edits away a window is from a key of plain letters, where they are few enough for its length.
pub(crate) fn edits(window: &[char], key: &[char]) -> Option<u8> {
    distance(window, key, edits_for(key.len())).map(|edits| edits as u8)
}

/// Whether one word of a name of several is near what it is meant for.
pub(crate) fn is_near(typed: &[char], meant: &[char]) -> bool {
    let edits = edits_for(meant.len()).max(usize::from(meant.len() == 4));
    distance(typed, meant, edits).is_some() || respelled(typed) == respelled(meant)
}

fn words_of<'a>(spelled: &'a Spelled<'_>) -> impl Iterator<Item = &'a [char]> {
    (0..spelled.words.len()).map(|at| {
        let end = spelled.words.get(at + 1).copied().unwrap_or(spelled.sights.len());
        &spelled.sights[spelled.words[at]..end]
    })
}

/// The same whatever the order of the words.
fn reordered(spelled: &Spelled<'_>) -> u32 {
    words_of(spelled).fold(0, |sum, word| sum.wrapping_add(hash_end(hash_of(word.iter().copied()))))
}

/// Edits between a window and a key, at most `most`: insertions, deletions,
/// substitutions, and transpositions of neighbours (optimal string alignment).
/// [`ANY`] in the window agrees with every letter.
pub(crate) fn distance(window: &[char], key: &[char], most: usize) -> Option<usize> {
    let (m, n) = (window.len(), key.len());
    if m.abs_diff(n) > most || m > MOST || n > MOST {
        return None;
    }
    // Three rows of the table are alive: this one and two above; of each the cells near the diagonal. Others are too far.
    const FAR: u8 = MOST as u8 + 1;
    let mut rows = [[FAR; MOST + 2]; 3];
    for (at, cell) in rows[0][..=n].iter_mut().enumerate() {
        *cell = at as u8;
    }
    for i in 1..=m {
        let (this, above, higher) = (i % 3, (i + 2) % 3, (i + 1) % 3);
        let (from, to) = (i.saturating_sub(most).max(1), (i + most).min(n));
        rows[this][from - 1] = if from == 1 { i as u8 } else { FAR };
        let mut least = rows[this][from - 1];
        for j in from..=to {
            let same = window[i - 1] == key[j - 1] || window[i - 1] == ANY;
            let mut cell = (rows[above][j - 1] + u8::from(!same)).min(rows[above][j] + 1).min(rows[this][j - 1] + 1);
            if i > 1 && j > 1 && window[i - 1] == key[j - 2] && window[i - 2] == key[j - 1] {
                cell = cell.min(rows[higher][j - 2] + 1);
            }
            rows[this][j] = cell;
            least = least.min(cell);
        }
        rows[this][to + 1] = FAR;
        if usize::from(least) > most {
            return None;
        }
    }
    let edits = usize::from(rows[m % 3][n]);
    (edits <= most).then_some(edits)
}

/// Sight classes after common respellings: letters that sound or look alike in
/// most languages become one, doubled letters single. Letters that two others
/// look like (`m` and `rn`, `d` and `cl`, `w` and `vv`) become these two.
fn respell(sights: &[char], each: &mut impl FnMut(char)) {
    let mut last = None;
    let mut push = |letter: char| {
        if last.replace(letter) != Some(letter) {
            each(letter);
        }
    };
    let mut at = 0;
    while at < sights.len() {
        if at > 0 && sights[at] == sights[at - 1] {
            at += 1;
            continue;
        }
        let next = sights.get(at + 1).copied().unwrap_or(' ');
        match (sights[at], next) {
            ('p', 'h') => {
                push('f');
                at += 1;
            }
            ('q', 'u') => {
                push('k');
                at += 1;
            }
            ('c' | 'q', _) => push('k'),
            ('y', _) => push('l'), // y for i: i, l and 1 are one class
            ('z', _) => push('s'),
            ('w', _) => push('v'),
            ('x', _) => ['k', 's'].into_iter().for_each(&mut push),
            ('m', _) => ['r', 'n'].into_iter().for_each(&mut push),
            ('d', _) => ['k', 'l'].into_iter().for_each(&mut push),
            (letter, _) => push(letter),
        }
        at += 1;
    }
}

fn respelled(sights: &[char]) -> Vec<char> {
    let mut out = Vec::with_capacity(sights.len() + 4);
    respell(sights, &mut |letter| out.push(letter));
    out
}

fn respelled_hash(sights: &[char]) -> u32 {
    let mut hash = hash_start();
    respell(sights, &mut |letter| hash = hash_step(hash, letter));
    hash
}

/// Digits as the vowels and consonants they stand for.
fn letter_of(c: char) -> char {
    match c {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        c => c,
    }
}

fn is_vowel(c: char) -> bool {
    matches!(letter_of(c), 'a' | 'e' | 'i' | 'o' | 'u')
}

/// A window without a vowel but perhaps the first letter.
fn is_vowelless(plain: &[char]) -> bool {
    plain.len() >= FEWEST && plain.iter().all(|c| c.is_ascii_alphabetic()) && !plain[1..].iter().any(|c| is_vowel(*c))
}

/// The first letter, and the rest without vowels.
fn without_vowels(plain: &[char]) -> impl Iterator<Item = char> {
    plain.iter().enumerate().filter(|(at, c)| *at == 0 || !is_vowel(**c)).map(|(_, c)| letter_of(*c))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn letters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn respellings() {
        for (a, b) in [
            ("phoenlx", "foenlks"),
            ("klarlns", "clarlns"),
            ("modern", "modem"),
            ("vvella", "wella"),
            ("yssey", "lssey"),
            ("addldas", "adldas"),
            ("ckool", "col"),
        ] {
            assert_eq!(respelled(&letters(a)), respelled(&letters(b)), "{a} {b}");
        }
    }

    fn is_proposed(window: &[char], key: &[char]) -> bool {
        let near = Near::new(1, |_, each| each(Spelled { sights: key, plain: key, words: &[0] }));
        let mut found = false;
        near.propose(&Spelled { sights: window, plain: window, words: &[0] }, MOST_EDITS, &mut |_, _| found = true);
        found
    }

    #[test]
    fn a_swap_across_the_border_is_one_edit() {
        for (window, key) in [("nitnendo", "nintendo"), ("abdcef", "abcdef"), ("abcde", "acbde")] {
            assert!(is_proposed(&letters(window), &letters(key)), "{window} {key}");
            assert_eq!(distance(&letters(window), &letters(key), 1), Some(1));
        }
    }

    proptest! {
        #[test]
        fn distance_agrees_with_the_oracle(a in "[ab]{0,9}", b in "[ab]{0,9}", most in 0usize..4) {
            let oracle = strsim::osa_distance(&a, &b);
            prop_assert_eq!(distance(&letters(&a), &letters(&b), most), (oracle <= most).then_some(oracle));
        }

        #[test]
        fn every_key_in_reach_is_proposed(a in "[ab]{3,14}", b in "[ab]{5,14}") {
            let edits = strsim::osa_distance(&a, &b);
            if edits > 0 && edits <= edits_for(b.len()) {
                prop_assert!(is_proposed(&letters(&a), &letters(&b)));
            }
        }

        #[test]
        fn masked_keys_are_proposed(key in "[a-z]{4,14}", at in 0usize..14) {
            let key = letters(&key);
            let mut window = key.clone();
            window[at % key.len()] = ANY;
            prop_assert!(is_proposed(&window, &key));
        }
    }
}
