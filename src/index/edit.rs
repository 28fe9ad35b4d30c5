//! Texts written as edits of others that are known already: `L'Oréal` is
//! `L Oreal` with one sign and one letter changed. Three quarters smaller than
//! the texts themselves, after compression too.
//!
//! | column | |
//! |---|---|
//! | counts | a text: varint, how many edits it takes |
//! | skips | an edit: byte, how many characters stay between the edit before and this one: no key has more than 120 |
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
        let (mut from, mut to, mut count, mut skip) = (0, 0, 0, 0u8);
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
            self.skips.0.push(std::mem::take(&mut skip));
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

/// The four columns as they are read, text after text.
pub(super) type Edits<'a> = [Reader<'a>; 4];

const OVER: SegmentError = SegmentError::Content("an edit behind the end of its text");

/// Checks that the letters of columns are UTF-8, before the first text is read.
pub(super) fn check_letters(letters: Reader<'_>) -> Result<(), SegmentError> {
    match std::str::from_utf8(letters.rest()) {
        Ok(_) => Ok(()),
        Err(_) => Err(SegmentError::Content("letters that are not UTF-8")),
    }
}

/// Reads the next edit: how many characters stay before it, how many go, and those that come.
fn next_edit<'a>([_, skips, sizes, letters]: &mut Edits<'a>) -> Result<(u32, u32, &'a [u8]), SegmentError> {
    let (skip, size) = (u32::from(skips.byte()?), sizes.byte()?);
    Ok((skip, u32::from(size >> 4), letters.characters(size & 15)?))
}

/// Passes over the next text, and says how many characters of its base the edits need.
pub(super) fn pass(columns: &mut Edits<'_>) -> Result<u32, SegmentError> {
    let mut needed = 0u32;
    for _ in 0..columns[0].varint()? {
        let (skip, gone, _) = next_edit(columns)?;
        needed = needed.saturating_add(skip + gone);
    }
    Ok(needed)
}

/// Checks that a text of as many characters as `base` has as many as its edits need.
pub(super) fn check(needed: u32, base: &str) -> Result<(), SegmentError> {
    let needed = needed as usize;
    // Mostly letters of one byte.
    let fits = needed <= base.len() && (base.is_ascii() || needed <= base.chars().count());
    if fits { Ok(()) } else { Err(OVER) }
}

/// The next text, edits of `base`; of columns that were checked.
pub(super) fn read(columns: &mut Edits<'_>, base: &str) -> String {
    let (mut text, mut base) = (String::new(), base.chars());
    for _ in 0..columns[0].varint().unwrap_or_default() {
        let Ok((skip, gone, letters)) = next_edit(columns) else { break };
        text.extend(base.by_ref().take(skip as usize));
        base.by_ref().take(gone as usize).for_each(drop);
        text.push_str(std::str::from_utf8(letters).unwrap_or_default());
    }
    text.push_str(base.as_str());
    text
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

    fn read_all(columns: &[Column; 4], bases: &[&str]) -> Result<Vec<String>, SegmentError> {
        let columns = columns.each_ref().map(Column::reader);
        check_letters(columns[3])?;
        let mut left = columns;
        for base in bases {
            check(pass(&mut left)?, base)?;
        }
        left.iter().try_for_each(Reader::end)?;
        let mut left = columns;
        Ok(bases.iter().map(|base| read(&mut left, base)).collect())
    }

    #[test]
    fn an_edit_is_small() {
        let [counts, skips, sizes, letters] = columns(&[("L Oreal", "L'Oréal")]);
        assert_eq!((counts.0, skips.0, sizes.0, letters.0), (vec![2], vec![1, 2], vec![0x11, 0x11], "'é".into()));
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        let good = columns(&[("nike", "Nike!"), ("", "a long text that comes at once")]);
        assert!(read_all(&good, &["nike", ""]).is_ok());
        assert!(read_all(&good, &["nike"]).is_err(), "letters left over");
        assert!(read_all(&good, &["", ""]).is_err(), "an edit of a text that is not there");
        assert!(read_all(&good, &["nike", "", ""]).is_err(), "too few counts");
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out(pairs in proptest::collection::vec(("[a-c é]{0,40}", "[a-c 耐é]{0,40}"), 0..6)) {
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|(base, text)| (base.as_str(), text.as_str())).collect();
            let (bases, texts): (Vec<&str>, Vec<&str>) = pairs.iter().copied().unzip();
            prop_assert_eq!(read_all(&columns(&pairs), &bases).unwrap(), texts);
        }

        #[test]
        fn any_columns_are_texts_or_an_error(columns in proptest::array::uniform4(proptest::collection::vec(any::<u8>(), 0..12)), base in "[a-z]{0,6}") {
            let _ = read_all(&columns.map(Column), &[&base, &base]);
        }
    }
}
