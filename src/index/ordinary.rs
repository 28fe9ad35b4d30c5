//! Everyday language: how ordinary a key is, and a compact filter of words
//! that may be taken for a key but are none.
//!
//! Words of the filter are kept as fingerprints in a universe of [`SPREAD`] places a word,
//! so that one word in [`SPREAD`] that is not ordinary passes for ordinary.
//! That is the price for little more than one byte a word; it costs a little recall among
//! misspelled names and nothing else.

use super::format::{Column, Reader, SegmentError};
use super::goes::GO;
use super::hash::hash_end;

/// How ordinary a key is, as the builder found it: the index has a byte of it for each key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ordinariness(pub(super) u8);

impl Ordinariness {
    /// Bits 0–1: the degree.
    const DEGREE: u8 = 3;
    /// Bit 2: the key's words written together are a usual word; of a key of one word, that dictionaries have it.
    const JOINED: u8 = 4;
    /// Bit 3: the key describes goods.
    const DESCRIPTIVE: u8 = 8;
    /// From bit 4 on: where the first of two ordinary words ends.
    const SEAM: u8 = 4;
    /// From this degree on a word is everyday language.
    pub(super) const EVERYDAY: u8 = 2;

    pub(super) fn new(degree: u8, seam: Option<u8>, joined: bool) -> Ordinariness {
        let seam = seam.filter(|seam| *seam < 16).unwrap_or(0);
        Ordinariness(degree.min(Self::DEGREE) | if joined { Self::JOINED } else { 0 } | seam << Self::SEAM)
    }

    /// The same of a key that describes goods, or not.
    pub(super) fn describing(self, goods: bool) -> Ordinariness {
        Ordinariness(self.0 | if goods { Self::DESCRIPTIVE } else { 0 })
    }

    /// The same of a single word that dictionaries have, or not.
    pub(super) fn in_dictionary(self, known: bool) -> Ordinariness {
        Ordinariness(self.0 | if known { Self::JOINED } else { 0 })
    }

    /// Whether the key is a word or words of some language, in one of these ways.
    pub(super) fn is_language(self) -> bool {
        self.is_everyday() || self.is_descriptive() || self.is_dictionary_word()
    }

    /// Whether the key, a single word, is one that dictionaries have.
    pub fn is_dictionary_word(self) -> bool {
        self.0 & Self::JOINED != 0
    }

    /// Whether the key is a noun for goods in some language, or words that describe
    /// goods: too rare perhaps to be everyday language, and a description all the same.
    pub fn is_descriptive(self) -> bool {
        self.0 & Self::DESCRIPTIVE != 0
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

/// Groups of languages, a bit each: near ones share most of their ordinary words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Languages(pub(super) u8);

impl Languages {
    /// Of a text whose language nobody names.
    pub const ALL: Languages = Languages(0xFF);
    const ENGLISH: Languages = Languages(1);
    const GROUPS: [&str; 6] = [
        "de nl da sv nb no nn is",
        "fr",
        "es pt ca gl",
        "it ro",
        "pl cs sk sl sh hr sr bs lt lv hu fi et",
        "tr id ms vi fil",
    ];

    /// The groups of languages named by BCP 47 tags. None named is all.
    pub(super) fn of<'a>(tags: impl Iterator<Item = &'a str>) -> Languages {
        let bits = tags.fold(0, |bits, tag| bits | Self::named(tag).0);
        if bits == 0 { Languages::ALL } else { Languages(bits) }
    }

    /// The group of the language that a BCP 47 tag names.
    pub fn named(tag: &str) -> Languages {
        let name = tag.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
        let group = Self::GROUPS.iter().position(|group| group.split(' ').any(|known| known == name));
        match group {
            _ if name.is_empty() => Languages::ALL,
            _ if name == "en" => Languages::ENGLISH,
            Some(at) => Languages(2 << at),
            None => Languages(0x80),
        }
    }

    /// Whether what is everyday in these languages is so in a text of `others`.
    /// English stands in texts of every language.
    pub fn meet(self, others: Languages) -> bool {
        self.0 & (others.0 | Self::ENGLISH.0) != 0
    }
}

/// Places a word.
const SPREAD: u32 = 256;
/// Of a gap so many bits are written as they are (Rice's code: gaps are [`SPREAD`] on average).
const LOW: u32 = 7;
const OUT_OF_PLACE: SegmentError = SegmentError::Content("an ordinary word out of place");
/// More words than any set of languages has.
const MOST_WORDS: u32 = 1 << 22;

/// The universe falls into blocks of so many places, each with eight words on average.
const BLOCK: u32 = 8 * SPREAD;

/// The filter, opened.
#[derive(Clone, Default)]
pub(super) struct OrdinaryWords {
    universe: u32,
    /// The places of words in their blocks, in rising order.
    places: Vec<u16>,
    /// Where each block ends in `places`.
    ends: Vec<u32>,
}

/// Where a word of plain letters lies in a universe.
fn place(word: impl IntoIterator<Item = char>, universe: u32) -> u32 {
    // FNV-1a over letters, and two rounds to spread it.
    let hash =
        hash_end(word.into_iter().fold(0x811C_9DC5, |hash, letter| (hash ^ letter as u32).wrapping_mul(0x0100_0193)));
    let hash = hash.wrapping_mul(0x9E37_79B1) ^ hash >> 16;
    ((u64::from(hash) * u64::from(universe)) >> 32) as u32
}

/// The gaps between words, as they are read.
struct Gaps<'a> {
    column: Reader<'a>,
    /// The next `left` bits of the column are the highest of `bits`; below them are zeros.
    bits: u64,
    left: u32,
    /// Where the word before is.
    at: u32,
}

impl Gaps<'_> {
    /// The next gap: its high part in ones and a zero, then its low bits. None behind the last.
    fn next(&mut self) -> Result<Option<u32>, SegmentError> {
        let mut high = 0u32;
        loop {
            while self.left <= 56 && self.column.len() > 0 {
                self.bits |= u64::from(self.column.byte()?) << (56 - self.left);
                self.left += 8;
            }
            let ones = self.bits.leading_ones();
            // What is left of the last byte is ones, and a whole byte where nothing was left.
            if ones == self.left && self.left <= 8 && high == 0 {
                return Ok(None);
            }
            high = high.saturating_add(ones);
            self.bits = self.bits.checked_shl(ones).unwrap_or(0);
            self.left -= ones;
            if self.left < 1 + LOW {
                if self.column.len() == 0 {
                    return Err(OUT_OF_PLACE);
                }
                continue;
            }
            let low = (self.bits << 1 >> (64 - LOW)) as u32;
            self.bits <<= 1 + LOW;
            self.left -= 1 + LOW;
            return high.checked_mul(1 << LOW).map(|gap| Some(gap + low)).ok_or(OUT_OF_PLACE);
        }
    }
}

impl OrdinaryWords {
    /// Whether a word of plain letters is ordinary.
    pub(super) fn has(&self, word: impl IntoIterator<Item = char>) -> bool {
        let place = place(word, self.universe);
        let block = (place / BLOCK) as usize;
        // No words, no blocks.
        let Some(end) = self.ends.get(block) else { return false };
        let start = block.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.places[start as usize..*end as usize].contains(&((place % BLOCK) as u16))
    }

    /// Ends the blocks before number `block`.
    fn end_blocks(&mut self, block: u32) {
        self.ends.resize(block as usize, self.places.len() as u32);
    }

    /// Reads the column: the number of words, then the gaps between their places, in order.
    pub(super) fn read(mut column: Reader<'_>) -> Result<OrdinaryWords, SegmentError> {
        let words = column.varint()?;
        // More than a block a byte would cost a forger nothing, and memory much.
        if words > MOST_WORDS || (words * SPREAD).div_ceil(BLOCK) as usize > column.len() {
            return Err(SegmentError::Content("more ordinary words than there is room for"));
        }
        let universe = words * SPREAD;
        let mut read = OrdinaryWords { universe, ..OrdinaryWords::default() };
        // Each has more than eight bits.
        read.places.reserve_exact(column.len());
        read.ends.reserve_exact(universe.div_ceil(BLOCK) as usize);
        let mut gaps = Gaps { column, bits: 0, left: 0, at: 0 };
        while read.read_words(&mut gaps)? {}
        read.end_blocks(universe.div_ceil(BLOCK));
        Ok(read)
    }

    /// Reads where the next words are, in goes; false behind the last.
    #[inline(never)]
    fn read_words(&mut self, gaps: &mut Gaps<'_>) -> Result<bool, SegmentError> {
        for _ in 0..GO {
            let Some(gap) = gaps.next()? else { return Ok(false) };
            let place = gaps.at.checked_add(gap).filter(|place| *place < self.universe).ok_or(OUT_OF_PLACE)?;
            gaps.at = place;
            if place / BLOCK > self.ends.len() as u32 {
                self.end_blocks(place / BLOCK);
            }
            self.places.push((place % BLOCK) as u16);
        }
        Ok(true)
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
        let (mut byte, mut bits) = (0u8, 0);
        let mut put = |bit: bool| {
            byte = byte << 1 | u8::from(bit);
            bits += 1;
            if bits % 8 == 0 {
                column.0.push(byte);
            }
            bits % 8
        };
        for place in places {
            let gap = place - last;
            for _ in 0..gap >> LOW {
                put(true);
            }
            put(false);
            for at in (0..LOW).rev() {
                put(gap >> at & 1 != 0);
            }
            last = place;
        }
        while put(true) > 0 {}
        column
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(words: &[&str]) -> OrdinaryWords {
        let column = OrdinaryWords::write(words.iter().copied());
        OrdinaryWords::read(column.reader()).expect("a good column")
    }

    #[test]
    fn every_word_is_there_and_few_others() {
        let words: Vec<String> = (0..5000).map(|n| format!("word{n}")).collect();
        let filter = filter(&words.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(words.iter().all(|word| filter.has(word.chars())));
        let wrong = (0..100_000).filter(|n| filter.has(format!("other{n}").chars())).count();
        // One in 256, give or take.
        assert!((250..550).contains(&wrong), "{wrong} of 100,000");
    }

    #[test]
    fn an_empty_filter_has_nothing() {
        assert!(!filter(&[]).has("word".chars()));
        assert!(!OrdinaryWords::default().has("".chars()));
    }

    #[test]
    fn places_outside_the_universe_are_an_error() {
        let read = |bytes: &[u8]| OrdinaryWords::read(Reader::new(bytes)).is_ok();
        assert!(read(&[1, 0x7F]), "place 127 of 256");
        assert!(read(&[1, 0x7F, 0xFF]), "and ones to the end");
        assert!(!read(&[0, 0]), "a place in an empty universe");
        assert!(!read(&[1, 0xC0, 0x00]), "place 256 of 256");
        assert!(!read(&[1, 0xFF, 0xFF, 0xFF]), "a gap that does not end");
        assert!(!read(&[0xFF, 0xFF, 0xFF, 0x7F]), "more words than any language has");
        assert!(!read(&[0xFF, 0xFF, 0x7F, 0xFF]), "more words than a byte has room for");
        assert!(!read(&[1, 0x80]), "half a number");
    }

    #[test]
    fn a_gap_may_be_longer_than_what_is_read_at_once() {
        // Of 128 words one, at 200 * 128 + 5: 200 ones, a zero, seven low bits; the rest ones.
        let ones = [vec![0xFF; 25], vec![0x05, 0xFF]].concat();
        let column = [vec![0x80, 0x01], ones].concat();
        let words = OrdinaryWords::read(Reader::new(&column)).expect("a good column");
        assert_eq!((words.places, words.ends.len()), (vec![((200 * 128 + 5) % BLOCK) as u16], 16));
    }

    #[test]
    fn english_is_everywhere_and_other_languages_at_home() {
        let italian = Languages::of(["it"].into_iter());
        for (tag, expected) in
            [("it", true), ("it-CH", true), ("ro", true), ("en", false), ("de_AT", false), ("th", false), ("", true)]
        {
            assert_eq!(italian.meet(Languages::named(tag)), expected, "{tag}");
            assert!(Languages::of(["en", "fr"].into_iter()).meet(Languages::named(tag)), "{tag}");
            assert!(Languages::of([].into_iter()).meet(Languages::named(tag)), "{tag}");
        }
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
