//! The folding table: what every code point reads as.
//!
//! `build/folding_table.rs` compiles it from Unicode's data and `data/*.tsv`; here it is
//! decoded once, at first use, into pages of 128 code points.
//!
//! # Format of the blob
//!
//! Six byte lengths as LEB128 varints, then six columns of these lengths. A
//! *run* is a range of code points that read alike:
//!
//! | column | a run |
//! |---|---|
//! | gaps | varint: code points between the end of the run before and this one |
//! | lens | varint: how many code points |
//! | classes | one byte, see `layout.rs`; `MAPPED` says that the columns below follow |
//! | steps | one byte: what was undone, and above `STEP_BITS` the number of letters less one |
//! | plains | zigzag varint for each letter of the reading of the first code point: the first letter less what it would be if it were as far from the code point as in the run before, the others less the one before; in runs it moves along |
//! | sights | varint for each letter: its sight class; 0 where that is the one of its plain reading |
//!
//! What no run covers is a separator. Han characters that read as another one and are nothing else but that (traditional ones)
//! are part of the runs around them; they stand in a blob of their own: the byte length of its first column, and
//!
//! | column | a character, in their order |
//! |---|---|
//! | gaps | varint: code points between the character before and this one |
//! | plains | zigzag varint: its reading less the one before |

use std::sync::OnceLock;

include!("layout.rs");
include!(concat!(env!("OUT_DIR"), "/folding.rs"));
static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/folding.bin"));
static HAN_BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/folding-han.bin"));

/// What kind of letter a unit is: its script, a digit, or a sign for a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Class {
    Other,
    Latin,
    Cyrillic,
    Greek,
    Han,
    Hiragana,
    Katakana,
    Hangul,
    /// Thai, Lao, Khmer, Burmese: letters without spaces between words.
    Thai,
    Arabic,
    Hebrew,
    Digit,
    /// A sign that may stand for a letter (`$`, `@`, `!`).
    Sign,
    /// A sign that may cover a letter (`*`, `•`, `_`).
    Mask,
}

impl Class {
    const fn from_byte(byte: u8) -> Class {
        match byte {
            LATIN => Class::Latin,
            CYRILLIC => Class::Cyrillic,
            GREEK => Class::Greek,
            HAN => Class::Han,
            HIRAGANA => Class::Hiragana,
            KATAKANA | VOICING => Class::Katakana,
            HANGUL => Class::Hangul,
            THAI => Class::Thai,
            ARABIC => Class::Arabic,
            HEBREW => Class::Hebrew,
            DIGIT => Class::Digit,
            SIGN => Class::Sign,
            _ => Class::Other,
        }
    }

    /// Whether words of this script are written without spaces between them,
    /// or (Hangul) with particles hanging on.
    pub const fn runs_on(self) -> bool {
        matches!(self, Class::Han | Class::Hiragana | Class::Katakana | Class::Hangul | Class::Thai)
    }
}

/// One folded letter: its plain reading and its look-alike class.
pub(super) type Letter = (char, char);

/// What one code point reads as.
pub(super) enum Reading {
    /// A boundary between words, or inside a spelled-out one.
    Separator,
    /// Dropped without a trace but a note.
    Ignorable,
    /// A mark on the letter before.
    Accent,
    /// Composes with the kana before it.
    Voicing,
    /// One or more letters.
    Letters { class: Class, attached: bool, steps: u8, letters: Letters },
}

/// The letters of one code point, without allocation.
#[derive(Clone, Copy)]
pub(super) struct Letters {
    buffer: [Letter; 4],
    len: u8,
}

impl Letters {
    fn one(letter: Letter) -> Letters {
        Letters { buffer: [letter; 4], len: 1 }
    }

    pub(super) fn as_slice(&self) -> &[Letter] {
        &self.buffer[..usize::from(self.len)]
    }
}

/// A run's readings, as decoded.
struct Run {
    class: u8,
    steps: u8,
    /// How many letters each code point reads as.
    len: u8,
    /// The first code point; where it reads as several letters, the place of these in [`Table::several`].
    at: u32,
    /// What the first code point reads as, where that is one letter.
    letter: Letter,
}

struct Table {
    /// Page of 128 code points → first slot of its block.
    pages: Vec<u16>,
    /// Blocks of 128 slots: 0 is a separator, else the number of a run plus one.
    slots: Vec<u16>,
    runs: Vec<Run>,
    /// The letters of code points that read as several.
    several: Vec<Letter>,
}

/// The look-alike classes of the folded letters and digits in ASCII, which are asked for most.
static ASCII: [u8; 128] = {
    let mut sights = [0; 128];
    let mut at = 0;
    while at < sights.len() {
        sights[at] = sight_class(at as u8 as char) as u8;
        at += 1;
    }
    sights
};

const PAGE: u32 = 128;

/// In the blob, the sight class of a letter that has the one of its plain reading.
const OWN: char = '\0';

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::decode(BLOB, HAN_BLOB))
}

/// Makes the folding table now, where there is time, and not when the first letter is read.
#[cfg(target_arch = "wasm32")]
pub(crate) fn prepare() {
    table();
}

/// What `c` reads as.
pub(super) fn read(c: char) -> Reading {
    table().read(c)
}

/// The look-alike class of a folded letter, as `read` gives it for that letter itself.
// Asked of every letter of every key: in ASCII it is no call.
#[inline(always)]
pub fn sight_of(plain: char) -> char {
    match ASCII.get(plain as usize) {
        Some(sight) => char::from(*sight),
        None => table().sight_of(plain),
    }
}

/// The first of the Han characters that look like `c` in `data/han-lookalikes.tsv`.
pub(crate) fn han_look(c: char) -> Option<char> {
    static LOOKS: OnceLock<Vec<char>> = OnceLock::new();
    // A character and the first of its set, in the order of the characters.
    let looks = LOOKS.get_or_init(|| include_str!(concat!(env!("OUT_DIR"), "/han-lookalikes.txt")).chars().collect());
    let (mut low, mut high) = (0, looks.len() / 2);
    while low < high {
        let middle = low + (high - low) / 2;
        if looks[middle * 2] < c { low = middle + 1 } else { high = middle }
    }
    looks.get(low * 2).filter(|found| **found == c).map(|_| looks[low * 2 + 1])
}

/// What a named character reference stands for: its name is without `&` and `;`.
pub(super) fn entity(name: &str) -> Option<char> {
    // For each character its names, and the character unless it is the one behind that of the names before.
    let mut character = '\0';
    include_str!(concat!(env!("OUT_DIR"), "/entities.txt")).split(' ').find_map(|entry| {
        let (names, given) = entry.split_once('=').unwrap_or((entry, ""));
        character = given.chars().next().unwrap_or_else(|| moved(character, 1));
        names.split(';').any(|known| known == name).then_some(character)
    })
}

fn moved(c: char, by: u32) -> char {
    char::from_u32(c as u32 + by).unwrap_or(c)
}

impl Table {
    /// Decodes the blobs. They are compiled in and covered by tests, so a
    /// malformed one is a bug of the build and may panic.
    fn decode(blob: &[u8], han: &[u8]) -> Table {
        let mut head = Column(blob);
        let lens: [usize; 6] = std::array::from_fn(|_| head.varint() as usize);
        let mut rest = head.0;
        let [mut gaps, mut sizes, mut classes, mut steps, mut plains, mut sights] = lens.map(|len| {
            let (column, after) = rest.split_at(len);
            rest = after;
            Column(column)
        });
        let mut han = Others::new(han);
        let page_count = (char::MAX as u32 / PAGE + 1) as usize;
        // No more than that, and most are single bytes: a page of the web never gives memory back.
        let runs = Vec::with_capacity(classes.0.len() + han.gaps.0.len());
        let mut table = Table { pages: vec![0; page_count], slots: vec![0; PAGE as usize], runs, several: Vec::new() };
        let (mut end, mut shift) = (0, 0);
        while !gaps.0.is_empty() {
            let first = end + gaps.varint();
            end = first + sizes.varint();
            let class = classes.byte();
            let mut run = Run { class, steps: 0, len: 0, at: first, letter: (OWN, OWN) };
            if class & MAPPED != 0 {
                let packed = steps.byte();
                run.steps = packed & ((1 << STEP_BITS) - 1);
                run.len = (packed >> STEP_BITS) + 1;
                let mut plain = first.wrapping_add_signed(shift);
                let mut letter = || {
                    plain = plain.wrapping_add_signed(plains.zigzag());
                    (scalar(plain), scalar(sights.varint()))
                };
                run.letter = letter();
                shift = run.letter.0 as i32 - first as i32;
                if run.len > 1 {
                    run.at = table.several.len() as u32;
                    table.several.push(run.letter);
                    table.several.extend((1..run.len).map(|_| letter()));
                } else if run.letter.1 == OWN && run.letter.0 as u32 == first {
                    // A letter that reads as itself looks like itself.
                    run.letter.1 = run.letter.0;
                }
            }
            table.runs.push(run);
            let number = table.runs.len() as u16;
            let mut from = first;
            // Those before the run stand by themselves.
            while han.next < end {
                table.paint(from, han.next, number);
                from = first.max(han.next + 1);
                let code = han.next;
                table.runs.push(han.take());
                table.paint(code, code + 1, table.runs.len() as u16);
            }
            table.paint(from, end, number);
        }
        for run in 0..table.runs.len() {
            let Run { at, len, letter, .. } = table.runs[run];
            table.runs[run].letter = table.seen(letter);
            if len > 1 {
                for place in at as usize..at as usize + usize::from(len) {
                    table.several[place] = table.seen(table.several[place]);
                }
            }
        }
        table
    }

    /// A letter with its sight class, where it has the one of its plain reading.
    fn seen(&self, (plain, sight): Letter) -> Letter {
        (plain, if sight == OWN { self.sight_of(plain) } else { sight })
    }

    fn run_of(&self, code: u32) -> Option<&Run> {
        let block = usize::from(self.pages[(code / PAGE) as usize]);
        let slot = self.slots[block * PAGE as usize + (code % PAGE) as usize];
        slot.checked_sub(1).map(|run| &self.runs[usize::from(run)])
    }

    fn read(&self, c: char) -> Reading {
        let code = c as u32;
        let Some(run) = self.run_of(code) else { return Reading::Separator };
        match run.class & !(MAPPED | ATTACHED) {
            IGNORABLE => return Reading::Ignorable,
            ACCENT_MARK => return Reading::Accent,
            VOICING => return Reading::Voicing,
            _ => {}
        }
        let class = Class::from_byte(run.class & !(MAPPED | ATTACHED));
        let attached = run.class & ATTACHED != 0;
        if run.class & MAPPED == 0 {
            return Reading::Letters { class, attached, steps: 0, letters: Letters::one((c, c)) };
        }
        let mut letters = Letters::one(run.letter);
        if run.len > 1 {
            letters.len = run.len;
            letters.buffer.iter_mut().zip(&self.several[run.at as usize..]).for_each(|(letter, of)| *letter = *of);
        } else {
            let shift = code - run.at;
            letters.buffer[0] = (moved(run.letter.0, shift), moved(run.letter.1, shift));
        }
        Reading::Letters { class, attached, steps: run.steps, letters }
    }

    /// The same as the first sight class of its reading, without making the whole of that.
    #[inline(never)]
    fn sight_of(&self, plain: char) -> char {
        let code = plain as u32;
        match self.run_of(code) {
            Some(run) if run.len > 1 => self.several[run.at as usize].1,
            Some(run) if run.class & MAPPED != 0 => moved(run.letter.1, code - run.at),
            _ => plain,
        }
    }

    /// Gives the slots of `first..end` a run. Whole pages of one run share a block.
    fn paint(&mut self, first: u32, end: u32, run: u16) {
        let mut shared = None;
        let mut code = first;
        while code < end {
            let page = (code / PAGE) as usize;
            if code.is_multiple_of(PAGE) && code + PAGE <= end {
                let block = *shared.get_or_insert_with(|| {
                    self.slots.extend([run; PAGE as usize]);
                    (self.slots.len() / PAGE as usize - 1) as u16
                });
                self.pages[page] = block;
                code += PAGE;
                continue;
            }
            if self.pages[page] == 0 {
                self.slots.extend([0; PAGE as usize]);
                self.pages[page] = (self.slots.len() / PAGE as usize - 1) as u16;
            }
            let block = usize::from(self.pages[page]) * PAGE as usize;
            self.slots[block + (code % PAGE) as usize] = run;
            code += 1;
        }
    }
}

fn scalar(code: u32) -> char {
    char::from_u32(code).expect("a scalar value")
}

/// Han characters that read as others, as decoded.
struct Others<'a> {
    gaps: Column<'a>,
    plains: Column<'a>,
    /// The next one; behind all code points after the last.
    next: u32,
    /// What the one before reads as.
    plain: u32,
}

impl Others<'_> {
    fn new(blob: &[u8]) -> Others<'_> {
        let mut gaps = Column(blob);
        let length = gaps.varint() as usize;
        let (gaps, plains) = gaps.0.split_at(length);
        let mut others = Others { gaps: Column(gaps), plains: Column(plains), next: 0, plain: 0 };
        others.go_on(0);
        others
    }

    /// To the next one from a code point on.
    fn go_on(&mut self, from: u32) {
        self.next = if self.gaps.0.is_empty() { u32::MAX } else { from + self.gaps.varint() };
    }

    /// What the next one reads as.
    fn take(&mut self) -> Run {
        let first = self.next;
        self.go_on(first + 1);
        self.plain = self.plain.wrapping_add_signed(self.plains.zigzag());
        Run { class: HAN | MAPPED, steps: 0, len: 1, at: first, letter: (scalar(self.plain), OWN) }
    }
}

/// Reads a column from its start.
struct Column<'a>(&'a [u8]);

impl Column<'_> {
    fn byte(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().expect("the column goes on");
        self.0 = rest;
        *first
    }

    fn varint(&mut self) -> u32 {
        let mut value = 0;
        for shift in (0..).step_by(7) {
            let byte = self.byte();
            value |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                break;
            }
        }
        value
    }

    fn zigzag(&mut self) -> i32 {
        let value = self.varint();
        (value >> 1) as i32 ^ -((value & 1) as i32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    fn plain(c: char) -> String {
        match read(c) {
            Reading::Letters { letters, .. } => letters.as_slice().iter().map(|l| l.0).collect(),
            _ => String::new(),
        }
    }

    fn sight(c: char) -> String {
        match read(c) {
            Reading::Letters { letters, .. } => letters.as_slice().iter().map(|l| l.1).collect(),
            _ => String::new(),
        }
    }

    #[test]
    fn a_sight_class_is_that_of_the_reading() {
        for c in '\0'..=char::MAX {
            let expected = match read(c) {
                Reading::Letters { letters, .. } => letters.as_slice()[0].1,
                _ => c,
            };
            assert_eq!(table().sight_of(c), expected, "{c:?}");
        }
    }

    #[test]
    fn plain_readings() {
        let table = [
            ('a', "a"),
            ('A', "a"),
            ('é', "e"),
            ('ß', "ss"),
            ('ﬁ', "fi"),
            ('Ｎ', "n"),
            ('𝐍', "n"),
            ('Ⓝ', "n"),
            ('ø', "o"),
            ('ł', "l"),
            ('Đ', "d"),
            ('æ', "ae"),
            ('Ж', "ж"),
            ('й', "и"),
            ('Σ', "σ"),
            ('ς', "σ"),
            ('馳', "驰"),
            ('國', "国"),
            ('ｶ', "カ"),
            ('ガ', "ガ"),
            ('ㄱ', "\u{1100}"),
            ('أ', "ا"),
            ('٣', "3"),
            ('㍿', "株式会社"),
            ('²', "2"),
            ('™', ""),
            ('½', ""),
            (' ', ""),
            ('-', ""),
            ('🎉', ""),
            ('한', "한"),
            ('ı', "i"),
            ('İ', "i"),
        ];
        for (c, expected) in table {
            assert_eq!(plain(c), expected, "{c}");
        }
    }

    #[test]
    fn ascii_looks_as_the_table_says() {
        for c in ('0'..='9').chain('a'..='z') {
            assert_eq!(sight_of(c), super::table().sight_of(c), "{c}");
        }
    }

    #[test]
    fn sight_classes() {
        let table = [
            ('i', "l"),
            ('I', "l"),
            ('1', "l"),
            ('0', "o"),
            ('О', "o"),
            ('с', "c"),
            ('і', "l"),
            ('Ν', "n"),
            ('ν', "v"),
            ('α', "a"),
            ('$', "s"),
            ('@', "a"),
            ('3', "e"),
            ('ѕ', "s"),
            ('п', "n"),
            ('ナ', "ナ"),
            ('な', "ナ"),
            ('ｯ', "ツ"),
            ('æ', "ae"),
            ('🅽', "n"),
            ('🇳', "n"),
            ('ɴ', "n"),
            ('Ꭰ', "d"),
        ];
        for (c, expected) in table {
            assert_eq!(sight(c), expected, "{c}");
        }
    }

    /// The oracle for compatibility forms: every letter that NFKC takes to
    /// ASCII letters or digits reads as these.
    #[test]
    fn agrees_with_nfkc() {
        for c in ('\u{80}'..=char::MAX).filter(|c| !matches!(c, '\u{2120}' | '\u{2122}' | '\u{2121}' | '\u{213B}')) {
            let compat: String = c.nfkc().collect();
            if compat.len() <= 4 && compat.chars().all(|c| c.is_ascii_alphanumeric()) {
                assert_eq!(plain(c), compat.to_lowercase(), "U+{:04X} {c}", c as u32);
            }
        }
    }

    /// The oracle for look-alikes: every letter whose confusable prototype is
    /// one ASCII letter or digit has that letter's sight class.
    #[test]
    fn agrees_with_confusables() {
        let ours = lookalike_overrides();
        for c in ('\u{80}'..=char::MAX).filter(|c| c.is_alphabetic() && !ours.contains(c)) {
            let skeleton: String = unicode_security::confusable_detection::skeleton(&c.to_string()).collect();
            let mut letters = skeleton.chars();
            let (Some(prototype), None) = (letters.next(), letters.next()) else { continue };
            // Letters that case or compatibility take to another letter keep that letter's look.
            if prototype.is_ascii_alphanumeric() && sight(c).chars().count() == 1 {
                assert_eq!(sight(c), sight_class(prototype.to_ascii_lowercase()).to_string(), "U+{:04X} {c}", c as u32);
            }
        }
    }

    fn lookalike_overrides() -> std::collections::HashSet<char> {
        include_str!("../../data/lookalikes.tsv")
            .lines()
            .filter_map(|line| line.split('\t').next()?.strip_prefix("U+"))
            .flat_map(|range| {
                let ends: Vec<u32> = range
                    .split("..")
                    .map(|hex| u32::from_str_radix(hex.trim_start_matches("U+"), 16).unwrap())
                    .collect();
                ends[0]..=ends[ends.len() - 1]
            })
            .filter_map(char::from_u32)
            .collect()
    }

    /// What is decoded, written out as `build/folding_table.rs` wrote it for the folding version, has that version.
    #[test]
    fn what_was_left_out_of_the_blobs_is_put_back() {
        let table = table();
        let slot = |code: u32| {
            let block = usize::from(table.pages[(code / PAGE) as usize]);
            table.slots[block * PAGE as usize + (code % PAGE) as usize]
        };
        let letters = |run: &'static Run| match usize::from(run.len) {
            len @ 0..2 => &std::slice::from_ref(&run.letter)[..len],
            len => &table.several[run.at as usize..][..len],
        };
        // Runs as the build has them: neighbours that are equal, or move along, are one.
        let mut runs: Vec<(u32, u32, &'static Run)> = Vec::new();
        for code in 0..=char::MAX as u32 {
            let Some(run) = slot(code).checked_sub(1).map(|number| &table.runs[usize::from(number)]) else { continue };
            if let Some((first, end, last)) = runs.last_mut().filter(|(_, end, _)| *end == code) {
                let (from, to) = (letters(last), letters(run));
                let moves = |by: u32| {
                    matches!((from, to), ([from], [to]) if moved(from.0, by) == to.0 && moved(from.1, by) == to.1)
                        && (last.class, last.steps) == (run.class, run.steps)
                };
                if std::ptr::eq(*last, run) || moves(code - *first) {
                    *end += 1;
                    continue;
                }
            }
            runs.push((code, code + 1, run));
        }
        let varint = |out: &mut Vec<u8>, mut value: u32| {
            while value >= 0x80 {
                out.push(value as u8 | 0x80);
                value >>= 7;
            }
            out.push(value as u8);
        };
        let mut columns: [Vec<u8>; 6] = Default::default();
        let mut last = 0;
        for (first, end, run) in runs {
            let [gaps, lens, classes, steps, plains, sights] = &mut columns;
            varint(gaps, first - last);
            varint(lens, end - first);
            last = end;
            classes.push(run.class);
            if run.class & MAPPED == 0 {
                continue;
            }
            steps.push(run.steps | (run.len - 1) << STEP_BITS);
            for (plain, sight) in letters(run) {
                let zigzag = |value: i32| ((value << 1) ^ (value >> 31)) as u32;
                varint(plains, zigzag(*plain as i32 - first as i32));
                varint(sights, zigzag(*sight as i32 - *plain as i32));
            }
        }
        let mut written = Vec::new();
        for column in &columns {
            varint(&mut written, column.len() as u32);
        }
        written.extend(columns.concat());
        let hash =
            written.iter().fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
        assert_eq!(hash ^ FOLDING_CODE, FOLDING);
    }

    #[test]
    fn folded_letters_fold_to_themselves() {
        for c in ('\0'..=char::MAX).filter(|c| *c != 'm') {
            for p in plain(c).chars() {
                assert_eq!(plain(p), p.to_string(), "U+{:04X} {c}", c as u32);
            }
        }
    }

    #[test]
    fn entities_by_name() {
        assert_eq!(entity("amp"), Some('&'));
        assert_eq!(entity("eacute"), Some('é'));
        assert_eq!(entity("equals"), Some(','));
        assert_eq!(entity("nosuch"), None);
    }
}
