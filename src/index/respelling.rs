//! Simplifications of a name that misspellers share: common respellings, and names without their vowels.

use super::hash::{hash_start, hash_step};
use super::near::FEWEST;

/// Sight classes after common respellings: letters that sound or look alike in
/// most languages become one, doubled letters single. Letters that two others
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
        if at > 0 && sights[at] == sights[at - 1] {
            at += 1;
            continue;
        }
        let next = sights.get(at + 1).copied().unwrap_or(' ');
        match (sights[at], next) {
            ('p', 'h') => {
                push('f');
                at += 1;
            }
            ('q', 'u') => {
                push('k');
                at += 1;
            }
            ('c' | 'q', _) => push('k'),
            ('y', _) => push('l'), // y for i: i, l and 1 are one class
            ('z', _) => push('s'),
            ('w', _) => push('v'),
            ('x', _) => ['k', 's'].into_iter().for_each(&mut push),
            ('m', _) => ['r', 'n'].into_iter().for_each(&mut push),
            ('d', _) => ['k', 'l'].into_iter().for_each(&mut push),
            (letter, _) => push(letter),
        }
        at += 1;
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
        ] {
            assert_eq!(respelled(&letters(a)), respelled(&letters(b)), "{a} {b}");
        }
    }
}
