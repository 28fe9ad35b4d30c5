//! The skeleton of a sound: the classes of its consonants. Vowels, h, w and y come and go from one script to the next.

use super::{Manner, SOUNDS, Sounds, is_vowel, number_of};

/// Classes of consonants that scripts mix up. A vowel at the start counts as one, a first h or w as a vowel.
const CLASSES: [u8; 8] = *b"APTSKMNR";

/// The class of a sound; nothing where it does not count.
pub(super) const fn class_of(letter: u8) -> Option<u8> {
    Some(match letter {
        b'b' | b'p' | b'f' | b'v' => b'P',
        b't' | b'd' | b'T' => b'T',
        b's' | b'z' | b'S' | b'Z' | b'C' | b'J' | b'G' | b'c' => b'S',
        b'k' | b'g' => b'K',
        b'm' => b'M',
        b'n' | b'N' => b'N',
        b'l' | b'r' => b'R',
        _ => return None,
    })
}

/// The number of each sound's class in [`CLASSES`], by the sound's number; [`UNCLASSED`] where it does not count.
const CLASS: [u8; SOUNDS.len()] = {
    let mut classes = [UNCLASSED; SOUNDS.len()];
    let mut sound = 0;
    while sound < SOUNDS.len() {
        let mut class = 0;
        while class < CLASSES.len() {
            if matches!(class_of(SOUNDS[sound]), Some(letter) if letter == CLASSES[class]) {
                classes[sound] = class as u8;
            }
            class += 1;
        }
        sound += 1;
    }
    classes
};
const UNCLASSED: u8 = u8::MAX;
/// The class of a vowel at the start.
const VOWEL: u8 = 0;
/// The class of a k.
const K: u8 = CLASS[number_of(b'k') as usize];
/// The sound of "king" at its end.
const NG: u8 = number_of(b'N');

/// The classes of a sound's consonants, three bits each, the first on top; a 1 stands before them.
/// Longer ones are cut: twenty tell enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Skeleton(u64);

impl Skeleton {
    const EMPTY: Skeleton = Skeleton(1);
    const MOST: u32 = 20;

    /// The skeleton of a text as it stands.
    pub(crate) fn of(sounds: &Sounds) -> Skeleton {
        Skeleton::of_numbers(sounds.sounds.iter().copied())
    }

    /// The skeleton of sounds by their numbers.
    fn of_numbers(sounds: impl Iterator<Item = u8>) -> Skeleton {
        let mut skeleton = Skeleton::EMPTY;
        let mut last = UNCLASSED;
        for sound in sounds {
            let class = CLASS[usize::from(sound)];
            if class != UNCLASSED {
                if class != last {
                    skeleton = skeleton.with(class);
                }
            } else if skeleton == Skeleton::EMPTY {
                skeleton = skeleton.with(VOWEL);
            }
            last = class;
            // Half of the scripts write the sound of "king" with a letter for its g.
            if sound == NG {
                skeleton = skeleton.with(K);
                last = K;
            }
        }
        skeleton
    }

    fn with(self, class: u8) -> Skeleton {
        if self.len() == Skeleton::MOST { self } else { Skeleton(self.0 << 3 | u64::from(class)) }
    }

    /// How many classes it has.
    pub(crate) const fn len(self) -> u32 {
        (63 - self.0.leading_zeros()) / 3
    }

    /// Spread to 32 bits.
    pub(crate) const fn hash(self) -> u32 {
        (self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
    }
}

/// The skeletons under which a name is found that another script may write in several ways, each once.
pub(crate) fn skeletons(sounds: &Sounds, each: &mut dyn FnMut(Skeleton)) {
    let mut seen = [Skeleton::EMPTY; 8];
    let mut count = 0;
    let mut add = |skeleton: Skeleton| {
        if count < seen.len() && !seen[..count].contains(&skeleton) {
            seen[count] = skeleton;
            count += 1;
            each(skeleton);
        }
    };
    add(Skeleton::of(sounds));
    if sounds.manner != Manner::Latin {
        return;
    }
    let numbers = sounds.sounds.as_slice();
    let set = numbers.iter().fold(0u32, |set, number| set | 1 << number);
    let has = |letter: u8| set >> number_of(letter) & 1 != 0;
    let is_vowel = |number: u8| VOWELS >> number & 1 != 0;
    // An r behind a vowel is not heard in half of English.
    let is_mute = |at: usize| {
        numbers[at] == number_of(b'r')
            && at > 0
            && is_vowel(numbers[at - 1])
            && numbers.get(at + 1).is_none_or(|next| !is_vowel(*next))
    };
    let heard = || (0..numbers.len()).filter(|at| !is_mute(*at)).map(|at| numbers[at]);
    let becomes = |from: u8, to: u8| {
        let (from, to) = (number_of(from), number_of(to));
        move |number: u8| if number == from { to } else { number }
    };
    let with = |from: u8, to: u8| Skeleton::of_numbers(numbers.iter().copied().map(becomes(from, to)));
    let mute = has(b'r') && (0..numbers.len()).any(is_mute);
    if mute {
        add(Skeleton::of_numbers(heard()));
    }
    if has(b'G') {
        add(with(b'G', b'g'));
        if mute {
            add(Skeleton::of_numbers(heard().map(becomes(b'G', b'g'))));
        }
    }
    for (soft, firm) in [(b'C', b'k'), (b'c', b'k'), (b'w', b'v')] {
        if has(soft) {
            add(with(soft, firm));
        }
    }
    if numbers.first() == Some(&number_of(b'h')) {
        add(Skeleton::of_numbers(std::iter::once(number_of(b'k')).chain(numbers[1..].iter().copied())));
    }
}

/// The vowels: a bit for each by its number.
pub(super) const VOWELS: u32 = {
    let mut vowels = 0;
    let mut sound = 0;
    while sound < SOUNDS.len() {
        vowels |= (is_vowel(SOUNDS[sound]) as u32) << sound;
        sound += 1;
    }
    vowels
};

/// How many bits [`set_of`] has.
pub(crate) const SET_BITS: u32 = 8;

/// Which sounds of each class are in a text, and which vowels: what a skeleton does not tell. What costs n of the plain costs
/// changes at most n bits.
pub(crate) fn set_of(sounds: &Sounds) -> u32 {
    /// A bit for each vowel and for consonants that are not the only ones of their class, but for one of each. Sounds that become each
    /// other for a cost of one share theirs; the one that may be silent has none.
    const BITS: [u16; SOUNDS.len()] = {
        let letters: [&[u8]; SET_BITS as usize] = [b"a", b"e", b"iy", b"o", b"uw", b"bd", b"fg", b"ls"];
        let mut bits = [0; SOUNDS.len()];
        let mut bit = 0;
        while bit < letters.len() {
            let mut at = 0;
            while at < letters[bit].len() {
                bits[number_of(letters[bit][at]) as usize] = 1 << bit;
                at += 1;
            }
            bit += 1;
        }
        bits
    };
    sounds.sounds.iter().fold(0, |set, sound| set | u32::from(BITS[usize::from(*sound)]))
}

/// The skeletons one class away: one left out, put in or changed.
pub(crate) fn near_skeletons(skeleton: Skeleton, each: &mut dyn FnMut(Skeleton)) {
    let length = skeleton.len();
    for at in 0..=length {
        let shift = at * 3;
        let (above, below) = (skeleton.0 >> shift, skeleton.0 & ((1 << shift) - 1));
        if at < length {
            each(Skeleton(above >> 3 << shift | below));
        }
        for class in 0..CLASSES.len() as u64 {
            if length < Skeleton::MOST {
                each(Skeleton((above << 3 | class) << shift | below));
            }
            if at < length && class != above & 7 {
                each(Skeleton((above & !7 | class) << shift | below));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        skeletons(&Sounds::of(text), &mut |skeleton| all.push(spelled(skeleton)));
        all
    }

    fn spelled(skeleton: Skeleton) -> String {
        (0..skeleton.len()).rev().map(|at| char::from(CLASSES[(skeleton.0 >> (3 * at) & 7) as usize])).collect()
    }

    #[test]
    fn what_another_script_makes_of_a_name_shares_a_skeleton() {
        for (a, b) in [
            ("nike", "ナイキ"),
            ("burger", "バーガー"),
            ("burger king", "бургер кинг"),
            ("honda", "ホンダ"),
            ("honda", "хонда"),
            ("lexus", "렉서스"),
            ("gucci", "グッチ"),
            ("versace", "версаче"),
        ] {
            assert!(all(a).iter().any(|one| all(b).contains(one)), "{a} {:?} {b} {:?}", all(a), all(b));
        }
        assert_eq!(all("adidas"), ["ATTS"]);
        assert_eq!(all(""), [""]);
        assert_eq!(all(&"t k ".repeat(30))[0].len(), 20);
    }

    #[test]
    fn near_ones_are_one_class_away() {
        let start = Skeleton::of_numbers(b"tk".iter().map(|letter| number_of(*letter)));
        let mut near = Vec::new();
        near_skeletons(start, &mut |skeleton| near.push(spelled(skeleton)));
        assert!(near.iter().all(|other| strsim::osa_distance("TK", other) <= 1), "{near:?}");
        for other in ["T", "K", "TKS", "STK", "TSK", "SK", "TS", "AK"] {
            assert!(near.iter().any(|one| one == other), "{other}");
        }
    }
}
