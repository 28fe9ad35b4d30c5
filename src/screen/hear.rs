//! Finding by sound: windows of a text → keys that sound alike.
//!
//! A window is words of one script, or a part of a run of kana, Hangul or Thai. In running text a key is a
//! candidate only where it sounds so much like the window that chance is no explanation: among many keys one is
//! always a little alike. Where the window is the whole text, it is a name, and less will do.

use super::find::Candidate;
use super::similar::similar;
use crate::index::{Agreement, Chance, FEWEST_CLASSES, Run, SUBSTITUTED, Segment, Wanted, Way, as_it_stands};
use crate::sound::{Manner, Skeleton, Sounds, manner_of, near_skeletons, skeletons};
use crate::text::{Class, Folded, Glue, Unit};

/// At most so many words in a window.
const WORDS: usize = 4;
/// Windows of more letters are no names.
const LETTERS: usize = 30;
/// How alike a key must be where the window is all the text, in another script and in the same.
const LEAST: f32 = 0.6;
const LEAST_SAME: f32 = 0.75;
/// The fewest letters of a part of a run that is no word by itself, and how alike it must be.
const PART: usize = 4;
const LEAST_PART: f32 = 0.9;

/// Adds the candidates of a text that are found by their sound. A few Latin words are a name in the brand field only.
pub(super) fn hear(segment: &Segment, text: &Folded, brand_field: bool, found: &mut Vec<Candidate>) {
    let units = &text.units;
    let mut hearing = Hearing::new(segment, units, found);
    let mut at = 0;
    let words: Vec<Word> = units
        .chunk_by(|last, next| next.glue < Glue::Joint && manner(last) == manner(next))
        .map(|word| {
            let first = at;
            at += word.len();
            Word { first, end: at, manner: manner(&word[0]) }
        })
        .collect();
    let is_name = (1..=WORDS).contains(&words.len())
        && units.len() <= LETTERS
        && (brand_field || words.iter().any(|word| word.manner != Manner::Latin));
    if is_name {
        hearing.name(0..units.len());
    }
    for (number, word) in words.iter().enumerate() {
        match word.manner {
            Manner::Han => hearing.substituted(word),
            Manner::Kana | Manner::Hangul | Manner::Thai => hearing.parts(word),
            _ => {}
        }
        if word.manner == Manner::Han {
            continue;
        }
        // Of Latin words one at a time: their spelling was searched already.
        let most = if word.manner == Manner::Latin { 1 } else { WORDS };
        let same = words[number..].iter().take(most).take_while(|other| other.manner == word.manner);
        for last in same.take_while(|last| last.end - word.first <= LETTERS) {
            if !is_name || last.end - word.first < units.len() {
                hearing.window(word.first..last.end, 0.0);
            }
        }
    }
}

/// Letters of one script between spaces or signs.
struct Word {
    first: usize,
    end: usize,
    manner: Manner,
}

fn manner(unit: &Unit) -> Manner {
    manner_of(unit.plain).unwrap_or_default()
}

/// A text on its way through [`hear`], with buffers that are used again.
struct Hearing<'a> {
    segment: &'a Segment,
    chance: Chance,
    units: &'a [Unit],
    found: &'a mut Vec<Candidate>,
    /// How many candidates there were before.
    before: usize,
    window: String,
    sounds: Sounds,
    key: Sounds,
}

impl<'a> Hearing<'a> {
    fn new(segment: &'a Segment, units: &'a [Unit], found: &'a mut Vec<Candidate>) -> Hearing<'a> {
        Hearing {
            segment,
            chance: Chance::among(segment.keys()),
            units,
            before: found.len(),
            found,
            window: String::new(),
            sounds: Sounds::default(),
            key: Sounds::default(),
        }
    }

    fn read(&mut self, window: std::ops::Range<usize>) {
        self.window.clear();
        for unit in &self.units[window] {
            if unit.glue >= Glue::Joint && !self.window.is_empty() {
                self.window.push(' ');
            }
            self.window.push(unit.plain);
        }
        self.sounds.read(&self.window);
    }

    /// A window that is the whole text: a name.
    fn name(&mut self, window: std::ops::Range<usize>) {
        self.read(window.clone());
        let mut wanted: Vec<Skeleton> = Vec::new();
        let mut want = |skeleton: Skeleton| {
            if skeleton.len() >= FEWEST_CLASSES && !wanted.contains(&skeleton) {
                wanted.push(skeleton);
            }
        };
        let mut first = None;
        skeletons(&self.sounds, &mut |skeleton| {
            first.get_or_insert(skeleton);
            want(skeleton);
        });
        if let Some(first) = first.filter(|first| first.len() > FEWEST_CLASSES + 1) {
            near_skeletons(first, &mut want);
        }
        // A name in Latin letters is known by them: what sounds like it in its script is compared by letters too, and in
        // another script it must be no chance.
        let spelled = self.sounds.manner == Manner::Latin && self.window.is_ascii();
        let mut heard = Vec::new();
        for skeleton in wanted {
            for key in self.sounding(skeleton, Wanted::ALL) {
                self.key.read(self.segment.key(key));
                let same = self.sounds.manner == self.key.manner;
                let least = if same { LEAST_SAME } else { LEAST };
                let Some(agreement) = self.chance.agreement(&self.sounds, &self.key, least) else { continue };
                if !self.shares(skeleton) {
                    continue;
                }
                if same && spelled {
                    heard.push(key);
                } else if !spelled || agreement.certain {
                    self.add(key, &window, agreement);
                }
            }
        }
        if spelled {
            for (key, likeness) in similar(self.segment, &self.window, &heard) {
                self.push(key, &window, Way::Similar { likeness: (likeness * 1000.0) as u16 });
            }
        }
    }

    /// The keys that have a skeleton and are wanted, and few others.
    fn sounding(&self, skeleton: Skeleton, wanted: Wanted) -> Vec<u32> {
        let mut keys = Vec::new();
        self.segment.sounding(skeleton, wanted, &mut keys);
        keys
    }

    /// Whether the key that was read has a skeleton: a few have another.
    fn shares(&self, skeleton: Skeleton) -> bool {
        let mut shares = false;
        skeletons(&self.key, &mut |other| shares |= other == skeleton);
        shares
    }

    /// Whole words in running text.
    fn window(&mut self, window: std::ops::Range<usize>, least: f32) {
        let units = &self.units[window.clone()];
        let plain = units.iter().map(|unit| unit.plain);
        let few = units.len() < PART && units.iter().all(|unit| !unit.class.runs_on());
        if few || !units.iter().all(is_letter) || self.segment.is_ordinary(plain) || self.is_alike(&window) {
            return;
        }
        self.read(window.clone());
        let Some(skeleton) = as_it_stands(&self.sounds) else { return };
        for key in self.sounding(skeleton, Wanted::certain(&self.sounds, self.chance)) {
            self.key.read(self.segment.key(key));
            if let Some(agreement) =
                self.chance.certain(&self.sounds, &self.key, least).filter(|_| self.shares(skeleton))
            {
                self.add(key, &window, agreement);
            }
        }
    }

    /// The parts of a run of letters at its start, and at its end but in kana, where what it ends with is the kind
    /// of thing it is.
    fn parts(&mut self, run: &Word) {
        let length = run.end - run.first;
        for part in PART..length.min(LETTERS) {
            let ends = (run.manner != Manner::Kana).then_some(run.end - part..run.end);
            for window in std::iter::once(run.first..run.first + part).chain(ends) {
                let beside = if window.start == run.first { window.end } else { window.start };
                if self.units.get(beside).is_none_or(|unit| unit.glue > Glue::Same) {
                    self.window(window, LEAST_PART);
                }
            }
        }
    }

    /// What was found of a window before its sound was heard: candidates stand in the order of their starts.
    fn known(&self, window: &std::ops::Range<usize>) -> impl Iterator<Item = &Candidate> {
        let known = &self.found[..self.before];
        let from = known.partition_point(|candidate| candidate.first < window.start);
        let (first, end) = (window.start, window.end);
        known[from..].iter().take_while(move |other| other.first == first).filter(move |other| other.end == end)
    }

    /// Whether a window is a key as it stands.
    fn is_alike(&self, window: &std::ops::Range<usize>) -> bool {
        self.known(window).any(|other| other.way.is_none())
    }

    fn add(&mut self, key: u32, window: &std::ops::Range<usize>, agreement: Agreement) {
        let (first, end) = (window.start, window.end);
        let mut here =
            self.found[self.before..].iter().rev().take_while(|other| (other.first, other.end) == (first, end));
        // What looks a little like a name in another script may turn out to be no spelling of it.
        let other_script = self.sounds.manner != self.key.manner;
        if here.all(|other| other.key != key) && self.known(window).all(|other| other.key != key || other_script) {
            let Agreement { likeness, certain } = agreement;
            self.push(key, window, Way::Heard { likeness: (likeness * 100.0) as u8, certain });
        }
    }

    fn push(&mut self, key: u32, window: &std::ops::Range<usize>, way: Way) {
        let (first, end) = (window.start, window.end);
        self.found.push(Candidate { key, first, end, left: Glue::Space, right: Glue::Space, way: Some(way) });
    }

    /// Keys that are a row of Han characters but for one that is read or looks alike. Of two characters only where a run
    /// begins: inside one, two characters are often the end of a word and the start of another.
    fn substituted(&mut self, run: &Word) {
        let mut keys = Vec::new();
        let characters = Run::new(self.units[run.first..run.end].iter().map(|unit| unit.plain));
        for first in run.first..run.end {
            for end in (first + SUBSTITUTED.start()..=first + SUBSTITUTED.end()).take_while(|end| *end <= run.end) {
                let window = first - run.first..end - run.first;
                let is_ordinary = || self.segment.is_ordinary(characters.characters[window.clone()].iter().copied());
                if end - first == 2 && first > run.first || is_ordinary() {
                    continue;
                }
                keys.clear();
                self.segment.substituted(&characters, window, &mut keys);
                self.found.extend(keys.drain(..).map(|(key, way)| Candidate {
                    key,
                    first,
                    end,
                    left: self.units[first].glue,
                    right: self.units.get(end).map_or(Glue::Space, |unit| unit.glue),
                    way: Some(way),
                }));
            }
        }
    }
}

fn is_letter(unit: &Unit) -> bool {
    !matches!(unit.class, Class::Digit | Class::Sign | Class::Mask)
}
