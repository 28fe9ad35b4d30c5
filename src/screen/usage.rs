//! How a text uses a mark: as the name of the goods, or to say what they fit,
//! imitate, or are not.
//!
//! A cue counts in its place beside the mark and within one clause. In a list
//! of marks the cue of the first governs the rest ("not Nike, Asics or Fila").

use super::cue::{Cue, Reach, Says, cues, runs_on};
use crate::report::Use;
use crate::text::{Class, Folded, Glue};

/// A field's text, read for cues.
pub(super) struct Usage<'a> {
    text: &'a Folded,
    typed: &'a [u16],
    cues: Vec<Cue>,
    /// Words that call all the goods a copy.
    copies: Option<(usize, usize)>,
}

/// How a text uses the mark at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MarkUse {
    pub kind: Use,
    /// Whether the text names the mark as the maker ("by …", "… brand").
    pub as_maker: bool,
    /// Whether what follows is a model, or what stands before it a device: words that go with a maker's name.
    pub with_model: bool,
    /// The words that say so, in UTF-16 code units of the field's text.
    pub cue: Option<(usize, usize)>,
}

/// Between a cue and its mark stand at most so many words.
const GAP: usize = 4;
/// And so many letters, with those of the cue: what a text is searched for beside a mark has an end.
const NEAR: usize = 64;
/// Between words of imitation and their mark.
const IMITATION_GAP: usize = 2;

impl<'a> Usage<'a> {
    pub(super) fn new(text: &'a Folded, typed: &'a [u16]) -> Usage<'a> {
        let cues = cues(text, typed);
        let copy = cues.iter().find(|cue| cue.says == Says::Imitation && cue.reach == Reach::Field);
        let copies = copy.map(|cue| place(text, cue));
        Usage { text, typed, cues, copies }
    }

    /// How the text uses the mark at the place from `start` to `end`, in UTF-16
    /// code units. `before` is the mark before it: where that place ends, and its use.
    pub(super) fn of(&self, start: usize, end: usize, before: Option<(usize, MarkUse)>) -> MarkUse {
        let units = &self.text.units;
        let first = units.partition_point(|unit| (unit.end as usize) <= start);
        let end = units.partition_point(|unit| (unit.start as usize) < end);
        let with_model = self.is_model(end) || first.checked_sub(1).is_some_and(|at| self.is_device_at(at));
        let found = |kind, cue: Option<&Cue>| MarkUse {
            kind,
            as_maker: false,
            with_model,
            cue: cue.map(|cue| place(self.text, cue)),
        };
        let imitation = self.imitation(first, end);
        if imitation.is_some() {
            return found(Use::Imitation, imitation);
        }
        if self.copies.is_some() {
            return MarkUse { cue: self.copies, ..found(Use::Imitation, None) };
        }
        for (says, kind) in [(Says::Denial, Use::Denial), (Says::Comparison, Use::Comparison)] {
            if let Some(cue) = self.beside(says, first, end) {
                return found(kind, Some(cue));
            }
        }
        if let Some(cue) = self.referential(first, end) {
            return found(Use::Referential, Some(cue));
        }
        if let Some((before_end, use_before)) = before
            && matches!(use_before.kind, Use::Referential | Use::Denial | Use::Comparison)
            && self.is_list(units.partition_point(|unit| (unit.start as usize) < before_end), first, use_before.kind)
        {
            return MarkUse { with_model, ..use_before };
        }
        MarkUse { as_maker: self.beside(Says::Maker, first, end).is_some(), ..found(Use::Brand, None) }
    }

    /// The cues that say so and start near a place.
    fn near(&self, says: Says, first: usize, end: usize) -> impl Iterator<Item = &Cue> {
        let from = self.cues.partition_point(|cue| cue.first + NEAR < first);
        let to = self.cues.partition_point(|cue| cue.first < end + NEAR);
        self.cues[from..to].iter().filter(move |cue| cue.says == says)
    }

    /// A cue that stands right before the place, or right behind it.
    fn beside(&self, says: Says, first: usize, end: usize) -> Option<&Cue> {
        self.near(says, first, end).find(|cue| match cue.reach {
            Reach::Before => cue.end == first && !self.parts(cue.end),
            Reach::After => cue.first == end && !self.parts(end),
            Reach::Field => false,
        })
    }

    fn imitation(&self, first: usize, end: usize) -> Option<&Cue> {
        let near = |cue: &&Cue| match cue.reach {
            // In "… style bag for Nike" it is not Nike's style.
            Reach::Before => {
                cue.end <= first
                    && self.words(cue.end, first).is_some_and(|words| words <= IMITATION_GAP)
                    && !self.near(Says::Referential, first, end).any(|fit| fit.first >= cue.end && fit.end <= first)
            }
            // "Levi's style 501" has a style of that number.
            Reach::After => cue.first == end && !self.parts(end) && !self.is_number(cue.end),
            Reach::Field => false,
        };
        self.near(Says::Imitation, first, end).find(near)
    }

    fn referential(&self, first: usize, end: usize) -> Option<&Cue> {
        if self.near(Says::Audience, first, end).any(|cue| cue.first == end) {
            return None;
        }
        self.near(Says::Referential, first, end).find(|cue| match cue.reach {
            Reach::Before if cue.end > first => false,
            Reach::Before => self
                .words(cue.end, first)
                .is_some_and(|words| words == 0 || (words <= GAP && (cue.end..first).all(|at| self.is_device_at(at)))),
            Reach::After if cue.first < end => false,
            Reach::After => {
                self.words(end, cue.first).is_some_and(|words| words == 0 || (words <= GAP && self.is_model(end)))
            }
            Reach::Field => false,
        })
    }

    /// Whether unit `at` is part of the name of a thing that parts are for.
    fn is_device_at(&self, at: usize) -> bool {
        self.near(Says::Device, at, at).any(|cue| (cue.first..cue.end).contains(&at))
    }

    /// Whether a word with digits, or a short name and then one, stands at unit `at`: a model.
    fn is_model(&self, at: usize) -> bool {
        let all = &self.text.units;
        let units = &all[at.min(all.len())..(at + NEAR).min(all.len())];
        let mut words = units.chunk_by(|_, next| next.glue < Glue::Space).take(3);
        words.any(|word| word.iter().any(|unit| unit.class == Class::Digit))
    }

    fn is_number(&self, at: usize) -> bool {
        self.text.units.get(at).is_some_and(|unit| unit.class == Class::Digit)
    }

    /// How many words stand from one unit to another; nothing where a clause ends between.
    fn words(&self, from: usize, to: usize) -> Option<usize> {
        let units = &self.text.units;
        let mut letters = 0;
        let mut words = 0;
        for (at, unit) in units.iter().enumerate().take(to).skip(from) {
            if self.parts(at) {
                return None;
            }
            if runs_on(unit) {
                letters += 1;
            } else {
                words += usize::from(at == from || unit.glue >= Glue::Joint);
            }
        }
        // Two letters of a script without spaces are about a word.
        (!self.parts(to)).then_some(words + usize::div_ceil(letters, 2))
    }

    /// What is typed between a unit and the one before it.
    fn between(&self, at: usize) -> &[u16] {
        let units = &self.text.units;
        match (at.checked_sub(1).map(|before| units[before].end as usize), units.get(at)) {
            (Some(from), Some(unit)) => &self.typed[from..(unit.start as usize).max(from)],
            _ => &[],
        }
    }

    /// Whether a clause ends before unit `at`.
    fn parts(&self, at: usize) -> bool {
        let between = self.between(at);
        let has = |signs: &str| between.iter().any(|unit| signs.encode_utf16().any(|sign| sign == *unit));
        let dash = between.len() >= 3 && has("-.");
        has(";!?|—–\n。；！？｜()[]（）【】") || dash || (between.len() == 2 && has("."))
    }

    /// Whether nothing but what parts a list stands from one unit to another:
    /// signs, "and", and for what parts fit also models.
    fn is_list(&self, from: usize, to: usize, kind: Use) -> bool {
        if from > to || to - from > NEAR || (from..=to).any(|at| self.parts(at)) {
            return false;
        }
        let units = &self.text.units;
        let apart = self.between(to).iter().any(|unit| ",/、，&+".encode_utf16().any(|sign| sign == *unit));
        let mut words = units[from..to].chunk_by(|_, next| next.glue < Glue::Space);
        let joins = |word: &[crate::text::Unit]| {
            let letters: String = word.iter().map(|unit| unit.plain).collect();
            JOINING.contains(&letters.as_str())
        };
        let gap = words.clone().count();
        let joined = words.clone().last().is_some_and(joins);
        let model = kind == Use::Referential && (apart || joined) && gap <= 8 && (gap <= 1 || self.is_model(from));
        gap == 0 || words.all(joins) || model
    }
}

/// Words that join the items of a list.
const JOINING: [&str; 22] = [
    "and", "or", "nor", "und", "oder", "et", "ou", "y", "e", "o", "ed", "en", "of", "и", "или", "i", "lub", "ve",
    "veya", "و", "和", "或",
];

fn place(text: &Folded, cue: &Cue) -> (usize, usize) {
    (text.units[cue.first].start as usize, text.units[cue.end - 1].end as usize)
}
