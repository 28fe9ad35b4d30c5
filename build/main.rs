//! Compiles the tables in `data/` to what the engine carries: the folding table ([`folding_table`]), and here the
//! others, packed as their readers want them.

mod folding;
mod folding_table;
mod layout {
    include!("../src/text/layout.rs");
}

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() {
    for input in [
        "build",
        "src/text/layout.rs",
        "data/simplified.tsv",
        "data/lookalikes.tsv",
        "data/entities.tsv",
        "data/use-cues.tsv",
        "data/google-taxonomy.tsv",
        "data/goods-words.tsv",
        "data/coordinated-classes.tsv",
        "data/messages",
        "data/han-lookalikes.tsv",
        "data/sounds.tsv",
        "data/pinyin.tsv",
        "data/sound-costs.tsv",
    ] {
        println!("cargo:rerun-if-changed={input}");
    }
    if env::var_os("CARGO_FEATURE_CLI").is_some() {
        ordinary_words();
    }
    use_cues();
    google_taxonomy();
    without_comments("goods-words.tsv");
    without_comments("coordinated-classes.tsv");
    messages();
    entities();
    han_lookalikes();
    sounds();
    pinyin();
    sound_costs();
    folding_table::compile();
}

/// Puts the word lists together to one text that the command line carries:
/// what `brandlint build` knows of everyday language by itself.
fn ordinary_words() {
    let mut all = String::new();
    for folder in ["data/ordinary-words", "data/dictionary"] {
        println!("cargo:rerun-if-changed={folder}");
        let mut lists: Vec<_> =
            fs::read_dir(folder).expect("the lists").map(|entry| entry.expect("a file").path()).collect();
        lists.sort();
        for path in lists {
            let language = path.file_stem().expect("a name").to_string_lossy();
            let words = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let _ = write!(all, "# language {language}\n{words}");
        }
    }
    println!("cargo:rerun-if-changed=data/listing-words.tsv");
    let rows = fs::read_to_string("data/listing-words.tsv").expect("data/listing-words.tsv");
    for row in rows.lines().filter(|row| !row.starts_with('#')) {
        let (language, words) = row.split_once('\t').expect("a language and its words");
        let _ = write!(all, "# language {language}\n# listings\n{}\n", words.replace(", ", "\n"));
    }
    write("ordinary-words.txt", all);
}

/// Packs the taxonomy as an outline: a `>` a level, the name, the classes if it has its own.
fn google_taxonomy() {
    let rows = fs::read_to_string("data/google-taxonomy.tsv").expect("data/google-taxonomy.tsv");
    let mut outline = String::new();
    let mut last: Vec<&str> = Vec::new();
    for row in rows.lines().filter(|row| !row.starts_with('#')) {
        let (path, classes) = row.split_once('\t').expect("a path and its classes");
        assert!(classes.split(' ').all(|class| (1..=45).contains(&class.parse().unwrap_or(0))), "{row}: no Nice class");
        let path: Vec<&str> = path.split(" > ").collect();
        let known = path.iter().zip(&last).take_while(|(a, b)| a == b).count();
        assert!(known < path.len(), "{row}: twice, or behind its own part");
        for (level, name) in path.iter().enumerate().skip(known) {
            let own = if level + 1 == path.len() { classes } else { "" };
            let _ = writeln!(outline, "{}{name}\t{own}", ">".repeat(level));
        }
        last = path;
    }
    write("google-taxonomy.tsv", outline);
}

/// Leaves the comments out of a table in `data/`.
fn without_comments(name: &str) {
    let rows = fs::read_to_string(Path::new("data").join(name)).unwrap_or_else(|e| panic!("data/{name}: {e}"));
    let rows: Vec<&str> = rows.lines().filter(|row| !row.starts_with('#')).collect();
    write(name, rows.join("\n"));
}

/// Packs the cues: what each says and where it stands, then its phrases, without languages and notes.
fn use_cues() {
    let mut phrases: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for row in rows("data/use-cues.tsv") {
        let [_, says, reach, phrase, _] = row.as_slice() else {
            panic!("data/use-cues.tsv: {row:?} has not five columns")
        };
        phrases.entry((says.clone(), reach.clone())).or_default().insert(phrase.clone());
    }
    let packed: String = phrases
        .iter()
        .map(|((says, reach), phrases)| {
            format!("{says}\t{reach}\t{}\n", phrases.iter().map(String::as_str).collect::<Vec<_>>().join(";"))
        })
        .collect();
    write("use-cues.tsv", &packed);
}

/// Packs the messages: for each language its tag and a line for each text, in the order of the English keys. English
/// is apart, for it is always there.
fn messages() {
    let texts = |language: &str| -> Vec<(String, String)> {
        let path = format!("data/messages/{language}.txt");
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let pairs = lines.map(|line| line.split_once('=').unwrap_or_else(|| panic!("{path}: {line}")));
        pairs.map(|(key, text)| (key.trim().to_string(), text.trim().to_string())).collect()
    };
    let english = texts("en");
    let mut keys = String::from(
        "/// The messages, in the order of the catalogue.\n#[derive(Clone, Copy)]\npub(super) enum Text {\n",
    );
    for (key, text) in &english {
        let name: String = key.split('-').map(|word| word[..1].to_uppercase() + &word[1..]).collect();
        keys += &format!("    /// {text}\n    #[allow(dead_code)]\n    {name},\n");
    }
    write("messages.rs", &(keys + "}\n"));
    let mut others = String::new();
    for language in ["zh-Hans", "zh-Hant", "de", "fr", "es", "it", "pt", "ja", "ko", "ru", "ar"] {
        let translated = texts(language);
        assert!(
            translated.iter().map(|(key, _)| key).eq(english.iter().map(|(key, _)| key)),
            "{language}: other keys than English"
        );
        others += language;
        for (_, text) in translated {
            others += "\n";
            others += &text;
        }
        others += "\n\n";
    }
    write("messages.txt", english.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n"));
    write("messages-others.txt", &others);
}

/// Packs the named character references: each character's names, and the character where it is not the one behind that
/// of the names before.
fn entities() {
    let mut names: BTreeMap<char, Vec<String>> = BTreeMap::new();
    for row in rows("data/entities.tsv") {
        let code = u32::from_str_radix(row[1].trim_start_matches("U+"), 16).ok();
        let c = code.and_then(char::from_u32).unwrap_or_else(|| panic!("data/entities.tsv: {row:?}"));
        assert_ne!(c, ' ', "data/entities.tsv: a space parts entries");
        // A semicolon ends a reference, and an equals sign is a separator like any other.
        names.entry(if matches!(c, ';' | '=') { ',' } else { c }).or_default().push(row[0].clone());
    }
    let mut expected = 0;
    let packed = names.iter().map(|(c, names)| {
        let given = if *c as u32 == expected { String::new() } else { format!("={c}") };
        expected = *c as u32 + 1;
        names.join(";") + &given
    });
    write("entities.txt", packed.collect::<Vec<_>>().join(" "));
}

/// Packs the Han characters that look alike in the order of their code points, each followed by the first of its set.
fn han_lookalikes() {
    let mut looks = BTreeMap::new();
    for row in rows("data/han-lookalikes.tsv") {
        let set = row.concat();
        for c in set.chars() {
            let twice = looks.insert(c, only_char(&set)).is_some();
            assert!(!twice, "data/han-lookalikes.tsv: {c:?} is there twice");
        }
    }
    write("han-lookalikes.txt", looks.iter().flat_map(|(c, first)| [*c, *first]).collect::<String>());
}

/// Packs the sounds of letters, in the order of their code points: a letter and its sounds a line.
fn sounds() {
    let rows = rows("data/sounds.tsv");
    let letters: BTreeMap<char, &str> =
        rows.iter().flat_map(|row| row[2].chars().map(|letter| (letter, row[1].as_str()))).collect();
    write("sounds.txt", letters.iter().map(|(letter, sounds)| format!("{letter}{sounds}\n")).collect::<String>());
}

/// Packs the readings of Han characters, see `src/sound/script.rs`: columns in the order of their code points.
fn pinyin() {
    let mut rows = rows("data/pinyin.tsv");
    // Those of many characters first, so that most numbers are small.
    rows.sort_by_key(|row| {
        std::cmp::Reverse(row[1..].iter().map(|characters| characters.chars().count()).sum::<usize>())
    });
    let mut readings: BTreeSet<(char, usize, usize)> = BTreeSet::new();
    for (syllable, row) in rows.iter().enumerate() {
        for (rank, characters) in row[1..].iter().enumerate() {
            readings.extend(characters.chars().map(|c| (c, rank, syllable)));
        }
    }
    let mut columns: [Vec<u8>; 4] = Default::default();
    let mut last = 0x4E00;
    for (c, _, syllable) in readings {
        let bytes = [(c as u32 - last) as u16, syllable as u16].map(u16::to_le_bytes).concat();
        columns.iter_mut().zip(bytes).for_each(|(column, byte)| column.push(byte));
        last = c as u32;
    }
    write("pinyin.txt", rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>().join("\n"));
    write("pinyin.bin", columns.concat());
}

/// Packs the costs of sounds, two hexadecimal digits a byte.
fn sound_costs() {
    let digits: Vec<u8> = rows("data/sound-costs.tsv")
        .iter()
        .flat_map(|row| row[2].chars().map(|digit| digit.to_digit(16).expect("a hexadecimal digit") as u8))
        .collect();
    write(
        "sound-costs.bin",
        digits.chunks(2).map(|pair| pair[0] | pair.get(1).unwrap_or(&0) << 4).collect::<Vec<u8>>(),
    );
}

fn write(name: &str, text: impl AsRef<[u8]>) {
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join(name), text).expect("OUT_DIR is writable");
}

fn rows(path: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{path}: {e}"));
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# ") && *line != "#")
        .map(|line| line.split('\t').map(str::to_string).collect())
        .collect()
}

fn only_char(text: &str) -> char {
    text.chars().next().unwrap_or_else(|| panic!("an empty cell in data/"))
}
