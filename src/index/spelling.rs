//! How a form is spelled, given its key.
//!
//! Most names are their key in one of a few cases; these cost three bits. The
//! rest (accents, punctuation, odd capitals) is given as edits of the last of them.

/// How the verbatim form comes from its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// `gloria jeans`, and all scripts without case.
    Key,
    /// `Gloria Jeans`.
    Title,
    /// `GLORIA JEANS`.
    Upper,
    /// `Gloria jeans`.
    First,
    /// `Gloria's Jeans`.
    Possessive,
    /// [`Spelling::Possessive`] with edits.
    Edited,
}

impl Spelling {
    const ALL: [Spelling; 6] =
        [Spelling::Key, Spelling::Title, Spelling::Upper, Spelling::First, Spelling::Possessive, Spelling::Edited];

    /// The spelling that turns `key` into `form`.
    pub(super) fn of(form: &str, key: &str) -> Spelling {
        Spelling::ALL.into_iter().find(|spelling| spelling.apply(key) == form).unwrap_or(Spelling::Edited)
    }

    /// The form of `key` in this spelling, before edits.
    pub(super) fn apply(self, key: &str) -> String {
        let is_start = |before: Option<char>| before.is_none_or(|before| before == ' ');
        match self {
            Spelling::Key => key.to_string(),
            Spelling::Title => capitals(key, is_start),
            Spelling::Upper => capitals(key, |_| true),
            Spelling::First => capitals(key, |before| before.is_none()),
            Spelling::Possessive | Spelling::Edited => {
                let mut text = String::new();
                for (at, word) in key.split(' ').enumerate() {
                    // "Gloria S Jeans": the s by itself was an 's, which is as many bytes.
                    let is_possessive = at > 0 && word == "s";
                    match at {
                        0 => {}
                        _ if is_possessive => text.push('\''),
                        _ => text.push(' '),
                    }
                    text.push_str(&if is_possessive { word.to_string() } else { Spelling::First.apply(word) });
                }
                text
            }
        }
    }

    pub(super) fn to_bits(self) -> u8 {
        self as u8
    }

    pub(super) fn from_bits(bits: u8) -> Option<Spelling> {
        Spelling::ALL.get(usize::from(bits)).copied()
    }
}

/// Capitals at the letters whose neighbour before satisfies `at`.
fn capitals(key: &str, at: impl Fn(Option<char>) -> bool) -> String {
    let mut before = None;
    key.chars().map(|c| if at(before.replace(c)) { capital(c) } else { c }).collect()
}

/// The capital of a folded letter. Unicode's whole table would cost the wasm more than it saves here.
fn capital(c: char) -> char {
    let by = match c {
        'a'..='z' | 'а'..='я' | 'α'..='ρ' | 'σ'..='ω' => 32,
        'ѐ'..='џ' => 80,
        _ => 0,
    };
    char::from_u32(c as u32 - by).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        let table = [
            ("nike", "nike", Spelling::Key),
            ("耐克", "耐克", Spelling::Key),
            ("Gloria Jeans", "gloria jeans", Spelling::Title),
            ("Вулкан", "вулкан", Spelling::Title),
            ("NIKE", "nike", Spelling::Upper),
            ("КНП", "кнп", Spelling::Upper),
            ("Gloria jeans", "gloria jeans", Spelling::First),
            ("Trader Joe's", "trader joe s", Spelling::Possessive),
            ("Joe's Crab Shack", "joe s crab shack", Spelling::Possessive),
            ("L'Oréal", "l oreal", Spelling::Edited),
            ("iPhone", "iphone", Spelling::Edited),
            ("Coca-Cola", "coca cola", Spelling::Edited),
            ("éa", "e a", Spelling::Edited),
        ];
        for (form, key, spelling) in table {
            assert_eq!(Spelling::of(form, key), spelling, "{form}");
            if spelling != Spelling::Edited {
                assert_eq!(spelling.apply(key), form);
            }
            assert_eq!(Spelling::from_bits(spelling.to_bits()), Some(spelling));
        }
    }
}
