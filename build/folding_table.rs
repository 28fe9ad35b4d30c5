//! The folding table: what characters read as, packed. Neighbours that read alike are one run, and runs stand in columns.
//!
//! `src/text/table.rs` decodes it; its doc is the format's spec. A hash of what it says is the folding version that
//! every segment records, so a table that changed can never meet an index that was folded with another.

use super::folding::{Reading, readings};
use super::layout::*;
use super::write;
use std::collections::HashMap;

/// Writes the blobs, and the source that names its version.
pub fn compile() {
    let runs = runs();
    let sights = sights_of(&runs);
    let (few, others) = without_others(&runs, &sights);
    write("folding.bin", encode(&few, &sights));
    write("folding-han.bin", encode_others(&others));
    write(
        "folding.rs",
        format!(
            "/// Identifies the folding: changes whenever the table or its code does.\n\
             pub const FOLDING: u32 = 0x{:08x};\n",
            fnv(&said(&runs)) ^ FOLDING_CODE
        ),
    );
}

/// Neighbours of equal or equally shifted readings.
struct Run {
    first: u32,
    len: u32,
    reading: Reading,
}

fn runs() -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (code, reading) in readings() {
        match runs.last_mut() {
            Some(last) if last.first + last.len == code && continues(&last.reading, last.len, &reading) => {
                last.len += 1
            }
            _ => runs.push(Run { first: code, len: 1, reading }),
        }
    }
    runs
}

/// Whether `next` carries on a run that starts with `first` and has `len` members.
fn continues(first: &Reading, len: u32, next: &Reading) -> bool {
    match (first, next) {
        (
            Reading::Mapped { class, steps, plain, sight },
            Reading::Mapped { class: c, steps: s, plain: p, sight: i },
        ) => {
            class == c
                && steps == s
                && plain.len() == 1
                && p.len() == 1
                && p[0] as u32 == plain[0] as u32 + len
                && i[0] as i32 - p[0] as i32 == sight[0] as i32 - plain[0] as i32
        }
        _ => first == next,
    }
}

/// Writes runs column by column; the letters of a run's readings by `letters`, into two columns.
fn columns(runs: &[Run], mut letters: impl FnMut(&Run, &[char], &[char], &mut Vec<u8>, &mut Vec<u8>)) -> Vec<u8> {
    let mut columns: [Vec<u8>; 6] = Default::default();
    let mut end = 0;
    for run in runs {
        let [gaps, lens, classes, steps, plains, sights] = &mut columns;
        varint(gaps, run.first - end);
        varint(lens, run.len);
        end = run.first + run.len;
        match &run.reading {
            Reading::Separator => unreachable!("separators are gaps"),
            Reading::Ignorable => classes.push(IGNORABLE),
            Reading::Accent => classes.push(ACCENT_MARK),
            Reading::Letter { class } => classes.push(*class),
            Reading::Mapped { class, steps: s, plain, sight } => {
                classes.push(class | MAPPED);
                steps.push(s | ((plain.len() as u8 - 1) << STEP_BITS));
                letters(run, plain, sight, plains, sights);
            }
        }
    }
    let mut blob = Vec::new();
    for column in &columns {
        varint(&mut blob, column.len() as u32);
    }
    blob.extend(columns.concat());
    blob
}

/// The sight class of each letter that reads as itself and has another.
fn sights_of(runs: &[Run]) -> HashMap<u32, u32> {
    let mut sights = HashMap::new();
    for run in runs {
        if let Reading::Mapped { plain, sight, .. } = &run.reading
            && let ([plain], [sight]) = (&plain[..], &sight[..])
            && *plain as u32 == run.first
        {
            sights.extend((0..run.len).map(|at| (run.first + at, *sight as u32 + at)));
        }
    }
    sights
}

/// A Han character that reads as another one and is nothing else but that: nearly half of all runs would be such, or
/// lie between them.
struct Other {
    code: u32,
    plain: u32,
}

/// The runs with Han characters that read as others taken out, so that what is around them is one run.
fn without_others(runs: &[Run], sights: &HashMap<u32, u32>) -> (Vec<Run>, Vec<Other>) {
    let han = Reading::Letter { class: HAN };
    let (mut few, mut others): (Vec<Run>, Vec<Other>) = Default::default();
    for run in runs {
        let around = few.last_mut().filter(|last| last.reading == han && last.first + last.len == run.first);
        let mut is_around = run.reading == han;
        if let Reading::Mapped { class: HAN, steps: 0, plain, sight } = &run.reading
            && let ([plain], [sight]) = (&plain[..], &sight[..])
            && *plain as u32 != run.first
            && sights.get(&(*plain as u32)).copied().unwrap_or(*plain as u32) == *sight as u32
        {
            others.extend((0..run.len).map(|at| Other { code: run.first + at, plain: *plain as u32 + at }));
            if around.is_none() {
                continue;
            }
            is_around = true;
        }
        match around {
            Some(around) if is_around => around.len += run.len,
            _ => few.push(Run { first: run.first, len: run.len, reading: run.reading.clone() }),
        }
    }
    (few, others)
}

/// The blob of runs that `table.rs` decodes, which says what can be left out.
fn encode(runs: &[Run], own: &HashMap<u32, u32>) -> Vec<u8> {
    let mut shift = 0;
    columns(runs, |run, plain, sight, plains, sights| {
        let is_itself = plain.len() == 1 && plain[0] as u32 == run.first;
        let mut expected = run.first as i32 + shift;
        shift = plain[0] as i32 - run.first as i32;
        for (plain, sight) in plain.iter().zip(sight) {
            varint(plains, zigzag(*plain as i32 - expected));
            expected = *plain as i32;
            let (plain, sight) = (*plain as u32, *sight as u32);
            let own = own.get(&plain).filter(|_| !is_itself).copied().unwrap_or(plain);
            varint(sights, if sight == own { 0 } else { sight });
        }
    })
}

/// The blob of the others: the length of its first column, and both columns.
fn encode_others(others: &[Other]) -> Vec<u8> {
    let (mut gaps, mut plains) = (Vec::new(), Vec::new());
    let (mut end, mut last) = (0, 0);
    for other in others {
        varint(&mut gaps, other.code - end);
        varint(&mut plains, zigzag(other.plain as i32 - last));
        (end, last) = (other.code + 1, other.plain as i32);
    }
    let mut blob = Vec::new();
    varint(&mut blob, gaps.len() as u32);
    blob.extend([gaps, plains].concat());
    blob
}

/// What changes when a reading does, however the blob is written: the folding version is a hash of it.
fn said(runs: &[Run]) -> Vec<u8> {
    columns(runs, |run, plain, sight, plains, sights| {
        for (p, s) in plain.iter().zip(sight) {
            varint(plains, zigzag(*p as i32 - run.first as i32));
            varint(sights, zigzag(*s as i32 - *p as i32));
        }
    })
}

fn zigzag(value: i32) -> u32 {
    ((value << 1) ^ (value >> 31)) as u32
}

fn varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn fnv(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}
