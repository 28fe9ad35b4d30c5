//! Keys by their sound: the table, and when a key that sounds like a word of running text is no chance.

use super::listed::{Asked, Listed};
use crate::sound::{Manner, SET_BITS, Skeleton, Sounds, likeness, likeness_from, set_of, skeletons, weight_of};

/// The fewest classes of a skeleton by which a key is found: fewer tell nothing.
pub(crate) const FEWEST_CLASSES: u32 = 2;

/// How alike a word of running text must be: in another script, in the same, and where the word is Latin, which
/// has a spelling to be told by.
const CERTAIN: f32 = 0.8;
const CERTAIN_SAME: f32 = 0.95;
/// Units of agreement (see [`crate::sound::weight`]) for each nat that chance gives away.
const UNITS: f32 = 4.0;

/// Among fewer keys than so many chance is not less: a short list is part of all the names there are.
const FEWEST_KEYS: usize = 250;

/// How alike a word and a key sound.
pub(crate) struct Agreement {
    /// From 0 to 1.
    pub likeness: f32,
    /// Too alike for chance.
    pub certain: bool,
}

/// What chance gives: some key among so many agrees in about the logarithm of their number, where a consonant is worth
/// 2.5 nats, a vowel one.
#[derive(Clone, Copy)]
pub(crate) struct Chance {
    /// How many units a word or key must have for their agreement to be no chance.
    needed: f32,
}

impl Chance {
    /// Among so many keys.
    pub(crate) fn among(keys: usize) -> Chance {
        Chance { needed: UNITS * (keys.max(FEWEST_KEYS) as f32).ln() }
    }

    /// Whether a text has so many sounds that one like it would be no chance.
    pub(crate) fn is_weighty(self, sounds: &Sounds) -> bool {
        self.is_enough(weight_of(sounds))
    }

    fn is_enough(self, weight: u32) -> bool {
        weight as f32 >= self.needed
    }

    /// How a word and a key agree, where they are as alike as `least`.
    pub(crate) fn agreement(self, word: &Sounds, key: &Sounds, least: f32) -> Option<Agreement> {
        self.weighed(word, key, least, weight_of(word).max(weight_of(key)))
    }

    /// The same, of which the one that weighs more weighs `whole`.
    fn weighed(self, word: &Sounds, key: &Sounds, least: f32, whole: u32) -> Option<Agreement> {
        if !comparable(word, key) {
            return None;
        }
        let likeness = Some(likeness_from(least, word, key, whole)).filter(|likeness| *likeness > 0.0)?;
        let certain = likeness >= least_certain(word, key) && whole as f32 * likeness >= self.needed;
        Some(Agreement { likeness, certain })
    }

    /// The same, where it is certain.
    pub(crate) fn certain(self, word: &Sounds, key: &Sounds, least: f32) -> Option<Agreement> {
        let whole = weight_of(word).max(weight_of(key));
        if !self.is_enough(whole) {
            return None;
        }
        self.weighed(word, key, least.max(least_certain(word, key)), whole).filter(|agreement| agreement.certain)
    }
}

/// How alike a word and a key must be for it to be certain that they are.
fn least_certain(word: &Sounds, key: &Sounds) -> f32 {
    if word.manner == Manner::Latin || word.manner == key.manner { CERTAIN_SAME } else { CERTAIN }
}

/// How alike two names in different scripts must sound to be one name.
const SAME_NAME: f32 = 0.8;

/// Whether two texts are one name in different scripts.
pub(super) fn same_name(a: &Sounds, b: &Sounds) -> bool {
    a.manner != b.manner && comparable(a, b) && likeness(a, b) >= SAME_NAME
}

/// Whether two sounds can be compared: what Han characters sound like elsewhere than in Chinese is not known here.
fn comparable(a: &Sounds, b: &Sounds) -> bool {
    let has = |manner| a.manner == manner || b.manner == manner;
    !has(Manner::Han) || has(Manner::Latin)
}

/// The skeleton by which a word of running text is looked up.
pub(crate) fn as_it_stands(word: &Sounds) -> Option<Skeleton> {
    Some(Skeleton::of(word)).filter(|skeleton| skeleton.len() >= FEWEST_CLASSES)
}

/// Keys listed under their skeletons: those that weigh enough by themselves to be certain apart from the others, and
/// those in Latin letters apart from those in others.
pub(super) struct Heard(Listed);

/// So many skeletons two keys have on average, or somewhat fewer.
const SKELETONS_OF_TWO: usize = 3;

/// Mixed into the hash of a skeleton for a key that weighs enough, and for one that is not in Latin letters.
const WEIGHTY: u32 = 0x5b_d1e9;
const FOREIGN: u32 = 0xa3_c957;

/// Under what a key of a kind is listed: the hash of a skeleton, whose highest bits are which sounds there are.
fn listed_under(skeleton: Skeleton, kind: u32, set: u32) -> u32 {
    skeleton.hash() >> SET_BITS ^ kind | set << (u32::BITS - SET_BITS)
}

/// Which keys are wanted of those that have a skeleton.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    /// Those only that weigh enough to be certain.
    weighty_only: bool,
    /// Which sounds there are, and how many of these may be others in a key in Latin letters.
    set: u32,
    differences: u32,
}

impl Wanted {
    /// All of them.
    pub(crate) const ALL: Wanted = Wanted { weighty_only: false, set: 0, differences: SET_BITS };

    /// Those that may be certain to be a word of running text, see [`Chance::certain`].
    pub(crate) fn certain(word: &Sounds, chance: Chance) -> Wanted {
        let weight = weight_of(word);
        // Of two in Latin letters a twentieth at most is lost of what the weightier weighs. What the word lacks of that costs
        // four tenths of its weight or more, or shows in no bit: 0.05 / (1 - 0.05 / 0.4) of the word's weight.
        let differences = if word.manner == Manner::Latin { weight * 2 / 35 } else { SET_BITS };
        Wanted { weighty_only: !chance.is_enough(weight), set: set_of(word), differences }
    }
}

impl Heard {
    /// Lists so many keys, which `get` gives for a number.
    pub(super) fn new<'a>(count: usize, get: impl Fn(u32) -> &'a str) -> Heard {
        let (mut sounds, chance) = (Sounds::default(), Chance::among(count));
        Heard(Listed::new(count, count * SKELETONS_OF_TWO / 2, Asked::About, &mut |key, listing| {
            sounds.read(get(key));
            let weighty = if chance.is_weighty(&sounds) { WEIGHTY } else { 0 };
            let foreign = if sounds.manner == Manner::Latin { 0 } else { FOREIGN };
            let set = set_of(&sounds);
            skeletons(&sounds, &mut |skeleton| {
                if skeleton.len() >= FEWEST_CLASSES {
                    listing.under(listed_under(skeleton, weighty ^ foreign, set));
                }
            });
        }))
    }

    /// Adds the keys that have a skeleton and are wanted, and few others.
    pub(super) fn sounding(&self, skeleton: Skeleton, wanted: Wanted, keys: &mut Vec<u32>) {
        let kinds = [WEIGHTY, WEIGHTY ^ FOREIGN, 0, FOREIGN];
        for kind in &kinds[..if wanted.weighty_only { 2 } else { 4 }] {
            let latin = *kind == 0 || *kind == WEIGHTY;
            let differences = if latin { wanted.differences } else { SET_BITS };
            keys.extend(self.0.about(listed_under(skeleton, *kind, wanted.set), SET_BITS, differences));
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_is_certain_is_wanted(
            word in "[a-z]{2,12}|[a-z]{3,9} [a-z]{2,9}|[а-я]{3,9}|[ア-ヴ]{3,8}",
            at in 0usize..20, from in 0usize..3, letters in "[aeiouywhlrbpfvtdszgkcnm]{0,2}",
        ) {
            // A key as it stands, with some letters others, and as it sounds in Latin letters.
            let mut other: Vec<char> = word.chars().collect();
            let place = at.min(other.len())..(at + from).min(other.len());
            other.splice(place.start..place.end.max(place.start), letters.chars());
            let spelled = Sounds::of(&word).letters().map(|sound| char::from(sound).to_ascii_lowercase()).collect();
            let keys = [word.clone(), other.into_iter().collect::<String>(), spelled];
            let heard = Heard::new(keys.len(), |key| &keys[key as usize]);
            let (word, chance) = (Sounds::of(&word), Chance::among(keys.len()));
            let Some(skeleton) = as_it_stands(&word) else { return Ok(()) };
            let mut wanted = Vec::new();
            heard.sounding(skeleton, Wanted::certain(&word, chance), &mut wanted);
            for (number, key) in (0..).zip(&keys) {
                let key = Sounds::of(key);
                let mut shares = false;
                skeletons(&key, &mut |other| shares |= other == skeleton);
                if shares && chance.certain(&word, &key, 0.0).is_some() {
                    proptest::prop_assert!(wanted.contains(&number), "{word:?} {key:?}");
                }
            }
        }
    }
}
