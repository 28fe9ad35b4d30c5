//! Cues: the words around a mark that say how a text uses it.
//!
//! The cues of each language are rows of `data/use-cues.tsv`. A text is read
//! for all of them at once, whatever its language: titles mix languages, and a
//! cue counts only where it stands in its place beside a mark.

use crate::index::{Hashed, hash_end, hash_start, hash_step, key_of};
use crate::text::{Class, Folded, Glue, Unit};
use std::sync::OnceLock;

/// What a cue says of the mark beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// The goods fit the mark's: `compatible with`.
    Referential,
    /// The goods imitate the mark's: `style`, `dupe`.
    Imitation,
    /// The goods are not the mark's: `not`.
    Denial,
    /// The goods are like the mark's, or better: `as good as`.
    Comparison,
    /// The mark is who made the goods: `by`.
    Maker,
    /// The mark is somebody's liking: `lovers`. What is for them need not fit anything.
    Audience,
    /// A thing that parts are for: `printer`. It may stand between cue and mark.
    Device,
    /// Something else than the cue that it holds: `AAA batteries`.
    Nothing,
}

/// Where a cue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Before the mark.
    Before,
    /// After the mark.
    After,
    /// Anywhere in the field.
    Field,
}

/// One row of the table.
struct Row {
    says: Says,
    reach: Reach,
    /// The phrase as it must be typed, where its signs matter: `1:1` is no 11.
    signs: Option<&'static str>,
}

/// A cue in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    /// Its first unit.
    pub first: usize,
    /// The unit behind its last.
    pub end: usize,
    pub says: Says,
    pub reach: Reach,
}

/// No cue has more words, or letters where words are not parted.
const WORDS: usize = 5;
const LETTERS: usize = 24;

/// The rows of the table by the hashes of their phrases.
struct Table {
    rows: Hashed<Row>,
    /// A bit for the hash of every row's first [`STARTS`] letters, and few others.
    starts: Vec<u64>,
}

/// After how many letters a window is given up when no cue starts like it.
const STARTS: [usize; 2] = [2, 4];
/// Words of the bitmap: a power of two, so many that few bits are set.
const START_WORDS: usize = 1024;

/// The word and the bit of a start of cues.
fn start(hash: u32) -> (usize, u64) {
    let bit = hash_end(hash) as usize;
    (bit / 64 % START_WORDS, 1 << (bit % 64))
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = include_str!(concat!(env!("OUT_DIR"), "/use-cues.tsv")).lines();
        let mut starts = vec![0; START_WORDS];
        let hash_of = |phrase: &str| {
            let letters = key_of(phrase);
            let mut hash = hash_start();
            for (at, letter) in letters.chars().filter(|c| *c != ' ').enumerate() {
                hash = hash_step(hash, letter);
                if STARTS.contains(&(at + 1)) {
                    let (word, bit) = start(hash);
                    starts[word] |= bit;
                }
            }
            hash_end(hash)
        };
        let rows = Hashed::new(rows_of(lines, hash_of));
        Table { rows, starts }
    })
}

/// The rows of the packed table, of which each line has use, reach, phrases.
fn rows_of(lines: impl Iterator<Item = &'static str>, mut hash_of: impl FnMut(&str) -> u32) -> Vec<(u32, Row)> {
    let mut rows = Vec::new();
    for (says, reach, phrases) in lines.filter_map(columns_of) {
        rows.extend(phrases.split(';').map(|phrase| {
            let signs = phrase.contains([':', '+', '/', '%']).then_some(phrase);
            (hash_of(phrase), Row { says, reach, signs })
        }));
    }
    rows
}

fn columns_of(line: &'static str) -> Option<(Says, Reach, &'static str)> {
    let mut columns = line.split('\t');
    let says = match columns.next()? {
        "referential" => Says::Referential,
        "imitation" => Says::Imitation,
        "denial" => Says::Denial,
        "comparison" => Says::Comparison,
        "brand" => Says::Maker,
        "audience" => Says::Audience,
        "device" => Says::Device,
        "nocue" => Says::Nothing,
        _ => return None,
    };
    let reach = match columns.next()? {
        "before" => Reach::Before,
        "after" => Reach::After,
        "field" | "between" | "either" => Reach::Field,
        _ => return None,
    };
    Some((says, reach, columns.next()?))
}

/// The cues of a text, but for those inside phrases that mean something else.
pub(super) fn cues(text: &Folded, typed: &[u16]) -> Vec<Cue> {
    let table = table();
    let units = &text.units;
    let mut cues: Vec<Cue> = Vec::new();
    for first in 0..units.len() {
        if units[first].glue <= Glue::Inside {
            continue;
        }
        let mut hash = hash_start();
        let mut words = 0;
        for end in first + 1..=units.len().min(first + LETTERS) {
            words += usize::from(units[end - 1].glue >= Glue::Joint || end == first + 1);
            if words > WORDS {
                break;
            }
            hash = hash_step(hash, units[end - 1].plain);
            if STARTS.contains(&(end - first)) {
                let (word, bit) = start(hash);
                if table.starts[word] & bit == 0 {
                    break;
                }
            }
            if units.get(end).is_some_and(|next| next.glue <= Glue::Inside) {
                continue;
            }
            let hash = hash_end(hash);
            for row in table.rows.of(hash) {
                if row.signs.is_none_or(|signs| has_signs(typed, &units[first..end], signs)) {
                    cues.push(Cue { first, end, says: row.says, reach: row.reach });
                }
            }
        }
    }
    // Cues are in the order of their starts, so the phrases that may hold one are near it.
    let innocent: Vec<(usize, usize)> =
        cues.iter().filter(|cue| cue.says == Says::Nothing).map(|cue| (cue.first, cue.end)).collect();
    cues.retain(|cue| {
        let from = innocent.partition_point(|(first, _)| first + LETTERS < cue.first);
        !innocent[from..].iter().take_while(|(first, _)| *first <= cue.first).any(|(_, end)| cue.end <= *end)
    });
    cues
}

/// Whether the units are typed with the signs of a phrase, in ASCII, spaces aside.
fn has_signs(typed: &[u16], units: &[Unit], phrase: &str) -> bool {
    let from = units[0].start as usize;
    let typed = String::from_utf16_lossy(&typed[from..(from + 2 * phrase.len()).min(typed.len())]);
    let mut typed = typed.chars().filter(|c| *c != ' ');
    phrase.chars().filter(|c| *c != ' ').all(|c| typed.next().is_some_and(|other| other.eq_ignore_ascii_case(&c)))
}

/// Whether a unit stands in a script that parts no words.
pub(super) fn runs_on(unit: &Unit) -> bool {
    unit.class.runs_on() && unit.class != Class::Digit
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn phrases_with_signs_that_matter_are_ascii() {
        let lines = include_str!(concat!(env!("OUT_DIR"), "/use-cues.tsv")).lines();
        let phrases: Vec<&str> = rows_of(lines, |_| 0).iter().filter_map(|(_, row)| row.signs).collect();
        assert!(!phrases.is_empty() && phrases.iter().all(|phrase| phrase.is_ascii()), "{phrases:?}");
    }

    #[test]
    fn signs_are_told_whatever_the_case() {
        for (typed, phrase, expected) in [
            ("Rep 1 : 1", "rep 1:1", true),
            ("rep 11", "rep 1:1", false),
            ("AAA+ bag", "aaa+", true),
            ("aaa", "aaa+", false),
        ] {
            let units = crate::text::fold(typed).units;
            let typed: Vec<u16> = typed.encode_utf16().collect();
            assert_eq!(has_signs(&typed, &units, phrase), expected, "{phrase}");
        }
    }
}
