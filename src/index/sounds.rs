//! Keys by their sound: the table, and when a key that sounds like a word of running text is no chance.

use crate::sound::{Manner, Skeleton, Sounds, likeness, skeletons, weight_of};

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

/// How alike a key sounds that a word of running text is not like by chance; nothing for others. By chance some key
/// among so many agrees in about the logarithm of their number: a consonant is worth 2.5 nats, a vowel one.
pub(crate) fn certain(word: &Sounds, key: &Sounds, keys: usize) -> Option<f32> {
    let least = if word.manner == Manner::Latin || word.manner == key.manner { CERTAIN_SAME } else { CERTAIN };
    let weight = weight_of(word).max(weight_of(key)) as f32;
    let needed = UNITS * (keys.max(FEWEST_KEYS) as f32).ln();
    // What cannot be enough need not be compared.
    let likeness = if weight < needed || !comparable(word, key) { 0.0 } else { likeness(word, key) };
    (likeness >= least && weight * likeness >= needed).then_some(likeness)
}

/// How alike two names in different scripts must sound to be one name.
const SAME_NAME: f32 = 0.8;

/// Whether two texts are one name in different scripts.
pub(super) fn same_name(a: &Sounds, b: &Sounds) -> bool {
    a.manner != b.manner && comparable(a, b) && likeness(a, b) >= SAME_NAME
}

/// Whether two sounds can be compared: what Han characters sound like elsewhere than in Chinese is not known here.
pub(crate) fn comparable(a: &Sounds, b: &Sounds) -> bool {
    let has = |manner| a.manner == manner || b.manner == manner;
    !has(Manner::Han) || has(Manner::Latin)
}

/// The skeleton by which a word of running text is looked up.
pub(crate) fn as_it_stands(word: &Sounds) -> Option<Skeleton> {
    let mut first = None;
    skeletons(word, &mut |skeleton| {
        first.get_or_insert(skeleton);
    });
    first.filter(|skeleton| skeleton.len() >= FEWEST_CLASSES)
}

/// Keys listed under their skeletons, by a hash.
pub(super) struct Heard {
    /// Where each bucket starts in `keys`; one entry more than buckets.
    starts: Vec<u32>,
    keys: Vec<u32>,
}

impl Heard {
    /// Lists so many keys, which `get` gives for a number.
    pub(super) fn new<'a>(count: usize, get: impl Fn(u32) -> &'a str) -> Heard {
        let buckets = (count * 2).next_power_of_two().max(2);
        let mut entries: Vec<(u32, u32)> = Vec::with_capacity(count * 2);
        let mut sounds = Sounds::default();
        for key in 0..count as u32 {
            sounds.read(get(key));
            skeletons(&sounds, &mut |skeleton| {
                if skeleton.len() >= FEWEST_CLASSES {
                    entries.push((skeleton.hash() & (buckets as u32 - 1), key));
                }
            });
        }
        // Sorted by counting: where each bucket ends, then filled from its end.
        let mut starts = vec![0u32; buckets + 1];
        entries.iter().for_each(|(bucket, _)| starts[*bucket as usize] += 1);
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut keys = vec![0u32; entries.len()];
        for (bucket, key) in entries.into_iter().rev() {
            let at = &mut starts[bucket as usize];
            *at -= 1;
            keys[*at as usize] = key;
        }
        Heard { starts, keys }
    }

    /// The keys listed under a skeleton, and few others.
    pub(super) fn listed(&self, skeleton: Skeleton) -> &[u32] {
        let bucket = skeleton.hash() as usize & (self.starts.len() - 2);
        &self.keys[self.starts[bucket] as usize..self.starts[bucket + 1] as usize]
    }
}
