//! Texts written as edits of others that are known already: `L'Oréal` is
//! `L Oreal` with one sign and one letter changed. Three quarters smaller than
//! the texts themselves, after compression too.
//!
//! | column | |
//! |---|---|
//! | counts | a text: varint, how many edits it takes |
//! | skips | an edit: varint, how many characters stay between the edit before and this one |
//! | sizes | an edit: byte; bits 4–7 how many characters go, bits 0–3 how many come in their place |
//! | letters | the characters that come, of all edits, UTF-8 |
//!
//! What is behind the last edit stays.

use super::format::{Column, Reader, SegmentError};

/// The most characters that go or come in one edit.
const MOST: usize = 15;

/// Writes the four columns.
#[derive(Default)]
pub(super) struct EditsWriter {
    counts: Column,
    skips: Column,
    sizes: Column,
    letters: Column,
}

impl EditsWriter {
    /// Adds `text` as edits of `base`.
    pub(super) fn push(&mut self, base: &str, text: &str) {
        let base: Vec<char> = base.chars().collect();
        let text: Vec<char> = text.chars().collect();
        let (mut from, mut to, mut count, mut skip) = (0, 0, 0, 0);
        let left = letters_left(&base, &text);
        let stays = |from: usize, to: usize| from < base.len() && to < text.len() && base[from] == text[to];
        while from < base.len() || to < text.len() {
            if stays(from, to) {
                (from, to, skip) = (from + 1, to + 1, skip + 1);
                continue;
            }
            let (gone, come) = (from, to);
            while (from < base.len() || to < text.len()) && !stays(from, to) && from - gone < MOST && to - come < MOST {
                if from < base.len() && (to == text.len() || left[from + 1][to] <= left[from][to + 1]) {
                    from += 1;
                } else {
                    to += 1;
                }
            }
            count += 1;
            self.skips.varint(std::mem::take(&mut skip));
            self.sizes.0.push(((from - gone) << 4 | (to - come)) as u8);
            self.letters.0.extend(text[come..to].iter().collect::<String>().bytes());
        }
        self.counts.varint(count);
    }

    /// The columns, in the format's order.
    pub(super) fn columns(self) -> [Column; 4] {
        [self.counts, self.skips, self.sizes, self.letters]
    }
}

/// `left[from][to]`: how many characters go or come from there to the ends.
fn letters_left(base: &[char], text: &[char]) -> Vec<Vec<u32>> {
    let mut left = vec![vec![0; text.len() + 1]; base.len() + 1];
    for from in (0..=base.len()).rev() {
        for to in (0..=text.len()).rev() {
            left[from][to] = if from == base.len() || to == text.len() {
                (base.len() - from + text.len() - to) as u32
            } else if base[from] == text[to] {
                left[from + 1][to + 1]
            } else {
                1 + left[from + 1][to].min(left[from][to + 1])
            };
        }
    }
    left
}

/// Reads the four columns, text after text.
pub(super) struct EditsReader<'a> {
    counts: Reader<'a>,
    skips: Reader<'a>,
    sizes: Reader<'a>,
    letters: std::str::Chars<'a>,
}

impl<'a> EditsReader<'a> {
    pub(super) fn new([counts, skips, sizes, mut letters]: [Reader<'a>; 4]) -> Result<EditsReader<'a>, SegmentError> {
        let bytes = letters.bytes(letters.len())?;
        let letters = std::str::from_utf8(bytes).map_err(|_| SegmentError::Content("letters that are not UTF-8"))?;
        Ok(EditsReader { counts, skips, sizes, letters: letters.chars() })
    }

    /// Nothing may be left.
    pub(super) fn end(&self) -> Result<(), SegmentError> {
        for column in [self.counts, self.skips, self.sizes] {
            column.end()?;
        }
        match self.letters.as_str() {
            "" => Ok(()),
            _ => Err(SegmentError::Content("letters behind the last edit")),
        }
    }
}

/// Texts that are edits of others. They are kept as edits, and each is made when it is asked for: few ever are.
#[derive(Default)]
pub(super) struct Edited {
    /// The number of what each text is of, in rising order, and where its edits end.
    ends: Vec<(u32, u32)>,
    /// For each edit one character whose number is how many stay before it, one whose number is its size, and those that come.
    edits: String,
}

impl Edited {
    /// With room for all texts of the columns.
    pub(super) fn with_room(columns: &EditsReader<'_>) -> Edited {
        // Sizes of eight characters that go and more take two bytes.
        let large = columns.sizes.rest().iter().filter(|size| **size >= 0x80).count();
        let bytes = columns.skips.len() + columns.sizes.len() + large + columns.letters.as_str().len();
        Edited { ends: Vec::with_capacity(columns.counts.varints()), edits: String::with_capacity(bytes) }
    }

    /// Takes the next text of the columns: that of number `of`, edits of a text that has as many characters as `base`.
    pub(super) fn read(&mut self, of: u32, base: &str, columns: &mut EditsReader<'_>) -> Result<(), SegmentError> {
        const OVER: SegmentError = SegmentError::Content("an edit behind the end of its text");
        let is_first = |byte: &u8| *byte & 0xC0 != 0x80;
        let mut left = base.bytes().filter(is_first).count() as u32;
        for _ in 0..columns.counts.varint()? {
            let (skip, size) = (columns.skips.varint()?, columns.sizes.byte()?);
            left = left.checked_sub(skip).and_then(|left| left.checked_sub(u32::from(size >> 4))).ok_or(OVER)?;
            self.edits.push(char::from_u32(skip).ok_or(OVER)?);
            self.edits.push(char::from(size));
            for _ in 0..size & 15 {
                self.edits.push(columns.letters.next().ok_or(OVER)?);
            }
        }
        self.ends.push((of, self.edits.len() as u32));
        Ok(())
    }

    /// Takes the text of number `number` of others, as that of number `of`.
    pub(super) fn take(&mut self, of: u32, others: &Edited, number: u32) {
        if let Some(edits) = others.edits_of(number) {
            self.edits.push_str(edits);
            self.ends.push((of, self.edits.len() as u32));
        }
    }

    fn edits_of(&self, number: u32) -> Option<&str> {
        let at = self.ends.partition_point(|(other, _)| *other < number);
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before].1);
        self.ends.get(at).filter(|(of, _)| *of == number).map(|(_, end)| &self.edits[start as usize..*end as usize])
    }

    /// The text of number `of`, edits of `base`; where it has none, that is the text.
    pub(super) fn text(&self, of: u32, base: String) -> String {
        let Some(edits) = self.edits_of(of) else { return base };
        let (mut text, mut base, mut edits) = (String::new(), base.chars(), edits.chars());
        while let (Some(skip), Some(size)) = (edits.next(), edits.next()) {
            text.extend(base.by_ref().take(skip as usize));
            base.by_ref().take(size as usize >> 4).for_each(drop);
            text.extend(edits.by_ref().take(size as usize & 15));
        }
        text.push_str(base.as_str());
        text
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn columns(pairs: &[(&str, &str)]) -> [Column; 4] {
        let mut writer = EditsWriter::default();
        pairs.iter().for_each(|(base, text)| writer.push(base, text));
        writer.columns()
    }

    fn read(columns: &[Column; 4], bases: &[&str]) -> Result<Vec<String>, SegmentError> {
        let mut reader = EditsReader::new(columns.each_ref().map(|column| Reader::new(&column.0)))?;
        let mut edited = Edited::with_room(&reader);
        // Every second number has a text.
        for (of, base) in (0..).step_by(2).zip(bases) {
            edited.read(of, base, &mut reader)?;
        }
        reader.end()?;
        assert_eq!(edited.text(1, "left alone".into()), "left alone");
        let mut taken = Edited::default();
        (0..bases.len() as u32).for_each(|number| taken.take(number, &edited, number * 2));
        Ok((0..).zip(bases).map(|(number, base)| taken.text(number, base.to_string())).collect())
    }

    #[test]
    fn an_edit_is_small() {
        let [counts, skips, sizes, letters] = columns(&[("L Oreal", "L'Oréal")]);
        assert_eq!((counts.0, skips.0, sizes.0, letters.0), (vec![2], vec![1, 2], vec![0x11, 0x11], "'é".into()));
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        let good = columns(&[("nike", "Nike!"), ("", "a long text that comes at once")]);
        assert!(read(&good, &["nike", ""]).is_ok());
        assert!(read(&good, &["nike"]).is_err(), "letters left over");
        assert!(read(&good, &["", ""]).is_err(), "an edit of a text that is not there");
        assert!(read(&good, &["nike", "", ""]).is_err(), "too few counts");
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out(pairs in proptest::collection::vec(("[a-c é]{0,40}", "[a-c 耐é]{0,40}"), 0..6)) {
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|(base, text)| (base.as_str(), text.as_str())).collect();
            let (bases, texts): (Vec<&str>, Vec<&str>) = pairs.iter().copied().unzip();
            prop_assert_eq!(read(&columns(&pairs), &bases).unwrap(), texts);
        }

        #[test]
        fn any_columns_are_texts_or_an_error(columns in proptest::array::uniform4(proptest::collection::vec(any::<u8>(), 0..12)), base in "[a-z]{0,6}") {
            let _ = read(&columns.map(Column), &[&base, &base]);
        }
    }
}
