//! Names that an office may find similar to the one that a seller goes by.
//!
//! A brand is set against every mark as a whole, as offices do it: letters in common, the rarer the more, the sound,
//! the word that leads, a mark that stands at one end of the name, and how much it tells that both start or end alike.
//! What is similar is decided on the goods and the use too, so this only names the few marks that are worth a look.

use crate::index::Segment;
use crate::pair::sight;
use crate::sound::{Sounds, likeness};

/// How alike a mark must be, in the sum of [`Name::likeness`].
const LEAST: f32 = 1.8;
/// What the sum is when nothing differs.
const MOST: f32 = 4.0;
/// The least that a mark shares of the name's letters to be looked at, and how many are.
const LEAST_SHARE: f32 = 0.15;
const MOST_LOOKED_AT: usize = 150;
/// What counts beside letters and sound, each of which counts as it is.
const LEADING: f32 = 0.75;
const TELLING: f32 = 0.5;
const SAME_START: f32 = 0.2;
/// The fewest letters of a mark that is seen at the start of a name, and at its end, and the fewest sounds heard there.
const FEWEST_FIRST: usize = 3;
const FEWEST_LAST: usize = 4;
/// What a mark is worth that stands there, before its share counts.
const STANDS: f32 = 0.4;
/// How alike a word must be that may be the mark behind a house mark.
const LEAST_WORD: f32 = 0.75;
/// The fewest letters of a word that leads: shorter ones are articles, initials and numbers.
const FEWEST_LEADING: usize = 4;
/// Steps of a worth in [`ranked`].
const STEPS: f32 = 65536.0;

/// A word of a name, and what it sounds like.
struct Word<'a> {
    text: &'a str,
    sounds: Sounds,
}

impl<'a> Word<'a> {
    fn new(text: &'a str) -> Word<'a> {
        Word { text, sounds: Sounds::of(text) }
    }

    /// How alike a word looks and sounds.
    fn likeness(&self, text: &str, sounds: &Sounds) -> f32 {
        (sight(self.text, text) + likeness(&self.sounds, sounds)) / 2.0
    }
}

/// A name as it is compared.
struct Name<'a> {
    text: &'a str,
    joined: String,
    leading: Word<'a>,
    sounds: Sounds,
}

impl<'a> Name<'a> {
    fn new(text: &'a str) -> Name<'a> {
        let words = || text.split(' ');
        let leading = words().find(|word| word.len() >= FEWEST_LEADING).or(words().next()).unwrap_or(text);
        Name { text, joined: text.replace(' ', ""), leading: Word::new(leading), sounds: Sounds::of(text) }
    }

    /// The words that may be a mark behind a house mark.
    fn behind(&self) -> Vec<Word<'a>> {
        let words = self.text.split(' ').filter(|word| word.len() >= FEWEST_LEADING && *word != self.leading.text);
        words.map(Word::new).collect()
    }

    /// How alike the word is that leads.
    fn leads(&self, mark: &Name<'_>) -> f32 {
        self.leading.likeness(mark.leading.text, &mark.leading.sounds)
    }

    /// Whether a mark begins with the same letter or the same sound.
    fn begins_like(&self, mark: &Name<'_>) -> bool {
        self.text.bytes().next() == mark.text.bytes().next()
            || self.sounds.letters().next() == mark.sounds.letters().next()
    }

    /// What it is worth that the mark stands at one end of the name, where its end may only sound like that, or that a
    /// word `behind` the one that leads is almost the mark: a house mark before it changes little.
    fn holds(&self, mark: &Name<'_>, behind: &[Word<'_>]) -> f32 {
        let (name, part) = (&self.joined, &mark.joined);
        let worth = |letters: usize| STANDS + (1.0 - STANDS) * (letters as f32 / name.len() as f32).min(1.0);
        let first = part.len() >= FEWEST_FIRST && name.starts_with(part.as_str());
        let last = part.len() >= FEWEST_LAST && name.ends_with(part.as_str());
        let heard = mark.sounds.len() >= FEWEST_LAST && self.sounds.ends_with(&mark.sounds);
        if first || last || heard {
            return worth(part.len());
        }
        behind.iter().fold(0.0, |best, word| {
            let alike = word.likeness(part, &mark.sounds);
            if alike >= LEAST_WORD { best.max(alike * worth(word.text.len())) } else { best }
        })
    }
}

/// A key with what it is worth, so that keys can be sorted by that.
fn ranked(key: u32, worth: f32) -> u128 {
    u128::from((worth * STEPS) as u32) << 32 | u128::from(key)
}

/// The way back: keys by what they are worth, the most first.
fn by_worth(mut ranked: Vec<u128>) -> impl Iterator<Item = (u32, f32)> {
    ranked.sort_unstable();
    ranked.into_iter().rev().map(|rank| (rank as u32, (rank >> 32) as f32 / STEPS))
}

/// The keys that are similar to a name, beginning with those that are most so: their numbers and how much, from 0 to 1.
/// To those that share its letters come those that were `heard`.
pub(super) fn similar(segment: &Segment, text: &str, heard: &[u32]) -> impl Iterator<Item = (u32, f32)> + use<> {
    let name = Name::new(text);
    let behind = name.behind();
    let common = segment.common(text, LEAST_SHARE);
    let near = common.keys.iter().map(|(key, share)| ranked(*key, *share)).collect();
    let mut near: Vec<(u32, f32)> = by_worth(near).take(MOST_LOOKED_AT).collect();
    for key in heard {
        if near.iter().all(|(other, _)| other != key) {
            near.push((*key, 0.0));
        }
    }
    let mut similar = Vec::new();
    for (key, share) in near {
        let mark = Name::new(segment.key(key));
        if mark.joined == name.joined || mark.sounds.manner != name.sounds.manner {
            continue;
        }
        let worth = share
            + likeness(&name.sounds, &mark.sounds)
            + LEADING * name.leads(&mark)
            + name.holds(&mark, &behind)
            + TELLING * common.tells(text, mark.text)
            + if name.begins_like(&mark) { SAME_START } else { 0.0 };
        if worth >= LEAST {
            similar.push(ranked(key, (worth / MOST).min(1.0)));
        }
    }
    by_worth(similar)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Builder;
    use crate::mark::Mark;

    fn named(brand: &str) -> Vec<String> {
        let names = [
            "BLUE HARBOR",
            "HARBORLIGHT",
            "VELORIA",
            "VELLORINA ESTATES",
            "QUANDOR",
            "TAMISCO",
            "NORTHFIELD",
            "CARDANEX",
            "CARDANO FOODS",
            "MERIDOX",
            "OLIVANTE",
            "PASTIVA",
            "ZIRCONEL",
            "HALBROOK",
            "SELVARA",
            "GRENADIN",
            "ORBISTO",
            "PHYXEN",
        ];
        let mut builder = Builder::new();
        for name in names {
            builder.add(Mark { id: name.into(), text: name.into(), ..Mark::default() }).expect("a good row");
        }
        let segment = Segment::open(&builder.build().0).expect("a good segment");
        similar(&segment, brand, &[]).map(|(key, _)| segment.key(key).to_string()).collect()
    }

    #[test]
    fn a_name_is_told_by_more_than_its_spelling() {
        let table = [
            ("harbor blue", "blue harbor", false),
            ("velorian", "veloria", true),
            ("vellorina", "vellorina estates", true),
            ("tamisko sport", "tamisco", true),
            ("northfield garden tools", "northfield", true),
            ("quandorkit", "quandor", true),
            ("superquandor", "quandor", true),
            ("megafixen", "phyxen", true),
            ("harlow & sons tamizko", "tamisco", true),
            ("harlow & sons timber", "tamisco", false),
            ("cardanos", "cardano foods", true),
            ("brillante", "quandor", false),
            ("umbrella", "selvara", false),
        ];
        for (brand, mark, similar) in table {
            let named = named(brand);
            assert_eq!(named.iter().any(|name| name == mark), similar, "{brand}: {named:?}");
        }
    }

    #[test]
    fn the_most_similar_comes_first_and_itself_never() {
        assert!(!named("veloria").contains(&"veloria".to_string()));
        assert_eq!(named("cardanexx")[0], "cardanex");
        assert_eq!(named(""), Vec::<String>::new());
    }
}
