//! Finding: folded text → candidates. Recall lives here.
//!
//! Windows of the text start and end where a word may: at spaces and signs, at
//! seams inside words (`nikeShoes`, `Nike运动`), anywhere in scripts without
//! spaces. A window grows letter by letter, its hash with it, and is looked up
//! at each possible end. Separators carry no letters, so a name that is written
//! together, apart or spelled out is one and the same window.

use super::compare::is_joined;
use super::hear::hear;
use crate::index::{ANY, FEWEST, MOST, MOST_EDITS, Segment, Spelled, Way, hash_start, hash_step};
use crate::text::{Class, Folded, Glue, MASK, Steps, Unit, sight_of};

/// At most so many words in a window; a spelled-out word (`N I K E`) counts as one.
const WORDS: usize = 5;

/// In a hashtag names are looked for as far as this.
const LONGEST_TAG: usize = 40;

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
    /// How the key is near the window, or nothing where it is alike.
    pub way: Option<Way>,
}

/// The candidates of one field against one segment.
pub(super) fn candidates(segment: &Segment, text: &Folded, brand_field: bool) -> Vec<Candidate> {
    let units = &text.units;
    let mut found = Vec::new();
    let looks: Vec<char> = units.iter().map(|unit| unit.sight).collect();
    // How letters look depends on case in Greek and Cyrillic (Ν looks like N, ν like v),
    // and marks in these scripts are known by their folded letters: read both ways.
    let native: Vec<char> = units.iter().map(|unit| sight_of(unit.plain)).collect();
    let same = looks == native;
    let words = Words::new(segment, units, native);
    let mut starts = words.words.iter().enumerate().peekable();
    let mut buffers = NearBuffers::default();
    let mut word = 0;
    for first in 0..units.len() {
        let from = found.len();
        if units[first].glue >= Glue::Joint {
            word = first;
        }
        let tag = Some(word).filter(|start| units[*start].steps.has(Steps::TAG) && first - start < LONGEST_TAG);
        grow(segment, units, &looks, first, tag, &mut |candidate| found.push(candidate));
        if !same {
            grow(segment, units, &words.sights, first, tag, &mut |candidate| {
                // Of letters that read the same a second reading is nothing new.
                let window = candidate.first..candidate.end;
                if looks[window.clone()] != words.sights[window] {
                    found.push(candidate);
                }
            });
        }
        if let Some((number, _)) = starts.next_if(|(_, word)| word.first == first) {
            words.near(number, from, &mut buffers, &mut found);
        }
    }
    if !words.masked {
        hear(segment, text, brand_field, &mut found);
    }
    found
}

/// A word of the text: letters between signs or spaces.
struct Word {
    first: usize,
    end: usize,
    /// In everyday language, or a number, or a single letter.
    ordinary: bool,
    /// May be part of a misspelled name: letters, and digits that may stand for letters.
    lettered: bool,
    /// Nothing but digits: part of a name perhaps (SIMPLY 7), but not its start.
    number: bool,
}

/// A text's words, to be searched for misspelled names.
struct Words<'a> {
    segment: &'a Segment,
    units: &'a [Unit],
    words: Vec<Word>,
    sights: Vec<char>,
    plain: Vec<char>,
    /// Signs may cover letters. This reading is for those only.
    masked: bool,
}

/// What [`Words::near`] needs, to be used again.
#[derive(Default)]
struct NearBuffers {
    near: Vec<(u32, Way)>,
    /// Where the words of a window start.
    starts: Vec<usize>,
}

impl<'a> Words<'a> {
    fn new(segment: &'a Segment, units: &'a [Unit], sights: Vec<char>) -> Words<'a> {
        let mut at = 0;
        let words = units
            .chunk_by(|_, next| {
                next.glue < Glue::Joint || (next.glue == Glue::Joint && next.steps.has(Steps::APOSTROPHE))
            })
            .map(|word| {
                let first = at;
                at += word.len();
                let letters = || word.iter().map(|unit| unit.plain);
                let digits = word.iter().filter(|unit| unit.class == Class::Digit).count();
                Word {
                    first,
                    end: at,
                    // A covered word is no word at all.
                    ordinary: !word.iter().any(|unit| unit.class == Class::Mask)
                        && (word.len() == 1 || digits == word.len() || segment.is_ordinary(letters())),
                    // A digit or sign may be a letter inside a word; at its edge it is a number or a sign.
                    lettered: digits * 3 <= word.len()
                        && !word.first().into_iter().chain(word.last()).any(is_digit_or_sign),
                    number: digits == word.len(),
                }
            })
            .collect();
        let plain: Vec<char> = units.iter().map(|unit| unit.plain).collect();
        debug_assert_eq!(MASK, ANY);
        Words { segment, units, words, sights, masked: plain.contains(&MASK), plain }
    }

    /// Whether a word and the one before it are single letters, as of a spelled-out name.
    fn is_spelled(&self, at: usize) -> bool {
        self.words[at - 1..=at].iter().all(|word| word.end - word.first == 1)
    }

    /// The windows of whole words from number `first` on that are near a key,
    /// but for those that end where something is alike: these are `found` from number `alike` on.
    fn near(&self, first: usize, alike: usize, buffers: &mut NearBuffers, found: &mut Vec<Candidate>) {
        let words = &self.words;
        let from = words[first].first;
        let NearBuffers { near, starts } = buffers;
        let alike = alike..found.len();
        starts.clear();
        let mut names = 0;
        for (last, word) in self.words.iter().enumerate().skip(first).take(WORDS * 3) {
            // A spelled-out name has its letters for words.
            starts.push(word.first - from);
            names += usize::from(
                last == first || word.end - word.first > 1 || words[last - 1].end - words[last - 1].first > 1,
            );
            let window = from..word.end;
            if !(word.lettered || word.number && last > first) || names > WORDS - 1 || window.len() > MOST {
                break;
            }
            // A part of a spelled-out name is not another name.
            if first > 0 && self.is_spelled(first) || last + 1 < self.words.len() && self.is_spelled(last + 1) {
                continue;
            }
            // Everyday words are no slip of a short name, nor one everyday word of
            // any; with signs between they may be a slip of a name with signs.
            let ordinary = self.words[first..=last].iter().all(|word| word.ordinary);
            let phrase = ordinary && (first == last || !is_joined(&self.units[window.clone()]));
            if window.len() < FEWEST || (phrase && (first == last || window.len() < 7)) {
                continue;
            }
            if self.masked && !self.plain[window.clone()].contains(&MASK) {
                continue;
            }
            if found[alike.clone()].iter().any(|candidate| candidate.end == word.end) {
                continue;
            }
            near.clear();
            let spelled =
                Spelled { sights: &self.sights[window.clone()], plain: &self.plain[window.clone()], words: starts };
            // A phrase is one letter away from a name at most (see `is_slip`); a name in single letters is no phrase.
            let most = if phrase && window.len() > starts.len() { 1 } else { MOST_EDITS };
            self.segment.near(&spelled, most, near);
            if let Some(key) = self.cut_short(&window) {
                near.push((key, Way::Masked));
            }
            for (key, way) in near.drain(..) {
                found.push(Candidate {
                    key,
                    first: from,
                    end: word.end,
                    left: Glue::Space,
                    right: Glue::Space,
                    way: Some(way),
                });
            }
        }
    }
}

impl Words<'_> {
    /// The key that a window ending in dots is the beginning of: "Louis Vuit…".
    fn cut_short(&self, window: &std::ops::Range<usize>) -> Option<u32> {
        let (last, letters) = self.units[window.clone()].split_last()?;
        if last.class != Class::Mask || letters.len() < CUT || letters.iter().any(|unit| unit.class == Class::Mask) {
            return None;
        }
        let word = letters.iter().rposition(|unit| unit.glue >= Glue::Joint).unwrap_or(0);
        if word == 0 && self.segment.is_ordinary(letters.iter().map(|unit| unit.plain)) {
            return None;
        }
        let mut start = String::new();
        for (at, unit) in letters.iter().enumerate() {
            if at > 0 && unit.glue >= Glue::Joint {
                start.push(' ');
            }
            start.push(unit.plain);
        }
        let keys = self.segment.starting_with(&start).take(MOST_CUT);
        let letters_of = |key: u32| self.segment.key(key).chars().filter(|c| *c != ' ').count();
        let fits = |key: &u32| (letters.len() + 1..=letters.len() * 2 + 2).contains(&letters_of(*key));
        keys.filter(fits)
            .filter(|key| !self.segment.ordinariness(*key).is_everyday())
            .min_by_key(|key| letters_of(*key))
    }
}

/// So many letters at least are left of a name cut short.
const CUT: usize = 5;
/// A beginning that more names have says nothing.
const MOST_CUT: usize = 8;

fn is_digit_or_sign(unit: &Unit) -> bool {
    matches!(unit.class, Class::Digit | Class::Sign)
}

/// The windows from unit `first` on, of a word that is the hashtag `tag` perhaps, that are alike.
fn grow(
    segment: &Segment,
    units: &[Unit],
    letters: &[char],
    first: usize,
    tag: Option<usize>,
    push: &mut impl FnMut(Candidate),
) {
    let left = units[first].glue;
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
        if (left > Glue::Inside || right >= Glue::Joint) && segment.has_alike(hash) {
            for key in segment.alike(hash, letters[first..end].iter().copied()) {
                let candidate = Candidate { key, first, end, left, right, way: None };
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

/// Whether unit `at` is a word by itself.
fn is_single(units: &[Unit], at: usize) -> bool {
    units[at].glue >= Glue::Joint && units.get(at + 1).is_none_or(|unit| unit.glue >= Glue::Joint)
}

/// Whether the window is bounded well enough for its length: the weaker its
/// edges, the more letters it needs. A mark inside a longer word is no match.
fn is_bounded(candidate: &Candidate, units: &[Unit]) -> bool {
    let letters = candidate.end - candidate.first;
    let class_at = |at: usize| units.get(at).map(|unit| unit.class).filter(|class| *class != Class::Digit);
    let edge = |glue: Glue, class: Class, other: Option<Class>| match glue {
        Glue::Same => false,
        Glue::Inside => letters >= 4,
        Glue::Weak if class == Class::Han => letters >= 2,
        Glue::Weak => letters >= 3,
        Glue::Seam if class.runs_on() || other.is_some_and(Class::runs_on) => true,
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
    // A katakana word ends with its head: バンズ in ハンバーガーバンズ are buns.
    if candidate.left == Glue::Weak && first == Class::Katakana && letters < 4 {
        return false;
    }
    edge(candidate.left, first, candidate.first.checked_sub(1).and_then(class_at))
        && edge(candidate.right, last, class_at(candidate.end))
        && !(both_weak && letters < 4)
}
