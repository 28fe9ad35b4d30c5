//! Han characters of which one is another: 耐磕 for 耐克, which is read alike, and 玉老吉 for 王老吉, which looks alike.
//!
//! A window and a key meet where each has one character replaced, at the same place, by one of its readings, or by the set
//! of those that look like it.

use super::hash::{Pieces, ROOM};
use super::way::Way;
use crate::sound::syllables;
use crate::text::han_look;
use std::ops::{Range, RangeInclusive};

/// The most and the fewest characters of a name in which one is replaced.
pub(crate) const SUBSTITUTED: RangeInclusive<usize> = 2..=5;

/// In which way two rows of Han characters are alike that differ in one.
pub(super) fn substitute(a: &[char], b: &[char]) -> Option<Way> {
    let mut others = a.iter().zip(b).filter(|(a, b)| a != b);
    let (Some((a_char, b_char)), None, true) = (others.next(), others.next(), a.len() == b.len()) else { return None };
    if syllables(*a_char).any(|one| syllables(*b_char).any(|other| one == other)) {
        return Some(Way::Homophone);
    }
    (han_look(*a_char).is_some() && han_look(*a_char) == han_look(*b_char)).then_some(Way::Shape)
}

/// Hashes of what may stand for a character: what it is read and looks like.
fn substitutes(c: char) -> impl Iterator<Item = u32> {
    let substitutes = syllables(c).map(u32::from).chain(han_look(c).map(u32::from));
    substitutes.map(|substitute| substitute.wrapping_mul(0x85EB_CA6B))
}

/// The hashes of a name with each character in turn replaced by what it is read or looks like, and which one is.
pub(super) fn each_substituted(characters: &[char], each: &mut impl FnMut(usize, u32)) {
    if SUBSTITUTED.contains(&characters.len()) {
        let mut room = ROOM;
        let pieces = Pieces::new(characters, &mut room);
        for (at, c) in characters.iter().enumerate() {
            substitutes(*c).for_each(|substitute| each(at, pieces.without(at) ^ substitute));
        }
    }
}

/// A run of Han characters, each with what it is read and looks like: looked up once, for all windows.
#[derive(Default)]
pub(crate) struct Run {
    pub characters: Vec<char>,
    /// Hashes of what stands for characters.
    substitutes: Vec<u32>,
    /// Where those of each character end in `substitutes`.
    ends: Vec<usize>,
}

impl Run {
    pub(crate) fn new(characters: impl Iterator<Item = char>) -> Run {
        let mut run = Run::default();
        // Most have one reading, few a look.
        let expected = characters.size_hint().0;
        run.characters.reserve(expected);
        run.ends.reserve(expected);
        run.substitutes.reserve(expected * 2);
        for c in characters {
            run.substitutes.extend(substitutes(c));
            run.ends.push(run.substitutes.len());
            run.characters.push(c);
        }
        run
    }

    /// The same as [`each_substituted`] of a window.
    pub(super) fn substituted(&self, window: Range<usize>, each: &mut impl FnMut(usize, u32)) {
        if !SUBSTITUTED.contains(&window.len()) {
            return;
        }
        let mut room = ROOM;
        let pieces = Pieces::new(&self.characters[window.clone()], &mut room);
        let mut from = window.start.checked_sub(1).map_or(0, |before| self.ends[before]);
        for (at, to) in self.ends[window].iter().enumerate() {
            for substitute in &self.substitutes[from..*to] {
                each(at, pieces.without(at) ^ substitute);
            }
            from = *to;
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_character_is_read_or_looks_alike() {
        let table = [
            ("耐克", "耐磕", Some(Way::Homophone)),
            ("耐克", "奈克", Some(Way::Homophone)),
            ("王老吉", "玉老吉", Some(Way::Shape)),
            ("耐克", "耐克", None),
            ("耐克", "奈磕", None),
            ("耐克", "耐山", None),
            ("耐克", "耐克克", None),
        ];
        for (a, b, way) in table {
            let characters = |text: &str| text.chars().collect::<Vec<char>>();
            assert_eq!(substitute(&characters(a), &characters(b)), way, "{a} {b}");
        }
    }

    proptest! {
        /// What differs in one character that is alike has a hash in common, wherever in its run it stands.
        #[test]
        fn what_is_alike_meets(name in "[耐奈克磕王玉末未老吉安踏]{2,5}", at in 0usize..5, other in "[耐奈克磕王玉末未老吉安踏]", before in "[好鞋子]{0,3}") {
            let name: Vec<char> = name.chars().collect();
            let mut typed = name.clone();
            typed[at % name.len()] = other.chars().next().expect("a character");
            let hashes = |run: &Run, window| {
                let mut hashes = Vec::new();
                run.substituted(window, &mut |at, hash| hashes.push((at, hash)));
                hashes
            };
            let start = before.chars().count();
            let in_text = Run::new(before.chars().chain(typed.iter().copied()).chain("鞋".chars()));
            let typed_hashes = hashes(&in_text, start..start + typed.len());
            let meets = hashes(&Run::new(name.iter().copied()), 0..name.len()).iter().any(|hash| typed_hashes.contains(hash));
            prop_assert!(meets || substitute(&name, &typed).is_none());
        }
    }
}
