//! How many disguised names are found: those of `tests/evaluation`, on a sample of the marks whose names are no everyday
//! language.

use crate::disguise::{DISGUISES, Dice};
use crate::engine;
use crate::names::Names;
use crate::peers::Make;
use brandlint::report::Risk;
use brandlint::{Listing, Screener};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Every so-manieth mark of the register.
const STEP: usize = 10;
const TITLES: [&str; 2] = ["{} unopened, undamaged", "secondhand {} undamaged"];

/// Disguises that are one letter more, less, or another.
const SLIPS: [&str; 5] = ["letter inserted", "letter dropped", "neighbour key", "letters swapped", "letter doubled"];

/// So many times the patience for a text's time, for the disguises of a finder; then what it has seen counts, which is a
/// sample too: marks are taken in a scattered order.
const PATIENT: u32 = 5;

/// A mark's name in disguise, in a title.
struct Disguised {
    title: String,
    is_slip: bool,
}

/// All disguises of a mark, and whether its name is everyday language.
fn disguised(names: &Names, screener: &Screener, mark: usize) -> (Vec<Disguised>, bool) {
    let (id, text) = &names.marks[mark];
    let title = TITLES[Dice::new(id, "").below(TITLES.len())];
    let written = DISGUISES.iter().filter_map(|disguise| {
        let disguised = (disguise.write)(text, &mut Dice::new(id, disguise.name))?;
        Some(Disguised { title: title.replacen("{}", &disguised, 1), is_slip: SLIPS.contains(&disguise.name) })
    });
    (written.collect(), is_ordinary(screener, id, title, text))
}

/// In an order that has nothing to do with what it is: the start of it is a sample.
fn scattered(at: usize) -> usize {
    at.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// A sample of disguised names for finders elsewhere: the title, whose name it is and all its names, and whether it is a
/// slip. Everyday words are left out.
pub fn sample(names: &Names, index: &[u8], most: usize) -> Value {
    let screener = engine::open(index);
    let mut all = Vec::new();
    let mut of: Vec<Vec<&str>> = vec![Vec::new(); names.marks.len()];
    for (text, owners) in names.texts.iter().zip(&names.owners) {
        owners.iter().for_each(|owner| of[*owner as usize].push(text));
    }
    for mark in (0..names.marks.len()).step_by(STEP) {
        let (written, is_ordinary) = disguised(names, &screener, mark);
        if !is_ordinary {
            all.extend(written.into_iter().map(|disguised| (mark, disguised)));
        }
    }
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|at| scattered(*at));
    let sample = order.into_iter().take(most).map(|at| {
        let (mark, Disguised { title, is_slip }) = &all[at];
        json!({ "mark": names.marks[*mark].0, "names": of[*mark], "title": title, "isSlip": is_slip })
    });
    sample.collect()
}

pub fn measure(name: &str, make: Make, names: &Names, index: &[u8], listings: &Value, patience: Duration) -> Value {
    let finder = make(names, index);
    let screener = engine::open(index);
    let (mut seen, mut written, mut found, mut slips, mut found_slips) = (0, 0, 0, 0, 0);
    let mut marks: Vec<usize> = (0..names.marks.len()).step_by(STEP).collect();
    marks.sort_by_key(|mark| scattered(*mark));
    let begun = Instant::now();
    for mark in marks {
        if begun.elapsed() > patience * PATIENT {
            break;
        }
        let (disguises, is_ordinary) = disguised(names, &screener, mark);
        if is_ordinary {
            continue;
        }
        seen += 1;
        for Disguised { title, is_slip } in disguises {
            let is_found = finder.find(&title).contains(&(mark as u32));
            written += 1;
            found += u32::from(is_found);
            slips += u32::from(is_slip);
            found_slips += u32::from(is_slip && is_found);
        }
    }
    // In the words of which the benchmark's titles are made, without their names, nothing should be found.
    let quiet: Vec<&str> = listings["quiet"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let begun = Instant::now();
    let (mut titles, mut alarms, mut alarmed) = (0, 0, 0);
    for title in quiet {
        if begun.elapsed() > patience {
            break;
        }
        titles += 1;
        let count = finder.find(title).len();
        alarms += count;
        alarmed += u32::from(count > 0);
    }
    json!({ "name": name, "marks": seen, "written": written, "found": found, "slips": slips, "foundSlips": found_slips,
        "quiet": titles, "alarms": alarms, "alarmed": alarmed })
}

/// Whether a name is everyday language: found in the brand field, and not as it stands in a title. The evaluation leaves it out.
fn is_ordinary(screener: &Screener, id: &str, title: &str, text: &str) -> bool {
    let finds = |listing: &Listing| {
        let report = screener.screen(listing);
        report.findings.iter().any(|finding| finding.mark.id == id && finding.risk >= Risk::Medium)
    };
    !finds(&engine::listing(&title.replacen("{}", text, 1)))
        && finds(&Listing { brand: text.into(), ..Listing::default() })
}
