//! What is said of marks: ids, owners, registrations. It is kept as it stands in the file, and read when a mark was found.

use super::date::date_text;
use super::edit;
use super::format::{Reader, SegmentError};
use super::goes::goes;
use super::kept::Kept;
use crate::mark::{Registration, Status};
use std::ops::Range;

/// Bits of the facts.
pub(super) const WELL_KNOWN: u8 = 1;
pub(super) const GATED: u8 = 2;
/// Its id is its key with hyphens for spaces.
pub(super) const KEY_ID: u8 = 4;
pub(super) const OWNED: u8 = 8;
/// From this bit on the number of registrations.
pub(super) const COUNT: u8 = 4;
/// So many of them, or more.
pub(super) const MANY: usize = 15;

/// What a file says of its marks, a row each.
#[derive(Default)]
pub(super) struct Marks {
    rows: Kept,
    owners: Vec<String>,
    kinds: Vec<Kind>,
}

/// Facts, owners, how many registrations above [`MANY`]; their kinds, numbers and expiries; and the edits of ids.
type Rows<'a> = [Reader<'a>; 10];

/// A kind of registration.
struct Kind {
    office: String,
    status: Status,
    /// Bit n for Nice class n.
    classes: u64,
}

/// A registration as it is read.
struct RegistrationRow<'a> {
    kind: u32,
    number: &'a [u8],
    /// Days since 1970-01-01 plus one, 0 for none.
    expires: u32,
}

/// What the next mark's row says, but for its registrations.
struct Said {
    facts: u8,
    /// The number of its owner.
    owner: Option<u32>,
    /// How many characters the edits need of which its id is made.
    edited: u32,
}

/// Reads the next row, and hands on the registrations.
#[inline(never)]
fn next<'a>(
    [facts, owners, more, kinds, numbers, expiries, ids @ ..]: &mut Rows<'a>,
    each: &mut dyn FnMut(RegistrationRow<'a>),
) -> Result<Said, SegmentError> {
    let facts = facts.byte()?;
    let owner = if facts & OWNED != 0 { Some(owners.varint()?) } else { None };
    let few = usize::from(facts >> COUNT);
    let count = if few == MANY { (more.varint()? as usize).saturating_add(MANY) } else { few };
    for _ in 0..count {
        let kind = kinds.varint()?;
        let length = numbers.varint()? as usize;
        each(RegistrationRow { kind, number: numbers.bytes(length)?, expires: expiries.varint()? });
    }
    let edited = if facts & KEY_ID == 0 { edit::pass(ids)? } else { 0 };
    Ok(Said { facts, owner, edited })
}

impl Marks {
    /// How many marks columns have.
    pub(super) fn count([facts, ..]: &[Reader<'_>; 12]) -> usize {
        facts.len()
    }

    /// Reads the columns of a file, whose forms name so many marks. A mark's id is of as many characters as its key, which
    /// `key_of` gives for a number.
    pub(super) fn read<'k>(
        columns: [Reader<'_>; 12],
        count: usize,
        key_of: &dyn Fn(u32) -> &'k str,
    ) -> Result<Marks, SegmentError> {
        let [facts, counts, skips, sizes, letters, rest @ ..] = columns;
        let [owners, mut owner_names, more, mut kinds, rows, numbers, expiries] = rest;
        edit::check_letters(letters)?;
        let mut rows = [facts, owners, more, rows, numbers, expiries, counts, skips, sizes, letters];
        let mut marks = Marks { rows: Kept::new(&rows, count), ..Marks::default() };
        while owner_names.len() > 0 {
            marks.owners.push(owner_names.string()?.to_string());
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
            marks.kinds.push(Kind { office, status, classes });
        }
        for some in goes(count) {
            marks.check(some, &mut rows, key_of)?;
        }
        rows.iter().try_for_each(Reader::end)?;
        Ok(marks)
    }

    #[inline(never)]
    fn check<'k>(
        &mut self,
        marks: Range<usize>,
        rows: &mut Rows<'_>,
        key_of: &dyn Fn(u32) -> &'k str,
    ) -> Result<(), SegmentError> {
        let kinds = self.kinds.len();
        for mark in marks {
            self.rows.note(mark, rows);
            let (mut known, mut readable) = (true, true);
            let said = next(rows, &mut |row| {
                known &= (row.kind as usize) < kinds;
                readable &= row.number.is_empty() || std::str::from_utf8(row.number).is_ok();
            })?;
            if !known {
                return Err(SegmentError::Content("a kind of registration that is not there"));
            }
            if !readable {
                return Err(SegmentError::Content("text that is not UTF-8"));
            }
            if said.owner.is_some_and(|owner| owner as usize >= self.owners.len()) {
                return Err(SegmentError::Content("an owner that is not named"));
            }
            if said.facts & KEY_ID == 0 {
                edit::check(said.edited, key_of(mark as u32))?;
            }
        }
        Ok(())
    }

    /// A mark's facts.
    pub(super) fn facts(&self, mark: u32) -> u8 {
        self.rows.first(mark)
    }

    #[inline(never)]
    fn row(&self, mark: u32) -> Rows<'_> {
        self.rows.at(mark, |rows| next(rows, &mut |_| ()))
    }

    /// A mark's id in the register, of which `base` is the key with hyphens for spaces.
    pub(super) fn id(&self, mark: u32, base: String) -> String {
        if self.facts(mark) & KEY_ID != 0 {
            return base;
        }
        let [.., counts, skips, sizes, letters] = self.row(mark);
        edit::read(&mut [counts, skips, sizes, letters], &base)
    }

    /// A mark's owner, empty when the register names none.
    pub(super) fn owner(&self, mark: u32) -> &str {
        if self.facts(mark) & OWNED == 0 {
            return "";
        }
        let said = next(&mut self.row(mark), &mut |_| ());
        said.ok().and_then(|said| said.owner).map_or("", |owner| &self.owners[owner as usize])
    }

    /// A mark's registrations.
    pub(super) fn registrations(&self, mark: u32) -> Vec<Registration> {
        let mut registrations = Vec::new();
        // It was read before.
        let _ = next(&mut self.row(mark), &mut |row| {
            let kind = &self.kinds[row.kind as usize];
            registrations.push(Registration {
                office: kind.office.clone(),
                number: std::str::from_utf8(row.number).unwrap_or_default().to_string(),
                classes: (1..=45).filter(|class| kind.classes >> class & 1 != 0).collect(),
                status: kind.status,
                expires: row.expires.checked_sub(1).map(date_text).unwrap_or_default(),
            });
        });
        registrations
    }
}
