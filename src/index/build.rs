//! Register → segment.

use super::date::day_number;
use super::dictionary::Dictionary;
use super::edit::EditsWriter;
use super::format::{Column, section, write};
use super::forms;
use super::marks;
use super::ordinary::{Ordinariness, OrdinaryWords};
use super::sounds::same_name;
use super::spelling::Spelling;
use super::update::Update;
use super::vocabulary::Vocabulary;
use super::{KEY_BYTES, key_of};
use crate::mark::{FormKind, Mark, Policy, Status};
use crate::sound::{Manner, Sounds};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;

/// Collects marks and compiles them to a segment.
#[derive(Default)]
pub struct Builder {
    marks: Vec<Mark>,
    ids: HashSet<String>,
    vocabulary: Vocabulary,
    dictionary: Dictionary,
}

/// What a build took and what it left out. Nothing is dropped in silence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BuildFacts {
    /// Marks in the segment.
    pub marks: usize,
    /// Forms in the segment, the marks' own texts included.
    pub forms: usize,
    /// Distinct keys.
    pub keys: usize,
    /// Forms without a single letter or digit: kept to be shown, never matched.
    pub without_letters: usize,
    /// Forms longer than a key may be: left out, or kept to be shown where they are the mark's text.
    pub too_long: usize,
    /// Forms that fold to the same key as another form of their mark: left out.
    pub repeated: usize,
    /// Forms that dictionaries added: what marks are in other languages.
    pub translated: usize,
    /// Ordinary words in the segment's filter: those that may be taken for a key.
    pub ordinary: usize,
}

/// What is wrong with a register row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// The field, such as `registrations[0].classes`.
    pub field: String,
    /// What is wrong, and what would be right.
    pub what: String,
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.what)
    }
}

impl std::error::Error for RowError {}

/// One form on its way into the index.
pub(super) struct Entry {
    key: String,
    mark: usize,
    kind: FormKind,
    lang: String,
    text: String,
    /// Its key is a name and no word, see [`Builder::is_name`].
    name: bool,
}

impl Builder {
    /// An empty builder.
    pub fn new() -> Builder {
        Builder::default()
    }

    /// Adds one mark.
    ///
    /// # Errors
    /// [`RowError`] names the field and what would be right; the mark is not added then.
    pub fn add(&mut self, mark: Mark) -> Result<(), RowError> {
        let wrong = |field: String, what: String| Err(RowError { field, what });
        if mark.id.is_empty() {
            return wrong("id".into(), "is empty; give every mark its own id".into());
        }
        if mark.text.trim().is_empty() {
            return wrong("text".into(), "is empty; give the verbatim text of the mark".into());
        }
        for (at, registration) in mark.registrations.iter().enumerate() {
            let field = |name: &str| format!("registrations[{at}].{name}");
            if let Some(class) = registration.classes.iter().find(|class| !(1..=45).contains(*class)) {
                return wrong(field("classes"), format!("{class} is no Nice class; these are 1 to 45"));
            }
            let office = registration.office.as_bytes();
            if !office.is_empty() && (office.len() != 2 || !office.iter().all(u8::is_ascii_uppercase)) {
                return wrong(
                    field("office"),
                    format!(
                        "{:?} is no office; write an ISO 3166 code such as \"US\", or \"EM\", \"WO\"",
                        registration.office
                    ),
                );
            }
            if !registration.expires.is_empty() && day_number(&registration.expires).is_none() {
                return wrong(field("expires"), format!("{:?} is no date; write YYYY-MM-DD", registration.expires));
            }
        }
        if !self.ids.insert(mark.id.clone()) {
            return wrong(
                "id".into(),
                format!("{:?} stands in an earlier row too; every mark needs its own id", mark.id),
            );
        }
        self.marks.push(mark);
        Ok(())
    }

    /// Adds words of everyday language, one a line. `# language xx` says of which,
    /// `# zipf N` opens the words of that Zipf frequency (3 where nothing is said);
    /// other lines that start with `#` are comments.
    pub fn add_ordinary_words(&mut self, list: &str) {
        self.vocabulary.add(list);
    }

    /// Adds a line of a dictionary: language, word, language, word, parted by tabs. A mark whose text is the one word gets the
    /// other as a form, a translation.
    ///
    /// # Errors
    /// Says what would be right; nothing is added then.
    pub fn add_translation(&mut self, line: &str) -> Result<(), &'static str> {
        self.dictionary.add(line)
    }

    /// Compiles what was added.
    pub fn build(self) -> (Vec<u8>, BuildFacts) {
        let mut facts = BuildFacts::default();
        let entries = self.entries(&mut facts);
        let words = self.mistakable(&entries);
        (self.write(&entries, &words, &Update::default(), &mut facts), facts)
    }

    /// The forms of all marks, in the index's order.
    pub(super) fn entries(&self, facts: &mut BuildFacts) -> Vec<Entry> {
        let mut entries = Vec::new();
        for (at, mark) in self.marks.iter().enumerate() {
            add_entries(at, mark, &self.dictionary, &mut entries, facts);
        }
        // Among equal keys the marks' own texts stand first, in the order of their
        // ids: the same marks make the same segment, in whatever order they came.
        let order = |entry: &Entry| (entry.kind as u8, self.id(entry));
        entries.sort_by(|a, b| a.key.cmp(&b.key).then_with(|| order(a).cmp(&order(b))));
        for same_key in entries.chunk_by_mut(|a, b| a.key == b.key) {
            let name = same_key.iter().any(|entry| self.is_name(entry));
            same_key.iter_mut().for_each(|entry| entry.name = name);
        }
        entries
    }

    /// Whether a form is a distinctive Latin mark in another script: トヨタ is frequent in Japanese, and still nothing but
    /// TOYOTA. Frequency lists cannot tell such names from words; that they sound like the mark does.
    fn is_name(&self, entry: &Entry) -> bool {
        let text = || key_of(&self.marks[entry.mark].text);
        entry.kind != FormKind::Text
            && Sounds::of(&text()).manner == Manner::Latin
            && self.vocabulary.ordinariness(&entry.key).is_everyday()
            && self.vocabulary.ordinariness(&text()).degree() == 0
            && same_name(&Sounds::of(&text()), &Sounds::of(&entry.key))
    }

    /// The id of an entry's mark.
    pub(super) fn id<'a>(&'a self, entry: &Entry) -> &'a str {
        &self.marks[entry.mark].id
    }

    /// The ordinary words that may be taken for a key of the entries.
    pub(super) fn mistakable(&self, entries: &[Entry]) -> Vec<&str> {
        let texts = entries.iter().filter(|entry| entry.kind == FormKind::Text);
        let well_known = texts.filter(|entry| self.marks[entry.mark].well_known).map(|entry| entry.key.as_str());
        self.vocabulary.mistakable(&keys_of(entries), &well_known.collect())
    }

    /// Writes a segment of entries, which have the text of each of their marks.
    pub(super) fn write(&self, entries: &[Entry], words: &[&str], update: &Update, facts: &mut BuildFacts) -> Vec<u8> {
        let mut numbers = vec![0; self.marks.len()];
        let mut order = Vec::new();
        for entry in entries.iter().filter(|entry| entry.kind == FormKind::Text) {
            numbers[entry.mark] = order.len();
            order.push(entry);
        }
        let keys = keys_of(entries);
        let names: HashSet<&str> = entries.iter().filter(|entry| entry.name).map(|entry| entry.key.as_str()).collect();
        facts.marks = order.len();
        facts.forms = entries.len();
        facts.keys = keys.len();
        facts.ordinary = words.len();
        let ordinariness = |key: &str| {
            if names.contains(key) { Ordinariness::default() } else { self.vocabulary.ordinariness(key) }
        };
        write(&[
            keys_section(&keys, ordinariness),
            forms_section(entries, &numbers),
            marks_section(order.iter().map(|entry| (&self.marks[entry.mark], entry.key.as_str()))),
            section(&[
                OrdinaryWords::write(words.iter().copied()),
                languages_column(&keys, ordinariness, &self.vocabulary),
            ]),
            update.write(),
        ])
    }
}

fn keys_of(entries: &[Entry]) -> BTreeSet<&str> {
    entries.iter().map(|entry| entry.key.as_str()).collect()
}

fn add_entries(at: usize, mark: &Mark, dictionary: &Dictionary, entries: &mut Vec<Entry>, facts: &mut BuildFacts) {
    let text = (mark.text.as_str(), "", FormKind::Text);
    let others = mark.forms.iter().map(|form| (form.text.as_str(), form.lang.as_str(), form.kind));
    let mut seen = HashSet::new();
    for (text, lang, kind) in std::iter::once(text).chain(others) {
        let mut key = key_of(text);
        facts.without_letters += usize::from(key.is_empty());
        if key.len() > KEY_BYTES {
            facts.too_long += 1;
            key.clear();
        }
        // A mark's own text is always kept, so that findings can show it.
        if kind != FormKind::Text {
            if key.is_empty() {
                continue;
            }
            if seen.contains(&key) {
                facts.repeated += 1;
                continue;
            }
        }
        seen.insert(key.clone());
        entries.push(Entry { key, mark: at, kind, lang: lang.to_string(), text: text.to_string(), name: false });
    }
    for word in dictionary.translations(&key_of(&mark.text)) {
        let key = key_of(&word.text);
        if !key.is_empty() && key.len() <= KEY_BYTES && seen.insert(key.clone()) {
            let (lang, text) = (word.lang.clone(), word.text.clone());
            entries.push(Entry { key, mark: at, kind: FormKind::Translation, lang, text, name: false });
            facts.translated += 1;
        }
    }
}

fn keys_section(keys: &BTreeSet<&str>, ordinariness: impl Fn(&str) -> Ordinariness) -> Vec<u8> {
    let [mut shared, mut letters, mut ordinary] = <[Column; 3]>::default();
    let mut last = "";
    for key in keys {
        let common = last.bytes().zip(key.bytes()).take_while(|(a, b)| a == b).count();
        shared.0.push(common as u8);
        letters.0.extend(&key.as_bytes()[common..]);
        letters.0.push(b'\n');
        ordinary.0.push(ordinariness(key).0);
        last = key;
    }
    section(&[shared, letters, ordinary])
}

fn languages_column(
    keys: &BTreeSet<&str>,
    ordinariness: impl Fn(&str) -> Ordinariness,
    vocabulary: &Vocabulary,
) -> Column {
    let everyday = keys.iter().filter(|key| ordinariness(key).is_language());
    Column(everyday.map(|key| vocabulary.everyday_in(key).0).collect())
}

fn forms_section(entries: &[Entry], numbers: &[usize]) -> Vec<u8> {
    let [mut counts, mut tags, mut marks, mut languages, mut names] = <[Column; 5]>::default();
    let mut spellings = EditsWriter::default();
    let mut known: HashMap<&str, u8> = HashMap::new();
    for same_key in entries.chunk_by(|a, b| a.key == b.key) {
        counts.varint(same_key.len());
        for entry in same_key {
            let spelling = Spelling::of(&entry.text, &entry.key);
            // More languages than fit into a byte: the rarest go without.
            let lang = (!entry.lang.is_empty())
                .then(|| {
                    let next = u8::try_from(known.len()).ok();
                    known.get(entry.lang.as_str()).copied().or_else(|| {
                        next.inspect(|next| {
                            known.insert(&entry.lang, *next);
                            names.string(&entry.lang);
                        })
                    })
                })
                .flatten();
            tags.0.push(entry.kind as u8 | spelling.to_bits() << 3 | if lang.is_some() { forms::SPOKEN } else { 0 });
            if entry.kind != FormKind::Text {
                marks.varint(numbers[entry.mark]);
            }
            languages.0.extend(lang);
            if spelling == Spelling::Edited {
                spellings.push(&spelling.apply(&entry.key), &entry.text);
            }
        }
    }
    let [edits, skips, sizes, letters] = spellings.columns();
    section(&[counts, tags, marks, languages, names, edits, skips, sizes, letters])
}

fn marks_section<'a>(marks: impl Iterator<Item = (&'a Mark, &'a str)>) -> Vec<u8> {
    let mut ids = EditsWriter::default();
    let [mut facts, mut owners, mut owner_names, mut more, mut kinds, mut registrations, mut numbers, mut expiries] =
        <[Column; 8]>::default();
    let mut known_owners: HashMap<&str, usize> = HashMap::new();
    let mut known_kinds: BTreeMap<(&str, u8, u64), usize> = BTreeMap::new();
    let bit = |is: bool, fact: u8| if is { fact } else { 0 };
    for (mark, key) in marks {
        let hyphened = key.replace(' ', "-");
        let slug = hyphened == mark.id;
        let count = mark.registrations.len();
        facts.0.push(
            bit(mark.well_known, marks::WELL_KNOWN)
                | bit(mark.policy == Policy::Gated, marks::GATED)
                | bit(slug, marks::KEY_ID)
                | bit(!mark.owner.is_empty(), marks::OWNED)
                | (count.min(marks::MANY) as u8) << marks::COUNT,
        );
        if !slug {
            ids.push(&hyphened, &mark.id);
        }
        if !mark.owner.is_empty() {
            let next = known_owners.len();
            owners.varint(*known_owners.entry(&mark.owner).or_insert_with(|| {
                owner_names.string(&mark.owner);
                next
            }));
        }
        if let Some(more_than_many) = count.checked_sub(marks::MANY) {
            more.varint(more_than_many);
        }
        for registration in &mark.registrations {
            let classes = registration.classes.iter().fold(0u64, |set, class| set | 1 << class);
            let status = match registration.status {
                Status::Live => 0,
                Status::Pending => 1,
                Status::Dead => 2,
            };
            let next = known_kinds.len();
            registrations.varint(*known_kinds.entry((&registration.office, status, classes)).or_insert_with(|| {
                kinds.string(&registration.office);
                kinds.0.push(status);
                kinds.long(classes);
                next
            }));
            numbers.string(&registration.number);
            expiries.varint(day_number(&registration.expires).map_or(0, |day| day as usize + 1));
        }
    }
    let [edits, skips, sizes, letters] = ids.columns();
    section(&[facts, edits, skips, sizes, letters, owners, owner_names, more, kinds, registrations, numbers, expiries])
}
