//! How a form is spelled, given its key.
//!
//! Most names are their key in one of a few cases; these cost three bits. The
//! rest (accents, punctuation, odd capitals) is given verbatim.

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
    /// Given verbatim in the spellings column.
    Given,
}

impl Spelling {
    const ALL: [Spelling; 5] = [Spelling::Key, Spelling::Title, Spelling::Upper, Spelling::First, Spelling::Given];

    /// The spelling that turns `key` into `form`.
    pub(super) fn of(form: &str, key: &str) -> Spelling {
        Spelling::ALL
            .into_iter()
            .find(|spelling| spelling.apply(key).is_none_or(|text| text == form))
            .unwrap_or(Spelling::Given)
    }

    /// The form of `key` in this spelling, or nothing where it is given verbatim.
    pub(super) fn apply(self, key: &str) -> Option<String> {
        match self {
            Spelling::Key => Some(key.to_string()),
            Spelling::Title => Some(capitals(key, |before| before == Some(' ') || before.is_none())),
            Spelling::Upper => Some(key.to_ascii_uppercase()),
            Spelling::First => Some(capitals(key, |before| before.is_none())),
            Spelling::Given => None,
        }
    }

    pub(super) fn to_bits(self) -> u8 {
        self as u8
    }

    pub(super) fn from_bits(bits: u8) -> Option<Spelling> {
        Spelling::ALL.get(usize::from(bits)).copied()
    }
}

/// ASCII capitals at the letters whose neighbour before satisfies `at`.
fn capitals(key: &str, at: impl Fn(Option<char>) -> bool) -> String {
    let mut before = None;
    key.chars()
        .map(|c| {
            let c = if at(before) { c.to_ascii_uppercase() } else { c };
            before = Some(c);
            c
        })
        .collect()
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
            ("NIKE", "nike", Spelling::Upper),
            ("Gloria jeans", "gloria jeans", Spelling::First),
            ("L'Oréal", "l oreal", Spelling::Given),
            ("iPhone", "iphone", Spelling::Given),
            ("Coca-Cola", "coca cola", Spelling::Given),
        ];
        for (form, key, spelling) in table {
            assert_eq!(Spelling::of(form, key), spelling, "{form}");
            assert_eq!(spelling.apply(key).unwrap_or_else(|| form.to_string()), form);
            assert_eq!(Spelling::from_bits(spelling.to_bits()), Some(spelling));
        }
    }
}
