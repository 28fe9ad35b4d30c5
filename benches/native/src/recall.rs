//! How many disguised names are found: those of `tests/evaluation`, on a sample of the marks.

use crate::disguise::{DISGUISES, Dice};
use crate::engine;
use crate::names::Names;
use crate::peers::Make;
use brandlint::Listing;
use brandlint::report::Risk;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Every so-manieth mark of the register.
const STEP: usize = 10;
const TITLES: [&str; 2] = ["{} unopened, undamaged", "secondhand {} undamaged"];

/// So many times the patience for a text's time, for the disguises of a finder; then what it has seen counts, which is a
/// sample too: marks are taken in a scattered order.
const PATIENT: u32 = 5;

pub fn measure(name: &str, make: Make, names: &Names, index: &[u8], listings: &Value, patience: Duration) -> Value {
    let finder = make(names, index);
    let screener = engine::open(index);
    let (mut written, mut found, mut distinctive, mut found_distinctive) = (0, 0, 0, 0);
    let mut marks: Vec<usize> = (0..names.marks.len()).step_by(STEP).collect();
    marks.sort_by_key(|mark| mark.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let begun = Instant::now();
    let mut seen = 0;
    for mark in marks {
        if begun.elapsed() > patience * PATIENT {
            break;
        }
        seen += 1;
        let (id, text) = &names.marks[mark];
        let title = TITLES[Dice::new(id, "").below(TITLES.len())];
        let ordinary = is_ordinary(&screener, id, title, text);
        for disguise in DISGUISES {
            let Some(disguised) = (disguise.write)(text, &mut Dice::new(id, disguise.name)) else { continue };
            let is_found = finder.find(&title.replacen("{}", &disguised, 1)).contains(&(mark as u32));
            written += 1;
            found += u32::from(is_found);
            if !ordinary {
                distinctive += 1;
                found_distinctive += u32::from(is_found);
            }
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
    json!({ "name": name, "marks": seen, "written": written, "found": found, "distinctive": distinctive,
        "foundDistinctive": found_distinctive, "quiet": titles, "alarms": alarms, "alarmed": alarmed })
}

/// Whether a name is everyday language: found in the brand field, and not as it stands in a title. The evaluation leaves it out.
fn is_ordinary(screener: &brandlint::Screener, id: &str, title: &str, text: &str) -> bool {
    let finds = |listing: &Listing| {
        let report = screener.screen(listing);
        report.findings.iter().any(|finding| finding.mark.id == id && finding.risk >= Risk::Medium)
    };
    !finds(&engine::listing(&title.replacen("{}", text, 1)))
        && finds(&Listing { brand: text.into(), ..Listing::default() })
}
