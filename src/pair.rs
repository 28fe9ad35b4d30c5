//! How alike two marks are, by themselves: sight, sound, and what of both an examiner would remember.
//!
//! The rules are those that offices and courts follow as far as signs alone can tell: marks are compared as wholes,
//! the beginning weighs most, a mark that stands whole in another is usually found in it, and a shared first word
//! leads (TMEP § 1207.01(b); EUIPO Guidelines, part C, section 2, chapter 4). In a mark of a few letters every letter
//! counts; one that begins otherwise is hardly ever confused.

use crate::index::{distance, key_of};
use crate::sound::{Sounds, alignment, likeness};
use crate::text::{fold_form, sight_of};
use serde::Serialize;

/// What comes of comparing two marks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Likeness {
    /// The one mark, verbatim.
    pub a: String,
    /// The other.
    pub b: String,
    /// How alike they look, 0 to 1.
    pub sight: f32,
    /// How alike they sound, 0 to 1.
    pub sound: f32,
    /// How alike they are in meaning: 1 where a register says that the one is the other in another language. Nothing
    /// where none does, since two texts alone do not tell.
    pub meaning: Option<f32>,
    /// What of both remains, 0 to 1.
    pub overall: f32,
    /// Whether an office would likely call them similar, goods aside.
    pub similar: bool,
    /// The sounds of both, one against the other; nothing where one has no counterpart.
    pub alignment: Vec<(Option<char>, Option<char>)>,
}

/// From here on two marks are called similar.
const SIMILAR: f32 = 0.55;
/// What a beginning that differs takes away.
const OTHER_START: f32 = 0.3;
/// What each letter under five takes away: in short marks one letter makes another word.
const SHORT: f32 = 0.07;
/// A mark that stands whole in another, at its start and elsewhere, is so much like it before its share counts.
const WHOLE_FIRST: f32 = 0.7;
const WHOLE_LATER: f32 = 0.55;
/// The same for one inside a longer word, whose parts a reader hardly tells.
const WHOLE_INSIDE: f32 = 0.4;
/// What a first and a last word in common are worth before their share counts.
const FIRST_WORD: f32 = 0.45;
const LAST_WORD: f32 = 0.3;
/// Words are the same when they are so much alike.
const SAME_WORD: f32 = 0.85;

/// What the same meaning is worth where nothing else is alike: a guideline, not a rule (TMEP § 1207.01(b)(vi)).
const SAME_MEANING: f32 = 0.7;

impl Likeness {
    /// The same of two marks of which a register says that they mean the same.
    pub(crate) fn with_same_meaning(self) -> Likeness {
        let overall = self.overall.max(SAME_MEANING);
        Likeness { meaning: Some(1.0), overall, similar: overall >= SIMILAR, ..self }
    }
}

/// Compares two marks by themselves.
pub fn compare(a: &str, b: &str) -> Likeness {
    let (key_a, key_b) = (key_of(a), key_of(b));
    let (sounds_a, sounds_b) = (Sounds::of(&key_a), Sounds::of(&key_b));
    let (sight, sound) = (sight(&key_a, &key_b), likeness(&sounds_a, &sounds_b));
    let overall = overall(without_article(&key_a), without_article(&key_b));
    Likeness {
        a: a.to_string(),
        b: b.to_string(),
        sight,
        sound,
        meaning: None,
        overall,
        similar: overall >= SIMILAR,
        alignment: alignment(&sounds_a, &sounds_b),
    }
}

fn letters(key: &str) -> Vec<char> {
    key.chars().filter(|c| *c != ' ').map(sight_of).collect()
}

/// How alike two keys look: the share of letters that need not be changed.
pub(crate) fn sight(a: &str, b: &str) -> f32 {
    let (a, b) = (letters(a), letters(b));
    let longest = a.len().max(b.len());
    let edits = distance(&a, &b, longest).unwrap_or(longest);
    if longest == 0 { 0.0 } else { 1.0 - edits as f32 / longest as f32 }
}

/// How alike two words are, by the better of sight and sound.
fn word_likeness(a: &str, b: &str) -> f32 {
    sight(a, b).max(likeness(&Sounds::of(a), &Sounds::of(b)))
}

/// A key without the article that it begins with, which nobody remembers (TMEP § 1207.01(b)(ii)).
fn without_article(key: &str) -> &str {
    const ARTICLES: &str = "the a an el la los las del le les du il lo gli der die das de het";
    let rest = key.split_once(' ').filter(|(word, _)| ARTICLES.split(' ').any(|article| article == *word));
    rest.map_or(key, |(_, rest)| rest)
}

/// How alike two keys are, as wholes or by the part that stands out.
fn overall(a: &str, b: &str) -> f32 {
    let (sounds_a, sounds_b) = (Sounds::of(a), Sounds::of(b));
    let (sight, sound) = (sight(a, b), likeness(&sounds_a, &sounds_b));
    let joined = |key: &str| key.replace(' ', "");
    if joined(a) == joined(b) && !a.is_empty() {
        return 1.0;
    }
    let start = |key: &str| letters(key).first().copied();
    let begins_alike =
        start(a) == start(b) || sounds_a.letters().next().is_some_and(|sound| sounds_b.letters().next() == Some(sound));
    // In two scripts marks look like nothing of each other; what is left is their sound.
    if sounds_a.manner != sounds_b.manner {
        return sound;
    }
    let shortest = letters(a).len().min(letters(b).len());
    let whole = (sight.max(sound) + (sight + sound) / 2.0) / 2.0
        - if begins_alike { 0.0 } else { OTHER_START }
        - SHORT * 5usize.saturating_sub(shortest) as f32;
    let words = shared_word(a, b, str::split_once, FIRST_WORD).max(shared_word(
        a,
        b,
        |key, by| key.rsplit_once(by).map(|(rest, last)| (last, rest)),
        LAST_WORD,
    ));
    whole.max(part(a, b)).max(part(b, a)).max(words).clamp(0.0, 1.0)
}

/// How much the mark `part` is remembered in `whole`, where it stands there: as words, or at the start of one.
fn part(part: &str, whole: &str) -> f32 {
    let (parts, words): (Vec<&str>, Vec<&str>) = (part.split(' ').collect(), whole.split(' ').collect());
    let size = |words: &[&str]| words.iter().map(|word| word.chars().count()).sum::<usize>();
    let share = size(&parts) as f32 / size(&words).max(1) as f32;
    if parts.len() < words.len() {
        let same =
            |window: &&[&str]| window.iter().zip(&parts).all(|(word, part)| word_likeness(word, part) >= SAME_WORD);
        let at = words.windows(parts.len()).position(|window| same(&window));
        return at.map_or(0.0, |at| (if at == 0 { WHOLE_FIRST } else { WHOLE_LATER }) + 0.3 * share);
    }
    let [part] = parts[..] else { return 0.0 };
    let runs_on = fold_form(part).units.iter().all(|unit| unit.class.runs_on());
    let least = if runs_on { 2 } else { 3 };
    if size(&parts) < least || size(&words) == size(&parts) {
        return 0.0;
    }
    // Not by the standard library's search, which is made for long texts and large.
    let find = |word: &str| word.char_indices().map(|(at, _)| at).find(|at| word[*at..].starts_with(part));
    let kept = match words.iter().find_map(|word| find(word)) {
        Some(0) => WHOLE_LATER,
        Some(_) if runs_on => WHOLE_LATER,
        Some(_) if size(&parts) > least => WHOLE_INSIDE,
        _ => return 0.0,
    };
    kept + 0.3 * share
}

/// How much a word in common at one end of both marks is remembered: by its share of both.
fn shared_word(a: &str, b: &str, take: impl Fn(&str, char) -> Option<(&str, &str)>, worth: f32) -> f32 {
    let (Some((word_a, _)), Some((word_b, _))) = (take(a, ' '), take(b, ' ')) else { return 0.0 };
    let share = (word_a.len() + word_b.len()) as f32 / (a.len() + b.len()) as f32;
    let same = word_a.chars().count() >= 3 && word_likeness(word_a, word_b) >= SAME_WORD;
    if same { worth + 0.4 * share } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_compared_as_an_examiner_would() {
        for (a, b, similar) in [
            ("Stonefield", "STONE FIELD", true),
            ("Blue Harbor Coffee", "BLUE HARBOR", true),
            ("Zentrix", "ZENTREX", true),
            ("Kolor", "COLOR", true),
            ("ナイキ", "NIKE", true),
            ("Velora Kids", "Velora Sport", true),
            ("Bellows", "MELLOWS", false),
            ("Dor", "COR", false),
            ("Harbor", "MOUNTAIN", false),
            ("Del Corvado", "EL CORVADO", true),
            ("The Dor", "COR", false),
            ("", "NIKE", false),
        ] {
            let likeness = compare(a, b);
            assert_eq!(likeness.similar, similar, "{likeness:?}");
            let back = compare(b, a);
            assert_eq!(
                (likeness.overall, likeness.sight, likeness.sound),
                (back.overall, back.sight, back.sound),
                "{a} {b}"
            );
        }
    }

    #[test]
    fn the_alignment_spells_both() {
        let likeness = compare("Seycos", "SEIKO");
        let (a, b): (Vec<_>, Vec<_>) = likeness.alignment.iter().copied().unzip();
        let spelled = |side: Vec<Option<char>>| side.into_iter().flatten().collect::<String>();
        assert_eq!((spelled(a), spelled(b)), ("seikos".to_string(), "seiko".to_string()));
    }
}
