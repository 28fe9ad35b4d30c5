//! How alike two sounds are: the cheapest way from one to the other, sound by sound.
//!
//! What a sound costs that becomes another depends on the way it is written: an *l* that is an *r* in
//! katakana costs nothing, in Cyrillic much. The costs from Latin letters to each other manner of
//! writing are learned (`data/sound-costs.tsv`, `examples/train_sounds.rs`); between two of one manner, or two
//! that are not Latin, the plain ones in [`plain_cost`] hold.

use super::skeleton::class_of;
use super::{Manner, SOUNDS, Sounds, is_vowel};
use std::sync::OnceLock;

/// Number of "no sound at all".
const NONE: usize = SOUNDS.len();
const WIDTH: usize = SOUNDS.len() + 1;
/// Names of more sounds are not compared.
const LONGEST: usize = 64;
/// More than names can lose.
const TOO_MUCH: u32 = u32::MAX;

/// Costs from each sound to each sound, 0 (the usual) to 15, about 0.4 nats each.
type Costs = [u8; WIDTH * WIDTH];

/// What a sound weighs that has no counterpart at all: 10 a consonant, 4 a vowel.
pub fn weight(sound: u8) -> u32 {
    if is_vowel(SOUNDS[usize::from(sound)]) { 4 } else { 10 }
}

/// What all sounds of a text weigh.
pub(crate) fn weight_of(sounds: &Sounds) -> u32 {
    sounds.sounds.iter().map(|sound| weight(*sound)).sum()
}

/// How alike two texts sound, from 0 to 1: one less the share of their sounds that is lost on the way.
pub fn likeness(a: &Sounds, b: &Sounds) -> f32 {
    likeness_from(0.0, a, b)
}

/// The same; 0 where it is less than `least`, which is told sooner.
pub(crate) fn likeness_from(least: f32, a: &Sounds, b: &Sounds) -> f32 {
    let whole = weight_of(a).max(weight_of(b)) as f32;
    if a.is_empty() || b.is_empty() || a.len().max(b.len()) > LONGEST {
        return 0.0;
    }
    // One more, for shares are rounded.
    let most = (whole * (1.0 - least)) as u32 + 1;
    let likeness = 1.0 - (lost(a, b, most) as f32 / whole).min(1.0);
    if likeness < least { 0.0 } else { likeness }
}

/// What is lost on the cheapest way from one to the other; [`TOO_MUCH`] where it is found to be more than `most`.
fn lost(a: &Sounds, b: &Sounds, most: u32) -> u32 {
    // The learned costs lead from Latin letters away.
    let (from, to) = if a.manner == Manner::Latin { (a, b) } else { (b, a) };
    let learned = from.manner == Manner::Latin && to.manner != Manner::Latin;
    let costs = &costs()[if learned { to.manner as usize } else { 0 }];
    cost(costs, &from.sounds, &to.sounds, most)
}

/// How the sounds of two texts stand against each other, as letters of [`SOUNDS`]: sound by sound in the order of
/// the texts, nothing where one has no counterpart.
pub fn alignment(a: &Sounds, b: &Sounds) -> Vec<(Option<char>, Option<char>)> {
    let letters = |of: &Sounds| of.letters().take(LONGEST).map(char::from).collect::<Vec<_>>();
    let (from, to) = (letters(a), letters(b));
    // From the ends, so that the way back is in the order of the texts.
    let rest = |i: usize, j: usize| {
        let part = |of: &Sounds, at: usize| Sounds { sounds: of.sounds[at..].to_vec(), manner: of.manner };
        lost(&part(a, i), &part(b, j), TOO_MUCH)
    };
    let (mut i, mut j, mut steps) = (0, 0, Vec::new());
    while i < from.len() || j < to.len() {
        let one = |of: &[char], at: usize, here: bool| of.get(at).copied().filter(|_| here);
        let ways = [(true, true), (true, false), (false, true)].map(|(step_a, step_b)| {
            let step = (one(&from, i, step_a), one(&to, j, step_b));
            (step, step.0.is_some() == step_a && step.1.is_some() == step_b)
        });
        let cost_of = |step: (Option<char>, Option<char>)| {
            let only = |letter: Option<char>, manner| Sounds {
                sounds: letter.map(|c| super::number_of(c as u8)).into_iter().collect(),
                manner,
            };
            lost(&only(step.0, a.manner), &only(step.1, b.manner), TOO_MUCH)
                + rest(i + usize::from(step.0.is_some()), j + usize::from(step.1.is_some()))
        };
        let best = ways.into_iter().filter(|(_, holds)| *holds).map(|(step, _)| step).min_by_key(|step| cost_of(*step));
        let Some(step) = best else { break };
        i += usize::from(step.0.is_some());
        j += usize::from(step.1.is_some());
        steps.push(step);
    }
    steps
}

/// The same for rows of sounds, at most [`LONGEST`] of them.
fn cost(costs: &Costs, from: &[u8], to: &[u8], most: u32) -> u32 {
    let cost = |a: usize, b: usize| u32::from(costs[a * WIDTH + b]);
    let mut row = [0u32; LONGEST + 1];
    for (at, sound) in to.iter().enumerate() {
        row[at + 1] = row[at] + cost(NONE, usize::from(*sound));
    }
    for a in from.iter().map(|sound| usize::from(*sound)) {
        let mut above = row[0];
        row[0] += cost(a, NONE);
        let mut least = row[0];
        for (at, b) in to.iter().map(|sound| usize::from(*sound)).enumerate() {
            let changed = above + cost(a, b);
            above = row[at + 1];
            row[at + 1] = changed.min(above + cost(a, NONE)).min(row[at] + cost(NONE, b));
            least = least.min(row[at + 1]);
        }
        if least > most {
            return TOO_MUCH;
        }
    }
    row[to.len()]
}

/// The costs for each manner; those of Latin itself are the plain ones.
fn costs() -> &'static [Costs; 7] {
    static COSTS: OnceLock<[Costs; 7]> = OnceLock::new();
    COSTS.get_or_init(|| {
        let learned: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sound-costs.bin"));
        let plain = std::array::from_fn(|at| plain_cost(at / WIDTH, at % WIDTH));
        let mut all = [plain; 7];
        // Two costs a byte, the manners in their order.
        let halves = learned.iter().flat_map(|byte| [byte & 15, byte >> 4]);
        let cells = all[1..].iter_mut().flat_map(|costs| costs.iter_mut());
        cells.zip(halves).for_each(|(cell, cost)| *cell = cost);
        all
    })
}

/// What a sound costs that becomes another where nothing better is known.
pub fn plain_cost(from: usize, to: usize) -> u8 {
    let letter = |sound: usize| SOUNDS.get(sound).copied();
    match (letter(from), letter(to)) {
        (a, b) if a == b => 0,
        (None, Some(b'E')) | (Some(b'E'), None) => 1,
        (None, Some(one)) | (Some(one), None) if is_vowel(one) || matches!(one, b'h' | b'w' | b'y') => 4,
        (None, _) | (_, None) => 9,
        (Some(b'i'), Some(b'y')) | (Some(b'y'), Some(b'i')) | (Some(b'u'), Some(b'w')) | (Some(b'w'), Some(b'u')) => 1,
        (Some(b'i' | b'e'), Some(b'E')) | (Some(b'E'), Some(b'i' | b'e')) => 1,
        (Some(a), Some(b)) => match (is_vowel(a), is_vowel(b)) {
            (true, true) => 2,
            (false, false) if class_of(a) == class_of(b) => 2,
            (false, false) => 10,
            _ => 12,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> f32 {
        likeness(&Sounds::of(a), &Sounds::of(b))
    }

    #[test]
    fn names_across_scripts_are_alike_and_others_are_not() {
        for (latin, other) in [
            ("nike", "наик"),
            ("nike", "ナイキ"),
            ("nike", "나이키"),
            ("nike", "نايكي"),
            ("nike", "ნაიკი"),
            ("adidas", "アディダス"),
            ("starbucks", "스타벅스"),
            ("rolex", "ролекс"),
            ("rolex", "ロレックス"),
            ("sony", "سوني"),
            ("lancome", "ланком"),
            ("casio", "卡西欧"),
            ("seycos", "seiko"),
            ("koach", "coach"),
        ] {
            let likeness = alike(latin, other);
            assert!(likeness >= 0.7, "{latin} {other}: {likeness}");
            assert_eq!(likeness, alike(other, latin));
        }
        for (latin, other) in [("nike", "магнит"), ("adidas", "アップル"), ("rolex", "부산"), ("sony", "москва")]
        {
            let likeness = alike(latin, other);
            assert!(likeness <= 0.5, "{latin} {other}: {likeness}");
        }
    }

    #[test]
    fn nothing_is_like_nothing() {
        assert_eq!(alike("", ""), 0.0);
        assert_eq!(alike("nike", ""), 0.0);
        assert_eq!(alike(&"ab".repeat(40), "ab"), 0.0, "too long");
    }

    #[cfg(not(target_arch = "wasm32"))]
    proptest::proptest! {
        #[test]
        fn likeness_is_a_share(a in "[a-z ]{0,12}|[а-я]{0,8}|[ア-ヴ]{0,8}|[가-힣]{0,5}", b in "[a-z ]{0,12}|[ა-ჰ]{0,8}|[ء-ي]{0,8}") {
            let likeness = alike(&a, &b);
            proptest::prop_assert!((0.0..=1.0).contains(&likeness));
            proptest::prop_assert_eq!(likeness, alike(&b, &a));
            if !Sounds::of(&a).is_empty() {
                proptest::prop_assert_eq!(alike(&a, &a), 1.0);
            }
            for least in [0.3, 0.6, 0.8, 0.95] {
                let from = likeness_from(least, &Sounds::of(&a), &Sounds::of(&b));
                proptest::prop_assert_eq!(from, if likeness >= least { likeness } else { 0.0 });
            }
        }
    }
}
