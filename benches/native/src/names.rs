//! A register's names, as whoever uses a search library has them.

use serde_json::Value;
use std::collections::HashMap;

/// All names of a register in small letters, and whose they are.
pub struct Names {
    /// Each mark's id and text.
    pub marks: Vec<(String, String)>,
    /// Every name once, in byte order.
    pub texts: Vec<String>,
    /// For each of these the marks that have it.
    pub owners: Vec<Vec<u32>>,
    count: usize,
}

impl Names {
    /// Reads JSON lines.
    pub fn read(register: &str) -> Names {
        let mut marks = Vec::new();
        let mut of: HashMap<String, Vec<u32>> = HashMap::new();
        let mut count = 0;
        for line in register.lines() {
            let row: Value = serde_json::from_str(line).expect("a row");
            let text = |value: &Value| value["text"].as_str().expect("a text").to_string();
            let number = marks.len() as u32;
            let forms = row["forms"].as_array().into_iter().flatten().map(text);
            for form in [text(&row)].into_iter().chain(forms) {
                count += 1;
                let owners = of.entry(form.to_lowercase()).or_default();
                if owners.last() != Some(&number) {
                    owners.push(number);
                }
            }
            marks.push((row["id"].as_str().expect("an id").to_string(), text(&row)));
        }
        let mut sorted: Vec<(String, Vec<u32>)> = of.into_iter().collect();
        sorted.sort();
        let (texts, owners) = sorted.into_iter().unzip();
        Names { marks, texts, owners, count }
    }

    /// How many forms the marks have.
    pub fn forms(&self) -> usize {
        self.count
    }
}

/// The words of a text, in small letters.
pub fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(String::from)
        .collect()
}

/// One word, two and three in a row.
pub fn windows(text: &str) -> Vec<String> {
    let words = words(text);
    (1..=3).flat_map(|length| words.windows(length).map(|window| window.join(" "))).collect()
}

/// How many letters of a window may be others: those that brandlint, too, takes for slips.
pub fn slips(window: &str) -> u32 {
    match window.chars().count() {
        0..=4 => 0,
        5..=8 => 1,
        _ => 2,
    }
}
