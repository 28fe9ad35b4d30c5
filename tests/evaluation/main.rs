//! How many disguised names are found: every disguise of [`DISGUISES`], on
//! every mark that qualifies.
//!
//! `cargo test` takes the marks of `names.txt`, a sample, and holds each
//! disguise to its floor. `npm run eval` sets `BRANDLINT_EVAL=full`: the marks
//! are those of the demo index, and the table is printed. The name of a
//! disguise in place of `full` lists what is missed of it.
//!
//! A mark counts as found when a finding for it, of medium risk or more,
//! overlaps the disguised name in a title. Marks that are everyday language
//! (found in the brand field only) are counted by themselves and left out of
//! the rate.
#![cfg(not(target_arch = "wasm32"))]

mod disguise;

use brandlint::report::Risk;
use brandlint::{Builder, Listing, Mark, Screener};
use disguise::{DISGUISES, Dice, Disguise};
use std::path::Path;
use std::{env, fs, thread};

/// Titles in which the name stands at `{}`. Without it nothing is found in them, and no short word of theirs makes a
/// name with it (a jar before Pacific is nearly Bar Pacific).
const TITLES: [&str; 2] = ["{} unopened, undamaged", "secondhand {} undamaged"];

/// What became of one disguise of one mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Found,
    /// Of low risk: found, but not as a conflict.
    Low,
    /// Nothing there, or another mark only.
    Missed {
        another: bool,
    },
}

/// What became of one disguise of all marks.
#[derive(Default)]
struct Tally {
    qualified: usize,
    /// Everyday language as it stands; not counted further.
    ordinary: usize,
    found: usize,
    low: usize,
    missed: usize,
    /// Of the missed: another mark was found there.
    another: usize,
    /// What was low or missed: order among the examples, mark and writing.
    misses: Vec<(usize, String)>,
}

impl Tally {
    fn add(&mut self, outcome: Outcome, miss: impl FnOnce() -> (usize, String)) {
        match outcome {
            Outcome::Found => return self.found += 1,
            Outcome::Low => self.low += 1,
            Outcome::Missed { another } => {
                self.missed += 1;
                self.another += usize::from(another);
            }
        }
        self.misses.push(miss());
    }

    fn merge(&mut self, other: Tally) {
        self.qualified += other.qualified;
        self.ordinary += other.ordinary;
        self.found += other.found;
        self.low += other.low;
        self.missed += other.missed;
        self.another += other.another;
        self.misses.extend(other.misses);
    }

    /// Found of a hundred; all where there is nothing to find.
    fn rate(&self) -> f64 {
        let all = self.qualified - self.ordinary;
        if all == 0 { 100.0 } else { 100.0 * self.found as f64 / all as f64 }
    }
}

/// A mark's id and text.
type Name = (String, String);

#[test]
fn disguised_names_are_found() {
    let wanted = env::var("BRANDLINT_EVAL").ok();
    let (screener, names) = if wanted.is_some() { demo() } else { sample() };
    for title in TITLES {
        let report = screener.screen(&listing(title.replace("{}", "")));
        assert!(report.findings.is_empty(), "{title}: {:?}", report.findings);
    }
    let tallies = evaluate(&screener, &names);
    match wanted.as_deref() {
        None => {}
        Some("full") => print(&tallies, names.len()),
        Some(name) => {
            let tally = DISGUISES.iter().zip(&tallies).find(|(disguise, _)| disguise.name == name);
            let (_, tally) = tally.unwrap_or_else(|| panic!("BRANDLINT_EVAL={name}: no disguise has this name"));
            tally.misses.iter().for_each(|(_, miss)| println!("{miss}"));
        }
    }
    let below: Vec<String> = DISGUISES
        .iter()
        .zip(&tallies)
        .filter(|(disguise, tally)| tally.rate() < f64::from(disguise.floor))
        .map(|(disguise, tally)| {
            let misses: Vec<&str> = tally.misses.iter().take(5).map(|(_, miss)| miss.as_str()).collect();
            format!("{}: {:.1} % of {} %: {}", disguise.name, tally.rate(), disguise.floor, misses.join(", "))
        })
        .collect();
    assert!(below.is_empty(), "found too seldom:\n{}", below.join("\n"));
}

/// The demo's brand index and all its marks.
fn demo() -> (Screener, Vec<Name>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/demo/demo.blx");
    let index = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}; `npm run build` makes it", path.display()));
    let mut screener = Screener::new();
    screener.open(&index).expect("an index of this version: `npm run build` makes it");
    let segment = &screener.segment();
    let names = (0..segment.marks() as u32).map(|mark| (segment.mark_id(mark), segment.mark_text(mark))).collect();
    (screener, names)
}

/// An index of the names of `names.txt`. Everyday words are those of all languages.
fn sample() -> (Screener, Vec<Name>) {
    let names = include_str!("names.txt").lines().filter(|line| !line.starts_with('#'));
    let names: Vec<Name> = names.map(|name| (name.to_string(), name.to_string())).collect();
    let mut builder = Builder::new();
    for (id, text) in &names {
        let mark = Mark { id: id.clone(), text: text.clone(), ..Mark::default() };
        builder.add(mark).expect("names are good rows");
    }
    let lists = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/ordinary-words");
    for list in fs::read_dir(lists).expect("lists of ordinary words") {
        let list = fs::read_to_string(list.expect("a file").path()).expect("a list of words");
        builder.add_ordinary_words(&list);
    }
    let mut screener = Screener::new();
    screener.open(&builder.build().0).expect("a good segment");
    (screener, names)
}

fn listing(title: String) -> Listing {
    Listing { title, ..Listing::default() }
}

/// A tally for each disguise, over all names.
fn evaluate(screener: &Screener, names: &[Name]) -> Vec<Tally> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = |number: usize| {
        let mut tallies: Vec<Tally> = DISGUISES.iter().map(|_| Tally::default()).collect();
        for name in names.iter().skip(number).step_by(threads) {
            disguise(screener, name, &mut tallies);
        }
        tallies
    };
    let share = &share;
    let mut sum: Vec<Tally> = thread::scope(|scope| {
        let shares: Vec<_> = (0..threads).map(|number| scope.spawn(move || share(number))).collect();
        let shares = shares.into_iter().map(|share| share.join().expect("no panic"));
        shares
            .reduce(|mut sum, share| {
                sum.iter_mut().zip(share).for_each(|(sum, tally)| sum.merge(tally));
                sum
            })
            .expect("one thread at least")
    });
    sum.iter_mut().for_each(|tally| tally.misses.sort());
    sum
}

/// Writes one name in every way that it qualifies for, and counts what is found.
fn disguise(screener: &Screener, (id, text): &Name, tallies: &mut [Tally]) {
    let mut dice = Dice::new(id, "");
    let title = TITLES[dice.below(TITLES.len())];
    let order = dice.below(1 << 32);
    let ordinary = outcome(screener, id, title, text) != Outcome::Found && is_known_brand(screener, id, text);
    for (Disguise { name, write, .. }, tally) in DISGUISES.iter().zip(tallies) {
        let Some(written) = write(text, &mut Dice::new(id, name)) else { continue };
        tally.qualified += 1;
        if ordinary {
            tally.ordinary += 1;
        } else {
            let outcome = outcome(screener, id, title, &written);
            tally.add(outcome, || (order, format!("{text} → {}", visible(&written))));
        }
    }
}

/// Whether the name is found in the brand field, where everyday words are names too.
fn is_known_brand(screener: &Screener, id: &str, text: &str) -> bool {
    let report = screener.screen(&Listing { brand: text.into(), ..listing(String::new()) });
    report.findings.iter().any(|finding| finding.mark.id == id && finding.risk >= Risk::Medium)
}

fn outcome(screener: &Screener, id: &str, title: &str, written: &str) -> Outcome {
    let start = title.find("{}").expect("a place for the name");
    let end = start + written.encode_utf16().count();
    let report = screener.screen(&listing(title.replacen("{}", written, 1)));
    let there = || report.findings.iter().filter(|finding| finding.start < end && finding.end > start);
    match there().filter(|finding| finding.mark.id == id).map(|finding| finding.risk).max() {
        Some(Risk::Medium | Risk::High) => Outcome::Found,
        Some(_) => Outcome::Low,
        None => Outcome::Missed { another: there().any(|finding| finding.risk >= Risk::Medium) },
    }
}

/// The text, with what cannot be seen as its code points.
fn visible(text: &str) -> String {
    let show = |c: char| {
        let hidden = matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}');
        if hidden { c.escape_unicode().to_string() } else { c.to_string() }
    };
    text.chars().map(show).collect()
}

fn print(tallies: &[Tally], marks: usize) {
    println!("\n{marks} marks of the demo index, each in every disguise that it qualifies for.");
    println!("ordinary: everyday language as they stand, left out of what follows. rate: found of the rest.");
    println!("low: found, at low risk. another: of the missed, those where another mark is found.\n");
    println!(
        "{:32} {:>9} {:>8} {:>6} {:>5} {:>6} {:>7} {:>6}  examples of low and missed",
        "disguise", "qualified", "ordinary", "found", "low", "missed", "another", "rate"
    );
    for (disguise, tally) in DISGUISES.iter().zip(tallies) {
        let examples: Vec<&str> = tally.misses.iter().take(3).map(|(_, miss)| miss.as_str()).collect();
        println!(
            "{:32} {:>9} {:>8} {:>6} {:>5} {:>6} {:>7} {:>5.1}%  {}",
            disguise.name,
            tally.qualified,
            tally.ordinary,
            tally.found,
            tally.low,
            tally.missed,
            tally.another,
            tally.rate(),
            examples.join(" | ")
        );
    }
    println!("\nWhich marks qualify:");
    for disguise in DISGUISES {
        println!("{:32} {}", disguise.name, disguise.qualifies);
    }
}
