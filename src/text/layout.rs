// Constants of the folding table, shared by build/, which writes it, and table.rs,
// which reads it (both include this file).

/// Raise when the folding code changes what it makes of the same table.
#[allow(dead_code)]
pub(crate) const FOLDING_CODE: u32 = 2;

// Steps: what was undone to read a character.
/// A mark above, below or through the letter.
pub(crate) const ACCENT: u8 = 1;
/// A compatibility form: full width, mathematical, circled, small capital, upside down.
pub(crate) const STYLED: u8 = 2;
/// A digit or sign for a letter.
pub(crate) const LEET: u8 = 4;
/// A letter of another script that looks like this one.
pub(crate) const LOOKALIKE: u8 = 8;
/// The letter was a capital.
pub(crate) const UPPER: u8 = 16;
/// How many low bits of a steps byte hold steps; above them stands the number of letters less one.
pub(crate) const STEP_BITS: u8 = 5;

// Classes: what kind of letter it is.
#[allow(dead_code)]
pub(crate) const OTHER: u8 = 0;
pub(crate) const LATIN: u8 = 1;
pub(crate) const CYRILLIC: u8 = 2;
pub(crate) const GREEK: u8 = 3;
pub(crate) const HAN: u8 = 4;
pub(crate) const HIRAGANA: u8 = 5;
pub(crate) const KATAKANA: u8 = 6;
pub(crate) const HANGUL: u8 = 7;
pub(crate) const THAI: u8 = 8;
pub(crate) const ARABIC: u8 = 9;
pub(crate) const HEBREW: u8 = 10;
pub(crate) const DIGIT: u8 = 11;
/// A sign that may stand for a letter (`$`, `@`, `!`).
pub(crate) const SIGN: u8 = 12;
/// A kana voicing mark, composed with the kana before it.
pub(crate) const VOICING: u8 = 13;
pub(crate) const IGNORABLE: u8 = 14;
pub(crate) const ACCENT_MARK: u8 = 15;
/// Added to a class: the letter hangs on the one before it (Thai vowels, Indic signs).
pub(crate) const ATTACHED: u8 = 0x20;
/// Added to a class: the character reads as other letters, see the plain and sight columns.
pub(crate) const MAPPED: u8 = 0x40;

/// Letters and digits that readers take for one another in names: one class each.
pub(crate) const fn sight_class(c: char) -> char {
    match c {
        'i' | '1' | '|' => 'l',
        '0' => 'o',
        '2' => 'z',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '6' | '9' => 'g',
        '7' => 't',
        '8' => 'b',
        c => c,
    }
}
