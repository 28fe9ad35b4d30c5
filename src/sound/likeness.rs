//! How alike two sounds are: the cheapest way from one to the other, sound by sound.
//!
//! What a sound costs that becomes another depends on the way it is written: an *l* that is an *r* in
//! katakana costs nothing, in Cyrillic much. The costs from Latin letters to each other manner of
//! writing are learned (`data/sound-costs.tsv`, `examples/train_sounds.rs`); between two of one manner, or two
//! that are not Latin, the plain ones in [`plain_cost`] hold.

use super::skeleton::{VOWELS, class_of};
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
#[inline(always)]
pub fn weight(sound: u8) -> u32 {
    if VOWELS >> sound & 1 != 0 { 4 } else { 10 }
}

/// What all sounds of a text weigh.
pub(crate) fn weight_of(sounds: &Sounds) -> u32 {
    sounds.sounds.iter().map(|sound| weight(*sound)).sum()
}

/// How alike two texts sound, from 0 to 1: one less the share of their sounds that is lost on the way.
pub fn likeness(a: &Sounds, b: &Sounds) -> f32 {
    likeness_from(0.0, a, b, weight_of(a).max(weight_of(b)))
}

/// The same of two of which the one that weighs more weighs `whole`; 0 where it is less than `least`, which is told sooner.
pub(crate) fn likeness_from(least: f32, a: &Sounds, b: &Sounds, whole: u32) -> f32 {
    let whole = whole as f32;
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
    let (costs, turned) = costs_between(a, b);
    let (from, to) = if turned { (b, a) } else { (a, b) };
    cost(costs, &from.sounds, &to.sounds, most)
}

/// What sounds cost between two texts, and whether that is from the second to the first: the learned costs lead from
/// Latin letters away.
fn costs_between(a: &Sounds, b: &Sounds) -> (&'static Costs, bool) {
    let turned = a.manner != Manner::Latin;
    let (from, to) = if turned { (b.manner, a.manner) } else { (a.manner, b.manner) };
    let learned = from == Manner::Latin && to != Manner::Latin;
    (&costs()[if learned { to as usize } else { 0 }], turned)
}

/// How the sounds of two texts stand against each other, as letters of [`SOUNDS`]: sound by sound in the order of
/// the texts, nothing where one has no counterpart.
pub fn alignment(a: &Sounds, b: &Sounds) -> Vec<(Option<char>, Option<char>)> {
    let numbers = |of: &Sounds| -> Vec<usize> {
        let sounds = of.sounds.iter().take(LONGEST).map(|sound| usize::from(*sound));
        sounds.chain([NONE]).collect()
    };
    let (from, to) = (numbers(a), numbers(b));
    let (costs, turned) = costs_between(a, b);
    let cost = |a: usize, b: usize| u32::from(if turned { costs[b * WIDTH + a] } else { costs[a * WIDTH + b] });
    // Three ways on: both, one of the first, one of the second; each with what it and the rest cost.
    let (rows, columns) = (from.len(), to.len());
    let mut rest = vec![0u32; rows * columns];
    let ways = |rest: &[u32], i: usize, j: usize| {
        [(1, 1, cost(from[i], to[j])), (1, 0, cost(from[i], NONE)), (0, 1, cost(NONE, to[j]))]
            .into_iter()
            .filter(move |(down, right, _)| i + down < rows && j + right < columns)
            .min_by_key(|(down, right, cost)| cost + rest[(i + down) * columns + j + right])
    };
    // From the ends, so that the way back is in the order of the texts.
    for at in (0..rows * columns - 1).rev() {
        let (i, j) = (at / columns, at % columns);
        if let Some((down, right, cost)) = ways(&rest, i, j) {
            rest[at] = cost + rest[at + down * columns + right];
        }
    }
    let (mut i, mut j, mut steps) = (0, 0, Vec::new());
    while let Some((down, right, _)) = ways(&rest, i, j) {
        let letter = |of: &[usize], at: usize, taken: usize| (taken > 0).then(|| char::from(SOUNDS[of[at]]));
        steps.push((letter(&from, i, down), letter(&to, j, right)));
        (i, j) = (i + down, j + right);
    }
    steps
}

/// The same for rows of sounds, at most [`LONGEST`] of them. Of a row of the table only the cells are reckoned that may
/// still end within `most`: few beside its diagonal (Ukkonen 1985).
fn cost(costs: &Costs, from: &[u8], to: &[u8], most: u32) -> u32 {
    let cost = |a: usize, b: usize| u32::from(costs[a * WIDTH + b]);
    // What is more than `most` is a lot more, so that whatever comes of it is, too.
    const FAR: u32 = TOO_MUCH / 2;
    let mut row = [FAR; LONGEST + 1];
    row[0] = 0;
    // The cells from `low` on and before `high` are within `most`, or between some that are.
    let (mut low, mut high) = (0, 1);
    while high <= to.len() && row[high - 1] <= most {
        row[high] = row[high - 1] + cost(NONE, usize::from(to[high - 1]));
        high += 1;
    }
    for a in from.iter().map(|sound| usize::from(*sound)) {
        let gone = cost(a, NONE);
        let (mut corner, mut left) = (FAR, FAR);
        let (mut first, mut end) = (usize::MAX, low);
        for (at, cell) in row.iter_mut().enumerate().take(to.len() + 1).skip(low) {
            let above = *cell;
            let fresh = match at.checked_sub(1).map(|before| usize::from(to[before])) {
                Some(b) => (corner + cost(a, b)).min(above + gone).min(left + cost(NONE, b)),
                None => above + gone,
            };
            corner = above;
            left = if fresh <= most { fresh } else { FAR };
            *cell = left;
            if left <= most {
                first = first.min(at);
                end = at + 1;
            } else if at >= high {
                break;
            }
        }
        if end == low {
            return TOO_MUCH;
        }
        (low, high) = (first, end);
    }
    if high > to.len() { row[to.len()] } else { TOO_MUCH }
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
    use super::super::skeleton::set_of;
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
        fn what_is_lost_shows_in_no_more_bits_of_the_set(a in "[a-z0-9 ]{1,10}", b in "[a-z0-9 ]{1,10}", edited in "[aeiouywhlrbpfvtdszgkcn]{1,2}", at in 0usize..9) {
            let mut near = a.clone();
            near.insert_str(at.min(a.len()), &edited);
            for b in [&b, &near] {
                let (a, b) = (Sounds::of(&a), Sounds::of(b));
                let lost = lost(&a, &b, TOO_MUCH / 4);
                proptest::prop_assert!((set_of(&a) ^ set_of(&b)).count_ones() <= lost, "{a:?} {b:?} {lost}");
                // No sound weighs more than six times what it costs that it is lost or becomes another.
                proptest::prop_assert!(weight_of(&a).abs_diff(weight_of(&b)) <= 6 * lost, "{a:?} {b:?} {lost}");
            }
        }

        #[test]
        fn likeness_is_a_share(a in "[a-z ]{0,12}|[а-я]{0,8}|[ア-ヴ]{0,8}|[가-힣]{0,5}", b in "[a-z ]{0,12}|[ა-ჰ]{0,8}|[ء-ي]{0,8}") {
            let likeness = alike(&a, &b);
            proptest::prop_assert!((0.0..=1.0).contains(&likeness));
            proptest::prop_assert_eq!(likeness, alike(&b, &a));
            if !Sounds::of(&a).is_empty() {
                proptest::prop_assert_eq!(alike(&a, &a), 1.0);
            }
            for least in [0.3, 0.6, 0.8, 0.95] {
                let (a, b) = (Sounds::of(&a), Sounds::of(&b));
                let from = likeness_from(least, &a, &b, weight_of(&a).max(weight_of(&b)));
                proptest::prop_assert_eq!(from, if likeness >= least { likeness } else { 0.0 });
            }
        }
    }
}
