//! In which way a key is near a window, told letter by letter: what the tables of [`super::near`] propose is tested here.

use super::distance::distance;
use super::respelling::{is_vowelless, letter_of, respelled, without_vowels};
use crate::text::sight_of;

/// A letter of a window that may be any letter: a sign stands in its place.
pub const ANY: char = '*';

/// The fewest letters of a key that is found near a window, and of the window.
pub const FEWEST: usize = 4;
/// The most letters of both; longer windows are no names.
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
    /// Another name that an office may find similar.
    Similar {
        /// Thousandths of likeness.
        likeness: u16,
    },
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

/// A key taken apart, in buffers that are used again.
#[derive(Default)]
pub(super) struct KeyBuffers {
    sights: Vec<char>,
    plain: Vec<char>,
    words: Vec<usize>,
}

impl KeyBuffers {
    pub(super) fn spell(&mut self, key: &str) -> Spelled<'_> {
        self.spell_telling(key, |_, _, _| ())
    }

    /// The same, and tells of each letter its place, the letter and its sight class.
    #[inline(always)]
    pub(super) fn spell_telling(&mut self, key: &str, mut each: impl FnMut(usize, char, char)) -> Spelled<'_> {
        // Room for all at once, so that taking a letter is no call.
        let room = self.plain.len().max(key.len());
        self.plain.resize(room, ' ');
        self.sights.resize(room, ' ');
        self.words.clear();
        self.words.push(0);
        let (plain, sights) = (&mut self.plain[..], &mut self.sights[..]);
        let mut letters = 0;
        for c in key.chars() {
            if c == ' ' {
                self.words.push(letters);
                continue;
            }
            let sight = sight_of(c);
            plain[letters] = c;
            sights[letters] = sight;
            each(letters, c, sight);
            letters += 1;
        }
        Spelled { sights: &sights[..letters], plain: &plain[..letters], words: &self.words }
    }
}

/// So many words or more.
pub(super) const MANY: usize = 7;

/// How many words a key has at least that the window may be a misspelling of. Its words may be written together, and
/// its letters apart; misspelled and taken apart at once it is hardly meant: "salad in" is no SALADINE.
pub(super) fn fewest_words(window: &Spelled<'_>) -> usize {
    match window.words.len() {
        words if words == window.sights.len() => 1,
        words => words,
    }
}

/// A way to tell whether a key is near a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
        if !(FEWEST..=MOST).contains(&n) {
            return None;
        }
        let masked = window.sights.contains(&ANY);
        match self {
            Test::Edits if masked => distance(window.sights, key.sights, 0).map(|_| Way::Masked),
            _ if masked => None,
            Test::Edits if key.words.len() < fewest_words(window).min(MANY) => None,
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

pub(super) fn words_of<'a>(spelled: &'a Spelled<'_>) -> impl Iterator<Item = &'a [char]> {
    (0..spelled.words.len()).map(|at| {
        let end = spelled.words.get(at + 1).copied().unwrap_or(spelled.sights.len());
        &spelled.sights[spelled.words[at]..end]
    })
}
