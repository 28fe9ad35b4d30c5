//! Any bytes as a segment: an error, or something that can be searched, merged and read out, within its memory.
//!
//! The bytes are columns; header, lengths and checksums are put right around them, as a forger would, because the
//! checksums alone would keep nearly everything out.
#![no_main]

use brandlint::index::FORMAT;
use brandlint::mark::{Form, FormKind, Mark, Policy, Registration};
use brandlint::text::FOLDING;
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

const SECTIONS: [&[u8; 4]; 5] = [b"KEYS", b"FORM", b"MARK", b"WORD", b"GONE"];
/// How many columns each has.
const COLUMNS: [usize; 5] = [3, 9, 12, 1, 2];

fn varint(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A file around columns, each of which is a byte of length and so many bytes.
fn segment(mut data: &[u8]) -> Vec<u8> {
    let sections = COLUMNS.map(|columns| {
        let mut section = Vec::new();
        for _ in 0..columns {
            let (len, rest) = data.split_first().map_or((0, data), |(len, rest)| (usize::from(*len), rest));
            let (column, rest) = rest.split_at(len.min(rest.len()));
            data = rest;
            varint(&mut section, column.len());
            section.extend(column);
        }
        section
    });
    let crc = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);
    let mut out = b"\x89BLX\r\n\x1a\n".to_vec();
    out.extend(FORMAT.to_le_bytes());
    out.extend(5u16.to_le_bytes());
    out.extend(FOLDING.to_le_bytes());
    for (name, section) in SECTIONS.iter().zip(&sections) {
        out.extend(*name);
        out.extend((section.len() as u32).to_le_bytes());
        out.extend(crc.checksum(section).to_le_bytes());
    }
    out.extend(crc.checksum(&out).to_le_bytes());
    sections.iter().for_each(|section| out.extend(section));
    out
}

fn base() -> &'static [u8] {
    static BASE: OnceLock<Vec<u8>> = OnceLock::new();
    BASE.get_or_init(|| {
        let mut builder = Builder::new();
        let form = Form { text: "快宝乐".into(), lang: "zh".into(), kind: FormKind::Transliteration };
        let registration = Registration { office: "US".into(), number: "1".into(), classes: vec![25], ..Registration::default() };
        for (id, text) in [("a", "Zorvelta"), ("b", "Kwimbo Marble"), ("c", "L'Été")] {
            let mark = Mark { id: id.into(), text: text.into(), owner: "O".into(), policy: Policy::Gated, ..Mark::default() };
            builder.add(Mark { forms: vec![form.clone()], registrations: vec![registration.clone()], ..mark }).unwrap();
        }
        builder.add_ordinary_words("# zipf 4\nmarble\nlantern");
        builder.build().0
    })
}

fn listing() -> Listing {
    Listing {
        title: "Zorve1ta kwimbo marb1e aa ab b a* aaaaaaaaa a… 快宝乐 l'ete".into(),
        brand: "a aaaa aaab".into(),
        ..Listing::default()
    }
}

fuzz_target!(|data: &[u8]| {
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
