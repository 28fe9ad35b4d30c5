//! Everyday language: how ordinary a key is, and a compact filter of words
//! that may be taken for a key but are none.
//!
//! Words of the filter are kept as fingerprints in a universe of [`SPREAD`] places a word,
//! so that one word in [`SPREAD`] that is not ordinary passes for ordinary.
//! That is the price for about one byte a word; it costs a little recall among
//! misspelled names and nothing else.

use super::format::{Column, Reader, SegmentError};
use super::keys::{hash_end, hash_start, hash_step};

/// How ordinary a key is, as the builder found it: the index has a byte of it for each key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ordinariness(pub(super) u8);

impl Ordinariness {
    /// Bits 0–1: the degree.
    const DEGREE: u8 = 3;
    /// Bit 2: the key's words written together are a frequent word.
    const JOINED: u8 = 4;
    /// From bit 4 on: where the first of two ordinary words ends.
    const SEAM: u8 = 4;
    /// From this degree on a word is everyday language.
    pub(super) const EVERYDAY: u8 = 2;

    pub(super) fn new(degree: u8, seam: Option<u8>, joined: bool) -> Ordinariness {
        let seam = seam.filter(|seam| *seam < 16).unwrap_or(0);
        Ordinariness(degree.min(Self::DEGREE) | if joined { Self::JOINED } else { 0 } | seam << Self::SEAM)
    }

    /// How ordinary the key is in some language: 0 not, 1 known, 2 usual (a Zipf
    /// frequency of 3 or more), 3 frequent (4 or more).
    pub fn degree(self) -> u8 {
        self.0 & Self::DEGREE
    }

    /// Whether the key is everyday language, all its words together.
    pub fn is_everyday(self) -> bool {
        self.degree() >= Self::EVERYDAY
    }

    /// How many letters the first has where the key is two ordinary words of one
    /// language written together: typed apart they are these words, and not the
    /// key (MINISCRAPER, "mini scraper").
    pub fn seam(self) -> Option<usize> {
        Some(usize::from(self.0 >> Self::SEAM)).filter(|seam| *seam > 0)
    }

    /// Whether the key's words are a frequent word when they are typed together (P ARK, "park").
    pub fn is_everyday_joined(self) -> bool {
        self.0 & Self::JOINED != 0
    }
}

/// Places a word.
const SPREAD: u32 = 512;
/// More words than any set of languages has.
const MOST_WORDS: u32 = 1 << 22;

/// The filter, opened.
#[derive(Clone, Default)]
pub(super) struct OrdinaryWords {
    universe: u32,
    /// In rising order.
    places: Vec<u32>,
}

/// Where a word of plain letters lies in a universe.
fn place(word: impl IntoIterator<Item = char>, universe: u32) -> u32 {
    let hash = hash_end(word.into_iter().fold(hash_start(), hash_step));
    // A second round: keys use the first one.
    let hash = hash.wrapping_mul(0x9E37_79B1) ^ hash >> 16;
    ((u64::from(hash) * u64::from(universe)) >> 32) as u32
}

impl OrdinaryWords {
    /// Whether a word of plain letters is ordinary.
    pub(super) fn has(&self, word: impl IntoIterator<Item = char>) -> bool {
        self.places.binary_search(&place(word, self.universe)).is_ok()
    }

    /// Reads the column: the number of words, then the gaps between their places, in order.
    pub(super) fn read(mut column: Reader<'_>) -> Result<OrdinaryWords, SegmentError> {
        let words = column.varint()?;
        if words > MOST_WORDS {
            return Err(SegmentError::Content("more ordinary words than there is room for"));
        }
        let universe = words * SPREAD;
        let mut places = Vec::with_capacity(column.len() / 2);
        let mut at = 0u32;
        while column.len() > 0 {
            let next = at.checked_add(column.varint()?).filter(|at| *at < universe);
            at = next.ok_or(SegmentError::Content("an ordinary word out of place"))?;
            places.push(at);
        }
        Ok(OrdinaryWords { universe, places })
    }

    /// Writes the column.
    pub(super) fn write<'a>(words: impl ExactSizeIterator<Item = &'a str>) -> Column {
        let mut column = Column::default();
        let universe = (words.len() as u32).min(MOST_WORDS) * SPREAD;
        column.varint((universe / SPREAD) as usize);
        let mut places: Vec<u32> = words.map(|word| place(word.chars(), universe)).collect();
        places.sort_unstable();
        places.dedup();
        let mut last = 0;
        for place in places {
            column.varint((place - last) as usize);
            last = place;
        }
        column
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(words: &[&str]) -> OrdinaryWords {
        let column = OrdinaryWords::write(words.iter().copied());
        OrdinaryWords::read(Reader::new(&column.0)).expect("a good column")
    }

    #[test]
    fn every_word_is_there_and_few_others() {
        let words: Vec<String> = (0..5000).map(|n| format!("word{n}")).collect();
        let filter = filter(&words.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(words.iter().all(|word| filter.has(word.chars())));
        let wrong = (0..100_000).filter(|n| filter.has(format!("other{n}").chars())).count();
        // One in 512, give or take.
        assert!((100..300).contains(&wrong), "{wrong} of 100,000");
    }

    #[test]
    fn an_empty_filter_has_nothing() {
        assert!(!filter(&[]).has("word".chars()));
        assert!(!OrdinaryWords::default().has("".chars()));
    }

    #[test]
    fn places_outside_the_universe_are_an_error() {
        let read = |bytes: &[u8]| OrdinaryWords::read(Reader::new(bytes)).is_ok();
        assert!(read(&[1, 0x7F]));
        assert!(!read(&[0, 0]), "a place in an empty universe");
        assert!(!read(&[1, 0x80, 0x04]), "place 512 of 512");
        assert!(!read(&[0xFF, 0xFF, 0xFF, 0x7F]), "more words than any language has");
        assert!(!read(&[1, 0x80]), "half a number");
    }

    #[test]
    fn an_ordinary_byte_holds_what_went_in() {
        for degree in 0..=3 {
            for (seam, joined) in [(None, false), (Some(2), false), (None, true), (Some(15), true)] {
                let byte = Ordinariness::new(degree, seam, joined);
                assert_eq!(
                    (byte.degree(), byte.seam(), byte.is_everyday_joined()),
                    (degree, seam.map(usize::from), joined)
                );
            }
        }
    }
}
