//! Folding with origins.

use super::table::{self, ACCENT, Class, LEET, LOOKALIKE, Reading, STYLED, UPPER};

/// One folded letter and where it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The letter without case, accents and compatibility forms, in its own script.
    pub plain: char,
    /// The class of letters that look like the one written.
    pub sight: char,
    /// What was undone to read it.
    pub steps: Steps,
    /// The script of the letter as written.
    pub class: Class,
    /// How it is joined to the unit before it in the original text.
    pub glue: Glue,
    /// Where its characters start in the original text, in UTF-16 code units.
    pub start: u32,
    /// Where they end (exclusive), with the marks that hang on them.
    pub end: u32,
}

/// How a unit is joined to the one before it, from inseparable to far apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Glue {
    /// Part of the same character, or hanging on it.
    Same,
    /// The next letter of one word.
    Inside,
    /// The next letter in a script that writes no spaces: a word may end here, or not.
    Weak,
    /// A boundary inside a word: `nikeShoes`, `nike90`, `Nike运动`.
    Seam,
    /// Signs between, but no space: `N.i.k.e`.
    Joint,
    /// Space between, or a sign that parts a list; the start of the text.
    Space,
}

/// A set of things that folding undid at one unit.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Steps(u8);

impl Steps {
    /// A mark above, below or through the letter.
    pub const ACCENT: Steps = Steps(ACCENT);
    /// Full width, mathematical, circled, small capital, upside down.
    pub const STYLED: Steps = Steps(STYLED);
    /// A digit or sign for a letter.
    pub const LEET: Steps = Steps(LEET);
    /// A letter of another script that looks like this one.
    pub const LOOKALIKE: Steps = Steps(LOOKALIKE);
    /// A capital.
    pub const UPPER: Steps = Steps(UPPER);
    /// Something invisible between this letter and the one before it.
    pub const INVISIBLE: Steps = Steps(1 << 5);
    /// The first letter of a hashtag.
    pub const TAG: Steps = Steps(1 << 6);
    /// Nothing but an apostrophe between this letter and the one before it.
    pub const APOSTROPHE: Steps = Steps(1 << 7);

    /// Whether any of `other` is in the set.
    pub const fn has(self, other: Steps) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    pub const fn with(self, other: Steps) -> Steps {
        Steps(self.0 | other.0)
    }

    /// What is in this set and not in `other`.
    pub const fn without(self, other: Steps) -> Steps {
        Steps(self.0 & !other.0)
    }
}

impl std::fmt::Debug for Steps {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = [
            (Steps::ACCENT, "accent"),
            (Steps::STYLED, "styled"),
            (Steps::LEET, "leet"),
            (Steps::LOOKALIKE, "lookalike"),
            (Steps::UPPER, "upper"),
            (Steps::INVISIBLE, "invisible"),
            (Steps::TAG, "tag"),
            (Steps::APOSTROPHE, "apostrophe"),
        ];
        f.debug_set().entries(names.iter().filter(|(step, _)| self.has(*step)).map(|(_, name)| name)).finish()
    }
}

/// A field's text, folded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folded {
    /// The letters in reading order.
    pub units: Vec<Unit>,
}

/// What a mask unit has for a letter.
pub const MASK: char = '*';

/// Signs that part the items of a text as a space does: no name is written with them inside a word.
const LISTS: [char; 32] = [
    ',', ';', ':', '/', '\\', '(', ')', '[', ']', '{', '}', '"', '«', '»', '“', '”', '„', '、', '，', '。', '；', '：',
    '（', '）', '【', '】', '「', '」', '《', '》', '！', '？',
];

/// Signs that sellers put in the place of a letter.
const MASKS: [char; 22] =
    ['*', '#', '_', '•', '·', '●', '○', '◦', '∗', '＊', '★', '☆', '×', '?', '~', '^', '%', '✱', '⚫', '▪', '■', '□'];

impl Folded {
    /// The ways to read the text: with signs for letters, without, and with
    /// signs that cover letters; those that differ from the first.
    pub fn readings(self) -> Vec<Folded> {
        let any = |class| self.units.iter().any(|unit: &Unit| unit.class == class);
        let (signs, masks) = (any(Class::Sign), any(Class::Mask));
        if !signs && !masks {
            return vec![self];
        }
        let mut readings = vec![self.keep(|at| self.units[at].class == Class::Sign)];
        if signs {
            readings.push(self.keep(|_| false));
        }
        if masks {
            let covered = self.keep(|at| self.units[at].class == Class::Mask && self.covers_letter(at));
            if covered.units.iter().any(|unit| unit.class == Class::Mask) {
                readings.push(covered);
            }
        }
        readings
    }

    /// Whether the mask at `at` stands for a letter of a word: `G*cci`, `•ike`,
    /// `L**is`, not `**FREE**`, and more letters than masks.
    fn covers_letter(&self, at: usize) -> bool {
        let starts = |at: &usize| self.units[*at].glue >= Glue::Joint;
        let first = (0..=at).rev().find(starts).unwrap_or(0);
        let end = (at + 1..self.units.len()).find(starts).unwrap_or(self.units.len());
        let word = &self.units[first..end];
        let masks = word.iter().filter(|unit| unit.class == Class::Mask).count();
        let leading = word.iter().take_while(|unit| unit.class == Class::Mask).count();
        let letters =
            word.iter().filter(|unit| !matches!(unit.class, Class::Mask | Class::Digit | Class::Sign)).count();
        leading < 2 && letters >= masks && letters + masks == word.len()
    }

    /// The text with only those signs and masks kept as letters that `keep`
    /// says; it is given the number of their unit.
    fn keep(&self, keep: impl Fn(usize) -> bool) -> Folded {
        let mut units = Vec::with_capacity(self.units.len());
        let mut gap = Glue::Same;
        for (at, unit) in self.units.iter().enumerate() {
            if matches!(unit.class, Class::Sign | Class::Mask) && !keep(at) {
                gap = gap.max(unit.glue).max(Glue::Joint);
                continue;
            }
            units.push(Unit { glue: unit.glue.max(gap), ..*unit });
            gap = Glue::Same;
        }
        Folded { units }
    }
}

/// Folds a mark's form. Here a sign is a letter only where it must be one:
/// the `$` of `A$AP` and the `!` of `P!nk`, but neither the `!` of `Yahoo!`
/// nor the `+` of `Canal+Sport`. A lone s behind a word is its possessive:
/// registers made from addresses write `kellogg s`.
pub fn fold_form(form: &str) -> Folded {
    let folded = fold(form);
    let units = &folded.units;
    let letter = |unit: &Unit| !matches!(unit.class, Class::Sign | Class::Mask);
    let mut kept = folded.keep(|at| {
        let before = at > 0 && letter(&units[at - 1]) && units[at].glue < Glue::Joint;
        let after = units.get(at + 1).is_some_and(|next| letter(next) && next.glue < Glue::Joint);
        before && after && units[at].class == Class::Sign && matches!(units[at].plain, 's' | 'a' | 'i' | 'e')
    });
    for at in 2..kept.units.len() {
        let alone = kept.units.get(at + 1).is_none_or(|next| next.glue == Glue::Space);
        let behind = kept.units[at - 1].glue < Glue::Joint;
        let unit = &mut kept.units[at];
        if alone && behind && unit.plain == 's' && unit.glue == Glue::Space {
            unit.glue = Glue::Joint;
            unit.steps = unit.steps.with(Steps::APOSTROPHE);
        }
    }
    kept
}

/// Folds `text`. Linear in its length; never fails.
pub fn fold(text: &str) -> Folded {
    let mut folding = Folding { units: Vec::with_capacity(text.len()), gap: Some(true), ..Folding::default() };
    let mut rest = text;
    let mut at = 0;
    while let Some(c) = rest.chars().next() {
        let (bytes, width) = match (c == '&').then(|| reference(rest)).flatten() {
            Some((bytes, stands_for)) => {
                let width = rest[..bytes].len() as u32; // a reference is ASCII
                folding.push(stands_for, at, at + width);
                (bytes, width)
            }
            None => {
                let width = c.len_utf16() as u32;
                folding.push(c, at, at + width);
                (c.len_utf8(), width)
            }
        };
        rest = &rest[bytes..];
        at += width;
    }
    Folded { units: folding.units }
}

#[derive(Default)]
struct Folding {
    units: Vec<Unit>,
    /// Separators since the last unit; `Some(true)` when there was one among them that parts words.
    gap: Option<bool>,
    /// Something invisible since the last unit.
    invisible: bool,
    /// A `#` stands right before.
    tag: bool,
    /// An apostrophe stands right before, and right after a letter.
    apostrophe: bool,
    /// A dot stands right before, and right after a letter or dots.
    dot: bool,
    /// The consonant that closed the last syllable and may begin the next one.
    borrowed: Option<Unit>,
}

impl Folding {
    /// Adds one character that stands at `start..end`.
    fn push(&mut self, c: char, start: u32, end: u32) {
        // Two dots or more cover what was left out, as one sign: "Louis Vuit…".
        let dots = c == '…' || c == '.' && self.dot;
        self.dot = c == '.' && (self.gap.is_none() || self.dot);
        if dots && !self.units.is_empty() {
            if let Some(last) = self.units.last_mut().filter(|last| last.class == Class::Mask && last.end == start) {
                last.end = end;
            } else if c == '…' && self.gap.is_none() || c == '.' && self.gap == Some(false) {
                let start = if c == '.' { start - 1 } else { start };
                self.mask(Glue::Inside, start, end);
            }
            return;
        }
        match table::read(c) {
            Reading::Separator if MASKS.contains(&c) && !(matches!(c, '#' | '＃') && self.gap.is_some()) => {
                let glue = match self.gap {
                    Some(true) => Glue::Space,
                    Some(false) => Glue::Joint,
                    None => Glue::Inside,
                };
                self.mask(glue, start, end);
                self.tag = matches!(c, '#' | '＃');
            }
            Reading::Separator => {
                let space = c.is_whitespace() || LISTS.contains(&c) || self.gap == Some(true);
                self.apostrophe = self.gap.is_none() && matches!(c, '\'' | '’' | '‘' | 'ʼ' | '´' | '`' | '＇');
                self.gap = Some(space);
                self.invisible = false;
                self.tag = matches!(c, '#' | '＃');
            }
            Reading::Ignorable => {
                // A variation selector belongs to the sign before it.
                if self.gap.is_none() {
                    self.invisible = !matches!(c, '\u{FE0E}' | '\u{FE0F}');
                }
            }
            Reading::Accent => {
                if self.gap.is_none()
                    && let Some(last) = self.units.last_mut()
                {
                    last.end = end;
                    last.steps = last.steps.with(Steps::ACCENT);
                }
            }
            Reading::Voicing => self.voice(c, end),
            Reading::Letters { class, attached, steps, letters } => {
                let mut glue = self.glue(class, attached, Steps(steps));
                let mut steps = Steps(steps);
                if self.invisible && glue < Glue::Joint {
                    steps = steps.with(Steps::INVISIBLE);
                }
                if self.tag {
                    steps = steps.with(Steps::TAG);
                }
                if self.apostrophe {
                    steps = steps.with(Steps::APOSTROPHE);
                }
                for (plain, sight) in letters.as_slice() {
                    let unit = Unit { plain: *plain, sight: *sight, steps, class, glue, start, end };
                    if !self.compose_hangul(unit) {
                        // The consonant before it can't be taken over any more.
                        self.borrowed = None;
                        self.units.push(unit);
                    }
                    glue = Glue::Same;
                }
                self.gap = None;
                self.invisible = false;
                self.tag = false;
                self.apostrophe = false;
            }
        }
    }

    /// Adds a sign that may cover a letter.
    fn mask(&mut self, glue: Glue, start: u32, end: u32) {
        let (steps, class) = (Steps::default(), Class::Mask);
        self.units.push(Unit { plain: MASK, sight: MASK, steps, class, glue, start, end });
        self.gap = None;
        self.invisible = false;
    }

    /// How the next unit is joined to the last one.
    fn glue(&self, class: Class, attached: bool, steps: Steps) -> Glue {
        let Some(last) = self.units.last() else { return Glue::Space };
        match self.gap {
            Some(true) => return Glue::Space,
            Some(false) => return Glue::Joint,
            None if attached => return Glue::Same,
            None => {}
        }
        let letter = |class| !matches!(class, Class::Digit | Class::Sign);
        if last.class == Class::Mask {
            return Glue::Inside;
        }
        if class.runs_on() != last.class.runs_on() && letter(class) && letter(last.class) {
            Glue::Seam
        } else if class.runs_on() && class == last.class {
            Glue::Weak
        } else if letter(class) != letter(last.class)
            || class.runs_on()
            || class == Class::Sign
            || last.class == Class::Sign
        {
            // 'nike90' and '90s', kana after Han, and the signs of 'Pa$$ion': a boundary, or not.
            Glue::Seam
        } else if steps.has(Steps::UPPER) && !last.steps.has(Steps::UPPER) && letter(class) {
            Glue::Seam
        } else {
            Glue::Inside
        }
    }

    /// Composes a voicing mark with the kana before it: カ゛ → ガ, ハ゜ → パ.
    fn voice(&mut self, mark: char, end: u32) {
        let Some(last) = self.units.last_mut() else { return };
        let by = if matches!(mark, '\u{3099}' | '\u{FF9E}') { 1 } else { 2 };
        let voiced = match last.plain {
            'う' => Some('ゔ'),
            'ウ' => Some('ヴ'),
            'か'..='と' | 'カ'..='ト' if by == 1 => char::from_u32(last.plain as u32 + by),
            'は'..='ほ' | 'ハ'..='ホ' => char::from_u32(last.plain as u32 + by),
            _ => None,
        };
        last.end = end;
        if let Some(voiced) = voiced {
            last.plain = voiced;
            last.sight = table::sight_of(voiced);
        }
    }

    /// Composes jamo into the syllable before them (Unicode 3.12). A consonant
    /// that stands by itself closes the syllable before it until a vowel takes
    /// it over, as on a keyboard: ㄴㅏㅇㅣ is 나이, ㄴㅏㅇ is 낭.
    fn compose_hangul(&mut self, unit: Unit) -> bool {
        const SYLLABLES: u32 = 0xAC00;
        /// The number of each initial consonant as a final one; 0 for those that close no syllable.
        const FINALS: [u32; 19] = [1, 2, 4, 7, 0, 8, 16, 17, 0, 19, 20, 21, 22, 0, 23, 24, 25, 26, 27];
        let Some(last) = self.units.last_mut() else { return false };
        if unit.class != Class::Hangul || unit.glue > Glue::Weak {
            return false;
        }
        let (before, jamo) = (last.plain as u32, unit.plain as u32);
        let open = (SYLLABLES..=0xD7A3).contains(&before) && (before - SYLLABLES).is_multiple_of(28);
        let syllable = |initial: u32, vowel: u32| SYLLABLES + (initial * 21 + vowel - 0x1161) * 28;
        let composed = match (before, jamo) {
            (0x1100..=0x1112, 0x1161..=0x1175) => syllable(before - 0x1100, jamo),
            (_, 0x11A8..=0x11C2) if open => before + jamo - 0x11A7,
            (_, 0x1100..=0x1112) if open && FINALS[jamo as usize - 0x1100] > 0 => {
                self.borrowed = Some(unit);
                before + FINALS[jamo as usize - 0x1100]
            }
            (SYLLABLES..=0xD7A3, 0x1161..=0x1175) => {
                let Some(initial) = self.borrowed.take() else { return false };
                let next = syllable(initial.plain as u32 - 0x1100, jamo);
                last.plain = char::from_u32(before - (before - SYLLABLES) % 28).unwrap_or(last.plain);
                last.sight = table::sight_of(last.plain);
                last.end = initial.start;
                let plain = char::from_u32(next).unwrap_or(unit.plain);
                self.units.push(Unit { plain, sight: table::sight_of(plain), start: initial.start, ..unit });
                return true;
            }
            _ => return false,
        };
        if !(0x1100..=0x1112).contains(&jamo) {
            self.borrowed = None;
        }
        last.plain = char::from_u32(composed).unwrap_or(last.plain);
        last.sight = table::sight_of(last.plain);
        last.end = unit.end;
        true
    }
}

/// The HTML character reference at the start of `text`: its length in bytes
/// and what it stands for.
fn reference(text: &str) -> Option<(usize, char)> {
    // The longest name in the table has 31 letters.
    let end = text.bytes().take(40).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    let stands_for = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
        None => table::entity(name)?,
    };
    Some((end + 1, stands_for))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    fn plain(text: &str) -> String {
        fold(text).readings()[0].units.iter().map(|u| u.plain).collect()
    }

    fn sight(text: &str) -> String {
        fold(text).readings()[0].units.iter().map(|u| u.sight).collect()
    }

    #[test]
    fn disguises_look_like_the_name() {
        let nike = sight("nike");
        let table = [
            "Ｎｉｋｅ",
            "N1ke",
            "N!ke",
            "Nіke",
            "ΝΙΚΕ",
            "N\u{200B}ike",
            "ñíkè",
            "N\u{336}i\u{336}k\u{336}e\u{336}",
            "𝐍𝐢𝐤𝐞",
            "Ⓝⓘⓚⓔ",
            "N i k e",
            "N.i.k.e",
            "N👟i👟k👟e",
            "&#78;&#x69;ke",
            "N&zwnj;ike",
            "🅽🅸🅺🅴",
            "🇳🇮🇰🇪",
            "ɴɪᴋᴇ",
        ];
        for text in table {
            assert_eq!(sight(text), nike, "{text}");
        }
    }

    #[test]
    fn one_text_in_two_encodings_folds_alike() {
        let table = [
            ("古馳", "古驰"),
            ("ﾅｲｷ", "ナイキ"),
            ("ｸﾞｯﾁ", "グッチ"),
            ("ハ\u{309A}", "パ"),
            ("나이키", "나이키"),
            ("Lancôme", "Lanco\u{302}me"),
            ("straße", "STRASSE"),
            ("H&amp;M", "H&M"),
            ("ΝΙΚΗ", "Νίκη"),
            ("駅", "驛"),
        ];
        for (a, b) in table {
            assert_eq!(plain(a), plain(b), "{a} {b}");
            assert_eq!(plain(a), plain(&a.nfd().collect::<String>()), "{a} decomposed");
        }
    }

    #[test]
    fn glue_is_judged_on_the_original() {
        use Glue::{Inside, Joint, Same, Seam, Space, Weak};
        let table: [(&str, &[Glue]); 9] = [
            ("ab c", &[Space, Inside, Space]),
            ("a-b", &[Space, Joint]),
            ("aB", &[Space, Seam]),
            ("a9b", &[Space, Seam, Seam]),
            ("ABc", &[Space, Inside, Inside]),
            ("aс", &[Space, Inside]), // Cyrillic с
            ("a运动", &[Space, Seam, Weak]),
            ("æb", &[Space, Same, Inside]),
            ("กำ", &[Space, Same, Same]),
        ];
        for (text, expected) in table {
            let glue: Vec<Glue> = fold(text).units.iter().map(|u| u.glue).collect();
            if text == "กำ" {
                // The vowel sign hangs on the letter, however it decomposes.
                assert!(glue[1..].iter().all(|g| *g <= Weak), "{glue:?}");
                continue;
            }
            assert_eq!(glue, expected, "{text}");
        }
    }

    #[test]
    fn spans_cover_marks_and_references() {
        let units = fold("🔥y\u{337} &eacute;").units;
        assert_eq!((units[0].start, units[0].end), (2, 4));
        assert_eq!((units[1].start, units[1].end), (5, 13));
    }

    #[test]
    fn single_jamo_compose_as_on_a_keyboard() {
        let table = [
            ("ㄴㅏㅇㅣㅋㅣ", "나이키"),
            ("ㅅㅏㅁㅅㅓㅇ", "삼성"),
            ("ㅎㅏㄴ ㅏ", "한 ㅏ"),
            ("ㅂㅏㄳ", "밗"),
            ("가ㄱ나ㅏ", "각나ㅏ"),
            ("가ㄱ 나ㅏ", "각 나ㅏ"),
        ];
        for (typed, syllables) in table {
            assert_eq!(plain(typed), plain(syllables), "{typed}");
        }
        let units = fold("ㄴㅏㅇㅣ").units;
        let spans: Vec<(u32, u32)> = units.iter().map(|unit| (unit.start, unit.end)).collect();
        assert_eq!(spans, [(0, 2), (2, 4)]);
    }

    #[test]
    fn dots_cover_what_is_left_out() {
        let masks = |text: &str| {
            let units = fold(text).units;
            let masks = units.iter().filter(|unit| unit.class == Class::Mask);
            masks.map(|unit| (unit.start, unit.end)).collect::<Vec<_>>()
        };
        assert_eq!(masks("Vuit… bag"), [(4, 5)]);
        assert_eq!(masks("Vuit... bag"), [(4, 7)]);
        assert!(masks("Vuit. … bag").is_empty() && masks("... bag").is_empty());
    }

    #[test]
    fn a_broken_reference_is_text() {
        for text in ["&", "&;", "&#;", "&#x;", "&#xD800;", "&#99999999999;", "&nosuch;", "&amp", "&é;"] {
            fold(text);
        }
        assert_eq!(plain("AT&T"), "att");
    }

    /// Slow and obvious: each character folded alone must give the same
    /// letters in the same order, whatever stands around it.
    fn letters_one_by_one(text: &str) -> String {
        text.chars().map(|c| plain(&c.to_string())).collect()
    }

    proptest! {
        #[test]
        fn spans_lie_in_the_text_in_order(text in any::<String>()) {
            let len = text.encode_utf16().count() as u32;
            let units = fold(&text).units;
            for unit in &units {
                prop_assert!(unit.start < unit.end && unit.end <= len);
            }
            for pair in units.windows(2) {
                prop_assert!(pair[0].start <= pair[1].start && pair[0].end <= pair[1].end);
            }
        }

        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let once = plain(&text);
            prop_assert_eq!(plain(&once), once);
        }

        #[test]
        fn no_context_outside_kana_hangul_and_references(text in "[^&.…\u{1100}-\u{11FF}\u{3040}-\u{30FF}\u{3131}-\u{318E}\u{AC00}-\u{D7FF}\u{FF00}-\u{FFEF}]*") {
            prop_assert_eq!(plain(&text), letters_one_by_one(&text));
        }
    }
}
