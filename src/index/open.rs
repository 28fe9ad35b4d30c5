//! Bytes → segment, ready to be searched.
//!
//! Everything is checked on the way in: checksums, bounds, order, references.
//! What is accepted can be searched without another doubt.

use super::format::{Checked, Reader, SegmentError};
use super::forms::{self, Forms};
use super::goes::goes;
use super::key_of;
use super::keys::Keys;
use super::marks::{self, Marks};
use super::ordinary::{Languages, Ordinariness, OrdinaryWords};
use super::ranked::Ranked;
use super::sounds::{Heard, Wanted};
use super::substitute::Run;
use super::trigrams::{Common, Trigrams};
use super::update::Update;
use super::way::{Spelled, Way};
use crate::mark::{FormKind, Policy, Registration};
use crate::sound::Skeleton;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// An opened brand index: one file, or several that are one, see [`Segment::open_all`].
///
/// Keys, forms and marks are known by their numbers.
pub struct Segment {
    pub(super) keys: Keys,
    /// Which forms are the first of their key. Forms stand in the order of keys.
    pub(super) firsts: Ranked,
    /// Which forms are the own text of a mark. Marks have the order of these.
    pub(super) texts: Ranked,
    /// The marks of the others, in their order.
    pub(super) other_marks: Vec<u32>,
    /// What the files say of their forms and marks.
    pub(super) sources: Vec<Arc<Source>>,
    /// Of each form and each mark its source and its number there; nothing where there is one source.
    pub(super) form_places: Vec<Place>,
    pub(super) mark_places: Vec<Place>,
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

/// What a file says of its forms and marks.
pub(super) struct Source {
    pub(super) forms: Forms,
    pub(super) marks: Marks,
}

/// The number of a source, and that of a form or a mark there.
pub(super) type Place = (u32, u32);

/// Where the form or mark `number` is, by the places of all; where these are not told there is one source.
pub(super) fn place_of(places: &[Place], number: u32) -> Place {
    places.get(number as usize).copied().unwrap_or((0, number))
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
    marks: Reader<'a>,
    forms: Forms,
    rows: forms::Rows<'a>,
    /// How many marks there are, and how many forms were read.
    count: u32,
    read: usize,
    /// What is known of these, see [`Segment`].
    firsts: Ranked,
    texts: Ranked,
}

/// About how much of opening is done before keys are tabulated, and while their hashes are made.
const UNTABULATED: f32 = 0.15;
const TABULATED: f32 = 0.5;

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
        Segment::read(bytes.into(), Some(&mut |_| ()))
    }

    /// Checks a file and takes it in, and says how much of it is done. Where nobody is told its keys are not tabulated,
    /// and nothing is found in it.
    pub(super) fn read(
        mut bytes: Cow<'_, [u8]>,
        progress: Option<&mut dyn FnMut(f32)>,
    ) -> Result<Segment, SegmentError> {
        let checked = Checked::new(&bytes)?;
        let mut keys = Keys::read(checked.columns(&bytes, 0)?)?;
        // Their section is read, and gives its memory to their tables.
        if let Cow::Owned(bytes) = &mut bytes {
            bytes.drain(..bytes.len() - checked.behind(0));
            bytes.shrink_to_fit();
        }
        // Before the rest is there, which then takes the memory that this needed in passing.
        if let Some(progress) = progress {
            keys.tabulate(&mut |part| progress(UNTABULATED + part * TABULATED));
        }
        let [ordinary, languages] = checked.columns(&bytes, 3)?;
        let mut segment = Segment {
            keys,
            ordinary: vec![OrdinaryWords::read(ordinary)?],
            update: Update::read(checked.columns(&bytes, 4)?)?,
            checksums: vec![checked.checksum],
            ..Segment::empty()
        };
        segment.read_languages(languages)?;
        let marks = checked.columns(&bytes, 2)?;
        let forms = segment.read_forms(checked.columns(&bytes, 1)?, Marks::count(&marks))?;
        let marks = Marks::read(marks, segment.marks(), &|mark| segment.key_of_mark(mark))?;
        segment.sources.push(Arc::new(Source { forms, marks }));
        Ok(segment)
    }

    /// A segment without a mark.
    pub(super) fn empty() -> Segment {
        Segment {
            keys: Keys::empty(),
            firsts: Ranked::default(),
            texts: Ranked::default(),
            other_marks: Vec::new(),
            sources: Vec::new(),
            form_places: Vec::new(),
            mark_places: Vec::new(),
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

    /// Reads the forms of a file that has so many marks.
    fn read_forms(&mut self, columns: [Reader<'_>; 9], marks_there: usize) -> Result<Forms, SegmentError> {
        let [counts, tags, marks, languages, names, edit_counts, skips, sizes, letters] = columns;
        let most = tags.len();
        self.other_marks.reserve_exact(most.saturating_sub(marks_there));
        let (firsts, texts) = (Ranked::new(most), Ranked::new(most));
        let rows = [tags, languages, edit_counts, skips, sizes, letters];
        let forms = Forms::new(&rows, names)?;
        let count = marks_there as u32;
        let mut columns = FormColumns { counts, marks, forms, rows, count, read: 0, firsts, texts };
        for keys in goes(self.keys()) {
            self.read_forms_of(keys, &mut columns)?;
        }
        let FormColumns { counts, marks, rows, forms, read, firsts, texts, .. } = columns;
        (self.firsts, self.texts) = (firsts.counted(read), texts.counted(read));
        rows.iter().chain([&counts, &marks]).try_for_each(Reader::end)?;
        Ok(forms)
    }

    #[inline(never)]
    fn read_forms_of(&mut self, keys: Range<usize>, columns: &mut FormColumns<'_>) -> Result<(), SegmentError> {
        for key in keys {
            let count = columns.counts.varint()?;
            if count == 0 {
                return Err(SegmentError::Content("a key without a form"));
            }
            let first = columns.read;
            for _ in 0..count {
                let form = columns.read;
                let said = columns.forms.read(form, &mut columns.rows, self.keys.get(key as u32))?;
                columns.read += 1;
                if said.kind == FormKind::Text {
                    columns.texts.set(form);
                } else {
                    let mark = Some(columns.marks.varint()?).filter(|mark| *mark < columns.count);
                    self.other_marks.push(mark.ok_or(SegmentError::Content("a form of a mark that is not there"))?);
                }
            }
            columns.firsts.set(first);
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

    /// Whether there may be keys whose letters have sight classes that hash to `hash`: mostly there are none.
    #[inline(always)]
    pub(crate) fn has_alike(&self, hash: u32) -> bool {
        self.keys.has_alike(hash)
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
            number
                .into_iter()
                .flat_map(|number| self.forms_of(number))
                .map(|form| (self.mark_of(form), self.form_kind(form) == FormKind::Translation))
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
        self.firsts.len()
    }

    /// How many marks there are.
    pub fn marks(&self) -> usize {
        self.texts.count()
    }

    /// The numbers of the forms that fold to a key.
    pub fn forms_of(&self, key: u32) -> Range<u32> {
        self.firsts.place(key)..self.firsts.place(key + 1)
    }

    /// The source of a form or a mark, and its number there.
    fn place(&self, places: &[Place], number: u32) -> (&Source, u32) {
        let (source, number) = place_of(places, number);
        (&self.sources[source as usize], number)
    }

    /// How a form comes from its mark.
    pub(super) fn form_kind(&self, form: u32) -> FormKind {
        let (source, number) = self.place(&self.form_places, form);
        source.forms.kind(number)
    }

    /// What the index says of a form.
    pub fn form(&self, form: u32) -> FormFacts<'_> {
        let (source, number) = self.place(&self.form_places, form);
        FormFacts {
            mark: self.mark_of(form),
            kind: source.forms.kind(number),
            lang: source.forms.language(number),
            text: source.forms.text(number, self.key_of_form(form)),
        }
    }

    /// The mark of a form.
    pub(super) fn mark_of(&self, form: u32) -> u32 {
        let texts = self.texts.rank(form);
        if self.texts.has(form) { texts } else { self.other_marks[(form - texts) as usize] }
    }

    fn key_of_form(&self, form: u32) -> &str {
        let first = u32::from(self.firsts.has(form));
        self.keys.get(self.firsts.rank(form) + first - 1)
    }

    fn key_of_mark(&self, mark: u32) -> &str {
        self.key_of_form(self.texts.place(mark))
    }

    fn source_of(&self, mark: u32) -> (&Source, u32) {
        self.place(&self.mark_places, mark)
    }

    /// A mark's id in the register.
    pub fn mark_id(&self, mark: u32) -> String {
        let (source, number) = self.source_of(mark);
        source.marks.id(number, self.key_of_mark(mark).replace(' ', "-"))
    }

    /// A mark's verbatim text.
    pub fn mark_text(&self, mark: u32) -> String {
        let form = self.texts.place(mark);
        let (source, number) = self.place(&self.form_places, form);
        source.forms.text(number, self.key_of_form(form))
    }

    /// A mark's owner, empty when the register names none.
    pub fn mark_owner(&self, mark: u32) -> &str {
        let (source, number) = self.source_of(mark);
        source.marks.owner(number)
    }

    fn facts(&self, mark: u32) -> u8 {
        let (source, number) = self.source_of(mark);
        source.marks.facts(number)
    }

    /// Whether a mark is protected outside its own goods too.
    pub fn is_well_known(&self, mark: u32) -> bool {
        self.facts(mark) & marks::WELL_KNOWN != 0
    }

    /// Who may list a mark.
    pub fn policy(&self, mark: u32) -> Policy {
        if self.facts(mark) & marks::GATED != 0 { Policy::Gated } else { Policy::Monitored }
    }

    /// A mark's registrations.
    pub fn registrations(&self, mark: u32) -> Vec<Registration> {
        let (source, number) = self.source_of(mark);
        source.marks.registrations(number)
    }
}
