//! What a code point reads as, decided here, once, from published sources:
//!
//! - compatibility forms, decompositions: UAX #15, by `unicode-normalization`;
//! - look-alikes across scripts: UTS #39 confusables, by `unicode-security`;
//! - scripts: UAX #24, by `unicode-script`;
//! - traditional → simplified: `data/simplified.tsv`;
//! - digits and signs for letters, styled alphabets: `data/lookalikes.tsv`.

use super::layout::*;
use super::{only_char, rows};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

/// All code points that are no separators, in their order, and what each reads as.
pub fn readings() -> impl Iterator<Item = (u32, Reading)> {
    let tables = Tables::load();
    // Hangul syllables, unified ideographs beyond the basic planes and the
    // unassigned take the general rule too: nothing is special-cased here.
    (0..=0x10_FFFF)
        .filter_map(char::from_u32)
        .map(move |c| (c as u32, if c.is_ascii() { ascii(&tables, c) } else { tables.read(c) }))
        .filter(|(_, reading)| *reading != Reading::Separator)
}

/// What one code point reads as.
#[derive(Clone, PartialEq)]
pub enum Reading {
    /// Not a letter: a boundary.
    Separator,
    /// Invisible, or without weight: dropped.
    Ignorable,
    /// A mark on the letter before: dropped, the letter noted as accented.
    Accent,
    /// A letter that stands for itself.
    Letter { class: u8 },
    /// A character that reads as one or more letters.
    Mapped { class: u8, steps: u8, plain: Vec<char>, sight: Vec<char> },
}

/// The reviewable tables of `data/`.
struct Tables {
    simplified: HashMap<char, char>,
    lookalikes: HashMap<char, (Vec<char>, u8)>,
}

impl Tables {
    fn load() -> Tables {
        let simplified =
            rows("data/simplified.tsv").iter().map(|row| (only_char(&row[0]), only_char(&row[1]))).collect();
        let mut lookalikes = HashMap::new();
        for row in rows("data/lookalikes.tsv") {
            let step = match row[2].as_str() {
                "leet" => LEET,
                "script" => LOOKALIKE,
                "styled" | "upside-down" => STYLED,
                other => panic!("data/lookalikes.tsv: unknown kind {other:?}"),
            };
            let (from, to) = row[0].split_once("..").unwrap_or((&row[0], &row[0]));
            let (first, last) = (code_point(from), code_point(to));
            let shift = |c: char, by: u32| char::from_u32(c as u32 + by).expect("a scalar value");
            for at in 0..=(last as u32 - first as u32) {
                let target = match row[1].split_once("..") {
                    Some((target, _)) => vec![shift(only_char(target), at)],
                    None => row[1].chars().collect(),
                };
                lookalikes.insert(shift(first, at), (target, step));
            }
        }
        Tables { simplified, lookalikes }
    }

    /// Case, compatibility and accents undone; `None` where nothing of weight is left.
    fn plain(&self, c: char) -> (Vec<char>, u8) {
        // Signs that NFKC spells out but nobody reads as part of a name.
        if matches!(c, '\u{2120}' | '\u{2122}' | '\u{2121}' | '\u{213B}') {
            return (Vec::new(), 0);
        }
        let mut steps = 0;
        let compat: String = c.nfkc().collect();
        let canonical: String = c.nfc().collect();
        let mut letters = Vec::new();
        let mut base = String::new();
        for d in case_fold(&compat).nfd() {
            if is_accent(d) {
                steps |= ACCENT;
            } else {
                base.push(d);
            }
        }
        for d in base.nfc() {
            let d = digit(d).unwrap_or(d);
            let d = self.simplified.get(&d).copied().unwrap_or(d);
            if is_ignorable(d) {
                continue;
            }
            if is_letter(d) {
                letters.push(d);
            } else if !"()[]〔〕.,⁄".contains(d) {
                return (Vec::new(), 0);
            }
        }
        if letters.len() > 4 || compat.contains('⁄') {
            return (Vec::new(), 0);
        }
        if script_class(c, &letters) == LATIN {
            // æ, ø, ł, đ … have no decomposition; their confusable prototype has one.
            letters = letters.into_iter().flat_map(|l| if l.is_ascii() { vec![l] } else { latin_base(l) }).collect();
            if !c.is_ascii() && compat == canonical {
                steps |= ACCENT;
            }
        }
        if compat != canonical && letters.iter().all(|l| l.is_ascii()) {
            steps |= STYLED;
        }
        (letters, steps)
    }

    /// The look-alike class of a character.
    fn sight(&self, c: char, plain: &[char]) -> Vec<char> {
        if let Some((target, _)) = self.lookalikes.get(&c) {
            return target.iter().copied().map(sight_class).collect();
        }
        if plain.len() != 1 {
            return plain.iter().map(|p| self.sight_of_plain(*p)).collect();
        }
        match prototype(c) {
            Some(p) if p != c => vec![self.sight_of_plain(p)],
            _ => vec![self.sight_of_plain(plain[0])],
        }
    }

    fn sight_of_plain(&self, p: char) -> char {
        if p.is_ascii() {
            return sight_class(p);
        }
        if let Some(([target], _)) = self.lookalikes.get(&p).map(|(target, step)| (&target[..], step)) {
            return sight_class(*target);
        }
        let p = large_katakana(p);
        prototype(p).map_or(p, sight_class)
    }

    /// [`Tables::plain`] carried on until nothing changes: small capitals have
    /// their own capitals, and what is folded must fold to itself.
    fn plain_for_good(&self, c: char) -> (Vec<char>, u8) {
        let (mut letters, mut steps) = self.plain(c);
        for _ in 0..4 {
            let next = letters
                .iter()
                .flat_map(|l| match self.lookalikes.get(l) {
                    Some((target, STYLED)) if !l.is_ascii() => {
                        steps |= STYLED;
                        target.clone()
                    }
                    _ => self.plain(*l).0,
                })
                .collect();
            if next == letters {
                break;
            }
            letters = next;
        }
        (letters, steps)
    }

    fn read(&self, c: char) -> Reading {
        let class = |letters: &[char]| script_class(c, letters);
        if is_ignorable(c) {
            return Reading::Ignorable;
        }
        // Voicing marks compose with the kana before them, in the folding code.
        if matches!(c, '\u{3099}' | '\u{309A}' | '\u{FF9E}' | '\u{FF9F}') {
            return Reading::Letter { class: VOICING };
        }
        if is_accent(c) {
            return Reading::Accent;
        }
        let (mut plain, mut steps) = self.plain_for_good(c);
        if let Some((target, step)) = self.lookalikes.get(&c) {
            // Native letters keep their own plain reading and only look like the target.
            if *step != LOOKALIKE || plain.is_empty() {
                if !plain.iter().all(char::is_ascii) || plain.is_empty() {
                    plain.clone_from(target);
                }
                steps |= *step;
            }
            if plain.is_empty() || (*step == LEET && !is_letter(c)) {
                return Reading::Mapped {
                    class: SIGN,
                    steps,
                    sight: target.iter().copied().map(sight_class).collect(),
                    plain,
                };
            }
        }
        if plain.is_empty() {
            return Reading::Separator;
        }
        let mut sight = self.sight(c, &plain);
        if sight.len() != plain.len() {
            sight = plain.iter().map(|p| self.sight_of_plain(*p)).collect();
        }
        if c.is_uppercase() {
            steps |= UPPER;
        }
        if plain == [c] && sight == [c] && steps == 0 {
            let attached = if is_combining_mark(c) { ATTACHED } else { 0 };
            return Reading::Letter { class: class(&plain) | attached };
        }
        Reading::Mapped { class: class(&plain), steps, plain, sight }
    }
}

/// Simple case folding that also joins ß/ss, ς/σ, ſ/s and dotless ı/i.
fn case_fold(text: &str) -> String {
    text.chars()
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'ς' { 'σ' } else { c })
        .collect()
}

/// Letters, digits and the dependent vowels that belong to their scripts' letters.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || (is_combining_mark(c) && !is_accent(c))
}

/// Marks that only dress a letter: dropped. Those of Indic and Thai scripts
/// are vowels, those of kana make another syllable: kept.
fn is_accent(c: char) -> bool {
    is_combining_mark(c)
        && !matches!(c, '\u{3099}' | '\u{309A}')
        && matches!(
            c.script(),
            Script::Inherited
                | Script::Common
                | Script::Latin
                | Script::Greek
                | Script::Cyrillic
                | Script::Arabic
                | Script::Hebrew
        )
}

/// Default_Ignorable_Code_Point (DerivedCoreProperties), and the Arabic tatweel, which only stretches.
fn is_ignorable(c: char) -> bool {
    matches!(c as u32,
        0xAD | 0x34F | 0x61C | 0x640 | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F
        | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFF8
        | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}

/// Decimal digits of the scripts in use on marketplaces, and letters that
/// keyboards of one alphabet write in two ways (Arabic yeh, kaf, teh marbuta).
fn digit(c: char) -> Option<char> {
    for zero in [0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xED0] {
        if let Some(value) = (c as u32).checked_sub(zero).filter(|v| *v < 10) {
            return char::from_digit(value, 10);
        }
    }
    match c {
        '\u{6CC}' | '\u{649}' => Some('\u{64A}'),
        '\u{6A9}' => Some('\u{643}'),
        '\u{629}' | '\u{6C1}' | '\u{6BE}' | '\u{6D5}' => Some('\u{647}'),
        _ => None,
    }
}

/// The confusable prototype as one folded letter, where it is one.
fn prototype(c: char) -> Option<char> {
    let text = c.to_string();
    let skeleton: String = unicode_security::confusable_detection::skeleton(&text).collect();
    let mut letters = case_fold(&skeleton).nfkd().filter(|d| !is_accent(*d)).collect::<Vec<_>>();
    if letters == ['r', 'n'] && c != 'm' {
        letters = vec!['m'];
    }
    match letters[..] {
        [one] if is_letter(one) => Some(one),
        // What UTS #39 takes for a stroke is an l to a reader of names.
        ['|'] => Some('l'),
        _ => None,
    }
}

/// The ASCII letters of a Latin letter that Unicode does not decompose.
fn latin_base(c: char) -> Vec<char> {
    let text = c.to_string();
    let base: Vec<char> = case_fold(&unicode_security::confusable_detection::skeleton(&text).collect::<String>())
        .nfkd()
        .filter(|d| !is_accent(*d))
        .collect();
    if !base.is_empty() && base.iter().all(char::is_ascii_alphanumeric) { base } else { vec![c] }
}

/// Hiragana as katakana, small kana as large: what sight takes for one.
fn large_katakana(c: char) -> char {
    let c = match c {
        '\u{3041}'..='\u{3096}' => char::from_u32(c as u32 + 0x60).expect("katakana"),
        _ => c,
    };
    match c {
        'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' => {
            char::from_u32(c as u32 + 1).expect("katakana")
        }
        'ヵ' => 'カ',
        'ヶ' => 'ケ',
        _ => c,
    }
}

fn script_class(c: char, letters: &[char]) -> u8 {
    let script = match c.script() {
        Script::Common | Script::Inherited => letters.first().map_or(Script::Common, |l| l.script()),
        script => script,
    };
    match script {
        Script::Common if c == 'ー' || c == 'ｰ' => KATAKANA,
        Script::Common if letters.first().is_some_and(char::is_ascii_digit) => DIGIT,
        Script::Latin => LATIN,
        Script::Cyrillic => CYRILLIC,
        Script::Greek => GREEK,
        Script::Han | Script::Bopomofo => HAN,
        Script::Hiragana => HIRAGANA,
        Script::Katakana => KATAKANA,
        Script::Hangul => HANGUL,
        Script::Thai | Script::Lao | Script::Khmer | Script::Myanmar => THAI,
        Script::Arabic => ARABIC,
        Script::Hebrew => HEBREW,
        _ => OTHER,
    }
}

/// ASCII: letters and digits always, the rest only where a sign stands for a letter.
fn ascii(tables: &Tables, c: char) -> Reading {
    if c.is_ascii_alphanumeric() || tables.lookalikes.contains_key(&c) { tables.read(c) } else { Reading::Separator }
}

fn code_point(text: &str) -> char {
    let hex = text.trim().trim_start_matches("U+");
    u32::from_str_radix(hex, 16).ok().and_then(char::from_u32).unwrap_or_else(|| panic!("not a code point: {text:?}"))
}
