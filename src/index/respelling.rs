//! Simplifications of a name that misspellers share: common respellings, and names without their vowels.

use super::distance::latin;
use super::hash::{hash_start, hash_step};
use super::way::FEWEST;

/// What each of the sight classes from a to z becomes: letters that sound or look alike in most languages become one (`i`
/// and `1` have the class `l`, so `y` has it, too), and what two letters look like becomes the first of them.
const BECOMES: [u8; 26] = *b"abkkefghijklrnopkrstuvvkls";

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
        let (becomes, takes_two) = match (letter, sights.get(at)) {
            ('p', Some('h')) => ('f', true),
            ('q', Some('u')) => ('k', true),
            _ => (BECOMES.get(latin(letter)).map_or(letter, |to| char::from(*to)), false),
        };
        at += usize::from(takes_two);
        push(becomes);
        match letter {
            'd' => push('l'),
            'm' => push('n'),
            'x' => push('s'),
            _ => {}
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
pub(super) fn letter_of(c: char) -> char {
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

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// A window without a vowel but perhaps the first letter.
pub(super) fn is_vowelless(plain: &[char]) -> bool {
    plain.len() >= FEWEST
        && plain.iter().all(|c| c.is_ascii_alphabetic())
        && !plain[1..].iter().any(|c| is_vowel(letter_of(*c)))
}

/// The first letter, and the rest without vowels.
pub(super) fn without_vowels(plain: &[char]) -> impl Iterator<Item = char> {
    let letters = plain.iter().map(|c| letter_of(*c)).enumerate();
    letters.filter(|(at, letter)| *at == 0 || !is_vowel(*letter)).map(|(_, letter)| letter)
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
