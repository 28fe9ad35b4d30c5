//! The brand index: the compact file that the platform compiles from its
//! register and the browser downloads, and its opening.
//!
//! A *segment* is one such file. What is shipped is sorted, front-coded text in
//! columns, small after HTTP compression and easy to check; the tables that
//! searching needs are built when it is opened.
//!
//! # Format
//!
//! Integers in the header are little endian. A *varint* is LEB128, at most five
//! bytes (ten where noted). A *string* is a varint of its length in bytes, then UTF-8.
//!
//! | at | bytes | what |
//! |---|---|---|
//! | 0 | 8 | magic `89 42 4C 58 0D 0A 1A 0A`: `\x89BLX`, then the line endings that a transfer in text mode would change |
//! | 8 | 2 | format version, now 3 |
//! | 10 | 2 | number of sections |
//! | 12 | 4 | folding version, [`crate::text::FOLDING`]: keys are folded text, and mean something to the same folding only |
//! | 16 | 12 each | section table: name (4 ASCII), length (4), CRC-32/ISO-HDLC of the section (4) |
//! | … | 4 | CRC-32 of everything above |
//! | … | | the sections, in the table's order, with nothing between or behind |
//!
//! A section is a number of columns, each a varint of its length, then its bytes.
//!
//! **`KEYS`**, the matching part: every distinct folded form once, sorted by its
//! bytes. Words of a key are separated by one space.
//!
//! | column | a key |
//! |---|---|
//! | shared | byte: how many bytes the key shares with the key before it |
//! | letters | the bytes it adds, then a line feed |
//! | ordinary | byte: [`Ordinariness`]; bits 0–1 its degree, bit 2 everyday joined (a key of one word: in a dictionary), bit 3 describes goods, bits 4–7 its seam |
//!
//! **`FORM`**: which marks have these keys. Forms stand in the order of their keys.
//!
//! | column | |
//! |---|---|
//! | counts | a key: varint, how many forms it has, at least 1 |
//! | tags | a form: byte; bits 0–2 kind, bits 3–5 spelling, bit 6 has a language |
//! | marks | a form whose kind is not 0: varint, the number of its mark. Kind 0 is a mark's own text; these number the marks 0, 1, 2 … |
//! | languages | a form with a language: byte, which one |
//! | language names | all languages: strings |
//! | edits | four columns, see [`edit`]: a form whose spelling is [`Spelling::Edited`], of its key in [`Spelling::Possessive`] |
//!
//! **`MARK`**: what is said of a mark.
//!
//! | column | |
//! |---|---|
//! | facts | a mark: byte; bit 0 well-known, 1 gated, 2 its id is its key with hyphens for spaces, 3 has an owner, bits 4–7 number of registrations, 15 for “see more” |
//! | id edits | four columns, see [`edit`]: a mark without bit 2, of its key with hyphens |
//! | owners | a mark with bit 3: varint, which owner |
//! | owner names | all owners: strings |
//! | more | a mark with 15 registrations or more: varint, how many above 15 |
//! | kinds of registration | string office, byte status (0 live, 1 pending, 2 dead), varint (ten bytes) with bit n for Nice class n |
//! | registrations | each: varint, which kind |
//! | numbers | each: string |
//! | expiries | each: varint, days since 1970-01-01 plus 1, 0 for none |
//!
//! **`WORD`**: everyday language. The languages in which it is so, a byte for each key whose degree is 2 or 3, or that has bit 2 or 3,
//! ([`Languages`]), are its second column. The first is the filter of ordinary words: varint, how many; then for each place in the
//! filter, in rising order, how far it is behind the one before: in Rice's code with seven low bits, the
//! first bit of a byte its highest, the last byte filled with ones. See [`ordinary`].
//!
//! **`GONE`**: what an update says of the segment that it follows. Empty in others. See [`update`].
//!
//! | column | |
//! |---|---|
//! | base | the checksum of that segment's header (4) |
//! | ids | marks that are there no more: strings |

mod build;
mod date;
mod dictionary;
mod distance;
mod edit;
mod format;
mod forms;
mod goes;
mod hash;
mod kept;
mod keys;
mod listed;
mod listing;
mod marks;
mod merge;
mod near;
mod open;
mod ordinary;
mod ranked;
mod respelling;
mod sounds;
mod spelling;
mod substitute;
mod trigrams;
mod update;
mod vocabulary;
mod way;

pub use build::{BuildFacts, Builder, RowError};
pub(crate) use distance::distance;
pub use format::{FORMAT, Part, SegmentError, parts};
pub(crate) use hash::{hash_end, hash_of, hash_start, hash_step};
pub(crate) use listed::Hashed;
pub use open::{FormFacts, Segment};
pub use ordinary::{Languages, Ordinariness};
pub(crate) use sounds::{Agreement, Chance, FEWEST_CLASSES, Wanted, as_it_stands};
pub use spelling::Spelling;
pub(crate) use substitute::{Run, SUBSTITUTED};
pub use update::UpdateFacts;
pub(crate) use way::{ANY, FEWEST, MOST, MOST_EDITS, Spelled, Way, edits, is_near};

use crate::text::{Glue, fold_form};

/// The longest key that an index holds, in bytes of UTF-8.
pub const KEY_BYTES: usize = 120;

/// The key of a form: its folded letters, words separated by one space.
pub fn key_of(form: &str) -> String {
    // Most words of the lists are folded already.
    if form.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return form.to_string();
    }
    let mut key = String::new();
    for unit in fold_form(form).units {
        if unit.glue >= Glue::Joint && !key.is_empty() {
            key.push(' ');
        }
        key.push(unit.plain);
    }
    key
}
