//! What words are in other languages: marks that are a word get these as forms, for LUPO and WOLF mean the same to a
//! buyer who reads both ("foreign equivalents", TMEP § 1207.01(b)(vi)).

use super::key_of;
use std::collections::HashMap;

/// A word in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Translation {
    /// The word, as the dictionary writes it.
    pub text: String,
    /// BCP 47 language of it.
    pub lang: String,
}

/// Words by their keys, each with what it is in other languages.
#[derive(Default)]
pub(super) struct Dictionary(HashMap<String, Vec<Translation>>);

impl Dictionary {
    /// Adds a line: language, word, language, word, parted by tabs; it holds in both directions.
    pub(super) fn add(&mut self, line: &str) -> Result<(), &'static str> {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let [lang, text, other_lang, other_text] = cells[..] else {
            return Err("write four columns with tabs between: language, word, language, word");
        };
        if cells.iter().any(|cell| cell.is_empty()) {
            return Err("a column is empty");
        }
        self.insert(text, other_lang, other_text);
        self.insert(other_text, lang, text);
        Ok(())
    }

    fn insert(&mut self, from: &str, lang: &str, text: &str) {
        let translation = Translation { text: text.to_string(), lang: lang.to_string() };
        let known = self.0.entry(key_of(from)).or_default();
        if !known.contains(&translation) {
            known.push(translation);
        }
    }

    /// What the text with a key is in other languages.
    pub(super) fn translations(&self, key: &str) -> &[Translation] {
        self.0.get(key).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_both_directions() {
        let mut dictionary = Dictionary::default();
        for line in
            ["en\twolf\tit\tlupo", "en\twolf\tzh\t狼", "en\tWolf\tit\tlupo", "es\tbuenos días\ten\tgood morning"]
        {
            assert_eq!(dictionary.add(line), Ok(()));
        }
        let texts = |key| dictionary.translations(key).iter().map(|one| one.text.as_str()).collect::<Vec<_>>();
        assert_eq!(texts("wolf"), ["lupo", "狼"]);
        assert_eq!(texts("lupo"), ["wolf", "Wolf"]);
        assert_eq!(texts("buenos dias"), ["good morning"]);
        assert_eq!(dictionary.translations("狼")[0].lang, "en");
        assert!(texts("fox").is_empty());
    }

    #[test]
    fn wrong_lines_are_told() {
        for line in ["wolf\tlupo", "en\twolf\tit", "en\twolf\tit\t", "en\twolf\tit\tlupo\tcanis"] {
            assert!(Dictionary::default().add(line).is_err(), "{line}");
        }
    }
}
