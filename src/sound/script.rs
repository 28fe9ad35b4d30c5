//! Letters of other scripts → sounds.

use super::{Manner, Sounds, is_vowel, latin};
use std::sync::OnceLock;

/// How a letter is written; nothing for Latin letters, digits and signs.
pub(crate) fn manner_of(c: char) -> Option<Manner> {
    Some(match c as u32 {
        0x370..=0x58F | 0x900..=0xD7F | 0x10A0..=0x10FF => Manner::Alphabet,
        0x590..=0x6FF => Manner::Abjad,
        0xE00..=0xE7F => Manner::Thai,
        0x3041..=0x30FF => Manner::Kana,
        0xAC00..=0xD7A3 => Manner::Hangul,
        0x4E00..=0x9FFF => Manner::Han,
        _ => return None,
    })
}

/// Reads one word.
pub(super) fn read(word: &str, sounds: &mut Sounds) {
    let mut letters: Vec<char> = word.chars().map(in_one_script).collect();
    order_thai(&mut letters);
    if let [letter] = letters[..]
        && manner_of(letter) == Some(Manner::Alphabet)
        && let sound @ [b'a'..=b'w'] = listed(letter).as_bytes()
    {
        // A letter by itself is called by its name, much as the Latin one.
        if sounds.manner == Manner::Latin {
            sounds.manner = Manner::Alphabet;
        }
        return latin::read(latin::name_of(sound), sounds);
    }
    for (at, c) in letters.iter().enumerate() {
        let next = letters.get(at + 1).copied();
        let Some(manner) = manner_of(*c) else {
            if c.is_ascii() {
                latin::read(&[*c as u8], sounds);
            }
            continue;
        };
        if matches!(sounds.manner, Manner::Latin | Manner::Han) {
            sounds.manner = manner;
        }
        match manner {
            Manner::Hangul => hangul(*c, next, sounds),
            Manner::Kana => kana(*c, next, sounds),
            Manner::Han => han(*c, sounds),
            _ => match (c, next) {
                // The nominative ending of Georgian, and the a of Arabic and Hebrew feminines.
                ('ი', None) => sounds.push(b'E'),
                ('ه' | 'ה', None) => sounds.push(b'a'),
                // อ carries a vowel, ห lends its tone.
                ('อ', Some('ะ' | 'ั' | 'า' | 'ิ' | 'ี' | 'ึ' | 'ื' | 'ุ' | 'ู')) => {}
                ('ห', Some('ง' | 'ญ' | 'น' | 'ม' | 'ย' | 'ร' | 'ล' | 'ว')) => {}
                _ => listed(*c).bytes().for_each(|sound| sounds.push(sound)),
            },
        }
    }
}

/// Letters of the scripts of India as those of Devanagari, hiragana as katakana: they are laid out alike.
fn in_one_script(c: char) -> char {
    let code = match c as u32 {
        code @ 0x980..=0xD7F => 0x900 + (code & 0x7F),
        code @ 0x3041..=0x3096 => code + 0x60,
        code => code,
    };
    char::from_u32(code).unwrap_or(c)
}

/// Puts Thai vowels that are written before their consonant behind it, and drops letters marked as silent.
fn order_thai(letters: &mut Vec<char>) {
    let mut at = 0;
    while at + 1 < letters.len() {
        if letters[at + 1] == '\u{E4C}' {
            letters.drain(at..at + 2);
        } else if ('เ'..='ไ').contains(&letters[at]) {
            letters.swap(at, at + 1);
            at += 2;
        } else {
            at += 1;
        }
    }
}

/// The sounds of a letter in `data/sounds.tsv`.
fn listed(c: char) -> &'static str {
    static LETTERS: OnceLock<Vec<(char, &'static str)>> = OnceLock::new();
    let letters = LETTERS.get_or_init(|| {
        let rows = include_str!(concat!(env!("OUT_DIR"), "/sounds.txt")).lines();
        rows.filter_map(|row| row.chars().next().map(|letter| (letter, &row[letter.len_utf8()..]))).collect()
    });
    letters.binary_search_by_key(&c, |(letter, _)| *letter).map_or("", |at| letters[at].1)
}

fn kana(c: char, next: Option<char>, sounds: &mut Sounds) {
    let end = sounds.last();
    match c {
        'ャ' | 'ュ' | 'ョ' => {
            if end == Some(b'i') {
                sounds.sounds.pop();
            }
            if !matches!(sounds.last(), Some(b'S' | b'C' | b'J')) {
                sounds.push(b'y');
            }
            listed(c).bytes().skip(1).for_each(|sound| sounds.push(sound));
        }
        'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' if end.is_some_and(is_vowel) => {
            // フェ is fe, ウェ is we.
            sounds.sounds.pop();
            if end == Some(b'u') && sounds.last().is_none_or(is_vowel) {
                sounds.push(b'w');
            }
            listed(c).bytes().for_each(|sound| sounds.push(sound));
        }
        'ン' if next.is_some_and(|next| matches!(listed(next).as_bytes().first(), Some(b'b' | b'p' | b'm'))) => {
            sounds.push(b'm');
        }
        _ => listed(c).bytes().for_each(|sound| sounds.push(sound)),
    }
}

/// Takes a syllable apart (Unicode 3.12). A consonant that closes it goes over to a following vowel.
fn hangul(c: char, next: Option<char>, sounds: &mut Sounds) {
    const INITIALS: &[u8; 19] = b"gkndtrmbpss JJCktph";
    const VOWELS: [&str; 21] = [
        "a", "e", "ya", "ye", "o", "e", "yo", "ye", "o", "wa", "we", "we", "yo", "u", "wo", "we", "wi", "yu", "u", "i",
        "i",
    ];
    const FINALS: &[u8; 28] = b" kkknnntlkmlllllmppttNttktp ";
    const CARRIED: &[u8; 28] = b" gkknnndrgmrrrrrmbbssNJCktp ";
    let code = c as u32 - 0xAC00;
    let vowel_next =
        next.is_some_and(|next| (0xAC00..=0xD7A3).contains(&(next as u32)) && (next as u32 - 0xAC00) / 588 == 11);
    let last = if vowel_next { CARRIED } else { FINALS }[code as usize % 28];
    let syllable = VOWELS[code as usize % 588 / 28].bytes();
    let all = std::iter::once(INITIALS[code as usize / 588]).chain(syllable).chain([last]);
    all.filter(|sound| *sound != b' ').for_each(|sound| sounds.push(sound));
}

/// The Mandarin reading of a Han character, as a number that homophones share; nothing where it has none in the table.
pub(crate) fn syllables(c: char) -> impl Iterator<Item = u16> {
    let table = pinyin();
    let readings = (c as usize).checked_sub(FIRST_HAN).and_then(|at| {
        let (from, to) = (table.starts.get(at)?, table.starts.get(at + 1)?);
        table.readings.get(usize::from(*from)..usize::from(*to))
    });
    readings.unwrap_or_default().iter().copied()
}

/// Makes the readings of Han characters now, where there is time, and not when the first is read.
#[cfg(target_arch = "wasm32")]
pub(crate) fn prepare() {
    pinyin();
}

fn han(c: char, sounds: &mut Sounds) {
    let Some(syllable) = syllables(c).next() else { return };
    let pinyin = pinyin().syllables[usize::from(syllable)].as_bytes();
    let mut at = 0;
    while at < pinyin.len() {
        let next = pinyin.get(at + 1).copied().unwrap_or(b' ');
        let (sound, length) = match (pinyin[at], next) {
            (b'z', b'h') => (b'J', 2),
            (b'c', b'h') => (b'C', 2),
            (b's', b'h') => (b'S', 2),
            (b'n', b'g') => (b'N', 2),
            (b'q', _) => (b'C', 1),
            (b'x', _) => (b'S', 1),
            (b'j', _) => (b'J', 1),
            (b'v', _) => (b'u', 1),
            (letter, _) => (letter, 1),
        };
        sounds.push(sound);
        at += length;
    }
}

struct Pinyin {
    syllables: Vec<&'static str>,
    /// Where the readings of each character start, from [`FIRST_HAN`] to the last in the table; one entry more than these.
    starts: Vec<u16>,
    /// The numbers of syllables, of each character the usual one first.
    readings: Vec<u16>,
}

/// The first character that may have readings.
const FIRST_HAN: usize = 0x4E00;

/// `data/pinyin.tsv`, packed by `build/main.rs`: the syllables, one a line; and four columns of bytes, a row for each
/// reading: how far its character is behind the one before, and the number of the syllable, each low byte and high.
fn pinyin() -> &'static Pinyin {
    static PINYIN: OnceLock<Pinyin> = OnceLock::new();
    PINYIN.get_or_init(|| {
        let syllables = include_str!(concat!(env!("OUT_DIR"), "/pinyin.txt")).lines().collect();
        let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/pinyin.bin"));
        let count = bytes.len() / 4;
        let number = |column: usize, at: usize| {
            u16::from_le_bytes([column, column + 1].map(|column| bytes[column * count + at]))
        };
        let mut starts = vec![0];
        for at in 0..count {
            // As many behind the first as the one before, where it is another reading of the same.
            let end = starts.len() - 1 + usize::from(number(0, at));
            starts.resize(end + 1, at as u16);
        }
        starts.push(count as u16);
        Pinyin { syllables, starts, readings: (0..count).map(|at| number(2, at)).collect() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homophones_share_a_syllable() {
        let shares = |a: char, b: char| syllables(a).any(|one| syllables(b).any(|other| one == other));
        for (a, b) in [('克', '磕'), ('耐', '奈'), ('乐', '勒'), ('乐', '月'), ('驰', '池')] {
            assert!(shares(a, b), "{a} {b}");
        }
        assert!(!shares('克', '奈'));
        assert_eq!(syllables('a').count() + syllables('\u{20000}').count(), 0);
    }
}
