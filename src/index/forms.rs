//! How forms are written: their spelling and language. It is kept as it stands in the file, and read when a form was found.

use super::edit;
use super::format::{Reader, SegmentError};
use super::kept::Kept;
use super::spelling::Spelling;
use crate::mark::FormKind;

/// Bit of the tags: has a language.
pub(super) const SPOKEN: u8 = 0x40;

/// What a file says of its forms, a row each.
#[derive(Default)]
pub(super) struct Forms {
    rows: Kept,
    languages: Vec<String>,
}

/// Tags, languages, and the edits of what is spelled out.
pub(super) type Rows<'a> = [Reader<'a>; 6];

/// What a form's row says.
pub(super) struct Said {
    pub kind: FormKind,
    /// The number of its language.
    language: Option<u8>,
    /// How many characters the edits need of which it is made, where it is spelled out.
    edited: Option<u32>,
}

pub(super) fn kind_of(tag: u8) -> Option<FormKind> {
    Some(match tag & 7 {
        0 => FormKind::Text,
        1 => FormKind::Transliteration,
        2 => FormKind::Translation,
        3 => FormKind::Abbreviation,
        4 => FormKind::Nickname,
        5 => FormKind::Variant,
        _ => return None,
    })
}

fn spelling_of(tag: u8) -> Option<Spelling> {
    Spelling::from_bits(tag >> 3 & 7).filter(|_| tag < 0x80)
}

/// Reads the next row.
fn next([tags, languages, edits @ ..]: &mut Rows<'_>) -> Result<Said, SegmentError> {
    let tag = tags.byte()?;
    let kind = kind_of(tag).ok_or(SegmentError::Content("a form of an unknown kind"))?;
    let spelling = spelling_of(tag).ok_or(SegmentError::Content("a form of an unknown spelling"))?;
    let language = if tag & SPOKEN != 0 { Some(languages.byte()?) } else { None };
    let edited = if spelling == Spelling::Edited { Some(edit::pass(edits)?) } else { None };
    Ok(Said { kind, language, edited })
}

impl Forms {
    /// Keeps the columns of a file with the names of languages. Their rows are to be [read](Forms::read).
    pub(super) fn new(rows: &Rows<'_>, mut names: Reader<'_>) -> Result<Forms, SegmentError> {
        edit::check_letters(rows[5])?;
        let mut languages = Vec::new();
        while names.len() > 0 {
            languages.push(names.string()?.to_string());
        }
        Ok(Forms { rows: Kept::new(rows, rows[0].len()), languages })
    }

    /// Reads the next row, number `form`, of `key`.
    #[inline]
    pub(super) fn read(&mut self, form: usize, rows: &mut Rows<'_>, key: &str) -> Result<Said, SegmentError> {
        self.rows.note(form, rows);
        let said = next(rows)?;
        if said.language.is_some_and(|language| usize::from(language) >= self.languages.len()) {
            return Err(SegmentError::Content("a form in a language that is not named"));
        }
        // A key has as many characters as its spellings.
        said.edited.map_or(Ok(()), |edited| edit::check(edited, key))?;
        Ok(said)
    }

    /// A form's tag.
    pub(super) fn tag(&self, form: u32) -> u8 {
        self.rows.first(form)
    }

    /// How a form comes from its mark.
    pub(super) fn kind(&self, form: u32) -> FormKind {
        kind_of(self.tag(form)).unwrap_or_default()
    }

    #[inline(never)]
    fn row(&self, form: u32) -> Rows<'_> {
        self.rows.at(form, next)
    }

    /// A form's language, empty when unknown.
    pub(super) fn language(&self, form: u32) -> &str {
        if self.tag(form) & SPOKEN == 0 {
            return "";
        }
        let said = next(&mut self.row(form)).ok();
        said.and_then(|said| said.language).map_or("", |language| &self.languages[usize::from(language)])
    }

    /// A form of `key`, verbatim.
    pub(super) fn text(&self, form: u32, key: &str) -> String {
        let spelling = spelling_of(self.tag(form)).unwrap_or(Spelling::Key);
        let text = spelling.apply(key);
        if spelling != Spelling::Edited {
            return text;
        }
        let [.., counts, skips, sizes, letters] = self.row(form);
        edit::read(&mut [counts, skips, sizes, letters], &text)
    }
}
