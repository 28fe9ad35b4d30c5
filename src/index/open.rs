//! Bytes → segment, ready to be searched.
//!
//! Everything is checked on the way in: checksums, bounds, order, references.
//! What is accepted can be searched without another doubt.

use super::date::date_text;
use super::edit::{Edited, EditsReader};
use super::format::{Checked, Reader, SegmentError};
use super::goes::goes;
use super::key_of;
use super::keys::Keys;
use super::ordinary::{Languages, Ordinariness, OrdinaryWords};
use super::sounds::{Heard, Wanted};
use super::spelling::Spelling;
use super::substitute::Run;
use super::trigrams::{Common, Trigrams};
use super::update::Update;
use super::way::{Spelled, Way};
use crate::mark::{FormKind, Policy, Registration, Status};
use crate::sound::Skeleton;
use std::ops::Range;
use std::sync::OnceLock;

/// An opened brand index: one file, or several that are one, see [`Segment::open_all`].
///
/// Keys, forms and marks are known by their numbers.
pub struct Segment {
    pub(super) keys: Keys,
    /// The first form of each key; one entry more than keys.
    pub(super) key_forms: Vec<u32>,
    pub(super) form_marks: Vec<u32>,
    pub(super) form_tags: Vec<u8>,
    pub(super) form_languages: Vec<u8>,
    pub(super) languages: Vec<String>,
    /// Forms that are spelled out.
    pub(super) spellings: Edited,
    /// The form that is each mark's own text.
    pub(super) mark_texts: Vec<u32>,
    pub(super) mark_facts: Vec<u8>,
    /// The ids of marks that are not made from the key.
    pub(super) ids: Edited,
    pub(super) mark_owners: Vec<u32>,
    pub(super) owners: Vec<String>,
    /// The first registration of each mark; one entry more than marks.
    pub(super) mark_registrations: Vec<u32>,
    pub(super) registrations: Vec<RegistrationRow>,
    pub(super) kinds: Vec<RegistrationKind>,
    pub(super) numbers: String,
    /// One filter of each file.
    pub(super) ordinary: Vec<OrdinaryWords>,
    /// What a file says of the one before it.
    pub(super) update: Update,
    /// The checksum of each file's header.
    pub(super) checksums: Vec<u32>,
    /// The keys by their sound, built at the first question: many a listing asks none.
    heard: OnceLock<Heard>,
    /// How much rows of letters tell, counted at the first question.
    trigrams: OnceLock<Trigrams>,
    /// For each key the languages in which it is everyday language.
    pub(super) everyday_in: Vec<u8>,
}

pub(super) struct RegistrationRow {
    pub(super) kind: u32,
    /// Days since 1970-01-01 plus one, 0 for none.
    pub(super) expires: u32,
    pub(super) number_end: u32,
}

#[derive(Clone)]
pub(super) struct RegistrationKind {
    office: String,
    status: Status,
    classes: u64,
}

/// What the index says of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormFacts<'a> {
    /// Number of the mark.
    pub mark: u32,
    /// How the form comes from the mark.
    pub kind: FormKind,
    /// Its language, empty when unknown.
    pub lang: &'a str,
    /// The form, verbatim.
    pub text: String,
}

/// What is read of each form.
struct FormColumns<'a> {
    counts: Reader<'a>,
    tags: Reader<'a>,
    marks: Reader<'a>,
    /// How many marks there are.
    count: u32,
    languages: Reader<'a>,
    edits: EditsReader<'a>,
}

/// What is read of each mark.
struct MarkColumns<'a> {
    /// The key of the mark before: their own texts stand in the order of keys.
    key: u32,
    facts: Reader<'a>,
    ids: EditsReader<'a>,
    owners: Reader<'a>,
    more: Reader<'a>,
    rows: Reader<'a>,
    numbers: Reader<'a>,
    expiries: Reader<'a>,
}

/// About how much of opening is done before keys are tabulated, and while their hashes are made.
const UNTABULATED: f32 = 0.1;
const TABULATED: f32 = 0.5;

pub(super) const NO_OWNER: u32 = u32::MAX;

impl Default for Segment {
    /// A segment without a mark.
    fn default() -> Segment {
        Segment::empty()
    }
}

impl Segment {
    /// Opens one file by itself. Of an update these are the marks that it adds or changes.
    ///
    /// # Errors
    /// [`SegmentError`] for bytes that are cut, changed, foreign, or made for another version.
    pub fn open(bytes: &[u8]) -> Result<Segment, SegmentError> {
        Segment::read(bytes, Some(&mut |_| ()))
    }

    /// Checks a file and takes it in, and says how much of it is done. Where nobody is told its keys are not tabulated,
    /// and nothing is found in it.
    pub(super) fn read(bytes: &[u8], progress: Option<&mut dyn FnMut(f32)>) -> Result<Segment, SegmentError> {
        let checked = Checked::new(bytes)?;
        let [ordinary, languages] = checked.columns(3)?;
        let mut keys = Keys::read(checked.columns(0)?)?;
        // Before the rest is there, which then takes the memory that this needed in passing.
        if let Some(progress) = progress {
            keys.tabulate(&mut |part| progress(UNTABULATED + part * TABULATED));
        }
        let mut segment = Segment {
            keys,
            ordinary: vec![OrdinaryWords::read(ordinary)?],
            update: Update::read(checked.columns(4)?)?,
            checksums: vec![checked.checksum],
            ..Segment::empty()
        };
        segment.read_languages(languages)?;
        segment.read_forms(checked.columns(1)?)?;
        segment.read_marks(checked.columns(2)?)?;
        Ok(segment)
    }

    /// A segment without a mark.
    pub(super) fn empty() -> Segment {
        Segment {
            keys: Keys::empty(),
            key_forms: Vec::new(),
            form_marks: Vec::new(),
            form_tags: Vec::new(),
            form_languages: Vec::new(),
            languages: Vec::new(),
            spellings: Edited::default(),
            mark_texts: Vec::new(),
            mark_facts: Vec::new(),
            ids: Edited::default(),
            mark_owners: Vec::new(),
            owners: Vec::new(),
            mark_registrations: Vec::new(),
            registrations: Vec::new(),
            kinds: Vec::new(),
            numbers: String::new(),
            ordinary: Vec::new(),
            update: Update::default(),
            checksums: Vec::new(),
            heard: OnceLock::new(),
            trigrams: OnceLock::new(),
            everyday_in: Vec::new(),
        }
    }

    /// How many files it was opened from.
    pub fn files(&self) -> usize {
        self.checksums.len()
    }

    fn read_languages(&mut self, mut column: Reader<'_>) -> Result<(), SegmentError> {
        self.everyday_in.reserve_exact(self.keys());
        for keys in goes(self.keys()) {
            self.read_languages_of(keys, &mut column)?;
        }
        column.end()
    }

    #[inline(never)]
    fn read_languages_of(&mut self, keys: Range<usize>, column: &mut Reader<'_>) -> Result<(), SegmentError> {
        for key in keys {
            let languages = if self.ordinariness(key as u32).is_language() { column.byte()? } else { 0 };
            self.everyday_in.push(languages);
        }
        Ok(())
    }

    fn read_forms(&mut self, columns: [Reader<'_>; 9]) -> Result<(), SegmentError> {
        let [counts, tags, marks, languages, mut names, edits @ ..] = columns;
        let edits = EditsReader::new(edits)?;
        let forms = tags.len();
        self.key_forms.reserve_exact(self.keys() + 1);
        self.form_marks.reserve_exact(forms);
        self.form_tags.reserve_exact(forms);
        self.form_languages.reserve_exact(forms);
        self.spellings = Edited::with_room(&edits);
        let count = tags.rest().iter().filter(|tag| *tag & 7 == 0).count();
        self.mark_texts.reserve_exact(count);
        while names.len() > 0 {
            self.languages.push(names.string()?.to_string());
        }
        let mut columns = FormColumns { counts, tags, marks, count: count as u32, languages, edits };
        for keys in goes(self.keys()) {
            self.read_forms_of(keys, &mut columns)?;
        }
        let FormColumns { counts, tags, marks, languages, edits, .. } = columns;
        self.key_forms.push(self.form_marks.len() as u32);
        for column in [counts, tags, marks, languages] {
            column.end()?;
        }
        edits.end()
    }

    #[inline(never)]
    fn read_forms_of(&mut self, keys: Range<usize>, columns: &mut FormColumns<'_>) -> Result<(), SegmentError> {
        for key in keys {
            self.key_forms.push(self.form_marks.len() as u32);
            let count = columns.counts.varint()?;
            if count == 0 {
                return Err(SegmentError::Content("a key without a form"));
            }
            for _ in 0..count {
                let tag = columns.tags.byte()?;
                let form = self.form_tags.len() as u32;
                let kind = kind_of(tag).ok_or(SegmentError::Content("a form of an unknown kind"))?;
                let spelling = Spelling::from_bits(tag >> 3 & 7).filter(|_| tag < 0x80);
                let spelling = spelling.ok_or(SegmentError::Content("a form of an unknown spelling"))?;
                self.form_tags.push(tag);
                if kind == FormKind::Text {
                    self.form_marks.push(self.mark_texts.len() as u32);
                    self.mark_texts.push(form);
                } else {
                    let mark = Some(columns.marks.varint()?).filter(|mark| *mark < columns.count);
                    self.form_marks.push(mark.ok_or(SegmentError::Content("a form of a mark that is not there"))?);
                }
                let language = if tag & 0x40 != 0 { columns.languages.byte()? } else { 0 };
                if tag & 0x40 != 0 && usize::from(language) >= self.languages.len() {
                    return Err(SegmentError::Content("a form in a language that is not named"));
                }
                self.form_languages.push(language);
                // A key has as many characters as its spellings, and as the id that is made from it.
                if spelling == Spelling::Edited {
                    self.spellings.read(form, self.keys.get(key as u32), &mut columns.edits)?;
                }
            }
        }
        Ok(())
    }

    fn read_marks(&mut self, columns: [Reader<'_>; 12]) -> Result<(), SegmentError> {
        let [facts, counts, skips, sizes, letters, rest @ ..] = columns;
        let ids = EditsReader::new([counts, skips, sizes, letters])?;
        let [owners, mut owner_names, more, mut kinds, rows, numbers, expiries] = rest;
        while owner_names.len() > 0 {
            self.owners.push(owner_names.string()?.to_string());
        }
        while kinds.len() > 0 {
            let office = kinds.string()?.to_string();
            let status = match kinds.byte()? {
                0 => Status::Live,
                1 => Status::Pending,
                2 => Status::Dead,
                _ => return Err(SegmentError::Content("a registration of an unknown status")),
            };
            let classes = kinds.long()?;
            if classes & 1 != 0 || classes >> 46 != 0 {
                return Err(SegmentError::Content("a Nice class that does not exist"));
            }
            self.kinds.push(RegistrationKind { office, status, classes });
        }
        // All at once: what grows little by little leaves holes, and a page never gives memory back.
        let marks = self.marks();
        self.mark_facts.reserve_exact(marks);
        self.ids = Edited::with_room(&ids);
        self.mark_owners.reserve_exact(marks);
        self.mark_registrations.reserve_exact(marks + 1);
        self.registrations.reserve_exact(expiries.varints());
        self.numbers.reserve_exact(numbers.len());
        let mut columns = MarkColumns { key: 0, facts, ids, owners, more, rows, numbers, expiries };
        for some in goes(marks) {
            self.read_marks_of(some, &mut columns)?;
        }
        let MarkColumns { facts, ids, owners, more, rows, numbers, expiries, .. } = columns;
        self.mark_registrations.push(self.registrations.len() as u32);
        for column in [facts, owners, more, rows, numbers, expiries] {
            column.end()?;
        }
        ids.end()?;
        self.numbers.shrink_to_fit();
        Ok(())
    }

    #[inline(never)]
    fn read_marks_of(&mut self, marks: Range<usize>, columns: &mut MarkColumns<'_>) -> Result<(), SegmentError> {
        for mark in marks {
            let fact = columns.facts.byte()?;
            self.mark_facts.push(fact);
            if fact & 4 == 0 {
                while self.forms_of(columns.key).end <= self.mark_texts[mark] {
                    columns.key += 1;
                }
                self.ids.read(mark as u32, self.keys.get(columns.key), &mut columns.ids)?;
            }
            let owner = if fact & 8 != 0 { columns.owners.varint()? } else { NO_OWNER };
            if owner != NO_OWNER && owner as usize >= self.owners.len() {
                return Err(SegmentError::Content("an owner that is not named"));
            }
            self.mark_owners.push(owner);
            self.mark_registrations.push(self.registrations.len() as u32);
            let count = if fact >> 4 == 15 { columns.more.varint()?.saturating_add(15) } else { u32::from(fact >> 4) };
            for _ in 0..count {
                let kind = columns.rows.varint()?;
                if kind as usize >= self.kinds.len() {
                    return Err(SegmentError::Content("a kind of registration that is not there"));
                }
                self.numbers.push_str(columns.numbers.string()?);
                let expires = columns.expiries.varint()?;
                self.registrations.push(RegistrationRow { kind, expires, number_end: self.numbers.len() as u32 });
            }
        }
        Ok(())
    }

    /// How many keys there are.
    pub fn keys(&self) -> usize {
        self.keys.len()
    }

    /// The most letters that a key has.
    pub fn longest(&self) -> usize {
        self.keys.longest()
    }

    /// A key: folded letters, words separated by one space.
    pub fn key(&self, key: u32) -> &str {
        self.keys.get(key)
    }

    /// Whether a key may start with the `letters` letters that hash to `hash`.
    /// Says yes at most lengths: it is asked at every letter and knows few of them.
    pub(crate) fn may_start(&self, hash: u32, letters: usize) -> bool {
        self.keys.may_start(hash, letters)
    }

    /// The keys whose letters have the sight classes `sights`, which hash to `hash`.
    pub(crate) fn alike<'a, S>(&'a self, hash: u32, sights: S) -> impl Iterator<Item = u32> + use<'a, S>
    where
        S: Iterator<Item = char> + Clone + 'a,
    {
        self.keys.alike(hash, sights)
    }

    /// The keys near a window, at most `most` edits away, each with the way in which it is. What is alike is not near.
    pub(crate) fn near(&self, window: &Spelled<'_>, most: usize, found: &mut Vec<(u32, Way)>) {
        self.keys.near(window, most, found);
    }

    /// The keys that are a window of a run of Han characters but for one, each with the way in which that is alike.
    pub(crate) fn substituted(&self, run: &Run, window: Range<usize>, found: &mut Vec<(u32, Way)>) {
        self.keys.substituted(run, window, found);
    }

    /// Adds the keys that have a skeleton and are wanted, and few others.
    pub(crate) fn sounding(&self, skeleton: Skeleton, wanted: Wanted, keys: &mut Vec<u32>) {
        // As long as another file is to follow nothing is found.
        if self.keys.longest() > 0 {
            let heard = self.heard.get_or_init(|| Heard::new(self.keys(), |key| self.keys.get(key)));
            heard.sounding(skeleton, wanted, keys);
        }
    }

    /// What all keys have in common with a name, and those of them that share at least so much of its letters.
    pub(crate) fn common(&self, name: &str, least: f32) -> Common {
        let get = |key| self.keys.bytes(key);
        self.trigrams.get_or_init(|| Trigrams::new(self.keys(), get)).common(name, least, self.keys(), get)
    }

    /// The keys that start with `start`, in order.
    pub(crate) fn starting_with(&self, start: &str) -> impl Iterator<Item = u32> {
        self.keys.starting_with(start)
    }

    /// Whether two texts are forms of one mark, and one of them says what it means in another language.
    pub(crate) fn mean_the_same(&self, a: &str, b: &str) -> bool {
        let forms = |text: &str| {
            let key = key_of(text);
            let number = self.starting_with(&key).next().filter(|number| self.key(*number) == key && !key.is_empty());
            number.into_iter().flat_map(|number| self.forms_of(number)).map(|form| {
                (self.form_marks[form as usize], kind_of(self.form_tags[form as usize]) == Some(FormKind::Translation))
            })
        };
        key_of(a) != key_of(b)
            && forms(a).any(|(mark, translation)| {
                forms(b).any(|(other, other_translation)| mark == other && (translation || other_translation))
            })
    }

    /// How ordinary a key is.
    pub fn ordinariness(&self, key: u32) -> Ordinariness {
        Ordinariness(self.keys.ordinary[key as usize])
    }

    /// In which languages a key is everyday language.
    pub fn everyday_in(&self, key: u32) -> Languages {
        Languages(self.everyday_in[key as usize])
    }

    /// Whether a word of plain letters is ordinary in some language. Sure only of
    /// words that may be taken for a key or part of one; wrong for one in
    /// [`SPREAD`](super::ordinary) others.
    pub fn is_ordinary(&self, word: impl IntoIterator<Item = char, IntoIter: Clone>) -> bool {
        let word = word.into_iter();
        self.ordinary.iter().any(|words| words.has(word.clone()))
    }

    /// How many forms there are, the marks' own texts included.
    pub fn forms(&self) -> usize {
        self.form_marks.len()
    }

    /// How many marks there are.
    pub fn marks(&self) -> usize {
        self.mark_texts.len()
    }

    /// The numbers of the forms that fold to a key.
    pub fn forms_of(&self, key: u32) -> Range<u32> {
        self.key_forms[key as usize]..self.key_forms[key as usize + 1]
    }

    /// What the index says of a form.
    pub fn form(&self, form: u32) -> FormFacts<'_> {
        let at = form as usize;
        let tag = self.form_tags[at];
        let lang = if tag & 0x40 != 0 { self.languages[usize::from(self.form_languages[at])].as_str() } else { "" };
        FormFacts {
            mark: self.form_marks[at],
            kind: kind_of(tag).unwrap_or_default(),
            lang,
            text: self.form_text(form),
        }
    }

    fn key_number(&self, form: u32) -> u32 {
        (self.key_forms.partition_point(|first| *first <= form) - 1) as u32
    }

    fn key_of_form(&self, form: u32) -> &str {
        self.keys.get(self.key_number(form))
    }

    pub(super) fn form_text(&self, form: u32) -> String {
        let spelling = Spelling::from_bits(self.form_tags[form as usize] >> 3 & 7).unwrap_or(Spelling::Key);
        let text = spelling.apply(self.key_of_form(form));
        if spelling == Spelling::Edited { self.spellings.text(form, text) } else { text }
    }

    /// A mark's id in the register.
    pub fn mark_id(&self, mark: u32) -> String {
        self.ids.text(mark, self.key_of_form(self.mark_texts[mark as usize]).replace(' ', "-"))
    }

    /// A mark's verbatim text.
    pub fn mark_text(&self, mark: u32) -> String {
        self.form_text(self.mark_texts[mark as usize])
    }

    /// A mark's owner, empty when the register names none.
    pub fn mark_owner(&self, mark: u32) -> &str {
        match self.mark_owners[mark as usize] {
            NO_OWNER => "",
            owner => &self.owners[owner as usize],
        }
    }

    /// Whether a mark is protected outside its own goods too.
    pub fn is_well_known(&self, mark: u32) -> bool {
        self.mark_facts[mark as usize] & 1 != 0
    }

    /// Who may list a mark.
    pub fn policy(&self, mark: u32) -> Policy {
        if self.mark_facts[mark as usize] & 2 != 0 { Policy::Gated } else { Policy::Monitored }
    }

    /// The number of a registration.
    pub(super) fn number(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.registrations[before].number_end as usize);
        &self.numbers[start..self.registrations[at].number_end as usize]
    }

    /// A mark's registrations.
    pub fn registrations(&self, mark: u32) -> Vec<Registration> {
        let rows = range(&self.mark_registrations, mark);
        rows.map(|at| {
            let row = &self.registrations[at];
            let kind = &self.kinds[row.kind as usize];
            Registration {
                office: kind.office.clone(),
                number: self.number(at).to_string(),
                classes: (1..=45).filter(|class| kind.classes >> class & 1 != 0).collect(),
                status: kind.status,
                expires: row.expires.checked_sub(1).map(date_text).unwrap_or_default(),
            }
        })
        .collect()
    }
}

pub(super) fn range(starts: &[u32], at: u32) -> Range<usize> {
    starts[at as usize] as usize..starts[at as usize + 1] as usize
}

fn kind_of(tag: u8) -> Option<FormKind> {
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
