//! Updates: what a register has changed in since an index was built from it.
//!
//! An update is a segment like any other. It has the marks that were added or
//! changed, whole, and in its section `GONE` tombstones for the rest: the ids of
//! marks that were removed, and the checksum of the segment that it follows.

use super::build::{BuildFacts, Builder};
use super::format::{Column, Reader, SegmentError, section};
use super::open::Segment;
use super::ordinary::Ordinariness;
use crate::mark::{Form, FormKind, Mark};
use std::collections::{BTreeMap, HashSet};

/// What a segment says of the ones that were opened before it.
#[derive(Default)]
pub(super) struct Update {
    /// The checksum of the segment that it follows; nothing where it stands by itself.
    pub(super) base: Option<u32>,
    /// Ids of marks that are there no more.
    pub(super) gone: Vec<String>,
}

impl Update {
    pub(super) fn read([mut base, mut ids]: [Reader<'_>; 2]) -> Result<Update, SegmentError> {
        let mut update = Update::default();
        if base.len() > 0 {
            let bytes = base.bytes(4)?;
            update.base = Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]));
        }
        base.end()?;
        while ids.len() > 0 {
            update.gone.push(ids.string()?.to_string());
        }
        Ok(update)
    }

    pub(super) fn write(&self) -> Vec<u8> {
        let [mut base, mut ids] = <[Column; 2]>::default();
        base.0.extend(self.base.iter().flat_map(|checksum| checksum.to_le_bytes()));
        self.gone.iter().for_each(|id| ids.string(id));
        section(&[base, ids])
    }
}

/// What an update says of each mark of the register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UpdateFacts {
    /// Marks that the base does not have.
    pub added: usize,
    /// Marks that the base has otherwise.
    pub changed: usize,
    /// Marks that only the base has.
    pub removed: usize,
    /// Marks that are as in the base, and not in the update.
    pub unchanged: usize,
}

/// A mark as an index holds it: what its builder left out is not there, and its
/// forms stand in the order of their keys.
#[derive(PartialEq)]
struct Row {
    mark: Mark,
    /// Of each form, the mark's own text included: how ordinary it is, and in which languages.
    ordinary: Vec<(Ordinariness, u8)>,
}

impl Segment {
    /// The register that the segment was built from, by ids.
    fn rows(&self) -> BTreeMap<String, Row> {
        let mut rows: Vec<Row> = (0..self.marks() as u32)
            .map(|mark| Row {
                mark: Mark {
                    id: self.mark_id(mark),
                    text: self.mark_text(mark),
                    owner: self.mark_owner(mark).to_string(),
                    well_known: self.is_well_known(mark),
                    policy: self.policy(mark),
                    forms: Vec::new(),
                    registrations: self.registrations(mark),
                },
                ordinary: Vec::new(),
            })
            .collect();
        for key in 0..self.keys() as u32 {
            for form in self.forms_of(key).map(|form| self.form(form)) {
                let row = &mut rows[form.mark as usize];
                row.ordinary.push((self.ordinariness(key), self.everyday_in[key as usize]));
                if form.kind != FormKind::Text {
                    row.mark.forms.push(Form { text: form.text, lang: form.lang.to_string(), kind: form.kind });
                }
            }
        }
        rows.into_iter().map(|row| (row.mark.id.clone(), row)).collect()
    }

    /// The id of a mark that another segment does not have, or has otherwise;
    /// nothing where both were built from the same register.
    pub fn difference(&self, other: &Segment) -> Option<String> {
        let (rows, mut others) = (self.rows(), other.rows());
        let differs = |(id, row): (String, Row)| (others.remove(&id) != Some(row)).then_some(id);
        let found = rows.into_iter().find_map(differs);
        found.or_else(|| others.into_keys().next())
    }

    /// The checksum by which an update names the file that it follows: that of the one opened last.
    pub fn checksum(&self) -> Option<u32> {
        self.checksums.last().copied()
    }

    /// The checksum of the file that this one, opened by itself, is an update of.
    pub fn base(&self) -> Option<u32> {
        self.update.base
    }

    /// Ids of marks that this file, opened by itself, takes away.
    pub fn tombstones(&self) -> &[String] {
        &self.update.gone
    }
}

impl Builder {
    /// Compiles what was added to an update of `base`: opened behind it, the two are
    /// what [`Builder::build`] would have made, but for everyday words that only
    /// marks of the base were like: these stay known.
    pub fn build_update(self, base: &Segment) -> (Vec<u8>, BuildFacts, UpdateFacts) {
        let mut facts = BuildFacts::default();
        let mut entries = self.entries(&mut facts);
        let mut words = self.mistakable(&entries);
        words.retain(|word| !base.is_ordinary(word.chars()));
        let whole = self.write(&entries, &[], &Update::default(), &mut facts);
        let whole = Segment::read(whole.into(), None).expect("what is written here can be read here");

        let mut known = base.rows();
        let mut update_facts = UpdateFacts::default();
        let mut fresh: HashSet<String> = HashSet::new();
        for (id, row) in whole.rows() {
            let count = match known.remove(&id) {
                Some(old) if old == row => {
                    update_facts.unchanged += 1;
                    continue;
                }
                Some(_) => &mut update_facts.changed,
                None => &mut update_facts.added,
            };
            *count += 1;
            fresh.insert(id);
        }
        update_facts.removed = known.len();
        entries.retain(|entry| fresh.contains(self.id(entry)));
        let update = Update { base: base.checksum(), gone: known.into_keys().collect() };
        (self.write(&entries, &words, &update, &mut facts), facts, update_facts)
    }
}
