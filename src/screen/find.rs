//! Finding: folded text → candidates. Recall lives here.
//!
//! Windows of the text start and end where a word may: at spaces and signs, at
//! seams inside words (`nikeShoes`, `Nike运动`), anywhere in scripts without
//! spaces. A window grows letter by letter, its hash with it, and is looked up
//! at each possible end. Separators carry no letters, so a name that is written
//! together, apart or spelled out is one and the same window.

use crate::index::{Segment, hash_start, hash_step};
use crate::text::{Class, Folded, Glue, Steps, Unit, sight_of};

/// At most so many words in a window; a spelled-out word (`N I K E`) counts as one.
const WORDS: usize = 5;

/// A window of the text whose letters look like a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Number of the key.
    pub key: u32,
    /// The first unit.
    pub first: usize,
    /// The unit behind the last.
    pub end: usize,
    /// How the window is joined to what stands before it.
    pub left: Glue,
    /// How what stands behind the window is joined to it. `Inside` where only
    /// a plural or possessive s, or the rest of a hashtag, follows.
    pub right: Glue,
}

/// The candidates of one field against one segment.
pub(super) fn candidates(segment: &Segment, text: &Folded) -> Vec<Candidate> {
    let units = &text.units;
    let mut found = Vec::new();
    let looks: Vec<char> = units.iter().map(|unit| unit.sight).collect();
    // How letters look depends on case in Greek and Cyrillic (Ν looks like N, ν like v),
    // and marks in these scripts are known by their folded letters: read both ways.
    let native: Vec<char> = units.iter().map(|unit| sight_of(unit.plain)).collect();
    let readings: &[&[char]] = if looks == native { &[&looks] } else { &[&looks, &native] };
    for (at, letters) in readings.iter().enumerate() {
        for first in 0..units.len() {
            grow(segment, units, letters, first, &mut |candidate| {
                // The second reading of letters that read the same is nothing new.
                let window = candidate.first..candidate.end;
                if at == 0 || looks[window.clone()] != native[window] {
                    found.push(candidate);
                }
            });
        }
    }
    found
}

fn grow(segment: &Segment, units: &[Unit], letters: &[char], first: usize, push: &mut impl FnMut(Candidate)) {
    let left = units[first].glue;
    let tag = hashtag(units, first);
    if left <= Glue::Inside && (tag.is_none() || left == Glue::Same) {
        return;
    }
    let mut hash = hash_start();
    let mut words = 1;
    for end in first + 1..=units.len() {
        let last = end - 1;
        if last > first && units[last].glue >= Glue::Joint && !(is_single(units, last) && is_single(units, last - 1)) {
            words += 1;
            if words > WORDS {
                return;
            }
        }
        hash = hash_step(hash, letters[last]);
        let Some(right) = end_glue(units, first, end, tag) else {
            if !segment.may_start(hash, end - first) {
                return;
            }
            continue;
        };
        if left > Glue::Inside || right >= Glue::Joint {
            for key in segment.alike(hash, letters[first..end].iter().copied()) {
                let candidate = Candidate { key, first, end, left, right };
                if is_bounded(&candidate, units) {
                    push(candidate);
                }
            }
        }
        if !segment.may_start(hash, end - first) {
            return;
        }
    }
}

/// Whether a word may end before unit `end`, and how it is joined to what follows.
fn end_glue(units: &[Unit], first: usize, end: usize, tag: Option<usize>) -> Option<Glue> {
    let right = units.get(end).map_or(Glue::Space, |unit| unit.glue);
    match right {
        Glue::Same => None,
        Glue::Inside => {
            let s = units[end].plain == 's' && units.get(end + 1).is_none_or(|unit| unit.glue >= Glue::Joint);
            let tagged = tag == Some(first);
            (s || tagged).then_some(Glue::Inside)
        }
        right => Some(right),
    }
}

/// The first unit of the hashtag that unit `at` is part of.
fn hashtag(units: &[Unit], at: usize) -> Option<usize> {
    let start = (0..=at).rev().take(40).find(|at| units[*at].glue >= Glue::Joint)?;
    units[start].steps.has(Steps::TAG).then_some(start)
}

/// Whether unit `at` is a word by itself.
fn is_single(units: &[Unit], at: usize) -> bool {
    units[at].glue >= Glue::Joint && units.get(at + 1).is_none_or(|unit| unit.glue >= Glue::Joint)
}

/// Whether the window is bounded well enough for its length: the weaker its
/// edges, the more letters it needs. A mark inside a longer word is no match.
fn is_bounded(candidate: &Candidate, units: &[Unit]) -> bool {
    let letters = candidate.end - candidate.first;
    let edge = |glue: Glue, class: Class| match glue {
        Glue::Same => false,
        Glue::Inside => letters >= 4,
        Glue::Weak if class == Class::Han => letters >= 2,
        Glue::Weak => letters >= 3,
        Glue::Seam if class.runs_on() => true,
        Glue::Seam => letters >= 3,
        Glue::Joint | Glue::Space => true,
    };
    let (first, last) = (units[candidate.first].class, units[candidate.end - 1].class);
    // A capital inside a word is no edge for a name of several words: "zEwA Plus" is not A PLUS.
    let capital = |at: usize| {
        let is_letter = |unit: &Unit| !matches!(unit.class, Class::Digit | Class::Sign) && !unit.class.runs_on();
        units.get(at).is_some_and(|unit| unit.glue == Glue::Seam && is_letter(unit) && is_letter(&units[at - 1]))
    };
    let inner = &units[candidate.first + 1..candidate.end];
    if inner.iter().any(|unit| unit.glue >= Glue::Joint) && (capital(candidate.first) || capital(candidate.end)) {
        return false;
    }
    let both_weak = candidate.left <= Glue::Weak && candidate.right <= Glue::Weak && first != Class::Han;
    edge(candidate.left, first) && edge(candidate.right, last) && !(both_weak && letters < 4)
}
