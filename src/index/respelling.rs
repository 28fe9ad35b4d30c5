//! Simplifications of a name that misspellers share: common respellings, and names without their vowels.

use super::distance::latin;
use super::hash::{hash_start, hash_step};
use super::way::FEWEST;

/// What each of the sight classes from a to z becomes: letters that sound or look alike in most languages become one (`i`
/// and `1` have the class `l`, so `y` has it, too), and what two letters look like becomes the first of them.
const BECOMES: [u8; 26] = *b"abkkefghijklrnopkrstuvvkls";
/// The second of them. Of `p` and `q` the letter that they take along where it follows.
const SECOND: [u8; 26] = *b"\0\0\0l\0\0\0\0\0\0\0\0n\0\0hu\0\0\0\0\0\0s\0\0";

/// Sight classes after common respellings, doubled letters single. Letters that two others
/// look like (`m` and `rn`, `d` and `cl`, `w` and `vv`) become these two.
fn respell(sights: &[char], each: &mut impl FnMut(char)) {
    let mut last = None;
    let mut push = |letter: char| {
        if last.replace(letter) != Some(letter) {
            each(letter);
        }
    };
    let mut at = 0;
    while at < sights.len() {
        let letter = sights[at];
        at += 1;
        if at > 1 && letter == sights[at - 2] {
            continue;
        }
        let number = latin(letter);
        let becomes = BECOMES.get(number).map_or(letter, |to| char::from(*to));
        let second = SECOND.get(number).map_or('\0', |second| char::from(*second));
        if second == '\0' {
            push(becomes);
        } else if matches!(letter, 'p' | 'q') {
            let takes = sights.get(at) == Some(&second);
            at += usize::from(takes);
            push(if takes && letter == 'p' { 'f' } else { becomes });
        } else {
            push(becomes);
            push(second);
        }
    }
}

pub(super) fn respelled(sights: &[char]) -> Vec<char> {
    let mut out = Vec::with_capacity(sights.len() + 4);
    respell(sights, &mut |letter| out.push(letter));
    out
}

pub(super) fn respelled_hash(sights: &[char]) -> u32 {
    let mut hash = hash_start();
    respell(sights, &mut |letter| hash = hash_step(hash, letter));
    hash
}

/// Digits as the vowels and consonants they stand for.
pub(super) const fn letter_of(c: char) -> char {
    match c {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        c => c,
    }
}

/// What is left of the letters and digits in ASCII without vowels: nothing of those, and letters of digits.
static CONSONANTS: [u8; 128] = {
    let mut left = [0; 128];
    let mut at = 0;
    while at < left.len() {
        let letter = letter_of(at as u8 as char);
        left[at] = if matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u') { VOWEL } else { letter as u8 };
        at += 1;
    }
    left
};
const VOWEL: u8 = 0;

/// What is left without vowels of a letter at a place: the first one stays.
#[inline]
pub(super) fn consonant(at: usize, letter: char) -> Option<char> {
    match CONSONANTS.get(letter as usize) {
        Some(&VOWEL) if at > 0 => None,
        Some(&VOWEL) => Some(letter_of(letter)),
        Some(left) => Some(char::from(*left)),
        None => Some(letter),
    }
}

/// A window without a vowel but perhaps the first letter.
pub(super) fn is_vowelless(plain: &[char]) -> bool {
    plain.len() >= FEWEST
        && plain.iter().all(|c| c.is_ascii_alphabetic())
        && plain.iter().enumerate().all(|(at, c)| consonant(at, *c).is_some())
}

/// The first letter, and the rest without vowels.
pub(super) fn without_vowels(plain: &[char]) -> impl Iterator<Item = char> {
    plain.iter().enumerate().filter_map(|(at, c)| consonant(at, *c))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn letters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn respellings() {
        for (a, b) in [
            ("phoenlx", "foenlks"),
            ("klarlns", "clarlns"),
            ("modern", "modem"),
            ("vvella", "wella"),
            ("yssey", "lssey"),
            ("addldas", "adldas"),
            ("ckool", "col"),
            ("zara", "sara"),
            ("quick", "kick"),
        ] {
            assert_eq!(respelled(&letters(a)), respelled(&letters(b)), "{a} {b}");
        }
    }
}
