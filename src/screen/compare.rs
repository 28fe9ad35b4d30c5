//! A candidate set against the form that it may be: what differs, letter by
//! letter, and whether a reader would take the one for the other at all.

use super::find::Candidate;
use crate::index::{Segment, Way, edits, is_near};
use crate::text::{Class, Folded, Glue, Steps, Unit, sight_of};

/// What sets the text apart from the form, counted in letters or gaps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Differences {
    /// Letters with an accent that the form does not have.
    pub accents: usize,
    /// Letters in a compatibility form.
    pub styled: usize,
    /// Digits and signs for letters.
    pub leet: usize,
    /// Letters of another script, or l for I.
    pub lookalikes: usize,
    /// Capital I for l, or l for capital I.
    pub bars: usize,
    /// Letters for the form's digits and signs.
    pub spelled_digits: usize,
    /// Invisible characters.
    pub invisible: usize,
    /// Spaces where the form has none.
    pub spaces: usize,
    /// Signs where the form has none.
    pub signs: usize,
    /// Words of the form written together.
    pub joined: usize,
    /// Spaces where the form has a sign.
    pub loosened: usize,
}

/// What sets a candidate apart from a form of its key, and in which way it is
/// near if it is not alike; nothing where no reader would take the one for the other.
pub(super) fn differences(
    segment: &Segment,
    text: &Folded,
    candidate: &Candidate,
    form: &[Unit],
) -> Option<(Differences, Option<Way>)> {
    let window = &text.units[candidate.first..candidate.end];
    let way = match candidate.way {
        None => match compare(window, form)? {
            Compared::Alike(d) => return is_plausible(segment, &d, text, candidate, form).then_some((d, None)),
            // "famliy": of one class of sight, and two letters swapped all the same.
            Compared::Misspelled if words_are_ordinary(segment, window) => return None,
            Compared::Misspelled => edits_between(window, form)?,
        },
        Some(way) => way,
    };
    // Near an everyday word everything is, and near a description its plural: only covered letters show intent there,
    // or another script.
    let heard = matches!(way, Way::Heard { .. } | Way::Similar { .. });
    let key = segment.ordinariness(candidate.key);
    if (key.is_everyday() || key.is_descriptive()) && way != Way::Masked && !heard {
        return None;
    }
    // What is heard was compared sound by sound; how it looks says nothing.
    if heard || matches!(way, Way::Homophone | Way::Shape) {
        return Some((Differences::default(), Some(way)));
    }
    let d = dressing(window, form);
    is_plausible_near(segment, &d, way, window, form).then_some((d, Some(way)))
}

/// What comes of setting a window against a form of its sight classes.
enum Compared {
    /// A reader may take the one for the other.
    Alike(Differences),
    /// The letters are others, though of the same classes: `l` for `i`.
    Misspelled,
}

fn edits_between(window: &[Unit], form: &[Unit]) -> Option<Way> {
    let plain = |units: &[Unit]| units.iter().map(|unit| unit.plain).collect::<Vec<char>>();
    edits(&plain(window), &plain(form)).map(Way::Edited)
}

impl Differences {
    /// Whether there are none.
    pub(super) fn is_none(&self) -> bool {
        *self == Differences::default()
    }

    /// Whether a window of so many letters is the name letter by letter with gaps between.
    pub(super) fn spelled_out(&self, letters: usize) -> bool {
        let gaps = self.spaces + self.signs;
        gaps >= 2 && gaps * 2 >= letters - 1
    }
}

/// Sets the window against the form, letter by letter. Nothing where digits
/// differ: 6 and 9 are one class of sight, and two numbers.
fn compare(window: &[Unit], form: &[Unit]) -> Option<Compared> {
    let mut d = Differences::default();
    if window.len() != form.len() {
        return None;
    }
    for (at, (text, form)) in window.iter().zip(form).enumerate() {
        if text.plain == form.plain {
            let fresh = text.steps.without(form.steps);
            // Capitals go without accents in Greek; й and и are folded together on purpose.
            d.accents += usize::from(fresh.has(Steps::ACCENT) && text.class == Class::Latin);
            d.styled += usize::from(fresh.has(Steps::STYLED));
            d.lookalikes += usize::from(fresh.has(Steps::LOOKALIKE));
            d.leet += usize::from(fresh.has(Steps::LEET) && text.class == Class::Sign);
            d.spelled_digits += usize::from(form.class == Class::Sign && text.class != Class::Sign);
        } else {
            match (text.class, form.class) {
                (Class::Digit, Class::Digit) => return None,
                (Class::Digit | Class::Sign, _) => d.leet += 1,
                (_, Class::Digit) => d.spelled_digits += 1,
                (Class::Latin, Class::Latin) if !is_bar(window, at) => return Some(Compared::Misspelled),
                (Class::Latin, Class::Latin) => d.bars += 1,
                _ => d.lookalikes += 1,
            }
        }
        if at == 0 {
            continue;
        }
        d.invisible += usize::from(text.steps.without(form.steps).has(Steps::INVISIBLE));
        match text.glue {
            Glue::Space if form.glue <= Glue::Seam => d.spaces += 1,
            Glue::Space if form.glue == Glue::Joint => d.loosened += 1,
            // The s of a possessive may be part of a form: "Park's" and PARKS.
            Glue::Joint if text.steps.has(Steps::APOSTROPHE) => {}
            Glue::Joint if form.glue <= Glue::Weak => d.signs += 1,
            Glue::Same | Glue::Inside | Glue::Weak | Glue::Seam if form.glue >= Glue::Joint => d.joined += 1,
            _ => {}
        }
    }
    Some(Compared::Alike(d))
}

/// What dresses a window whose letters are not the form's one by one: counted
/// by itself.
fn dressing(window: &[Unit], form: &[Unit]) -> Differences {
    let mut d = Differences::default();
    let latin = form.iter().all(|unit| matches!(unit.class, Class::Latin | Class::Digit));
    for (at, unit) in window.iter().enumerate() {
        d.styled += usize::from(unit.steps.has(Steps::STYLED));
        d.lookalikes += usize::from(latin && matches!(unit.class, Class::Cyrillic | Class::Greek));
        d.leet += usize::from(matches!(unit.class, Class::Digit | Class::Sign));
        d.invisible += usize::from(at > 0 && unit.steps.has(Steps::INVISIBLE));
        d.spaces += usize::from(at > 0 && unit.glue == Glue::Space);
        d.signs += usize::from(at > 0 && unit.glue == Glue::Joint && !unit.steps.has(Steps::APOSTROPHE));
    }
    let words = form.iter().skip(1).filter(|unit| unit.glue >= Glue::Joint).count();
    let spare = words.min(d.spaces);
    d.spaces -= spare;
    d.signs = d.signs.saturating_sub(words - spare);
    d
}

/// Whether a window near a form may be meant for it.
fn is_plausible_near(segment: &Segment, d: &Differences, way: Way, window: &[Unit], form: &[Unit]) -> bool {
    let letters = form.len();
    if window.iter().all(|unit| matches!(unit.class, Class::Cyrillic | Class::Greek)) && d.lookalikes > 0 {
        return false;
    }
    match way {
        // As many letters as signs at least, and three.
        Way::Masked => {
            let covered = window.iter().filter(|unit| unit.class == Class::Mask).count();
            covered * 2 <= letters && letters - covered >= 3
        }
        Way::Vowelless => letters >= 6,
        Way::Respelled => edited_words(segment, 1, window, form),
        Way::Edited(edits) => {
            (d.spaces + d.signs == 0 || is_slip(edits, form))
                && (starts_alike(window[0].plain, form[0].plain) || is_slip(edits, form))
                && (letters >= 8 || pieces(window) >= pieces(form))
                && (is_joined(window)
                    || window.len() != letters
                    || window[0].plain != form[0].plain
                    || !words_are_ordinary(segment, window))
                && edited_words(segment, edits, window, form)
        }
        // "crust pizza" is no PIZZA CRUST; three words or more come together by intent.
        Way::Heard { .. } | Way::Similar { .. } | Way::Homophone | Way::Shape => true,
        Way::Reordered => {
            form.iter().filter(|unit| unit.glue >= Glue::Joint).count() >= 3 || !words_are_ordinary(segment, window)
        }
    }
}

/// Whether units are one word, or words that signs join: those are no phrase, whatever the words mean.
pub(super) fn is_joined(units: &[Unit]) -> bool {
    units.iter().skip(1).all(|unit| unit.glue < Glue::Space)
}

/// How many words units are; what follows an apostrophe is none by itself.
fn pieces(units: &[Unit]) -> usize {
    units.iter().skip(1).filter(|unit| unit.glue == Glue::Space || is_sign(unit)).count() + 1
}

/// Whether a slip may have made one first letter of the other. Hardly anybody
/// mistypes the letter that a word begins with; but one may write it as it sounds.
fn starts_alike(typed: char, meant: char) -> bool {
    let sound = |letter: char| match letter {
        'k' | 'q' => 'c',
        'z' => 's',
        'y' => 'i',
        'w' => 'v',
        letter => letter,
    };
    sound(typed) == sound(meant)
}

/// One letter wrong in a long name.
fn is_slip(edits: u8, form: &[Unit]) -> bool {
    edits == 1 && form.len() >= 8
}

/// Whether the words of a misspelled name of several words are its words: as
/// many, each near its own, and those that differ no everyday words themselves.
fn edited_words(segment: &Segment, edits: u8, window: &[Unit], form: &[Unit]) -> bool {
    let together = |_: &Unit, next: &Unit| next.glue < Glue::Space && !is_sign(next);
    // Signs part words, but where the form's own signs may not: JEWEL-OSCO is one word, or two.
    let signed = form.iter().skip(1).any(is_sign);
    agree(segment, edits, window, form, together)
        || signed && agree(segment, edits, window, form, |_, next| next.glue < Glue::Space)
}

/// [`edited_words`], where `same_word` says whether a letter goes on the word of the one before.
fn agree(
    segment: &Segment,
    edits: u8,
    window: &[Unit],
    form: &[Unit],
    same_word: impl Fn(&Unit, &Unit) -> bool + Copy,
) -> bool {
    let letters = |word: &[Unit]| -> Vec<char> { word.iter().map(|unit| sight_of(unit.plain)).collect() };
    let typed: Vec<&[Unit]> = window.chunk_by(same_word).collect();
    let meant: Vec<&[Unit]> = form.chunk_by(same_word).collect();
    // Written together, or spelled out: the letters were compared already.
    if typed.len() == 1 || typed.iter().all(|word| word.len() == 1) {
        return true;
    }
    // Misspelled and taken apart at once it is hardly meant: "salad in" is no SALADINE.
    if typed.len() != meant.len() {
        return false;
    }
    let pairs = || typed.iter().map(|word| letters(word)).zip(meant.iter().map(|word| letters(word)));
    // One letter wrong in a long name whose other words stand as they are is a
    // slip, whatever the wrong word means; but a plural is no slip.
    let same: usize = pairs().filter(|(typed, meant)| typed == meant).map(|(word, _)| word.len()).sum();
    let plural = |typed: &[char], meant: &[char]| {
        typed.strip_suffix(&['s']) == Some(meant) || meant.strip_suffix(&['s']) == Some(typed)
    };
    pairs().zip(&typed).all(|((typed, meant), word)| {
        let slip = is_slip(edits, form) && same >= 3 && !plural(&typed, &meant);
        typed == meant || slip || (is_near(&typed, &meant) && !segment.is_ordinary(word.iter().map(|unit| unit.plain)))
    })
}

/// Whether a sign other than an apostrophe parts a letter from the one before.
fn is_sign(unit: &Unit) -> bool {
    unit.glue == Glue::Joint && !unit.steps.has(Steps::APOSTROPHE)
}

/// Whether the i or l at `at` looks like the other one: a capital I among small letters; a small l where a capital would
/// stand ("lphone"), among capitals ("NlKE"), or where words have no l, between consonants ("Nlke", but not "grlc").
fn is_bar(window: &[Unit], at: usize) -> bool {
    let is_upper = |unit: &Unit| unit.steps.has(Steps::UPPER);
    if is_upper(&window[at]) {
        return !window.iter().all(is_upper);
    }
    let is_l = |unit: &Unit| unit.plain == 'l';
    let is_vowel = |unit: &Unit| matches!(unit.plain, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let is_consonant = |unit: &Unit| unit.class == Class::Latin && !is_l(unit) && !is_vowel(unit);
    let capitals = window.iter().filter(|unit| is_upper(unit)).count();
    // Of one word: what ends with an l is cut short, and signs stand for letters.
    let between = || {
        let [before, _, behind] = window.get(at.wrapping_sub(1)..at + 2).unwrap_or_default() else { return false };
        is_consonant(before) && is_consonant(behind) && behind.glue < Glue::Joint && window.iter().any(is_vowel)
    };
    is_l(&window[at])
        && (window[at].glue >= Glue::Seam
            || capitals * 2 > window.len() && window.iter().all(|unit| is_upper(unit) || is_l(unit))
            || between())
}

/// Whether a reader would take the window for the form at all.
fn is_plausible(segment: &Segment, d: &Differences, text: &Folded, candidate: &Candidate, form: &[Unit]) -> bool {
    let letters = form.len();
    let window = &text.units[candidate.first..candidate.end];
    let replaced = d.leet + d.lookalikes + d.bars + d.spelled_digits;
    // Two or three letters are a name only as they are: "h m" is not H&M, "1g" not LG.
    if letters <= 3
        && form.iter().all(|unit| !unit.class.runs_on())
        && replaced + d.spaces + d.signs + d.joined + d.loosened > 0
    {
        return false;
    }
    // Numbers are numbers: a word needs letters of its own, and bars may be digits, too ("dl69").
    let own_letters = window.iter().filter(|unit| !matches!(unit.class, Class::Digit | Class::Sign)).count();
    if d.leet > 0 && (own_letters < 2 + d.bars || d.leet * 3 > letters * 2) {
        return false;
    }
    // "5 oz", "12ct": a short word that starts with a digit is a measure.
    if d.leet > 0 && letters <= 4 && window[0].class == Class::Digit && form[0].class != Class::Digit {
        return false;
    }
    // The digits of "Mate60Pro" are a number, not the start of GOPRO.
    if d.leet > 0 && candidate.left == Glue::Seam && window[0].class == Class::Digit {
        return false;
    }
    // "do lo" is two words, "d o l o" and "do.lo" are one.
    let pieces = window.iter().skip(1).filter(|unit| unit.glue >= Glue::Joint).count() + 1;
    if d.spaces > 0 && letters < 5 && pieces < letters {
        return false;
    }
    // LE MONDE is no "lemon de", and SWATCH no "s watch".
    if d.spaces > 0 && pieces < letters && d.joined > 0 {
        return false;
    }
    if d.spaces + d.signs > 0 && pieces == 2 && letters > 2 && words_are_ordinary(segment, window) {
        let inner = window.iter().skip(1).position(|unit| unit.glue >= Glue::Joint);
        if inner == Some(0) || inner == Some(letters - 2) {
            return false;
        }
    }
    // A digit by itself is a number, not a letter: "Premier 15" is not PREMIER IS.
    let mut words = window.chunk_by(|_, next| next.glue < Glue::Space);
    if d.leet > 0 && pieces < letters && words.any(|word| word.iter().all(|unit| unit.class == Class::Digit)) {
        return false;
    }
    // A word all in another script than the form's, letter by letter alike, is
    // a disguise among Latin words and an ordinary word among its own.
    let foreign = |unit: &Unit| matches!(unit.class, Class::Cyrillic | Class::Greek);
    let mut around = text.units[..candidate.first].iter().chain(&text.units[candidate.end..]);
    if d.lookalikes > 0 && pieces < letters && around.any(foreign) {
        let mut at = 0;
        for word in window.chunk_by(|_, next| next.glue < Glue::Joint) {
            let forms = &form[at..at + word.len()];
            if word.iter().all(foreign) && word.iter().zip(forms).all(|(unit, form)| unit.plain != form.plain) {
                return false;
            }
            at += word.len();
        }
    }
    // A Latin word that looks like a form in another script is a Latin word.
    if d.lookalikes > 0 && window.iter().all(|unit| matches!(unit.class, Class::Latin | Class::Digit)) {
        return false;
    }
    // So is a Han word that looks like kana.
    if d.lookalikes > 0 && window.iter().all(|unit| unit.class == Class::Han) {
        return false;
    }
    // An everyday word is itself, whatever its l looks like; and digits among several words are numbers.
    let ordinary = pieces < letters && words_are_ordinary(segment, window);
    if (d.bars > 0 && ordinary) || (d.leet > 0 && d.spaces > 0 && pieces < letters) {
        return false;
    }
    d.lookalikes < letters || letters >= 4
}

/// So many letters of a word may stand before or behind a name that it covers a part of.
const BORDER: usize = 3;

/// Whether a window of Han is part of other words: across the border of two
/// (宝马 in 宝宝马桶), or inside one.
pub(super) fn is_part_of_words(segment: &Segment, text: &Folded, candidate: &Candidate) -> bool {
    let (first, end) = (candidate.first, candidate.end);
    let is_han = |unit: &Unit| unit.class == Class::Han;
    if !text.units[first..end].iter().all(is_han) {
        return false;
    }
    let joined = |at: usize| text.units.get(at).is_some_and(|unit| is_han(unit) && unit.glue <= Glue::Weak);
    let left = (1..=BORDER)
        .take_while(|by| first.checked_sub(*by).is_some_and(|at| is_han(&text.units[at]) && joined(at + 1)))
        .count();
    let right = (0..BORDER).take_while(|by| joined(end + by)).count();
    let is_word = |from: usize, to: usize| segment.is_ordinary(text.units[from..to].iter().map(|unit| unit.plain));
    let across =
        |at: usize| (1..=left).any(|by| is_word(first - by, at)) && (1..=right).any(|by| is_word(at, end + by));
    (first + 1..end).any(across)
        || [(1, 0), (0, 1), (1, 1), (2, 0), (0, 2)]
            .iter()
            .any(|(before, behind)| *before <= left && *behind <= right && is_word(first - before, end + behind))
}

/// Whether all words of the window are everyday language.
pub(super) fn words_are_ordinary(segment: &Segment, window: &[Unit]) -> bool {
    window.chunk_by(|_, next| next.glue < Glue::Joint).all(|word| {
        let letters = || word.iter().map(|unit| unit.plain);
        let plural =
            word.len() > 3 && word[word.len() - 1].plain == 's' && segment.is_ordinary(letters().take(word.len() - 1));
        word.len() == 1
            || word.iter().all(|unit| unit.class == Class::Digit)
            || segment.is_ordinary(letters())
            || plural
    })
}

/// How alike text and form look, from 0 to 1: a letter that had to be read through a
/// disguise counts a little less than itself, a gap a little less than none.
pub(super) fn sight(d: &Differences, way: Option<Way>, letters: usize) -> f32 {
    let edits = match way {
        Some(Way::Edited(edits)) => f32::from(edits),
        Some(
            Way::Masked
            | Way::Respelled
            | Way::Reordered
            | Way::Vowelless
            | Way::Homophone
            | Way::Shape
            | Way::Heard { .. }
            | Way::Similar { .. },
        ) => 1.0,
        None => 0.0,
    };
    let lost = 0.1 * (d.leet + d.spelled_digits) as f32
        + 0.05 * (d.lookalikes + d.bars + d.invisible) as f32
        + 0.03 * d.accents as f32
        + edits
        + 0.02 * (d.styled + d.spaces + d.signs + d.joined) as f32;
    (1.0 - lost / letters as f32).max(0.0)
}
