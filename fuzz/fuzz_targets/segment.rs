//! Any bytes as a segment: an error, or something that can be searched, merged and read out, within its memory.
//!
//! The bytes are columns; header, lengths and checksums are put right around them, as a forger would, because the
//! checksums alone would keep nearly everything out.
#![no_main]

use brandlint::index::parts;
use brandlint::mark::{Form, FormKind, Mark, Policy, Registration};
use brandlint::{Builder, Listing, Screener, Segment};
use libfuzzer_sys::fuzz_target;
use peak_alloc::PeakAlloc;
use std::sync::OnceLock;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// An opened segment has at most so many bytes of memory a byte of the file, and this much besides.
/// The same as in tests/memory.rs.
const MULTIPLE: usize = 96;
const BESIDES: usize = 64 * 1024;

fn varint(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A file around columns, each of which is two bytes of length and so many bytes. How many there are, and
/// what stands before them, is that of a good file: the target goes with the format.
fn segment(mut data: &[u8]) -> Vec<u8> {
    let mut sections: Vec<(&str, Vec<u8>)> = Vec::new();
    for part in parts(base()).expect("a good segment") {
        let (len, rest) =
            data.split_first_chunk().map_or((0, data), |(len, rest)| (u16::from_le_bytes(*len).into(), rest));
        let (column, rest) = rest.split_at(rest.len().min(len));
        data = rest;
        if sections.last().is_none_or(|(name, _)| *name != part.section) {
            sections.push((part.section, Vec::new()));
        }
        let section = &mut sections.last_mut().expect("just seen").1;
        varint(section, column.len());
        section.extend(column);
    }
    let crc = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);
    let mut out = base()[..16 + 12 * sections.len()].to_vec();
    for (entry, (_, section)) in out[16..].chunks_exact_mut(12).zip(&sections) {
        entry[4..8].copy_from_slice(&(section.len() as u32).to_le_bytes());
        entry[8..].copy_from_slice(&crc.checksum(section).to_le_bytes());
    }
    out.extend(crc.checksum(&out).to_le_bytes());
    sections.iter().for_each(|(_, section)| out.extend(section));
    out
}

/// The input that gives this file.
fn columns(file: &[u8]) -> Vec<u8> {
    let column = |bytes: &[u8]| [&(bytes.len() as u16).to_le_bytes(), bytes].concat();
    parts(file).expect("a good segment").iter().flat_map(|part| column(part.bytes)).collect()
}

fn marks() -> [Mark; 4] {
    let form = Form { text: "快宝乐".into(), lang: "zh".into(), kind: FormKind::Transliteration };
    let registration =
        Registration { office: "US".into(), number: "1".into(), classes: vec![25], ..Registration::default() };
    [("a", "Zorvelta"), ("b", "Kwimbo Marble"), ("c", "L'Été"), ("marble", "Marble")].map(|(id, text)| Mark {
        id: id.into(),
        text: text.into(),
        owner: "O".into(),
        policy: Policy::Gated,
        forms: vec![form.clone()],
        registrations: vec![registration.clone()],
        ..Mark::default()
    })
}

fn builder(marks: &[Mark]) -> Builder {
    let mut builder = Builder::new();
    marks.iter().for_each(|mark| builder.add(mark.clone()).expect("a good row"));
    builder.add_ordinary_words("# language en\n# zipf 4\nmarble\nlantern");
    builder
}

fn base() -> &'static [u8] {
    static BASE: OnceLock<Vec<u8>> = OnceLock::new();
    BASE.get_or_init(|| builder(&marks()[..3]).build().0)
}

/// An update of the base.
fn update() -> Vec<u8> {
    builder(&marks()[1..]).build_update(&Segment::open(base()).expect("a good segment")).0
}

/// Nothing is tested where good files, taken apart and put together, are no good files any more. Gives them, the
/// seeds of the corpus, where SEEDS names a folder.
fn prove() {
    for (name, file) in [("base", base().to_vec()), ("update", update())] {
        let input = columns(&file);
        assert_eq!(segment(&input), file);
        if let Ok(folder) = std::env::var("SEEDS") {
            std::fs::write(format!("{folder}/{name}"), input).expect("a folder to write to");
        }
    }
}

fn listing() -> Listing {
    Listing {
        title: "Zorve1ta kwimbo marb1e sorvelta aa ab b a* aaaaaaaaa a… 快宝乐 l'ete".into(),
        brand: "a aaaa aaab".into(),
        ..Listing::default()
    }
}

fuzz_target!(init: prove(), |data: &[u8]| {
    let base = base();
    let bytes = segment(data);
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let opened = Segment::open(&bytes);
    let used = MEMORY.peak_usage() - before;
    assert!(used <= bytes.len() * MULTIPLE + BESIDES, "{used} bytes of memory for a file of {}", bytes.len());
    let Ok(opened) = opened else { return };
    // What was accepted can be read out, searched and merged.
    assert!(opened.marks() < 2 || opened.difference(&Segment::default()).is_some());
    let mut screener = Screener::new();
    if screener.open(&bytes).is_ok() {
        screener.screen(&listing());
    }
    for files in [[base, &bytes], [&bytes, base]] {
        let mut screener = Screener::new();
        if screener.add(files[0]).is_ok() && screener.open(files[1]).is_ok() {
            screener.segment().difference(&opened);
            screener.screen(&listing());
        }
    }
});
