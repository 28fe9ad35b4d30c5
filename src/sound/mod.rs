//! Sound: text of any script → what it sounds like, and how alike two sounds are.
//!
//! NIKE, Найк, ナイキ, 나이키, نايكي, ნაიკი: each is read by the rules of its own
//! script to the same thirty-two [`SOUNDS`], coarse enough that nobody's accent
//! matters. Latin letters are read as they stand ([`latin`]), because a mark has
//! no correct pronunciation (TMEP § 1207.01(b)(iv)): that an English *i* is often
//! *ai* in Japanese is not a rule of reading but a cost of comparing, learned
//! for each manner of writing from openly licensed pairs of names ([`likeness`]).
//!
//! To be found, a name is known by its [`skeleton`]: the classes of its
//! consonants, which survive a journey through another script.

mod latin;
mod likeness;
mod script;
mod skeleton;

pub use likeness::{alignment, likeness, plain_cost, weight};
pub(crate) use likeness::{likeness_from, weight_of};
#[cfg(target_arch = "wasm32")]
pub(crate) use script::prepare;
pub(crate) use script::{manner_of, syllables};
pub(crate) use skeleton::{SET_BITS, Skeleton, near_skeletons, set_of, skeletons};

/// The sounds, as ASCII letters: vowels `a e i o u`, and `E` for one at the end of a word that may be
/// silent; `S` as in *ship*, `Z` as the French *j*, `C` as in *chip*, `J` as in *jam*, `G` a soft *g*,
/// `c` *ts* or a soft *c*, `x` as the German *ch*, `T` as in *thin*, `N` as in *sing*, the others as in English.
pub const SOUNDS: [u8; 32] = *b"aeiouEbdfghklmnprstvwyzSZCJGcxTN";

/// How a text is written, as far as it matters to its sound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Manner {
    /// Latin letters, in whatever language.
    #[default]
    Latin,
    /// Other alphabets with a letter for each sound: Cyrillic, Greek, Georgian, Armenian, the scripts of India.
    Alphabet,
    /// Arabic and Hebrew letters, which leave vowels out.
    Abjad,
    /// Hiragana and katakana.
    Kana,
    /// Hangul syllables.
    Hangul,
    /// Thai letters.
    Thai,
    /// Han characters, read in Mandarin.
    Han,
}

/// What a text sounds like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sounds {
    /// Numbers of sounds in [`SOUNDS`].
    sounds: Vec<u8>,
    /// How the text is written; of mixed ones the first manner that is not Latin, kana before Han.
    pub manner: Manner,
}

impl Sounds {
    /// Reads a folded text: plain letters as [`crate::text`] gives them, words separated by spaces.
    pub fn of(text: &str) -> Sounds {
        let mut sounds = Sounds::default();
        sounds.read(text);
        sounds
    }

    /// Reads another text in place of this one.
    pub(crate) fn read(&mut self, text: &str) {
        self.sounds.clear();
        self.manner = Manner::Latin;
        if text.is_ascii() {
            let words = text.as_bytes().split(|letter| *letter == b' ');
            return words.for_each(|word| latin::read(latin::name_of(word), self));
        }
        for word in text.split(' ') {
            let first = word.chars().next().and_then(script::manner_of);
            if first.is_none() && word.is_ascii() {
                latin::read(latin::name_of(word.as_bytes()), self);
            } else {
                script::read(word, self);
            }
        }
    }

    /// Adds a sound by its letter. One that repeats the last is the same, drawn out.
    #[inline(always)]
    fn push(&mut self, sound: u8) {
        let number = number_of(sound);
        if self.sounds.last() != Some(&number) {
            self.sounds.push(number);
        }
    }

    /// The letter of the last sound.
    fn last(&self) -> Option<u8> {
        self.sounds.last().map(|sound| SOUNDS[usize::from(*sound)])
    }

    /// How many sounds there are.
    pub fn len(&self) -> usize {
        self.sounds.len()
    }

    /// Whether nothing can be heard.
    pub fn is_empty(&self) -> bool {
        self.sounds.is_empty()
    }

    /// Whether a text ends with the sounds of another.
    pub(crate) fn ends_with(&self, other: &Sounds) -> bool {
        self.sounds.ends_with(&other.sounds)
    }

    /// The sounds by their letters in [`SOUNDS`].
    pub fn letters(&self) -> impl Iterator<Item = u8> + '_ {
        self.sounds.iter().map(|sound| SOUNDS[usize::from(*sound)])
    }
}

/// The number of a sound.
const fn number_of(letter: u8) -> u8 {
    const NUMBERS: [u8; 128] = {
        let mut numbers = [0; 128];
        let mut at = 0;
        while at < SOUNDS.len() {
            numbers[SOUNDS[at] as usize] = at as u8;
            at += 1;
        }
        numbers
    };
    NUMBERS[(letter & 127) as usize]
}

const fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'E')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(text: &str) -> String {
        Sounds::of(text).letters().map(char::from).collect()
    }

    #[test]
    fn readings() {
        let table = [
            ("nike", "nikE"),
            ("adidas", "adidas"),
            ("christian", "Cristian"),
            ("philips", "filips"),
            ("xerox", "zeroks"),
            ("gucci", "guCi"),
            ("burger king", "burGerkiN"),
            ("7 eleven", "seveneleven"),
            ("easy pear", "isipir"),
            ("nivea", "nivea"),
            ("big c", "bigci"),
            ("m kelm", "emkelm"),
            ("l orenta s", "lorentas"),
            ("м келм", "emkelm"),
            ("м", "em"),
            ("наик", "naik"),
            ("шкода", "Skoda"),
            ("ナイキ", "naiki"),
            ("グッチ", "guCi"),
            ("コカコーラ", "kokakora"),
            ("フェラーリ", "ferari"),
            ("シャネル", "Saneru"),
            ("キャノン", "kyanon"),
            ("ウィゴー", "wigo"),
            ("ティファニー", "tifani"),
            ("サンプル", "sampuru"),
            ("나이키", "naiki"),
            ("맥도날드", "mekdonaldu"),
            ("있잇", "isit"),
            ("نايكي", "naiki"),
            ("סוני", "suni"),
            ("ნაიკი", "naikE"),
            ("νικη", "niki"),
            ("สตาร์บัคส์", "stabak"),
            ("เชลล์", "Cel"),
            ("नाइकि", "naiki"),
            ("নাইকি", "naiki"),
            ("耐克", "naike"),
            ("磕", "ke"),
            ("", ""),
            ("!?", ""),
        ];
        for (text, sounds) in table {
            assert_eq!(spelled(text), sounds, "{text}");
        }
    }

    #[test]
    fn manners() {
        let table = [
            ("nike", Manner::Latin),
            ("наик", Manner::Alphabet),
            ("ナイキ", Manner::Kana),
            ("日本ナイキ", Manner::Kana),
            ("nike 운동", Manner::Hangul),
            ("耐克", Manner::Han),
            ("نايكي", Manner::Abjad),
            ("แบรนด์", Manner::Thai),
        ];
        for (text, manner) in table {
            assert_eq!(Sounds::of(text).manner, manner, "{text}");
        }
    }
}
