//! Latin letters → sounds: what English and its neighbours mostly make of them.

use super::Sounds;

/// How a letter that is a word by itself is called: the C of "Big C". Not those that are cut off from a word
/// (L'Oréal, Levi's, Rock 'n' Roll) and vowels, which are called by their sound in most languages.
pub(super) fn name_of(word: &[u8]) -> &[u8] {
    match word {
        b"b" => b"bee",
        b"c" => b"cee",
        b"f" => b"eff",
        b"g" => b"jee",
        b"h" => b"eitch",
        b"j" => b"jei",
        b"k" => b"kei",
        b"m" => b"em",
        b"p" => b"pee",
        b"q" => b"kyu",
        b"r" => b"ar",
        b"v" => b"vee",
        b"w" => b"dablyu",
        b"z" => b"zet",
        word => word,
    }
}

/// Reads one word of small ASCII letters and digits.
pub(super) fn read(word: &[u8], into: &mut Sounds) {
    let is_vowel = |c: u8| matches!(c, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let letter = |at: usize| word.get(at).copied().unwrap_or(b' ');
    let mut at = 0;
    while at < word.len() {
        let before = if at > 0 { word[at - 1] } else { b' ' };
        let (this, next, third) = (word[at], letter(at + 1), letter(at + 2));
        let front = matches!(next, b'e' | b'i' | b'y');
        if this == before && !is_vowel(this) && !matches!(this, b'c' | b'g') {
            at += 1;
            continue;
        }
        let (sounds, length): (&[u8], usize) = match (this, next, third) {
            (b't', b'c', b'h') => (b"C", 3),
            (b's', b'c', b'h') => (b"S", 3),
            (b's', b'h', _) => (b"S", 2),
            (b'c', b'h', _) => (b"C", 2),
            (b'p', b'h', _) => (b"f", 2),
            (b't', b'h', _) => (b"T", 2),
            (b'c', b'k', _) => (b"k", 2),
            (b'z', b'h', _) => (b"Z", 2),
            (b'k', b'h', _) => (b"x", 2),
            (b't', b'z' | b's', _) | (b'z', b'z', _) => (b"c", 2),
            (b's', b'c', b'e' | b'i' | b'y') => (b"s", 2),
            (b'q', b'u', _) => (b"kw", 2),
            (b'q', ..) => (b"k", 1),
            (b'x', ..) if at == 0 => (b"z", 1),
            (b'x', ..) => (b"ks", 1),
            (b'c', b'c', b'e') => (b"ks", 2),
            (b'c', b'c', b'i') => (b"C", 2),
            (b'c', ..) if front => (b"c", 1),
            (b'c', ..) => (b"k", 1),
            (b'g', b'u', b'e' | b'i') | (b'g', b'h' | b'g', _) => (b"g", 2),
            (b'g', ..) if front => (b"G", 1),
            (b'j', ..) => (b"J", 1),
            (b'k', b'n', _) if at == 0 => (b"n", 2),
            (b'w', b'r', _) if at == 0 => (b"r", 2),
            (b'w', b'h', _) => (b"w", 2),
            (b'n', b'g', third) if !is_vowel(third) => (b"N", 2),
            (b'e', b'e', _) => (b"i", 2),
            (b'o', b'o' | b'u', _) => (b"u", 2),
            (b'e', b'a', b'u') => (b"o", 3),
            // English "easy", not what ends in -ea or goes on with a vowel.
            (b'e', b'a', third) if third.is_ascii_lowercase() && !is_vowel(third) => (b"i", 2),
            (b'y', next, _) if is_vowel(next) && next != b'y' => (b"y", 1),
            (b'y', ..) => (b"i", 1),
            // At the end, behind a consonant, it is silent in English and French.
            (b'e', b' ', _) if at > 1 && !is_vowel(before) => (b"E", 1),
            (b'e', b's', b' ') if at > 2 && !is_vowel(before) => (b"Es", 2),
            (b'0', ..) => (b"zero", 1),
            (b'1', ..) => (b"wan", 1),
            (b'2', ..) => (b"tu", 1),
            (b'3', ..) => (b"Tri", 1),
            (b'4', ..) => (b"for", 1),
            (b'5', ..) => (b"faiv", 1),
            (b'6', ..) => (b"siks", 1),
            (b'7', ..) => (b"seven", 1),
            (b'8', ..) => (b"eit", 1),
            (b'9', ..) => (b"nain", 1),
            (b'a'..=b'z', ..) => (std::slice::from_ref(&word[at]), 1),
            _ => (b"", 1),
        };
        sounds.iter().for_each(|sound| into.push(*sound));
        at += length;
    }
}
