//! How many edits lie between two rows of letters.

use super::way::{ANY, MOST};

/// A row of at most [`MOST`] letters that others are set against: a bit for each place, so that a column of the table of
/// edits is a few words (Myers 1999, Hyyrö 2003).
pub(super) struct Pattern {
    length: usize,
    /// The places of each letter from a to z.
    latin: [u64; 26],
    /// Those of all others.
    others: Vec<(char, u64)>,
    /// The places that agree with every letter, [`ANY`].
    any: u64,
}

/// The number of a letter from a to z; of others it is too large.
pub(super) fn latin(letter: char) -> usize {
    (letter as usize).wrapping_sub('a' as usize)
}

impl Pattern {
    /// Nothing for a longer row.
    pub(super) fn new(letters: &[char]) -> Option<Pattern> {
        let length = Some(letters.len()).filter(|length| *length <= MOST)?;
        let mut pattern = Pattern { length, latin: [0; 26], others: Vec::new(), any: 0 };
        for (at, letter) in letters.iter().enumerate() {
            let place = 1 << at;
            match pattern.latin.get_mut(latin(*letter)) {
                _ if *letter == ANY => pattern.any |= place,
                Some(places) => *places |= place,
                None => pattern.others.push((*letter, place)),
            }
        }
        Some(pattern)
    }

    fn places(&self, letter: char) -> u64 {
        self.any
            | self.latin.get(latin(letter)).copied().unwrap_or_else(|| {
                self.others.iter().filter(|(other, _)| *other == letter).fold(0, |places, (_, place)| places | place)
            })
    }

    /// Edits between the row and another, at most `most`: insertions, deletions, substitutions, and transpositions of
    /// neighbours (optimal string alignment).
    pub(super) fn distance(&self, other: impl Iterator<Item = char>, most: usize) -> Option<usize> {
        // Where a cell of the column is one more than the one above it, and where one less; where it is no more than the
        // one above to the left, and what was there for the letter before.
        let (mut more, mut less, mut same, mut before) = (!0u64, 0u64, 0u64, 0u64);
        let last = (1u64 << self.length) >> 1;
        let mut edits = self.length;
        let mut length = 0;
        for letter in other {
            length += 1;
            if length > (self.length + most).min(MOST) {
                return None;
            }
            let places = self.places(letter);
            let swapped = (!same & places) << 1 & before;
            same = ((places & more).wrapping_add(more) ^ more) | places | less | swapped;
            let right_more = less | !(same | more);
            let right_less = same & more;
            edits = edits + usize::from(right_more & last != 0) - usize::from(right_less & last != 0);
            let right_more = right_more << 1 | 1;
            more = right_less << 1 | !(same | right_more);
            less = right_more & same;
            before = places;
        }
        Some(if self.length == 0 { length } else { edits }).filter(|edits| *edits <= most)
    }
}

/// Edits between two rows of at most [`MOST`] letters, at most `most`, see [`Pattern::distance`].
pub(crate) fn distance(window: &[char], key: &[char], most: usize) -> Option<usize> {
    Pattern::new(window)?.distance(key.iter().copied(), most)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn letters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    proptest! {
        #[test]
        fn distance_agrees_with_the_oracle(a in "[abz7ж]{0,9}", b in "[abz7жш]{0,9}", most in 0usize..12) {
            let oracle = strsim::osa_distance(&a, &b);
            prop_assert_eq!(distance(&letters(&a), &letters(&b), most), (oracle <= most).then_some(oracle));
        }

        #[test]
        fn a_covered_letter_is_any(key in "[a-z]{1,14}", at in 0usize..14) {
            let key = letters(&key);
            let mut window = key.clone();
            window[at % key.len()] = ANY;
            prop_assert_eq!(distance(&window, &key, 0), Some(0));
            window.push('a');
            prop_assert_eq!(distance(&window, &key, 0), None);
        }
    }
}
