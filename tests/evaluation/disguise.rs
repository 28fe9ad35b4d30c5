//! The ways in which sellers disguise a name, as functions from a mark's text
//! to one writing of it.
//!
//! Each says in its row of [`DISGUISES`] which marks qualify; for the others it
//! gives nothing. What is left to chance (which letter, which look-alike) is
//! drawn from [`Dice`], seeded with the mark, so that every run writes the same.
//!
//! The writings are what a seller would type, not what the engine is known to
//! read: the tables here are their own, but for the pairs of Han characters.

use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// One way to disguise a name.
pub struct Disguise {
    pub name: &'static str,
    /// Which marks qualify.
    pub qualifies: &'static str,
    pub write: fn(&str, &mut Dice) -> Option<String>,
    /// At least so many of a hundred are found.
    pub floor: u32,
}

const fn row(
    name: &'static str,
    qualifies: &'static str,
    floor: u32,
    write: fn(&str, &mut Dice) -> Option<String>,
) -> Disguise {
    Disguise { name, qualifies, write, floor }
}

const ALPHABETIC: &str = "4+ letters, of an alphabet";
const LATIN: &str = "4+ letters, all Latin";
const SLIP: &str = "5+ letters, of an alphabet";

/// All of them. What stands first writes the name as it is.
pub const DISGUISES: &[Disguise] = &[
    row("verbatim", "any", 90, |text, _| Some(text.into())),
    row("upper case", "4+ letters, not in capitals yet", 90, |text, _| {
        other_than(text, (letters(text) >= 4).then(|| text.to_uppercase())?)
    }),
    row("lower case", "4+ letters, with capitals", 90, |text, _| {
        other_than(text, (letters(text) >= 4).then(|| text.to_lowercase())?)
    }),
    row("accents", "4+ letters, all Latin, two or more that take one", 90, accents),
    row("full width", LATIN, 90, |text, _| {
        latin(text)?;
        dress(text, |c| c.is_ascii_graphic().then(|| shifted(c, '!', '！')))
    }),
    row("mathematical bold", LATIN, 90, |text, _| {
        latin(text)?;
        dress(text, |c| in_alphabets(c, '𝐀', '𝐚'))
    }),
    row("circled letters", LATIN, 90, |text, _| {
        latin(text)?;
        dress(text, |c| in_alphabets(c, 'Ⓐ', 'ⓐ'))
    }),
    row("regional indicators", LATIN, 90, |text, _| {
        latin(text)?;
        dress(text, |c| in_alphabets(c, '🇦', '🇦'))
    }),
    row("small capitals", LATIN, 90, |text, _| {
        latin(text)?;
        dress(text, |c| paired(c.to_ascii_lowercase(), SMALL_CAPITALS))
    }),
    row("upside-down letters", "4+ letters, all Latin, half of them with a turned shape", 80, |text, _| {
        latin(text)?;
        let turned = dress(text, |c| paired(c.to_ascii_lowercase(), UPSIDE_DOWN))?;
        (2 * turned.chars().filter(|c| UPSIDE_DOWN.1.contains(*c)).count() >= letters(text)).then_some(turned)
    }),
    row("invisible between letters", ALPHABETIC, 90, invisible),
    row("combining strokes", LATIN, 90, |text, dice| {
        latin(text)?;
        let stroke = dice.pick(&['\u{335}', '\u{336}', '\u{337}', '\u{338}']);
        Some(text.chars().flat_map(|c| [Some(c), c.is_alphabetic().then_some(stroke)]).flatten().collect())
    }),
    row("Cyrillic look-alikes", "4+ letters, all Latin, one with a double", 90, |text, _| cyrillic(text)),
    row("Greek look-alikes", "4+ letters, all Latin, one with a double", 90, |text, _| {
        latin(text)?;
        dress(text, |c| paired(c, GREEK))
    }),
    row("leet", "4+ letters, all Latin, one with a digit or sign like it", 90, leet),
    row("spelled with spaces", ALPHABETIC, 90, |text, _| spelled(text, " ")),
    row("spelled with dots", ALPHABETIC, 90, |text, _| spelled(text, ".")),
    row("spelled with hyphens", ALPHABETIC, 90, |text, _| spelled(text, "-")),
    row("spelled with emoji", ALPHABETIC, 90, |text, dice| {
        spelled(text, dice.pick(&["👟", "🔥", "⭐", "❤\u{FE0F}", "💎"]))
    }),
    row("words joined", "2+ words, 5+ letters", 90, |text, _| {
        (words(text).len() > 1 && letters(text) >= 5).then(|| words(text).concat())
    }),
    row("word split", "a word of 6+ letters of an alphabet", 90, word_split),
    row("hashtag", ALPHABETIC, 90, |text, _| {
        let tag: String = alphabetic(text, 4)?.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        Some(format!("#{tag}"))
    }),
    row("possessive", "4+ letters, all Latin, no s at the end", 90, |text, _| {
        let last = latin(text)?.chars().next_back()?;
        (last.is_alphabetic() && !matches!(last, 's' | 'S')).then(|| format!("{text}'s"))
    }),
    row("letter inserted", SLIP, 90, |text, dice| {
        let (mut typed, at) = slip(text, dice, |typed, at| key_beside(typed[at], 1).is_some())?;
        let key = key_beside(typed[at], dice.below(2))?;
        typed.insert(at, key);
        Some(typed.into_iter().collect())
    }),
    row("letter dropped", SLIP, 90, dropped),
    row("neighbour key", "5+ letters, Latin or Cyrillic", 90, |text, dice| {
        let (mut typed, at) = slip(text, dice, |typed, at| key_beside(typed[at], 1).is_some())?;
        typed[at] = key_beside(typed[at], dice.below(2))?;
        Some(typed.into_iter().collect())
    }),
    row("letters swapped", SLIP, 90, swapped),
    row("letter doubled", SLIP, 90, doubled),
    row("letter stretched", SLIP, 90, |text, dice| {
        let (mut typed, at) = slip(text, dice, |_, _| true)?;
        typed.splice(at..at, [typed[at]; 3]);
        Some(typed.into_iter().collect())
    }),
    row("without vowels", "6+ letters, all Latin, two or more vowels, four letters left", 75, without_vowels),
    row("respelled", "5+ letters, all Latin, with ck, k, ph, f, y, i, z or s inside", 90, respelled),
    row("rn for m", "5+ letters, all Latin, with an m inside", 90, |text, _| two_for_one(text, 'm', "rn")),
    row("vv for w", "5+ letters, all Latin, with a w", 90, |text, _| two_for_one(text, 'w', "vv")),
    row("cl for d", "5+ letters, all Latin, with a d inside", 90, |text, _| two_for_one(text, 'd', "cl")),
    row("letter masked with *", ALPHABETIC, 85, |text, dice| {
        let inside = inside(&alphabetic(text, 4)?.chars().collect::<Vec<_>>());
        Some(replaced(text, dice.one_of(&inside)?, "*"))
    }),
    row("letters masked with •", "4+ letters, of an alphabet, a word of 4+", 85, bullets),
    row("cut short with …", "8+ letters, the last word 6+ letters of an alphabet", 85, |text, _| {
        alphabetic(text, 8)?;
        let last = words(text).last()?.chars().filter(|c| c.is_alphabetic()).count();
        let cut = text.char_indices().rev().nth(2)?.0;
        (last >= 6 && text[cut..].chars().all(char::is_alphabetic)).then(|| format!("{}…", &text[..cut]))
    }),
    row("letter in brackets", ALPHABETIC, 90, |text, dice| {
        let typed: Vec<char> = alphabetic(text, 4)?.chars().collect();
        let at = dice.one_of(&inside(&typed))?;
        Some(replaced(text, at, &format!("({})", typed[at])))
    }),
    row("one word of several misspelled", "2+ words, one of 5+ letters of an alphabet, 8+ in all", 90, |text, dice| {
        alphabetic(text, 8)?;
        let mut words = words(text);
        let long: Vec<usize> = (0..words.len()).filter(|at| letters(words[*at]) >= 5).collect();
        let at = dice.one_of(&long).filter(|_| words.len() > 1)?;
        let edit = dice.pick(&[dropped, swapped, doubled]);
        let word = edit(words[at], dice)?;
        words[at] = &word;
        Some(words.join(" "))
    }),
    row("words reordered", "2+ words that differ, 5+ letters", 25, |text, _| {
        let mut words = words(text);
        if words.len() < 2 || letters(text) < 5 {
            return None;
        }
        words.rotate_left(1);
        other_than(text, words.join(" "))
    }),
    row("Cyrillic look-alikes, spelled", "as Cyrillic look-alikes", 90, |text, _| spelled(&cyrillic(text)?, " ")),
    row("Cyrillic look-alikes, invisible", "as Cyrillic look-alikes", 90, |text, dice| {
        invisible(&cyrillic(text)?, dice)
    }),
    row("accents, letters swapped", "as accents, 5+ letters", 90, |text, dice| accents(&swapped(text, dice)?, dice)),
    row("leet, spelled with dots", "as leet", 90, |text, dice| Some(apart(&leet(text, dice)?, "."))),
    row("Han with signs between", "2+ Han characters and nothing else", 90, |text, dice| {
        let sign = dice.pick(&[" ", "·", "-", ".", "_", "★"]);
        let characters: Vec<String> = han(text)?.chars().map(String::from).collect();
        Some(characters.join(sign))
    }),
    row("traditional for simplified", "as above, with a character that has both", 90, traditional),
    row("small kana large", "4+ kana, one small or one that may be", 90, small_kana),
    row("half-width kana", "2+ katakana", 90, half_width_kana),
    row("hiragana for katakana", "2+ katakana", 3, |text, _| {
        (count(text, katakana) >= 2).then(|| dress(text, |c| katakana(c).then(|| shifted(c, 'ァ', 'ぁ'))))?
    }),
    row("Hangul in conjoining jamo", "2+ Hangul syllables", 90, |text, _| {
        (count(text, hangul) >= 2).then(|| text.nfd().collect())
    }),
    row("Hangul in single jamo", "2+ Hangul syllables", 90, |text, _| {
        (count(text, hangul) >= 2).then(|| text.chars().flat_map(single_jamo).collect())
    }),
];

/// Deterministic chance: SplitMix64 (Steele, Lea and Flood 2014).
pub struct Dice(u64);

impl Dice {
    /// Dice that fall as the mark's id says (FNV-1a), differently for each disguise.
    pub fn new(id: &str, disguise: &str) -> Dice {
        let bytes = id.bytes().chain([0]).chain(disguise.bytes());
        Dice(bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to below `count`.
    pub fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn one_of<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        (!of.is_empty()).then(|| self.pick(of))
    }
}

// Qualifying.

fn count(text: &str, is: fn(char) -> bool) -> usize {
    text.chars().filter(|c| is(*c)).count()
}

fn letters(text: &str) -> usize {
    count(text, char::is_alphabetic)
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

fn is_latin(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | 'À'..='ɏ' | 'Ḁ'..='ỿ')
}

/// A letter that stands by itself: of Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic or Georgian.
fn is_of_alphabet(c: char) -> bool {
    is_latin(c) || matches!(c, 'Ͱ'..='ԯ' | 'Ա'..='և' | 'א'..='ת' | 'ؠ'..='ي' | 'Ⴀ'..='ჿ')
}

/// A text of so many letters, all of alphabets, that has no marks apart from them.
fn alphabetic(text: &str, least: usize) -> Option<&str> {
    let fits = |c: char| is_of_alphabet(c) || c.is_ascii() || !c.is_alphabetic() && text.nfc().eq(text.chars());
    (count(text, is_of_alphabet) >= least && text.chars().all(fits)).then_some(text)
}

/// A text of four or more letters without accents, and all letters Latin.
fn latin(text: &str) -> Option<&str> {
    let all = text.chars().all(|c| is_latin(c) || !c.is_alphabetic());
    (all && count(text, |c| c.is_ascii_alphabetic()) >= 4).then_some(text)
}

fn han(text: &str) -> Option<&str> {
    let is_han = |c: char| matches!(c, '㐀'..='䶿' | '一'..='鿿');
    (text.chars().count() >= 2 && text.chars().all(is_han)).then_some(text)
}

fn katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヶ')
}

fn hangul(c: char) -> bool {
    matches!(c, '가'..='힣')
}

/// The writing, if it is another.
fn other_than(text: &str, written: String) -> Option<String> {
    (written != text).then_some(written)
}

// Letters for letters.

/// Each character as `with` says, where it says something; nothing where it never does.
fn dress(text: &str, with: impl Fn(char) -> Option<char>) -> Option<String> {
    other_than(text, text.chars().map(|c| with(c).unwrap_or(c)).collect())
}

/// The character as far from `to` as `c` is from `from`.
fn shifted(c: char, from: char, to: char) -> char {
    char::from_u32(to as u32 + c as u32 - from as u32).expect("alphabets have no gaps here")
}

fn in_alphabets(c: char, upper: char, lower: char) -> Option<char> {
    match c {
        'A'..='Z' => Some(shifted(c, 'A', upper)),
        'a'..='z' => Some(shifted(c, 'a', lower)),
        _ => None,
    }
}

/// Characters, and in the same order what stands for them.
type Pairs = (&'static str, &'static str);

fn paired(c: char, (of, with): Pairs) -> Option<char> {
    of.chars().zip(with.chars()).find(|(letter, _)| *letter == c).map(|(_, other)| other)
}

const SMALL_CAPITALS: Pairs = ("abcdefghijklmnopqrstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ");
/// Those whose turned shape is no other letter of the alphabet.
const UPSIDE_DOWN: Pairs = ("acefghijkmrtvwy", "ɐɔǝɟƃɥᴉɾʞɯɹʇʌʍʎ");
const CYRILLIC: Pairs = ("aceijopsxyABCEHIJKMOPSTXY", "асеіјорѕхуАВСЕНІЈКМОРЅТХУ");
const GREEK: Pairs = ("aiouvpyABEHIKMNOPTXYZ", "αιουνργΑΒΕΗΙΚΜΝΟΡΤΧΥΖ");

fn cyrillic(text: &str) -> Option<String> {
    latin(text)?;
    dress(text, |c| paired(c, CYRILLIC))
}

fn accents(text: &str, dice: &mut Dice) -> Option<String> {
    latin(text)?;
    let mut put = 0;
    let mut accent = |c: char| {
        let with = match c.to_ascii_lowercase() {
            'a' => "àáâãäå",
            'c' => "çč",
            'e' => "èéêë",
            'i' => "ìíîï",
            'n' => "ñń",
            'o' => "òóôõö",
            's' => "šş",
            'u' => "ùúûü",
            'y' => "ýÿ",
            'z' => "žż",
            _ => return c,
        };
        put += 1;
        let with = dice.pick(&with.chars().collect::<Vec<_>>());
        like(c, with)
    };
    let written = text.chars().map(&mut accent).collect();
    (put >= 2).then_some(written)
}

/// A letter in the case of another.
fn like(case: char, letter: char) -> char {
    if case.is_uppercase() { letter.to_uppercase().next().unwrap_or(letter) } else { letter }
}

/// One to a third of the letters as digits or signs.
fn leet(text: &str, dice: &mut Dice) -> Option<String> {
    let mut typed: Vec<char> = latin(text)?.chars().collect();
    let mut most = letters(text) / 3;
    let looks = |c: char| match c.to_ascii_lowercase() {
        'a' => "4@",
        'b' => "8",
        'e' => "3",
        'g' => "9",
        'i' => "1!",
        'l' => "1",
        'o' => "0",
        's' => "5$",
        't' => "7",
        _ => "",
    };
    let mut places: Vec<usize> = (0..typed.len()).filter(|at| !looks(typed[*at]).is_empty()).collect();
    if places.is_empty() {
        return None;
    }
    while most > 0 && !places.is_empty() {
        let at = places.swap_remove(dice.below(places.len()));
        // At the edge of a word a sign is punctuation, but for the $ of "$ony".
        let inner = at > 0 && typed.get(at + 1).is_some_and(|next| next.is_alphanumeric());
        let looks: Vec<char> = looks(typed[at]).chars().filter(|c| inner || c.is_ascii_digit()).collect();
        typed[at] = dice.pick(&looks);
        most -= 1;
    }
    Some(typed.into_iter().collect())
}

// Between the letters.

/// With a separator between the letters of each word, and a space more between words.
fn spelled(text: &str, separator: &str) -> Option<String> {
    alphabetic(text, 4).map(|text| apart(text, separator))
}

fn apart(text: &str, separator: &str) -> String {
    // Signs of leet are letters too.
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '$' | '@' | '!');
    let mut written = String::new();
    let mut before = ' ';
    for c in text.chars() {
        if is_letter(before) && is_letter(c) {
            written.push_str(separator);
        } else if c == ' ' && separator == " " {
            written.push(' ');
        }
        written.push(c);
        before = c;
    }
    written
}

fn invisible(text: &str, dice: &mut Dice) -> Option<String> {
    spelled(text, dice.pick(&["\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}", "\u{AD}"]))
}

fn word_split(text: &str, dice: &mut Dice) -> Option<String> {
    let typed: Vec<char> = alphabetic(text, 6)?.chars().collect();
    let is_letter = |at: usize| typed.get(at).is_some_and(|c| c.is_alphabetic());
    // Two or more letters on either side.
    let places: Vec<usize> = (3..typed.len().saturating_sub(2))
        .filter(|at| (at - 3..at + 3).all(is_letter) || (at - 2..at + 4).all(is_letter))
        .collect();
    let at = dice.one_of(&places)?;
    Some(format!("{} {}", typed[..at].iter().collect::<String>(), typed[at..].iter().collect::<String>()))
}

// Slips.

/// The letters of a name that are not the first of their word.
fn inside(typed: &[char]) -> Vec<usize> {
    (1..typed.len()).filter(|at| typed[*at].is_alphabetic() && typed[at - 1].is_alphabetic()).collect()
}

/// A name of five or more letters and the place of a slip: not the first letter of a word.
fn slip(text: &str, dice: &mut Dice, fits: impl Fn(&[char], usize) -> bool) -> Option<(Vec<char>, usize)> {
    let typed: Vec<char> = alphabetic(text, 5)?.chars().collect();
    let places: Vec<usize> = inside(&typed).into_iter().filter(|at| fits(&typed, *at)).collect();
    dice.one_of(&places).map(|at| (typed, at))
}

fn dropped(text: &str, dice: &mut Dice) -> Option<String> {
    let (mut typed, at) = slip(text, dice, |_, _| true)?;
    typed.remove(at);
    Some(typed.into_iter().collect())
}

fn swapped(text: &str, dice: &mut Dice) -> Option<String> {
    let differ = |typed: &[char], at: usize| typed.get(at + 1).is_some_and(|c| c.is_alphabetic() && *c != typed[at]);
    let (mut typed, at) = slip(text, dice, differ)?;
    typed.swap(at, at + 1);
    Some(typed.into_iter().collect())
}

fn doubled(text: &str, dice: &mut Dice) -> Option<String> {
    let (mut typed, at) = slip(text, dice, |_, _| true)?;
    typed.insert(at, typed[at]);
    Some(typed.into_iter().collect())
}

/// The key to the left (0) or right (1) of a letter's, or the only one it has beside it.
fn key_beside(c: char, side: usize) -> Option<char> {
    const ROWS: [&str; 6] = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"];
    let letter = c.to_lowercase().next()?;
    let row: Vec<char> = ROWS.iter().find(|row| row.contains(letter))?.chars().collect();
    let at = row.iter().position(|key| *key == letter)?;
    let beside = if side == 0 && at > 0 || at + 1 == row.len() { at - 1 } else { at + 1 };
    Some(like(c, row[beside]))
}

/// The letter without its accents, in lower case.
fn base(c: char) -> char {
    c.nfd().next().unwrap_or(c).to_ascii_lowercase()
}

/// The first letter of each word stays: "Adds" is no Adidas otherwise, nor "ppl" an Apple.
fn without_vowels(text: &str, _: &mut Dice) -> Option<String> {
    let typed: Vec<char> = latin(text)?.chars().collect();
    let inside = inside(&typed);
    let is_vowel = |at: &usize| inside.contains(at) && matches!(base(typed[*at]), 'a' | 'e' | 'i' | 'o' | 'u');
    let left: String = (0..typed.len()).filter(|at| !is_vowel(at)).map(|at| typed[at]).collect();
    let (all, left_letters) = (letters(text), letters(&left));
    (all >= 6 && left_letters >= 4 && left_letters + 2 <= all).then_some(left)
}

/// One pair of letters that sound the same, wherever it stands but at the start.
fn respelled(text: &str, dice: &mut Dice) -> Option<String> {
    const PAIRS: [(&str, &str); 8] =
        [("ck", "k"), ("k", "ck"), ("ph", "f"), ("f", "ph"), ("y", "i"), ("i", "y"), ("z", "s"), ("s", "z")];
    if letters(latin(text)?) < 5 {
        return None;
    }
    let first = text.chars().next()?.len_utf8();
    let (head, rest) = text.split_at(first);
    let rest = if text.to_uppercase() == text { rest.to_lowercase() } else { rest.to_string() };
    // The k of a ck is no k, and a doubled s is no z.
    let stands = |pair: &&(&str, &str)| {
        rest.contains(pair.0) && !(pair.0 == "k" && rest.contains("ck")) && !(pair.0 == "s" && rest.contains("ss"))
    };
    let fitting: Vec<&(&str, &str)> = PAIRS.iter().filter(stands).collect();
    let (from, to) = dice.one_of(&fitting)?;
    Some(format!("{head}{}", rest.replacen(from, to, 1)))
}

/// Two small letters for one that they look like: what is not the first letter of a word is small.
fn two_for_one(text: &str, one: char, two: &str) -> Option<String> {
    if letters(latin(text)?) < 5 {
        return None;
    }
    let mut before = ' ';
    let mut written = String::new();
    for c in text.chars() {
        let first = !before.is_alphabetic();
        // VV looks like W as much as vv like w; Rn and Cl look like nothing.
        match c.to_ascii_lowercase() {
            small if small == one && !first => written.push_str(two),
            'w' if one == 'w' => written.push_str(if c == 'W' { "VV" } else { "vv" }),
            small => written.push(if first { c } else { small }),
        }
        before = c;
    }
    (written.to_lowercase() != text.to_lowercase()).then_some(written)
}

// Covered letters.

/// The text with the character number `at` replaced.
fn replaced(text: &str, at: usize, with: &str) -> String {
    text.chars().enumerate().map(|(n, c)| if n == at { with.to_string() } else { c.to_string() }).collect()
}

/// One letter of each word of four or more covered.
fn bullets(text: &str, dice: &mut Dice) -> Option<String> {
    alphabetic(text, 4)?;
    let mut cover = |word: &str| {
        let inside = inside(&word.chars().collect::<Vec<_>>());
        let at = dice.one_of(&inside).filter(|_| letters(word) >= 4);
        at.map_or_else(|| word.to_string(), |at| replaced(word, at, "•"))
    };
    let written: Vec<String> = words(text).into_iter().map(&mut cover).collect();
    other_than(&words(text).join(" "), written.join(" "))
}

// Han, kana, Hangul.

/// One character in its other form: traditional for simplified, or the other way round.
fn traditional(text: &str, dice: &mut Dice) -> Option<String> {
    static OTHER: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let mut other = HashMap::new();
        for line in include_str!("../../data/simplified.tsv").lines().filter(|line| !line.starts_with('#')) {
            let pair: Vec<char> = line.chars().filter(|c| *c != '\t').collect();
            other.insert(pair[0], pair[1]);
            other.entry(pair[1]).or_insert(pair[0]);
        }
        other
    });
    let characters: Vec<char> = han(text)?.chars().collect();
    let places: Vec<usize> = (0..characters.len()).filter(|at| OTHER.contains_key(&characters[*at])).collect();
    let at = dice.one_of(&places)?;
    Some(replaced(text, at, &OTHER[&characters[at]].to_string()))
}

/// Small kana written large (キヤノン for キャノン); where there are none, ya, yu, yo and tsu small.
fn small_kana(text: &str, _: &mut Dice) -> Option<String> {
    const LARGE: Pairs = ("ァィゥェォッャュョぁぃぅぇぉっゃゅょ", "アイウエオツヤユヨあいうえおつやゆよ");
    if count(text, |c| matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヶ' | 'ー')) < 4 {
        return None;
    }
    dress(text, |c| paired(c, LARGE)).or_else(|| {
        let small = |c: char| paired(c, ("ツヤユヨつやゆよ", "ッャュョっゃゅょ")).unwrap_or(c);
        let written = text.chars().enumerate().map(|(at, c)| if at == 0 { c } else { small(c) }).collect();
        other_than(text, written)
    })
}

fn half_width_kana(text: &str, _: &mut Dice) -> Option<String> {
    if count(text, katakana) < 2 {
        return None;
    }
    let narrow = |c: char| ('ｦ'..='ﾝ').find(|half| half.nfkc().eq([c]));
    Some(
        text.nfd()
            .map(|c| match c {
                '\u{3099}' => 'ﾞ',
                '\u{309A}' => 'ﾟ',
                c => narrow(c).unwrap_or(c),
            })
            .collect(),
    )
}

/// A syllable as the letters that stand by themselves (Unicode, ch. 3.12, and Hangul Compatibility Jamo).
fn single_jamo(c: char) -> Vec<char> {
    const FIRST: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    const LAST: &str = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
    if !hangul(c) {
        return vec![c];
    }
    let at = c as usize - '가' as usize;
    let (first, vowel, last) = (at / 588, at % 588 / 28, at % 28);
    let vowel = char::from_u32('ㅏ' as u32 + vowel as u32);
    let last = last.checked_sub(1).and_then(|at| LAST.chars().nth(at));
    [FIRST.chars().nth(first), vowel, last].into_iter().flatten().collect()
}
